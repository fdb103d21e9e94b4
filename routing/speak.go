package routing

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/channels"
)

// line is something of ours to be said to a customer.
type line struct {
	Author   string // operator, assistant, system
	Operator int64
	Key      string // uuid; empty: a new one
	Text     string
	Lang     string
	Answers  int64 // seq, 0: none
	Choices  []string
	Sources  []assist.Source
	Files    []channels.File
}

// speak stores a message to the customer and puts it on the channel lane. On a telephone call, or to somebody who
// wants no messages, what the assistant or the system would say is not said.
func (r *Router) speak(ctx context.Context, tx pgx.Tx, c *conversation, l line) error {
	if c.CallID != nil || c.Blocked {
		return nil
	}
	_, _, err := r.utter(ctx, tx, c, l)
	return err
}

// utter is speak without the exceptions. It returns the message's id and seq.
func (r *Router) utter(ctx context.Context, tx pgx.Tx, c *conversation, l line) (id, seq int64, err error) {
	seq, err = next(ctx, tx, c)
	if err != nil {
		return 0, 0, err
	}
	var sources []byte
	if len(l.Sources) > 0 {
		sources = jsonOf(l.Sources)
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO messages (conversation_id, seq, rev, author, operator_id, text, lang, answers, choices, sources, state, key, at)
		VALUES ($1, $2, $3, $4, NULLIF($5::bigint, 0), $6, $7, NULLIF($8::bigint, 0), $9, $10, 'queued',
			COALESCE(NULLIF($11, '')::uuid, gen_random_uuid()), now()) RETURNING id`,
		c.ID, seq, c.Rev, l.Author, l.Operator, l.Text, l.Lang, l.Answers, l.Choices, sources, l.Key).Scan(&id)
	if err != nil {
		return 0, 0, fmt.Errorf("store a message to the customer: %w", err)
	}
	if err := storeFiles(ctx, tx, id, c.Account, l.Files); err != nil {
		return 0, 0, err
	}
	return id, seq, work(ctx, tx, c, forChannelLane, seq)
}
