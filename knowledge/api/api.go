// Package api is the knowledge base over HTTP, for programs: read, write, publish, import, export and search it.
//
// The idea: the same store, checks and versions as the editors' pages; an OpenAPI description that clients are generated
// from; every error is a problem document (RFC 9457) that names the field and how a right one looks. A caller shows a key
// that an administrator made; what the key may do decides what the caller may. What the pages can do and the API cannot is
// listed, with the reason, where the test of that is (everything_test.go): forms that are being typed in, and what a page
// says of the one who looks at it.
package api

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"switchboard/knowledge"
)

// Right is what a key allows, each one all those before it.
type Right int

// The rights.
const (
	Read    Right = 1 + iota
	Write         // save drafts
	Publish       // and show them to readers; import; remove
)

// Caller is a program that showed a key.
type Caller struct {
	Name  string // of the key: the author of what it saves
	Right Right
}

// Config is what the API works with.
type Config struct {
	Store  *knowledge.Store
	Search func(context.Context, knowledge.Query) ([]knowledge.Hit, error)
	Who    func(*http.Request) (Caller, error)                              // by the request's key; ErrNoKey: it has none that counts
	Page   func(lang, project, key string) string                           // path of a public article in the help centre; nil: there is none
	Base   string                                                           // address of the program, without a slash at its end: addresses of files begin with it
	Try    knowledge.Trier                                                  // nil: drafts cannot be tried, and nothing is known to break
	Recent func(ctx context.Context, n int) ([]knowledge.Unanswered, error) // the last questions of customers, masked; nil: none
	Looks  []Look                                                           // how a text looks in each channel
	Talks  Talks                                                            // nil: nothing is known of conversations
	Alike  *knowledge.Likeness                                              // nil: one of its own
	Moved  knowledge.Transfers                                              // nil: nothing is known of transfers
	Tune   knowledge.Tuner                                                  // nil: thresholds are not kept
	Log    *slog.Logger

	Answered func(ctx context.Context, article int64) // a report on an article was answered; nil: nobody wants to know
}

// Look is how a text in Markdown looks to those who read it in a channel.
type Look struct {
	Name string
	Show func(markdown string) []template.HTML // one for each message
}

// Talks is what the API needs to know of conversations. The router is one.
type Talks interface {
	// OwnReplies returns how operators answered questions, each given by its conversation and its place there.
	OwnReplies(ctx context.Context, conversations, seqs []int64) ([]knowledge.OwnReply, error)
	// DislikedArticles lists the articles that fared worst since a time.
	DislikedArticles(ctx context.Context, since time.Time) ([]knowledge.Disliked, error)
}

// ErrNoKey says that a request shows no key, or none that counts.
var ErrNoKey = errors.New("no key")

// maxUpload is the largest import, in bytes.
const maxUpload = 128 << 20

type api struct {
	store  *knowledge.Store
	alike  *knowledge.Likeness
	search func(context.Context, knowledge.Query) ([]knowledge.Hit, error)
	base   string
	page   func(lang, project, key string) string
	trier  knowledge.Trier
	recent func(context.Context, int) ([]knowledge.Unanswered, error)
	talks  Talks
	moved  knowledge.Transfers
	tune   knowledge.Tuner
	looks  []Look
	log    *slog.Logger

	answered func(ctx context.Context, article int64)
}

