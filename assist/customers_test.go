package assist_test

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"switchboard/knowledge"
)

// customersFile are questions in customers' own words, written by somebody who read the sample articles' texts and none of the
// questions that they are known by: 280 that they answer, 140 near to them that they do not, and 35 of something else.
//
//go:embed testdata/customers.jsonl
var customersFile string

func TestCustomersAskInTheirOwnWords(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	a := sampleBase(t).assistant(t, false)
	type group struct{ n, first, three, seen, drafted, alone, right int }
	answered, nothing := map[string]*group{"en": {}, "uk": {}}, map[string]*group{"en": {}, "uk": {}}
	for line := range strings.Lines(customersFile) {
		var q struct {
			Text, Lang string
			Relevant   []string
		}
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		g := answered[q.Lang]
		if len(q.Relevant) == 0 {
			g = nothing[q.Lang]
		}
		g.n++
		got := ask(t, a, q.Lang, q.Text)
		if len(got) == 0 {
			continue
		}
		at := -1
		for i, s := range got {
			if at < 0 && slices.Contains(q.Relevant, s.Sources[0].Project+"/"+s.Sources[0].Key) {
				at = i
			}
		}
		if at >= 0 {
			g.three++
		}
		if at == 0 {
			g.first++
		}
		if got[0].Score >= draft {
			if g.drafted++; at >= 0 && got[at].Score >= draft/3 { // as routing shows them
				g.seen++
			}
		}
		if !alone(got) || knowledge.Speaks(got[0].Lang, q.Lang) == 0 { // another language is for a person
			continue
		}
		if g.alone++; at == 0 {
			g.right++
		} else if testing.Verbose() {
			t.Logf("WRONG %.2f %q: %s", got[0].Score, q.Text, got[0].Sources[0].Key)
		}
	}
	for lang, g := range answered {
		no := nothing[lang]
		t.Logf("%s: %d questions: first %.2f, among three %.2f, among the drafts that are shown %.2f, answered alone %.3f, %d wrong; of %d that nothing answers %.2f with a draft, %d answered", lang,
			g.n, share(g.first, g.n), share(g.three, g.n), share(g.seen, g.n), share(g.alone, g.n), g.alone-g.right, no.n, share(no.drafted, no.n), no.alone)
		if share(g.first, g.n) < .5 || share(g.three, g.n) < .7 || share(g.seen, g.n) < .45 || g.alone-g.right+no.alone > 2 {
			t.Errorf("%s: first %d, among three %d of %d; wrong %d and %d", lang, g.first, g.three, g.n, g.alone-g.right, no.alone)
		}
	}
}

// A code that nothing tells is not answered with an article about others of its kind.
func TestAnUnknownCodeIsNotAnsweredWithItsNeighbours(t *testing.T) {
	t.Parallel()
	a := sampleBase(t).assistant(t, false)
	for _, c := range []struct {
		text  string
		alone bool
	}{{"inverter display says F-45", false}, {"inverter display says f45", false}, {"inverter display says F-12", true}, {"what is TV-61 on the screen", false}, {"what is TV-34 on the screen", true}} {
		got := ask(t, a, "en", c.text)
		if len(got) == 0 || (got[0].Score >= answer) != c.alone {
			t.Errorf("%s: %s", c.text, describe(got))
		}
	}
}

// Ukrainian in Latin letters finds what it finds in its own, mostly.
func TestUkrainianInLatinLettersFinds(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	b := sampleBase(t)
	a := b.assistant(t, false)
	letters := strings.NewReplacer(strings.Fields("щ shch ш sh ч ch ж zh х kh ц ts я ya ю yu є ye ї yi а a б b в v г h ґ g д d е e з z и y і i й y к k л l м m н n о o п p р r с s т t у u ф f")...)
	silent := strings.NewReplacer("ь", "", "'", "", "’", "")
	questions, before, found := 0, 0, 0
	for _, article := range b.articles {
		if article.Lang != "uk" || article.Audience != knowledge.Public || !article.Valid(now()) {
			continue
		}
		first := func(text string) int {
			got := ask(t, a, "uk", text)
			if len(got) > 0 && got[0].Sources[0].Project == article.Project && got[0].Sources[0].Key == article.Key {
				return 1
			}
			return 0
		}
		for _, q := range article.Questions {
			typed := silent.Replace(letters.Replace(strings.ToLower(q)))
			questions++
			before += first(typed)
			found += first(knowledge.Meant(typed, "uk"))
		}
	}
	t.Logf("of %d questions that are known, typed in Latin letters, %.2f find their article first; as they were typed %.2f", questions, share(found, questions), share(before, questions))
	if share(found, questions) < .9 {
		t.Errorf("%d of %d", found, questions)
	}
}

// Where words are missing, English ones that mean about the same tell which article is meant.
func TestOtherWordsForTheSameTell(t *testing.T) {
	t.Parallel()
	a := small(t,
		knowledge.Article{Title: "Insurance of a vehicle", Body: "Open the page and choose another one."},
		knowledge.Article{Title: "Insurance of a doctor", Body: "Open the page and choose another one."},
	)
	for text, want := range map[string]string{"insurance of my car": "insurance-of-a-vehicle", "insurance of our physician": "insurance-of-a-doctor"} {
		if got := ask(t, a, "en", text); len(got) == 0 || got[0].Sources[0].Key != want {
			t.Errorf("%q: %s", text, describe(got))
		}
	}
}
