package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Forgetting is what was forgotten at once.
type Forgetting struct {
	At       time.Time `json:"at" doc:"Tells it from others"`
	By       string    `json:"by"`
	Lessons  int       `json:"lessons"`
	Articles int       `json:"articles"`
	Title    string    `json:"title,omitempty" doc:"Of the article, where it is one"`
	Project  string    `json:"project,omitempty" doc:"Key, where it is one"`
	Text     string    `json:"text,omitempty" doc:"Of the question, where it is one lesson"`
	Titles   []string  `json:"titles" doc:"Of some of the articles"`
	Who      string    `json:"who,omitempty" doc:"Taught it, where that is one operator"`
}

// forgottenMemory lists what the memory was let forget lately, and brings it back.
func (a *api) forgottenMemory(h huma.API) {
	type asideList struct {
		Body struct {
			Forgotten []Forgetting `json:"forgotten" doc:"Newest first"`
		}
	}
	huma.Register(h, op(http.MethodGet, "/memory/forgotten", "list-forgotten-memory", "What was forgotten in the last 30 days and can be brought back"), func(ctx context.Context, _ *struct{}) (*asideList, error) {
		if _, err := may(ctx, Read); err != nil {
			return nil, err
		}
		list, err := a.store.Forgotten(ctx)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		out := &asideList{}
		out.Body.Forgotten = []Forgetting{}
		for _, f := range list {
			out.Body.Forgotten = append(out.Body.Forgotten, forgettingOut(f))
		}
		return out, nil
	})
	type asideMoment struct {
		Body struct {
			At time.Time `json:"at" doc:"As the list tells it, to the microsecond"`
		}
	}
	type broughtBack struct {
		Body struct {
			Lessons int64 `json:"lessons" doc:"How many count again"`
		}
	}
	huma.Register(h, op(http.MethodPost, "/memory/forgotten", "bring-back-memory", "Let what was forgotten at once count again"), func(ctx context.Context, in *asideMoment) (*broughtBack, error) {
		if _, err := may(ctx, Publish); err != nil {
			return nil, err
		}
		n, err := a.store.BringBack(ctx, in.Body.At)
		if err != nil {
			return nil, a.saidOf(ctx, err, "Nothing was forgotten at that time that can be brought back.")
		}
		out := &broughtBack{}
		out.Body.Lessons = n
		return out, nil
	})
}

func forgettingOut(f knowledge.Forgetting) Forgetting {
	return Forgetting{f.At.UTC(), f.By, f.Lessons, f.Articles, f.Title, f.Project, f.Text, f.Titles, f.Who}
}
