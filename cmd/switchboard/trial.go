package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/meili"
	"switchboard/knowledge/recall"
	"switchboard/routing"
)

// rest is after how long unused the index of trials is given up: it keeps what was replaced since in the one that serves.
const rest = 10 * time.Minute

// askers is how many questions are answered at once.
const askers = 4

// fillWithin is how long it may take to fill the index.
const fillWithin = 10 * time.Minute

// trial answers questions as the assistant does, by words, vectors and what was asked before, over an index of the kind that
// serves, in which a draft can stand in place of the published article. Drafts are quoted, not written by a model: what is tried is
// which article answers. One trial runs at a time.
type trial struct {
	app    *app
	wanted chan struct{} // somebody writes, and may try what he has written

	mu      sync.Mutex
	index   stage // nil: not filled
	inside  bool  // inside the process, whatever serves
	past    *recall.Index
	draft   *knowledge.Article // that stands in place of its published version
	goes    int64              // article that it takes in
	ask     *assist.Assistant
	vectors *rememberer // nil: there is no embedder
	rev     int64
	used    time.Time
	swept   time.Time // the search server
}

func newTrial(a *app) *trial { return &trial{app: a, wanted: make(chan struct{}, 1)} }

// expect has the index of trials filled before somebody waits for it: over ten thousand articles that takes seconds.
func (t *trial) expect() {
	select {
	case t.wanted <- struct{}{}:
	default: // it is wanted already
	}
}

// prepare fills the index when it is wanted, until ctx ends.
func (t *trial) prepare(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.wanted:
		}
		if !t.mu.TryLock() { // a trial runs, and fills it
			continue
		}
		bounded, cancel := context.WithTimeout(ctx, fillWithin)
		err := knowledge.Recovered(func() error { return t.catchUp(bounded) })
		cancel()
		t.mu.Unlock()
		if err != nil && ctx.Err() == nil {
			t.app.log.Warn("the index of trials was not filled beforehand; the next trial fills it", "error", err)
		}
	}
}

// try answers questions without an attempt and with it. While the search server is down, so that nothing is found on it, the
// index inside the process answers.
func (t *trial) try(ctx context.Context, a knowledge.Attempt, questions []knowledge.TrialQuestion) (before, after []knowledge.TrialAnswer, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	before, after, err = t.both(ctx, a, questions)
	if _, served := t.app.index.(*meili.Index); err == nil || !served || ctx.Err() != nil {
		return before, after, err
	}
	t.app.log.Warn("a trial goes on inside the process: the search server cannot be asked", "error", err)
	t.giveUp(ctx)
	t.inside = true
	before, after, err = t.both(ctx, a, questions)
	t.giveUp(ctx)
	t.inside = false
	return before, after, err
}

func (t *trial) both(ctx context.Context, a knowledge.Attempt, questions []knowledge.TrialQuestion) (before, after []knowledge.TrialAnswer, err error) {
	if err := t.fill(ctx); err != nil {
		return nil, nil, err
	}
	t.embed(ctx, questions)
	if before, err = t.answers(ctx, questions); err != nil || a.Draft == nil {
		return before, before, err
	}
	tried := *a.Draft
	if tried.ID == 0 {
		tried.ID = -1 // no article's
	}
	t.draft, t.goes = &tried, a.Merges
	err = t.enter(ctx, tried, a.Merges)
	if err == nil {
		after, err = t.answers(ctx, questions)
	}
	t.draft, t.goes = nil, 0
	if err == nil {
		err = t.leave(ctx, tried.ID)
	}
	if err == nil && a.Merges != 0 {
		err = t.leave(ctx, a.Merges)
	}
	if err != nil {
		t.giveUp(ctx) // the draft may be in it
		return nil, nil, fmt.Errorf("try a draft: %w", err)
	}
	return before, after, nil
}

