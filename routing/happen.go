package routing

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/channels"
)

// happen carries out one event that is not a repetition, and returns the conversation that it touched, if any.
func (r *Router) happen(ctx context.Context, tx pgx.Tx, in channels.Inbound) (*conversation, error) {
	if in.Call != nil {
		return r.happenCall(ctx, tx, in)
	}
	switch in.Kind {
	case channels.Message, channels.Press:
		return r.happenMessage(ctx, tx, in)
	case channels.Edit, channels.Delete, channels.Reaction:
		return r.happenChange(ctx, tx, in)
	case channels.Started, channels.Blocked, channels.Unblocked:
		return r.happenContact(ctx, tx, in)
	}
	return nil, fmt.Errorf("%w: kind %q", channels.ErrInvalid, in.Kind)
}

// happenMessage stores what a customer said, and opens, reopens or wakes the conversation.
func (r *Router) happenMessage(ctx context.Context, tx pgx.Tx, in channels.Inbound) (*conversation, error) {
	a, err := r.met(ctx, tx, in)
	if err != nil {
		return nil, err
	}
	if a.Blocked { // who writes wants to be answered
		if _, err := tx.Exec(ctx, `UPDATE addresses SET blocked_at = NULL WHERE id = $1`, a.ID); err != nil {
			return nil, err
		}
	}
	c, err := r.open(ctx, tx, a, in.Project, in.Page)
	if err != nil {
		return nil, err
	}
	if merged, err := r.joinAlbum(ctx, tx, c, in); merged || err != nil {
		return c, err
	}
	silent := c.State == Closed && (assist.Rests(in.Text) && len(in.Files) == 0 && in.Place == nil && in.Card == nil || in.Kind == channels.Press)
	if err := r.wake(ctx, tx, c, in, silent); err != nil {
		return nil, err
	}
	seq, err := r.say(ctx, tx, c, in)
	if err != nil {
		return nil, err
	}
	if silent && in.Kind == channels.Message {
		return c, nil
	}
	return c, work(ctx, tx, c, forDeskLane, seq)
}

