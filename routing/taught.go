package routing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/knowledge"
)

// lessonsOf is for how long what happened to a draft may still be taught, and justNow for how long it is news.
const (
	lessonsOf = 7 * 24 * time.Hour
	justNow   = 2 * time.Minute
)

// rewritten is the distance from which an edited draft is the operator's own answer more than the draft's.
const rewritten = 0.8

// Lessons returns what became of drafts and was not taught yet, newest first: an operator sent one, or dismissed it as no answer, a
// customer said whether it helped, or a conversation ended as solved. What was said about another version of the article
// than readers see now is left out, and telephone calls are, since their talk is no questions.
func (r *Router) Lessons(ctx context.Context, limit int) ([]knowledge.Lesson, error) {
	return r.lessons(ctx, lessonsOf, limit)
}

// NewLessons returns those of the Lessons that happened in the last minutes.
func (r *Router) NewLessons(ctx context.Context, limit int) ([]knowledge.Lesson, error) {
	return r.lessons(ctx, justNow, limit)
}

func (r *Router) lessons(ctx context.Context, within time.Duration, limit int) ([]knowledge.Lesson, error) {
	said, err := r.saidOfDrafts(ctx, within, limit)
	solved, failed := r.solvedBy(ctx, within, limit)
	return append(said, solved...), errors.Join(err, failed)
}

// draftAnswers selects what a draft x answers, and whether message m has it as it was typed: the one of several questions was read
// already.
const draftAnswers = `CASE WHEN x.part = '' THEN left(m.text, 2000) ELSE x.part END, x.part = '' AND m.kind = 'text'`

// saidOfDrafts is what operators and customers made of drafts.
func (r *Router) saidOfDrafts(ctx context.Context, within time.Duration, limit int) ([]knowledge.Lesson, error) {
	rows, _ := r.pool.Query(ctx, `
		WITH judged AS (
			SELECT s.*, (s.sources->0->>'article')::bigint AS article, (s.sources->0->>'version')::int AS version FROM suggestions s
			WHERE GREATEST(s.decided_at, s.helped_at) > now() - $2::interval AND s.state IN ('answered', 'sent', 'edited', 'dismissed')
		), said AS (
			SELECT id, conversation_id, for_seq, part, article, version, 'customer' AS role, helped AS solved, operator_id, helped_at AS at, false AS inferred
			FROM judged WHERE helped IS NOT NULL AND part = '' -- of several answers nobody knows which one he means
			UNION ALL
			SELECT id, conversation_id, for_seq, part, article, version, 'operator', state <> 'dismissed', operator_id, decided_at,
				state = 'edited' AND COALESCE(distance, 0) >= $3
			FROM judged j WHERE operator_id IS NOT NULL AND state <> 'answered' AND (state <> 'dismissed' OR split_part(reason, ':', 1) = ANY ($4))
				AND NOT EXISTS (SELECT FROM messages t WHERE t.id = j.message_id AND t.state = 'cancelled')
		)
		SELECT 'suggestion/' || x.id || '/' || x.role || '/' || x.solved, x.article, COALESCE(NULLIF(m.lang, ''), c.lang), `+draftAnswers+`, x.solved, x.role,
			CASE WHEN x.role = 'customer' THEN 'customer/' || c.subscriber_id ELSE 'operator/' || x.operator_id END, COALESCE(x.at, now()), x.inferred
		FROM said x
		JOIN conversations c ON c.id = x.conversation_id AND c.call_id IS NULL
		JOIN messages m ON m.conversation_id = x.conversation_id AND m.seq = x.for_seq AND m.author = 'customer' AND m.deleted_at IS NULL AND m.text ~ '\S\s+\S'
			AND (x.part = '' OR NOT EXISTS (SELECT FROM messages t WHERE t.conversation_id = x.conversation_id AND t.author = 'customer' AND t.deleted_at IS NOT NULL AND t.seq <= x.for_seq))
		JOIN articles a ON a.id = x.article AND a.published = x.version AND a.removed_at IS NULL
		WHERE NOT EXISTS (SELECT FROM lessons l WHERE l.key = 'suggestion/' || x.id || '/' || x.role || '/' || x.solved)
			AND NOT EXISTS (SELECT FROM forgotten_lessons l WHERE l.key = 'suggestion/' || x.id || '/' || x.role || '/' || x.solved)
		ORDER BY x.at DESC, x.id DESC LIMIT $1`, limit, within, rewritten, teachingReasons())
	var list []knowledge.Lesson
	var l knowledge.Lesson
	var typed bool
	_, err := pgx.ForEachRow(rows, []any{&l.Key, &l.Article, &l.Lang, &l.Text, &typed, &l.Solved, &l.Role, &l.Person, &l.At, &l.Inferred}, func() error {
		if l.Text = meant(l.Text, l.Lang, !typed); asksSomething(l.Text) {
			l.Text = whatIsAsked(l.Text)
			list = append(list, l)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read what became of drafts: %w", err)
	}
	return list, nil
}
