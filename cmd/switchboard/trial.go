package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/recall"
	"switchboard/routing"
)

// rest is after how long unused the index of trials is given up: it takes as much memory as the one that serves.
const rest = 10 * time.Minute

// askers is how many questions are answered at once.
const askers = 4

// trial answers questions as the assistant does, by words, vectors and what was asked before, over an index of its own in
// which a draft can stand in place of the published article. Drafts are quoted, not written by a model: what is tried is
// which article answers. One trial runs at a time.
type trial struct {
	app *app

	mu      sync.Mutex
	index   *local.Index // nil: not filled
	past    memories
	draft   *knowledge.Article // that stands in place of its published version
	ask     *assist.Assistant
	vectors *rememberer // nil: there is no embedder
	rev     int64
	used    time.Time
}

// try answers questions without a draft and with it.
func (t *trial) try(ctx context.Context, draft *knowledge.Article, questions []knowledge.TrialQuestion) (before, after []knowledge.TrialAnswer, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.catchUp(ctx); err != nil {
		return nil, nil, err
	}
	t.embed(ctx, questions)
	if before, err = t.answers(ctx, questions); err != nil || draft == nil {
		return before, before, err
	}
	tried := *draft
	if tried.ID == 0 {
		tried.ID = -1 // no article's
	}
	t.draft = &tried
	err = t.put(ctx, []knowledge.Article{tried})
	if err == nil {
		after, err = t.answers(ctx, questions)
	}
	t.draft = nil
	if err == nil {
		err = t.putBack(ctx, tried.ID)
	}
	if err != nil {
		t.index = nil // the draft may be in it
		return nil, nil, fmt.Errorf("try a draft: %w", err)
	}
	return before, after, nil
}

// catchUp fills the index, or brings it to the newest revision.
func (t *trial) catchUp(ctx context.Context) error {
	if t.used = time.Now(); t.index == nil {
		t.index, t.past, t.rev = local.New(), memories{recall.New(), recall.New()}, 0
		c := t.app.assistant(t.index, t.past.all, t.past.seconded)
		c.Article, c.Doubts = t.article, t.doubts
		t.vectors = nil
		if t.app.embedder != nil {
			t.vectors = &rememberer{Embedder: t.app.embedder, known: map[string][]float32{}}
			c.Embedder = t.vectors
		}
		t.ask = assist.New(c)
	}
	same, _, err := t.app.store.Synonyms(ctx)
	if err == nil {
		err = t.index.Reword(ctx, same)
	}
	if err != nil {
		t.index = nil
		return fmt.Errorf("fill the index of trials: %w", err)
	}
	articles, gone, rev, err := t.app.store.Changes(ctx, t.rev)
	if err == nil {
		err = t.put(ctx, articles)
	}
	if err == nil {
		err = t.delete(ctx, gone)
	}
	if err != nil {
		t.index = nil
		return fmt.Errorf("fill the index of trials: %w", err)
	}
	t.rev = rev
	return nil
}

// putBack puts the published article back in the place of a draft.
func (t *trial) putBack(ctx context.Context, id int64) error {
	d, err := t.app.store.Published(ctx, id)
	if err != nil {
		return err
	}
	if d == nil {
		return t.delete(ctx, []int64{id})
	}
	return t.put(ctx, []knowledge.Article{*d})
}

// put puts articles into both indexes, with vectors where they can be had: the serving index goes by words alone as well
// while the embedder is down.
func (t *trial) put(ctx context.Context, articles []knowledge.Article) error {
	if t.vectors != nil && len(articles) > 0 {
		if err := t.app.store.EmbedArticles(ctx, t.app.embedder, articles); err != nil {
			t.app.log.Warn("a trial goes by words alone", "error", err)
		}
	}
	return errors.Join(t.index.Put(ctx, articles), t.past.put(ctx, articles))
}

func (t *trial) delete(ctx context.Context, ids []int64) error {
	return errors.Join(t.index.Delete(ctx, ids), t.past.delete(ctx, ids))
}

// article is what readers would see of an article.
func (t *trial) article(ctx context.Context, id int64) (*knowledge.Article, error) {
	if t.draft != nil && t.draft.ID == id {
		return t.draft, nil
	}
	return t.app.store.Published(ctx, id)
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
			for i := n; i < len(questions) && errs[n] == nil; i += askers {
				out[i], errs[n] = t.answer(ctx, questions[i])
			}
		})
	}
	all.Wait()
	return out, errors.Join(errs...)
}

func (t *trial) answer(ctx context.Context, q knowledge.TrialQuestion) (knowledge.TrialAnswer, error) {
	d := assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: q.Text}}, Lang: q.Lang}
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
	policy, err := t.app.router.PolicyOf(ctx, list[0].Sources[0].Project, list[0].Lang)
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
		a.Does = knowledge.DoesAnswer
	case routing.ActAskBack:
		a.Does = knowledge.DoesAsk
	}
	return a, nil
}

// relax gives the index up when nobody has tried anything for long.
func (t *trial) relax() {
	if t.mu.TryLock() { // else it is in use
		if time.Since(t.used) > rest {
			t.index, t.past, t.ask, t.vectors = nil, memories{}, nil, nil
		}
		t.mu.Unlock()
	}
}