// wake brings a closed or snoozed conversation back for a new message. Thanks at the end wake nobody.
func (r *Router) wake(ctx context.Context, tx pgx.Tx, c *conversation, in channels.Inbound, silent bool) error {
	switch {
	case silent:
		return nil
	case c.State == Closed:
		was, err := goesOn(ctx, tx, c)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			UPDATE conversations SET state = 'assistant', closed_at = NULL, asked = NULL,
				waiting_since = NULL, queued_at = NULL, queue_reason = NULL, queue_summary = NULL,
				summary_model = '', summary_seq = 0, ending = NULL WHERE id = $1`, c.ID)
		if err != nil {
			return fmt.Errorf("reopen conversation %d: %w", c.ID, err)
		}
		c.State, c.WaitingSince = Assistant, nil
		return r.record(ctx, tx, c, Event{Actor: "customer", What: "reopened", Why: "the customer wrote again", Data: was})
	case c.State == Snoozed && !c.SnoozeKeeps:
		return r.unsnooze(ctx, tx, c, "the customer wrote")
	}
	return nil
}

// say stores one message of the customer.
func (r *Router) say(ctx context.Context, tx pgx.Tx, c *conversation, in channels.Inbound) (int64, error) {
	seq, err := next(ctx, tx, c)
	if err != nil {
		return 0, err
	}
	answers, quote, err := r.referred(ctx, tx, c, in)
	if err != nil {
		return 0, err
	}
	kind, text, data := content(in)
	var id int64
	err = tx.QueryRow(ctx, `
		INSERT INTO messages (conversation_id, seq, rev, author, kind, text, quote, answers, data, state, external_id, grp, at)
		VALUES ($1, $2, $3, 'customer', $4, $5, $6, $7, $8, 'stored', $9, NULLIF($10, ''), $11) RETURNING id`,
		c.ID, seq, c.Rev, kind, text, quote, answers, jsonOf(data), in.ID, in.Group, in.At).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("store the message: %w", err)
	}
	if err := storeFiles(ctx, tx, id, in.Account, in.Files); err != nil {
		return 0, err
	}
	_, err = tx.Exec(ctx, `
		UPDATE conversations SET last_in_at = now(), waiting_since = CASE WHEN state = 'closed' THEN NULL
			ELSE COALESCE(waiting_since, now()) END WHERE id = $1`, c.ID)
	if err != nil {
		return 0, err
	}
	return seq, r.trace(ctx, tx, in, c.ID, seq)
}

// trace notes on the raw event what it became.
func (r *Router) trace(ctx context.Context, tx pgx.Tx, in channels.Inbound, conv, seq int64) error {
	_, err := tx.Exec(ctx, `UPDATE inbound_events SET conversation_id = $3, seq = $4 WHERE account = $1 AND external_id = $2`,
		in.Account, in.ID, conv, seq)
	return err
}

// content is an event's kind, text and data as a row.
func content(in channels.Inbound) (kind, text string, data map[string]any) {
	switch {
	case in.Kind == channels.Press:
		return "press", in.Text, nil
	case in.Place != nil:
		text = strings.TrimSpace(in.Place.Title + "\n" + in.Place.Address + "\n" + in.Text)
		return "place", text, map[string]any{"lat": in.Place.Lat, "lon": in.Place.Lon, "title": clean(in.Place.Title, 500), "address": clean(in.Place.Address, 500)}
	case in.Card != nil:
		text = strings.Join(strings.Fields(in.Card.Name+" "+in.Card.Phone+" "+in.Card.Email), " ")
		return "card", text, map[string]any{"name": clean(in.Card.Name, 200), "number": clean(in.Card.Phone, 50), "email": clean(in.Card.Email, 200)}
	}
	return "text", in.Text, nil
}

// referred finds the line that the event answers, and its words.
func (r *Router) referred(ctx context.Context, tx pgx.Tx, c *conversation, in channels.Inbound) (*int64, string, error) {
	if in.Ref == "" {
		return nil, in.Quote, nil
	}
	var seq int64
	var text string
	err := tx.QueryRow(ctx, `
		SELECT seq, left(text, 400) FROM messages WHERE conversation_id = $1 AND (external_id = $2 OR key::text = $2)
		ORDER BY seq DESC LIMIT 1`, c.ID, in.Ref).Scan(&seq, &text)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, in.Quote, nil
	}
	if in.Quote != "" || in.Kind == channels.Press {
		text = in.Quote
	}
	return &seq, text, err
}

// joinAlbum adds the files of an album's further part to its first message.
func (r *Router) joinAlbum(ctx context.Context, tx pgx.Tx, c *conversation, in channels.Inbound) (bool, error) {
	if in.Group == "" {
		return false, nil
	}
	var id, seq int64
	err := tx.QueryRow(ctx, `
		SELECT id, seq FROM messages WHERE conversation_id = $1 AND grp = $2 AND created_at > now() - interval '10 minutes'`,
		c.ID, in.Group).Scan(&id, &seq)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if err := storeFiles(ctx, tx, id, in.Account, in.Files); err != nil {
		return false, err
	}
	rev, err := bump(ctx, tx, c)
	if err != nil {
		return false, err
	}
	_, err = tx.Exec(ctx, `UPDATE messages SET rev = $2, text = CASE WHEN text = '' THEN $3
		WHEN $3 = '' THEN text ELSE text || E'\n' || $3 END WHERE id = $1`, id, rev, in.Text)
	if err != nil {
		return false, err
	}
	if in.Text != "" {
		err = work(ctx, tx, c, forDeskLane, seq)
	}
	return true, errors.Join(err, r.trace(ctx, tx, in, c.ID, seq))
}

// happenChange carries out an edit, a deletion or a reaction. An edit that comes before its message becomes a message
// of its own: nothing the customer wrote is lost.
func (r *Router) happenChange(ctx context.Context, tx pgx.Tx, in channels.Inbound) (*conversation, error) {
	a, err := r.met(ctx, tx, in)
	if err != nil {
		return nil, err
	}
	var id, conv, seq int64
	var author, text string
	err = tx.QueryRow(ctx, `
		SELECT m.id, m.conversation_id, m.seq, m.author, m.text
		FROM messages m JOIN conversations c ON c.id = m.conversation_id
		WHERE c.address_id = $1 AND (m.external_id = $2 OR m.key::text = $2) ORDER BY m.id DESC LIMIT 1`, a.ID, in.Ref).
		Scan(&id, &conv, &seq, &author, &text)
	if errors.Is(err, pgx.ErrNoRows) {
		if in.Kind == channels.Edit && in.Text != "" {
			in.Kind, in.Ref = channels.Message, ""
			return r.happenMessage(ctx, tx, in)
		}
		return nil, fmt.Errorf("%w: %s of a message that is not here", channels.ErrInvalid, in.Kind)
	}
	if err != nil {
		return nil, err
	}
	if in.Kind != channels.Reaction && author != "customer" {
		return nil, fmt.Errorf("%w: a customer cannot change our message", channels.ErrInvalid)
	}
	c, err := lockedByID(ctx, tx, conv)
	if err != nil {
		return nil, err
	}
	rev, err := bump(ctx, tx, c)
	if err != nil {
		return nil, err
	}
	if err := r.trace(ctx, tx, in, conv, seq); err != nil {
		return nil, err
	}
	switch in.Kind {
	case channels.Reaction:
		_, err = tx.Exec(ctx, `UPDATE messages SET reaction = $2, rev = $3 WHERE id = $1`, id, clean(in.Text, 64), rev)
		if err == nil && in.Text != "" {
			err = r.record(ctx, tx, c, Event{Actor: "customer", What: "reacted", Why: clean(in.Text, 64), Data: map[string]any{"seq": seq}})
		}
		return c, err
	case channels.Delete:
		_, err = tx.Exec(ctx, `UPDATE messages SET deleted_at = COALESCE(deleted_at, now()), rev = $2 WHERE id = $1`, id, rev)
		return c, err
	}
	if in.Text == text {
		return c, nil
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO message_versions (message_id, n, text)
		SELECT $1, 1 + count(*), $2 FROM message_versions WHERE message_id = $1`, id, text)
	if err != nil {
		return nil, err
	}
	_, err = tx.Exec(ctx, `UPDATE messages SET text = $2, edited_at = now(), rev = $3, data = data - 'aside' WHERE id = $1`, id, in.Text, rev)
	if err != nil || c.State == Closed {
		return c, err
	}
	return c, r.redraft(ctx, tx, c, seq)
}

