package knowledge

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Absorb takes an article away from readers, like Remove, since another one of its project says the same now. Its stored
// questions must find that one from now on, unless other languages of it are left, and MovedTo leads its readers there. What
// cannot be put together is ErrNotFound.
func (s *Store) Absorb(ctx context.Context, id, into int64, by string) error {
	if id == into {
		return fmt.Errorf("article %d absorbs itself: %w", id, ErrNotFound)
	}
	return s.show(ctx, "absorb", id, func(ctx context.Context, tx pgx.Tx, rev int64) error {
		var project int64
		var key, other string
		err := tx.QueryRow(ctx, `SELECT a.project_id, a.key, b.key FROM articles a JOIN articles b ON b.project_id = a.project_id
			WHERE a.id = $1 AND b.id = $2 AND a.removed_at IS NULL AND b.removed_at IS NULL`, id, into).Scan(&project, &key, &other)
		if errors.Is(err, pgx.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		if err := remove(ctx, tx, id, rev); err != nil {
			return err
		}
		if err := step(ctx, tx, id, 0, "merged", by, other); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE must_find m SET key = $3 WHERE project_id = $1 AND key = $2
			AND NOT EXISTS (SELECT FROM articles WHERE project_id = $1 AND key = $2 AND removed_at IS NULL)
			AND NOT EXISTS (SELECT FROM must_find WHERE project_id = $1 AND key = $3 AND text = m.text)`, project, key, other)
		return err
	})
}

// MovedTo is the key of the article that says now what a removed one said, preferably in this language; else ErrNotFound.
func (s *Store) MovedTo(ctx context.Context, project, key, lang string) (to string, err error) {
	err = s.pool.QueryRow(ctx, `SELECT s.note FROM articles a JOIN projects p ON p.id = a.project_id JOIN article_steps s ON s.article_id = a.id AND s.what = 'merged'
		WHERE p.key = $1 AND a.key = $2 AND a.removed_at IS NOT NULL AND s.note <> a.key ORDER BY a.lang = $3 DESC, s.id DESC LIMIT 1`, project, key, lang).Scan(&to)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", ErrNotFound
	}
	if err != nil {
		return "", fmt.Errorf("where article %s/%s went: %w", project, key, err)
	}
	return to, nil
}
