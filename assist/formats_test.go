package assist_test

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"testing"

	"switchboard/assist"
)

//go:embed testdata/formats.txt
var formatsFile string

// What a model or an operator says in another form than the article stays if it is true, and is noticed if it differs.
func TestFiguresAreTheSameInWhateverForm(t *testing.T) {
	t.Parallel()
	drafts, replies := newTally(), newTally()
	var lang, passage string
	i := 0
	for line := range strings.Lines(formatsFile) {
		f := strings.Split(strings.TrimSpace(line[2:]), " | ")
		if line[0] == '=' {
			lang = f[0]
			passage = strings.ReplaceAll(strings.TrimSpace(line[7:]), `\n`, "\n")
		}
		if !strings.Contains("+-", line[:1]) {
			continue
		}
		i++
		half, kind := []string{"unseen", "seen"}[i%2], map[byte]string{'+': "true", '-': "false"}[line[0]]
		dropped := !slices.ContainsFunc(quotesOf(passage), func(quote string) bool { return drafted(t, f[0], f[2], lang, passage, quote) == f[2] })
		drafts.add(half+" "+kind, dropped)
		if half == "seen" && dropped != (line[0] == '-') {
			t.Logf("draft %s %s", line[:1], strings.TrimSpace(line[2:]))
		}
		if f[0] != lang || f[1] == "markup" || f[1] == "added" {
			continue
		}
		got := assist.Compare(f[2], []assist.Source{{Article: 1, Title: "Terms", Lang: lang, Passage: passage}}, nil)
		replies.add(half+" "+kind, len(got) > 0)
		if half == "seen" && (len(got) > 0) != (line[0] == '-') {
			t.Logf("reply %s %s: %v", line[:1], strings.TrimSpace(line[2:]), got)
		}
	}
	drafts.none(t, "drafts", "seen true", "unseen true")
	drafts.atLeast(t, "drafts", map[string]float64{"seen false": .95, "unseen false": .88})
	replies.none(t, "replies", "seen true", "unseen true")
	replies.atLeast(t, "replies", map[string]float64{"seen false": .66, "unseen false": .6})
}

// sentenceEnds is where a sentence of the passages ends.
var sentenceEnds = regexp.MustCompile(`[.;]\s+(\p{Lu})`)

// quotesOf are the sentences that a model may quote, and all of a passage.
func quotesOf(passage string) []string {
	return append(strings.Split(sentenceEnds.ReplaceAllString(passage, ".\x00$1"), "\x00"), passage)
}
