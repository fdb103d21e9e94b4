package knowledge

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// NoGap takes a customer's question out of the open gaps, once an article turns out to have answered it: the line of a conversation, and
// those before it that nobody had answered. A gap without any other question goes; where somebody has begun an article for it, it stays.
// What was read before the answer, and is being gathered, is waited for, but for some seconds only: whoever gathers needs connections as
// well. Then it is to be tried again.
func NoGap(ctx context.Context, pool *pgxpool.Pool, conversation, seq int64) error {
	err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SET LOCAL lock_timeout = '5s'`); err != nil {
			return err
		}
		if err := gapsInTurn(ctx, tx); err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, `
			SELECT id FROM gaps WHERE state = 'open' AND article_id IS NULL AND id IN (SELECT gap_id FROM gap_questions q WHERE q.conversation_id = $1 AND q.seq <= $2
				AND q.seq > COALESCE((SELECT max(seq) FROM messages WHERE conversation_id = $1 AND author IN ('operator', 'assistant') AND seq < $2), 0))
			ORDER BY id FOR UPDATE`, conversation, seq)
		gaps, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `DELETE FROM gap_questions WHERE gap_id = ANY ($3) AND conversation_id = $1 AND seq <= $2
			AND seq > COALESCE((SELECT max(seq) FROM messages WHERE conversation_id = $1 AND author IN ('operator', 'assistant') AND seq < $2), 0)`, conversation, seq, gaps)
		if err != nil {
			return err
		}
		return nameAnew(ctx, tx, gaps)
	})
	if err != nil {
		return fmt.Errorf("take a question of conversation %d out of the gaps: %w", conversation, err)
	}
	return nil
}

// gapsInTurn has those wait for each other who put questions into gaps, move them or take them out, until the transaction ends: else two
// would open a gap each for the same question. It comes before the locks of gaps, and those before the locks of their questions.
func gapsInTurn(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('knowledge gaps', 0))`)
	return err
}

// nameAnew names gaps that have lost questions: after one that is left. A gap without any goes, unless it has an article.
func nameAnew(ctx context.Context, tx pgx.Tx, gaps []int64) error {
	if len(gaps) == 0 {
		return nil
	}
	_, err := tx.Exec(ctx, `DELETE FROM gaps g WHERE id = ANY ($1) AND article_id IS NULL AND NOT EXISTS (SELECT FROM gap_questions WHERE gap_id = g.id)`, gaps)
	if err == nil {
		_, err = tx.Exec(ctx, `UPDATE gaps g SET title = COALESCE((SELECT text FROM gap_questions WHERE gap_id = g.id ORDER BY text LIKE '%•%', at LIMIT 1),
				(SELECT v.title FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.latest WHERE a.id = g.article_id), '–')
			WHERE id = ANY ($1) AND NOT EXISTS (SELECT FROM gap_questions WHERE gap_id = g.id AND text = g.title)`, gaps)
	}
	if err != nil {
		return fmt.Errorf("name %d gaps anew: %w", len(gaps), err)
	}
	return nil
}
