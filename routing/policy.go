package routing

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Jobs takes chores in the transaction that makes them necessary. An insert-only River client is one.
type Jobs interface {
	InsertTx(context.Context, pgx.Tx, river.JobArgs, *river.InsertOpts) (*rivertype.JobInsertResult, error)
}

// Policy is what a company decides. The zero value of a field means its default.
type Policy struct {
	Answer      float64       // probability from which the assistant answers by itself; default 0.83, at least knowledge.LeastAnswers, above 1: never
	Judged      float64       // probability from which it answers what a judge says answers; 0: no judge is asked
	Draft       float64       // probability from which a draft is shown to operators; default 0.1
	TakeBack    time.Duration // an owner silent for so long while the customer waits loses the conversation; default 15 min
	ReopenIn    time.Duration // a customer who writes within it after the end reopens the conversation; default 24 h
	Wrap        time.Duration // an answered conversation of the assistant ends after so much silence; default 12 h
	Lease       time.Duration // of a lane; platform calls are bounded by three quarters of it; default 30 s
	Keep        time.Duration // what ended longer ago is erased; 0: it is kept for ever
	Department  string        // key of the department for everything that no project sends elsewhere; default "support"
	Company     string        // as texts to customers name it; may be empty
	MaxAttempts int           // sends of one message, before it is shown as failed; default 12
}

// Policy is what is in force, with its defaults.
func (r *Router) Policy() Policy { return r.policy }

// WithDefaults is the policy with the defaults of what is not set.
func (p Policy) WithDefaults() Policy {
	orFloat(&p.Answer, 0.83)
	p.Answer = max(p.Answer, knowledge.LeastAnswers)
	orFloat(&p.Draft, 0.1)
	orDuration(&p.TakeBack, 15*time.Minute)
	orDuration(&p.ReopenIn, 24*time.Hour)
	orDuration(&p.Wrap, 12*time.Hour)
	orDuration(&p.Lease, 30*time.Second)
	if p.Department == "" {
		p.Department = "support"
	}
	if p.MaxAttempts == 0 {
		p.MaxAttempts = 12
	}
	return p
}

// answersFrom is the probability from which a draft is answered with.
func (p Policy) answersFrom(s assist.Suggestion) float64 {
	if s.Verdict == assist.VerdictAnswers && p.Judged > 0 && p.Answer <= 1 {
		return min(p.Judged, p.Answer)
	}
	return p.Answer
}

// shownIn is the policy for drafts in a situation.
func (p Policy) shownIn(s situation) Policy {
	switch {
	case s.Call && s.Wants == assist.Asks:
		p.Draft *= 0.75 // speech lowers every probability, and a glance costs less than a search while the caller waits
	case s.Call:
		p.Draft *= 1.5 // what only tells something is most of a call
	}
	return p
}

func orFloat(f *float64, def float64) {
	if *f == 0 {
		*f = def
	}
}

func orDuration(d *time.Duration, def time.Duration) {
	if *d == 0 {
		*d = def
	}
}

// moves are the legal moves of a conversation's state.
var moves = map[State][]State{
	Assistant: {Queued, Owned, Closed},
	Queued:    {Owned, Snoozed, Assistant, Closed, Queued},
	Owned:     {Queued, Owned, Snoozed, Assistant, Closed},
	Snoozed:   {Queued, Owned, Closed},
	Closed:    {Assistant, Queued, Owned},
}

// legal tells whether a conversation may go from one state to another.
func legal(from, to State) bool {
	for _, s := range moves[from] {
		if s == to {
			return true
		}
	}
	return false
}
