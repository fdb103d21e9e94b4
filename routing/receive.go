package routing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"switchboard/channels"
)

// maxText is the longest text kept of one message, in bytes; the raw event keeps the rest.
const maxText = 256 << 10

// acceptSQL stores a plain message of a person whose conversation is open: one statement, one round trip. The row lock
// on the conversation puts its messages in order. It does nothing for anybody else, nor for a repetition; then
// Receive goes the long way.
const acceptSQL = `
WITH conv AS (
	UPDATE conversations c
	SET last_seq = last_seq + 1, rev = rev + 1, last_in_at = now(), waiting_since = COALESCE(waiting_since, now()),
		desk_since = COALESCE(desk_since, now())
	WHERE c.address_id = (SELECT id FROM addresses WHERE account = $1 AND account <> '' AND value = $3 AND blocked_at IS NULL)
	  AND c.call_id IS NULL AND c.state <> 'closed' AND c.state <> 'snoozed'
	  AND NOT EXISTS (SELECT FROM inbound_events WHERE account = $1 AND external_id = $2)
	RETURNING c.id, c.last_seq, c.rev, c.desk_since = now() AS idle
), event AS (
	INSERT INTO inbound_events (account, external_id, kind, sender, payload, conversation_id, seq)
	SELECT $1, $2, 'message', $3, $4, id, last_seq FROM conv
	ON CONFLICT DO NOTHING
	RETURNING conversation_id
), message AS (
	INSERT INTO messages (conversation_id, seq, rev, author, text, quote, state, external_id, at)
	SELECT id, last_seq, rev, 'customer', $5, $6, 'stored', $2, $7 FROM conv, event
), lane AS (
	UPDATE lanes l SET tail = GREATEST(tail, conv.last_seq), ready_at = GREATEST(now(), worked_at + $8::interval)
	FROM conv, event
	WHERE l.conversation_id = conv.id AND l.consumer = 'desk' AND conv.idle
	RETURNING EXTRACT(epoch FROM l.ready_at - now())::float8 AS wait
)
SELECT conv.id, lane.wait FROM conv CROSS JOIN event LEFT JOIN lane ON true`

// burst is how soon after the last look at a conversation the next one comes: who writes line after line is answered
// as a whole, and costs one look a burst.
const burst = 2 * time.Second

// receiveWithin bounds the storing of one event: a platform that hears nothing sends again.
const receiveWithin = 8 * time.Second

// Receive stores an event and what follows from it; see channels.Receiver.
func (r *Router) Receive(ctx context.Context, in channels.Inbound) error {
	ctx, cancel := context.WithTimeout(ctx, receiveWithin)
	defer cancel()
	in, err := r.checked(in)
	if err != nil {
		return r.bury(ctx, in, err)
	}
	if plain(in) {
		var conv int64
		var wait *float64 // nil: the lane has work already
		err := r.pool.QueryRow(ctx, acceptSQL, in.Account, in.ID, in.From, in.Raw, in.Text, in.Quote, in.At, burst).Scan(&conv, &wait)
		if err == nil {
			r.stats.received.Add(1)
			if wait == nil {
				r.bus.changed(conv, in.Account, in.From, forNobody)
				return nil
			}
			r.bus.changedLater(conv, in.Account, in.From, time.Duration(*wait*float64(time.Second)))
			return nil
		}
		if !errors.Is(err, pgx.ErrNoRows) {
			return fmt.Errorf("receive %s/%s: %w", in.Account, in.ID, err)
		}
	}
	return r.receiveAny(ctx, in)
}

// plain tells whether acceptSQL can take the event: a message of text alone.
func plain(in channels.Inbound) bool {
	return in.Kind == channels.Message && len(in.Files) == 0 && in.Place == nil && in.Card == nil && in.Call == nil &&
		in.Group == "" && in.Ref == "" && len(in.Known) == 0 && !in.FromUs
}

