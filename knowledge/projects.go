package knowledge

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

const projectColumns = `id, key, name, summary, url, aliases, department, contacts, hours, owner, body, sample, version`

func scanProject(row pgx.CollectableRow) (p Project, err error) {
	err = row.Scan(p.targets()...)
	return p, err
}

// targets are where projectColumns go.
func (p *Project) targets() []any {
	return []any{&p.ID, &p.Key, &p.Name, &p.Summary, &p.URL, &p.Aliases, &p.Department, &p.Contacts, &p.Hours, &p.Owner, &p.Body, &p.Sample, &p.Version}
}

// Projects returns the projects by name.
func (s *Store) Projects(ctx context.Context) ([]Project, error) {
	rows, _ := s.pool.Query(ctx, `SELECT `+projectColumns+` FROM projects WHERE removed_at IS NULL ORDER BY name, key`)
	projects, err := pgx.CollectRows(rows, scanProject)
	if err != nil {
		return nil, fmt.Errorf("list projects: %w", err)
	}
	return projects, nil
}

// Project returns a project by its key, or ErrNotFound.
func (s *Store) Project(ctx context.Context, key string) (Project, error) {
	rows, _ := s.pool.Query(ctx, `SELECT `+projectColumns+` FROM projects WHERE key = $1 AND removed_at IS NULL`, key)
	p, err := pgx.CollectExactlyOneRow(rows, scanProject)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return Project{}, fmt.Errorf("project %q: %w", key, err)
	}
	return p, nil
}

// SaveProject makes a project or changes the one with its key, and returns it as saved. Where that was removed it is a
// RemovedProjectError; an InvalidError names the fields at fault.
func (s *Store) SaveProject(ctx context.Context, p Project) (Project, error) {
	return s.SaveCard(ctx, CardEdit{Project: p, Based: AnyVersion})
}

// saveProject inserts or updates a project, with a version of its card where that differs. If its name or its aliases
// change, its articles do too. A nil hash leaves the one that an import has noted. A removed project comes back.
func saveProject(ctx context.Context, tx pgx.Tx, p *Project, rev int64, author string, hash *string) error {
	was, removed, err := lockProject(ctx, tx, p.Key)
	if err != nil {
		return err
	}
	p.Version = was.Version
	if was.Version == 0 || !sameCard(was, *p) {
		p.Version++
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO projects (key, name, summary, url, aliases, department, contacts, hours, body, sample, source_hash, version, owner)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, COALESCE($11, ''), $12, $13)
		ON CONFLICT (key) DO UPDATE SET name = $2, summary = $3, url = $4, aliases = $5, department = $6, contacts = $7,
			hours = $8, body = $9, sample = $10, source_hash = COALESCE($11, projects.source_hash), version = $12, owner = $13, removed_at = NULL
		RETURNING id`,
		p.Key, p.Name, p.Summary, p.URL, nonNil(p.Aliases), p.Department, p.Contacts, p.Hours, p.Body, p.Sample, hash, p.Version, p.Owner).Scan(&p.ID)
	if err != nil {
		return err
	}
	if p.Version != was.Version {
		if err := insertCard(ctx, tx, *p, author, time.Time{}); err != nil {
			return err
		}
	}
	if was.ID == 0 || removed.IsZero() && was.Name == p.Name && slices.Equal(was.Aliases, p.Aliases) {
		return nil
	}
	_, err = tx.Exec(ctx, `UPDATE articles SET rev = $2 WHERE project_id = $1`, p.ID, rev)
	return err
}

// RemoveProject takes a project and all its articles away from readers. RestoreProject brings it back. Nothing else does that has
// its key: it would bring its old articles back too, of which nobody thinks then.
func (s *Store) RemoveProject(ctx context.Context, key, by string) error {
	err := s.showProject(ctx, `UPDATE projects SET removed_at = now(), removed_by = $2, source_hash = '' WHERE key = $1 AND removed_at IS NULL RETURNING id`, key, by)
	if err != nil {
		return fmt.Errorf("remove project %q: %w", key, err)
	}
	return nil
}

// showProject has readers see what a statement makes of one project, of which it returns the id, and of its articles. ErrNotFound: it
// returns none.
func (s *Store) showProject(ctx context.Context, update string, args ...any) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		rev, err := publish(ctx, tx)
		if err != nil {
			return err
		}
		var id int64
		err = tx.QueryRow(ctx, update, args...).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE articles SET rev = $2 WHERE project_id = $1`, id, rev)
		return err
	})
}

// RemoveSamples removes the sample projects and articles, and says how many articles. A sample project that has articles
// of the company's own stays and is no sample any more. Importing the samples again brings them back.
func (s *Store) RemoveSamples(ctx context.Context) (articles int, err error) {
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		rev, err := publish(ctx, tx)
		if err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, `
			WITH gone AS (UPDATE articles SET removed_at = now(), source_hash = '', rev = $1 WHERE sample AND removed_at IS NULL RETURNING id)
			INSERT INTO article_steps (article_id, what, by, note) SELECT id, 'removed', '', 'with the samples' FROM gone`, rev)
		if err != nil {
			return err
		}
		articles = int(tag.RowsAffected())
		_, err = tx.Exec(ctx, `
			UPDATE projects p SET sample = false, source_hash = '', removed_by = '', removed_at = CASE WHEN EXISTS (
				SELECT FROM articles a WHERE a.project_id = p.id AND a.removed_at IS NULL) THEN NULL ELSE now() END
			WHERE sample AND removed_at IS NULL`)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("remove the samples: %w", err)
	}
	return articles, nil
}