// fill is catchUp that goes on when whoever waits for it has given up: the next trial finds the index filled.
func (t *trial) fill(ctx context.Context) error {
	if t.index != nil {
		return t.catchUp(ctx)
	}
	filling, cancel := context.WithTimeout(context.WithoutCancel(ctx), fillWithin)
	defer cancel()
	return t.catchUp(filling)
}

// catchUp fills the index, or brings it to the newest revision.
func (t *trial) catchUp(ctx context.Context) error {
	if t.used = time.Now(); t.index == nil {
		t.begin()
		c := t.app.assistant(t.index, t.articles, t.past)
		c.Doubts, c.Variants = t.doubts, t.variants(c.Variants)
		t.vectors = nil
		if t.app.embedder != nil {
			t.vectors = &rememberer{Embedder: t.app.embedder, known: map[string][]float32{}}
			c.Embedder = t.vectors
		}
		t.ask = assist.New(c)
	}
	if err := t.follow(ctx); err != nil {
		t.giveUp(ctx)
		return fmt.Errorf("fill the index of trials: %w", err)
	}
	return nil
}

// begin makes a stage and a memory out of those that serve, as far as these are filled: analysing ten thousand articles anew
// would take seconds, and twice the memory.
func (t *trial) begin() {
	var held, known int64
	t.index, held = t.stage()
	if t.past, known = recall.New(), reached(t.app.recaller); known > 0 {
		t.past = t.app.memory.Copy()
	}
	t.rev = min(held, known) // what one of them has already is put again
}

// reached is the revision that an index that serves holds at least; 0: it is not filled.
func reached(f *knowledge.Follower) int64 {
	if f == nil {
		return 0
	}
	s := f.State()
	if !s.Filled {
		return 0
	}
	return s.Reached
}

// follow takes in what was published since the last revision.
func (t *trial) follow(ctx context.Context) error {
	same, _, err := t.app.store.Synonyms(ctx)
	if err != nil {
		return err
	}
	articles, gone, rev, err := t.app.store.Changes(ctx, t.rev)
	if err != nil {
		return err
	}
	if t.index.embeds() {
		t.addVectors(ctx, articles)
	}
	var indexed, recalled error
	var both sync.WaitGroup
	both.Go(func() {
		indexed = knowledge.Recovered(func() error { return t.index.follow(ctx, articles, gone, rev, same) })
	})
	both.Go(func() {
		recalled = knowledge.Recovered(func() error {
			return errors.Join(t.past.Put(ctx, articles), t.past.Delete(ctx, gone), t.past.Reword(ctx, same))
		})
	})
	both.Wait()
	if err = errors.Join(indexed, recalled); err == nil {
		t.rev = rev
	}
	return err
}

// enter puts a draft in place of its published version, and takes away the article that it takes in; 0: none.
func (t *trial) enter(ctx context.Context, draft knowledge.Article, goes int64) error {
	one := []knowledge.Article{draft}
	t.addVectors(ctx, one)
	return errors.Join(t.index.enter(ctx, one[0], goes), t.past.Put(ctx, one), t.past.Delete(ctx, []int64{goes}))
}

// leave puts the published article back in the place of a draft, or of one that was taken away.
func (t *trial) leave(ctx context.Context, id int64) error {
	d, err := t.app.store.Published(ctx, id)
	if err != nil {
		return err
	}
	if d == nil {
		return errors.Join(t.index.leave(ctx, id, nil), t.past.Delete(ctx, []int64{id}))
	}
	one := []knowledge.Article{*d}
	if t.index.embeds() {
		t.addVectors(ctx, one)
	}
	return errors.Join(t.index.leave(ctx, id, &one[0]), t.past.Put(ctx, one))
}

// addVectors gives articles their vectors where they can be had: the serving index goes by words alone as well while the
// embedder is down.
func (t *trial) addVectors(ctx context.Context, articles []knowledge.Article) {
	if t.vectors == nil || len(articles) == 0 {
		return
	}
	if err := t.app.store.EmbedArticles(ctx, t.app.embedder, articles); err != nil {
		t.app.log.Warn("a trial goes by words alone", "error", err)
	}
}

