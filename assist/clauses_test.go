package assist_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// begins are the words that the samples' questions begin with, and what joins two.
var begins = regexp.MustCompile(`(?i)^(how (do|can|much|long|to)|when|where|can|what (is|are|does)|which|is|як|скільки|коли|де|чи|який|яка|чому) `)

var joined = map[string]string{"en": " and ", "uk": " і "}

// Two known questions in one sentence are two, and no question that is known is one of two.
func TestTwoQuestionsInOneSentenceAreTwo(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	b := sampleBase(t)
	a := b.assistant(t, false)
	questions := func(x knowledge.Article) (out []string) {
		for _, q := range x.Questions {
			if begins.MatchString(q) {
				out = append(out, strings.TrimRight(q, "?. "))
			}
		}
		return out
	}
	pairs, two, together, mistaken, single, torn := 0, 0, 0, 0, 0, 0
	for i, x := range b.articles {
		if x.Audience != knowledge.Public {
			continue
		}
		for n, q := range x.Questions {
			if n%howOften(4, 1) != 0 {
				continue
			}
			single++
			if got := ask(t, a, x.Lang, q); len(got) > 0 && got[0].Half {
				torn++
				t.Logf("torn: %q", q)
			}
		}
		for step := 1; step <= howOften(1, 4); step++ {
			y := b.articles[(i+step)%len(b.articles)]
			xs, ys := questions(x), questions(y)
			if x.Lang != y.Lang || y.Audience != knowledge.Public || len(xs) == 0 || len(ys) == 0 {
				continue
			}
			pairs++
			out := ask(t, a, x.Lang, xs[step%len(xs)]+joined[x.Lang]+ys[step%len(ys)]+"?")
			if len(out) == 0 || !out[0].Half {
				continue
			}
			if two++; sure(out[0].Each, x.Lang) {
				if together++; !answeredBy(out[0].Each, x.ID, y.ID) {
					mistaken++
					t.Logf("%q, %q: answered by %s", xs[0], ys[0], describe(out[0].Each))
				}
			}
		}
	}
	t.Logf("of %d pairs in one sentence %d are known to be two, %d answered at once, %d of them by other articles; of %d single questions %d are torn", pairs, two, together, mistaken, single, torn)
	if two*10 < pairs*6 || mistaken > 0 || torn > 3 {
		t.Errorf("of %d pairs %d are known to be two, %d answered by other articles; %d torn", pairs, two, mistaken, torn)
	}
}

// answeredBy tells whether answers are those of two articles, in their order; one may answer what it is asked in two clauses of its own.
func answeredBy(each []assist.Suggestion, first, second int64) bool {
	return len(each) > 1 && each[0].Sources[0].Article == first && each[len(each)-1].Sources[0].Article == second &&
		!slices.ContainsFunc(each, func(s assist.Suggestion) bool { return s.Sources[0].Article != first && s.Sources[0].Article != second })
}

// Half of what is asked in one sentence is not answered for all of it: what the second half leans on the first with is looked for in
// the article. What only looks like leaning is a question of its own.
func TestAHalfThatNothingAnswersIsNotPassedOver(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	a := sampleBase(t).assistant(t, false)
	for _, c := range []struct {
		lang, text string
		half       bool
	}{
		{"en", "What is the wifi password on the new router and can I return it?", true},
		{"en", "What does hosting cost and how do I cancel it?", true},
		{"en", "What is the wifi password on the new router? Can I return it?", true},
		{"en", "How do I return something I bought in the shop? What does it cost?", false},
		{"uk", "Що означає помилка E-104 і чи можна її застрахувати?", true},
		{"en", "How do I cancel the tv subscription and how long does it take?", false},
		{"en", "How do I get an eSIM and what does it cost?", false},
		{"en", "How do I return something I bought in the shop and what does it cost?", false},
	} {
		out := ask(t, a, c.lang, c.text)
		if len(out) == 0 || out[0].Half != c.half || len(out[0].Each) > 0 {
			t.Errorf("%q: %s", c.text, describe(out))
		}
	}
}
