package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Settled are two articles that look alike and were found both right.
type Settled struct {
	A   string    `json:"a" doc:"project/lang/key"`
	B   string    `json:"b"`
	By  string    `json:"by"`
	Why string    `json:"why,omitempty"`
	At  time.Time `json:"at"`
}

// settles are the operations on pairs that look alike.
func (a *api) settles(h huma.API) {
	type twinPair struct {
		Body struct {
			A   string `json:"a" doc:"project/lang/key, as the check-up names it"`
			B   string `json:"b"`
			Why string `json:"why,omitempty"`
		}
	}
	pairOf := func(ctx context.Context, in *twinPair, do func(x, y int64, by string) error) (*struct{}, error) {
		caller, err := may(ctx, Publish)
		if err != nil {
			return nil, err
		}
		x, err := a.named(ctx, in.Body.A)
		if err != nil {
			return nil, a.saidOf(ctx, err, noArticle(in.Body.A))
		}
		y, err := a.named(ctx, in.Body.B)
		if err != nil {
			return nil, a.saidOf(ctx, err, noArticle(in.Body.B))
		}
		return nil, a.said(ctx, do(x, y, caller.Name))
	}
	huma.Register(h, op(http.MethodPost, "/check-up/settle", "settle-pair", "Say that two articles that look alike are both right; once one of them changes they are looked at again"), func(ctx context.Context, in *twinPair) (*struct{}, error) {
		return pairOf(ctx, in, func(x, y int64, by string) error { return a.store.Settle(ctx, x, y, by, in.Body.Why) })
	})
	huma.Register(h, op(http.MethodPost, "/check-up/unsettle", "unsettle-pair", "Take that back"), func(ctx context.Context, in *twinPair) (*struct{}, error) {
		return pairOf(ctx, in, func(x, y int64, _ string) error { return a.store.Unsettle(ctx, x, y) })
	})
}

// noArticle says that there is no article of a name.
func noArticle(path string) string {
	return fmt.Sprintf("There is no article %q: name one as project/lang/key.", path)
}

// named is the article that project/lang/key names.
func (a *api) named(ctx context.Context, path string) (int64, error) {
	parts := strings.Split(path, "/")
	if len(parts) != 3 {
		return 0, knowledge.ErrNotFound
	}
	d, err := a.store.ArticleByKey(ctx, parts[0], parts[2], parts[1])
	return d.ID, err
}

// settled parts what looks alike from what was found right, by the names of the articles.
func (a *api) settled(ctx context.Context) (open []knowledge.Alike, settled []Settled, err error) {
	list, err := a.store.SettledPairs(ctx)
	if err != nil {
		return nil, nil, err
	}
	var ids []int64
	for _, s := range list {
		ids = append(ids, s.A, s.B)
	}
	articles, err := a.store.Texts(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	names := map[int64]string{}
	for _, x := range articles {
		names[x.ID] = pathOf(x)
	}
	alike, err := a.alike.Now(ctx)
	if err != nil {
		return nil, nil, err
	}
	right := map[[2]int64]bool{}
	settled = []Settled{}
	for _, s := range list {
		right[[2]int64{s.A, s.B}] = true
		settled = append(settled, Settled{names[s.A], names[s.B], s.By, s.Why, s.At})
	}
	for _, t := range alike {
		if !right[[2]int64{min(t.A.ID, t.B.ID), max(t.A.ID, t.B.ID)}] {
			open = append(open, t)
		}
	}
	return open, settled, nil
}

func pathOf(x knowledge.Article) string { return x.Project + "/" + x.Lang + "/" + x.Key }
