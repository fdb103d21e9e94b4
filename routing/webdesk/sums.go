package webdesk

import (
	"context"

	"switchboard/assist"
	"switchboard/routing"
)

// summary is what a conversation came to, ready to be shown.
type summary struct {
	Lines []assist.SummaryLine
	By    string // who wrote it, in words
	Whole bool   // of the whole conversation, which is closed
}

// fact is a change that is offered for the customer's card, with the quote in pieces.
type fact struct {
	routing.Fact
	Pieces []piece
}

// sums adds to a conversation's parts its summary, the customer's last conversation, the facts on offer, and how it seems
// to have ended.
func (d *Desk) sums(ctx context.Context, p *parts) error {
	h := p.Head
	p.Summary = summary{Lines: assist.SummaryLines(h.Summary), By: writer(h.SummaryModel)}
	if h.State == routing.Closed && h.CloseSummary != "" {
		p.Summary = summary{Lines: assist.SummaryLines(h.CloseSummary), By: writer(h.CloseModel), Whole: true}
	}
	if len(p.Summary.Lines) == 0 {
		p.Summary.By = ""
	}
	for i, x := range p.Person.History {
		if x.State == routing.Closed && x.ID < h.ID && (p.Last == nil || x.Closed.After(p.Last.Closed)) {
			p.Last = &p.Person.History[i]
		}
	}
	facts, err := d.router.Facts(ctx, p.Me.ID, h.ID)
	if err != nil {
		return err
	}
	p.FactsMark, p.ClearFacts = routing.FactsMark(facts), len(routing.ClearFacts(facts))
	for _, f := range facts {
		p.Facts = append(p.Facts, fact{f, quoted(f.Quote, []string{f.Value})})
	}
	p.Dispositions = d.router.Dispositions()
	if h.State != routing.Closed {
		p.Proposal, err = d.router.Proposal(ctx, p.Me.ID, h.ID)
	}
	return err
}

func writer(model string) string {
	if model == "" {
		return "quoted"
	}
	return "by " + model
}

// acceptFact writes an offered fact to the customer's card.
func (d *Desk) acceptFact(c call) error {
	return d.onMessage(c, func(ctx context.Context, op, fact int64) error {
		return d.router.AcceptFact(ctx, op, fact, c.number("seen"))
	})
}

// acceptFacts writes all that are offered.
func (d *Desk) acceptFacts(c call) error {
	return act(c, func(ctx context.Context, op, conv int64) error {
		return d.router.AcceptFacts(ctx, op, conv, 0, c.number("seen"))
	})
}

func (d *Desk) rejectFact(c call) error { return d.onMessage(c, d.router.RejectFact) }
