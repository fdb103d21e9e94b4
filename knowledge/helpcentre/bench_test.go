package helpcentre_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/helpcentre"
	"switchboard/migrations/pgtest"
)

// large is a help centre with so many articles of 4 KB, in ten projects and two languages.
func large(t testing.TB, articles int) http.Handler {
	t.Helper()
	pool := pgtest.New(t)
	store := knowledge.NewStore(pool)
	for i := range 10 {
		p := knowledge.Project{Key: fmt.Sprint("p", i), Name: fmt.Sprint("Project ", i)}
		if _, err := store.SaveProject(context.Background(), p); err != nil {
			t.Fatal(err)
		}
	}
	for _, insert := range []string{
		`INSERT INTO articles (project_id, key, lang, latest, rev) SELECT p.id, 'a' || i, lang, 1, i
			FROM projects p, generate_series(1, $1::int / 20) i, unnest('{en,uk}'::text[]) lang`,
		`INSERT INTO article_versions (article_id, version, title, body, audience, tags, author)
			SELECT id, 1, 'Title of ' || key, repeat(md5(id::text) || ' ', 125 * ($1::int / $1::int)), 'public', ARRAY['t' || id % 7, 'all'], 'maria' FROM articles`,
		`UPDATE articles SET published = 1 WHERE $1 > 0`,
		`ANALYZE`,
	} {
		args := []any{articles}
		if insert == "ANALYZE" {
			args = nil
		}
		if _, err := pool.Exec(context.Background(), insert, args...); err != nil {
			t.Fatal(err)
		}
	}
	search := func(context.Context, knowledge.Query) ([]knowledge.Hit, error) {
		return []knowledge.Hit{{Passage: "It is so.", Title: "Title", Audience: knowledge.Public, Lang: "en", Project: "p0", Key: "a1"}}, nil
	}
	return helpcentre.New(helpcentre.Config{Store: store, Search: search, Base: "https://lumen.example", Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
}

// largePages are pages that show a few of all articles.
var largePages = []string{"/help", "/help/en", "/help/en/p3/a1", "/help/en/search?q=x"}

func visit(t testing.TB, h http.Handler, page string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, page, nil))
	if w.Code >= 400 {
		t.Fatalf("%s: %d %s", page, w.Code, w.Body)
	}
}

func BenchmarkPages(b *testing.B) {
	for _, n := range []int{100, 5000} {
		h := large(b, n)
		for _, page := range append(largePages, "/help/en/p3", "/help/sitemap.xml") {
			b.Run(fmt.Sprintf("%d%s", n, strings.ReplaceAll(page, "/", "_")), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					visit(b, h, page)
				}
			})
		}
	}
}

// What a page takes does not grow with the articles that it does not show. It is not parallel, since it counts what the
// process allocates.
func TestAPageReadsWhatItShows(t *testing.T) {
	taken := func(h http.Handler, page string) uint64 {
		visit(t, h, page) // prepares the statements
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range 20 {
			visit(t, h, page)
		}
		runtime.ReadMemStats(&after)
		return (after.TotalAlloc - before.TotalAlloc) / 20
	}
	few, many := large(t, 200), large(t, 5000)
	for _, page := range largePages {
		a, b := taken(few, page), taken(many, page)
		t.Logf("%s: %d bytes for 200 articles, %d for 5000: %.1f times", page, a, b, float64(b)/float64(a))
		if b > 2*a {
			t.Errorf("%s takes %.1f times as much of 5000 articles as of 200", page, float64(b)/float64(a))
		}
	}
}
