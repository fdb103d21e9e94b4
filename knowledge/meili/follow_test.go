package meili_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/knowledge/meili"
	"switchboard/migrations/pgtest"
)

// library is a knowledge base with an article that never goes.
func library(t *testing.T) *knowledge.Store {
	t.Helper()
	s := knowledge.NewStore(pgtest.New(t))
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	publish(t, s, "stays", "The lighthouse stays.", revision{})
	return s
}

// revision is a version of an article.
type revision struct {
	article int64
	version int
}

// publish publishes a new article, or a new version after another one.
func publish(t *testing.T, s *knowledge.Store, key, body string, after revision) revision {
	t.Helper()
	id, version, err := s.SaveVersion(context.WithoutCancel(t.Context()), knowledge.Edit{Article: after.article, Based: after.version,
		Project: "net", Key: key, Lang: "en", Author: "maria", Draft: knowledge.Draft{Title: "Note", Body: body}, Publish: true})
	if err != nil {
		t.Error(err)
	}
	return revision{id, version}
}

func follow(t *testing.T, s *knowledge.Store, x *meili.Index) *knowledge.Follower {
	t.Helper()
	f := knowledge.NewFollower(s, x, nil, slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	done, wake := make(chan struct{}), make(chan struct{}, 1)
	go func() { defer close(done); f.Run(ctx, wake) }()
	t.Cleanup(func() { cancel(); <-done })
	return f
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("not within half a minute: " + what)
		}
	}
}

func finds(t *testing.T, x *meili.Index, text string) []int64 {
	t.Helper()
	hits, err := x.Search(context.WithoutCancel(t.Context()), knowledge.Query{Text: text, Limit: 100})
	if err != nil {
		t.Errorf("search %q: %v", text, err)
	}
	var out []int64
	for _, h := range hits {
		out = append(out, h.Article)
	}
	slices.Sort(out)
	return out
}

