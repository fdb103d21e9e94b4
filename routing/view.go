package routing

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// View is a conversation as a desk that several people see shows it. Who sees that desk is its own affair.
type View struct {
	Head   Head
	Items  []Item
	Drafts []Draft // of the newest words, on offer or not any more
	Facts  []Fact  // on offer for the customer's card
	Last   *Head   // the customer's conversation before this one; nil: there is none
}

// View reads a conversation for a desk that several people see.
func (r *Router) View(ctx context.Context, conv int64) (v View, err error) {
	heads, err := r.heads(ctx, headSQL+` AND c.id = $4`, true, []int64{}, int64(0), conv)
	if err != nil {
		return v, err
	}
	if len(heads) == 0 {
		return v, ErrNotFound
	}
	v.Head = heads[0]
	if v.Items, err = r.timeline(ctx, conv, 0); err != nil {
		return v, err
	}
	if v.Facts, err = r.facts(ctx, v.Head); err != nil {
		return v, err
	}
	if v.Last, err = r.before(ctx, v.Head); err != nil {
		return v, err
	}
	v.Drafts, err = r.drafts(ctx, conv, `NOT found AND (for_seq >= COALESCE((SELECT max(for_seq) FROM suggestions WHERE conversation_id = $1 AND NOT found), 0)
		OR state = 'offered')`)
	return v, err
}

// before is the conversation that the customer had before this one, if those who see this one may see it.
func (r *Router) before(ctx context.Context, h Head) (*Head, error) {
	heads, err := r.heads(ctx, headSQL+` AND c.subscriber_id = $4 AND c.id < $5 AND c.state = 'closed'
		ORDER BY c.closed_at DESC LIMIT 1`, false, []int64{h.Department}, int64(0), h.Subscriber, h.ID)
	if err != nil || len(heads) == 0 {
		return nil, err
	}
	return &heads[0], nil
}

// marksSQL makes one text for each conversation that differs whenever a desk has something else to show.
const marksSQL = `
	SELECT c.id, concat_ws('.', c.state, c.owner_id, c.department_id, c.priority, c.last_seq, c.rev, extract(epoch FROM c.waiting_since),
		extract(epoch FROM c.snoozed_until), c.live, c.project, c.lang, s.version, md5(concat(s.name, a.name, c.queue_reason, c.queue_summary, c.urgency, c.department_why, c.intent, c.close_summary)),
		(SELECT md5(string_agg(f.id || f.state || md5(f.quote), ',' ORDER BY f.id)) FROM facts f WHERE f.conversation_id = c.id),
		(SELECT md5(string_agg(g.id || g.state || g.trouble, ',' ORDER BY g.id)) FROM suggestions g WHERE g.conversation_id = c.id
			AND (g.state IN ('offered', 'writing', 'unwritten') OR g.decided_at > now() - interval '1 hour')))
	FROM conversations c JOIN subscribers s ON s.id = c.subscriber_id JOIN addresses a ON a.id = c.address_id `

// Marks returns a text for each conversation that differs whenever a desk has something else to show of it: for those
// given, else for all that are open or closed within a while. A mark begins with the conversation's state.
func (r *Router) Marks(ctx context.Context, only []int64, closedWithin time.Duration) (map[int64]string, error) {
	sql, args := marksSQL+`WHERE c.id = ANY ($1)`, []any{only}
	if len(only) == 0 {
		sql, args = marksSQL+`WHERE c.state <> 'closed' OR c.closed_at > now() - $1::interval`, []any{closedWithin}
	}
	rows, err := r.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("read what desks show: %w", err)
	}
	marks := map[int64]string{}
	var id int64
	var mark string
	if _, err := pgx.ForEachRow(rows, []any{&id, &mark}, func() error { marks[id] = mark; return nil }); err != nil {
		return nil, fmt.Errorf("read what desks show: %w", err)
	}
	return marks, nil
}
