package main

import (
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

func TestAProjectThatIsNotThereIsNoSearchWithoutHits(t *testing.T) {
	t.Parallel()
	store := knowledge.NewStore(pgtest.New(t))
	if _, err := store.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	for _, keys := range [][]string{nil, {"net"}} {
		if err := areProjects(t.Context(), store, keys); err != nil {
			t.Errorf("%q: %v", keys, err)
		}
	}
	if err := areProjects(t.Context(), store, []string{"net", "nope"}); err == nil || !strings.Contains(err.Error(), `"nope": there are net`) {
		t.Error(err)
	}
}
