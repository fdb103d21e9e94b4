package knowledge

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// RemovedProjectError says that a project was removed, so that nothing can be written in it or saved under its key.
type RemovedProjectError struct {
	Key string
	At  time.Time
}

func (e *RemovedProjectError) Error() string {
	return fmt.Sprintf("project %q was removed on %s: restore it first", e.Key, e.At.UTC().Format("2 January 2006"))
}

// noProject is why nothing can be written in a project that is not there: a RemovedProjectError, or an InvalidError.
func noProject(ctx context.Context, tx pgx.Tx, key string) error {
	gone := RemovedProjectError{Key: key}
	err := tx.QueryRow(ctx, `SELECT removed_at FROM projects WHERE key = $1 AND removed_at IS NOT NULL`, key).Scan(&gone.At)
	if errors.Is(err, pgx.ErrNoRows) {
		return InvalidError{{Field: "project", Problem: fmt.Sprintf("%q does not exist: make the project first", key)}}
	}
	if err != nil {
		return fmt.Errorf("whether project %q was removed: %w", key, err)
	}
	return &gone
}

// inProject is a RemovedProjectError where an article's project was removed: nobody would see what is written there.
func inProject(ctx context.Context, tx pgx.Tx, id int64) error {
	var gone RemovedProjectError
	err := tx.QueryRow(ctx, `SELECT p.key, p.removed_at FROM projects p JOIN articles a ON a.project_id = p.id WHERE a.id = $1 AND p.removed_at IS NOT NULL`, id).
		Scan(&gone.Key, &gone.At)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("whether the project of article %d is there: %w", id, err)
	}
	return &gone
}

// RemovedProject is a project that was removed, and with it its articles.
type RemovedProject struct {
	Project
	At time.Time
	By string // empty: not known
}

// RemovedProjects returns the removed projects, the last removed first.
func (s *Store) RemovedProjects(ctx context.Context) ([]RemovedProject, error) {
	rows, _ := s.pool.Query(ctx, `SELECT removed_at, removed_by, `+projectColumns+` FROM projects WHERE removed_at IS NOT NULL ORDER BY removed_at DESC, key`)
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p RemovedProject, err error) {
		err = row.Scan(append([]any{&p.At, &p.By}, p.targets()...)...)
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("list removed projects: %w", err)
	}
	return list, nil
}

// RestoreProject brings a removed project back as it was, with its articles but for those that were removed by
// themselves.
func (s *Store) RestoreProject(ctx context.Context, key string) error {
	err := s.showProject(ctx, `UPDATE projects SET removed_at = NULL WHERE key = $1 AND removed_at IS NOT NULL RETURNING id`, key)
	if err != nil {
		return fmt.Errorf("restore project %q: %w", key, err)
	}
	return nil
}
