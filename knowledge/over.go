package knowledge

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// database is where a store keeps things: a pool of connections, or one transaction, in which whatever would be a transaction of its own is a
// part that succeeds or fails as a whole.
type database interface {
	querier
	Begin(ctx context.Context) (pgx.Tx, error)
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// Over does something to an article that is as it is taken to be: is says so, or with what error it is not, and nobody changes it from
// then on until what do does with the store that it is given is done, or is not. An unknown article is ErrNotFound. Neither waits for
// anything but the database.
func (s *Store) Over(ctx context.Context, id int64, is func(Document) error, do func(*Store) error) error {
	return s.over(ctx, do, func(tx pgx.Tx, in *Store) error {
		if err := tx.QueryRow(ctx, `SELECT id FROM articles WHERE id = $1 FOR UPDATE`, id).Scan(&id); err != nil && !errors.Is(err, pgx.ErrNoRows) {
			return fmt.Errorf("lock article %d: %w", id, err)
		}
		d, err := in.Article(ctx, id)
		if err != nil {
			return err
		}
		return is(d)
	})
}

// OverProject does something to a project that is as it is taken to be, as Over. A project that is removed is ErrNotFound.
func (s *Store) OverProject(ctx context.Context, key string, is func(Project) error, do func(*Store) error) error {
	return s.over(ctx, do, func(tx pgx.Tx, in *Store) error {
		if _, _, err := lockProject(ctx, tx, key); err != nil {
			return fmt.Errorf("lock project %q: %w", key, err)
		}
		p, err := in.Project(ctx, key)
		if err != nil {
			return err
		}
		return is(p)
	})
}

func (s *Store) over(ctx context.Context, do func(*Store) error, as func(pgx.Tx, *Store) error) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT FROM knowledge_state FOR UPDATE`); err != nil { // before any text: see Store
			return fmt.Errorf("keep publishers waiting: %w", err)
		}
		in := &Store{pool: tx, extras: s.extras, base: s.base}
		if err := as(tx, in); err != nil {
			return err
		}
		return do(in)
	})
}
