// Package supervisor is the pages of those who lead: how conversations ended, and what is held of a customer, his copy of
// it and its erasure.
//
// The idea: plain pages without scripts, each a question with its numbers and the rows behind them to take away. Numbers
// are of routing/report; what is done is done by routing, which asks again who may. The package owns no tables.
package supervisor

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"switchboard/knowledge"
	"switchboard/routing"
	"switchboard/routing/report"
)

//go:embed pages/*.html
var sources embed.FS

// Config is what the pages need.
type Config struct {
	Router  *routing.Router
	Reports *report.Reports
	Layout  *template.Template // the frame
	// Who tells who makes a request, and the user as the frame shows him.
	Who func(*http.Request) (op routing.Operator, frame any, ok bool)
	// Projects names the company's projects by key.
	Projects func(context.Context) (map[string]string, error)
	// InSlack is the address of a message in a thread, or empty; nil: there is no Slack.
	InSlack func(channel, thread, ts string) string
	Log     *slog.Logger
}

type pages struct {
	Config
	made map[string]*template.Template
}

// New returns the pages, to be mounted at /endings, /endings.csv, /customers and /customers/ behind a gate that lets only
// those in who lead, and a check of where forms come from.
func New(c Config) http.Handler {
	p := &pages{Config: c, made: map[string]*template.Template{}}
	for _, name := range []string{"endings", "customers", "customer", "erased", "failed"} {
		t := template.Must(c.Layout.Clone())
		p.made[name] = template.Must(t.Funcs(funcs(c.Router.Clock())).ParseFS(sources, "pages/parts.html", "pages/"+name+".html"))
	}
	mux := http.NewServeMux()
	mux.Handle("GET /endings", p.run(p.showEndings))
	mux.Handle("GET /endings.csv", p.run(p.takeEndings))
	mux.Handle("GET /customers", p.run(p.showCustomers))
	mux.Handle("GET /customers/{id}", p.run(p.showCustomer))
	mux.Handle("POST /customers/{id}/copy", p.run(p.copyCustomer))
	mux.Handle("POST /customers/{id}/erase", p.run(p.eraseCustomer))
	return mux
}

// call is one request of one of those who lead.
type call struct {
	*http.Request
	w     http.ResponseWriter
	me    routing.Operator
	frame any
}

// frame is what the layout is executed with.
type frame struct {
	Title   string
	Section string
	Wide    bool
	User    any
	Data    any
}

// maxForm bounds a form, in bytes.
const maxForm = 64 << 10

func (p *pages) run(h func(call) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		me, user, ok := p.Who(r)
		if !ok {
			http.Error(w, "You are signed out. Sign in again.", http.StatusUnauthorized)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
		defer cancel()
		w.Header().Set("Cache-Control", "no-store")
		c := call{r.WithContext(ctx), w, me, user}
		if err := h(c); err != nil {
			p.fail(c, err)
		}
	})
}

// errChoice is a request that no page of ours makes.
var errChoice = errors.New("this cannot be asked: choose from the lists")

func (p *pages) fail(c call, err error) {
	status, text := http.StatusInternalServerError, "Something went wrong on our side. Nothing was changed; try again in a moment."
	switch {
	case errors.Is(err, routing.ErrNotFound):
		status, text = http.StatusNotFound, "There is no such customer, or everything about them was erased."
	case errors.Is(err, routing.ErrForbidden):
		status, text = http.StatusForbidden, "Only supervisors and administrators may do this."
	case errors.Is(err, errChoice):
		status, text = http.StatusBadRequest, "This cannot be asked: choose from the lists."
	case c.Context().Err() == nil:
		p.Log.Error("a page of supervisors failed", "method", c.Method, "pattern", c.Pattern, "error", err)
	}
	data := map[string]any{"Status": status, "Title": http.StatusText(status), "Message": text}
	if err := p.show(c, status, "failed", http.StatusText(status), "", data); err != nil {
		http.Error(c.w, text, status)
	}
}

// show writes a page, all or nothing.
func (p *pages) show(c call, status int, name, title, section string, data any) error {
	var b bytes.Buffer
	if err := p.made[name].ExecuteTemplate(&b, "layout", frame{Title: title, Section: section, User: c.frame, Data: data}); err != nil {
		return fmt.Errorf("make the page %s: %w", name, err)
	}
	c.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	c.w.WriteHeader(status)
	_, _ = c.w.Write(b.Bytes()) // the reader has gone: nobody to tell
	return nil
}

// shared is what a share is shown from: of how many, and how many.
type shared interface{ Share() (float64, bool) }

func funcs(clock *knowledge.Clock) template.FuncMap {
	return template.FuncMap{
		"day":     func(t time.Time) string { return t.Format("Mon 2 Jan") },
		"date":    func(t time.Time) string { return clock.There(t).Format("2 Jan 2006, 15:04 MST") },
		"zone":    clock.Name,
		"percent": percent,
		"kept": func(c shared) string {
			share, ok := c.Share()
			if !ok {
				return "–"
			}
			return fmt.Sprintf("%.0f %%", 100*share)
		},
	}
}

// percent is a part of a whole.
func percent(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f %%", 100*float64(part)/float64(whole))
}
