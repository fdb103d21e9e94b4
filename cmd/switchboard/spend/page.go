package spend

import (
	"cmp"
	"embed"
	"encoding/csv"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"switchboard/assist"
	"switchboard/cmd/switchboard/layout"
)

//go:embed pages/*.html
var pages embed.FS

// shownDays are the days of the page; csvDays those of the table to take away.
const (
	shownDays = 30
	csvDays   = 400
)

// Page shows the book to those who lead. It is mounted at /models and /models.csv, behind a gate that lets only them in.
type Page struct {
	book   *Book
	layout *layout.Layout
	page   *template.Template
	user   func(*http.Request) *layout.User
	log    *slog.Logger
}

// NewPage returns the page. user tells who looks.
func NewPage(b *Book, l *layout.Layout, user func(*http.Request) *layout.User, log *slog.Logger) *Page {
	funcs := template.FuncMap{"money": b.money, "grouped": grouped, "zone": b.clock.Name, "moment": func(t time.Time) string { return b.clock.There(t).Format("Mon 2 Jan, 15:04") }, "day": func(t time.Time) string { return t.Format("Mon 2 Jan") }}
	return &Page{book: b, layout: l, page: template.Must(l.Template().Funcs(funcs).ParseFS(pages, "pages/*.html")), user: user, log: log}
}

// ServeHTTP serves the page and its table.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	serve := p.show
	if r.URL.Path == "/models.csv" {
		serve = p.table
	}
	if err := serve(w, r); err != nil {
		p.log.Error("the page of models failed", "error", err)
		p.layout.Error(w, r, http.StatusInternalServerError, "What models cost cannot be read just now. Try again in a moment.")
	}
}

func (p *Page) show(w http.ResponseWriter, r *http.Request) error {
	to := p.book.clock.Today()
	from := to.AddDate(0, 0, 1-shownDays)
	rows, err := p.book.since(r.Context(), from)
	if err != nil {
		return err
	}
	all, most, sum := days(rows, from, to), Total{}, Total{}
	for _, d := range all {
		sum.add(d.Total)
		most.Cost, most.In = max(most.Cost, d.Cost), max(most.In, d.Tokens())
	}
	var unpriced []string
	used := uses(rows)
	for _, u := range used {
		if _, ok := p.book.prices[u.Model]; !ok {
			unpriced = append(unpriced, u.Model)
		}
	}
	var fruitless []use
	for _, u := range rows {
		if u.Day.Equal(to) && u.Fruitless() {
			fruitless = append(fruitless, u)
		}
	}
	troubles, err := p.book.troubles(r.Context())
	if err != nil {
		return err
	}
	now := all[0].Total
	p.layout.Render(w, r, p.page, http.StatusOK, layout.Page{Title: "Models and their cost", Section: "models", User: p.user(r), Data: map[string]any{
		"Days": all, "Uses": used, "Sum": sum, "Today": now, "Limits": p.book.limits, "Most": most, "Spent": cmp.Or(p.book.spent(now, ""), p.book.spent(now, assist.FeatureVectors)), "Unpriced": unpriced,
		"Priced": len(p.book.prices) > 0, "Troubles": troubles, "Fruitless": fruitless,
	}})
	return nil
}

// table is the book as CSV.
func (p *Page) table(w http.ResponseWriter, r *http.Request) error {
	rows, err := p.book.since(r.Context(), p.book.clock.Today().AddDate(0, 0, -csvDays))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="models.csv"`)
	out := csv.NewWriter(w)
	_ = out.Write([]string{"day", "feature", "model", "calls", "failed", "guessed", "tokens_in", "tokens_out", "cost", "currency", "served", "saved", "useless"})
	for _, u := range rows {
		n := func(i int64) string { return strconv.FormatInt(i, 10) }
		_ = out.Write([]string{u.Day.Format(time.DateOnly), u.Feature, u.Model, n(u.Calls), n(u.Failed), n(u.Guessed), n(u.In), n(u.Out),
			fmt.Sprintf("%.6f", u.Cost), p.book.currency, n(u.Served), fmt.Sprintf("%.6f", u.Saved), n(u.Useless)})
	}
	out.Flush()
	return nil // the reader has gone: nobody to tell
}
