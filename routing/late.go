package routing

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"switchboard/assist"
)

// compareArgs has a message compared with the knowledge base that went out before that could be done.
type compareArgs struct {
	Conversation int64 `json:"conversation"`
	Seq          int64 `json:"seq"`
	Draft        int64 `json:"draft,omitempty"`
}

// Kind names the job.
func (compareArgs) Kind() string { return "compare" }

// InsertOpts: what nobody could compare within minutes is nobody's news any more.
func (compareArgs) InsertOpts() river.InsertOpts { return river.InsertOpts{MaxAttempts: 4} }

// compare tells operators of what they have sent that the knowledge base says otherwise, when nobody could tell them before.
func (r *Router) compare(ctx context.Context, a compareArgs) error {
	if r.checker == nil {
		return nil
	}
	var text string
	err := r.pool.QueryRow(ctx, `SELECT COALESCE((SELECT c.text FROM message_changes c WHERE c.message_id = m.id AND c.text IS NOT NULL ORDER BY c.id DESC LIMIT 1), m.text)
		FROM messages m WHERE m.conversation_id = $1 AND m.seq = $2 AND m.deleted_at IS NULL`, a.Conversation, a.Seq).Scan(&text)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read what was sent in conversation %d: %w", a.Conversation, err)
	}
	found, err := r.check(ctx, a.Conversation, Reply{Text: text, Draft: a.Draft})
	if err != nil {
		return fmt.Errorf("compare what was sent in conversation %d: %w", a.Conversation, err)
	}
	if len(found) == 0 {
		return nil
	}
	var c *conversation
	err = pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) (err error) {
		if c, err = locked(ctx, tx, `c.id = $1 AND NOT EXISTS (SELECT FROM events WHERE conversation_id = c.id AND what = 'sent unchecked' AND data->>'seq' = $2::bigint::text)`,
			a.Conversation, a.Seq); err != nil {
			return err
		}
		return r.record(ctx, tx, c, Event{Actor: "system", What: "sent unchecked", Why: clean(disputed(found), 500), Data: map[string]any{"seq": a.Seq}})
	})
	if errors.Is(err, ErrNotFound) { // erased, or told already
		return nil
	}
	if err != nil {
		return err
	}
	r.bus.changed(c.ID, c.Account, c.Address, forNobody)
	return nil
}

// disputed says what is disputed, and what the articles say.
func disputed(list []assist.Dispute) string {
	all := make([]string, min(len(list), maxDisputes))
	for i := range all {
		all[i] = list[i].String()
	}
	return strings.Join(all, "; ")
}
