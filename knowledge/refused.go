package knowledge

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Refused is an article that an index does not take for what it is.
type Refused struct {
	Article int64
	Name    string // project/language/key
	Err     error
}

// RefusedError is what Put and Rebuild of an Index return where it does not take some of the articles for what they are: the
// others are in it, and putting those again would fail again.
type RefusedError []Refused

// mostNamed is how many articles an error names.
const mostNamed = 5

func (e RefusedError) Error() string {
	parts := make([]string, 0, mostNamed+1)
	for _, r := range e[:min(len(e), mostNamed)] {
		parts = append(parts, fmt.Sprintf("article %s is not searchable: %v", r.Name, r.Err))
	}
	if more := len(e) - mostNamed; more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more are not", more))
	}
	return strings.Join(parts, "; ")
}

// Unwrap returns the reasons.
func (e RefusedError) Unwrap() []error {
	out := make([]error, len(e))
	for i, r := range e {
		out[i] = r.Err
	}
	return out
}

// refused tells whether an error is about articles alone, not about the index.
func refused(err error) bool {
	_, ok := errors.AsType[RefusedError](err)
	return ok
}

// Path names an article: project/language/key.
func (a Article) Path() string { return articleName{a.Project, a.Key, a.Lang}.path() }

// refusedAgain is how often an article that the index refused is put again: what refused it may have been told to take more.
const refusedAgain = time.Minute

// refusals are the articles that an index does not take.
type refusals struct {
	by    map[int64]Refused
	tried time.Time // when they were last put
}

// note takes the refusals out of what putting articles came to. Of those that were put, none is refused any more but them.
func (r *refusals) note(put []Article, err error) error {
	for _, a := range put {
		delete(r.by, a.ID)
	}
	some, ok := errors.AsType[RefusedError](err)
	if !ok {
		return err
	}
	if r.by == nil {
		r.by = map[int64]Refused{}
	}
	for _, one := range some {
		r.by[one.Article] = one
	}
	r.tried = time.Now()
	return nil
}

// forget is told of articles that need not be there any more.
func (r *refusals) forget(gone []int64) {
	for _, id := range gone {
		delete(r.by, id)
	}
}

// recall has articles put again that an earlier process could not put: it is told anew what they are, and why they are refused.
func (r *refusals) recall(without []int64) {
	for _, id := range without {
		if r.by == nil {
			r.by = map[int64]Refused{}
		}
		r.by[id] = Refused{Article: id}
	}
	r.tried = time.Time{}
}

// ids are their numbers.
func (r *refusals) ids() []int64 { return slices.Sorted(maps.Keys(r.by)) }

// err names them, or is nil.
func (r *refusals) err() error {
	if len(r.by) == 0 {
		return nil
	}
	return RefusedError(slices.SortedFunc(maps.Values(r.by), func(a, b Refused) int { return cmp.Compare(a.Article, b.Article) }))
}

// tryRefused puts the articles that the index refused once more, if that was a while ago.
func (f *Follower) tryRefused(ctx context.Context) error {
	if len(f.refused.by) == 0 || time.Since(f.refused.tried) < refusedAgain {
		return nil
	}
	f.refused.tried = time.Now()
	for _, id := range slices.Sorted(maps.Keys(f.refused.by)) {
		a, err := f.store.Published(ctx, id)
		if err != nil {
			return err
		}
		if a == nil {
			delete(f.refused.by, id)
			continue
		}
		some := []Article{*a}
		f.embed(ctx, some)
		if err := f.refused.note(some, f.index.Put(ctx, some)); err != nil {
			return fmt.Errorf("put the article %s into the index: %w", a.Path(), err)
		}
	}
	return nil
}
