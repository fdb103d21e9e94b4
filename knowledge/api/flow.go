package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Flow is how far an article has come on its way to the readers, and whether it may be trusted.
type Flow struct {
	Submitted      int        `json:"submitted,omitempty" doc:"Version that awaits a review"`
	SubmittedBy    string     `json:"submitted_by,omitempty"`
	PublishVersion int        `json:"publish_version,omitempty" doc:"Version that is published at publish_at"`
	PublishAt      *time.Time `json:"publish_at,omitempty"`
	ExpireAt       *time.Time `json:"expire_at,omitempty" doc:"When it is taken back"`
	EndedAt        *time.Time `json:"ended_at,omitempty" doc:"When it was taken back as planned; left out where readers have seen it since"`
	ReviewBy       string     `json:"review_by,omitempty" format:"date" doc:"Last day on which the assistant answers with it unseen"`
	Unverified     bool       `json:"unverified,omitempty" doc:"The assistant does not answer with it until somebody verifies it"`
	VerifiedBy     string     `json:"verified_by,omitempty"`
	VerifiedAt     *time.Time `json:"verified_at,omitempty"`
	Translates     string     `json:"translates,omitempty" doc:"Language of the variant that it is a translation of"`
	Translated     int        `json:"translated,omitempty" doc:"Version of that variant that it says the same as"`
	Behind         bool       `json:"behind,omitempty" doc:"That variant has moved on"`
	Conflict       int        `json:"conflict,omitempty" doc:"Version of an import that says otherwise than somebody wrote here, until somebody decides: by publishing a later one, or the published one once more"`
	Waits          bool       `json:"waits,omitempty" doc:"With conflict: readers see what somebody wrote here"`
}

// Step is what somebody did with an article beside writing it.
type Step struct {
	Version int       `json:"version,omitempty"`
	What    string    `json:"what"`
	By      string    `json:"by,omitempty" doc:"Left out: the clock"`
	Note    string    `json:"note,omitempty"`
	At      time.Time `json:"at"`
}

func flowOut(f knowledge.Flow) Flow {
	return Flow{Submitted: f.Submitted, SubmittedBy: f.SubmittedBy, PublishVersion: f.PublishVersion, PublishAt: timeOut(f.PublishAt), ExpireAt: timeOut(f.ExpireAt), EndedAt: timeOut(f.Ended),
		ReviewBy: dayOut(f.ReviewBy), Unverified: f.Unverified, VerifiedBy: f.VerifiedBy, VerifiedAt: timeOut(f.VerifiedAt), Translates: f.Translates, Translated: f.Translated, Behind: f.Behind(), Conflict: f.Conflict, Waits: f.Waits}
}

