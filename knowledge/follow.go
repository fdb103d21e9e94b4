package knowledge

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Keeper is an Index that outlives the process and notes how far it is filled, so that a start need not fill it anew.
// Optional.
type Keeper interface {
	// Filled returns the revision that was noted last, and which articles the index was without by then, or 0 if it must be filled anew.
	Filled(context.Context) (rev int64, without []int64, err error)
	// Note records that the index holds everything up to a revision, without articles that it refused.
	Note(ctx context.Context, rev int64, without []int64) error
	// Holds returns the revision that was noted last, by whomever and for whichever settings, or 0 if there is none.
	Holds(context.Context) (rev int64, err error)
}

// Follower keeps an index caught up with the knowledge base. Every process has its own.
type Follower struct {
	store    *Store
	index    Index
	embedder Embedder // nil: none
	log      *slog.Logger
	every    time.Duration // between two looks

	mu    sync.Mutex
	state FollowState

	vectors followVectors

	asked  time.Time // when the index was last asked what it holds; zero: it must be
	absent bool      // it held nothing when it was last asked

	refused refusals

	looked int64 // revision at which the synonyms were last read, and the one in which those that the index has were changed
	worded int64
}

// FollowState says how far an index is.
type FollowState struct {
	Filled  bool  // searches see a whole knowledge base, if not the newest one
	Reached int64 // revision that the index holds
	Wanted  int64 // revision of the knowledge base when last asked
	Err     error // why it does not get on, or a RefusedError of what it is without; nil: all is well
	Since   time.Time
	Bare    error // why articles have no vectors that questions can be compared with; nil: they have, or there is no embedder
}

// NewFollower returns a follower; Run does its work. With an embedder, articles get vectors.
func NewFollower(store *Store, index Index, embedder Embedder, log *slog.Logger) *Follower {
	return &Follower{store: store, index: index, embedder: embedder, log: log, every: followEvery, looked: -1, worded: -1}
}

// State returns how far the index is. Since is when Err first stood, or when the index was last seen to be caught up.
func (f *Follower) State() FollowState {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.state
}

// How often the revision is asked for, how long a failing index is left alone at most, and how long one step may take.
const (
	followEvery = 500 * time.Millisecond
	followAgain = 15 * time.Second
	followStep  = 10 * time.Minute
	followAsk   = 10 * time.Second // how often an index that outlives the process is asked what it holds
)

