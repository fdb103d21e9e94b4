// Package webdesk is the operators' desk in a browser: queues and conversations, the customer's words with drafts and
// their sources beside them, replies, notes, and what else an operator does to a conversation.
//
// The idea: the server renders fragments of HTML, each line with a key; one stream of events says which conversation
// may have changed, and the page fetches its fragments again and exchanges the lines that differ. So whatever was
// missed while a laptop slept or the server restarted is there after the next fetch, and what an operator has typed,
// which lives in the browser only, is never touched.
//
// A note and a reply are two forms with two addresses: no state of a page can send the one as the other. Who may see
// and do what is decided by routing; what it refuses is shown in its words. The package owns no tables.
package webdesk

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
	"switchboard/routing"
)

//go:embed pages/*.html
var pages embed.FS

//go:embed assets
var embedded embed.FS

// Assets are the scripts and styles of the desk, to be served with those of the layout.
func Assets() fs.FS {
	sub, err := fs.Sub(embedded, "assets")
	if err != nil {
		panic(err)
	}
	return sub
}

// Config is what a desk needs.
type Config struct {
	Router *routing.Router
	Layout *template.Template // the frame, with asset knowing Assets
	// Who tells who makes a request; asked again while a stream lasts, so it must not answer from the request alone.
	Who func(*http.Request) (routing.Operator, bool)
	// Search finds passages of the knowledge base; nil: there is no search.
	Search func(context.Context, knowledge.Query) ([]knowledge.Hit, error)
	// Projects names the company's projects by key. May be nil.
	Projects func(context.Context) (map[string]string, error)
	// Earlier returns questions that an article answered before, masked, those most like a text first. May be nil.
	Earlier func(ctx context.Context, article int64, text, lang string, limit int) ([]knowledge.Remembered, error)
	Log     *slog.Logger
}

// Desk serves the browser desk.
type Desk struct {
	router   *routing.Router
	page     *template.Template
	failed   *template.Template
	who      func(*http.Request) (routing.Operator, bool)
	search   func(context.Context, knowledge.Query) ([]knowledge.Hit, error)
	projects func(context.Context) (map[string]string, error)
	earlier  func(context.Context, int64, string, string, int) ([]knowledge.Remembered, error)
	log      *slog.Logger
	mux      http.Handler
}

// New returns a Desk, to be mounted at /desk and /desk/.
func New(c Config) *Desk {
	d := &Desk{router: c.Router, who: c.Who, search: c.Search, projects: c.Projects, earlier: c.Earlier, log: c.Log}
	d.failed = template.Must(template.Must(c.Layout.Clone()).Parse(`{{define "main"}}{{template "failure" .Data}}{{end}}`))
	d.page = template.Must(c.Layout.Funcs(d.funcs()).ParseFS(pages, "pages/*.html"))
	d.mux = d.routes()
	return d
}

// ServeHTTP serves the desk.
func (d *Desk) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.mux.ServeHTTP(w, r) }

func (d *Desk) routes() http.Handler {
	mux := http.NewServeMux()
	get := func(path string, h handler) { mux.Handle("GET /desk"+path, d.run(maxForm, h)) }
	get("", d.showDesk)
	get("/{$}", d.showDesk)
	get("/c/{id}", d.showDesk)
	get("/list", d.showList)
	get("/c/{id}/parts", d.showParts)
	get("/c/{id}/search", d.showSearch)
	get("/c/{id}/draft/{draft}/like", d.showEarlier)
	get("/file/{id}", d.serveFile)
	mux.Handle("GET /desk/events", http.HandlerFunc(d.serveEvents))
	post := func(path string, h handler) { mux.Handle("POST /desk"+path, d.run(maxForm, h)) }
	mux.Handle("POST /desk/c/{id}/reply", d.run(maxUpload, d.reply))
	post("/c/{id}/note", d.note)
	post("/c/{id}/take", d.take)
	post("/c/{id}/release", d.release)
	post("/c/{id}/transfer", d.transfer)
	post("/c/{id}/snooze", d.snooze)
	post("/c/{id}/close", d.close)
	post("/c/{id}/reopen", d.reopen)
	post("/c/{id}/ending", d.changeEnding)
	post("/c/{id}/typing", d.typing)
	post("/c/{id}/tone", d.tone)
	post("/c/{id}/language", d.language)
	post("/c/{id}/subscriber", d.saveSubscriber)
	post("/c/{id}/article/{article}/wrong", d.reportArticle)
	post("/next", d.takeNext)
	post("/message/{id}/retry", d.retry)
	post("/message/{id}/cancel", d.cancel)
	post("/message/{id}/edit", d.editSent)
	post("/message/{id}/unsend", d.unsend)
	post("/draft/{id}/dismiss", d.dismiss)
	post("/draft/{id}/restore", d.restore)
	post("/draft/{id}/again", d.writeAgain)
	post("/c/{id}/facts", d.acceptFacts)
	post("/fact/{id}/accept", d.acceptFact)
	post("/fact/{id}/reject", d.rejectFact)
	post("/presence", d.presence)
	post("/seen", d.seen)
	return http.NewCrossOriginProtection().Handler(mux)
}

