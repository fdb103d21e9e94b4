package routing

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/knowledge"
)

// suggestWithin bounds the making of drafts: a slow index or model costs the drafts, never the message.
const suggestWithin = 5 * time.Second

// catchUp deals with the customer's lines that nobody has looked at: it suggests, decides, and carries out the
// decision in one transaction with the lane's progress.
func (w *Workers) catchUp(ctx context.Context, l *lane) error {
	g, err := gather(ctx, w.r.pool, l)
	if err != nil {
		return err
	}
	if len(g.pending) == 0 {
		return w.catchUpOurs(ctx, l, g)
	}
	s := g.situation()
	d := g.dialogue(w.r.now())
	s.Lang = cmp.Or(d.Wishes, s.Lang)
	if s.Meanwhile, err = w.r.meanwhile(ctx, g, s); err != nil {
		return err
	}
	suggest := func(d assist.Dialogue) []assist.Suggestion {
		drafts, err := w.drafts(ctx, l, d, s)
		if s.Broken = err != nil; s.Broken {
			w.r.stats.suggestFailures.Add(1)
			w.log.Warn("no suggestions could be made", "conversation", l.Conv, "error", err)
		}
		return drafts
	}
	whole := d
	if s.Meanwhile {
		d = g.byItself(d)
	}
	drafts, judged := w.judged(ctx, l, g, d, s, suggest(d))
	if s.Meanwhile {
		if s.Meanwhile, err = w.r.answersAside(ctx, s, d, drafts); err != nil {
			return err
		}
		if !s.Meanwhile { // it waits with what was said before
			d = whole
		}
		if !s.Meanwhile && !s.Broken {
			drafts = suggest(whole)
		}
	}
	if err := w.r.taught.follow(ctx, w.r.pool); err != nil {
		w.log.Warn("departments are guessed by what was known before", "error", err)
	}
	facts, err := w.r.factsIn(ctx, g)
	if err != nil {
		return err
	}
	var c *conversation
	anew := false
	err = pgx.BeginFunc(ctx, w.r.pool, func(tx pgx.Tx) error {
		c, err = lockedByID(ctx, tx, l.Conv)
		if err != nil {
			return err
		}
		if judged { // that takes seconds
			if anew, err = w.begunAnew(ctx, tx, l, g); anew || err != nil {
				return err
			}
		}
		if err := l.finishDesk(ctx, tx, c, g.upTo, g.seen > g.upTo); err != nil {
			return err
		}
		s.State = c.State // it may have been taken meanwhile
		if s.Meanwhile {  // and somebody may have come
			if s.Meanwhile, err = nobodyThere(ctx, tx, l.Conv); err != nil {
				return err
			}
		}
		if err := w.r.decide(ctx, tx, c, g, s, d, drafts); err != nil {
			return err
		}
		return w.r.followUp(ctx, tx, c, facts, s.State != Queued && c.State == Queued)
	})
	if err != nil {
		return fmt.Errorf("catch up with conversation %d: %w", l.Conv, err)
	}
	if anew {
		return nil
	}
	w.r.bus.changed(c.ID, c.Account, c.Address, forDesk|forChannel)
	w.r.refill(ctx, c)
	return nil
}

// catchUpOurs brings the summary up to date where nothing but lines of ours is new.
func (w *Workers) catchUpOurs(ctx context.Context, l *lane, g *gathered) error {
	var c *conversation
	err := pgx.BeginFunc(ctx, w.r.pool, func(tx pgx.Tx) (err error) {
		if c, err = lockedByID(ctx, tx, l.Conv); err != nil {
			return err
		}
		if err := l.finishDesk(ctx, tx, c, g.upTo, false); err != nil || c.State == Closed || c.State == Assistant {
			return err
		}
		return w.r.sum(ctx, tx, c, digestAfter)
	})
	if err != nil {
		return fmt.Errorf("catch up with our lines of conversation %d: %w", l.Conv, err)
	}
	w.r.bus.changed(c.ID, c.Account, c.Address, forNobody)
	return nil
}

// drafts asks for suggestions. After two failures in a row of the lane nothing is asked: what kills the worker must
// not hold up the customer.
func (w *Workers) drafts(ctx context.Context, l *lane, d assist.Dialogue, s situation) ([]assist.Suggestion, error) {
	if w.suggest == nil || s.Rests || s.Greeting || s.Nudge || s.Preamble || s.Withdraws || s.AsksWho || s.Wishes || s.State != Assistant && s.asksNothing() || s.Call && s.Wants == assist.WantsNothing || (s.Feedback != nil && *s.Feedback) {
		return nil, nil
	}
	if l.Failures >= 2 {
		return nil, fmt.Errorf("given up after %d failures", l.Failures)
	}
	ctx, cancel := context.WithTimeout(ctx, suggestWithin)
	defer cancel()
	select {
	case w.searches <- struct{}{}:
		defer func() { <-w.searches }()
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for other searches: %w", ctx.Err())
	}
	var drafts []assist.Suggestion
	err := knowledge.Recovered(func() (err error) {
		drafts, err = w.suggest.Suggest(ctx, d)
		return err
	})
	drafts = slices.DeleteFunc(drafts, func(s assist.Suggestion) bool { return len(s.Sources) == 0 || s.Text == "" })
	if s.Feedback != nil { // what has just not helped is no draft
		drafts = slices.DeleteFunc(drafts, func(d assist.Suggestion) bool { return s.told(d.Text) })
	}
	return drafts, err
}
