package routing

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/knowledge"
)

// lessonsOf is for how long what happened to a draft may still be taught.
const lessonsOf = 7 * 24 * time.Hour

// Lessons returns what became of drafts and was not taught yet, newest first: an operator sent one or dismissed it, or a
// customer said whether it helped. What was said about another version of the article than readers see now is left out,
// and telephone calls are, since their talk is no questions.
func (r *Router) Lessons(ctx context.Context, limit int) ([]knowledge.Lesson, error) {
	rows, _ := r.pool.Query(ctx, `
		WITH said AS (
			SELECT s.id, s.conversation_id, s.for_seq, (s.sources->0->>'article')::bigint AS article, (s.sources->0->>'version')::int AS version,
				CASE WHEN s.helped IS NOT NULL THEN 'customer' ELSE 'operator' END AS role,
				CASE WHEN s.helped IS NOT NULL THEN s.helped ELSE s.state <> 'dismissed' END AS solved,
				s.operator_id, COALESCE(s.decided_at, s.at) AS at
			FROM suggestions s
			WHERE COALESCE(s.decided_at, s.at) > now() - $2::interval
				AND (s.helped IS NOT NULL OR (s.operator_id IS NOT NULL AND s.state IN ('sent', 'edited', 'dismissed')))
		)
		SELECT 'suggestion/' || x.id || '/' || x.role || '/' || x.solved, x.article, COALESCE(NULLIF(m.lang, ''), c.lang), left(m.text, 2000), x.solved, x.role,
			CASE WHEN x.role = 'customer' THEN 'customer/' || c.subscriber_id ELSE 'operator/' || x.operator_id END, x.at
		FROM said x
		JOIN conversations c ON c.id = x.conversation_id AND c.call_id IS NULL
		JOIN messages m ON m.conversation_id = x.conversation_id AND m.seq = x.for_seq AND m.author = 'customer' AND m.deleted_at IS NULL
		JOIN articles a ON a.id = x.article AND a.published = x.version AND a.removed_at IS NULL
		WHERE NOT EXISTS (SELECT FROM lessons l WHERE l.key = 'suggestion/' || x.id || '/' || x.role || '/' || x.solved)
		ORDER BY x.at DESC, x.id DESC LIMIT $1`, limit, lessonsOf)
	var list []knowledge.Lesson
	var l knowledge.Lesson
	_, err := pgx.ForEachRow(rows, []any{&l.Key, &l.Article, &l.Lang, &l.Text, &l.Solved, &l.Role, &l.Person, &l.At}, func() error {
		if asksSomething(l.Text) {
			list = append(list, l)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read what became of drafts: %w", err)
	}
	return list, nil
}
