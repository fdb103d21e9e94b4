package routing

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/channels"
)

// historySQL reads what one address may see: no notes, no drafts, nothing that is not sent yet.
const historySQL = `
	SELECT m.id, m.rev, m.conversation_id, COALESCE(m.key::text, m.external_id, ''), m.author, COALESCE(o.display_name, ''), m.text,
		m.choices, m.sources, m.quote, m.reaction, m.state, m.edited_at IS NOT NULL, m.deleted_at IS NOT NULL, m.created_at
	FROM addresses a JOIN conversations c ON c.address_id = a.id JOIN messages m ON m.conversation_id = c.id
	LEFT JOIN operators o ON o.id = m.operator_id
	WHERE a.account = $1 AND a.account <> '' AND a.value = $2 AND c.rev > $3 AND m.rev > $3
	  AND m.state NOT IN ('queued', 'sending', 'cancelled', 'failed')`

// History returns what changed for a person; see channels.Archive.
func (r *Router) History(ctx context.Context, account, address string, after int64, limit int) ([]channels.Entry, error) {
	limit = min(max(limit, 1), 500)
	sql := `SELECT * FROM (` + historySQL + ` ORDER BY m.rev LIMIT $4) t ORDER BY rev`
	if after <= 0 {
		after = -1
		sql = `SELECT * FROM (` + historySQL + ` ORDER BY m.conversation_id DESC, m.seq DESC LIMIT $4) t ORDER BY conversation_id, id`
	}
	rows, err := r.pool.Query(ctx, sql, account, address, after, limit)
	if err != nil {
		return nil, fmt.Errorf("read the history of %s: %w", account, err)
	}
	ids := map[int64]int{}
	var entries []channels.Entry
	for rows.Next() {
		var e channels.Entry
		var id int64
		var author string
		var sources []byte
		err := rows.Scan(&id, &e.Rev, &e.Conv, &e.ID, &author, &e.Name, &e.Text, &e.Choices, &sources, &e.Quote, &e.Reaction,
			&e.State, &e.Edited, &e.Deleted, &e.At)
		if err != nil {
			return nil, fmt.Errorf("read the history of %s: %w", account, err)
		}
		if e.Out = author != "customer"; e.Out {
			e.By = author
		} else {
			e.Key = e.ID
		}
		if e.State == "uncertain" {
			e.State = "sent"
		}
		if e.Deleted {
			e.Text, e.Choices, e.Sources = "", nil, nil
		} else if e.Sources, err = r.sourcesOf(sources); err != nil {
			return nil, fmt.Errorf("read the history of %s: %w", account, err)
		}
		ids[id] = len(entries)
		entries = append(entries, e)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the history of %s: %w", account, err)
	}
	return entries, r.attach(ctx, entries, ids)
}

// sourcesOf are stored sources as a customer may see them.
func (r *Router) sourcesOf(b []byte) ([]channels.Source, error) {
	if b == nil {
		return nil, nil
	}
	var stored []assist.Source
	if err := json.Unmarshal(b, &stored); err != nil {
		return nil, err
	}
	var out []channels.Source
	for _, s := range r.shown(stored) {
		out = append(out, channels.Source{Project: s.Name, Title: s.Title, Link: s.Link})
	}
	return out, nil
}

// attach adds the files to entries; ids maps a message to its entry.
func (r *Router) attach(ctx context.Context, entries []channels.Entry, ids map[int64]int) error {
	if len(ids) == 0 {
		return nil
	}
	list := make([]int64, 0, len(ids))
	for id, i := range ids {
		if !entries[i].Deleted {
			list = append(list, id)
		}
	}
	rows, err := r.pool.Query(ctx, `SELECT message_id, id, name, type, size FROM files WHERE message_id = ANY($1) ORDER BY id`, list)
	if err != nil {
		return fmt.Errorf("read the files of a history: %w", err)
	}
	var message int64
	var f channels.Stored
	_, err = pgx.ForEachRow(rows, []any{&message, &f.ID, &f.Name, &f.Type, &f.Size}, func() error {
		e := &entries[ids[message]]
		e.Files = append(e.Files, f)
		return nil
	})
	return err
}

// Watch wakes a web visitor; see channels.Archive.
func (r *Router) Watch(account, address string) (<-chan channels.Signal, func()) {
	return r.bus.watchAddress(account, address)
}

