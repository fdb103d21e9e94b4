// Package helpcentre shows the published, public articles of the knowledge base to everybody, with search: at /help, in
// each language that there are articles in.
//
// The idea: it reads what customers may read (the Shown methods of knowledge.Store) and nothing else, so what is internal, drafted or
// expired cannot be shown by a mistake here. Pages are plain links and forms; a script only makes the search answer while
// one types. Readers say whether an article helped and what was missing; editors see that, and searches that found nothing. Addresses are /help/<language>/<project>/<article>, each language variant leading to the others. The package
// owns no tables.
package helpcentre

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
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"switchboard/knowledge"
)

//go:embed pages/*.html
var sources embed.FS

//go:embed assets
var embedded embed.FS

// Config is what the help centre needs.
type Config struct {
	Store  *knowledge.Store
	Search func(context.Context, knowledge.Query) ([]knowledge.Hit, error)
	Base   string           // public address of the program, without a slash at the end
	Name   string           // of the company; may be empty
	Widget string           // address of the web chat's script; empty: no chat on the pages
	Clock  *knowledge.Clock // by whose days is told when an article was changed; nil: of UTC
	Log    *slog.Logger
}

// centre serves the pages.
type centre struct {
	Config
	page *template.Template
}

// New returns the help centre, to be mounted at /help, /help/ and /robots.txt. It panics if the embedded templates are broken.
func New(c Config) http.Handler {
	h := &centre{Config: c}
	h.page = template.Must(template.New("").Funcs(template.FuncMap{"render": knowledge.Render, "say": say, "told": told, "own": own, "direction": direction,
		"day": func(t time.Time) string { return c.Clock.There(t).Format(time.DateOnly) }}).ParseFS(sources, "pages/*.html"))
	mux := http.NewServeMux()
	mux.Handle("GET /help", h.run(h.front))
	mux.Handle("GET /help/{$}", h.run(h.front))
	mux.Handle("GET /help/", h.run(func(http.ResponseWriter, *http.Request) error { return knowledge.ErrNotFound }))
	mux.Handle("GET /help/sitemap.xml", h.run(h.sitemap))
	mux.Handle("GET /help/{lang}", h.run(h.projects))
	mux.Handle("GET /help/{lang}/{$}", h.run(h.projects))
	mux.Handle("GET /help/{lang}/search", h.run(h.search))
	mux.Handle("GET /help/{lang}/{project}", h.run(h.project))
	mux.Handle("GET /help/{lang}/{project}/{key}", h.run(h.article))
	mux.Handle("POST /help/{lang}/{project}/{key}", h.run(h.vote))
	mux.HandleFunc("GET /robots.txt", h.robots)
	assets, err := fs.Sub(embedded, "assets")
	if err != nil {
		panic(err)
	}
	files := http.StripPrefix("/help/", http.FileServerFS(assets))
	mux.Handle("GET /help/help.css", files)
	mux.Handle("GET /help/help.js", files)
	return secured(http.NewCrossOriginProtection().Handler(mux))
}

// policy lets a page load what this server serves, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'"

func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "public, max-age=30") // a correction is seen within half a minute
		next.ServeHTTP(w, r)
	})
}

type handler func(http.ResponseWriter, *http.Request) error

// run shows what a handler returns as error.
func (h *centre) run(do handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 10*time.Second)
		defer cancel()
		r = r.WithContext(ctx)
		err := knowledge.ErrNotFound
		if utf8.ValidString(r.URL.Path) && !strings.Contains(r.URL.Path, "\x00") {
			err = do(w, r)
		}
		if err == nil {
			return
		}
		status, text := http.StatusInternalServerError, "failed"
		if errors.Is(err, knowledge.ErrNotFound) {
			status, text = http.StatusNotFound, "missing"
		} else if r.Context().Err() == nil {
			h.Log.Error("a page of the help centre failed", "path", r.URL.Path, "error", err)
		}
		w.Header().Set("Cache-Control", "no-store")
		if err := h.show(w, status, "failure", h.failure(r, text)); err != nil {
			h.Log.Error("the page of a failure failed", "error", err)
		}
	})
}

// failure is the page that says why there is no other, in a language that we speak.
func (h *centre) failure(r *http.Request, text string) view {
	lang := r.PathValue("lang")
	if !slices.Contains(spoken(), lang) {
		lang = h.wanted(r, nil)
	}
	return view{Lang: lang, Title: say(lang, text), Text: text, Hidden: true}
}

// view is what a page is made of.
type view struct {
	Lang     string
	Title    string
	Text     string
	Name     string // of the company
	Widget   string
	Query    string
	Langs    []other
	Project  knowledge.Project
	Shelves  []knowledge.Shelf
	Titles   []knowledge.Title
	Pages    []listPage // of the titles, if there are several
	Article  knowledge.Article
	Passages []knowledge.Hit
	Related  []knowledge.Title
	Self     string // the page's own public address
	Found    int
	About    string // the page in a sentence, for search engines
	Hidden   bool   // search engines are to leave the page out
	Said     string // what the reader has just said of the article: yes, no, note
}

// other is the same page in another language.
type other struct {
	Lang, Name, URL string
	Absolute        string // with the program's address
	Current         bool
}

// Everybody is the page for readers of no language that there is: in English, or else in the first one.
func (v view) Everybody() string {
	for _, o := range v.Langs {
		if o.Lang == "en" {
			return o.Absolute
		}
	}
	if len(v.Langs) > 0 {
		return v.Langs[0].Absolute
	}
	return ""
}

func (h *centre) show(w http.ResponseWriter, status int, page string, v view) error {
	v.Name, v.Widget = h.Name, h.Widget
	for i := range v.Langs {
		v.Langs[i].Absolute = h.Base + v.Langs[i].URL
	}
	var b bytes.Buffer
	if err := h.page.ExecuteTemplate(&b, page, v); err != nil {
		return fmt.Errorf("render %s: %w", page, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Add("Vary", "Accept-Language")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the reader has gone: nobody to tell
	return nil
}

// front leads to the reader's language.
func (h *centre) front(w http.ResponseWriter, r *http.Request) error {
	langs, err := h.Store.ShownLanguages(r.Context(), "")
	if err != nil {
		return err
	}
	w.Header().Add("Vary", "Accept-Language")
	http.Redirect(w, r, "/help/"+h.wanted(r, langs), http.StatusFound)
	return nil
}

// wanted is the language that the reader's browser asks for, among those given, or among those that we speak.
func (h *centre) wanted(r *http.Request, among []string) string {
	if len(among) == 0 {
		among = spoken()
	}
	if i := slices.Index(among, "en"); i > 0 { // the first is the one for everybody else
		among[0], among[i] = among[i], among[0]
	}
	var tags []language.Tag
	for _, lang := range among {
		tags = append(tags, language.Make(lang))
	}
	asked, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil {
		return among[0]
	}
	_, i, _ := language.NewMatcher(tags).Match(asked...)
	return among[i]
}

// Address is an article's path.
func Address(lang, project, key string) string { return "/help/" + lang + "/" + project + "/" + key }