// New returns the API, to be mounted at /api/. Its description is at /api/openapi.json, for everybody.
func New(c Config) http.Handler {
	a := &api{store: c.Store, alike: cmp.Or(c.Alike, knowledge.NewLikeness(c.Store)), search: c.Search, base: c.Base, page: c.Page, trier: c.Try, recent: c.Recent, talks: c.Talks, moved: c.Moved, tune: c.Tune, looks: c.Looks, log: c.Log, answered: c.Answered}
	mux := http.NewServeMux()
	hc := huma.DefaultConfig("Switchboard knowledge base", "1")
	hc.OpenAPIPath, hc.DocsPath, hc.SchemasPath = "/api/openapi", "", "/api/schemas"
	hc.CreateHooks = nil // no "$schema" in every answer
	hc.Formats = textFormats()
	hc.Info.Description = "Projects and articles of the knowledge base: the abilities of the editors' pages, for programs. " +
		"Keys are made by an administrator at /keys and go into the header Authorization: Bearer … " +
		"JSON is read as UTF-8; a text that is not whole is refused with 400. " +
		"Moments are RFC 3339 with their offset; days, as in 2026-12-31, are those of the company's time zone. A query parameter that an operation does not know is refused with 400, which names those that it does. " +
		"A list that may go on has next_offset: ask for that offset next; with sort=id it has next_after, and nothing is passed over that changes meanwhile: ask for what comes after that id. An article and a project have an ETag: If-None-Match spares reading it again, and with If-Match nothing is saved, published, verified, planned or taken away but over what was read; what stands is not replaced unread, but with If-Match: *."
	hc.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"key": {Type: "http", Scheme: "bearer"}}
	hc.Security = []map[string][]string{{"key": {}}}
	h := humago.New(mux, hc)
	h.UseMiddleware(knownParams(h), knownCharset(h))
	a.projects(h)
	a.articles(h)
	a.moves(h)
	a.merge(h)
	a.flow(h)
	a.mustFinds(h)
	a.trials(h)
	a.asks(h)
	a.batch(h)
	a.memory(h)
	a.departments(h)
	a.thresholds(h)
	a.synonyms(h)
	a.readers(h)
	a.settles(h)
	a.gaps(h)
	a.reports(h)
	a.files(h)
	a.transfers(h)
	a.finds(h)
	describeFiles(h.OpenAPI())
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		if methods := methodsAt(mux, r); len(methods) > 0 {
			allowed := strings.Join(methods, ", ")
			w.Header().Set("Allow", allowed)
			problem(w, http.StatusMethodNotAllowed, "This address is asked with "+allowed+". What each does is described at /api/openapi.json.")
			return
		}
		problem(w, http.StatusNotFound, "There is no such endpoint. They are described at /api/openapi.json.")
	})
	return a.guard(c.Who, mux)
}

// methodsAt are the methods that there is an operation for at the address of a request.
func methodsAt(mux *http.ServeMux, r *http.Request) (methods []string) {
	for _, m := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
		other := *r
		other.Method = m
		if _, pattern := mux.Handler(&other); pattern != "" && pattern != "/api/" {
			methods = append(methods, m)
		}
	}
	return methods
}

type callerKey struct{}

// guard lets through who shows a key; the description is open.
func (a *api) guard(who func(*http.Request) (Caller, error), next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		switch r.URL.Path {
		case "/api/openapi.json", "/api/openapi.yaml", "/api/openapi-3.0.json", "/api/openapi-3.0.yaml":
			next.ServeHTTP(w, r)
			return
		}
		if _, err := url.ParseQuery(r.URL.RawQuery); err != nil { // part of it would be passed over
			problem(w, http.StatusBadRequest, "The address has a query that cannot be read: join parameters by & and encode other signs.")
			return
		}
		query, err := url.QueryUnescape(r.URL.RawQuery)
		if s := r.URL.Path + query; err != nil || !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
			problem(w, http.StatusBadRequest, "The address has a character that no text has: encode it as UTF-8.")
			return
		}
		caller, err := who(r)
		switch {
		case errors.Is(err, ErrNoKey):
			w.Header().Set("WWW-Authenticate", `Bearer realm="knowledge"`)
			say := "Show a key in the header Authorization: Bearer …"
			if r.Header.Get("Authorization") != "" {
				say = "The key does not count: it may have been withdrawn, or is not whole. " + say
			}
			problem(w, http.StatusUnauthorized, say+" An administrator makes keys at /keys.")
			return
		case err != nil:
			a.log.Error("a key could not be looked up", "error", err)
			problem(w, http.StatusServiceUnavailable, "Keys cannot be looked up right now. Try again in a moment.")
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, caller)))
	})
}

// problem answers outside the described operations in the form that they use.
func problem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, `{"title":%q,"status":%d,"detail":%q}`+"\n", http.StatusText(status), status, detail)
}

// may returns the caller of a request, or refuses one with less than a right.
func may(ctx context.Context, right Right) (Caller, error) {
	c, _ := ctx.Value(callerKey{}).(Caller)
	if c.Right < right {
		return c, huma.Error403Forbidden(map[Right]string{
			Read: "This key may not read.", Write: "This key may only read: an administrator makes one that may write at /keys.",
			Publish: "This key may not publish: an administrator makes one that may at /keys."}[right])
	}
	return c, nil
}

// op describes an operation.
func op(method, path, name, summary string, more ...func(*huma.Operation)) huma.Operation {
	o := huma.Operation{Method: method, Path: "/api/v1" + path, OperationID: name, Summary: summary, MaxBodyBytes: 1 << 20}
	for _, m := range more {
		m(&o)
	}
	return o
}
