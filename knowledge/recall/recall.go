// Package recall remembers what people asked and which article answered it, and tells which articles a new question is
// likely meant for.
//
// The idea: nothing is trained. The questions that are nearest to the new one are looked up, and only among those is a
// classifier fitted, while the question waits: kernel ridge regression in closed form, over words, neighbouring words
// and groups of letters. Beside it stands what BM25 makes of each article's questions, by words and by letters, and of its
// passages, by letters. So an answer follows from what is remembered and from nothing else. The order of learning
// makes no difference, what is taught counts at once, and what is forgotten leaves no trace.
//
// An Index is filled by a knowledge.Follower like a search index, lives in memory, and every replica has its own, beside
// whichever index searches. It owns no table.
package recall

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"switchboard/knowledge"
)

// Index remembers the titles of articles, the questions that editors wrote, and those that were asked. It is safe for
// concurrent use.
type Index struct {
	writing sync.Mutex // one writer at a time

	mu     sync.RWMutex
	core   *core
	others map[string][]string // synonyms

	scratch sync.Pool // *scratch
}

// New returns an Index that remembers nothing.
func New() *Index { return &Index{core: newCore()} }

// Put remembers the questions of articles, and forgets those that the same articles had before.
func (x *Index) Put(ctx context.Context, articles []knowledge.Article) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	for _, a := range articles {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("remember the questions of article %d: %w", a.ID, err)
		}
		list := prepare(a)
		x.mu.Lock()
		x.core.put(a.ID, list)
		x.mu.Unlock()
	}
	x.tidy()
	return nil
}

// Delete forgets the questions of articles; unknown ids are no error.
func (x *Index) Delete(ctx context.Context, ids []int64) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("forget the questions of %d articles: %w", len(ids), err)
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

// Rebuild forgets everything and remembers the questions of the articles given. Until it returns, the old are recalled;
// on an error they stay.
func (x *Index) Rebuild(ctx context.Context, articles func(yield func([]knowledge.Article, error) bool)) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	fresh := newCore()
	for some, err := range articles {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return fmt.Errorf("remember the questions anew: %w", err)
		}
		for _, a := range some {
			fresh.put(a.ID, prepare(a))
		}
	}
	x.mu.Lock()
	x.core = fresh
	x.mu.Unlock()
	return nil
}

// Search finds nothing: questions are recalled, not searched. It makes an Index what a Follower fills.
func (x *Index) Search(context.Context, knowledge.Query) ([]knowledge.Hit, error) { return nil, nil }

// Reword replaces the synonyms. Questions are recalled by the words that they have: see Others.
func (x *Index) Reword(_ context.Context, s knowledge.Synonyms) error {
	others := s.Others()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.others = others
	return nil
}

// Others are the synonyms as knowledge.Synonyms has them, for who weighs what was found. They are not to be changed.
func (x *Index) Others() map[string][]string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.others
}

// tidy drops what was forgotten once it is a quarter of everything. The caller is the writer.
func (x *Index) tidy() {
	compacted := x.core.tidy()
	if compacted == x.core {
		return
	}
	x.mu.Lock()
	x.core = compacted
	x.mu.Unlock()
}

// against is the fit below which questions like the text were rather not meant for an article.
const against = -0.05

// Recall returns the articles that questions like the one asked were meant for; see knowledge.Recaller.
func (x *Index) Recall(asked knowledge.Asked) []knowledge.Recalled {
	s, _ := x.scratch.Get().(*scratch)
	if s == nil {
		s = &scratch{}
	}
	defer x.scratch.Put(s)

	x.mu.RLock()
	defer x.mu.RUnlock()
	out, also := x.core.recall(asked, s)
	n := min(len(out), max(asked.Limit, 0))
	list := slices.Clone(out[:n])
	for _, r := range out[n:] {
		if r.Fit < against || slices.Contains(also, r.Article) {
			list = append(list, r)
		}
	}
	return list
}
