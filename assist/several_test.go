package assist_test

import (
	"slices"
	"strings"
	"testing"

	"switchboard/assist"
)

// TestTwoQuestionsOfTheSamplesAreAnsweredByTwoArticles asks two things in one message, of articles side by side, and asks one
// thing in two ways.
func TestTwoQuestionsOfTheSamplesAreAnsweredByTwoArticles(t *testing.T) {
	t.Parallel()
	b := sampleBase(t)
	a := b.assistant(t, false)
	suggest := func(lang, text string) []assist.Suggestion {
		t.Helper()
		out, err := a.Suggest(t.Context(), assist.Dialogue{Lang: lang, Turns: []assist.Turn{{Customer: true, Text: text}}})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	asks := func(s string) string { return strings.TrimRight(s, "?. ") + "?" }
	both, halves, pairs, wrongly, same := 0, 0, 0, 0, 0
	for i, x := range b.articles {
		y := b.articles[(i+1)%len(b.articles)]
		if x.Lang != y.Lang || len(x.Questions) < 2 || len(y.Questions) == 0 || x.Audience != y.Audience {
			continue
		}
		pairs++
		out := suggest(x.Lang, asks(x.Questions[0])+" "+asks(y.Questions[0]))
		found := func(id int64) bool {
			return slices.ContainsFunc(out, func(s assist.Suggestion) bool { return s.Sources[0].Article == id })
		}
		if found(x.ID) && found(y.ID) {
			both++
		}
		if len(out) > 0 && out[0].Half {
			halves++
		}
		out = suggest(x.Lang, asks(x.Questions[0])+" "+asks(x.Questions[1]))
		if same++; len(out) > 0 && out[0].Half {
			wrongly++
		}
	}
	t.Logf("of %d pairs: both answers among the drafts in %d, known to be two in %d; one thing asked twice taken for two: %d of %d", pairs, both, halves, wrongly, same)
	if pairs < 50 || both*10 < pairs*8 || halves*10 < pairs*7 || wrongly*10 > same {
		t.Errorf("of %d pairs: both %d, known to be two %d; wrongly %d of %d", pairs, both, halves, wrongly, same)
	}
}

func TestOneQuestionIsNotTakenForSeveral(t *testing.T) {
	t.Parallel()
	a := sampleBase(t).assistant(t, false)
	for text, want := range map[string]bool{
		"What does error E-104 on my router mean? How do I pay my bill by card?":                      true,
		"What does error E-104 on my router mean. And how do I pay my bill?":                          true,
		"What does error E-104 on my router mean? Do you also sell pianos?":                           true,
		"What does error E-104 on my router mean?\nOn a black router?":                                false,
		"What does error E-104 on my router mean?":                                                    false,
		"Hello! Can you help me? What does error E-104 on my router mean?":                            false,
		"What does error E-104 on my router mean? How can I repair it?":                               false,
		"What does error E-104 on my router mean? Is anybody there? Can I talk to an operator?":       false,
		"My router is broken since yesterday. What does error E-104 mean? What shall I do now?":       false,
		"What does error E-104 on my router mean? What does error E-104 mean on the router's screen?": false,
	} {
		out, err := a.Suggest(t.Context(), assist.Dialogue{Lang: "en", Turns: []assist.Turn{{Customer: true, Text: text}}})
		if err != nil || len(out) == 0 || out[0].Half != want {
			t.Errorf("%q: %+v, %v", text, out, err)
		}
		if _, ambiguous := assist.Ambiguous(out); ambiguous && want {
			t.Errorf("%q is asked back about", text)
		}
	}
}
