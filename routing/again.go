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
	onceUnset  = "No model was set when this was asked. One is set now."
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
	if err := r.tellEach(rows); err != nil {
		return fmt.Errorf("offer drafts again: %w", err)
	}
	return nil
}

// tellEach has desks show conversations anew: rows of their id, account and address.
func (r *Router) tellEach(rows pgx.Rows) error {
	type place struct {
		Conv             int64
		Account, Address string
	}
	told, err := pgx.CollectRows(rows, pgx.RowToStructByPos[place])
	for _, p := range told {
		r.bus.changed(p.Conv, p.Account, p.Address, forNobody)
	}
	return err
}

// offerUnbegun offers operators a draft by a model where none was begun, since no model was set when it was asked: in open
// conversations, beside quotes that it can be written from. On the telephone nothing is written.
func (r *Router) offerUnbegun(ctx context.Context) error {
	if r.author == nil {
		return nil
	}
	const best = `FROM suggestions q WHERE q.conversation_id = c.id AND q.state = 'offered' AND NOT q.model
		AND NOT EXISTS (SELECT FROM jsonb_array_elements(q.sources) s WHERE (s->>'internal')::boolean)
		AND NOT EXISTS (SELECT FROM suggestions m WHERE m.conversation_id = c.id AND m.for_seq >= q.for_seq AND m.model)`
	return r.sweepEach(ctx, "drafts that were never begun", `c.state <> 'closed' AND c.call_id IS NULL AND EXISTS (SELECT `+best+`)`,
		func(tx pgx.Tx, c *conversation) error {
			_, err := tx.Exec(ctx, `
				INSERT INTO suggestions (conversation_id, for_seq, rank, text, lang, score, sources, state, model, trouble, again)
				SELECT conversation, seq, `+nextRank+`, '', c.lang, score, sources, 'unwritten', true, $2, true
				FROM conversations c, LATERAL (SELECT c.id AS conversation, q.for_seq AS seq, q.score, q.sources `+best+` ORDER BY q.for_seq DESC, q.rank LIMIT 1) place WHERE c.id = $1`, c.ID, onceUnset)
			return err
		})
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
