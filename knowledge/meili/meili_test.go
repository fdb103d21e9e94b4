package meili_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/knowledge/knowledgetest"
	"switchboard/knowledge/meili"
)

func open(t *testing.T, s *server) *meili.Index {
	t.Helper()
	x, err := meili.New(meili.Config{URL: s.URL, Key: s.key, HTTPClient: s.Client()})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestIndex(t *testing.T) {
	knowledgetest.Run(t, func(t *testing.T) knowledge.Index { return open(t, newServer(t, "master")) })
}

// TestRealServer runs the same suite against the server in MEILI_URL, in indexes of its own.
func TestRealServer(t *testing.T) {
	knowledgetest.Run(t, func(t *testing.T) knowledge.Index { return openReal(t, 0) })
}

func one(id int64, body string) []knowledge.Article {
	return []knowledge.Article{{ID: id, Key: "a", Project: "net", Lang: "en", Title: "Title", Body: body, Audience: knowledge.Public}}
}

func TestWrongSettingsAreExplained(t *testing.T) {
	for _, c := range []meili.Config{{URL: ""}, {URL: "localhost:7700"}, {URL: "ftp://x"}, {URL: "http://:secret@x:7700"}, {URL: "http://x:7700", Name: "a/b"}} {
		if _, err := meili.New(c); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestAnUnfitServerIsExplained(t *testing.T) {
	down := httptest.NewServer(nil)
	down.Close()
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) }))
	defer other.Close()
	locked, old := newServer(t, "master"), newServer(t, "")
	old.version = "1.17.9"
	for says, c := range map[string]meili.Config{
		"is it running?":          {URL: down.URL},
		"is it Meilisearch?":      {URL: other.URL},
		"refuses the key":         {URL: locked.URL, Key: "s3cret"},
		"missing_authorization":   {URL: locked.URL},
		"1.18 or later is needed": {URL: old.URL},
		`version "1.17.9"; 1.18`:  {URL: old.URL},
	} {
		x, err := meili.New(c)
		if err != nil {
			t.Fatal(err)
		}
		_, searched := x.Search(context.Background(), knowledge.Query{Text: "router"})
		_, checked := x.Check(context.Background())
		for _, err := range []error{checked, x.Put(context.Background(), one(1, "x")), searched} {
			if err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("want %q: %v", says, err)
			}
		}
	}
}

func TestAFailedTaskIsAnError(t *testing.T) {
	s := newServer(t, "master")
	x := open(t, s)
	for kind, do := range map[string]func() error{
		"documentAdditionOrUpdate": func() error { return x.Put(context.Background(), one(1, "x")) },
		"documentDeletion":         func() error { return x.Delete(context.Background(), []int64{1}) },
		"indexSwap": func() error {
			return x.Rebuild(context.Background(), func(func([]knowledge.Article, error) bool) {})
		},
	} {
		if err := x.Put(context.Background(), one(7, "the lighthouse")); err != nil {
			t.Fatal(err)
		}
		s.mu.Lock()
		s.fail[kind] = "the disk is full"
		s.mu.Unlock()
		err := do()
		if e, ok := errors.AsType[*meili.Error](err); !ok || e.Code != "internal" || e.Message != "the disk is full" || e.Task == 0 {
			t.Errorf("%s: %v", kind, err)
		}
		s.mu.Lock()
		delete(s.fail, kind)
		s.mu.Unlock()
		if hits, err := x.Search(context.Background(), knowledge.Query{Text: "lighthouse"}); err != nil || len(hits) != 1 {
			t.Errorf("after a failed %s: %d hits, %v", kind, len(hits), err)
		}
	}
}

