package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Readers is what readers of the help centre said of an article as they see it.
type Readers struct {
	Article   int64  `json:"article" doc:"Its id"`
	Helped    int    `json:"helped"`
	NotHelped int    `json:"not_helped"`
	Notes     []Note `json:"notes" doc:"What they missed, newest first"`
}

// Note is what a reader missed.
type Note struct {
	Text string    `json:"text" doc:"Personal data masked"`
	At   time.Time `json:"at"`
}

// Vain is what was searched for in the help centre, and nothing was found.
type Vain struct {
	Lang  string    `json:"lang"`
	Text  string    `json:"text" doc:"Personal data masked"`
	Count int       `json:"count"`
	At    time.Time `json:"at" doc:"The last time"`
}

// lately is how far back lists of what happened look.
const lately = 90 * 24 * time.Hour

func readersOut(r knowledge.ReadersSay) Readers {
	out := Readers{Article: r.Article, Helped: r.Helped, NotHelped: r.NotHelped, Notes: []Note{}}
	for _, n := range r.Notes {
		out.Notes = append(out.Notes, Note(n))
	}
	return out
}

// readers are the operations on what readers of the help centre said.
func (a *api) readers(h huma.API) {
	type said struct{ Body Readers }
	huma.Register(h, op(http.MethodGet, "/articles/{project}/{lang}/{key}/readers", "article-readers", "What readers of the help centre said of an article as they see it"), func(ctx context.Context, in *ArticlePath) (*said, error) {
		d, err := a.store.ArticleByKey(ctx, in.Project, in.Key, in.Lang)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		r, err := a.store.ReadersOf(ctx, d.ID)
		return &said{readersOut(r)}, a.said(ctx, err)
	})
	type searches struct {
		Body struct {
			Searches []Vain `json:"searches" doc:"Of the last 90 days, the commonest first"`
		}
	}
	huma.Register(h, op(http.MethodGet, "/searches", "list-vain-searches", "What was searched for in the help centre, and nothing was found"), func(ctx context.Context, _ *struct{}) (*searches, error) {
		list, err := a.store.VainSearches(ctx, time.Now().Add(-lately))
		if err != nil {
			return nil, a.said(ctx, err)
		}
		out := &searches{}
		out.Body.Searches = []Vain{}
		for _, v := range list {
			out.Body.Searches = append(out.Body.Searches, Vain(v))
		}
		return out, nil
	})
	type vainSearch struct {
		Lang string `query:"lang" required:"true"`
		Text string `query:"text" required:"true" minLength:"1"`
	}
	huma.Register(h, op(http.MethodDelete, "/searches", "forget-vain-search", "Take a search off that list"), func(ctx context.Context, in *vainSearch) (*struct{}, error) {
		if _, err := may(ctx, Publish); err != nil {
			return nil, err
		}
		return nil, a.said(ctx, a.store.ForgetSearch(ctx, in.Lang, in.Text))
	})
}