// checked makes the event fit for PostgreSQL and for people, and refuses what can never be stored.
func (r *Router) checked(in channels.Inbound) (channels.Inbound, error) {
	if in.Kind == "" {
		in.Kind = channels.Message
	}
	if in.At.IsZero() || in.At.Year() < 2000 || in.At.After(time.Now().Add(24*time.Hour)) {
		in.At = time.Now()
	}
	in.Account, in.ID, in.From = clean(in.Account, 100), clean(in.ID, 512), clean(in.From, 512)
	in.Name, in.Lang = clean(in.Name, 200), clean(in.Lang, 35)
	in.Text, in.Quote = clean(in.Text, maxText), clean(in.Quote, 4000)
	in.Ref, in.Group, in.Page, in.Project = clean(in.Ref, 512), clean(in.Group, 200), clean(in.Page, 2000), clean(in.Project, 100)
	switch {
	case in.Account == "" || in.ID == "":
		return in, errors.New("an event needs an account and an id")
	case in.From == "":
		return in, errors.New("the event names no sender")
	case in.Kind == channels.Message && in.Text == "" && len(in.Files) == 0 && in.Place == nil && in.Card == nil:
		return in, errors.New("the message is empty")
	case in.Call != nil && in.Call.ID == "":
		return in, errors.New("the call has no id")
	}
	return in, nil
}

// clean drops what PostgreSQL refuses and what hides text from a reader's eye, and cuts at max bytes.
func clean(s string, max int) string {
	if len(s) > max {
		for max > 0 && !utf8.RuneStart(s[max]) {
			max--
		}
		s = s[:max]
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	return strings.Map(func(c rune) rune {
		if hidden(c) {
			return -1
		}
		return c
	}, s)
}

// hidden are control, bidirectional and tag characters. Zero-width joiners stay: emoji need them.
func hidden(c rune) bool {
	switch {
	case c == '\n' || c == '\t':
		return false
	case c < 0x20, c >= 0x7f && c < 0xa0, c >= 0x202a && c <= 0x202e, c >= 0x2066 && c <= 0x2069, c == 0xfeff, c == 0x2060:
		return true
	}
	return c >= 0xe0000 && c <= 0xe007f
}

// bury keeps an event of which nothing can be made, and tells the adapter that repeating it is of no use.
func (r *Router) bury(ctx context.Context, in channels.Inbound, why error) error {
	if in.Account == "" || in.ID == "" {
		return fmt.Errorf("receive: %w: %w", channels.ErrInvalid, why)
	}
	_, err := r.pool.Exec(ctx, `
		INSERT INTO inbound_events (account, external_id, kind, sender, payload, dead)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
		in.Account, in.ID, string(in.Kind), in.From, in.Raw, why.Error())
	if err != nil {
		return fmt.Errorf("keep the dead letter %s/%s: %w", in.Account, in.ID, err)
	}
	r.stats.dead.Add(1)
	r.log.Warn("an event is of no use", "account", in.Account, "id", in.ID, "why", why.Error())
	return fmt.Errorf("receive %s/%s: %w: %w", in.Account, in.ID, channels.ErrInvalid, why)
}

// receiveAny takes every kind of event, in one transaction that first locks the sender: two first messages of one
// person at once must not make two people.
func (r *Router) receiveAny(ctx context.Context, in channels.Inbound) error {
	var touched *conversation
	var dead error
	err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
		touched, dead = nil, nil
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0))`, in.Account, in.From); err != nil {
			return err
		}
		fresh, err := tx.Exec(ctx, `
			INSERT INTO inbound_events (account, external_id, kind, sender, payload) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT DO NOTHING`, in.Account, in.ID, string(in.Kind), in.From, in.Raw)
		if err != nil || fresh.RowsAffected() == 0 {
			return err
		}
		touched, err = r.happen(ctx, tx, in)
		if errors.Is(err, channels.ErrInvalid) {
			dead = err
			_, err = tx.Exec(ctx, `UPDATE inbound_events SET dead = $3 WHERE account = $1 AND external_id = $2`,
				in.Account, in.ID, dead.Error())
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("receive %s/%s: %w", in.Account, in.ID, err)
	}
	if dead != nil {
		r.stats.dead.Add(1)
		return fmt.Errorf("receive %s/%s: %w", in.Account, in.ID, dead)
	}
	r.stats.received.Add(1)
	if touched != nil {
		r.bus.changed(touched.ID, touched.Account, in.From, forDesk)
	}
	return nil
}

// jsonOf is v as jsonb, or nil for a nil pointer or an empty map.
func jsonOf(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil || string(b) == "null" || string(b) == "{}" {
		return nil
	}
	return b
}
