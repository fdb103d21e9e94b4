package assist_test

import (
	_ "embed"
	"strings"
	"testing"

	"switchboard/assist"
)

//go:embed testdata/replies.txt
var repliesFile string

// writtenReply is what an operator writes.
type writtenReply struct {
	lang, project, asked, text string
	wrong                      []wrongFact
	half                       string // the rules were made in sight of the seen one
}

type wrongFact struct{ kind, is, becomes string }

// writtenReplies are those of a file, halved by their texts or alternately.
func writtenReplies(t testing.TB, file string, alternate bool) []writtenReply {
	t.Helper()
	var out []writtenReply
	for line := range strings.Lines(file) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(strings.TrimSpace(line), "|"), " | ")
		r := writtenReply{lang: f[0], project: f[1], asked: f[2], text: strings.TrimSpace(f[3])}
		for w := range strings.SplitSeq(strings.Join(f[4:], ""), "; ") {
			kind, change, ok := strings.Cut(w, ": ")
			is, becomes, both := strings.Cut(change, "→")
			if !ok {
				continue
			}
			if !both || !strings.Contains(r.text, is) {
				t.Fatalf("%q is no change of %q", w, r.text)
			}
			r.wrong = append(r.wrong, wrongFact{kind, is, becomes})
		}
		if r.half = half(r.text); alternate {
			r.half = []string{"seen", "unseen"}[len(out)%2]
		}
		out = append(out, r)
	}
	return out
}

// What operators write in words of their own, against the whole sample base.
func TestOneWrongFactInAnOperatorsOwnWordsIsNoticed(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	counts := triedReplies(t, sampleBase(t).assistant(t, false), writtenReplies(t, repliesFile, false))
	counts.atLeast(t, "written", map[string]float64{"number": .8, "price": .75, "date": .8, "day": .85, "time": .8, "ordinal": .85, "telephone": .99, "email": .99, "name": .85, "link": .99})
	if counts.noticed["true"] > 1 { // that 10 % of a train ticket are kept: an article says 20 % of international ones, in the same words
		t.Errorf("of %d true replies %d are disputed", counts.all["true"], counts.noticed["true"])
	}
}

// triedReplies checks each reply as it is, and with each of its facts changed.
func triedReplies(t *testing.T, a *assist.Assistant, replies []writtenReply) tally {
	t.Helper()
	counts := newTally()
	for _, r := range replies {
		d := assist.Dialogue{Lang: r.lang, Projects: []string{r.project}, At: now(), Turns: []assist.Turn{{Customer: true, Text: r.asked}}}
		found, err := a.Check(t.Context(), r.text, d, nil)
		if err != nil {
			t.Fatal(err)
		}
		counts.add("true", len(found) > 0)
		counts.add(r.half+" true", len(found) > 0)
		if len(found) > 0 {
			t.Logf("disputed: %v (%s) in %q", found, found[0].Says, r.text)
		}
		for _, w := range r.wrong {
			text := strings.Replace(r.text, w.is, w.becomes, 1)
			if found, err = a.Check(t.Context(), text, d, nil); err != nil {
				t.Fatal(err)
			}
			counts.add(w.kind, len(found) > 0)
			counts.add(r.half+" "+w.kind, len(found) > 0)
			if len(found) == 0 {
				t.Logf("missed %s: %s→%s in %q", w.kind, w.is, w.becomes, r.text)
			}
		}
	}
	return counts
}
