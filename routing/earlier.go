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
	var typed bool
	err = r.pool.QueryRow(ctx, `
		SELECT (x.sources->0->>'article')::bigint, `+draftAnswers+`, COALESCE(NULLIF(m.lang, ''), c.lang)
		FROM suggestions x JOIN conversations c ON c.id = x.conversation_id
		JOIN messages m ON m.conversation_id = x.conversation_id AND m.seq = x.for_seq AND m.deleted_at IS NULL
		WHERE x.id = $2 AND x.conversation_id = $1`, conv, draft).Scan(&article, &text, &typed, &lang)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, "", "", ErrNotFound
	}
	if err != nil {
		return 0, "", "", fmt.Errorf("what draft %d would answer: %w", draft, err)
	}
	return article, meant(text, lang, !typed), lang, nil
}
