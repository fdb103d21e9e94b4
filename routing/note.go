package routing

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Remark is a note that a desk takes in by its own rules of who may write there.
type Remark struct {
	Operator int64  // 0: somebody who is no operator
	Name     string // of somebody who is no operator
	Text     string
	// Also runs in the note's transaction, with the note's id. May be nil.
	Also func(ctx context.Context, tx pgx.Tx, note int64) error
}

// Note writes down something that only colleagues see.
func (r *Router) Note(ctx context.Context, op, conv int64, text string) error {
	return r.act(ctx, op, conv, func(tx pgx.Tx, _ Operator, c *conversation) error {
		return note(ctx, tx, c, Remark{Operator: op, Text: text})
	})
}

// Remark writes down something that only colleagues see, for a desk that has seen to it that the writer may.
func (r *Router) Remark(ctx context.Context, conv int64, n Remark) error {
	var c *conversation
	err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) (err error) {
		if c, err = lockedByID(ctx, tx, conv); err != nil {
			return err
		}
		return note(ctx, tx, c, n)
	})
	if err != nil {
		return err
	}
	r.bus.changed(c.ID, c.Account, c.Address, forNobody)
	return nil
}

func note(ctx context.Context, tx pgx.Tx, c *conversation, n Remark) error {
	text := clean(n.Text, maxText)
	if blank(text) {
		return ErrEmpty
	}
	seq, err := next(ctx, tx, c)
	if err != nil {
		return err
	}
	var id int64
	err = tx.QueryRow(ctx, `INSERT INTO notes (conversation_id, seq, operator_id, author, text) VALUES ($1, $2, NULLIF($3::bigint, 0), $4, $5)
		RETURNING id`, c.ID, seq, n.Operator, clean(n.Name, 200), text).Scan(&id)
	if err != nil {
		return fmt.Errorf("write a note on conversation %d: %w", c.ID, err)
	}
	if n.Also == nil {
		return nil
	}
	return n.Also(ctx, tx, id)
}

// ChangeNote rewords a note, or deletes it when the text is empty. The desk has seen to it that whoever asks wrote it.
func (r *Router) ChangeNote(ctx context.Context, id int64, text string) error {
	text = clean(text, maxText)
	var c *conversation
	err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
		var conv int64
		err := tx.QueryRow(ctx, `SELECT conversation_id FROM notes WHERE id = $1`, id).Scan(&conv)
		if errors.Is(err, pgx.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		if c, err = lockedByID(ctx, tx, conv); err != nil {
			return err
		}
		if _, err = bump(ctx, tx, c); err != nil {
			return err
		}
		if blank(text) {
			_, err = tx.Exec(ctx, `UPDATE notes SET deleted_at = now() WHERE id = $1`, id)
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE notes SET text = $2, edited_at = now(), deleted_at = NULL WHERE id = $1`, id, text)
		return err
	})
	if err != nil {
		return fmt.Errorf("change note %d: %w", id, err)
	}
	r.bus.changed(c.ID, c.Account, c.Address, forNobody)
	return nil
}
