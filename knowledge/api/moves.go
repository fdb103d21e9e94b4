package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// moves are the operations on what readers see of an article.
func (a *api) moves(h huma.API) {
	type versioned struct {
		Conditionally
		Body struct {
			Version int `json:"version" minimum:"1"`
		}
	}
	type publication struct {
		Conditionally
		Body struct {
			Version int    `json:"version" minimum:"1"`
			Reason  string `json:"reason,omitempty" doc:"Why it is right although stored questions break"`
		}
	}
	const one = "/articles/{project}/{lang}/{key}"
	huma.Register(h, op(http.MethodPost, one+"/publish", "publish-article", "Show a version to readers; where stored questions break it takes a reason. An older version than the one that readers see, where that is the newest, is saved as the newest first, so that whoever edits next begins with what readers see: published and latest of the answer have its number"), func(ctx context.Context, in *publication) (*articleBody, error) {
		return a.move(ctx, in.Conditionally, Publish, func(d knowledge.Document, c Caller) error {
			reason, err := a.reasonFor(ctx, in.ArticlePath, d, in.Body.Version, in.Body.Reason)
			if err != nil {
				return err
			}
			_, err = a.store.PublishBecause(ctx, d.ID, in.Body.Version, c.Name, reason)
			return err
		})
	})
	huma.Register(h, op(http.MethodPost, one+"/restore", "restore-article", "Save what an earlier version said as the newest, which readers see once it is published; a removed article comes back as a draft"), func(ctx context.Context, in *versioned) (*articleBody, error) {
		return a.move(ctx, in.Conditionally, Write, func(d knowledge.Document, c Caller) error {
			_, err := a.store.Restore(ctx, d.ID, in.Body.Version, c.Name)
			return err
		})
	})
	type withdrawal struct {
		Conditionally
		Reason string `query:"reason" doc:"Why it is right although stored questions lose their article"`
	}
	huma.Register(h, op(http.MethodPost, one+"/unpublish", "unpublish-article", "Show no version to readers; where stored questions lose their article it takes a reason"), func(ctx context.Context, in *withdrawal) (*articleBody, error) {
		return a.move(ctx, in.Conditionally, Publish, func(d knowledge.Document, c Caller) error {
			return losing(a.store.UnpublishBecause(ctx, d.ID, c.Name, in.Reason))
		})
	})
	huma.Register(h, op(http.MethodDelete, one, "remove-article", "Remove an article; its versions are kept; where stored questions lose it, it takes a reason"), func(ctx context.Context, in *withdrawal) (*articleBody, error) {
		return a.move(ctx, in.Conditionally, Publish, func(d knowledge.Document, c Caller) error {
			return losing(a.store.RemoveBecause(ctx, d.ID, c.Name, in.Reason))
		})
	})
	huma.Register(h, op(http.MethodPost, one+"/clear", "clear-article", "Erase what versions said that nobody needs: all but the newest, the one that readers see, and those that await a review or a date; of a removed article all. It cannot be undone"),
		func(ctx context.Context, in *Conditionally) (*articleBody, error) {
			return a.move(ctx, *in, Publish, func(d knowledge.Document, c Caller) error {
				_, err := a.store.Clear(ctx, d.ID, c.Name)
				return err
			})
		})
}

// losing names the stored questions that would lose their article, if that is what is wrong.
func losing(err error) error {
	list, ok := errors.AsType[knowledge.LosingError](err)
	if !ok {
		return err
	}
	details := make([]error, len(list))
	for i, m := range list {
		details[i] = &huma.ErrorDetail{Location: "query.reason", Message: fmt.Sprintf("%q would lose %s/%s", m.Text, m.Project, m.Key), Value: m.ID}
	}
	return huma.Error409Conflict("Stored questions would lose their article: say in reason why it is right all the same. Nothing is changed.", details...)
}

// move does something with an article that is as the request takes it to be, and answers with what it is then.
func (a *api) move(ctx context.Context, in Conditionally, need Right, do func(knowledge.Document, Caller) error) (*articleBody, error) {
	caller, err := may(ctx, need)
	if err != nil {
		return nil, err
	}
	d, err := a.store.ArticleByKey(ctx, in.Project, in.Key, in.Lang)
	if err != nil {
		return nil, a.said(ctx, err)
	}
	now, err := bodyOf(d)
	if err == nil {
		err = in.check(now.ETag)
	}
	if err == nil {
		err = do(d, caller)
	}
	if err != nil {
		return nil, a.said(ctx, err)
	}
	return a.read(ctx, in.ArticlePath)
}
