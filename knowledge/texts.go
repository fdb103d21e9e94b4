package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// shownTables are the articles that readers see, in the version that they see.
const shownTables = `articles a
	JOIN projects p ON p.id = a.project_id
	JOIN article_versions v ON v.article_id = a.id AND v.version = a.published
	WHERE a.removed_at IS NULL AND p.removed_at IS NULL`

// Texts returns the articles among some that readers see, without what people ask.
func (s *Store) Texts(ctx context.Context, ids []int64) ([]Article, error) {
	list, err := s.texts(ctx, ` AND a.id = ANY($1)`, ids)
	if err != nil {
		return nil, fmt.Errorf("texts of articles %d: %w", ids, err)
	}
	return list, nil
}

// AllTexts returns the articles that readers see, in the order of their ids, without what people ask.
func (s *Store) AllTexts(ctx context.Context) ([]Article, error) {
	list, err := s.texts(ctx, ` ORDER BY a.id`)
	if err != nil {
		return nil, fmt.Errorf("all texts: %w", err)
	}
	return list, nil
}

// OldTexts returns the articles that readers see and that were last changed before a time, the oldest first, at most so many.
func (s *Store) OldTexts(ctx context.Context, before time.Time, most int) ([]Article, error) {
	list, err := s.texts(ctx, ` AND v.at < $1 ORDER BY v.at, a.id LIMIT $2`, before, most)
	if err != nil {
		return nil, fmt.Errorf("old texts: %w", err)
	}
	return list, nil
}

// texts reads those that the rest of a statement, with its arguments, selects.
func (s *Store) texts(ctx context.Context, which string, args ...any) ([]Article, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT a.id, a.key, p.key, p.name, p.aliases, a.lang, v.version, v.title, v.body, v.audience, COALESCE(v.link, ''), v.valid_from, v.valid_until, v.at
		FROM `+shownTables+which, args...)
	var a Article
	var from, until *time.Time
	var out []Article
	_, err := pgx.ForEachRow(rows, []any{
		&a.ID, &a.Key, &a.Project, &a.Name, &a.Aliases, &a.Lang, &a.Version, &a.Title, &a.Body, &a.Audience, &a.Link, &from, &until, &a.Published,
	}, func() error {
		a.ValidFrom, a.ValidUntil = day(from), day(until)
		out = append(out, a)
		return nil
	})
	return out, err
}

// textsSum tells the texts that readers see from others, without reading them.
func (s *Store) textsSum(ctx context.Context) (sum string, err error) {
	err = s.pool.QueryRow(ctx, `SELECT count(*) || '/' || COALESCE(sum(hashint8extended(a.id, v.version)::numeric + hashtextextended(p.name, a.id)::numeric), 0) FROM `+shownTables).Scan(&sum)
	if err != nil {
		return "", fmt.Errorf("sum of the texts: %w", err)
	}
	return sum, nil
}
