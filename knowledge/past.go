package knowledge

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// PastQuestion is a question of the past, masked, with the articles that answered it, as project/key. Without articles
// nobody had written an answer; then Project is the one that it was about, if known.
type PastQuestion struct {
	Text     string
	Lang     string
	Project  string
	Articles []string
}

// AnsweredQuestions returns what operators, customers and editors found answered by articles as readers see them now,
// each question once, newest first.
func (s *Store) AnsweredQuestions(ctx context.Context, limit int) ([]PastQuestion, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT min(l.text), l.lang, '', array_agg(DISTINCT p.key || '/' || a.key)
		FROM lessons l JOIN articles a ON a.id = l.article_id AND a.published = l.version AND a.removed_at IS NULL
		JOIN article_versions v ON v.article_id = a.id AND v.version = l.version
			AND COALESCE(v.valid_from <= `+today+`, true) AND COALESCE(v.valid_until >= `+today+`, true)
		JOIN projects p ON p.id = a.project_id AND p.removed_at IS NULL
		WHERE l.state = 'learned' AND l.solved AND NOT l.inferred
		GROUP BY p.id, l.lang, lower(l.text) ORDER BY max(l.at) DESC, min(l.text) LIMIT $1`, limit)
	return pastQuestions(rows, "answered questions")
}

// UnansweredQuestions returns what was asked and nobody has written an answer to yet, each question once, newest first.
func (s *Store) UnansweredQuestions(ctx context.Context, limit int) ([]PastQuestion, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT min(q.text), g.lang, g.project, '{}'::text[] FROM gap_questions q JOIN gaps g ON g.id = q.gap_id AND g.state = 'open'
		GROUP BY g.lang, g.project, lower(q.text) ORDER BY max(q.at) DESC, min(q.text) LIMIT $1`, limit)
	return pastQuestions(rows, "unanswered questions")
}

func pastQuestions(rows pgx.Rows, what string) ([]PastQuestion, error) {
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[PastQuestion])
	if err != nil {
		return nil, fmt.Errorf("read the %s: %w", what, err)
	}
	return list, nil
}
