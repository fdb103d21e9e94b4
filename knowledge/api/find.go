package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Hit is a passage that was found.
type Hit struct {
	Article  int64   `json:"article" doc:"Id of the article"`
	Version  int     `json:"version"`
	Project  string  `json:"project"`
	Key      string  `json:"key"`
	Lang     string  `json:"lang"`
	Title    string  `json:"title"`
	Heading  string  `json:"heading,omitempty"`
	Passage  string  `json:"passage"`
	Audience string  `json:"audience"`
	Link     string  `json:"link,omitempty"`
	Score    float64 `json:"score"`
}

// Gap is what people asked and nobody wrote.
type Gap struct {
	ID      int64     `json:"id"`
	Project string    `json:"project,omitempty"`
	Lang    string    `json:"lang"`
	Title   string    `json:"title" doc:"One of the questions, masked"`
	State   string    `json:"state" enum:"open,written,dismissed"`
	Count   int       `json:"count" doc:"Questions"`
	Week    int       `json:"week" doc:"Of the last seven days"`
	Before  int       `json:"before" doc:"Of the seven days before"`
	Opened  time.Time `json:"opened"`
}

func (a *api) finds(h huma.API) {
	type query struct {
		Text     string   `query:"q" required:"true" minLength:"1" maxLength:"2000"`
		Lang     string   `query:"lang" doc:"Preferred language"`
		Projects []string `query:"project"`
		Internal bool     `query:"internal" doc:"Internal articles too"`
		Limit    int      `query:"limit" minimum:"1" maximum:"100" default:"10"`
	}
	type hits struct {
		Body struct {
			Hits []Hit `json:"hits" doc:"Best first, at most one an article"`
		}
	}
	huma.Register(h, op(http.MethodGet, "/search", "search", "Search as the assistant does"), func(ctx context.Context, in *query) (*hits, error) {
		list, err := a.search(ctx, knowledge.Query{Text: in.Text, Lang: in.Lang, Projects: in.Projects, Internal: in.Internal, Limit: in.Limit})
		if err != nil {
			return nil, a.said(ctx, err)
		}
		out := &hits{}
		out.Body.Hits = []Hit{}
		for _, h := range list {
			out.Body.Hits = append(out.Body.Hits, Hit{h.Article, h.Version, h.Project, h.Key, h.Lang, h.Title, h.Heading, h.Passage, string(h.Audience), h.Link, h.Score})
		}
		return out, nil
	})
	type which struct {
		State   string `query:"state" enum:"open,written,dismissed" default:"open"`
		Project string `query:"project"`
		Lang    string `query:"lang"`
	}
	type gaps struct {
		Body struct {
			Gaps []Gap `json:"gaps" doc:"Those asked most in the last week first"`
		}
	}
	huma.Register(h, op(http.MethodGet, "/gaps", "list-gaps", "What people asked and nobody wrote"), func(ctx context.Context, in *which) (*gaps, error) {
		list, err := a.store.Gaps(ctx, in.State, in.Project, in.Lang)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		out := &gaps{}
		out.Body.Gaps = []Gap{}
		for _, g := range list {
			out.Body.Gaps = append(out.Body.Gaps, Gap{g.ID, g.Project, g.Lang, g.Title, g.State, g.Count, g.Week, g.Before, g.Opened})
		}
		return out, nil
	})
}
