package knowledge

import (
	"context"
	"fmt"
	"strings"
)

// Losing are the stored questions that find nothing to answer them any more once texts of articles are taken from readers, by the
// ids of these texts: those in the language of one, and all of an article of which readers see no other language then. Of texts
// that readers do not see there are none.
func (s *Store) Losing(ctx context.Context, ids ...int64) (map[int64][]MustFind, error) {
	rows, err := s.pool.Query(ctx, `
		SELECT a.id, a.lang, NOT EXISTS (SELECT FROM articles o WHERE o.project_id = a.project_id AND o.key = a.key AND o.published IS NOT NULL AND o.removed_at IS NULL
				AND NOT o.id = ANY ($1)) AS last,
			m.id, p.key, m.key, m.text, m.lang, m.by, m.at, m.line::text, m.was
		FROM articles a JOIN projects p ON p.id = a.project_id AND p.removed_at IS NULL JOIN must_find m ON m.project_id = a.project_id AND m.key = a.key
		WHERE a.id = ANY ($1) AND a.published IS NOT NULL AND a.removed_at IS NULL ORDER BY m.id DESC`, ids)
	if err != nil {
		return nil, fmt.Errorf("find the stored questions of %d articles: %w", len(ids), err)
	}
	defer rows.Close()
	out := map[int64][]MustFind{}
	for rows.Next() {
		var article int64
		var lang string
		var last bool
		var m MustFind
		if err := rows.Scan(&article, &lang, &last, &m.ID, &m.Project, &m.Key, &m.Text, &m.Lang, &m.By, &m.At, &m.Line, &m.Was); err != nil {
			return nil, fmt.Errorf("find the stored questions of %d articles: %w", len(ids), err)
		}
		asked := m.Lang
		if asked == "" {
			asked, _ = Language(m.Text, lang)
		}
		if last || Base(asked) == Base(lang) {
			out[article] = append(out[article], m)
		}
	}
	return out, rows.Err()
}

// UnpublishBecause is Unpublish with a reason, which the article's history keeps: a LosingError if stored questions would lose their
// article and none is given.
func (s *Store) UnpublishBecause(ctx context.Context, id int64, by, reason string) error {
	reason, err := s.reasonToLose(ctx, id, reason)
	if err != nil {
		return err
	}
	return s.unpublish(ctx, id, by, reason)
}

// RemoveBecause is Remove with a reason, as UnpublishBecause.
func (s *Store) RemoveBecause(ctx context.Context, id int64, by, reason string) error {
	reason, err := s.reasonToLose(ctx, id, reason)
	if err != nil {
		return err
	}
	return s.remove(ctx, id, by, reason)
}

// LosingError tells which stored questions would lose their article.
type LosingError []MustFind

func (e LosingError) Error() string {
	return fmt.Sprintf("%d stored questions would lose their article", len(e))
}

// reasonToLose is the reason that was given, if there is need for one.
func (s *Store) reasonToLose(ctx context.Context, id int64, given string) (string, error) {
	var c checker
	if given = c.text("reason", strings.TrimSpace(given), 2000); c.err() != nil {
		return "", c.err()
	}
	losing, err := s.Losing(ctx, id)
	if err != nil || len(losing[id]) == 0 {
		return "", err
	}
	if given == "" {
		return "", LosingError(losing[id])
	}
	return given, nil
}
