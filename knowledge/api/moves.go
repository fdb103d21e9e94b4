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
		return a.prepared(ctx, in.Conditionally, Publish, func(d knowledge.Document, c Caller) (moving, error) {
			reason, err := a.reasonFor(ctx, in.ArticlePath, d, in.Body.Version, in.Body.Reason)
			return func(s *knowledge.Store) error {
				_, err := s.PublishBecause(ctx, d.ID, in.Body.Version, c.Name, reason)
				return err
			}, err
		})
	})
	huma.Register(h, op(http.MethodPost, one+"/restore", "restore-article", "Save what an earlier version said as the newest, which readers see once it is published; a removed article comes back as a draft"), func(ctx context.Context, in *versioned) (*articleBody, error) {
		return a.move(ctx, in.Conditionally, Write, func(s *knowledge.Store, d knowledge.Document, c Caller) error {
			_, err := s.Restore(ctx, d.ID, in.Body.Version, c.Name)
			return err
		})
	})
	type withdrawal struct {
		Conditionally
		Reason string `query:"reason" doc:"Why it is right although stored questions lose their article"`
	}
	huma.Register(h, op(http.MethodPost, one+"/unpublish", "unpublish-article", "Show no version to readers; where stored questions lose their article it takes a reason"), func(ctx context.Context, in *withdrawal) (*articleBody, error) {
		return a.move(ctx, in.Conditionally, Publish, func(s *knowledge.Store, d knowledge.Document, c Caller) error {
			return losing(s.UnpublishBecause(ctx, d.ID, c.Name, in.Reason))
		})
	})
	huma.Register(h, op(http.MethodDelete, one, "remove-article", "Remove an article; its versions are kept; where stored questions lose it, it takes a reason"), func(ctx context.Context, in *withdrawal) (*articleBody, error) {
		return a.move(ctx, in.Conditionally, Publish, func(s *knowledge.Store, d knowledge.Document, c Caller) error {
			return losing(s.RemoveBecause(ctx, d.ID, c.Name, in.Reason))
		})
	})
	huma.Register(h, op(http.MethodPost, one+"/clear", "clear-article", "Erase what versions said that nobody needs: all but the newest, the one that readers see, and those that await a review or a date; of a removed article all. It cannot be undone"),
		func(ctx context.Context, in *Conditionally) (*articleBody, error) {
			return a.move(ctx, *in, Publish, func(s *knowledge.Store, d knowledge.Document, c Caller) error {
				_, err := s.Clear(ctx, d.ID, c.Name)
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

// moving is something that is done to an article, with a store over which it is as the request takes it to be.
type moving func(*knowledge.Store) error

// move does something to an article that is as the request takes it to be, and answers with what it is then.
func (a *api) move(ctx context.Context, in Conditionally, need Right, do func(*knowledge.Store, knowledge.Document, Caller) error) (*articleBody, error) {
	return a.prepared(ctx, in, need, func(d knowledge.Document, c Caller) (moving, error) {
		return func(s *knowledge.Store) error { return do(s, d, c) }, nil
	})
}

// prepared is a move that takes more than the database to prepare, which nobody else waits for.
func (a *api) prepared(ctx context.Context, in Conditionally, need Right, prepare func(knowledge.Document, Caller) (moving, error)) (*articleBody, error) {
	caller, err := may(ctx, need)
	if err != nil {
		return nil, err
	}
	d, err := a.store.ArticleByKey(ctx, in.Project, in.Key, in.Lang)
	if err == nil {
		err = in.means(d)
	}
	var do moving
	if err == nil {
		do, err = prepare(d, caller)
	}
	if err == nil {
		err = a.over(ctx, in, d.ID, do)
	}
	if err != nil {
		return nil, a.said(ctx, a.inMoments(ctx, err))
	}
	return a.read(ctx, in.ArticlePath)
}

// over does something to an article: where the request means a state of it, over that alone.
func (a *api) over(ctx context.Context, in Conditionally, id int64, do moving) error {
	if !in.given() {
		return do(a.store)
	}
	return a.store.Over(ctx, id, in.means, do)
}
