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

// A question reads several articles one by one while it waits.
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

// What is recalled and what a reply is compared with are read at once, as readers see them.
func TestArticlesAreReadAtOnceAsReadersSeeThem(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net", "tv")
	publish := func(key, project, body string) int64 {
		t.Helper()
		e := edit(key, key, body)
		e.Project, e.Publish = project, true
		id, _ := save(t, s, e)
		return id
	}
	router, draft, gone, shut := publish("router", "net", "Restart it."), publish("bill", "net", "Due on the 1st."), publish("old", "net", "Old."), publish("plans", "tv", "Plans.")
	later := edit("bill", "bill", "Due on the 5th.")
	later.Publish, later.Article, later.Based = false, draft, 1
	save(t, s, later)
	if err := s.Remove(t.Context(), gone, "eva"); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveProject(t.Context(), "tv", "eva"); err != nil {
		t.Fatal(err)
	}
	got, err := s.Texts(t.Context(), []int64{router, draft, gone, shut, 999})
	if err != nil {
		t.Fatal(err)
	}
	texts := map[int64]string{}
	for _, a := range got {
		texts[a.ID] = fmt.Sprint(a.Version, " ", a.Body)
	}
	if len(texts) != 2 || texts[router] != "1 Restart it." || texts[draft] != "1 Due on the 1st." {
		t.Errorf("%v", texts)
	}
}
