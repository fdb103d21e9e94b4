// Package recall remembers what people asked and which article answered it, and tells which articles a new question is
// likely meant for.
//
// The idea: nothing is trained. The questions that are nearest to the new one are looked up, and only among those is a
// classifier fitted, while the question waits: kernel ridge regression in closed form, over words, neighbouring words
// and groups of letters. Beside it stands what BM25 makes of each article's questions, by words and by letters, and of its
// passages, by letters; how likely naive Bayes takes it that one of its questions has such letters, which tells more the more of them
// are known; and how near what it is about is to what the question means. So an answer follows from what is remembered
// and from nothing else; only that none is right is also told by what people ask anybody. The order of learning makes no
// difference, what is taught counts at once, and what is forgotten leaves no trace.
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

	mu      sync.RWMutex
	core    *core
	written uint64              // how often core was
	others  map[string][]string // synonyms

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
		x.write(func() { x.core.put(a.ID, list) })
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
	x.write(func() {
		for _, id := range ids {
			x.core.remove(id)
		}
	})
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
	x.write(func() { x.core = fresh })
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
	x.write(func() { x.core = compacted })
}

// write changes core while nobody reads.
func (x *Index) write(f func()) {
	x.mu.Lock()
	defer x.mu.Unlock()
	f()
	x.written++
}

// against is the fit below which questions like the text were rather not meant for an article.
const against = -0.05

// Recall returns the articles that questions like the one asked were meant for; see knowledge.Recaller. Nobody waits for
// who is told of in any case: the memory can be written until that is known. What was recalled is then recalled anew, if it
// was.
func (x *Index) Recall(asked knowledge.Asked) []knowledge.Recalled {
	s, _ := x.scratch.Get().(*scratch)
	if s == nil {
		s = &scratch{}
	}
	var also []int64
	var r *recollection
	before := x.locked(func() { r = x.core.recall(asked, s) })
	if asked.Also != nil {
		also = asked.Also()
	}
	var list []knowledge.Recalled
	x.locked(func() {
		if x.written != before {
			s.clear()
			r = x.core.recall(asked, s)
		}
		out := x.core.tell(r, also, s)
		n := min(len(out), max(asked.Limit, 0))
		list = slices.Clone(out[:n])
		for _, r := range out[n:] {
			if r.Fit < against || r.Meaning > 0 || slices.Contains(also, r.Article) {
				list = append(list, r)
			}
		}
	})
	s.clear()
	x.scratch.Put(s) // not after a panic: it is not clear then
	return list
}

// locked runs f while nobody writes, and tells how often somebody had.
func (x *Index) locked(f func()) (written uint64) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	f()
	return x.written
}
