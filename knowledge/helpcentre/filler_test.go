package helpcentre_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/helpcentre"
	"switchboard/knowledge/local"
	"switchboard/migrations/pgtest"
)

// What has the words is not buried in what is only spelled like them, and a typo finds still.
func TestASearchLeavesFillerOut(t *testing.T) {
	t.Parallel()
	store := knowledge.NewStore(pgtest.New(t))
	if _, err := store.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Net", Summary: "All of it."}); err != nil {
		t.Fatal(err)
	}
	index := local.New()
	save := func(n int, title, body string) {
		t.Helper()
		a := knowledge.Article{ID: int64(n), Version: 1, Key: fmt.Sprint("a", n), Project: "net", Name: "Net", Lang: "en", Title: title, Body: body, Audience: knowledge.Public}
		if err := index.Put(t.Context(), []knowledge.Article{a}); err != nil {
			t.Fatal(err)
		}
	}
	save(1, "Delivery by stork", "The stork brings it within two days. It costs 10.")
	save(2, "Ways to send a thing", "By post, by courier, or with the help of a stork that knows the way to the house. Prices are told when you order. All of them are insured.")
	for i, word := range []string{"storage", "store", "stock", "work", "torch", "story", "storm", "short", "sort", "fork"} {
		save(10+i, "All about the "+word, "What the "+word+" is for, and when the "+word+" is open, stands in the contract of the customer.")
	}
	srv := httptest.NewServer(helpcentre.New(helpcentre.Config{Store: store, Search: index.Search, Base: "https://lumen.example", Name: "Lumen", Log: slog.New(slog.NewTextHandler(io.Discard, nil))}))
	t.Cleanup(srv.Close)
	for q, want := range map[string]int{"stork": 2, "storks": 2} {
		if _, body := get(t, srv.URL+"/help/en/search?q="+q, "X-Part", "results"); strings.Count(body, `href="/help/en/net/a`) != want || !strings.Contains(body, "a1\"") || !strings.Contains(body, "a2\"") {
			t.Errorf("%s: %s", q, body)
		}
	}
	if _, body := get(t, srv.URL+"/help/en/search?q=storrk", "X-Part", "results"); !strings.Contains(body, "Delivery by stork") {
		t.Errorf("a typo: %s", body)
	}
}