func TestATaskThatIsNotDoneIsNotWaitedForForEver(t *testing.T) {
	s := newServer(t, "")
	x := open(t, s)
	if err := x.Put(context.Background(), one(1, "x")); err != nil {
		t.Fatal(err)
	}
	s.mu.Lock()
	s.stuck = true
	s.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if err := x.Put(ctx, one(1, "y")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

// Whoever makes the indexes may have to wait long for the server; a search beside him ends when its own time does.
func TestASearchDoesNotWaitForWhoMakesTheIndexes(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		entered <- struct{}{}
		<-release
	}))
	t.Cleanup(slow.Close)
	x, err := meili.New(meili.Config{URL: slow.URL})
	if err != nil {
		t.Fatal(err)
	}
	put := make(chan error, 1)
	go func() { put <- x.Put(context.Background(), one(1, "x")) }()
	<-entered
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	searched := make(chan error, 1)
	go func() {
		_, err := x.Search(ctx, knowledge.Query{Text: "router"})
		searched <- err
	}()
	select {
	case err := <-searched:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("searched: %v", err)
		}
	case err := <-put:
		t.Errorf("the indexes are made: %v", err)
	case <-time.After(5 * time.Second):
		t.Error("the search waits for who makes the indexes")
	}
	close(release)
}

func TestTheIndexKnowsHowFarItIs(t *testing.T) {
	s := newServer(t, "")
	x := open(t, s)
	if rev, _, err := x.Filled(context.Background()); rev != 0 || err != nil {
		t.Fatalf("new: %d, %v", rev, err)
	}
	if err := x.Note(context.Background(), 42, nil); err != nil {
		t.Fatal(err)
	}
	if rev, _, err := open(t, s).Filled(context.Background()); rev != 42 || err != nil {
		t.Errorf("noted 42: %d, %v", rev, err)
	}
	if hits, err := x.Search(context.Background(), knowledge.Query{Text: "note nobody", Internal: true}); len(hits) > 0 || err != nil {
		t.Errorf("the note is found: %+v, %v", hits, err)
	}
	if err := x.Rebuild(context.Background(), func(yield func([]knowledge.Article, error) bool) { yield(one(1, "x"), nil) }); err != nil {
		t.Fatal(err)
	}
	if rev, _, err := x.Filled(context.Background()); rev != 0 || err != nil {
		t.Errorf("after a rebuild, before a note: %d, %v", rev, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for name := range s.indexes {
		if name != "knowledge" && s.tasks[len(s.tasks)-1].kind != "indexDeletion" {
			t.Errorf("%s is left over", name)
		}
	}
}

func TestAnUnknownWordDoesNotHideTheOthers(t *testing.T) {
	s := newServer(t, "")
	x := open(t, s)
	if err := x.Put(context.Background(), one(1, "The lighthouse stands on the cliff.")); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"xylophonist lighthouse", "lighthouse xylophonist", "xylophonist lighthouse cliff quetzalcoatl"} {
		if hits, err := x.Search(context.Background(), knowledge.Query{Text: text}); err != nil || len(hits) != 1 {
			t.Errorf("%q: %d hits, %v", text, len(hits), err)
		}
	}
}

// A server counts no further than it would list: what a word tells must not depend on how large the base is.
func TestHowRareAWordIsIsToldOfManyArticlesAsOfFew(t *testing.T) {
	t.Parallel()
	score := func(n int) float64 {
		x := open(t, newServer(t, ""))
		articles := make([]knowledge.Article, n)
		for i := range articles {
			articles[i] = one(int64(i+1), []string{"The lighthouse.", "The harbour."}[i%2])[0]
			articles[i].Key = fmt.Sprint("a", i)
		}
		must(t, x.Put(t.Context(), articles))
		hits, err := x.Search(t.Context(), knowledge.Query{Text: "lighthouse"})
		if err != nil || len(hits) == 0 {
			t.Fatalf("of %d: %v, %v", n, hits, err)
		}
		return hits[0].Score
	}
	if few, many := score(100), score(2400); math.Abs(few-many) > 0.01*few {
		t.Errorf("half of the articles have the word: %.3f where there are 100, %.3f where there are 2,400", few, many)
	}
}