// articles are what readers would see of some articles.
func (t *trial) articles(ctx context.Context, ids []int64) ([]knowledge.Article, error) {
	list, err := t.app.store.Texts(ctx, ids)
	if err != nil || t.draft == nil {
		return list, err
	}
	return t.replaced(list, slices.Contains(ids, t.draft.ID)), nil
}

// replaced are articles with the draft in place of what it replaces, if it is wanted among them.
func (t *trial) replaced(list []knowledge.Article, wanted bool) []knowledge.Article {
	list = slices.DeleteFunc(list, func(a knowledge.Article) bool { return a.ID == t.draft.ID || a.ID == t.goes })
	if wanted {
		list = append(list, *t.draft)
	}
	return list
}

// variants are the languages of an article that customers could read: the draft would be published now.
func (t *trial) variants(shown func(context.Context, string, string) ([]knowledge.Article, error)) func(context.Context, string, string) ([]knowledge.Article, error) {
	return func(ctx context.Context, project, key string) ([]knowledge.Article, error) {
		list, err := shown(ctx, project, key)
		if err != nil || t.draft == nil {
			return list, err
		}
		list = t.replaced(list, t.draft.Project == project && t.draft.Key == key)
		for i, a := range list {
			if a.ID == t.draft.ID {
				list[i].Published, list[i].Body = t.app.clock.Now(), knowledge.Absolute(a.Body, t.app.cfg.URL)
			}
		}
		return list, nil
	}
}

// doubts says which articles are not answered with unseen. Whoever publishes a draft stands for its truth.
func (t *trial) doubts(ctx context.Context, ids []int64) (map[int64]string, error) {
	list, err := t.app.store.Doubts(ctx, ids)
	if t.draft != nil {
		delete(list, t.draft.ID)
	}
	return list, err
}

func (t *trial) answers(ctx context.Context, questions []knowledge.TrialQuestion) ([]knowledge.TrialAnswer, error) {
	out, errs := make([]knowledge.TrialAnswer, len(questions)), make([]error, askers)
	var all sync.WaitGroup
	for n := range askers {
		all.Go(func() {
			errs[n] = knowledge.Recovered(func() (err error) {
				for i := n; i < len(questions) && err == nil; i += askers {
					out[i], err = t.answer(ctx, questions[i])
				}
				return err
			})
		})
	}
	all.Wait()
	return out, errors.Join(errs...)
}

func (t *trial) answer(ctx context.Context, q knowledge.TrialQuestion) (knowledge.TrialAnswer, error) {
	d := assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: q.Text}}, Lang: q.Lang, At: t.app.clock.Now()}
	if q.Project != "" {
		d.Projects = []string{q.Project}
	}
	list, err := t.ask.Suggest(ctx, d)
	if err != nil {
		return knowledge.TrialAnswer{}, err
	}
	would, err := t.app.router.Would(ctx, d, list)
	if err != nil {
		return knowledge.TrialAnswer{}, err
	}
	a := knowledge.TrialAnswer{Does: knowledge.DoesNothing}
	if !would.Drafts || len(list) == 0 {
		return a, nil
	}
	policy, err := t.app.router.PolicyOf(ctx, list[0].Sources[0].Project, cmp.Or(d.Lang, list[0].Lang))
	if err != nil {
		return a, err
	}
	for i, s := range list {
		if i > 0 && s.Score < policy.Draft {
			break
		}
		src := s.Sources[0]
		a.Found = append(a.Found, knowledge.TrialSource{Article: max(src.Article, 0), Project: src.Project, Key: src.Key, Title: src.Title})
	}
	a.Does, a.Score, a.Text = knowledge.DoesOffer, list[0].Score, list[0].Text
	switch would.Act {
	case routing.ActAnswer:
		a.Does, a.Text = knowledge.DoesAnswer, would.Text()
	case routing.ActAskBack:
		a.Does = knowledge.DoesAsk
	}
	return a, nil
}
