package assist_test

import (
	"slices"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// TestTwoQuestionsOfTheSamplesAreAnsweredByTwoArticles asks two things in one message, of articles side by side, and asks one
// thing in two ways.
func TestTwoQuestionsOfTheSamplesAreAnsweredByTwoArticles(t *testing.T) {
	withoutRace(t)
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
	both, halves, pairs, wrongly, same, together, mistaken := 0, 0, 0, 0, 0, 0, 0
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
		if len(out) > 0 && sure(out[0].Each, x.Lang) {
			together++
			if each := out[0].Each; len(each) != 2 || each[0].Sources[0].Article != x.ID || each[1].Sources[0].Article != y.ID || each[0].Part != asks(x.Questions[0]) || each[1].Part != asks(y.Questions[0]) {
				mistaken++
				t.Logf("%q, %q: answered by %s", x.Questions[0], y.Questions[0], describe(each))
			}
		}
		out = suggest(x.Lang, asks(x.Questions[0])+" "+asks(x.Questions[1]))
		if same++; len(out) > 0 && out[0].Half {
			wrongly++
		}
	}
	t.Logf("of %d pairs: both answers among the drafts in %d, known to be two in %d; one thing asked twice taken for two: %d of %d; both answered at once: %d, not by the two articles: %d", pairs, both, halves, wrongly, same, together, mistaken)
	if together*10 < pairs*5 || mistaken > 0 {
		t.Errorf("of %d pairs %d are answered at once, %d of them by other articles", pairs, together, mistaken)
	}
	if pairs < 50 || both*10 < pairs*8 || halves*10 < pairs*7 || wrongly*10 > same {
		t.Errorf("of %d pairs: both %d, known to be two %d; wrongly %d of %d", pairs, both, halves, wrongly, same)
	}
}

// sure tells whether each of several answers is one that the assistant gives by itself, and all of them together are as sure.
func sure(each []assist.Suggestion, lang string) bool {
	all := 1.0
	for _, s := range each {
		if all *= s.Score; s.Waits(answer) || !s.Public || s.Lang != lang || s.Doubt() != "" {
			return false
		}
	}
	return len(each) > 0 && all >= answer
}

// Each question is answered by itself only where the message has nothing else that its answer could depend on.
func TestWholeQuestionsAreAnsweredEach(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	a := sampleBase(t).assistant(t, false)
	for text, want := range map[string][]string{
		"What does error E-104 on my router mean? how to pay for home internet?":                                      {"What does error E-104 on my router mean?", "how to pay for home internet?"},
		"Hello! I have two questions. What does error E-104 on my router mean? how to pay for home internet? Thanks!": {"What does error E-104 on my router mean?", "how to pay for home internet?"},
		"1. What does error E-104 on my router mean?\n2. how to pay for home internet?":                               {"What does error E-104 on my router mean?", "how to pay for home internet?"},
		"My router is broken since yesterday. What does error E-104 mean? how to pay for home internet?":              nil,
		"What does error E-104 on my router mean? how to pay for home internet? And can I do it abroad?":              nil,
		"What does error E-104 on my router mean? Do you also sell pianos?":                                           nil,
		"What does care full cover? Internet is not working?":                                                         nil, // which internet?
		"What does error E-104 on my router mean?":                                                                    nil,
	} {
		out, err := a.Suggest(t.Context(), assist.Dialogue{Lang: "en", Turns: []assist.Turn{{Customer: true, Text: text}}})
		if err != nil || len(out) == 0 {
			t.Fatalf("%q: %+v, %v", text, out, err)
		}
		var parts []string
		for _, s := range out[0].Each {
			if parts = append(parts, s.Part); s.Each != nil || s.Half {
				t.Errorf("%q: %+v", text, s)
			}
		}
		if want == nil && !sure(out[0].Each, "en") {
			continue
		}
		if !slices.Equal(parts, want) || !sure(out[0].Each, "en") {
			t.Errorf("%q: %q, %s", text, parts, describe(out[0].Each))
		}
	}
}

// howOften is how often something is asked: more of it where the figures are printed.
func howOften(usually, printed int) int {
	if testing.Verbose() {
		return printed
	}
	return usually
}

// Of two questions that the base does not know each is answered as surely as alone.
func TestTwoQuestionsThatNobodyWroteAreAnsweredAsSurelyAsAlone(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	b := sampleBase(t)
	a := b.assistant(t, true)
	type asked struct {
		article knowledge.Article
		text    string
	}
	var all []asked
	for _, x := range b.articles {
		if x.Audience == knowledge.Public && x.Valid(now()) {
			for _, q := range x.Questions {
				all = append(all, asked{x, strings.TrimRight(q, "?. ") + "?"})
			}
		}
	}
	pairs, together, right := 0, 0, 0
	for i := range len(all) * howOften(3, 8) {
		x, y := all[i%len(all)], all[(i+37*(i/len(all)+1))%len(all)]
		if x.article.Lang != y.article.Lang {
			continue
		}
		pairs++
		out := ask(t, a, x.article.Lang, x.text+" "+y.text)
		if len(out) == 0 || !sure(out[0].Each, x.article.Lang) {
			continue
		}
		together++
		is := func(i int, of knowledge.Article) bool {
			src := out[0].Each[i].Sources[0]
			return src.Project == of.Project && src.Key == of.Key
		}
		if is(0, x.article) && is(1, y.article) {
			right++
		} else {
			t.Logf("%q, %q: answered by %s", x.text, y.text, describe(out[0].Each))
		}
	}
	t.Logf("of %d pairs %d are answered at once, both rightly in %d (%.3f)", pairs, together, right, share(right, together))
	if share(right, together) < 0.9 || together < pairs/30 {
		t.Errorf("of %d pairs %d are answered at once, %d rightly", pairs, together, right)
	}
}

func TestOneQuestionIsNotTakenForSeveral(t *testing.T) {
	withoutRace(t)
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
		"How long does a parcel take? I also want to change the address of a parcel.":                 true,
		"I want to move to the sea. What does error E-104 on my router mean?":                         false,
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
