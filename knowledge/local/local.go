// Package local is a knowledge.Index inside the process: the default when no search server is configured.
//
// The idea: inverted lists of stems over passages, ranked by BM25 over weighted fields, beside a second set of lists
// over titles and the questions that people ask. A word that is misspelt or bent in a way the stemmer does not know finds
// the words of the vocabulary that share its letter triples. An article scores by its best passage, by what its
// passages say together, and by its best question; the language variants of an article count as one.
//
// The index is derived from PostgreSQL and lives in memory; every replica has its own. Articles are analysed outside the
// lock, so that a search waits for the insertion of a few prepared articles at most. It owns no table.
package local

import (
	"context"
	"fmt"
	"sync"

	"switchboard/knowledge"
)

// Index implements knowledge.Index, knowledge.Rebuilder and knowledge.Reworder. It is safe for concurrent use.
type Index struct {
	writing sync.Mutex // one writer at a time

	mu     sync.RWMutex
	core   *core
	others map[string][]string // synonyms, by the term or word of a query

	scratch sync.Pool // *scratch
}

// New returns an empty index.
func New() *Index { return &Index{core: newCore()} }

// batch is how many prepared articles are inserted under one lock.
const batch = 16

// Put adds articles or replaces those with the same ID.
func (x *Index) Put(ctx context.Context, articles []knowledge.Article) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	ready := make([]prepared, 0, batch)
	for i, a := range articles {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("index article %d: %w", a.ID, err)
		}
		ready = append(ready, prepare(a))
		if len(ready) < batch && i < len(articles)-1 {
			continue
		}
		if err := x.insert(ready); err != nil {
			return err
		}
		ready = ready[:0]
	}
	x.tidy()
	return nil
}

func (x *Index) insert(ready []prepared) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, p := range ready {
		if err := x.core.insert(p); err != nil {
			return err
		}
	}
	return nil
}

// Reword replaces the synonyms.
func (x *Index) Reword(_ context.Context, s knowledge.Synonyms) error {
	others := s.Others()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.others = others
	return nil
}

// Delete removes articles.
func (x *Index) Delete(ctx context.Context, ids []int64) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("delete %d articles from the index: %w", len(ids), err)
	}
	x.writing.Lock()
	defer x.writing.Unlock()
	x.mu.Lock()
	for _, id := range ids {
		x.core.remove(id)
	}
	x.mu.Unlock()
	x.tidy()
	return nil
}

// tidy drops what replaced and removed articles left behind, once it is a quarter of the index. The caller is the writer.
func (x *Index) tidy() {
	if x.core.dead < 64 || x.core.dead*4 < len(x.core.docs) {
		return
	}
	compacted := x.core.compact()
	x.mu.Lock()
	x.core = compacted
	x.mu.Unlock()
}

// Rebuild fills the index anew. Searches see the old articles until it returns, then the new ones; on an error they keep
// the old.
func (x *Index) Rebuild(ctx context.Context, articles func(yield func([]knowledge.Article, error) bool)) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	fresh := newCore()
	for some, err := range articles {
		if err != nil {
			return fmt.Errorf("rebuild the index: %w", err)
		}
		for _, a := range some {
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("rebuild the index: %w", err)
			}
			if err := fresh.insert(prepare(a)); err != nil {
				return fmt.Errorf("rebuild the index: %w", err)
			}
		}
	}
	if fresh.dead > 0 {
		fresh = fresh.compact()
	}
	x.mu.Lock()
	x.core = fresh
	x.mu.Unlock()
	return nil
}
