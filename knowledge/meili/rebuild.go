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

// Rebuild fills a second index and swaps the two: searches see the old articles until then, and the new ones after.
func (x *Index) Rebuild(ctx context.Context, articles func(yield func([]knowledge.Article, error) bool)) (err error) {
	if err := x.prepare(ctx); err != nil {
		return err
	}
	x.sweep(ctx)
	name := x.config.Name + rebuildMark + strings.ToLower(rand.Text()[:12])
	defer func() {
		// Whatever came of it, the second index is not needed any more; what cannot be deleted now is swept later.
		cleanup, cancel := context.WithTimeout(context.WithoutCancel(ctx), requestTime)
		defer cancel()
		if _, deleteErr := x.client.DeleteIndexWithContext(cleanup, name); deleteErr != nil && code(deleteErr) != "index_not_found" {
			x.config.Log.Warn("a search index is left over", "index", name, "error", x.explain("delete it", deleteErr))
		}
	}()
	if err := x.makeIndex(ctx, name); err != nil {
		return fmt.Errorf("rebuild the index: %w", err)
	}
	for some, err := range articles {
		if err != nil {
			return fmt.Errorf("rebuild the index: %w", err)
		}
		for len(some) > 0 {
			part := some[:min(batch, len(some))]
			some = some[len(part):]
			if err := x.put(ctx, name, part); err != nil {
				return fmt.Errorf("rebuild the index: %w", err)
			}
		}
	}
	err = x.do(ctx, "swap the indexes", func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.client.SwapIndexesWithContext(ctx, []*meilisearch.SwapIndexesParams{{Indexes: []string{x.config.Name, name}}})
	})
	if err != nil {
		return fmt.Errorf("rebuild the index: %w", err)
	}
	return nil
}

const rebuildMark = "-rebuild-"

// sweep deletes second indexes that a rebuild left behind when it was killed.
func (x *Index) sweep(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	list, err := x.client.ListIndexesWithContext(ctx, &meilisearch.IndexesQuery{Limit: 1000})
	if err != nil {
		return // the rebuild that follows says why
	}
	for _, i := range list.Results {
		if strings.HasPrefix(i.UID, x.config.Name+rebuildMark) && time.Since(i.UpdatedAt) > 24*time.Hour {
			x.config.Log.Info("deleting a search index that was left over", "index", i.UID)
			_, _ = x.client.DeleteIndexWithContext(ctx, i.UID)
		}
	}
}

// note is the document that says how far the index is filled. Its audience is nobody's, so no search finds it.
type note struct {
	ID       string `json:"id"`
	Rev      int64  `json:"rev"`
	Form     int    `json:"form"`
	Audience string `json:"audience"`
}

const noteID = "note"

// Filled returns the revision that was noted last, or 0 if there is none or the index has another form.
func (x *Index) Filled(ctx context.Context) (rev int64, err error) {
	if err := x.prepare(ctx); err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	var n note
	err = x.client.Index(x.config.Name).GetDocumentWithContext(ctx, noteID, nil, &n)
	switch {
	case code(err) == "document_not_found" || code(err) == "index_not_found":
		return 0, nil
	case err != nil:
		return 0, x.explain("read how far the index is", err)
	case n.Form != form:
		return 0, nil
	}
	return n.Rev, nil
}

// Note records that the index holds everything up to a revision.
func (x *Index) Note(ctx context.Context, rev int64) error {
	key := "id"
	return x.do(ctx, "note how far the index is", func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.client.Index(x.config.Name).AddDocumentsWithContext(ctx, []note{{noteID, rev, form, "nobody"}}, &meilisearch.DocumentOptions{PrimaryKey: &key})
	})
}
