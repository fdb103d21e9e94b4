package knowledge

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// ClosedGapError says that nothing was done with a gap, since somebody closed it in the meantime.
type ClosedGapError struct {
	Gap Gap // its ID, Lang, Title, State, Closed, ClosedBy and Reason; an empty State: it is not there any more
}

func (e *ClosedGapError) Error() string {
	g := e.Gap
	at := g.Closed.UTC().Format(time.RFC3339)
	switch g.State {
	case "dismissed":
		return fmt.Sprintf("the gap “%s” was dismissed by %s at %s: %s", g.Title, g.ClosedBy, at, g.Reason)
	case "written":
		return fmt.Sprintf("the gap “%s” was closed by %s at %s: an article answers it", g.Title, g.ClosedBy, at)
	}
	return fmt.Sprintf("gap %d is not there any more: it was merged into another, or its questions were erased", g.ID)
}

// NoGapError is an ErrNotFound: there is no gap of this number, or never was.
type NoGapError int64

func (e NoGapError) Error() string { return fmt.Sprintf("there is no gap %d", int64(e)) }

// Is makes a NoGapError an ErrNotFound.
func (e NoGapError) Is(target error) bool { return target == ErrNotFound }

// CheckOpen is a ClosedGapError, unless the gap is open.
func (g Gap) CheckOpen() error {
	if g.State == "open" {
		return nil
	}
	return &ClosedGapError{g}
}

// querier is a pool, or a transaction.
type querier interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// closedGap tells why nothing was done with a gap: a ClosedGapError, a NoGapError, or ErrNotFound where it is open.
func closedGap(ctx context.Context, q querier, id int64) error {
	g := Gap{ID: id}
	err := q.QueryRow(ctx, `SELECT lang, title, state, COALESCE(closed_at, opened_at), closed_by, reason FROM gaps WHERE id = $1`, id).
		Scan(&g.Lang, &g.Title, &g.State, &g.Closed, &g.ClosedBy, &g.Reason)
	if errors.Is(err, pgx.ErrNoRows) {
		return goneGap(ctx, q, id)
	}
	if err == nil {
		err = g.CheckOpen()
	}
	if err == nil {
		err = ErrNotFound
	}
	return err
}

// goneGap tells a gap that is not there any more from one that never was.
func goneGap(ctx context.Context, q querier, id int64) error {
	var was bool
	err := q.QueryRow(ctx, `SELECT $1::bigint BETWEEN 1 AND COALESCE(pg_sequence_last_value(pg_get_serial_sequence('gaps', 'id')::regclass), 0)`, id).Scan(&was)
	if err == nil && was {
		err = &ClosedGapError{Gap{ID: id}}
	}
	if err == nil {
		err = NoGapError(id)
	}
	return err
}
