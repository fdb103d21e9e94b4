// Package layout is what all pages for our own people have in common: the frame with its navigation, the stylesheet,
// icons and small script, error pages, and the headers that keep a browser safe.
//
// The idea: a package of pages receives Template, clones it once for each page, defines "main" in the clone, and
// executes "layout" with a Page, or with a struct of its own that has the same fields, so that it needs no import of
// this package. Assets of all packages are served from one folder whose name is the hash of its content, so that
// modules may import each other by relative names and everything can be cached for ever.
package layout

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"switchboard/knowledge"
)

//go:embed layout.html
var frame string

//go:embed assets
var embedded embed.FS

// Page is what "layout" is executed with.
type Page struct {
	Title   string
	Section string // "desk", "knowledge", "reports", "people", "departments", "account": what is marked in the navigation
	Wide    bool   // the page takes the whole window and scrolls in panes of its own
	User    *User  // nil: nobody is signed in
	Data    any
}

// User is who is signed in, as the frame shows it.
type User struct {
	Name     string
	Email    string
	Role     string
	Presence string // online, away, offline; empty: not shown
}

// Layout holds the frame and the assets.
type Layout struct {
	base   *template.Template
	failed *template.Template
	assets *assets
	log    *slog.Logger
}

// New returns the Layout of a company that goes by a clock, of UTC if it is nil, with the assets of the packages of pages beside its
// own. It panics when two packages name an asset alike.
func New(log *slog.Logger, clock *knowledge.Clock, extra ...fs.FS) *Layout {
	own, err := fs.Sub(embedded, "assets")
	if err != nil {
		panic(err)
	}
	a := newAssets(append([]fs.FS{own}, extra...))
	base := template.Must(template.New("").Funcs(funcs(a, clock)).Parse(frame))
	failed := template.Must(template.Must(base.Clone()).Parse(`{{define "main"}}{{template "failure" .Data}}{{end}}`))
	return &Layout{base: base, failed: failed, assets: a, log: log}
}

// Template returns a copy of the frame, for a page to define its "main" (and "head") in.
func (l *Layout) Template() *template.Template { return template.Must(l.base.Clone()) }

// Assets serves the stylesheets, scripts and icons. It is mounted at /assets/.
func (l *Layout) Assets() http.Handler { return l.assets }

// Render writes the page, or an error page when it can't be made: nothing is sent before all of it is made.
func (l *Layout) Render(w http.ResponseWriter, r *http.Request, t *template.Template, status int, p Page) {
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout", p); err != nil {
		l.log.Error("page could not be made", "title", p.Title, "error", err)
		l.Error(w, r, http.StatusInternalServerError, "The page could not be made.")
		return
	}
	write(w, status, b.Bytes())
}

// Error writes an error page. The message is shown as it is: it must be fit for people.
func (l *Layout) Error(w http.ResponseWriter, _ *http.Request, status int, message string) {
	title := http.StatusText(status)
	if title == "" {
		title = fmt.Sprintf("Error %d", status)
	}
	var b bytes.Buffer
	p := Page{Title: title, Data: map[string]any{"Status": status, "Title": title, "Message": message}}
	if err := l.failed.ExecuteTemplate(&b, "layout", p); err != nil {
		l.log.Error("error page could not be made", "error", err)
		http.Error(w, message, status)
		return
	}
	write(w, status, b.Bytes())
}

func write(w http.ResponseWriter, status int, page []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(page) // the reader has gone: nobody to tell
}

// funcs are what every template may call.
func funcs(a *assets, clock *knowledge.Clock) template.FuncMap {
	return template.FuncMap{
		"asset":    a.url,
		"ago":      func(t time.Time) string { return Ago(t, time.Now()) },
		"iso":      func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"zone":     clock.Name,
		"there":    clock.There,
		"bytes":    Bytes,
		"initials": Initials,
		"text":     func(v any) string { return fmt.Sprint(v) },
		"lower":    strings.ToLower,
		"dict":     dict,
	}
}

// dict makes the arguments of a template that takes several.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict: %d arguments are not pairs", len(pairs))
	}
	out := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		key, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: %v is not a name", pairs[i])
		}
		out[key] = pairs[i+1]
	}
	return out, nil
}
