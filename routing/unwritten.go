package routing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
)

// stopWriting takes away the drafts of a conversation that still grow, and those that did not come; whoever writes one finds
// that out at the next sentence.
func stopWriting(ctx context.Context, tx pgx.Tx, conv int64) error {
	if _, err := tx.Exec(ctx, `DELETE FROM suggestions WHERE conversation_id = $1 AND state IN ('writing', 'unwritten')`, conv); err != nil {
		return fmt.Errorf("stop the writing for conversation %d: %w", conv, err)
	}
	return nil
}

// Why a draft is not written again, as operators are told.
var (
	errPassed  = errors.New("it is not written again: the conversation has gone on, or somebody dismissed it")
	errNoBasis = errors.New("it is not written again: the drafts beside it, whose articles it is written from, are gone")
	errNoModel = errors.New("it is not written again: no model is set that could")
)

// WriteAgain has the model write a draft once more that did not come, or broke off. Pressed twice it is written once.
func (r *Router) WriteAgain(ctx context.Context, op, draft int64) error {
	conv, err := r.conversationOf(ctx, draft)
	if err != nil {
		return err
	}
	return r.act(ctx, op, conv, func(tx pgx.Tx, _ Operator, c *conversation) error {
		if c.State == Closed {
			return ErrClosed
		}
		if r.author == nil || r.jobs == nil {
			return errNoModel
		}
		basis, err := basisOf(ctx, tx, draft)
		if err != nil {
			return err
		}
		var before string
		err = tx.QueryRow(ctx, `WITH was AS (SELECT id, state FROM suggestions WHERE id = $1 AND (again AND state IN ('unwritten', 'offered') OR state = 'writing') FOR UPDATE),
			written AS (UPDATE suggestions g SET state = 'writing', text = '', trouble = '', until = '', again = false, tries = 0, kept_key = NULL, writer = NULL, at = now(),
				writes_until = now() + $2::interval, sources = $3 FROM was WHERE g.id = was.id AND was.state <> 'writing')
			SELECT state FROM was`, draft, writingWaits, jsonOf(basis)).Scan(&before)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return errPassed
		case err != nil:
			return fmt.Errorf("write draft %d again: %w", draft, err)
		case before == "writing":
			return nil
		}
		return r.later(ctx, tx, writeArgs{draft}, time.Time{})
	})
}

// basisOf is what a model may write a draft from: the passages that are quoted beside it.
func basisOf(ctx context.Context, tx pgx.Tx, draft int64) ([]assist.Source, error) {
	rows, err := tx.Query(ctx, `SELECT q.sources FROM suggestions g JOIN suggestions q ON q.conversation_id = g.conversation_id AND q.for_seq = g.for_seq
		WHERE g.id = $1 AND NOT q.model AND q.state = 'offered' ORDER BY q.rank`, draft)
	if err != nil {
		return nil, fmt.Errorf("read what draft %d is written from: %w", draft, err)
	}
	quoted, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (s assist.Suggestion, err error) {
		err = row.Scan(&s.Sources)
		s.Public = !slices.ContainsFunc(s.Sources, func(src assist.Source) bool { return src.Internal })
		return s, err
	})
	if err != nil {
		return nil, fmt.Errorf("read what draft %d is written from: %w", draft, err)
	}
	basis := assist.Basis(quoted)
	if len(basis) == 0 {
		return nil, errNoBasis
	}
	return basis, nil
}

// conversationOf is the conversation of a draft.
func (r *Router) conversationOf(ctx context.Context, draft int64) (conv int64, err error) {
	err = r.pool.QueryRow(ctx, `SELECT conversation_id FROM suggestions WHERE id = $1`, draft).Scan(&conv)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, ErrNotFound
	}
	if err != nil {
		return 0, fmt.Errorf("find draft %d: %w", draft, err)
	}
	return conv, nil
}

// sweepWriting takes care of drafts whose writer has died, or that nobody came to: another one writes them, once; then
// operators are told. What stood of them by then stays, as unfinished.
func (r *Router) sweepWriting(ctx context.Context) error {
	const left = `state = 'writing' AND COALESCE(writes_until, at + interval '2 minutes') < now()` // an older version of the program tells no time
	return r.sweepEach(ctx, "drafts that nobody writes", `EXISTS (SELECT FROM suggestions g WHERE g.conversation_id = c.id AND g.`+left+`)`,
		func(tx pgx.Tx, c *conversation) error {
			_, err := tx.Exec(ctx, `UPDATE suggestions SET state = CASE WHEN text = '' THEN 'unwritten' ELSE 'offered' END, trouble = $2, again = true, writer = NULL, writes_until = NULL
				WHERE conversation_id = $1 AND `+left+` AND (tries > 0 OR NOT $3)`, c.ID, troubleDied, r.author != nil)
			if err != nil {
				return err
			}
			rows, err := tx.Query(ctx, `UPDATE suggestions SET tries = tries + 1, text = '', writer = NULL, writes_until = now() + $2::interval
				WHERE conversation_id = $1 AND `+left+` RETURNING id`, c.ID, writingWaits)
			if err != nil {
				return err
			}
			drafts, err := pgx.CollectRows(rows, pgx.RowTo[int64])
			for _, id := range drafts {
				err = errors.Join(err, r.later(ctx, tx, writeArgs{id}, time.Time{}))
			}
			return err
		})
}