// redraft asks for new suggestions when a message that still waits for an answer was reworded. What another one was answered aside with
// is none to it, and what it was answered with itself was to other words.
func (r *Router) redraft(ctx context.Context, tx pgx.Tx, c *conversation, seq int64) error {
	var answered bool
	err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM messages WHERE conversation_id = $1 AND seq > $2
		AND author IN ('operator', 'assistant') AND data->>'aside' IS DISTINCT FROM 'true')`, c.ID, seq).Scan(&answered)
	if err != nil || answered {
		return err
	}
	return work(ctx, tx, c, forDeskLane, seq)
}

// happenContact records that a person came, left the channel, or came back to it.
func (r *Router) happenContact(ctx context.Context, tx pgx.Tx, in channels.Inbound) (*conversation, error) {
	a, err := r.met(ctx, tx, in)
	if err != nil {
		return nil, err
	}
	if in.Kind == channels.Blocked {
		if err := block(ctx, tx, a.ID); err != nil {
			return nil, err
		}
	} else if _, err := tx.Exec(ctx, `UPDATE addresses SET blocked_at = NULL WHERE id = $1`, a.ID); err != nil {
		return nil, err
	}
	if in.Kind == channels.Started {
		if in.Greeted {
			return nil, nil
		}
		return r.welcome(ctx, tx, a, in)
	}
	c, err := locked(ctx, tx, `c.address_id = $1 AND c.state <> 'closed' AND c.call_id IS NULL`, a.ID)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return c, r.record(ctx, tx, c, Event{Actor: "customer", What: string(in.Kind)})
}

// welcome greets a person who opened the channel and has not written yet.
func (r *Router) welcome(ctx context.Context, tx pgx.Tx, a address, in channels.Inbound) (*conversation, error) {
	c, err := r.open(ctx, tx, a, in.Project, in.Page)
	if err != nil || c.State == Closed {
		return nil, err
	}
	if in.Project != "" && c.Project == "" {
		if _, err := tx.Exec(ctx, `UPDATE conversations SET project = $2 WHERE id = $1`, c.ID, in.Project); err != nil {
			return nil, err
		}
	}
	var said bool
	err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM messages WHERE conversation_id = $1
		AND created_at > now() - interval '10 minutes')`, c.ID).Scan(&said)
	if err != nil || said {
		return c, err
	}
	return c, r.speak(ctx, tx, c, line{Author: "system", Text: phrase(a.Lang, textGreeting, r.policy.Company)})
}

// storeFiles keeps a message's attachments: their content when it came along, else the handle to fetch it by.
func storeFiles(ctx context.Context, tx pgx.Tx, message int64, account string, files []channels.File) error {
	for _, f := range files {
		if f.Size == 0 {
			f.Size = int64(len(f.Data))
		}
		var id int64
		err := tx.QueryRow(ctx, `
			INSERT INTO files (message_id, account, name, type, size, sort, caption, duration_ms, ref)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
			message, account, clean(f.Name, 255), clean(f.Type, 100), f.Size, clean(f.Sort, 20), clean(f.Caption, 4000),
			f.Duration/time.Millisecond, clean(f.Ref, 1000)).Scan(&id)
		if err != nil {
			return fmt.Errorf("store a file: %w", err)
		}
		if f.Data == nil {
			continue
		}
		if _, err := tx.Exec(ctx, `INSERT INTO file_contents (file_id, data) VALUES ($1, $2)`, id, f.Data); err != nil {
			return fmt.Errorf("store the content of file %d: %w", id, err)
		}
	}
	return nil
}
