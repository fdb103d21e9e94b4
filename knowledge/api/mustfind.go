package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// MustFind is a question that must go on finding its article.
type MustFind struct {
	ID      int64     `json:"id"`
	Project string    `json:"project"`
	Key     string    `json:"key" doc:"Of the article, in whichever language"`
	Text    string    `json:"text" doc:"Personal data in it is masked"`
	Lang    string    `json:"lang,omitempty"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Line    string    `json:"-"`
	Was     []string  `json:"was,omitempty" doc:"Keys of the articles that it had to find before others took them in; it goes back to one that is published again"`
}

// Stored is such a question with what the assistant makes of it now.
type Stored struct {
	MustFind
	Now   Answer `json:"now"`
	Finds bool   `json:"finds" doc:"It finds its article"`
}

// mostFinds is how many stored questions a list has.
const mostFinds = 1000

func (a *api) mustFinds(h huma.API) {
	type mustFindList struct {
		Body struct {
			Questions []MustFind `json:"questions" doc:"Newest first"`
		}
	}
	type filter struct {
		Project string `query:"project"`
		Key     string `query:"key"`
	}
	type mustFindQuestion struct {
		Body struct {
			Project string `json:"project"`
			Key     string `json:"key"`
			Text    string `json:"text" doc:"As a customer asks it"`
			Lang    string `json:"lang,omitempty"`
		}
	}
	type one struct {
		ID int64 `path:"id" minimum:"1"`
	}
	huma.Register(h, op(http.MethodGet, "/must-find", "list-must-find", "Questions that must go on finding their articles"), func(ctx context.Context, in *filter) (*mustFindList, error) {
		if _, err := may(ctx, Read); err != nil {
			return nil, err
		}
		found, err := a.store.MustFinds(ctx, in.Project, in.Key, mostFinds)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		out := &mustFindList{}
		out.Body.Questions = []MustFind{}
		for _, m := range found {
			out.Body.Questions = append(out.Body.Questions, MustFind(m))
		}
		return out, nil
	})
	type storedNow struct {
		Body struct {
			Questions []Stored `json:"questions" doc:"Newest first"`
		}
	}
	huma.Register(h, op(http.MethodGet, "/must-find/now", "check-must-find", "What the assistant makes of the stored questions as things stand"), func(ctx context.Context, _ *struct{}) (*storedNow, error) {
		if _, err := may(ctx, Read); err != nil {
			return nil, err
		}
		if a.trier == nil {
			return nil, huma.Error503ServiceUnavailable("Trying is not possible here.")
		}
		r, err := a.store.Regression(ctx, a.trier)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		out := &storedNow{}
		out.Body.Questions = []Stored{}
		for i, m := range r.Questions {
			out.Body.Questions = append(out.Body.Questions, Stored{MustFind(m), answerOut(r.Answers[i]), r.Answers[i].Has(m.Project, m.Key)})
		}
		return out, nil
	})
	huma.Register(h, op(http.MethodPost, "/must-find", "add-must-find", "Store a question with the article that it must find"), func(ctx context.Context, in *mustFindQuestion) (*struct{}, error) {
		caller, err := may(ctx, Write)
		if err != nil {
			return nil, err
		}
		m := knowledge.MustFind{Project: in.Body.Project, Key: in.Body.Key, Text: in.Body.Text, Lang: in.Body.Lang, By: caller.Name}
		err = a.store.AddMustFind(ctx, m)
		if errors.Is(err, knowledge.ErrNotFound) {
			return nil, huma.Error404NotFound(fmt.Sprintf("There is no article %q in project %q, in whichever language.", m.Key, m.Project))
		}
		return nil, a.saidAt(ctx, err, places{"question": "body.text", "language": "body.lang"})
	})
	huma.Register(h, op(http.MethodDelete, "/must-find/{id}", "remove-must-find", "Forget a stored question"), func(ctx context.Context, in *one) (*struct{}, error) {
		if _, err := may(ctx, Publish); err != nil {
			return nil, err
		}
		return nil, a.saidOf(ctx, a.store.RemoveMustFind(ctx, in.ID), fmt.Sprintf("There is no stored question %d.", in.ID))
	})
}
