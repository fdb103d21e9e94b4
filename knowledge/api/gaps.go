package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Gap is what people asked and nobody wrote.
type Gap struct {
	ID      int64     `json:"id"`
	Project string    `json:"project,omitempty"`
	Lang    string    `json:"lang"`
	Title   string    `json:"title" doc:"One of the questions, masked"`
	State   string    `json:"state" enum:"open,written,dismissed"`
	Count   int       `json:"count" doc:"Questions"`
	Week    int       `json:"week" doc:"Of the last seven days of the company, today among them"`
	Before  int       `json:"before" doc:"Of the seven days before"`
	Weeks   []int     `json:"weeks" doc:"Of each of the last eight weeks, this one last"`
	Opened  time.Time `json:"opened"`
	To      string    `json:"assignee,omitempty" doc:"Who is to write it"`
	By      string    `json:"assigned_by,omitempty"`
}

// GapWhole is a gap with its questions.
type GapWhole struct {
	Gap
	Article   int64         `json:"article,omitempty" doc:"Id of the article that is to close it"`
	Removed   int64         `json:"removed_article,omitempty" doc:"Id of an article that closed it, or was to, and is removed"`
	ClosedBy  string        `json:"closed_by,omitempty"`
	Reason    string        `json:"reason,omitempty" doc:"Why it was dismissed"`
	Questions []GapQuestion `json:"questions" doc:"Newest first, personal data masked"`
	Replies   []GapReply    `json:"replies" doc:"How operators answered in their own words, the best first, personal data masked"`
}

// GapQuestion is a question of a gap.
type GapQuestion struct {
	Conversation int64     `json:"conversation,omitempty" doc:"Left out: it came with an export"`
	Text         string    `json:"text"`
	At           time.Time `json:"at"`
}

// GapReply is how an operator answered one.
type GapReply struct {
	Conversation int64  `json:"conversation"`
	Text         string `json:"text"`
	Operator     string `json:"operator"`
	Solved       bool   `json:"solved"`
}

func gapOut(g knowledge.Gap) Gap {
	return Gap{g.ID, g.Project, g.Lang, g.Title, g.State, g.Count, g.Week, g.Before, g.Weeks, g.Opened, g.Assignee, g.AssignedBy}
}

// GapPath is the gap that an address names.
type GapPath struct {
	ID int64 `path:"id" minimum:"1"`
}

type gapBody struct{ Body GapWhole }

