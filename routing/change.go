package routing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/knowledge"
)

// EditSent has a message that was sent reworded at the customer's. Whether the channel can do so shows in the timeline:
// the message is edited, or the event "not changed" says why it is not. What the knowledge base contradicts, and the
// message did not say before, is not changed unless despite says why it is right: DisputeError. The reason is for the disputed
// claims in seen, if it is given. What a draft for colleagues says does not become a message: ErrInternal.
func (r *Router) EditSent(ctx context.Context, op, message int64, text, despite string, seen ...string) error {
	text = r.abroad(clean(text, maxText))
	if blank(text) {
		return ErrEmpty
	}
	return r.changeSent(ctx, op, message, &text, Reply{Despite: despite, Seen: seen})
}

// DeleteSent has a message that was sent taken back from the customer; see EditSent.
func (r *Router) DeleteSent(ctx context.Context, op, message int64) error {
	return r.changeSent(ctx, op, message, nil, Reply{})
}

func (r *Router) changeSent(ctx context.Context, op, message int64, text *string, p Reply) error {
	var conv int64
	var before string
	err := r.pool.QueryRow(ctx, `SELECT conversation_id, text FROM messages WHERE id = $1 AND key IS NOT NULL`, message).Scan(&conv, &before)
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("find message %d: %w", message, err)
	}
	var disputes []assist.Dispute
	late := false
	if text != nil {
		disputes, late = r.disputes(ctx, conv, Reply{Text: *text})
		disputes = newly(disputes, before)
	}
	return r.act(ctx, op, conv, func(tx pgx.Tx, who Operator, c *conversation) error {
		var seq int64
		var by *int64
		var state, was string
		var deleted bool
		err := tx.QueryRow(ctx, `SELECT seq, operator_id, state, text, deleted_at IS NOT NULL FROM messages WHERE id = $1`, message).
			Scan(&seq, &by, &state, &was, &deleted)
		if err != nil {
			return err
		}
		lead := who.Role == RoleSupervisor || who.Role == RoleAdministrator
		switch {
		case deleted:
			return errors.New("the message was taken back already")
		case !lead && (by == nil || *by != op) && (c.OwnerID == nil || *c.OwnerID != op):
			return ErrNotOwner
		case state == "queued" && text == nil:
			_, err = tx.Exec(ctx, `UPDATE messages SET state = 'cancelled' WHERE id = $1`, message)
			return errors.Join(err, r.record(ctx, tx, c, Event{Actor: "operator", Operator: op, What: "cancelled", Data: map[string]any{"seq": seq}}))
		case state != "sent" && state != "delivered" && state != "read":
			return errors.New("only what reached the customer can be changed there: this message is " + state)
		case text != nil && *text == was:
			return nil
		}
		if text != nil {
			if err := r.withheld(ctx, tx, c, *text); err != nil {
				return err
			}
		}
		if err := r.settled(ctx, tx, who, c, p, disputes); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO message_changes (message_id, operator_id, text) VALUES ($1, $2, $3)`, message, op, text)
		if err != nil {
			return fmt.Errorf("ask for a change of message %d: %w", message, err)
		}
		if late {
			if err := r.later(ctx, tx, compareArgs{Conversation: conv, Seq: seq}, time.Time{}); err != nil {
				return err
			}
		}
		what := "changes a sent message"
		if text == nil {
			what = "takes back a sent message"
		}
		if err := r.record(ctx, tx, c, Event{Actor: "operator", Operator: op, What: what, Data: map[string]any{"seq": seq}}); err != nil {
			return err
		}
		return work(ctx, tx, c, forChannelLane, c.LastSeq)
	})
}

// sentChange is a change of a sent message that a channel is to make.
type sentChange struct {
	ID       int64
	Message  int64
	Seq      int64
	Text     *string // nil: it is to be deleted
	Lang     string
	External string
	Key      string
	To       string
	Attempts int
}

// maxChanges is how often a change is tried.
const maxChanges = 5

// errChangeLater says that a change waits: the lane is given back.
var errChangeLater = errors.New("a change of a sent message is tried again")

// changes makes the changes of sent messages that wait in a lane.
func (w *Workers) changes(ctx context.Context, l *lane, ch channels.Channel) error {
	rows, err := w.r.pool.Query(ctx, `
		SELECT x.id, x.message_id AS message, m.seq, x.text, COALESCE(NULLIF(m.lang, ''), c.lang) AS lang,
			COALESCE(m.external_id, '') AS external, m.key::text AS key, a.value AS to, x.attempts
		FROM message_changes x JOIN messages m ON m.id = x.message_id JOIN conversations c ON c.id = m.conversation_id
		JOIN addresses a ON a.id = c.address_id WHERE c.id = $1 AND x.state = 'queued' ORDER BY x.id`, l.Conv)
	if err != nil {
		return fmt.Errorf("read the changes of conversation %d: %w", l.Conv, err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[sentChange])
	if err != nil {
		return fmt.Errorf("read the changes of conversation %d: %w", l.Conv, err)
	}
	for _, x := range list {
		if err := l.renew(ctx, w.r.pool, w.r.policy.Lease); err != nil {
			return err
		}
		text, err := w.newText(ctx, x)
		if err != nil {
			return err
		}
		err = w.change(ctx, l, ch, x, text)
		if fate := channels.FateOf(err); err != nil && fate.Fate == channels.Retry && x.Attempts+1 < maxChanges {
			if _, err := w.r.pool.Exec(ctx, `UPDATE message_changes SET attempts = attempts + 1, error = $2 WHERE id = $1`, x.ID, err.Error()); err != nil {
				return fmt.Errorf("put change %d back: %w", x.ID, err)
			}
			return errChangeLater
		}
		if err := w.settleChange(ctx, l, x, err); err != nil {
			return err
		}
	}
	return nil
}

// newText is what the customer is to read, with the sources of the message unless it is another answer then; empty: it is to be deleted.
func (w *Workers) newText(ctx context.Context, x sentChange) (string, error) {
	if x.Text == nil {
		return "", nil
	}
	says, err := wordingOf(ctx, w.r.pool, x.Message)
	if err != nil || says.another(*x.Text) {
		return *x.Text, err
	}
	return *x.Text + sourceLines(x.Lang, w.r.shown(says.sources)), nil
}

func (w *Workers) change(ctx context.Context, l *lane, ch channels.Channel, x sentChange, text string) error {
	e, ok := ch.(channels.Editor)
	if !ok {
		return &channels.SendError{Fate: channels.Rejected, Err: errors.New("this channel cannot change what was sent")}
	}
	call, cancel := context.WithDeadline(ctx, l.until)
	defer cancel()
	sent := channels.Sent{ID: x.External, Key: x.Key, To: x.To}
	return knowledge.Recovered(func() error {
		if x.Text == nil {
			return e.Unsend(call, sent)
		}
		return e.Reword(call, sent, text)
	})
}

// settleChange records what became of a change.
func (w *Workers) settleChange(ctx context.Context, l *lane, x sentChange, failed error) error {
	var c *conversation
	err := pgx.BeginFunc(ctx, w.r.pool, func(tx pgx.Tx) (err error) {
		if c, err = lockedByID(ctx, tx, l.Conv); err != nil {
			return err
		}
		if failed != nil {
			reason := clean(failed.Error(), 1000)
			_, err = tx.Exec(ctx, `UPDATE message_changes SET state = 'failed', error = $2, attempts = attempts + 1 WHERE id = $1`, x.ID, reason)
			return errors.Join(err, w.r.record(ctx, tx, c, Event{Actor: "system", What: "not changed", Why: reason, Data: map[string]any{"seq": x.Seq}}))
		}
		rev, err := bump(ctx, tx, c)
		if err != nil {
			return err
		}
		if x.Text == nil {
			_, err = tx.Exec(ctx, `UPDATE messages SET deleted_at = now(), rev = $2 WHERE id = $1`, x.Message, rev)
			err = errors.Join(err, takenBack(ctx, tx, x.Message, "the message was taken back"))
		} else {
			err = nowSays(ctx, tx, x.Message, *x.Text)
			if err != nil {
				return err
			}
			_, err = tx.Exec(ctx, `
				WITH old AS (INSERT INTO message_versions (message_id, n, text)
					SELECT m.id, 1 + (SELECT count(*) FROM message_versions v WHERE v.message_id = m.id), m.text FROM messages m WHERE m.id = $1)
				UPDATE messages SET text = $2, edited_at = now(), rev = $3 WHERE id = $1`, x.Message, *x.Text, rev)
		}
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE message_changes SET state = 'done', error = NULL, attempts = attempts + 1 WHERE id = $1`, x.ID)
		return err
	})
	if err != nil {
		return fmt.Errorf("record change %d of message %d: %w", x.ID, x.Message, err)
	}
	w.r.bus.changed(c.ID, c.Account, c.Address, forNobody)
	return nil
}
