package main

import (
	"context"
	"errors"
	"math"
	"time"

	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/meili"
)

// stage is the index of trials: what readers see, with a draft in place of one article. It is of the kind that serves.
type stage interface {
	knowledge.Index
	// follow takes in what was published since the last revision.
	follow(ctx context.Context, articles []knowledge.Article, gone []int64, rev int64, same knowledge.Synonyms) error
	// enter puts a draft in place of its article, and takes away another one; 0: none.
	enter(ctx context.Context, draft knowledge.Article, goes int64) error
	// leave puts what readers see of an article, or nothing, back in place of its draft, or of one that was taken away.
	leave(ctx context.Context, id int64, published *knowledge.Article) error
	drop(ctx context.Context) error
	// embeds tells whether it wants the vectors of what was published.
	embeds() bool
}

// stage is a new stage, and the revision that it holds already.
func (t *trial) stage() (stage, int64) {
	if x, ok := t.app.index.(*meili.Index); ok && !t.inside {
		return onServer{Index: x, trial: x.Trial()}, math.MaxInt64 // what serves is followed by whoever fills it
	}
	held := reached(t.app.follower) // before it is copied: what comes meanwhile is put again
	if x, ok := t.app.index.(*local.Index); ok && held > 0 {
		return inProcess{x.Copy()}, held
	}
	return inProcess{local.New()}, 0
}

// inProcess is a stage inside the process, with everything that the serving index has.
type inProcess struct{ *local.Index }

func (s inProcess) follow(ctx context.Context, articles []knowledge.Article, gone []int64, _ int64, same knowledge.Synonyms) error {
	if err := s.Reword(ctx, same); err != nil {
		return err
	}
	if err := s.Put(ctx, articles); err != nil {
		return err
	}
	return s.Delete(ctx, gone)
}

func (s inProcess) enter(ctx context.Context, draft knowledge.Article, goes int64) error {
	return errors.Join(s.Put(ctx, []knowledge.Article{draft}), s.Delete(ctx, []int64{goes}))
}

func (s inProcess) leave(ctx context.Context, id int64, published *knowledge.Article) error {
	if published == nil {
		return s.Delete(ctx, []int64{id})
	}
	return s.Put(ctx, []knowledge.Article{*published})
}

func (s inProcess) drop(context.Context) error { return nil }
func (s inProcess) embeds() bool               { return true }

// onServer is a stage on the search server: the indexes that serve, and a draft in indexes beside them.
type onServer struct {
	*meili.Index
	trial *meili.Trial
}

// heldWithin is how long a trial waits for the server to hold what was just published.
const heldWithin = 5 * time.Second

// follow waits until the serving index holds a revision; if it does not, what it has is what serves.
func (s onServer) follow(ctx context.Context, _ []knowledge.Article, _ []int64, rev int64, _ knowledge.Synonyms) error {
	ctx, cancel := context.WithTimeout(ctx, heldWithin)
	defer cancel()
	for pause := 10 * time.Millisecond; ; pause = min(2*pause, time.Second/2) {
		held, err := s.Holds(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil || held >= rev {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
	}
}

// Search finds the draft as well.
func (s onServer) Search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	return s.trial.Search(ctx, q)
}

func (s onServer) enter(ctx context.Context, draft knowledge.Article, goes int64) error {
	return s.trial.Enter(ctx, draft, goes)
}

func (s onServer) leave(ctx context.Context, _ int64, _ *knowledge.Article) error {
	return s.trial.Leave(ctx)
}
func (s onServer) drop(ctx context.Context) error { return s.trial.Drop(ctx) }
func (s onServer) embeds() bool                   { return false }

// sweepEvery is how often it is looked for what trials left on the server when their process was killed.
const sweepEvery = time.Hour

// dropWithin is how long it may take to delete what a trial made on the server; what is left then is swept later.
const dropWithin = 5 * time.Second

// giveUp forgets the index of trials, and deletes what it made on the server.
func (t *trial) giveUp(ctx context.Context) {
	if t.index == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), dropWithin)
	defer cancel()
	if err := t.index.drop(ctx); err != nil {
		t.app.log.Warn("indexes of a trial are left on the search server; they are deleted later", "error", err)
	}
	t.index, t.past, t.ask, t.vectors = nil, nil, nil, nil
}

// relax gives the index up when nobody has tried anything for long, and sweeps the server now and then.
func (t *trial) relax(ctx context.Context) {
	if !t.mu.TryLock() { // it is in use
		return
	}
	defer t.mu.Unlock()
	if time.Since(t.used) > rest {
		t.giveUp(ctx)
	}
	if x, ok := t.app.index.(*meili.Index); ok && time.Since(t.swept) > sweepEvery {
		t.swept = time.Now()
		x.SweepTrials(ctx)
	}
}

// end gives the index up when the program stops.
func (t *trial) end(ctx context.Context) {
	if t.mu.TryLock() {
		defer t.mu.Unlock()
		t.giveUp(ctx)
	}
}
