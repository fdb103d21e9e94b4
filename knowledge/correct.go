package knowledge

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// CorrectLesson makes a lesson evidence for another article, in the version that readers see in the lesson's language, or else in any. The
// article is named by project and key ("shop/returns"), by its key alone where it is of the lesson's project, or by its title where one article has
// it. An unknown lesson is ErrNotFound; a name that no article has that readers see is an InvalidError.
func (s *Store) CorrectLesson(ctx context.Context, id int64, article, editor string) error {
	to, err := s.answering(ctx, id, strings.TrimSpace(clean(article)))
	if err != nil {
		return fmt.Errorf("correct lesson %d: %w", id, err)
	}
	return s.changeLesson(ctx, "correct", id, `
		WITH stays AS (DELETE FROM lesson_moves WHERE lesson_id = $1)
		UPDATE lessons SET article_id = b.id, version = b.published, solved = true, inferred = false, state = 'learned', judge = $3
		FROM articles b WHERE lessons.id = $1 AND b.id = $2 AND b.published IS NOT NULL AND b.removed_at IS NULL`, to, editor)
}

// answering is the article that an editor names for a lesson.
func (s *Store) answering(ctx context.Context, lesson int64, name string) (id int64, err error) {
	var there bool
	if err := s.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM lessons WHERE id = $1)`, lesson).Scan(&there); err != nil || !there {
		return 0, errors.Join(err, ErrNotFound)
	}
	rows, _ := s.pool.Query(ctx, `
		WITH named AS (
			SELECT a.id, a.project_id, a.key, a.lang, p.key || '/' || a.key = $2 AS whole, a.key = $2 AND p.id = o.project_id AS here
			FROM lessons l JOIN articles o ON o.id = l.article_id, articles a JOIN projects p ON p.id = a.project_id JOIN article_versions v ON v.article_id = a.id AND v.version = a.published
			WHERE l.id = $1 AND a.removed_at IS NULL AND p.removed_at IS NULL AND (a.key = $2 AND p.id = o.project_id OR p.key || '/' || a.key = $2 OR lower(v.title) = lower($2))
		), best AS (SELECT * FROM named WHERE (whole, here) = (SELECT whole, here FROM named ORDER BY whole DESC, here DESC LIMIT 1))
		SELECT DISTINCT ON (project_id, key) id FROM best ORDER BY project_id, key, lang = (SELECT lang FROM lessons WHERE id = $1) DESC, id`, lesson, name)
	found, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	switch {
	case err != nil:
		return 0, fmt.Errorf("find article %q: %w", name, err)
	case len(found) == 0:
		return 0, InvalidError{{Field: "key", Problem: fmt.Sprintf("%q is no article that readers see: name it by project and key", name), Example: "shop/return-an-order"}}
	case len(found) > 1:
		return 0, InvalidError{{Field: "key", Problem: fmt.Sprintf("%d articles are called %q: name one by project and key", len(found), name), Example: "shop/return-an-order"}}
	}
	return found[0], nil
}

// mostOffered is how many articles are offered to choose from.
const mostOffered = 2000

// Named is an article as people choose it among others.
type Named struct{ Name, Title string } // project/key

// NamedArticles are the articles that readers see, in the order of their names, each once, whatever languages it has.
func (s *Store) NamedArticles(ctx context.Context) ([]Named, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT DISTINCT ON (p.key, a.key) p.key || '/' || a.key, v.title FROM articles a JOIN projects p ON p.id = a.project_id
		JOIN article_versions v ON v.article_id = a.id AND v.version = a.published
		WHERE a.removed_at IS NULL AND p.removed_at IS NULL ORDER BY p.key, a.key, a.id LIMIT $1`, mostOffered)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Named])
	if err != nil {
		return nil, fmt.Errorf("list articles to choose from: %w", err)
	}
	return list, nil
}
