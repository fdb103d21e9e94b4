package knowledge_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"switchboard/knowledge"
)

// TestATrialExpectsStoredQuestionsWhereTheyWouldBe tries to merge articles and to publish one again: a question breaks if the article
// that it then has to find does not answer it, whichever it has to find now.
func TestATrialExpectsStoredQuestionsWhereTheyWouldBe(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	ids := map[string]int64{}
	for key, title := range map[string]string{"first": "tea", "second": "milk", "third": "bread", "both": "salt"} {
		ids[key], _ = save(t, s, edit(key, title, title))
	}
	other := edit("both", "сіль", "сіль")
	other.Lang = "uk"
	save(t, s, other)
	stored := func(key string, texts ...string) {
		t.Helper()
		for _, text := range texts {
			if err := s.AddMustFind(ctx, knowledge.MustFind{Project: "net", Key: key, Text: text, By: "Maria"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	stored("second", "milk", "butter")
	stored("first", "tea", "butter") // the same question twice
	stored("both", "salt")
	var learned []string
	answers := func(articles map[int64]knowledge.Article, q knowledge.TrialQuestion) (a knowledge.TrialAnswer) {
		for _, id := range slices.Sorted(maps.Keys(articles)) {
			if strings.Contains(articles[id].Title, q.Text) {
				a.Does, a.Found = knowledge.DoesOffer, append(a.Found, knowledge.TrialSource{Article: id, Project: "net", Key: articles[id].Key})
			}
		}
		return a
	}
	try := func(_ context.Context, a knowledge.Attempt, questions []knowledge.TrialQuestion) (before, after []knowledge.TrialAnswer, err error) {
		list, _, _, err := s.Changes(ctx, 0)
		now := map[int64]knowledge.Article{}
		for _, a := range list {
			now[a.ID] = a
		}
		then := maps.Clone(now)
		delete(then, a.Merges)
		then[a.Draft.ID], learned = *a.Draft, nil
		for _, r := range a.Draft.Remembered {
			learned = append(learned, r.Text)
		}
		for _, q := range questions {
			before, after = append(before, answers(now, q)), append(after, answers(then, q))
		}
		return before, after, err
	}
	breaks := func(what, key, title string, merges int64, want ...string) {
		t.Helper()
		a := knowledge.Attempt{Draft: knowledge.Project{Key: "net"}.Tried(ids[key+""], key, "en", knowledge.Draft{Title: title, Body: title}), Merges: merges}
		list, err := s.Breaks(ctx, try, a)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, b := range list {
			got = append(got, b.Key+": "+b.Text)
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s breaks %q, not %q", what, got, want)
		}
	}
	merge := func(key, title string, other int64) {
		t.Helper()
		d, err := s.Article(ctx, ids[key+""])
		if err != nil {
			t.Fatal(err)
		}
		e := edit("", title, title)
		e.Article, e.Based, e.Merges = d.ID, d.Latest, other
		save(t, s, e)
	}
	for _, l := range []knowledge.Lesson{{Key: "1", Article: ids["first"], Text: "of the first"}, {Key: "2", Article: ids["second"], Text: "of the second"}} {
		l.Lang, l.Solved, l.Role, l.Person = "en", true, "editor", "Maria"
		if _, err := s.Teach(ctx, l); err != nil {
			t.Fatal(err)
		}
	}

	breaks("merging without the words", "first", "tea", ids["second"], "first: milk")
	if slices.Sort(learned); !slices.Equal(learned, []string{"of the first", "of the second"}) {
		t.Errorf("it is tried with what was learned of %q", learned)
	}
	breaks("merging with the words", "first", "tea, milk", ids["second"])
	breaks("merging what is in another language too", "first", "tea, salt", ids["both"], "both: salt")
	breaks("merging an article with itself", "first", "tea", ids["first"])
	if breaks("another text", "first", "coffee", 0, "first: tea"); len(learned) != 0 {
		t.Errorf("what was learned of another text counts: %q", learned)
	}
	merge("first", "tea, milk", ids["second"])
	breaks("merging on without the words", "third", "bread, tea", ids["first"], "third: milk")
	breaks("merging on with the words", "third", "bread, tea, milk", ids["first"])
	merge("third", "bread, tea, milk", ids["first"])
	if _, err := s.Restore(ctx, ids["second"], 1, "Maria"); err != nil {
		t.Fatal(err)
	}
	breaks("bringing one back", "second", "milk", 0)
	breaks("bringing one back without the words", "second", "cream", 0, "second: milk")
}

// A stored question that is only offered as a draft is not one that finds nothing; and what is found where nothing was need not be right.
func TestWhatATrialSaysIsWhatItWouldDo(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	card, _ := save(t, s, edit("card", "Cards", "Pay by card."))
	if err := s.AddMustFind(ctx, knowledge.MustFind{Project: "net", Key: "card", Text: "may i pay by card", By: "Maria"}); err != nil {
		t.Fatal(err)
	}
	found := []knowledge.TrialSource{{Article: card, Project: "net", Key: "card"}}
	answers := knowledge.TrialAnswer{Does: knowledge.DoesAnswer, Found: found}
	offers := knowledge.TrialAnswer{Does: knowledge.DoesOffer, Found: found}
	nothing := knowledge.TrialAnswer{Does: knowledge.DoesNothing}
	for _, c := range []struct {
		was, is      knowledge.TrialAnswer
		says, better string
	}{
		{answers, offers, `"may i pay by card" would still find net/card, but the assistant offers a draft where it answers by itself now`, "worse"},
		{offers, nothing, `"may i pay by card" would not find net/card any more`, "worse"},
		{offers, answers, "", "surely better"},
		{nothing, offers, "", "better"},
	} {
		try := func(_ context.Context, _ knowledge.Attempt, questions []knowledge.TrialQuestion) (before, after []knowledge.TrialAnswer, err error) {
			return slices.Repeat([]knowledge.TrialAnswer{c.was}, len(questions)), slices.Repeat([]knowledge.TrialAnswer{c.is}, len(questions)), nil
		}
		trial, err := s.Try(ctx, try, knowledge.Attempt{}, []knowledge.Unanswered{{Text: "by card?"}})
		if err != nil || len(trial.Changed) != 1 {
			t.Fatalf("%+v, %v", trial, err)
		}
		says := ""
		for _, b := range trial.Broken {
			says += b.Says()
		}
		change, better := trial.Changed[0], ""
		switch {
		case change.Surely():
			better = "surely better"
		case change.Better:
			better = "better"
		case change.Worse:
			better = "worse"
		}
		if says != c.says || better != c.better {
			t.Errorf("%s, then %s: %q, %s", c.was.Does, c.is.Does, says, better)
		}
	}
}
