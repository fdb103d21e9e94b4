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
	return started(t, knowledge.NewFollower(s, index, e, slog.New(slog.DiscardHandler)), wake)
}

// started has a follower work until the test ends.
func started(t *testing.T, f *knowledge.Follower, wake <-chan struct{}) *knowledge.Follower {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); f.Run(ctx, wake) }()
	t.Cleanup(func() { cancel(); <-done })
	return f
}

// eventually waits until a condition holds. What never holds fails the test; a busy machine does not.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it never happens: %s", what)
		}
	}
}

// looked waits until every follower has ended a look at the knowledge base that it began after now: the first that ends may
// have begun before.
func looked(t *testing.T, followers ...*knowledge.Follower) {
	t.Helper()
	for _, f := range followers {
		for range 2 {
			before := f.State().Since
			eventually(t, "a look", func() bool { return !f.State().Since.Equal(before) })
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

// A change is seen at the next look, and there are two in a second.
func TestAChangeIsSearchableWithinASecondOnEveryReplica(t *testing.T) {
	t.Parallel()
	if 2*knowledge.FollowEvery > time.Second {
		t.Errorf("a follower looks only every %v", knowledge.FollowEvery)
	}
	s := newStore(t, "net")
	save(t, s, edit("router", "Router", "Restart the router."))
	indexes := []*local.Index{local.New(), local.New()}
	var followers []*knowledge.Follower
	for _, index := range indexes {
		f := follow(t, s, index, nil, nil)
		eventually(t, "the first fill", func() bool { return f.State().Filled })
		followers = append(followers, f)
	}
	everywhere := func(text string, want bool) {
		t.Helper()
		for i, index := range indexes {
			if found(t, index, text) != want {
				t.Errorf("%s found on replica %d: %v", text, i, !want)
			}
		}
	}
	everywhere("router", true)
	id, _ := save(t, s, edit("antenna", "Antenna", "Turn the antenna."))
	looked(t, followers...)
	everywhere("antenna", true)
	if err := s.Unpublish(ctx, id, "maria"); err != nil {
		t.Fatal(err)
	}
	looked(t, followers...)
	everywhere("antenna", false)
	everywhere("router", true)
}

func TestAFollowerToldOfAChangeDoesNotWait(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	wake, index := make(chan struct{}), local.New()
	f := knowledge.NewFollower(s, index, nil, slog.New(slog.DiscardHandler))
	f.Slow()
	started(t, f, wake)
	eventually(t, "the first fill", func() bool { return f.State().Filled })
	save(t, s, edit("router", "Router", "Restart the router."))
	wake <- struct{}{}
	wake <- struct{}{} // it hears again when it has looked
	if !found(t, index, "router") {
		t.Error("a change that was told is waited for")
	}
}

func TestAFollowerGoesOnWhenItsIndexIsBack(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	index := &flaky{Index: local.New()}
	f := follow(t, s, index, nil, nil)
	eventually(t, "the first fill", func() bool { return f.State().Filled })
	index.down.Store(true)
	save(t, s, edit("router", "Router", "Restart the router."))
	eventually(t, "the failure shown", func() bool {
		state := f.State()
		return state.Err != nil && state.Wanted > state.Reached
	})
	index.down.Store(false)
	eventually(t, "the article", func() bool { return found(t, index, "router") })
	eventually(t, "the failure over", func() bool { state := f.State(); return state.Err == nil && state.Wanted == state.Reached })
}

// kept is an index that another process filled, as far as it noted.
type kept struct {
	*local.Index
	rev, fills atomic.Int64
}

func (k *kept) Filled(context.Context) (int64, []int64, error)     { return k.rev.Load(), nil, nil }
func (k *kept) Note(_ context.Context, rev int64, _ []int64) error { k.rev.Store(rev); return nil }
func (k *kept) Holds(context.Context) (int64, error)               { return k.rev.Load(), nil }
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
		eventually(t, "the fill", func() bool { return f.State().Filled })
	}
	if n := index.fills.Load(); n != 1 {
		t.Errorf("filled %d times", n)
	}
	index.rev.Store(1 << 40) // of another database
	f := follow(t, s, index, nil, nil)
	eventually(t, "the fill from this database", func() bool { return f.State().Filled && index.fills.Load() == 2 })
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
