package knowledge

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// CardEdit is a project's card to save.
type CardEdit struct {
	Project
	Based  int    // version that the writer began with; 0: a new project; or AnyVersion
	Author string // who saves it
}

// AnyVersion, as the base of a CardEdit, says that whatever stands is to be replaced.
const AnyVersion = -1

// CardVersion is a project's card as it was saved once.
type CardVersion struct {
	Project
	Author string // empty: not known
	At     time.Time
}

// SaveCard makes a project or saves a version of its card, and returns it as saved. Where the project was removed it is a
// RemovedProjectError, and if somebody saved the card after the version that the edit is based on a ConflictError: then
// nothing is saved. An InvalidError names the fields at fault.
func (s *Store) SaveCard(ctx context.Context, e CardEdit) (Project, error) {
	e.Body = WithoutTags(Relative(e.Body, s.base))
	p, err := checkProject(e.Project)
	if stray := strayDays(p.Body); err == nil && stray != "" {
		err = InvalidError{{Field: "body", Problem: stray}}
	}
	if err != nil {
		return Project{}, fmt.Errorf("save project %q: %w", p.Key, err)
	}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		rev, err := publish(ctx, tx)
		if err != nil {
			return err
		}
		if err := unchangedSince(ctx, tx, p.Key, e.Based); err != nil {
			return err
		}
		return saveProject(ctx, tx, &p, rev, e.Author, nil)
	})
	if err != nil {
		return Project{}, fmt.Errorf("save project %q: %w", p.Key, err)
	}
	return p, nil
}

// unchangedSince is a ConflictError if a project's card has a newer version than the one given, and a RemovedProjectError if the
// project was removed.
func unchangedSince(ctx context.Context, tx pgx.Tx, key string, based int) error {
	was, removed, err := lockProject(ctx, tx, key)
	if err == nil && !removed.IsZero() {
		return &RemovedProjectError{key, removed}
	}
	if err != nil || was.ID == 0 || based == AnyVersion || was.Version == based {
		return err
	}
	e := &ConflictError{Version: was.Version}
	err = tx.QueryRow(ctx, `SELECT author, at FROM project_versions WHERE project_id = $1 AND version = $2`, was.ID, was.Version).Scan(&e.Author, &e.At)
	if err != nil {
		return err
	}
	return e
}

// lockProject locks a project and returns it, without an id if there is none, and when it was removed, if it was.
func lockProject(ctx context.Context, tx pgx.Tx, key string) (p Project, removed time.Time, err error) {
	rows, _ := tx.Query(ctx, `SELECT `+projectColumns+` FROM projects WHERE key = $1 FOR UPDATE`, key)
	p, err = pgx.CollectExactlyOneRow(rows, scanProject)
	if errors.Is(err, pgx.ErrNoRows) {
		return Project{}, removed, nil
	}
	var at *time.Time
	if err == nil {
		err = tx.QueryRow(ctx, `SELECT removed_at FROM projects WHERE id = $1`, p.ID).Scan(&at)
	}
	return p, day(at), err
}

func sameCard(a, b Project) bool {
	return slices.Equal(a.Aliases, b.Aliases) && a.Name == b.Name && a.Summary == b.Summary && a.URL == b.URL &&
		a.Department == b.Department && a.Contacts == b.Contacts && a.Hours == b.Hours && a.Owner == b.Owner && a.Body == b.Body
}

// insertCard adds a version of a project's card; without a time it is saved now.
func insertCard(ctx context.Context, tx pgx.Tx, p Project, author string, at time.Time) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO project_versions (project_id, version, name, summary, url, aliases, department, contacts, hours, owner, body, author, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, COALESCE($13, now()))`,
		p.ID, p.Version, p.Name, p.Summary, p.URL, nonNil(p.Aliases), p.Department, p.Contacts, p.Hours, p.Owner, p.Body, author, nullDay(at))
	return err
}

// CardVersions returns a project's card as it was saved, newest first.
func (s *Store) CardVersions(ctx context.Context, key string) ([]CardVersion, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT p.id, p.key, v.name, v.summary, v.url, v.aliases, v.department, v.contacts, v.hours, v.owner, v.body, p.sample, v.version, v.author, v.at
		FROM project_versions v JOIN projects p ON p.id = v.project_id WHERE p.key = $1 ORDER BY v.version DESC`, key)
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (v CardVersion, err error) {
		p := &v.Project
		err = row.Scan(&p.ID, &p.Key, &p.Name, &p.Summary, &p.URL, &p.Aliases, &p.Department, &p.Contacts, &p.Hours, &p.Owner, &p.Body, &p.Sample,
			&p.Version, &v.Author, &v.At)
		return v, err
	})
	if err != nil {
		return nil, fmt.Errorf("versions of project %q: %w", key, err)
	}
	return list, nil
}
