package meili

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/meilisearch/meilisearch-go"

	"switchboard/knowledge"
)

// Rebuild fills a second pair of indexes and swaps the pairs: searches see the old articles until then, and the new ones
// after.
func (x *Index) Rebuild(ctx context.Context, articles func(yield func([]knowledge.Article, error) bool)) (err error) {
	if err := x.prepare(ctx); err != nil {
		return err
	}
	x.sweep(ctx)
	id := rebuildMark + strings.ToLower(rand.Text()[:12])
	passages, questions := x.passages+id, x.questions+id
	defer func() {
		// Whatever came of it, the second pair is not needed any more; what cannot be deleted now is swept later.
		cleanup, cancel := context.WithTimeout(context.WithoutCancel(ctx), requestTime)
		defer cancel()
		for _, name := range []string{passages, questions} {
			if _, deleteErr := x.fill().DeleteIndexWithContext(cleanup, name); deleteErr != nil && code(deleteErr) != "index_not_found" {
				x.config.Log.Warn("a search index is left over", "index", name, "error", x.explain("delete it", deleteErr))
			}
		}
	}()
	if err := x.makeIndexes(ctx, passages, questions); err != nil {
		return fmt.Errorf("rebuild the index: %w", err)
	}
	mark, err := x.config.mark()
	if err == nil {
		err = x.sign(ctx, passages, note{Settings: mark}) // there is no moment at which it is nobody's
	}
	if err != nil {
		return fmt.Errorf("rebuild the index: %w", err)
	}
	var refused knowledge.RefusedError
	for some, err := range articles {
		if err == nil {
			err = x.putAll(ctx, passages, questions, some)
		}
		if not, ok := errors.AsType[knowledge.RefusedError](err); ok {
			refused, err = append(refused, not...), nil
		}
		if err != nil {
			return fmt.Errorf("rebuild the index: %w", err)
		}
	}
	if _, err := x.noted(ctx); err != nil { // it was long about it
		return fmt.Errorf("rebuild the index: %w", err)
	}
	if err := x.swap(ctx, passages, questions); err != nil {
		return fmt.Errorf("rebuild the index: %w", err)
	}
	if len(refused) > 0 {
		return refused
	}
	return nil
}

// swap puts a pair of indexes in the place of those that are searched, in one step. A swap belongs to no single index, so
// a server shows its task to keys for all indexes alone: to the key of the settings, as a rule. Where that one is for some
// indexes too, the index itself tells what became of it.
func (x *Index) swap(ctx context.Context, passages, questions string) error {
	const what = "swap the indexes"
	fresh, err := x.fill().GetIndexWithContext(ctx, passages)
	if err != nil {
		return x.explain(what, err)
	}
	task, err := x.start(ctx, what, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.fill().SwapIndexesWithContext(ctx, []*meilisearch.SwapIndexesParams{
			{Indexes: []string{x.passages, passages}}, {Indexes: []string{x.questions, questions}}})
	})
	if err != nil {
		return err
	}
	if err = x.awaitAs(ctx, x.master, what, task); code(err) != "task_not_found" {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, taskTime)
	defer cancel()
	return poll(ctx, func() (bool, error) {
		now, err := x.fill().GetIndexWithContext(ctx, x.passages)
		if ctx.Err() != nil {
			return false, fmt.Errorf("%s: task %d is not done: %w", what, task, ctx.Err())
		}
		if err != nil {
			return false, x.explain(what, err)
		}
		return now.CreatedAt.Equal(fresh.CreatedAt), nil // an index keeps its age under another name
	})
}

const rebuildMark = "-rebuild-"

// How long an index that nobody writes to is kept: one that a rebuild left behind when it was killed, and one of an
// earlier form, which a program of an earlier version may still search.
const (
	keepRebuild = 24 * time.Hour
	keepEarlier = 7 * 24 * time.Hour
)

// sweep deletes indexes of ours that are not needed any more.
func (x *Index) sweep(ctx context.Context) {
	earlier := map[string]bool{x.config.Name: true} // the form without a number
	for n := range form {
		earlier[fmt.Sprintf("%s-%d", x.config.Name, n)], earlier[fmt.Sprintf("%s-%d-questions", x.config.Name, n)] = true, true
	}
	x.sweepOlder(ctx, func(name string, age time.Duration) bool {
		left := strings.HasPrefix(name, x.config.Name+"-") && strings.Contains(name, rebuildMark)
		return left && age > keepRebuild || earlier[name] && age > keepEarlier
	})
}

// note is the document that says how far the index is filled. Its audience is nobody's, so no search finds it.
type note struct {
	ID       string `json:"id"`
	Rev      int64  `json:"rev"`
	Settings string `json:"settings"` // mark of those that the index has
	Audience string `json:"audience"`

	Mark    string  `json:"mark,omitempty"`    // of the database that it is of
	Seen    int64   `json:"seen,omitempty"`    // when that was last heard of, in Unix seconds
	Without []int64 `json:"without,omitempty"` // articles that the server refused

	Vectors map[string][]float32 `json:"_vectors,omitempty"`
}

const noteID = "note"

// Filled returns the revision that was noted last and the articles that the server had refused by then, or 0 if there is none or the
// index has other settings.
func (x *Index) Filled(ctx context.Context) (rev int64, without []int64, err error) {
	n, err := x.noted(ctx)
	if err != nil {
		return 0, nil, err
	}
	ours, err := x.config.mark()
	if err != nil || n.Settings != ours {
		return 0, nil, err
	}
	return n.Rev, n.Without, nil
}

// Holds returns the revision that was noted last, or 0 if there is none. Now and then it tells others that the index is in use.
func (x *Index) Holds(ctx context.Context) (rev int64, err error) {
	n, err := x.noted(ctx)
	if err == nil && x.config.Marks != nil && n.ID != "" && time.Since(time.Unix(n.Seen, 0)) > signEvery {
		err = x.sign(ctx, x.passages, n)
	}
	return n.Rev, err
}

// noted returns the note, or an empty one; an OwnedError if it is another database's.
func (x *Index) noted(ctx context.Context) (n note, err error) {
	if err := x.prepare(ctx); err != nil {
		return note{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	err = x.fill().Index(x.passages).GetDocumentWithContext(ctx, noteID, nil, &n)
	switch c := code(err); {
	case c == "document_not_found", c == "index_not_found":
		if c == "index_not_found" {
			x.forget()
		}
		return x.judge(ctx, note{})
	case err != nil:
		return note{}, x.explain("read how far the index is", err)
	}
	return x.judge(ctx, n)
}

// Note records that the index holds everything up to a revision, but for articles that the server refused. Where a program of another
// version has brought other settings, its mark stays: what we write there does not change them.
func (x *Index) Note(ctx context.Context, rev int64, without []int64) error {
	mark, err := x.config.mark()
	if err != nil {
		return err
	}
	before, err := x.noted(ctx)
	if err != nil {
		return err
	}
	if err := x.sign(ctx, x.passages, note{Rev: rev, Settings: cmp.Or(before.Settings, mark), Without: without}); err != nil {
		return err
	}
	x.owned.Store(nil)
	return nil
}
