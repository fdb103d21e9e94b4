package knowledge_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// flaky is an index that fails while told to.
type flaky struct {
	*local.Index
	down atomic.Bool
}

func (f *flaky) Put(ctx context.Context, a []knowledge.Article) error {
	if f.down.Load() {
		return errors.New("the index is down")
	}
	return f.Index.Put(ctx, a)
}

func follow(t *testing.T, s *knowledge.Store, index knowledge.Index, e knowledge.Embedder, wake <-chan struct{}) *knowledge.Follower {
	t.Helper()
	f := knowledge.NewFollower(s, index, e, slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); f.Run(ctx, wake) }()
	t.Cleanup(func() { cancel(); <-done })
	return f
}

// within waits until a condition holds.
func within(t *testing.T, bound time.Duration, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(bound); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within %v: %s", bound, what)
		}
	}
}

func found(t *testing.T, index knowledge.Index, text string) bool {
	t.Helper()
	hits, err := index.Search(ctx, knowledge.Query{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return len(hits) > 0
}

func TestAChangeIsSearchableWithinASecondOnEveryReplica(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	save(t, s, edit("router", "Router", "Restart the router."))
	indexes := []*local.Index{local.New(), local.New()}
	for _, index := range indexes {
		f := follow(t, s, index, nil, nil)
		within(t, 5*time.Second, "the first fill", func() bool { return f.State().Filled })
	}
	everywhere := func(text string) bool { return found(t, indexes[0], text) && found(t, indexes[1], text) }
	if !everywhere("router") {
		t.Fatal("filled, but not found")
	}
	nowhere := func(text string) bool { return !found(t, indexes[0], text) && !found(t, indexes[1], text) }
	inASecond(t, "a new article", []string{"antenna", "modem", "splitter", "decoder", "receiver", "amplifier"}, func(word string) func() bool {
		save(t, s, edit(word, word, "Turn the "+word+"."))
		return func() bool { return everywhere(word) }
	})
	inASecond(t, "an article taken back", []string{"invoice", "umbrella", "keyboard", "printer", "holiday", "bicycle"}, func(word string) func() bool {
		id, _ := save(t, s, edit(word, word, "Turn the "+word+"."))
		within(t, time.Minute, "the article to be taken back", func() bool { return everywhere(word) })
		if err := s.Unpublish(ctx, id, "maria"); err != nil {
			t.Fatal(err)
		}
		return func() bool { return nowhere(word) }
	})
}

// inASecond makes changes, each about a word of its own, until one is seen within a second. Each has to be seen; on a
// busy machine a few take longer.
func inASecond(t *testing.T, what string, words []string, change func(word string) (seen func() bool)) {
	t.Helper()
	var took time.Duration
	for _, word := range words {
		seen := change(word)
		start := time.Now()
		within(t, time.Minute, what, seen)
		if took = time.Since(start); took <= time.Second {
			return
		}
	}
	t.Errorf("%s is never seen within a second; the last took %v", what, took)
}

func TestAFollowerToldOfAChangeDoesNotWait(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	wake, index := make(chan struct{}), local.New()
	f := follow(t, s, index, nil, wake)
	within(t, 5*time.Second, "the first fill", func() bool { return f.State().Filled })
	save(t, s, edit("router", "Router", "Restart the router."))
	wake <- struct{}{}
	within(t, 400*time.Millisecond, "a change that was told", func() bool { return found(t, index, "router") })
}

func TestAFollowerGoesOnWhenItsIndexIsBack(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	index := &flaky{Index: local.New()}
	f := follow(t, s, index, nil, nil)
	within(t, 5*time.Second, "the first fill", func() bool { return f.State().Filled })
	index.down.Store(true)
	save(t, s, edit("router", "Router", "Restart the router."))
	within(t, 2*time.Second, "the failure shown", func() bool {
		state := f.State()
		return state.Err != nil && state.Wanted > state.Reached
	})
	index.down.Store(false)
	within(t, 5*time.Second, "the article", func() bool { return found(t, index, "router") })
	within(t, time.Second, "the failure over", func() bool { state := f.State(); return state.Err == nil && state.Wanted == state.Reached })
}

// kept is an index that another process filled, as far as it noted.
type kept struct {
	*local.Index
	rev, fills atomic.Int64
}

func (k *kept) Filled(context.Context) (int64, error)   { return k.rev.Load(), nil }
func (k *kept) Note(_ context.Context, rev int64) error { k.rev.Store(rev); return nil }
func (k *kept) Holds(context.Context) (int64, error)    { return k.rev.Load(), nil }
func (k *kept) Rebuild(ctx context.Context, a func(yield func([]knowledge.Article, error) bool)) error {
	k.fills.Add(1)
	return k.Index.Rebuild(ctx, a)
}

func TestAnIndexThatKeepsItsArticlesIsNotFilledAnew(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	save(t, s, edit("router", "Router", "Restart the router."))
	index := &kept{Index: local.New()}
	for range 2 {
		f := follow(t, s, index, nil, nil)
		within(t, 5*time.Second, "the fill", func() bool { return f.State().Filled })
	}
	if n := index.fills.Load(); n != 1 {
		t.Errorf("filled %d times", n)
	}
	index.rev.Store(1 << 40) // of another database
	f := follow(t, s, index, nil, nil)
	within(t, 5*time.Second, "the fill from this database", func() bool { return f.State().Filled && index.fills.Load() == 2 })
}

func TestAReaderMissesNothingOfParallelWriters(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	const writers, each = 4, 15
	var wait sync.WaitGroup
	for w := range writers {
		wait.Go(func() {
			for i := range each {
				if _, _, err := s.SaveVersion(ctx, edit(fmt.Sprintf("w%d-%d", w, i), "Title", "Body")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	written := make(chan struct{})
	go func() { wait.Wait(); close(written) }()
	seen, rev := map[int64]bool{}, int64(0)
	for last := false; ; {
		articles, _, now, err := s.Changes(ctx, rev)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range articles {
			seen[a.ID] = true
		}
		rev = now
		if last {
			break
		}
		select {
		case <-written:
			last = true
		default:
		}
	}
	if len(seen) != writers*each {
		t.Errorf("saw %d of %d articles", len(seen), writers*each)
	}
}