func TestAnEmptiedServerIsFilledAnew(t *testing.T) {
	t.Parallel()
	s, store := newServer(t, "master"), library(t)
	x := open(t, s)
	f := follow(t, store, x)
	eventually(t, "the first fill", func() bool { return f.State().Filled })
	s.mu.Lock()
	clear(s.indexes) // as when the server starts again with an empty folder
	clear(s.keys)
	s.mu.Unlock()
	comes := publish(t, store, "comes", "Another lighthouse comes.", revision{})
	eventually(t, "the articles that were there, and the new one", func() bool {
		hits, err := x.Search(t.Context(), knowledge.Query{Text: "lighthouse"})
		return err == nil && len(hits) == 2 && f.State().Filled && f.State().Err == nil
	})
	if got := finds(t, x, "another"); !slices.Equal(got, []int64{comes.article}) {
		t.Errorf("found %v, want %d", got, comes.article)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for uid, i := range s.indexes {
		if len(i.filterable()) == 0 {
			t.Errorf("%s has none of our settings", uid)
		}
	}
}

func TestAFailedTaskStandsInTheStateUntilItIsDone(t *testing.T) {
	t.Parallel()
	s, store := newServer(t, "master"), library(t)
	f := follow(t, store, open(t, s))
	eventually(t, "the first fill", func() bool { return f.State().Filled })
	s.mu.Lock()
	s.fail["documentAdditionOrUpdate"] = "the disk is full"
	s.mu.Unlock()
	publish(t, store, "comes", "Another lighthouse comes.", revision{})
	eventually(t, "the failure shown", func() bool {
		failed, ok := errors.AsType[*meili.Error](f.State().Err)
		return ok && failed.Task > 0 && failed.Message == "the disk is full"
	})
	s.mu.Lock()
	delete(s.fail, "documentAdditionOrUpdate")
	s.mu.Unlock()
	eventually(t, "what was missed", func() bool { return f.State().Err == nil && len(finds(t, open(t, s), "another")) == 1 })
}

// TestArticlesThatChangeDuringRebuildsAreNeitherLostNorLeft has replicas of other settings come one after the other, each of
// which fills and swaps the indexes, while articles are published and taken back, and replicas of the settings before go on.
func TestArticlesThatChangeDuringRebuildsAreNeitherLostNorLeft(t *testing.T) {
	t.Parallel()
	s, store := newServer(t, "master"), library(t)
	first := open(t, s)
	followers := []*knowledge.Follower{follow(t, store, first)}
	eventually(t, "the first fill", func() bool { return followers[0].State().Filled })
	stop := make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() { // no search is without what stays
		for {
			select {
			case <-stop:
				return
			default:
			}
			if got := finds(t, first, "lighthouse stays"); len(got) != 1 {
				t.Errorf("what stays is found %d times", len(got))
				return
			}
		}
	})
	var mu sync.Mutex
	published := map[string]int64{} // by the one word of each; 0: taken back
	for w := range 2 {
		all.Go(func() {
			random, last := rand.New(rand.NewPCG(7, uint64(w))), map[string]revision{}
			for i := range 25 {
				word := fmt.Sprintf("quokka%d%d", w, random.IntN(8))
				r := publish(t, store, word, fmt.Sprintf("The %s of take %d.", word, i), last[word])
				last[word] = r
				shown := r.article
				if random.IntN(3) == 0 {
					shown = 0
					if err := store.Unpublish(context.WithoutCancel(t.Context()), r.article, "maria"); err != nil {
						t.Error(err)
					}
				}
				mu.Lock()
				published[word] = shown
				mu.Unlock()
			}
		})
	}
	for model := range 3 {
		x, err := meili.New(meili.Config{URL: s.URL, Key: s.key, Model: fmt.Sprint("model ", model)})
		must(t, err)
		f := follow(t, store, x)
		followers = append(followers, f)
		eventually(t, "a fill with other settings", func() bool { return f.State().Filled })
	}
	close(stop)
	all.Wait()
	wanted, err := store.Rev(t.Context())
	must(t, err)
	eventually(t, "all replicas at the newest", func() bool {
		return !slices.ContainsFunc(followers, func(f *knowledge.Follower) bool { return f.State().Reached < wanted })
	})
	for word, id := range published {
		want := []int64{id}
		if id == 0 {
			want = nil
		}
		if got := finds(t, first, word); !slices.Equal(got, want) {
			t.Errorf("%s: found %v, want %v", word, got, want)
		}
	}
}

// TestNothingIsSaidToBeUnknownWhileTheIndexIsEmpty: between the moment a server comes back without its data and the moment
// it is filled, a search fails; that nobody has written an answer is no fact then. An empty knowledge base is one.
func TestNothingIsSaidToBeUnknownWhileTheIndexIsEmpty(t *testing.T) {
	t.Parallel()
	s := newServer(t, "master")
	x := open(t, s)
	must(t, x.Put(t.Context(), one(1, "the lighthouse")))
	must(t, x.Note(t.Context(), 7, nil))
	s.mu.Lock()
	clear(s.indexes)
	clear(s.keys)
	s.mu.Unlock()
	for _, query := range []knowledge.Query{{Text: "lighthouse"}, {Text: "lighthouse"}, {Text: "lighthouse", Projects: []string{"net"}}} {
		if hits, err := x.Search(t.Context(), query); err == nil {
			t.Errorf("the server has lost everything, and a search finds %v and no error", hits)
		}
	}
	_, err := x.Search(t.Context(), knowledge.Query{Text: "lighthouse"})
	if err == nil || !strings.Contains(err.Error(), "not filled") {
		t.Errorf("why: %v", err)
	}
	must(t, x.Rebuild(t.Context(), func(yield func([]knowledge.Article, error) bool) { yield(one(1, "the lighthouse"), nil) }))
	if got := finds(t, x, "lighthouse"); len(got) != 1 { // the note is not written yet
		t.Errorf("found %v", got)
	}
	must(t, x.Rebuild(t.Context(), func(func([]knowledge.Article, error) bool) {}))
	must(t, x.Note(t.Context(), 8, nil))
	if got := finds(t, x, "lighthouse"); len(got) != 0 {
		t.Errorf("found %v in an empty knowledge base", got)
	}
}
