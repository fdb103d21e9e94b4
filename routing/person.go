package routing

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Subscriber returns a person with all addresses and the conversations that the operator may see.
func (r *Router) Subscriber(ctx context.Context, op, id int64) (Subscriber, error) {
	who, err := operator(ctx, r.pool, op)
	if err != nil {
		return Subscriber{}, err
	}
	heads, err := r.heads(ctx, headSQL+` AND c.subscriber_id = $4 ORDER BY c.id DESC LIMIT 100`, append(seesArgs(who), id)...)
	if err != nil {
		return Subscriber{}, err
	}
	if len(heads) == 0 { // nothing of this person is his to see
		return Subscriber{}, ErrNotFound
	}
	s := Subscriber{ID: id, History: heads}
	var created time.Time
	err = r.pool.QueryRow(ctx, `SELECT name, lang, fields, comment, version, created_at FROM subscribers WHERE id = $1`, id).
		Scan(&s.Name, &s.Lang, &s.Fields, &s.Comment, &s.Version, &created)
	if err != nil {
		return s, fmt.Errorf("read subscriber %d: %w", id, err)
	}
	s.Created = created
	rows, err := r.pool.Query(ctx, `SELECT id, account, kind, value, blocked_at IS NOT NULL FROM addresses
		WHERE subscriber_id = $1 ORDER BY account = '', id`, id)
	if err != nil {
		return s, fmt.Errorf("read the addresses of subscriber %d: %w", id, err)
	}
	s.Addresses, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (a SubscriberAddress, err error) {
		err = row.Scan(&a.ID, &a.Account, &a.Kind, &a.Value, &a.Blocked)
		a.OneWay = r.oneWay[a.Account]
		if a.Account == "" {
			a.OneWay = "no channel of ours reaches this address"
		}
		return a, err
	})
	return s, err
}

// SaveSubscriber changes name, language, fields and comment of a person. If somebody else saved meanwhile the error is
// ErrConflict.
func (r *Router) SaveSubscriber(ctx context.Context, op int64, s Subscriber) error {
	old, err := r.Subscriber(ctx, op, s.ID)
	if err != nil {
		return err
	}
	fields := map[string]string{}
	for k, v := range s.Fields {
		if k = clean(k, 100); !blank(k) && !blank(v) {
			fields[k] = clean(v, 2000)
		}
	}
	if len(fields) > 100 {
		return fmt.Errorf("%d fields: at most 100 are kept", len(fields))
	}
	err = pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
		b, err := json.Marshal(fields)
		if err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, `UPDATE subscribers SET name = $3, lang = $4, fields = $5, comment = $6, version = version + 1
			WHERE id = $1 AND version = $2`, s.ID, s.Version, clean(s.Name, 200), clean(s.Lang, 35), b, clean(s.Comment, 8000))
		if err != nil {
			return fmt.Errorf("save subscriber %d: %w", s.ID, err)
		}
		if tag.RowsAffected() == 0 {
			return ErrConflict
		}
		_, err = tx.Exec(ctx, `INSERT INTO events (subscriber_id, actor, operator_id, what, data) VALUES ($1, 'operator', $2, 'subscriber changed', $3)`,
			s.ID, op, jsonOf(map[string]any{"name": []string{old.Name, s.Name}, "fields": map[string]any{"before": old.Fields, "after": fields}}))
		return err
	})
	if err == nil {
		r.bus.tell(change{})
	}
	return err
}