// Limits of what is sent to us, in bytes.
const (
	maxForm   = 512 << 10
	maxFiles  = 20 << 20
	maxUpload = maxFiles + maxForm
)

// call is one request of one operator.
type call struct {
	*http.Request
	w  http.ResponseWriter
	me routing.Operator
}

type handler func(call) error

// run finds out who asks, and writes what a handler returns as error.
func (d *Desk) run(limit int64, h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		me, ok := d.who(r)
		if !ok {
			http.Error(w, "You are signed out. Sign in again.", http.StatusUnauthorized)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		ctx, cancel := context.WithTimeout(r.Context(), 60*time.Second)
		defer cancel()
		w.Header().Set("Cache-Control", "no-store")
		if err := h(call{r.WithContext(ctx), w, me}); err != nil {
			d.fail(w, r, err)
		}
	})
}

// refusal is an error of the request itself, in words for the operator.
type refusal struct {
	status int
	text   string
}

func (e refusal) Error() string { return e.text }

func wrong(format string, args ...any) error {
	return refusal{http.StatusUnprocessableEntity, fmt.Sprintf(format, args...)}
}

// fail tells the operator what went wrong: in the router's words where it refused, in general ones where we failed.
func (d *Desk) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, text := verdict(err)
	if status == http.StatusInternalServerError && r.Context().Err() == nil {
		d.log.Error("desk request failed", "method", r.Method, "pattern", r.Pattern, "error", err)
	}
	if r.Method == http.MethodGet && r.Header.Get("X-Desk") == "" && strings.Contains(r.Header.Get("Accept"), "text/html") {
		d.failPage(w, status, text)
		return
	}
	http.Error(w, text, status)
}

// sentence writes what is said in passing as a page says it.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return strings.TrimSuffix(string(unicode.ToUpper(first))+text[size:], ".") + "."
}

// failPage is for somebody who followed a link.
func (d *Desk) failPage(w http.ResponseWriter, status int, text string) {
	title := http.StatusText(status)
	var b bytes.Buffer
	data := map[string]any{"Status": status, "Title": title, "Message": sentence(text)}
	if err := d.failed.ExecuteTemplate(&b, "layout", frame{Title: title, Data: data}); err != nil {
		http.Error(w, text, status)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the reader has gone: nobody to tell
}

func verdict(err error) (int, string) {
	var (
		ref   refusal
		taken routing.TakenError
		stale routing.StaleError
		large *http.MaxBytesError
	)
	switch {
	case errors.As(err, &ref):
		return ref.status, ref.text
	case errors.Is(err, routing.ErrNotFound):
		return http.StatusNotFound, routing.ErrNotFound.Error()
	case errors.As(err, &taken):
		return http.StatusConflict, taken.Error()
	case errors.As(err, &stale):
		return http.StatusConflict, stale.Error()
	case errors.Is(err, routing.ErrConflict):
		return http.StatusConflict, routing.ErrConflict.Error()
	case errors.Is(err, routing.ErrForbidden):
		return http.StatusForbidden, routing.ErrForbidden.Error()
	case errors.Is(err, routing.ErrInternal):
		return http.StatusUnprocessableEntity, sentence(err.Error())
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge, "This is too large: files may have 20 MB together."
	case refused(err):
		return http.StatusUnprocessableEntity, err.Error()
	}
	return http.StatusInternalServerError, "Something went wrong on our side; what you wrote is still here. Try again in a moment."
}

// plain is the type of errors that the router makes of words alone. What comes from the database or the network has a
// type of its own, or wraps one.
var plain = fmt.Sprintf("%T", errors.New(""))

func refused(err error) bool { return fmt.Sprintf("%T", err) == plain }

// id reads a number of the path; what is no number is not there.
func (c call) id() (int64, error) {
	id, err := strconv.ParseInt(c.PathValue("id"), 10, 64)
	if err != nil || id <= 0 {
		return 0, routing.ErrNotFound
	}
	return id, nil
}

// render writes a template, all or nothing.
func (d *Desk) render(c call, name string, data any) error {
	var b bytes.Buffer
	if err := d.page.ExecuteTemplate(&b, name, data); err != nil {
		return fmt.Errorf("render %s: %w", name, err)
	}
	c.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = c.w.Write(b.Bytes()) // the reader has gone: nobody to tell
	return nil
}
