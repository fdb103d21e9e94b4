package routing

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// DraftQuestion returns the article that a draft of a conversation has its words from, and the question that it would
// answer with its language. Who sees the conversation is the caller's affair.
func (r *Router) DraftQuestion(ctx context.Context, conv, draft int64) (article int64, text, lang string, err error) {
	err = r.pool.QueryRow(ctx, `
		SELECT (s.sources->0->>'article')::bigint, left(m.text, 2000), COALESCE(NULLIF(m.lang, ''), c.lang)
		FROM suggestions s JOIN conversations c ON c.id = s.conversation_id
		JOIN messages m ON m.conversation_id = s.conversation_id AND m.seq = s.for_seq AND m.deleted_at IS NULL
		WHERE s.id = $2 AND s.conversation_id = $1`, conv, draft).Scan(&article, &text, &lang)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, "", "", ErrNotFound
	}
	if err != nil {
		return 0, "", "", fmt.Errorf("what draft %d would answer: %w", draft, err)
	}
	return article, text, lang, nil
}