func (a *api) gaps(h huma.API) {
	type which struct {
		State   string `query:"state" enum:"open,written,dismissed" default:"open"`
		Project string `query:"project"`
		Lang    string `query:"lang"`
		To      string `query:"assignee" doc:"Those that this one is to write: a name or an e-mail address"`
		Nobody  bool   `query:"unassigned" doc:"Those that nobody is to write yet"`
		Text    string `query:"text" doc:"Words, each of which stands in one of the questions"`
		Sort    string `query:"sort" enum:"asked,id" default:"asked" doc:"asked: those asked most in the last week first; id: the first opened first, an order that nothing changes which is done meanwhile"`
		Limit   int    `query:"limit" minimum:"1" maximum:"500" default:"500"`
		Walk
	}
	type gaps struct {
		Body struct {
			Gaps    []Gap `json:"gaps"`
			Total   int   `json:"total" doc:"How many there are, whatever the limit"`
			Written int   `json:"written" doc:"How many were written in the last 90 days"`
			Median  int64 `json:"median_seconds" doc:"From the first question to the publication, of half of these"`
			Next
		}
	}
	huma.Register(h, op(http.MethodGet, "/gaps", "list-gaps", "What people asked and nobody wrote"), func(ctx context.Context, in *which) (*gaps, error) {
		if err := a.store.SettleGaps(ctx); err != nil {
			return nil, a.said(ctx, err)
		}
		f := knowledge.GapFilter{State: in.State, Project: in.Project, Lang: in.Lang, Nobody: in.Nobody, Text: in.Text, ByID: in.Sort == byID, After: in.After, Limit: in.Limit + 1, Offset: in.Offset}
		if in.To != "" {
			f.Assignees = []string{in.To}
		}
		list, err := a.store.FindGaps(ctx, f)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		out := &gaps{}
		if out.Body.Total, err = a.store.CountGaps(ctx, f); err != nil {
			return nil, a.said(ctx, err)
		}
		out.Body.Gaps = []Gap{}
		list, out.Body.Next = pageOf(list, in.Sort, in.Walk, in.Limit, func(g knowledge.Gap) int64 { return g.ID })
		for _, g := range list {
			out.Body.Gaps = append(out.Body.Gaps, gapOut(g))
		}
		n, median, err := a.store.GapTimes(ctx, time.Now().AddDate(0, 0, -90))
		out.Body.Written, out.Body.Median = n, int64(median.Seconds())
		return out, a.said(ctx, err)
	})
	huma.Register(h, op(http.MethodGet, "/gaps/{id}", "get-gap", "A gap with its questions and how operators answered"), func(ctx context.Context, in *GapPath) (*gapBody, error) {
		return a.gap(ctx, in.ID)
	})
	type gapReason struct {
		GapPath
		Body struct {
			Reason string `json:"reason" doc:"Why nobody needs to write it"`
		}
	}
	huma.Register(h, op(http.MethodPost, "/gaps/{id}/dismiss", "dismiss-gap", "Say that a gap needs no article"), func(ctx context.Context, in *gapReason) (*gapBody, error) {
		return a.turnGap(ctx, in.ID, func(by string) error { return a.store.DismissGap(ctx, in.ID, by, in.Body.Reason) })
	})
	huma.Register(h, op(http.MethodPost, "/gaps/{id}/reopen", "reopen-gap", "Bring a dismissed or written gap back"), func(ctx context.Context, in *GapPath) (*gapBody, error) {
		return a.turnGap(ctx, in.ID, func(string) error { return a.store.ReopenGap(ctx, in.ID) })
	})
	type gapAnswered struct {
		GapPath
		Body struct {
			Article int64 `json:"article" minimum:"1" doc:"Article that readers see"`
		}
	}
	huma.Register(h, op(http.MethodPost, "/gaps/{id}/answered", "answer-gap", "Close an open gap with an article that answers it already"), func(ctx context.Context, in *gapAnswered) (*gapBody, error) {
		return a.turnGap(ctx, in.ID, func(by string) error {
			return a.saidOf(ctx, a.store.AnswerGap(ctx, in.ID, in.Body.Article, by), fmt.Sprintf("Readers see no article %d.", in.Body.Article))
		})
	})
	type gapAssign struct {
		GapPath
		Body struct {
			To string `json:"assignee" doc:"Who is to write it: a name or an e-mail address, as owners of articles are named; empty: nobody. He is told"`
		}
	}
	huma.Register(h, op(http.MethodPost, "/gaps/{id}/assign", "assign-gap", "Say who is to write an open gap"), func(ctx context.Context, in *gapAssign) (*gapBody, error) {
		return a.turnGap(ctx, in.ID, func(by string) error { return a.store.AssignGap(ctx, in.ID, in.Body.To, by) })
	})
	type gapBatch struct {
		Body struct {
			Gaps     []int64 `json:"gaps" minItems:"1" maxItems:"500" doc:"Of those that are merged the first takes in the others"`
			Do       string  `json:"do" enum:"assign,dismiss,merge"`
			Assignee string  `json:"assignee,omitempty" doc:"For assign; empty: nobody"`
			Reason   string  `json:"reason,omitempty" doc:"For dismiss"`
		}
	}
	type gapsDone struct {
		Body struct {
			Gaps []int64 `json:"gaps" doc:"With which it was done; those that were closed before are passed over, unless gaps are merged or no other is left: that is refused with 409"`
		}
	}
	huma.Register(h, op(http.MethodPost, "/gaps/batch", "change-gaps", "Do one thing with many open gaps: with all of them, or with none"), func(ctx context.Context, in *gapBatch) (*gapsDone, error) {
		caller, err := may(ctx, Publish)
		if err != nil {
			return nil, err
		}
		out := &gapsDone{}
		out.Body.Gaps, err = a.store.ChangeGaps(ctx, knowledge.GapBatch{Gaps: in.Body.Gaps, Do: knowledge.GapAct(in.Body.Do), Assignee: in.Body.Assignee, Reason: in.Body.Reason, By: caller.Name})
		return out, a.said(ctx, err)
	})
	type gapMerge struct {
		GapPath
		Body struct {
			Into int64 `json:"into" minimum:"1" doc:"Gap that asks the same, and that is left"`
		}
	}
	huma.Register(h, op(http.MethodPost, "/gaps/{id}/merge", "merge-gap", "Put the questions of a gap into another"), func(ctx context.Context, in *gapMerge) (*gapBody, error) {
		if _, err := may(ctx, Publish); err != nil {
			return nil, err
		}
		if err := a.store.MergeGaps(ctx, in.ID, in.Body.Into); err != nil {
			return nil, a.said(ctx, err)
		}
		return a.gap(ctx, in.Body.Into)
	})
}

// turnGap does something with a gap and answers with what it is then.
func (a *api) turnGap(ctx context.Context, id int64, do func(by string) error) (*gapBody, error) {
	caller, err := may(ctx, Publish)
	if err != nil {
		return nil, err
	}
	if err := do(caller.Name); err != nil {
		return nil, a.said(ctx, err)
	}
	return a.gap(ctx, id)
}

func (a *api) gap(ctx context.Context, id int64) (*gapBody, error) {
	g, questions, err := a.store.Gap(ctx, id)
	if err != nil {
		return nil, a.said(ctx, err)
	}
	out := GapWhole{Gap: gapOut(g), Article: g.Article, Removed: g.Removed, ClosedBy: g.ClosedBy, Reason: g.Reason, Questions: []GapQuestion{}, Replies: []GapReply{}}
	if g.State == "open" { // who begins its article closes it later
		out.ClosedBy = ""
	}
	var conversations, seqs []int64
	for _, q := range questions {
		out.Questions = append(out.Questions, GapQuestion{q.Conversation, q.Text, q.At})
		if q.Conversation != 0 {
			conversations, seqs = append(conversations, q.Conversation), append(seqs, q.Seq)
		}
	}
	if a.talks != nil && len(questions) > 0 {
		replies, err := a.talks.OwnReplies(ctx, conversations, seqs)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		for _, r := range replies {
			out.Replies = append(out.Replies, GapReply{r.Conversation, knowledge.Mask(r.Text), r.Operator, r.Solved})
		}
	}
	return &gapBody{out}, nil
}
