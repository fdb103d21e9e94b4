package routing

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"switchboard/knowledge"
)

// DraftAsks is what a draft would answer.
type DraftAsks struct {
	Article    int64 // that the draft has its words from
	Text, Lang string
	Like       int // earlier questions that it is like, as often as they were asked
}

// DraftQuestion returns what a draft of a conversation would answer. Who sees the conversation is the caller's affair.
func (r *Router) DraftQuestion(ctx context.Context, conv, draft int64) (q DraftAsks, err error) {
	var typed bool
	err = r.pool.QueryRow(ctx, `
		SELECT (x.sources->0->>'article')::bigint, `+draftAnswers+`, COALESCE(NULLIF(m.lang, ''), c.lang), x.earlier
		FROM suggestions x JOIN conversations c ON c.id = x.conversation_id
		JOIN messages m ON m.conversation_id = x.conversation_id AND m.seq = x.for_seq AND m.deleted_at IS NULL
		WHERE x.id = $2 AND x.conversation_id = $1`, conv, draft).Scan(&q.Article, &q.Text, &typed, &q.Lang, &q.Like)
	if errors.Is(err, pgx.ErrNoRows) {
		return q, ErrNotFound
	}
	if err != nil {
		return q, fmt.Errorf("what draft %d would answer: %w", draft, err)
	}
	q.Text = meant(q.Text, q.Lang, !typed)
	return q, nil
}

// Counted are those of some earlier questions, the nearest first, that make up the number that the draft is shown with; the others were answered
// by its article as well.
func (q DraftAsks) Counted(list []knowledge.Remembered) (like, others []knowledge.Remembered) {
	n := 0
	for i, r := range list {
		if n >= q.Like {
			return list[:i], list[i:]
		}
		n += r.Count
	}
	return list, nil
}

// WhoAsked says, of a question that was asked before, how often and who said that it was answered; empty: one operator or editor.
func WhoAsked(r knowledge.Remembered) string {
	ours := r.Count - r.Customers
	switch {
	case r.Customers == 0 && ours <= 1:
		return ""
	case r.Customers == 0:
		return fmt.Sprintf("%d times", ours)
	case ours == 0 && r.Customers == 1:
		return "one customer says so"
	case ours == 0:
		return fmt.Sprintf("%d times, only customers say so", r.Customers)
	}
	return fmt.Sprintf("%d times, %d by customers’ word", r.Count, r.Customers)
}
