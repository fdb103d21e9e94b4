package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Forget deletes, in the transaction of a customer's erasure, what his words taught and what he asked that nobody had
// written: lessons by the persons given, or by drafts of his conversations, and questions of his conversations in the gaps.
// A gap named after such a question is named after another one of its questions, or goes, if it has none and no article.
// It says how many lessons there were; indexes follow as with anything that changes.
func Forget(ctx context.Context, tx pgx.Tx, conversations []int64, persons, drafts []string) (n int64, err error) {
	if err := forgetQuestions(ctx, tx, conversations); err != nil {
		return 0, err
	}
	rev, err := publish(ctx, tx)
	if err != nil {
		return 0, err
	}
	rows, _ := tx.Query(ctx, `DELETE FROM lessons WHERE person = ANY ($1) OR split_part(key, '/', 1) IN ('suggestion', 'solved') AND split_part(key, '/', 2) = ANY ($2)
		RETURNING article_id, at`, persons, drafts)
	var article int64
	var at time.Time
	var articles []int64
	days := map[time.Time]bool{}
	_, err = pgx.ForEachRow(rows, []any{&article, &at}, func() error {
		articles, days[at.UTC().Truncate(24*time.Hour)] = append(articles, article), true
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("forget what customers taught: %w", err)
	}
	n = int64(len(articles))
	for day := range days {
		others, err := settle(ctx, tx, day)
		if err != nil {
			return 0, err
		}
		articles = append(articles, others...)
	}
	if len(articles) == 0 {
		return 0, nil
	}
	if err := renew(ctx, tx, rev, `id = ANY ($2)`, articles); err != nil {
		return 0, fmt.Errorf("forget what customers taught: %w", err)
	}
	return n, nil
}

func forgetQuestions(ctx context.Context, tx pgx.Tx, conversations []int64) error {
	rows, _ := tx.Query(ctx, `DELETE FROM gap_questions WHERE conversation_id = ANY ($1) RETURNING gap_id`, conversations)
	gaps, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return fmt.Errorf("forget what customers asked: %w", err)
	}
	if len(gaps) == 0 {
		return nil
	}
	_, err = tx.Exec(ctx, `DELETE FROM gaps g WHERE id = ANY ($1) AND article_id IS NULL AND NOT EXISTS (SELECT FROM gap_questions WHERE gap_id = g.id)`, gaps)
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
