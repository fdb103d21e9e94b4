package knowledge_test

import (
	"testing"

	"switchboard/knowledge"
)

// TestWhatIsAlikeIsComparedAgainOnceATextChanges, and not when something is learned.
func TestWhatIsAlikeIsComparedAgainOnceATextChanges(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t, "net"), t.Context()
	alike := knowledge.NewLikeness(s)
	pairs := func(what string, want int) {
		t.Helper()
		found, err := alike.Now(ctx)
		if err != nil || len(found) != want || len(alike.Last()) != want {
			t.Errorf("%s: %d pairs, %v", what, len(found), err)
		}
	}
	pairs("without articles", 0)
	publish := func(key, body string) int64 {
		t.Helper()
		id, version := save(t, s, edit(key, key, body))
		if err := s.Publish(ctx, id, version, "eva"); err != nil {
			t.Fatal(err)
		}
		return id
	}
	publish("prices", "The tariff Home 300 costs 350 UAH a month.")
	id := publish("tariffs", "The tariff Home 300 costs 390 UAH a month.")
	pairs("two that contradict each other", 1)
	if err := s.Remove(ctx, id, "eva"); err != nil {
		t.Fatal(err)
	}
	pairs("one of them is removed", 0)
}
