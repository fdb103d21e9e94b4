package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Shown returns what customers may read now: published, public, in force, of projects that are not removed. Empty
// arguments narrow nothing. They come by project, title and language.
func (s *Store) Shown(ctx context.Context, project, key, lang string) ([]Article, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT a.id, a.key, p.key, p.name, p.aliases, a.lang, v.title, v.body, v.audience, v.questions, v.tags, v.link, v.valid_from,
			v.valid_until, v.version, v.at
		FROM articles a JOIN projects p ON p.id = a.project_id
		JOIN article_versions v ON v.article_id = a.id AND v.version = a.published
		WHERE a.removed_at IS NULL AND p.removed_at IS NULL AND v.audience = 'public'
			AND COALESCE(v.valid_from, '-infinity') <= (now() AT TIME ZONE 'UTC')::date
			AND COALESCE(v.valid_until, 'infinity') >= (now() AT TIME ZONE 'UTC')::date
			AND ($1 = '' OR p.key = $1) AND ($2 = '' OR a.key = $2) AND ($3 = '' OR a.lang = $3)
		ORDER BY p.name, p.key, v.title, a.lang`, project, key, lang)
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (a Article, err error) {
		var from, until *time.Time
		err = row.Scan(&a.ID, &a.Key, &a.Project, &a.Name, &a.Aliases, &a.Lang, &a.Title, &a.Body, &a.Audience, &a.Questions, &a.Tags,
			&a.Link, &from, &until, &a.Version, &a.Published)
		a.ValidFrom, a.ValidUntil = day(from), day(until)
		return a, err
	})
	if err != nil {
		return nil, fmt.Errorf("articles for customers: %w", err)
	}
	return list, nil
}
