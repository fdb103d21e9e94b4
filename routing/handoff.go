package routing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// handing is how a conversation is handed to the operators.
type handing struct {
	Reason  string
	Project string
	Guess   guessed
	Upset   bool // the customer is angry or disappointed
}

// handOff queues a conversation for the operators: a committed state with a reason and a clock; followUp
// adds the summary. The customer is told honestly what happens next.
func (r *Router) handOff(ctx context.Context, tx pgx.Tx, c *conversation, h handing) error {
	var department *int64
	var name string
	err := tx.QueryRow(ctx, `
		SELECT COALESCE(
			(SELECT id FROM departments WHERE key = $4 AND archived_at IS NULL AND $5),
			(SELECT d.id FROM projects p JOIN departments d ON d.key = p.department AND d.archived_at IS NULL WHERE p.key = $1),
			$2, (SELECT id FROM departments WHERE key = $4 AND archived_at IS NULL),
			(SELECT id FROM departments WHERE key = $3 AND archived_at IS NULL)),
			COALESCE((SELECT name FROM departments WHERE key = $4 AND archived_at IS NULL), '')`,
		h.Project, c.DepartmentID, r.policy.Department, h.Guess.Department, h.Guess.First).Scan(&department, &name)
	if err != nil {
		return fmt.Errorf("find the department for conversation %d: %w", c.ID, err)
	}
	_, err = tx.Exec(ctx, `
		UPDATE conversations SET state = 'queued', queued_at = now(), queue_reason = $2, asked = NULL,
			department_id = $3, project = CASE WHEN project = '' THEN $4 ELSE project END, owner_id = NULL, snoozed_until = NULL
		WHERE id = $1`, c.ID, h.Reason, department, h.Project)
	if err != nil {
		return fmt.Errorf("hand off conversation %d: %w", c.ID, err)
	}
	c.State, c.DepartmentID, c.OwnerID = Queued, department, nil
	if err := explain(ctx, tx, c, h.Guess, name); err != nil {
		return err
	}
	r.stats.queued.Add(1)
	if err := r.record(ctx, tx, c, Event{Actor: "assistant", What: "handed off", Why: h.Reason}); err != nil {
		return err
	}
	c.refill = true
	text, err := r.expectation(ctx, tx, c)
	if err != nil {
		return err
	}
	for _, before := range slices.Backward(h.before()) {
		text = phrase(c.Lang, before) + " " + text
	}
	return r.speak(ctx, tx, c, line{Author: "system", Text: text, Lang: c.Lang})
}

// before are the texts that a customer is told before what he may expect.
func (h handing) before() (list []text) {
	if h.Reason == reasonDanger {
		return []text{textDanger}
	}
	if h.Upset {
		list = append(list, textSorry)
	}
	if h.Reason == reasonUnknown {
		list = append(list, textUnknown)
	}
	return list
}

// outlook is what a customer in a queue may expect.
type outlook struct {
	Position int
	Staff    int
	Hours    *Hours
}

// away tells whether nobody is there to answer: we are closed, or no operator is present.
func (o outlook) away(now time.Time) bool { return !o.Hours.Open(now) || o.Staff == 0 }

// look finds a conversation's place in its queue, and who is there.
func look(ctx context.Context, q querier, conv int64) (outlook, error) {
	var o outlook
	err := q.QueryRow(ctx, `
		SELECT (SELECT count(*) FROM conversations o WHERE o.state = 'queued' AND o.department_id IS NOT DISTINCT FROM c.department_id
				AND (o.priority > c.priority OR (o.priority = c.priority AND o.queued_at <= c.queued_at))),
			(SELECT count(*) FROM operators p WHERE p.presence = 'online' AND p.disabled_at IS NULL
				AND (c.department_id IS NULL OR EXISTS (SELECT FROM operator_departments od
					WHERE od.operator_id = p.id AND od.department_id = c.department_id))),
			d.hours
		FROM conversations c LEFT JOIN departments d ON d.id = c.department_id WHERE c.id = $1`, conv).
		Scan(&o.Position, &o.Staff, &o.Hours)
	if err != nil {
		return o, fmt.Errorf("look at the queue for conversation %d: %w", conv, err)
	}
	return o, nil
}

// expectation is what the customer is told at a hand-off: that somebody answers soon, or when we are back.
func (r *Router) expectation(ctx context.Context, tx pgx.Tx, c *conversation) (string, error) {
	o, err := look(ctx, tx, c.ID)
	if err != nil {
		return "", err
	}
	now := time.Now()
	switch {
	case !o.Hours.Open(now):
		return phrase(c.Lang, textClosed, o.Hours.next(now, c.Lang)), nil
	case o.Staff == 0:
		return phrase(c.Lang, textNobody), nil
	case o.Position > 1:
		return phrase(c.Lang, textPosition, o.Position), nil
	}
	return phrase(c.Lang, textSoon), nil
}

// refill fills the seats of a conversation's department when what was just committed may have freed one, or queued
// somebody. It runs in transactions of its own, so that it never waits while it holds another conversation. What fails
// here the next sweep makes good.
func (r *Router) refill(ctx context.Context, c *conversation) {
	if c == nil || !c.refill || c.DepartmentID == nil {
		return
	}
	if err := r.fill(ctx, *c.DepartmentID); err != nil && ctx.Err() == nil {
		r.log.Warn("free seats were not filled; the next sweep tries again", "department", *c.DepartmentID, "error", err)
	}
}

// fill gives the longest waiting conversations of a push department to operators with a free seat.
func (r *Router) fill(ctx context.Context, department int64) error {
	for missed := 0; missed < 2; { // somebody else may have taken the first in line while we waited for him
		c, err := r.fillOne(ctx, department)
		switch {
		case err != nil:
			return fmt.Errorf("fill the seats of department %d: %w", department, err)
		case c == nil:
			missed++
		default:
			r.bus.changed(c.ID, c.Account, c.Address, forDesk)
		}
	}
	return nil
}

// fillOne gives one conversation to one operator, or returns nil.
func (r *Router) fillOne(ctx context.Context, department int64) (c *conversation, err error) {
	err = pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
		var conv, op int64
		err := tx.QueryRow(ctx, `
			SELECT c.id, o.id FROM departments d
			JOIN LATERAL (SELECT id FROM conversations WHERE state = 'queued' AND department_id = d.id
				ORDER BY priority DESC, queued_at LIMIT 1 FOR UPDATE) c ON true
			JOIN LATERAL (SELECT p.id FROM operators p JOIN operator_departments od ON od.operator_id = p.id
				WHERE od.department_id = d.id AND p.presence = 'online' AND p.disabled_at IS NULL
				  AND p.seen_at > now() - interval '5 minutes'
				  AND (SELECT count(*) FROM conversations x WHERE x.owner_id = p.id AND x.state = 'owned') < p.capacity
				ORDER BY (SELECT count(*) FROM conversations x WHERE x.owner_id = p.id AND x.state = 'owned'), p.id
				LIMIT 1 FOR UPDATE OF p SKIP LOCKED) o ON true
			WHERE d.id = $1 AND d.assignment = 'push'`, department).Scan(&conv, &op)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if c, err = lockedByID(ctx, tx, conv); err != nil {
			return err
		}
		return r.own(ctx, tx, c, op, "assigned")
	})
	return c, err
}
