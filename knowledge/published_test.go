package knowledge_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// rowsRead counts the rows that queries return.
type rowsRead struct{ n atomic.Int64 }

func (r *rowsRead) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	return ctx
}

func (r *rowsRead) TraceQueryEnd(_ context.Context, _ *pgx.Conn, end pgx.TraceQueryEndData) {
	r.n.Add(end.CommandTag.RowsAffected())
}

// A question reads several articles one by one while it waits, and so does the check of a reply.
func TestOnePublishedArticleIsReadWithoutTheOthers(t *testing.T) {
	t.Parallel()
	config := pgtest.New(t).Config()
	read := &rowsRead{}
	config.ConnConfig.Tracer = read
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	s := knowledge.NewStore(pool)
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for i := range 20 {
		id, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Project: "net", Key: fmt.Sprint("a", i), Lang: "en", Author: "eva", Publish: true, Draft: knowledge.Draft{Title: fmt.Sprint("Article ", i), Body: "Text."}})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	for i, id := range ids {
		read.n.Store(0)
		a, err := s.Published(t.Context(), id)
		if err != nil || a == nil || a.Title != fmt.Sprint("Article ", i) {
			t.Fatalf("%+v, %v", a, err)
		}
		if n := read.n.Load(); n > 2 { // where it stands, and the article
			t.Errorf("of %d articles, %d rows are read for one", len(ids), n)
		}
	}
}
