package main

import (
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/migrations/pgtest"
)

// Who searches with the keyboard set to another alphabet finds what he meant.
func TestASearchWithAnotherKeyboardFinds(t *testing.T) {
	t.Parallel()
	a := &app{clock: knowledge.NewClock(nil), store: knowledge.NewStore(pgtest.New(t)), index: local.New()}
	if err := a.index.Put(t.Context(), []knowledge.Article{
		{ID: 1, Key: "router", Project: "net", Lang: "uk", Title: "Як перезавантажити роутер", Audience: knowledge.Public},
		{ID: 2, Key: "delivery", Project: "shop", Lang: "en", Title: "Delivery and prices", Audience: knowledge.Public},
	}); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int64{"gthtpfdfynf;bnb hjenth": 1, "вудшмукн зкшсу": 2, "delivery price": 2} {
		hits, err := a.search(t.Context(), knowledge.Query{Text: text, Limit: 3})
		if err != nil || len(hits) == 0 || hits[0].Article != want {
			t.Errorf("%q: %+v, %v", text, hits, err)
		}
	}
}
