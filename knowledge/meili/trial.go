package meili

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"github.com/meilisearch/meilisearch-go"

	"switchboard/knowledge"
)

// part is a pair of indexes that a query searches, beside others.
type part struct {
	passages, questions string
	filter              string // what of them is searched, beside the query's conditions; empty: everything
	small               bool   // it has one article: its words are asked for one by one as well, however much the others have
}

// own are the indexes that Search searches.
func (x *Index) own() []part { return []part{{passages: x.passages, questions: x.questions}} }

// Trial searches as an index does, with a draft in place of what the index has of its article: the indexes that serve are
// searched but for that article, together with a pair of the same settings that has the draft alone. What the server finds
// in both is counted and weighed as one, so that a trial answers as the server would if the draft were published, and
// nothing of a draft ever stands where customers are answered from.
//
// Drop deletes the pair. One that a process left behind when it was killed is deleted by the next trial of any process, or
// by SweepTrials, once nobody has written to it for a while. It is safe for concurrent searches, not for anything else.
type Trial struct {
	serving *Index
	beside  *Index
	draft   int64 // article whose draft stands there; 0: none
	goes    int64 // article that is not found while it does; 0: none
}

const (
	trialMark = rebuildMark + "trial"
	keepTrial = time.Hour // a trial that goes on writes more often
)

// Trial returns a trial over an index. Nothing is made on the server before the first draft.
func (x *Index) Trial() *Trial {
	id := trialMark + strings.ToLower(rand.Text()[:12])
	config := x.config
	config.Marks = nil // nobody else writes there
	beside := &Index{config: config, passages: x.passages + id, questions: x.questions + id, master: x.master, preparing: make(chan struct{}, 1)}
	beside.keys.Store(x.keys.Load())
	return &Trial{serving: x, beside: beside}
}

// Enter puts a draft in place of its article, and takes another one away, unless it is 0. The article of a new one has a number
// below 0.
func (t *Trial) Enter(ctx context.Context, draft knowledge.Article, goes int64) error {
	if err := t.serving.prepare(ctx); err != nil {
		return fmt.Errorf("try a draft: %w", err)
	}
	if !t.beside.ready.Load() {
		t.serving.SweepTrials(ctx)
	}
	if err := t.word(ctx); err != nil {
		return fmt.Errorf("try a draft: %w", err)
	}
	if err := t.beside.Put(ctx, []knowledge.Article{draft}); err != nil {
		return fmt.Errorf("try a draft: %w", err)
	}
	t.draft, t.goes = draft.ID, goes
	return nil
}

// word gives the pair the synonyms that the serving indexes have.
func (t *Trial) word(ctx context.Context) error {
	others := t.serving.others.Load()
	if others == nil {
		return nil
	}
	return t.beside.synonyms(ctx, *others)
}

// Leave puts the article back in place of its draft, and the other one in its own.
func (t *Trial) Leave(ctx context.Context) error {
	if t.draft == 0 {
		return nil
	}
	if err := t.beside.Delete(ctx, []int64{t.draft}); err != nil {
		return fmt.Errorf("take a tried draft away: %w", err)
	}
	t.draft = 0
	return nil
}

// Search searches as the index does, with the draft that entered.
func (t *Trial) Search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	parts := t.serving.own()
	if t.draft != 0 {
		parts[0].filter = fmt.Sprintf("article != %d AND article != %d", t.draft, t.goes)
		parts = append(parts, part{passages: t.beside.passages, questions: t.beside.questions, small: true})
	}
	return t.serving.search(ctx, q, parts)
}

// Drop deletes what the trial made on the server.
func (t *Trial) Drop(ctx context.Context) error {
	t.draft = 0
	if !t.beside.ready.Load() {
		return nil
	}
	return t.beside.Drop(ctx)
}

// SweepTrials deletes the indexes of trials whose processes are gone.
func (x *Index) SweepTrials(ctx context.Context) {
	x.sweepOlder(ctx, func(name string, age time.Duration) bool {
		return strings.HasPrefix(name, x.config.Name+"-") && strings.Contains(name, trialMark) && age > keepTrial
	})
}

// sweepOlder deletes those of the indexes that nobody needs, by their names and how long ago they were last written to.
// What cannot be deleted now is deleted later.
func (x *Index) sweepOlder(ctx context.Context, needless func(name string, age time.Duration) bool) {
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	list, err := x.fill().ListIndexesWithContext(ctx, &meilisearch.IndexesQuery{Limit: 1000})
	if err != nil {
		return
	}
	for _, i := range list.Results {
		if needless(i.UID, time.Since(i.UpdatedAt)) {
			x.config.Log.Info("deleting a search index that is not needed any more", "index", i.UID)
			_, _ = x.fill().DeleteIndexWithContext(ctx, i.UID)
		}
	}
}
