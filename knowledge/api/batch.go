package api

import (
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Left is an article that a change of many left as it was.
type Left struct {
	Article int64  `json:"article" doc:"Its id"`
	Lang    string `json:"lang"`
	Title   string `json:"title"`
	Why     string `json:"why"`
}

// Changed is what came of a change of many, or would come of it.
type Changed struct {
	DryRun  bool   `json:"dry_run"`
	Chosen  int    `json:"chosen" doc:"Articles, each language for itself"`
	Changed int    `json:"changed"`
	Same    int    `json:"same" doc:"Were so already"`
	Left    []Left `json:"left" doc:"Were left as they were, and why"`
}

// Where chooses articles as the list of them does.
type Where struct {
	Project  string `json:"project,omitempty"`
	Key      string `json:"key,omitempty" doc:"An article in all its languages"`
	Lang     string `json:"lang,omitempty"`
	State    string `json:"state,omitempty" enum:"published,draft,unpublished,expired,early,ending,review,planned,ended,stale,due,unverified,behind,conflict"`
	Audience string `json:"audience,omitempty" enum:"public,internal"`
	Owner    string `json:"owner,omitempty"`
	Author   string `json:"author,omitempty" doc:"Of the newest version"`
	Tag      string `json:"tag,omitempty"`
	Text     string `json:"q,omitempty" doc:"In title, key, text or questions"`
	Removed  bool   `json:"removed,omitempty" doc:"The removed ones instead"`
}

func (w Where) filter() knowledge.Filter {
	return knowledge.Filter{Project: w.Project, Key: w.Key, Lang: w.Lang, State: knowledge.State(w.State), Audience: knowledge.Audience(w.Audience), Owner: w.Owner,
		Author: w.Author, Tag: w.Tag, Text: w.Text, Removed: w.Removed, Limit: knowledge.MostBatch + 1}
}

// batch is the change of many articles at once.
func (a *api) batch(h huma.API) {
	type batchChange struct {
		Body struct {
			Do       string   `json:"do" enum:"owner,tags,audience,verify,publish,unpublish,remove,restore" doc:"owner, tags and audience are seen at once, also where a newer draft waits; publish shows the newest versions; restore brings removed ones back as drafts"`
			Articles []int64  `json:"articles,omitempty" maxItems:"2000" doc:"Ids; or give where"`
			Where    *Where   `json:"where,omitempty" doc:"All that this lets pass, at most 2000; one field of it at least, for nothing is done to everything at once"`
			Owner    string   `json:"owner,omitempty" doc:"For owner; empty: nobody"`
			Add      []string `json:"add,omitempty" doc:"For tags"`
			Drop     []string `json:"drop,omitempty" doc:"For tags"`
			Audience string   `json:"audience,omitempty" enum:"public,internal" doc:"For audience"`
			ReviewBy string   `json:"review_by,omitempty" doc:"For verify: last day on which the assistant answers with them unseen; left out or empty: without end" example:"2026-01-31"`
			DryRun   bool     `json:"dry_run,omitempty" doc:"Say what would change, and change nothing"`
		}
	}
	type changed struct{ Body Changed }
	huma.Register(h, op(http.MethodPost, "/articles/batch", "change-articles", "Do one thing to many articles: all that can be changed are, or none is. What would break stored questions is not published so, and what such questions would lose not unpublished or removed: it takes a reason each"),
		func(ctx context.Context, in *batchChange) (*changed, error) {
			caller, err := may(ctx, Publish)
			if err != nil {
				return nil, err
			}
			reviewBy, err := dayIn("review_by", in.Body.ReviewBy)
			if err != nil {
				return nil, a.said(ctx, err)
			}
			b := knowledge.Batch{Do: knowledge.BatchAct(in.Body.Do), Articles: in.Body.Articles, Owner: in.Body.Owner, Add: in.Body.Add, Drop: in.Body.Drop,
				Audience: knowledge.Audience(in.Body.Audience), ReviewBy: reviewBy, By: caller.Name, Dry: in.Body.DryRun}
			if b.Articles, err = a.chosen(ctx, b.Articles, in.Body.Where); err != nil {
				return nil, err
			}
			out := &changed{Changed{DryRun: b.Dry, Chosen: len(b.Articles), Left: []Left{}}}
			b, left, err := a.store.WithoutBreaks(ctx, a.trier, b)
			if err != nil {
				return nil, a.said(ctx, err)
			}
			done, err := a.store.ChangeAll(ctx, b)
			if err != nil {
				return nil, a.saidAt(ctx, err, places{"tags": "body.add"})
			}
			out.Body.Changed, out.Body.Same = done.Changed, done.Same
			for _, l := range append(done.Left, left...) {
				out.Body.Left = append(out.Body.Left, Left(l))
			}
			return out, nil
		})
}

// chosen are the articles that a change of many names, by their ids or by a filter.
func (a *api) chosen(ctx context.Context, ids []int64, where *Where) ([]int64, error) {
	if (len(ids) > 0) == (where != nil) {
		return nil, huma.Error422UnprocessableEntity("Choose the articles: give either articles or where.")
	}
	if where == nil {
		return ids, nil
	}
	f := where.filter()
	if !f.Narrows() {
		return nil, huma.Error422UnprocessableEntity("Say which articles: give where at least one field, such as project. Nothing is done to everything at once.")
	}
	ids, err := a.store.ArticleIDs(ctx, f)
	if err != nil {
		return nil, a.said(ctx, err)
	}
	if len(ids) > knowledge.MostBatch {
		return nil, huma.Error422UnprocessableEntity(fmt.Sprintf("These are more than %d texts. Narrow where, by project or language, and do it in parts.", knowledge.MostBatch))
	}
	return ids, nil
}
