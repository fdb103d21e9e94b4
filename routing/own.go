package routing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// own makes an operator the owner. The caller holds the conversation's lock and has seen that this is legal.
func (r *Router) own(ctx context.Context, tx pgx.Tx, c *conversation, op int64, why string) error {
	if !legal(c.State, Owned) {
		return fmt.Errorf("a conversation that is %s cannot be taken", c.State)
	}
	was, err := goesOn(ctx, tx, c)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		UPDATE conversations SET state = 'owned', owner_id = $2, owned_at = now(), snoozed_until = NULL, snooze_reason = NULL, closed_at = NULL, asked = NULL,
			department_id = COALESCE(department_id, (SELECT id FROM departments WHERE key = $3))
		WHERE id = $1`, c.ID, op, r.policy.Department)
	if err != nil {
		return fmt.Errorf("give conversation %d to operator %d: %w", c.ID, op, err)
	}
	c.State, c.OwnerID = Owned, &op
	return r.record(ctx, tx, c, Event{Actor: "operator", Operator: op, What: "taken", Why: why, Data: was})
}

// act runs what one operator does to one conversation: he may see it, it is locked, and everybody is told.
func (r *Router) act(ctx context.Context, op, conv int64, f func(pgx.Tx, Operator, *conversation) error) error {
	var c *conversation
	err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
		who, err := operator(ctx, tx, op)
		if err != nil {
			return err
		}
		if c, err = lockedByID(ctx, tx, conv); err != nil {
			return err
		}
		if !sees(who, c) {
			return ErrNotFound
		}
		return f(tx, who, c)
	})
	if err != nil {
		return err
	}
	r.bus.changed(c.ID, c.Account, c.Address, forDesk|forChannel)
	r.refill(ctx, c)
	return nil
}

// sees tells whether an operator may see a conversation: supervisors and administrators all, the others those of
// their departments, those of no department, and their own.
func sees(who Operator, c *conversation) bool {
	if who.Role == RoleSupervisor || who.Role == RoleAdministrator {
		return true
	}
	if c.DepartmentID == nil || (c.OwnerID != nil && *c.OwnerID == who.ID) {
		return true
	}
	for _, d := range who.Departments {
		if d == *c.DepartmentID {
			return true
		}
	}
	return false
}

// mine is the guard of everything that only the owner may do.
func mine(who Operator, c *conversation) error {
	if c.State == Closed {
		return ErrClosed
	}
	if c.OwnerID == nil || *c.OwnerID != who.ID {
		return ErrNotOwner
	}
	return nil
}

// Take makes the operator the owner. If another one has it, the error is a TakenError; if he has it himself, all is well.
func (r *Router) Take(ctx context.Context, op, conv int64) error {
	return r.act(ctx, op, conv, func(tx pgx.Tx, who Operator, c *conversation) error {
		return r.take(ctx, tx, who, c)
	})
}

func (r *Router) take(ctx context.Context, tx pgx.Tx, who Operator, c *conversation) error {
	if c.OwnerID != nil && *c.OwnerID != who.ID {
		var name string
		if err := tx.QueryRow(ctx, `SELECT name FROM operators WHERE id = $1`, *c.OwnerID).Scan(&name); err != nil {
			return err
		}
		return TakenError{By: name}
	}
	if c.State == Owned {
		return nil
	}
	if who.Open >= who.Capacity {
		return ErrFull
	}
	return r.own(ctx, tx, c, who.ID, "")
}

// TakeNext gives the operator the conversation that has waited longest in his queues; 0 when there is none.
func (r *Router) TakeNext(ctx context.Context, op int64) (int64, error) {
	var c *conversation
	err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
		who, err := operator(ctx, tx, op)
		if err != nil {
			return err
		}
		all := who.Role == RoleSupervisor || who.Role == RoleAdministrator
		for _, lock := range []string{"FOR UPDATE SKIP LOCKED", "FOR UPDATE"} { // first without waiting for anybody
			c, err = locked(ctx, tx, `c.id = (SELECT id FROM conversations WHERE state = 'queued'
				AND ($1 OR department_id IS NULL OR department_id = ANY($2))
				ORDER BY priority DESC, queued_at LIMIT 1 `+lock+`)`, all, who.Departments)
			if !errors.Is(err, ErrNotFound) {
				break
			}
		}
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		return r.take(ctx, tx, who, c)
	})
	if err != nil || c == nil {
		return 0, err
	}
	r.bus.changed(c.ID, c.Account, c.Address, forDesk)
	return c.ID, nil
}

// Release puts the conversation back into its queue. The customer's clock goes on.
func (r *Router) Release(ctx context.Context, op, conv int64, why string) error {
	return r.act(ctx, op, conv, func(tx pgx.Tx, who Operator, c *conversation) error {
		if err := mine(who, c); err != nil {
			return err
		}
		return r.requeue(ctx, tx, c, Event{Actor: "operator", Operator: op, What: "released", Why: why}, orElse(why, "released by "+who.Name))
	})
}

// requeue takes a conversation from its owner and queues it.
func (r *Router) requeue(ctx context.Context, tx pgx.Tx, c *conversation, e Event, reason string) error {
	_, err := tx.Exec(ctx, `
		UPDATE conversations SET state = 'queued', owner_id = NULL, snoozed_until = NULL, snooze_reason = NULL,
			queued_at = COALESCE(waiting_since, now()), queue_reason = $2
		WHERE id = $1`, c.ID, reason)
	if err != nil {
		return fmt.Errorf("queue conversation %d: %w", c.ID, err)
	}
	c.State, c.OwnerID, c.refill = Queued, nil, true
	if err := r.sum(ctx, tx, c, 0); err != nil {
		return err
	}
	return r.record(ctx, tx, c, e)
}

// Target is where a conversation is transferred to: a department, or an operator.
type Target struct{ Department, Operator int64 }

// Transfer hands the conversation to another operator or department. Its owner may do so, and who sees it while
// nobody owns it; supervisors always.
func (r *Router) Transfer(ctx context.Context, op, conv int64, to Target, why string) error {
	return r.act(ctx, op, conv, func(tx pgx.Tx, who Operator, c *conversation) error {
		if c.State == Closed {
			return ErrClosed
		}
		if c.OwnerID != nil && *c.OwnerID != op && who.Role != RoleSupervisor && who.Role != RoleAdministrator {
			return ErrNotOwner
		}
		if to.Operator != 0 {
			return r.transferToOperator(ctx, tx, c, op, to.Operator, why)
		}
		var name string
		err := tx.QueryRow(ctx, `SELECT name FROM departments WHERE id = $1 AND archived_at IS NULL`, to.Department).Scan(&name)
		if errors.Is(err, pgx.ErrNoRows) {
			return errors.New("there is no such department")
		}
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE conversations SET department_id = $2, department_why = '' WHERE id = $1`, c.ID, to.Department); err != nil {
			return err
		}
		if c.DepartmentID == nil || *c.DepartmentID != to.Department {
			if err := teach(ctx, tx, c, who, to.Department); err != nil {
				return err
			}
		}
		c.DepartmentID = &to.Department
		e := Event{Actor: "operator", Operator: op, What: "transferred", Why: why, Data: map[string]any{"to": name}}
		return r.requeue(ctx, tx, c, e, orElse(why, "transferred by "+who.Name))
	})
}

