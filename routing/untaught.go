package routing

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
)

// A lesson says that an answer was right. Once its operator takes the answer back from the customer, or has it say something else,
// it does not: see Untaught.

// takenBack says of the drafts that a message was made of that the customer does not have them after all. What he said against one
// of them stands.
func takenBack(ctx context.Context, tx pgx.Tx, message int64, why string) error {
	_, err := tx.Exec(ctx, `UPDATE suggestions SET state = 'withdrawn', reason = $2, decided_at = now()
		WHERE message_id = $1 AND (state IN ('sent', 'edited') OR state = 'answered' AND helped IS NOT FALSE)`, message, why)
	if err != nil {
		return fmt.Errorf("take back the drafts of message %d: %w", message, err)
	}
	return nil
}

// wording is what a message says, with the sources that the customer has been shown, and the draft that it was made of, if it was.
type wording struct {
	said    string
	sources []assist.Source
	draft   int64 // 0: none that an operator chose of the assistant's
	text    string
	lang    string
	quoted  []assist.Source
}

func wordingOf(ctx context.Context, q querier, message int64) (w wording, err error) {
	err = q.QueryRow(ctx, `
		SELECT m.text, m.sources, COALESCE(s.id, 0), COALESCE(s.text, ''), COALESCE(s.lang, ''), s.sources
		FROM messages m LEFT JOIN suggestions s ON s.message_id = m.id AND s.state IN ('sent', 'edited') AND NOT s.found WHERE m.id = $1 LIMIT 1`, message).
		Scan(&w.said, &w.sources, &w.draft, &w.text, &w.lang, &w.quoted)
	if err != nil {
		return w, fmt.Errorf("compare message %d with its draft: %w", message, err)
	}
	return w, nil
}

// another tells whether a text is another answer than the message: it has next to nothing of the draft any more, or of the words
// before where there was none.
func (w wording) another(text string) bool {
	if w.draft == 0 {
		return distance(w.said, text) >= rewritten
	}
	return !(&reworded{text: text}).keeps(w.text, w.lang, w.quoted)
}

// nowSays says of the draft that a message was made of how far the message is from it, now that it is to say something else. What is
// another answer is made of none, and has no sources.
func nowSays(ctx context.Context, tx pgx.Tx, message int64, text string) error {
	w, err := wordingOf(ctx, tx, message)
	switch {
	case err != nil:
		return err
	case w.another(text):
		if _, err := tx.Exec(ctx, `UPDATE messages SET sources = NULL WHERE id = $1`, message); err != nil {
			return fmt.Errorf("take the sources of message %d away: %w", message, err)
		}
		return takenBack(ctx, tx, message, "the message says something else now")
	case w.draft == 0:
		return nil
	}
	d := distance(w.text, text)
	_, err = tx.Exec(ctx, `UPDATE suggestions SET state = CASE WHEN $2::real > 0 THEN 'edited' ELSE 'sent' END, distance = $2 WHERE id = $1`, w.draft, d)
	if err != nil {
		return fmt.Errorf("record draft %d: %w", w.draft, err)
	}
	return nil
}

// Untaught returns the keys of lessons that do not hold any more: the customer does not have what an operator sent, since it was taken back or
// says something else now; a conversation of which it followed that an answer was right, or another one's, has ended otherwise after all; a draft was
// dismissed by mistake. What an editor judged stands.
func (r *Router) Untaught(ctx context.Context, limit int) ([]string, error) {
	return r.untaught(ctx, lessonsOf, limit)
}

// NewlyUntaught returns those of the Untaught of which that happened in the last minutes.
func (r *Router) NewlyUntaught(ctx context.Context, limit int) ([]string, error) {
	return r.untaught(ctx, justNow, limit)
}

func (r *Router) untaught(ctx context.Context, within time.Duration, limit int) ([]string, error) {
	rows, _ := r.pool.Query(ctx, `
		WITH gone AS (
			SELECT x.id FROM message_changes h JOIN suggestions x ON x.message_id = h.message_id AND x.state = 'withdrawn'
			WHERE h.state = 'done' AND h.at > now() - $2::interval
			UNION -- what was taken back before it was sent; it may be sent yet
			SELECT x.id FROM suggestions x JOIN messages m ON m.id = x.message_id AND m.state = 'cancelled'
			WHERE GREATEST(x.decided_at, x.helped_at) > now() - $2::interval AND x.state IN ('sent', 'edited')
		), otherwise AS (
			SELECT DISTINCT c.id FROM events e JOIN conversations c ON c.id = e.conversation_id AND c.state = 'closed' AND (`+solving+`) IS NOT TRUE
			WHERE e.at > now() - $2::interval AND e.what IN ('closed', 'ending changed')
		), keys (key) AS (
			SELECT k.key FROM gone, LATERAL (VALUES ('suggestion/' || gone.id || '/operator/true'), ('suggestion/' || gone.id || '/customer/true')) k (key)
			UNION ALL -- an operator's own words stand
			SELECT l.key FROM gone JOIN lessons l ON l.key = 'solved/' || gone.id AND l.role <> 'operator' AND l.solved
			UNION ALL
			SELECT 'solved/' || x.id FROM otherwise JOIN suggestions x ON x.conversation_id = otherwise.id
			UNION ALL
			SELECT 'suggestion/' || x.id || '/operator/false' FROM events e JOIN suggestions x ON x.id = (e.data->>'draft')::bigint AND x.state <> 'dismissed'
			WHERE e.at > now() - $2::interval AND e.what = '`+draftRestored+`'
		)
		SELECT l.key FROM keys JOIN lessons l ON l.key = keys.key AND l.judge = '' LIMIT $1`, limit, within)
	keys, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("read what was taught by answers that were taken back: %w", err)
	}
	return keys, nil
}
