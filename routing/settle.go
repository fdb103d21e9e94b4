package routing

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"switchboard/channels"
)

// rankSQL orders the delivery states: a receipt never takes a message back.
const rankSQL = `CASE %s WHEN 'queued' THEN 0 WHEN 'sending' THEN 1 WHEN 'uncertain' THEN 2 WHEN 'sent' THEN 3
	WHEN 'failed' THEN 4 WHEN 'delivered' THEN 5 WHEN 'read' THEN 6 ELSE 9 END`

var settleSQL = `
	UPDATE messages m SET state = $2, rev = $3, error = NULLIF($4, ''), sent_at = COALESCE(sent_at, now())
	WHERE id = $1 AND ` + fmt.Sprintf(rankSQL, "m.state") + ` < ` + fmt.Sprintf(rankSQL, "$2::text")

// Settle records a receipt; see channels.Receiver.
func (r *Router) Settle(ctx context.Context, rc channels.Receipt) error {
	var c *conversation
	err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
		var id, conv, seq int64
		err := tx.QueryRow(ctx, `
			SELECT m.id, m.conversation_id, m.seq FROM messages m JOIN conversations v ON v.id = m.conversation_id
			WHERE v.account = $1 AND m.key IS NOT NULL AND (($2 <> '' AND m.external_id = $2) OR ($3 <> '' AND m.key::text = $3))
			ORDER BY m.id DESC LIMIT 1`, rc.Account, rc.ID, rc.Key).Scan(&id, &conv, &seq)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if c, err = lockedByID(ctx, tx, conv); err != nil {
			return err
		}
		rev, err := bump(ctx, tx, c)
		if err != nil {
			return err
		}
		reason := clean(rc.Reason, 1000)
		tag, err := tx.Exec(ctx, settleSQL, id, string(rc.State), rev, reason)
		if err != nil || tag.RowsAffected() == 0 || rc.State != channels.Failed {
			return err
		}
		return r.record(ctx, tx, c, Event{Actor: "system", What: "delivery failed", Why: reason, Data: map[string]any{"seq": seq}})
	})
	if err != nil {
		return fmt.Errorf("settle %s/%s: %w", rc.Account, rc.ID, err)
	}
	if c != nil {
		r.bus.changed(c.ID, c.Account, c.Address, forDesk)
	}
	return nil
}
