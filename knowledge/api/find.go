package api

import (
	"context"
	"net/http"

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

func (a *api) finds(h huma.API) {
	type labels struct {
		Body struct {
			Owners    []string `json:"owners" doc:"Those in use most first"`
			Tags      []string `json:"tags" doc:"Those in use most first"`
			Languages []string `json:"languages"`
		}
	}
	huma.Register(h, op(http.MethodGet, "/labels", "list-labels", "Owners, tags and languages that articles have"), func(ctx context.Context, _ *struct{}) (*labels, error) {
		owners, tags, err := a.store.Labels(ctx)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		langs, err := a.store.Languages(ctx)
		out := &labels{}
		out.Body.Owners, out.Body.Tags, out.Body.Languages = some(owners), some(tags), some(langs)
		return out, a.said(ctx, err)
	})
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
}