// Open opens a file of the person's own conversation; see channels.Archive.
func (r *Router) Open(ctx context.Context, account, address string, file int64) (channels.File, io.ReadCloser, error) {
	var own bool
	err := r.pool.QueryRow(ctx, `
		SELECT true FROM files f JOIN messages m ON m.id = f.message_id JOIN conversations c ON c.id = m.conversation_id
		JOIN addresses a ON a.id = c.address_id
		WHERE f.id = $1 AND a.account = $2 AND a.value = $3 AND m.deleted_at IS NULL
		  AND m.state NOT IN ('queued', 'sending', 'cancelled', 'failed')`, file, account, address).Scan(&own)
	if errors.Is(err, pgx.ErrNoRows) {
		return channels.File{}, nil, channels.ErrNotFound
	}
	if err != nil {
		return channels.File{}, nil, fmt.Errorf("find file %d: %w", file, err)
	}
	f, data, err := r.content(ctx, file)
	if err != nil {
		return channels.File{}, nil, err
	}
	out := channels.File{Name: f.Name, Type: f.Type, Size: f.Size, Sort: f.Sort, Caption: f.Caption, Duration: f.Duration}
	return out, io.NopCloser(bytes.NewReader(data)), nil
}

// Seen records that what was sent to a person arrived or was read; see channels.Archive.
func (r *Router) Seen(ctx context.Context, account, address string, rev int64, read bool) error {
	state, before := "delivered", []string{"sent", "uncertain"}
	if read {
		state, before = "read", []string{"sent", "uncertain", "delivered"}
	}
	var c *conversation
	err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
		var conv int64
		err := tx.QueryRow(ctx, `
			SELECT c.id FROM addresses a JOIN conversations c ON c.address_id = a.id JOIN messages m ON m.conversation_id = c.id
			WHERE a.account = $1 AND a.account <> '' AND a.value = $2 AND m.key IS NOT NULL AND m.state = ANY($3) AND m.rev <= $4
			ORDER BY c.id DESC LIMIT 1`, account, address, before, rev).Scan(&conv)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if c, err = lockedByID(ctx, tx, conv); err != nil {
			return err
		}
		now, err := bump(ctx, tx, c)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE messages SET state = $4, rev = $5
			WHERE conversation_id = $1 AND key IS NOT NULL AND state = ANY($2) AND rev <= $3`, conv, before, rev, state, now)
		return err
	})
	if err != nil {
		return fmt.Errorf("record what was seen on %s: %w", account, err)
	}
	if c != nil {
		r.bus.changed(c.ID, c.Account, c.Address, forNobody)
	}
	return nil
}

// Types tells desks that a person is writing; see channels.Archive.
func (r *Router) Types(ctx context.Context, account, address string) {
	var conv int64
	err := r.pool.QueryRow(ctx, `SELECT c.id FROM conversations c JOIN addresses a ON a.id = c.address_id
		WHERE a.account = $1 AND a.value = $2 AND c.state <> 'closed' AND c.call_id IS NULL`, account, address).Scan(&conv)
	if err != nil {
		return
	}
	r.bus.tell(change{Conv: conv, Account: account, Address: address, Typing: customerTypes})
}

// Status says what a person may expect; see channels.Archive.
func (r *Router) Status(ctx context.Context, account, address string) (channels.Status, error) {
	var s channels.Status
	var conv int64
	var state State
	var operator *string
	err := r.pool.QueryRow(ctx, `
		SELECT c.id, c.state, c.lang, o.display_name FROM conversations c JOIN addresses a ON a.id = c.address_id
		LEFT JOIN operators o ON o.id = c.owner_id
		WHERE a.account = $1 AND a.value = $2 AND c.state <> 'closed' AND c.call_id IS NULL`, account, address).
		Scan(&conv, &state, &s.Lang, &operator)
	if errors.Is(err, pgx.ErrNoRows) {
		s.Handled = "none"
		var hours *Hours
		err = r.pool.QueryRow(ctx, `SELECT hours FROM departments WHERE key = $1`, r.policy.Department).Scan(&hours)
		if errors.Is(err, pgx.ErrNoRows) {
			err = nil
		}
		s.Open = hours.Open(time.Now())
		return s, err
	}
	if err != nil {
		return s, fmt.Errorf("read the status of a conversation: %w", err)
	}
	o, err := look(ctx, r.pool, conv)
	if err != nil {
		return s, err
	}
	s.Open = o.Hours.Open(time.Now())
	switch {
	case operator != nil:
		s.Handled, s.Operator = "operator", *operator
	case state == Queued:
		s.Handled, s.Position = "waiting", o.Position
	case state == Assistant:
		s.Handled = "assistant"
	default:
		s.Handled = "waiting"
	}
	return s, nil
}
