package api

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// merge is the operation that makes one article of two that say the same.
func (a *api) merge(h huma.API) {
	type merging struct {
		Conditionally
		Body struct {
			Article string `json:"article" minLength:"1" doc:"The one that goes, as project/lang/key: one of the same project that readers see"`
			BasedOn int    `json:"based_on,omitempty" minimum:"0" doc:"Version that the text was made from; refused if there is a newer one. 0: the newest"`
			Title   string `json:"title,omitempty" doc:"Left out: that of the newest version"`
			Body    string `json:"body,omitempty" doc:"Markdown with what the other one had to add; left out: that of the newest version"`
			Comment string `json:"comment,omitempty" doc:"What changed; left out: that it merges the other one"`
			Reason  string `json:"reason,omitempty" doc:"Why it is right although stored questions break"`
		}
	}
	huma.Register(h, op(http.MethodPost, "/articles/{project}/{lang}/{key}/merge", "merge-article",
		"Merge another article into this one: its questions and tags are added, this one is published, the other one is removed and its readers are led here, its stored questions must find this one, and what was learned of both counts for it. The other one has its own back once it is published again"),
		func(ctx context.Context, in *merging) (*articleBody, error) {
			return a.prepared(ctx, in.Conditionally, Publish, func(d knowledge.Document, c Caller) (moving, error) {
				other, err := a.absorbed(ctx, d, in.Body.Article)
				if err != nil {
					return nil, err
				}
				edit := knowledge.Edit{Article: d.ID, Based: cmp.Or(in.Body.BasedOn, d.Latest), Draft: d.Versions[0].Taking(*other), Author: c.Name, Publish: true, Merges: other.ID,
					Comment: cmp.Or(in.Body.Comment, knowledge.MergeComment(other.Title)), Reason: in.Body.Reason}
				edit.Title, edit.Body = cmp.Or(in.Body.Title, edit.Title), cmp.Or(in.Body.Body, edit.Body)
				edit.Reason, err = a.reason(ctx, in.ArticlePath, edit)
				return func(s *knowledge.Store) error {
					_, _, err := s.SaveVersion(ctx, edit)
					return err
				}, err
			})
		})
}

// absorbed is the article that another one takes in, as readers see it.
func (a *api) absorbed(ctx context.Context, into knowledge.Document, path string) (*knowledge.Article, error) {
	id, err := a.named(ctx, path)
	if err == nil {
		var other *knowledge.Article
		if other, err = a.store.Published(ctx, id); err == nil && other != nil && other.Project == into.Project && other.ID != into.ID {
			return other, nil
		}
	}
	if err != nil && !errors.Is(err, knowledge.ErrNotFound) {
		return nil, err
	}
	return nil, knowledge.InvalidError{{Field: "article", Problem: fmt.Sprintf("%q is no other article of project %s that readers see", path, into.Project), Example: into.Project + "/" + into.Lang + "/return-an-order"}}
}
