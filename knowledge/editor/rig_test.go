package editor_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/cmd/switchboard/layout"
	"switchboard/knowledge"
	"switchboard/knowledge/editor"
	"switchboard/migrations/pgtest"
)

// rig is the pages over a real store, one server for each person.
type rig struct {
	testing.TB
	pool   *pgxpool.Pool
	store  *knowledge.Store
	talks  editor.Talks // of the persons made from now on
	moved  knowledge.Transfers
	tune   knowledge.Tuner
	looks  []editor.Look
	help   bool
	zone   *time.Location
	trier  knowledge.Trier
	search func(context.Context, knowledge.Query) ([]knowledge.Hit, error)
	recent func(context.Context, int) ([]knowledge.Unanswered, error)

	answered []int64 // articles of which a report was answered, in order
}

func newRig(t testing.TB) *rig {
	t.Helper()
	if t, ok := t.(*testing.T); ok {
		t.Parallel()
	}
	pool := pgtest.New(t)
	r := &rig{TB: t, pool: pool, store: knowledge.NewStore(pool)}
	r.project("net", "Home Internet")
	return r
}

func (r *rig) project(key, name string) {
	r.Helper()
	if _, err := r.store.SaveProject(r.Context(), knowledge.Project{Key: key, Name: name, Summary: "All about " + name + "."}); err != nil {
		r.Fatal(err)
	}
}

// article saves and publishes an article and returns its id.
func (r *rig) article(key, lang, title, body string, more ...func(*knowledge.Edit)) int64 {
	r.Helper()
	e := knowledge.Edit{Project: "net", Key: key, Lang: lang, Author: "Maria", Publish: true, Draft: knowledge.Draft{Title: title, Body: body, Owner: "Maria"}}
	for _, m := range more {
		m(&e)
	}
	id, _, err := r.store.SaveVersion(r.Context(), e)
	if err != nil {
		r.Fatal(err)
	}
	return id
}

// unpublished leaves an article a draft.
func unpublished(e *knowledge.Edit) { e.Publish = false }

// again saves another version of an article, as somebody else.
func (r *rig) again(id int64, based int, body string, publish bool) {
	r.Helper()
	d := r.read(id)
	e := knowledge.Edit{Article: id, Based: based, Author: "Olena", Comment: "a better text", Draft: d.Versions[0].Draft, Publish: publish}
	e.Body = body
	if _, _, err := r.store.SaveVersion(r.Context(), e); err != nil {
		r.Fatal(err)
	}
}

func (r *rig) read(id int64) knowledge.Document {
	r.Helper()
	d, err := r.store.Article(r.Context(), id)
	if err != nil {
		r.Fatal(err)
	}
	return d
}

// person is somebody at the pages.
type person struct {
	*rig
	url string
}

func (r *rig) person(name string, writes bool) *person {
	r.Helper()
	return r.serve(name, writes, writes)
}

// operator writes drafts and does not publish.
func (r *rig) operator(name string) *person {
	r.Helper()
	return r.serve(name, true, false)
}

func (r *rig) serve(name string, writes, publishes bool) *person {
	r.Helper()
	log := slog.New(slog.DiscardHandler)
	l := layout.New(log, knowledge.NewClock(r.zone), editor.Assets())
	var id int64
	err := r.pool.QueryRow(r.Context(), `INSERT INTO operators (email, name, display_name, role) VALUES ($1, $2, $2, 'editor')
		ON CONFLICT (email) DO UPDATE SET name = $2 RETURNING id`, fmt.Sprintf("x%x@lumen.example", name), name).Scan(&id)
	if err != nil {
		r.Fatal(err)
	}
	var page func(lang, project, key string) string
	if r.help {
		page = func(lang, project, key string) string { return "/help/" + lang + "/" + project + "/" + key }
	}
	h, err := editor.New(editor.Config{Store: r.store, Layout: l.Template(), Log: log, Talks: r.talks, Moved: r.moved, Tune: r.tune, Page: page, Clock: knowledge.NewClock(r.zone), Looks: r.looks, Try: r.trier, Search: r.search, Recent: r.recent, Answered: func(_ context.Context, article int64) { r.answered = append(r.answered, article) }, Who: func(*http.Request) (editor.Editor, bool) {
		user := &layout.User{Name: name, Email: strings.ToLower(name) + "@lumen.example", Role: "editor"}
		return editor.Editor{ID: id, Name: name, Email: user.Email, Write: writes, Publish: publishes, Frame: user}, name != ""
	}})
	if err != nil {
		r.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/knowledge", h)
	mux.Handle("/knowledge/", h)
	mux.Handle("/assets/", l.Assets())
	server := httptest.NewServer(layout.Secure(http.NewCrossOriginProtection().Handler(mux), false))
	r.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	return &person{r, server.URL}
}

func (p *person) get(path string) (int, string) {
	p.Helper()
	return p.do(http.MethodGet, path, nil)
}

// post sends a form and returns where it leads, or else what it shows.
func (p *person) post(path string, pairs ...string) (int, string) {
	p.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return p.do(http.MethodPost, path, strings.NewReader(form.Encode()))
}

func (p *person) do(method, path string, body io.Reader) (int, string) {
	p.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, p.url+path, body)
	if err != nil {
		p.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		p.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		p.Fatal(err)
	}
	if to := resp.Header.Get("Location"); to != "" {
		return resp.StatusCode, to
	}
	return resp.StatusCode, string(answer)
}

// shows fails unless a page has all the texts.
func (p *person) shows(path string, want ...string) string {
	p.Helper()
	code, page := p.get(path)
	if code != http.StatusOK {
		p.Fatalf("%s: %d %s", path, code, page)
	}
	has(p, path, page, want...)
	return page
}

func has(t testing.TB, what, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("%s lacks %q", what, w)
		}
	}
}

func hasNot(t testing.TB, what, page string, unwanted ...string) {
	t.Helper()
	for _, w := range unwanted {
		if strings.Contains(page, w) {
			t.Errorf("%s has %q", what, w)
		}
	}
}

func at(id int64, rest string) string { return fmt.Sprintf("/knowledge/a/%d%s", id, rest) }
