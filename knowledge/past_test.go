package knowledge_test

import (
	"testing"
	"time"

	"switchboard/knowledge"
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
