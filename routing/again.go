package routing

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// What operators are told of a draft that was refused until something changed, when it has.
const (
	nowAnswers = "The model answers again now."
	nowNewDay  = "The day’s limit was reached; a new day has begun."
)

// Which of the drafts that did not come are worth another try, in SQL.
const (
	answersAgain = `until IN ('setup', 'day')`
	newDay       = `until = 'day' AND company_day(at) < (SELECT company_day(now()))`
	startsAnew   = `until IN ('setup', 'model', 'day')` // settings are mended by a restart
)

// offerAgain lets operators ask once more for drafts that the model had refused until something changed: it has. why is what
// they are told now; empty: what they were told.
func (r *Router) offerAgain(ctx context.Context, which, why string) error {
	if r.author == nil {
		return nil
	}
	rows, err := r.pool.Query(ctx, `UPDATE suggestions g SET again = true, until = '', trouble = COALESCE(NULLIF($1, ''), g.trouble)
		FROM conversations c JOIN addresses a ON a.id = c.address_id
		WHERE c.id = g.conversation_id AND g.id IN (SELECT id FROM suggestions WHERE `+which+` AND state IN ('unwritten', 'offered') ORDER BY id FOR UPDATE SKIP LOCKED)
		RETURNING c.id, c.account, a.value`, why)
	if err != nil {
		return fmt.Errorf("offer drafts again: %w", err)
	}
	type place struct {
		Conv             int64
		Account, Address string
	}
	told, err := pgx.CollectRows(rows, pgx.RowToStructByPos[place])
	if err != nil {
		return fmt.Errorf("offer drafts again: %w", err)
	}
	for _, p := range told {
		r.bus.changed(p.Conv, p.Account, p.Address, forNobody)
	}
	return nil
}

// reachable is an Author that can tell whether the model's server answers at all.
type reachable interface{ Reach(context.Context) error }

// slowly is what operators are told of a model that says nothing for long.
func (r *Router) slowly(ctx context.Context) string {
	m, ok := r.author.(reachable)
	if !ok {
		return troubleSlow
	}
	if err := m.Reach(ctx); err != nil && ctx.Err() == nil {
		return troubleMute
	}
	return troubleSlow
}