func (r *Router) transferToOperator(ctx context.Context, tx pgx.Tx, c *conversation, op, to int64, why string) error {
	target, err := operator(ctx, tx, to)
	if err != nil {
		return errors.New("there is no such operator")
	}
	e := Event{Actor: "operator", Operator: op, What: "transferred", Why: why, Data: map[string]any{"to": target.Name}}
	if err := r.record(ctx, tx, c, e); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE conversations SET state = 'owned', owner_id = $2, owned_at = now(), snoozed_until = NULL,
		snooze_reason = NULL WHERE id = $1`, c.ID, to)
	if err != nil {
		return fmt.Errorf("transfer conversation %d: %w", c.ID, err)
	}
	c.State, c.OwnerID = Owned, &to
	return nil
}

// Snooze puts the conversation aside until a time, or until the customer writes, unless it is to outlast that.
func (r *Router) Snooze(ctx context.Context, op, conv int64, until time.Time, why string, outlast bool) error {
	why = clean(why, 1000)
	if d := time.Until(until); d < time.Second || d > 366*24*time.Hour {
		return errors.New("choose a time in the future, within a year")
	}
	return r.act(ctx, op, conv, func(tx pgx.Tx, who Operator, c *conversation) error {
		if err := mine(who, c); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE conversations SET state = 'snoozed', snoozed_until = $2, snooze_reason = $3,
			snooze_keeps = $4, waiting_since = NULL WHERE id = $1`, conv, until, why, outlast)
		if err != nil {
			return fmt.Errorf("snooze conversation %d: %w", conv, err)
		}
		c.State = Snoozed
		if err := r.later(ctx, tx, wakeArgs{Conversation: conv}, until); err != nil {
			return err
		}
		e := Event{Actor: "operator", Operator: op, What: "snoozed", Why: why, Data: map[string]any{"until": until.UTC(), "outlasts": outlast}}
		c.refill = true
		return r.record(ctx, tx, c, e)
	})
}

// unsnooze brings a snoozed conversation back to its owner.
func (r *Router) unsnooze(ctx context.Context, tx pgx.Tx, c *conversation, why string) error {
	_, err := tx.Exec(ctx, `UPDATE conversations SET state = CASE WHEN owner_id IS NULL THEN 'queued' ELSE 'owned' END,
		snoozed_until = NULL, snooze_reason = NULL, waiting_since = COALESCE(waiting_since, now()),
		queued_at = COALESCE(queued_at, now()), queue_reason = COALESCE(queue_reason, $2) WHERE id = $1`, c.ID, why)
	if err != nil {
		return fmt.Errorf("wake conversation %d: %w", c.ID, err)
	}
	c.State = Queued
	if c.OwnerID != nil {
		c.State = Owned
	}
	return r.record(ctx, tx, c, Event{Actor: "system", What: "woke up", Why: why})
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
