package knowledge

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// NoGap takes a customer's question out of the open gaps, in the transaction in which an article turns out to answer it: the line of a
// conversation, and those before it that nobody had answered. A gap without any other question goes; where somebody has begun an article
// for it, it stays.
func NoGap(ctx context.Context, tx pgx.Tx, conversation, seq int64) error {
	rows, err := tx.Query(ctx, `
		DELETE FROM gap_questions q USING gaps g WHERE g.id = q.gap_id AND g.state = 'open' AND g.article_id IS NULL AND q.conversation_id = $1 AND q.seq <= $2
			AND q.seq > COALESCE((SELECT max(seq) FROM messages WHERE conversation_id = $1 AND author IN ('operator', 'assistant') AND seq < $2), 0)
		RETURNING q.gap_id`, conversation, seq)
	if err == nil {
		var gaps []int64
		if gaps, err = pgx.CollectRows(rows, pgx.RowTo[int64]); err == nil {
			err = nameAnew(ctx, tx, gaps)
		}
	}
	if err != nil {
		return fmt.Errorf("take a question of conversation %d out of the gaps: %w", conversation, err)
	}
	return nil
}

// nameAnew names gaps that have lost questions: after one that is left. A gap without any goes, unless it has an article.
func nameAnew(ctx context.Context, tx pgx.Tx, gaps []int64) error {
	if len(gaps) == 0 {
		return nil
	}
	_, err := tx.Exec(ctx, `DELETE FROM gaps g WHERE id = ANY ($1) AND article_id IS NULL AND NOT EXISTS (SELECT FROM gap_questions WHERE gap_id = g.id)`, gaps)
	if err == nil {
		_, err = tx.Exec(ctx, `UPDATE gaps g SET title = COALESCE((SELECT text FROM gap_questions WHERE gap_id = g.id ORDER BY at LIMIT 1),
				(SELECT v.title FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.latest WHERE a.id = g.article_id), '–')
			WHERE id = ANY ($1) AND NOT EXISTS (SELECT FROM gap_questions WHERE gap_id = g.id AND text = g.title)`, gaps)
	}
	if err != nil {
		return fmt.Errorf("name %d gaps anew: %w", len(gaps), err)
	}
	return nil
}
