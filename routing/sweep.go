package routing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// absentAfter is how long after its last heartbeat a desk counts as left.
const absentAfter = 3 * time.Minute

// silentCall is how long nothing is heard in a call that then counts as ended: its end never came, or overtook its first words and found
// no call. No talk is silent for so long, and what is told of it later is kept all the same.
const silentCall = "4 hours"

// Sweep does what falls due by the clock: operators whose desk is gone are offline; a silent owner's conversation
// goes back to its queue; a call in which nothing was heard for hours has ended; what the assistant answered and nobody asked about any more is closed; free seats are
// filled. Any process may sweep at any time.
func (r *Router) Sweep(ctx context.Context) error {
	if err := r.sweepPresence(ctx); err != nil {
		return err
	}
	return errors.Join(
		r.sweepEach(ctx, "silent owners", `c.state = 'owned' AND c.waiting_since < now() - $1::interval AND NOT c.live
			AND c.owned_at < now() - $1::interval`, func(tx pgx.Tx, c *conversation) error {
			e := Event{Actor: "system", What: "taken back", Why: "the owner was silent while the customer waited", Data: map[string]any{"owner": *c.OwnerID}}
			return r.requeue(ctx, tx, c, e, "its owner was silent")
		}, r.policy.TakeBack),
		r.sweepEach(ctx, "answered conversations", `c.state = 'assistant' AND c.waiting_since IS NULL
			AND COALESCE(c.last_in_at, c.opened_at) < now() - $1::interval`, func(tx pgx.Tx, c *conversation) error {
			return r.end(ctx, tx, c, Event{Actor: "system", What: "closed", Why: "nothing more was asked"}, "solved silently", "")
		}, r.policy.Wrap),
		r.sweepEach(ctx, "calls that nobody ended", `c.live AND c.state <> 'closed' AND GREATEST(c.opened_at, c.last_in_at) < now() - interval '`+silentCall+`'
			AND NOT EXISTS (SELECT FROM messages m WHERE m.conversation_id = c.id AND m.at > now() - interval '`+silentCall+`')`,
			func(tx pgx.Tx, c *conversation) error {
				return r.endCall(ctx, tx, c, "nothing was heard for "+silentCall)
			}),
		r.sweepEach(ctx, "overdue snoozes", `c.state = 'snoozed' AND c.snoozed_until < now()`,
			func(tx pgx.Tx, c *conversation) error { return r.unsnooze(ctx, tx, c, "the time has come") }),
		r.sweepEach(ctx, "drafts whose source changed", `c.state <> 'closed' AND EXISTS (SELECT FROM suggestions g
			WHERE g.conversation_id = c.id AND g.state = 'offered' AND `+changedSource+`)`, r.redraftChanged(ctx)),
		r.sweepWriting(ctx),
		r.offerAgain(ctx, newDay, nowNewDay),
		r.fillAll(ctx),
	)
}

// sweepPresence takes those for gone whose desks have not been heard of for long. While we stood still none could be heard: a process
// that has just started leaves them the time to be.
func (r *Router) sweepPresence(ctx context.Context) error {
	if time.Since(r.started) < absentAfter {
		return nil
	}
	_, err := r.pool.Exec(ctx, `UPDATE operators SET presence = 'offline'
		WHERE presence <> 'offline' AND (seen_at IS NULL OR seen_at < now() - $1::interval)`, absentAfter)
	if err != nil {
		return fmt.Errorf("sweep presence: %w", err)
	}
	return nil
}

// articleChanged is why drafts are withdrawn whose source is another now.
const articleChanged = "an article it quotes has changed"

// redraftChanged takes the drafts away whose source changed, and asks for new ones.
func (r *Router) redraftChanged(ctx context.Context) func(pgx.Tx, *conversation) error {
	return func(tx pgx.Tx, c *conversation) error {
		var seq int64
		err := tx.QueryRow(ctx, `SELECT max(for_seq) FROM suggestions WHERE conversation_id = $1 AND state = 'offered'`, c.ID).Scan(&seq)
		if err != nil {
			return err
		}
		if err := withdraw(ctx, tx, c.ID, articleChanged); err != nil {
			return err
		}
		return r.redraft(ctx, tx, c, seq)
	}
}

// sweepEach carries f out on every conversation that a condition holds for, each in a transaction of its own.
func (r *Router) sweepEach(ctx context.Context, what, cond string, f func(pgx.Tx, *conversation) error, args ...any) error {
	for range 1000 {
		var c *conversation
		err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) (err error) {
			c, err = locked(ctx, tx, `c.id = (SELECT c.id FROM conversations c WHERE `+cond+` ORDER BY c.id LIMIT 1 FOR UPDATE SKIP LOCKED)`, args...)
			if err != nil {
				return err
			}
			return f(tx, c)
		})
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("sweep %s: %w", what, err)
		}
		r.bus.changed(c.ID, c.Account, c.Address, forNobody)
	}
	return nil
}

func (r *Router) fillAll(ctx context.Context) error {
	departments, err := r.Departments(ctx)
	if err != nil {
		return err
	}
	for _, d := range departments {
		if !d.Push {
			continue
		}
		if err := r.fill(ctx, d.ID); err != nil {
			return err
		}
	}
	return nil
}