// Run fills the index and then keeps it caught up, until ctx ends: a change is searchable within a second, or at once if
// wake says that there is one. Failures are tried again, ever more slowly, and stand in State.
func (f *Follower) Run(ctx context.Context, wake <-chan struct{}) {
	failures := 0
	for {
		err := Recovered(func() error { return f.step(ctx) }) // one article's poison ends no program
		if ctx.Err() != nil {
			return
		}
		f.record(cmp.Or(err, f.refused.err()))
		wait := f.every
		if err != nil {
			f.asked = time.Time{}
			wait = min(followEvery<<min(failures, 10), followAgain)
			failures++
		} else {
			failures = 0
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

func (f *Follower) record(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err != nil && (f.state.Err == nil || refused(err) != refused(f.state.Err)) {
		f.log.Warn("the search index does not follow the knowledge base", "error", err, "reached", f.state.Reached, "wanted", f.state.Wanted)
	}
	if err == nil && f.state.Err != nil {
		f.log.Info("the search index follows the knowledge base again", "reached", f.state.Reached)
	}
	if err == nil || f.state.Err == nil || refused(err) != refused(f.state.Err) {
		f.state.Since = time.Now()
	}
	f.state.Err = err
}

// step brings the index from what it holds to what the knowledge base holds now.
func (f *Follower) step(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, followStep)
	defer cancel()
	wanted, err := f.store.Rev(ctx)
	if err != nil {
		return err
	}
	f.mu.Lock()
	f.state.Wanted = wanted
	filled, reached := f.state.Filled, f.state.Reached
	f.mu.Unlock()
	if err := f.reword(ctx, wanted); err != nil {
		return err
	}
	keeper, keeps := f.index.(Keeper)
	if !filled && keeps {
		var without []int64
		if reached, without, err = keeper.Filled(ctx); err != nil {
			return fmt.Errorf("ask the index how far it is: %w", err)
		}
		if filled = reached > 0 && reached <= wanted; filled {
			f.refused.recall(without)
		}
		f.asked = time.Now()
	}
	if err := f.tryRefused(ctx); err != nil {
		return err
	}
	if filled && keeps {
		if filled, reached, err = f.held(ctx, keeper, reached, wanted); err != nil || f.absent {
			return err
		}
	}
	switch {
	case filled && (f.embedAgain(ctx) || f.outgrown()):
		err = f.fill(ctx)
	case filled && reached == wanted:
		f.reach(wanted)
		return nil
	case !filled || reached > wanted: // the latter: another database
		err = f.fill(ctx)
	default:
		err = f.catchUp(ctx, reached)
	}
	if err == nil && keeps {
		err = keeper.Note(ctx, wanted, f.refused.ids())
	}
	if err != nil {
		return err
	}
	f.reach(wanted)
	return nil
}

// reword gives the index the synonyms, if they are others than it has.
func (f *Follower) reword(ctx context.Context, wanted int64) error {
	index, ok := f.index.(Reworder)
	if !ok || f.looked == wanted {
		return nil
	}
	synonyms, rev, err := f.store.Synonyms(ctx)
	if err != nil {
		return err
	}
	if rev != f.worded {
		if err := index.Reword(ctx, synonyms); err != nil {
			return fmt.Errorf("tell the index what words mean the same: %w", err)
		}
	}
	f.looked, f.worded = wanted, rev
	return nil
}

// held asks an index that others write to, now and then and before it is written to, whether it still holds what it was brought to: it may have been
// emptied under us, or swapped for one that another process filled from an earlier revision. Nothing held is believed the
// second time only: between a swap and the note after it there is none. Until then nothing is written.
func (f *Follower) held(ctx context.Context, index Keeper, reached, wanted int64) (filled bool, rev int64, err error) {
	if !f.absent && reached == wanted && time.Since(f.asked) < followAsk {
		return true, reached, nil
	}
	rev, err = index.Holds(ctx)
	if err != nil {
		return false, 0, fmt.Errorf("ask the index what it holds: %w", err)
	}
	f.asked = time.Now()
	switch {
	case rev == 0 && !f.absent:
		f.absent = true
		return true, reached, nil
	case rev == 0:
		f.absent = false
		f.log.Warn("the search index was emptied and is filled anew", "reached", reached)
		f.lose()
		return false, 0, nil
	}
	f.absent = false
	return true, min(rev, reached), nil
}

// lose notes that searches do not see a whole knowledge base any more.
func (f *Follower) lose() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.state.Filled, f.state.Reached = false, 0
}

func (f *Follower) reach(rev int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.state.Filled, f.state.Reached = true, rev
}

// fill puts everything into the index: without a gap if it can.
func (f *Follower) fill(ctx context.Context) error {
	f.vectors.length = 0
	rebuilder, ok := f.index.(Rebuilder)
	if !ok {
		return f.catchUp(ctx, 0)
	}
	f.refused = refusals{}
	err := rebuilder.Rebuild(ctx, func(yield func([]Article, error) bool) {
		for p, err := range f.store.pages(ctx, 0) {
			f.embed(ctx, p.articles)
			if !yield(p.articles, err) {
				return
			}
		}
	})
	if err := f.refused.note(nil, err); err != nil {
		return fmt.Errorf("fill the index: %w", err)
	}
	return nil
}

func (f *Follower) catchUp(ctx context.Context, after int64) error {
	for p, err := range f.store.pages(ctx, after) {
		if err != nil {
			return err
		}
		if len(p.gone) > 0 {
			if err := f.index.Delete(ctx, p.gone); err != nil {
				return fmt.Errorf("take %d articles out of the index: %w", len(p.gone), err)
			}
			f.refused.forget(p.gone)
		}
		if len(p.articles) > 0 {
			f.embed(ctx, p.articles)
			if err := f.refused.note(p.articles, f.index.Put(ctx, p.articles)); err != nil {
				return fmt.Errorf("put %d articles into the index: %w", len(p.articles), err)
			}
		}
	}
	return nil
}