func timeOut(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// flow are the operations on an article's way to the readers.
func (a *api) flow(h huma.API) {
	type notedStep struct {
		Conditionally
		Body struct {
			Version int    `json:"version,omitempty" minimum:"0" doc:"0: the newest"`
			Note    string `json:"note,omitempty"`
		}
	}
	type planStep struct {
		Conditionally
		Body struct {
			Version   int       `json:"version,omitempty" minimum:"0" doc:"That is published, another than readers see already; 0 with publish_at: the newest; without publish_at it is refused. What is older than what readers see is saved as the newest first, as by publish"`
			PublishAt time.Time `json:"publish_at,omitempty"`
			ExpireAt  time.Time `json:"expire_at,omitempty"`
			Reason    string    `json:"reason,omitempty" doc:"Why it is right although stored questions break"`
		}
	}
	type verifyStep struct {
		Conditionally
		Body struct {
			ReviewBy string `json:"review_by,omitempty" doc:"Left out or empty: without end" example:"2026-01-31"`
		}
	}
	const one = "/articles/{project}/{lang}/{key}"
	huma.Register(h, op(http.MethodPost, one+"/submit", "submit-article", "Ask for the review of a version"), func(ctx context.Context, in *notedStep) (*articleBody, error) {
		return a.move(ctx, in.Conditionally, Write, func(s *knowledge.Store, d knowledge.Document, c Caller) error {
			return s.Submit(ctx, d.ID, newest(in.Body.Version, d), c.Name, in.Body.Note)
		})
	})
	huma.Register(h, op(http.MethodPost, one+"/return", "return-article", "Give what awaits a review back, with a note"), func(ctx context.Context, in *notedStep) (*articleBody, error) {
		return a.move(ctx, in.Conditionally, Publish, func(s *knowledge.Store, d knowledge.Document, c Caller) error {
			return s.Return(ctx, d.ID, c.Name, in.Body.Note)
		})
	})
	huma.Register(h, op(http.MethodPost, one+"/withdraw", "withdraw-article", "Take a request for a review back"), func(ctx context.Context, in *Conditionally) (*articleBody, error) {
		return a.move(ctx, *in, Write, func(s *knowledge.Store, d knowledge.Document, c Caller) error { return s.Withdraw(ctx, d.ID, c.Name) })
	})
	type historyList struct {
		Body struct {
			Steps []Step `json:"steps" doc:"Newest first, at most a hundred"`
		}
	}
	huma.Register(h, op(http.MethodGet, one+"/history", "article-history", "Who did what with an article beside writing it"), func(ctx context.Context, in *ArticlePath) (*historyList, error) {
		d, err := a.store.ArticleByKey(ctx, in.Project, in.Key, in.Lang)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		list, err := a.store.Steps(ctx, d.ID)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		out := &historyList{}
		out.Body.Steps = []Step{}
		for _, s := range list {
			out.Body.Steps = append(out.Body.Steps, Step(s))
		}
		return out, nil
	})
	huma.Register(h, op(http.MethodPost, one+"/doubt", "doubt-article", "Mark an article as not verified, with a note"), func(ctx context.Context, in *notedStep) (*articleBody, error) {
		return a.move(ctx, in.Conditionally, Write, func(s *knowledge.Store, d knowledge.Document, c Caller) error {
			return s.Doubt(ctx, d.ID, c.Name, in.Body.Note)
		})
	})
	huma.Register(h, op(http.MethodPost, one+"/verify", "verify-article", "Say that an article is true, until a day"), func(ctx context.Context, in *verifyStep) (*articleBody, error) {
		return a.move(ctx, in.Conditionally, Publish, func(s *knowledge.Store, d knowledge.Document, c Caller) error {
			reviewBy, err := dayIn("review_by", in.Body.ReviewBy)
			if err != nil {
				return err
			}
			return s.Verify(ctx, d.ID, c.Name, reviewBy)
		})
	})
	huma.Register(h, op(http.MethodPost, one+"/plan", "plan-article", "Set when a version is published and when the article is taken back; neither: nothing is planned"),
		func(ctx context.Context, in *planStep) (*articleBody, error) {
			return a.prepared(ctx, in.Conditionally, Publish, func(d knowledge.Document, c Caller) (moving, error) {
				p := knowledge.Plan{Version: in.Body.Version, From: in.Body.PublishAt, Until: in.Body.ExpireAt}
				if !p.From.IsZero() {
					p.Version = newest(in.Body.Version, d)
					if _, err := a.reasonFor(ctx, in.ArticlePath, d, p.Version, in.Body.Reason); err != nil {
						return nil, err
					}
				}
				return func(s *knowledge.Store) error { return s.Plan(ctx, d.ID, p, c.Name) }, nil
			})
		})
}

// inMoments has the examples of an error be moments, as requests tell them.
func (a *api) inMoments(ctx context.Context, err error) error {
	invalid, ok := errors.AsType[knowledge.InvalidError](err)
	if !ok {
		return err
	}
	zone, zoneErr := a.store.Zone(ctx)
	if zoneErr != nil {
		return zoneErr
	}
	for _, f := range invalid {
		if t, err := time.ParseInLocation(knowledge.MomentForm, f.Example, zone); err == nil {
			f.Example = t.Format(time.RFC3339)
		}
	}
	return invalid
}

// newest is a version by its number; 0 is the newest.
func newest(version int, d knowledge.Document) int {
	if version == 0 {
		return d.Latest
	}
	return version
}
