package knowledge_test

import (
	"slices"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// TestThePastIsAskedOfWhatReadersSeeToday: an offer that is over answers nobody, so that it is not found is no miss.
func TestThePastIsAskedOfWhatReadersSeeToday(t *testing.T) {
	t.Parallel()
	s, ctx, now := newStore(t, "net"), t.Context(), time.Now()
	day := 24 * time.Hour
	for key, valid := range map[string][2]time.Time{"always": {}, "over": {{}, now.Add(-3 * day)}, "coming": {now.Add(3 * day), {}}, "in-force": {now.Add(-3 * day), now.Add(3 * day)}} {
		e := edit(key, "About "+key, "Text of "+key+".")
		e.ValidFrom, e.ValidUntil = valid[0], valid[1]
		id, _ := save(t, s, e)
		l := knowledge.Lesson{Key: key, Article: id, Lang: "en", Text: "what about " + key, Solved: true, Role: "editor", Person: "eva", At: now}
		if state, err := s.Teach(ctx, l); err != nil || state != "learned" {
			t.Fatalf("%s: %q, %v", key, state, err)
		}
	}
	list, err := s.AnsweredQuestions(ctx, 10)
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{}
	for _, q := range list {
		asked[q.Text] = true
	}
	if len(list) != 2 || !asked["what about always"] || !asked["what about in-force"] {
		t.Errorf("the past is %+v", list)
	}
}

// TestWhatWasWrittenWithoutItsGapIsNotUnanswered: the gap stays open, and its questions are asked as what nobody has written no more.
func TestWhatWasWrittenWithoutItsGapIsNotUnanswered(t *testing.T) {
	t.Parallel()
	pool, ctx, now := pgtest.New(t), t.Context(), time.Now()
	talked(t, pool, 9)
	s := knowledge.NewStore(pool)
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	var questions []knowledge.Unanswered
	for i, text := range []string{"Do you tune bagpipes?", "Чи лагодите ви волинки?", "Wie stimmt man eine Harfe?", "Gdzie kupić smyczek?", "Как хранить скрипку?", "who mends a tuba"} {
		lang := []string{"en", "uk", "de", "pl", "ru", "en"}[i]
		questions = append(questions, knowledge.Unanswered{Conversation: int64(i + 1), Seq: 1, Text: text, Lang: lang, Project: "net", At: now})
	}
	if n, err := s.AddUnanswered(ctx, questions); err != nil || n != 6 {
		t.Fatalf("%d, %v", n, err)
	}
	unanswered := func() (texts []string) {
		list, err := s.UnansweredQuestions(ctx, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range list {
			if q.Gap == 0 || q.At.IsZero() {
				t.Errorf("%+v", q)
			}
			texts = append(texts, q.Text)
		}
		return texts
	}
	if got := unanswered(); len(got) != 6 {
		t.Fatalf("%q", got)
	}
	e := edit("bagpipes", "Bagpipes", "We tune bagpipes.")
	e.Questions = []string{"do you tune bagpipes"}
	save(t, s, e)
	e = edit("volynky", "чи лагодите ви волинки", "Так.")
	e.Lang = "uk"
	save(t, s, e)
	for i, l := range []string{"de", "pl", "ru"} {
		e = edit("k"+l, "About "+l, "Text.")
		e.Lang = l
		id, _ := save(t, s, e)
		text := []string{"Wie stimmt man eine Harfe?", "gdzie kupić smyczek", "Как хранить скрипку"}[i]
		if state, err := s.Teach(ctx, knowledge.Lesson{Key: l, Article: id, Lang: l, Text: text, Solved: true, Role: "editor", Person: "eva", At: now}); err != nil || state != "learned" {
			t.Fatalf("%s: %q, %v", l, state, err)
		}
	}
	if got := unanswered(); !slices.Equal(got, []string{"who mends a tuba"}) {
		t.Errorf("%q", got)
	}
	list, err := s.AnsweredQuestions(ctx, 10)
	if err != nil || len(list) != 3 || list[0].Lesson == 0 {
		t.Fatalf("%+v, %v", list, err)
	}
	left, err := s.UnansweredQuestions(ctx, 10)
	if err != nil {
		t.Fatal(err)
	}
	past, n, err := s.PastAnswers(ctx, []knowledge.PastRef{{Lesson: 999, By: "net/bagpipes"}, {Gap: left[0].Gap, By: "net/bagpipes"}, {Lesson: list[0].Lesson, By: "net/gone"}})
	if err != nil || !slices.Equal(n, []int{1, 2}) || past[0].Text != "who mends a tuba" || past[0].ByID == 0 || past[0].Gap != left[0].Gap || past[1].Text != list[0].Text || past[1].Right != list[0].Articles[0] || past[1].RightID == 0 || past[1].ByID != 0 {
		t.Errorf("%+v, %v, %v", past, n, err)
	}
}
