package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// Report is an operator's word that an article is wrong.
type Report struct {
	ID           int64      `json:"id"`
	Project      string     `json:"project"`
	Key          string     `json:"key"`
	Lang         string     `json:"lang"`
	Title        string     `json:"title"`
	Version      int        `json:"version" doc:"That the operator saw"`
	Owner        string     `json:"owner,omitempty" doc:"Of the article"`
	Conversation int64      `json:"conversation,omitempty"`
	Operator     string     `json:"operator"`
	Text         string     `json:"text"`
	At           time.Time  `json:"at"`
	Resolved     *time.Time `json:"resolved,omitempty"`
	ResolvedBy   string     `json:"resolved_by,omitempty"`
	Answer       string     `json:"answer,omitempty" doc:"What was done"`
	Erasure      bool       `json:"erasure,omitempty" doc:"Nobody found it wrong: it was begun from what a customer said who was erased, and is to be read"`
}

// Twins are two articles that say nearly the same, or contradict each other.
type Twins struct {
	A          string  `json:"a" doc:"project/lang/key"`
	B          string  `json:"b"`
	Contradict bool    `json:"contradict" doc:"The same sentence with another number; else near-duplicates"`
	Share      float64 `json:"share,omitempty" doc:"Of the shorter one that stands in the other"`
	SaysA      string  `json:"says_a,omitempty"`
	SaysB      string  `json:"says_b,omitempty"`
}

// Disliked is an article that fared badly in the last 90 days.
type Disliked struct {
	Article   int64    `json:"article" doc:"Its id"`
	Dismissed int      `json:"dismissed"`
	NotHelped int      `json:"not_helped"`
	Used      int      `json:"used"`
	Reasons   []string `json:"reasons"`
}

// Checkup is what may be wrong with the published articles.
type Checkup struct {
	Gaps       int        `json:"gaps" doc:"Open ones"`
	Reports    int        `json:"reports" doc:"Open ones"`
	Reviews    int        `json:"reviews" doc:"Articles that await one"`
	Unverified int        `json:"unverified"`
	Stale      int        `json:"stale" doc:"Review overdue"`
	Behind     int        `json:"behind" doc:"Translations whose original has moved on"`
	Conflicts  int        `json:"conflicts" doc:"Articles of which an import says otherwise than somebody wrote here"`
	Twins      []Twins    `json:"twins" doc:"Without those that were found right"`
	Settled    []Settled  `json:"settled" doc:"Pairs that were found right"`
	Disliked   []Disliked `json:"disliked"`
	Readers    []Readers  `json:"readers" doc:"Articles that did not help readers of the help centre in the last 90 days"`
	Old        []string   `json:"old" doc:"Published versions that are older than a year, as project/lang/key, at most 100"`
}

func (a *api) reports(h huma.API) {
	type filter struct {
		Resolved bool   `query:"resolved" doc:"Those that have an answer instead"`
		Owner    string `query:"owner" doc:"Of the article"`
	}
	type reportList struct {
		Body struct {
			Reports []Report `json:"reports" doc:"Newest first"`
		}
	}
	huma.Register(h, op(http.MethodGet, "/reports", "list-reports", "What operators found wrong"), func(ctx context.Context, in *filter) (*reportList, error) {
		found, err := a.store.Reports(ctx, in.Resolved, in.Owner)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		out := &reportList{}
		out.Body.Reports = []Report{}
		for _, r := range found {
			out.Body.Reports = append(out.Body.Reports, Report{r.ID, r.Project, r.Key, r.Lang, r.Title, r.Version, r.Owner, r.Conversation, r.Operator, r.Text, r.At,
				timeOut(r.Resolved), r.ResolvedBy, r.Answer, r.Erasure})
		}
		return out, nil
	})
	type resolution struct {
		ID   int64 `path:"id" minimum:"1"`
		Body struct {
			Answer string `json:"answer" doc:"What was done; the operator reads it"`
		}
	}
	huma.Register(h, op(http.MethodPost, "/reports/{id}/resolve", "resolve-report", "Answer a report"), func(ctx context.Context, in *resolution) (*struct{}, error) {
		caller, err := may(ctx, Publish)
		if err != nil {
			return nil, err
		}
		article, err := a.store.ResolveReport(ctx, in.ID, caller.Name, in.Body.Answer)
		if err == nil && a.answered != nil {
			a.answered(ctx, article)
		}
		return nil, a.saidOf(ctx, err, fmt.Sprintf("There is no report %d that waits for an answer.", in.ID))
	})
	type checkup struct{ Body Checkup }
	huma.Register(h, op(http.MethodGet, "/check-up", "check-up", "What may be wrong with the published articles"), func(ctx context.Context, _ *struct{}) (*checkup, error) {
		c, err := a.checkup(ctx)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		return &checkup{c}, nil
	})
}

// An article that has not changed for so long should be looked at again.
const (
	old     = 365 * 24 * time.Hour
	mostOld = 100
)

func (a *api) checkup(ctx context.Context) (c Checkup, err error) {
	todo, err := a.store.Todo(ctx)
	if err != nil {
		return c, err
	}
	c = Checkup{Gaps: todo.Gaps, Reports: todo.Reports, Reviews: todo.Reviews, Unverified: todo.Unverified, Stale: todo.Stale, Behind: todo.Behind, Conflicts: todo.Conflicts, Twins: []Twins{}, Settled: []Settled{}, Disliked: []Disliked{}, Readers: []Readers{}, Old: []string{}}
	alike, settled, err := a.settled(ctx)
	if err != nil {
		return c, err
	}
	c.Settled = settled
	for _, t := range alike {
		c.Twins = append(c.Twins, Twins{pathOf(t.A), pathOf(t.B), t.Contradict, t.Share, t.SaysA, t.SaysB})
	}
	unchanged, err := a.store.OldTexts(ctx, time.Now().Add(-old), mostOld)
	if err != nil {
		return c, err
	}
	for _, x := range unchanged {
		c.Old = append(c.Old, pathOf(x))
	}
	readers, err := a.store.NotHelpful(ctx, time.Now().Add(-lately))
	if err != nil {
		return c, err
	}
	for _, r := range readers {
		c.Readers = append(c.Readers, readersOut(r))
	}
	if a.talks == nil {
		return c, nil
	}
	disliked, err := a.talks.DislikedArticles(ctx, time.Now().AddDate(0, 0, -90))
	for _, d := range disliked {
		c.Disliked = append(c.Disliked, Disliked{d.Article, d.Dismissed, d.NotHelped, d.Used, some(d.Reasons)})
	}
	return c, err
}
