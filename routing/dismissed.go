package routing

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Dismissal is a reason why a draft does not fit.
type Dismissal struct {
	Reason string // as it is kept; what the operator adds in his own words stands behind it, after ": "
	Label  string // in words for operators

	teaches bool // the article does not answer what was asked; else it is to be mended, and answers it all the same
}

// Dismissals are the reasons that desks offer, the likeliest first.
func Dismissals() []Dismissal {
	return []Dismissal{
		{Reason: "does not answer the question", Label: "It does not answer the question", teaches: true},
		{Reason: "out of date", Label: "It is out of date"},
		{Reason: "wrong", Label: "It is wrong"},
		{Reason: "other project", Label: "It is about another project", teaches: true},
		{Reason: "badly worded", Label: "It is badly worded"},
		{Reason: "other", Label: "Something else"},
	}
}

// teachingReasons are those from which it is learned what an article does not answer.
func teachingReasons() (list []string) {
	for _, d := range Dismissals() {
		if d.teaches {
			list = append(list, d.Reason)
		}
	}
	return list
}

// WhyDismissed tells why operators dismissed the drafts that lessons were taught by: the reason by the lesson's key. Those that no
// operator taught so are left out.
func (r *Router) WhyDismissed(ctx context.Context, keys []string) (map[string]string, error) {
	rows, _ := r.pool.Query(ctx, `SELECT k.key, s.reason FROM unnest($1::text[]) AS k (key)
		JOIN suggestions s ON k.key = 'suggestion/' || s.id || '/operator/false' AND s.id = substring(k.key FROM '^suggestion/([0-9]{1,18})/')::bigint
		WHERE s.state = 'dismissed' AND s.reason <> ''`, keys)
	why := map[string]string{}
	var key, reason string
	if _, err := pgx.ForEachRow(rows, []any{&key, &reason}, func() error { why[key] = reason; return nil }); err != nil {
		return nil, fmt.Errorf("read why drafts were dismissed: %w", err)
	}
	return why, nil
}

// TaughtIn tells in which conversations lessons were taught, by the lessons' keys: of those that an operator may see.
func (r *Router) TaughtIn(ctx context.Context, op int64, keys []string) (map[string]int64, error) {
	who, err := operator(ctx, r.pool, op)
	if err != nil {
		return nil, err
	}
	rows, _ := r.pool.Query(ctx, `SELECT k.key, c.id FROM unnest($4::text[]) AS k (key)
		JOIN suggestions s ON s.id = substring(k.key FROM '^(?:suggestion|solved)/([0-9]{1,18})(?:/|$)')::bigint
		JOIN conversations c ON c.id = s.conversation_id AND c.erased_at IS NULL WHERE `+isSeen, append(seesArgs(who), keys)...)
	in := map[string]int64{}
	var key string
	var conv int64
	if _, err := pgx.ForEachRow(rows, []any{&key, &conv}, func() error { in[key] = conv; return nil }); err != nil {
		return nil, fmt.Errorf("read in which conversations was taught: %w", err)
	}
	return in, nil
}

// Dismissed are the drafts for the newest words that operators dismissed, and that may be on offer again.
func (r *Router) Dismissed(ctx context.Context, op, conv int64) ([]Draft, error) {
	if _, err := r.Head(ctx, op, conv); err != nil {
		return nil, err
	}
	return r.drafts(ctx, conv, isUndoable)
}

// isUndoable tells, in SQL, whether a draft g was dismissed and may be on offer again.
const isUndoable = `g.state = 'dismissed' AND ` + couldStand

// couldStand tells, in SQL, whether a draft g may still be sent: it is for the newest words, and nobody has answered them.
const couldStand = `g.for_seq = (SELECT max(o.for_seq) FROM suggestions o WHERE o.conversation_id = g.conversation_id AND NOT o.found)
	AND NOT EXISTS (SELECT FROM messages m WHERE m.conversation_id = g.conversation_id AND m.author = 'operator' AND m.seq > g.for_seq)
	AND EXISTS (SELECT FROM conversations c WHERE c.id = g.conversation_id AND c.state <> 'closed')`

// Restore takes back that a draft was dismissed: it is on offer again, unless the conversation has gone on, and what the dismissal taught does not
// stay: see Untaught.
func (r *Router) Restore(ctx context.Context, op, draft int64) error {
	conv, err := r.conversationOf(ctx, draft)
	if err != nil {
		return err
	}
	return r.act(ctx, op, conv, func(tx pgx.Tx, _ Operator, c *conversation) error {
		tag, err := tx.Exec(ctx, `UPDATE suggestions g SET state = CASE WHEN `+couldStand+` THEN 'offered' ELSE 'withdrawn' END, reason = NULL, operator_id = NULL, decided_at = now()
			WHERE id = $1 AND state = 'dismissed'`, draft)
		if err != nil {
			return fmt.Errorf("restore draft %d: %w", draft, err)
		}
		if tag.RowsAffected() == 0 {
			return nil
		}
		return r.record(ctx, tx, c, Event{Actor: "operator", Operator: op, What: draftRestored, Data: map[string]any{"draft": draft}})
	})
}

// draftRestored is the event that tells of it.
const draftRestored = "draft restored"
