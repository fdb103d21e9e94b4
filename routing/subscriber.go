package routing

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"switchboard/channels"
)

// address is where a person can be met.
type address struct {
	ID           int64
	SubscriberID int64
	Account      string
	Kind         string
	Value        string
	Lang         string
	Blocked      bool
}

// met finds the address of an event's sender, or makes it, and its subscriber with it. A sender whose telephone
// number or e-mail address is already known, by a platform that vouches for it, is the same person.
func (r *Router) met(ctx context.Context, tx pgx.Tx, in channels.Inbound) (address, error) {
	a, err := findAddress(ctx, tx, in.Account, in.From)
	switch {
	case err == nil:
		_, err = tx.Exec(ctx, `
			UPDATE addresses SET name = COALESCE(NULLIF($2, ''), name), lang = COALESCE(NULLIF($3, ''), lang)
			WHERE id = $1 AND (($2 <> '' AND name <> $2) OR ($3 <> '' AND lang <> $3))`, a.ID, in.Name, in.Lang)
	case errors.Is(err, pgx.ErrNoRows):
		a, err = r.newAddress(ctx, tx, in)
	}
	if err != nil {
		return a, fmt.Errorf("find the sender: %w", err)
	}
	if in.Lang != "" {
		a.Lang = in.Lang
	}
	return a, r.learnAddresses(ctx, tx, a, in.Known)
}

func findAddress(ctx context.Context, tx pgx.Tx, account, value string) (address, error) {
	a := address{Account: account, Value: value}
	err := tx.QueryRow(ctx, `
		SELECT id, subscriber_id, kind, lang, blocked_at IS NOT NULL FROM addresses
		WHERE account = $1 AND account <> '' AND value = $2`, account, value).
		Scan(&a.ID, &a.SubscriberID, &a.Kind, &a.Lang, &a.Blocked)
	return a, err
}

func (r *Router) newAddress(ctx context.Context, tx pgx.Tx, in channels.Inbound) (address, error) {
	a := address{Account: in.Account, Value: in.From, Kind: r.kinds[in.Account], Lang: in.Lang}
	err := tx.QueryRow(ctx, `
		SELECT subscriber_id FROM addresses
		WHERE (kind = $1 AND value = $2) OR (kind, value) IN (SELECT * FROM unnest($3::text[], $4::text[]))
		ORDER BY id LIMIT 1`, a.Kind, a.Value, kindsOf(in.Known), valuesOf(in.Known)).Scan(&a.SubscriberID)
	if errors.Is(err, pgx.ErrNoRows) {
		err = tx.QueryRow(ctx, `INSERT INTO subscribers (name, lang) VALUES ($1, $2) RETURNING id`, in.Name, in.Lang).
			Scan(&a.SubscriberID)
	}
	if err != nil {
		return a, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO addresses (subscriber_id, account, kind, value, name, lang) VALUES ($1, $2, $3, $4, $5, $6)
		RETURNING id`, a.SubscriberID, a.Account, a.Kind, a.Value, in.Name, in.Lang).Scan(&a.ID)
	return a, err
}

// learnAddresses keeps the further addresses that a platform vouched for.
func (r *Router) learnAddresses(ctx context.Context, tx pgx.Tx, a address, known []channels.Address) error {
	if len(known) == 0 {
		return nil
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO addresses (subscriber_id, account, kind, value)
		SELECT $1, '', k, v FROM unnest($2::text[], $3::text[]) AS t(k, v) WHERE v <> ''
		ON CONFLICT DO NOTHING`, a.SubscriberID, kindsOf(known), valuesOf(known))
	if err != nil {
		return fmt.Errorf("keep known addresses of subscriber %d: %w", a.SubscriberID, err)
	}
	return nil
}

func kindsOf(known []channels.Address) []string {
	out := make([]string, len(known))
	for i, k := range known {
		out[i] = clean(k.Kind, 20)
	}
	return out
}

func valuesOf(known []channels.Address) []string {
	out := make([]string, len(known))
	for i, k := range known {
		out[i] = clean(k.Value, 512)
	}
	return out
}

// block records that the person no longer wants messages there; what waits to be sent is cancelled.
func block(ctx context.Context, tx pgx.Tx, addressID int64) error {
	_, err := tx.Exec(ctx, `UPDATE addresses SET blocked_at = COALESCE(blocked_at, now()) WHERE id = $1`, addressID)
	if err != nil {
		return fmt.Errorf("block address %d: %w", addressID, err)
	}
	_, err = tx.Exec(ctx, `
		UPDATE messages m SET state = 'cancelled', error = 'the customer has blocked messages on this channel'
		FROM conversations c WHERE c.id = m.conversation_id AND c.address_id = $1 AND m.state = 'queued'`, addressID)
	if err != nil {
		return fmt.Errorf("cancel what waits for address %d: %w", addressID, err)
	}
	return nil
}
