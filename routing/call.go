package routing

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"switchboard/channels"
)

// happenCall carries out one event of a telephone call. Whichever comes first makes the conversation: a segment may
// overtake the ring. Its end alone makes none: nobody would know what to do about it.
func (r *Router) happenCall(ctx context.Context, tx pgx.Tx, in channels.Inbound) (*conversation, error) {
	c, err := locked(ctx, tx, `c.account = $1 AND c.call_id = $2`, in.Account, in.Call.ID)
	if errors.Is(err, ErrNotFound) && in.Kind == channels.CallEnded {
		return nil, fmt.Errorf("%w: call %s", channels.ErrNotFound, in.Call.ID)
	}
	if errors.Is(err, ErrNotFound) {
		c, err = r.beginCall(ctx, tx, in)
	}
	if err != nil {
		return nil, err
	}
	if in.Operator != "" && c.OwnerID == nil && c.State != Closed {
		if err := r.callTakenBy(ctx, tx, c, in.Operator); err != nil {
			return nil, err
		}
	}
	switch in.Kind {
	case channels.CallBegan:
		return c, nil
	case channels.CallEnded:
		return c, r.endCall(ctx, tx, c, "")
	case channels.Message:
		return c, r.hear(ctx, tx, c, in)
	}
	return nil, fmt.Errorf("%w: kind %q on a call", channels.ErrInvalid, in.Kind)
}

func (r *Router) beginCall(ctx context.Context, tx pgx.Tx, in channels.Inbound) (*conversation, error) {
	a, err := r.met(ctx, tx, in)
	if err != nil {
		return nil, err
	}
	c, err := r.begin(ctx, tx, a, in.Project, "", &in.Call.ID)
	if err != nil {
		return nil, err
	}
	facts := map[string]any{"direction": in.Call.Direction, "called": in.Call.Called}
	_, err = tx.Exec(ctx, `
		UPDATE conversations SET live = $2, call = $3, state = 'queued', queued_at = now(), queue_reason = 'a telephone call',
			department_id = COALESCE(department_id, (SELECT id FROM departments WHERE key = $4))
		WHERE id = $1`, c.ID, in.Call.Live, jsonOf(facts), r.policy.Department)
	if err != nil {
		return nil, fmt.Errorf("begin call %s: %w", in.Call.ID, err)
	}
	c.State, c.Live = Queued, in.Call.Live
	return c, r.record(ctx, tx, c, Event{Actor: "system", What: "call began", Data: facts})
}

// callTakenBy makes the operator who answered the telephone the owner, if he is one of ours.
func (r *Router) callTakenBy(ctx context.Context, tx pgx.Tx, c *conversation, email string) error {
	var op int64
	err := tx.QueryRow(ctx, `SELECT id FROM operators WHERE email = lower($1) AND disabled_at IS NULL`, email).Scan(&op)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return r.own(ctx, tx, c, op, "answered the call")
}

// endCall marks the call as over, unless it was before. The conversation stays with its owner, who closes it with a disposition.
func (r *Router) endCall(ctx context.Context, tx pgx.Tx, c *conversation, why string) error {
	var was bool
	err := tx.QueryRow(ctx, `
		WITH old AS (SELECT live FROM conversations WHERE id = $1)
		UPDATE conversations SET live = false WHERE id = $1 RETURNING (SELECT live FROM old)`, c.ID).Scan(&was)
	if err != nil || !was {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE messages SET data = data || '{"partial": false}' WHERE conversation_id = $1
		AND (data->>'partial')::boolean`, c.ID) // what never became final stays as it was heard
	if err != nil {
		return fmt.Errorf("end call %d: %w", c.ID, err)
	}
	return r.record(ctx, tx, c, Event{Actor: "system", What: "call ended", Why: why})
}

// hear stores one segment. A final segment replaces its partial one and takes a new place at the end; a partial one
// never replaces a final one.
func (r *Router) hear(ctx context.Context, tx pgx.Tx, c *conversation, in channels.Inbound) error {
	seq, err := next(ctx, tx, c)
	if err != nil {
		return err
	}
	author := "customer"
	if in.FromUs {
		author = "operator"
	}
	data := map[string]any{"start_ms": in.Call.Start.Milliseconds(), "end_ms": in.Call.End.Milliseconds(), "partial": in.Call.Partial}
	if in.Call.Confidence > 0 {
		data["confidence"] = in.Call.Confidence
	}
	if len(in.Call.Others) > 0 {
		data["alternatives"] = in.Call.Others
	}
	stored, err := tx.Exec(ctx, `
		INSERT INTO messages AS m (conversation_id, seq, rev, author, kind, operator_id, text, data, state, external_id, segment, at)
		VALUES ($1, $2, $3, $4, 'speech', CASE WHEN $4 = 'operator' THEN $5::bigint END, $6, $7, 'stored', $8, $9, $10)
		ON CONFLICT (conversation_id, segment) WHERE segment IS NOT NULL DO UPDATE
		SET seq = EXCLUDED.seq, rev = EXCLUDED.rev, author = EXCLUDED.author, operator_id = EXCLUDED.operator_id,
			text = EXCLUDED.text, data = EXCLUDED.data, external_id = EXCLUDED.external_id
		WHERE (m.data->>'partial')::boolean AND (m.at <= EXCLUDED.at OR NOT (EXCLUDED.data->>'partial')::boolean)`,
		c.ID, seq, c.Rev, author, c.OwnerID, in.Text, jsonOf(data), in.ID, in.Call.Segment, in.At)
	if err != nil {
		return fmt.Errorf("store segment %s: %w", in.Call.Segment, err)
	}
	if stored.RowsAffected() == 0 || in.Call.Partial {
		return nil
	}
	if err := r.trace(ctx, tx, in, c.ID, seq); err != nil {
		return err
	}
	if in.FromUs {
		_, err := tx.Exec(ctx, `UPDATE conversations SET first_reply_at = COALESCE(first_reply_at, now()), waiting_since = NULL
			WHERE id = $1`, c.ID)
		if err != nil || c.State == Closed {
			return err
		}
		return work(ctx, tx, c, forDeskLane, seq) // to be summed up: the platform does not wait for that
	}
	if _, err := tx.Exec(ctx, `UPDATE conversations SET last_in_at = now() WHERE id = $1`, c.ID); err != nil {
		return err
	}
	return work(ctx, tx, c, forDeskLane, seq)
}
