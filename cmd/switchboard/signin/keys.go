package signin

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrNoKey says that a request shows no key, or none that counts.
var ErrNoKey = errors.New("the request shows no key that counts")

// keyMark begins every key, so that people and scanners of secrets know one.
const keyMark = "swk_"

// Key is what a program shows instead of a session.
type Key struct {
	ID      int64
	Name    string
	May     string // read, write or publish
	Maker   string // name
	Created time.Time
	Used    time.Time // zero: never
}

// Key returns the key in a request's header Authorization, or ErrNoKey.
func (g *Gate) Key(r *http.Request) (Key, error) {
	scheme, t, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if t = strings.TrimSpace(t); !strings.EqualFold(scheme, "Bearer") || !strings.HasPrefix(t, keyMark) { // https://www.rfc-editor.org/rfc/rfc9110#section-11.1
		return Key{}, ErrNoKey
	}
	var k Key
	err := g.pool.QueryRow(r.Context(), `
		SELECT id, name, may, COALESCE(used_at, '0001-01-01 00:00+00') FROM api_keys WHERE hash = $1 AND ended_at IS NULL`, digest(t)).
		Scan(&k.ID, &k.Name, &k.May, &k.Used)
	if errors.Is(err, pgx.ErrNoRows) {
		return Key{}, ErrNoKey
	}
	if err != nil {
		return Key{}, fmt.Errorf("look up a key: %w", err)
	}
	if time.Since(k.Used) > 5*time.Minute {
		if _, err := g.pool.Exec(r.Context(), `UPDATE api_keys SET used_at = now() WHERE id = $1`, k.ID); err != nil {
			return Key{}, fmt.Errorf("note that key %d is used: %w", k.ID, err)
		}
	}
	return k, nil
}

// MakeKey makes a key that may read, write or publish, and returns it, this once: only its hash is kept. No person and no other key
// that counts has its name.
func (g *Gate) MakeKey(ctx context.Context, by int64, name, may string) (key string, err error) {
	if name = line(name, 100); name == "" {
		return "", wrong("Write what the key is for: it is named as the author of what it saves.")
	}
	if !slices.Contains([]string{"read", "write", "publish"}, may) {
		return "", wrong("Choose what the key may do.")
	}
	key = keyMark + token()
	err = pgx.BeginFunc(ctx, g.pool, func(tx pgx.Tx) error {
		if err := unnamed(ctx, tx, name); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO api_keys (hash, name, may, created_by) VALUES ($1, $2, $3, NULLIF($4::bigint, 0))`, digest(key), name, may, by)
		if err != nil {
			return err
		}
		return record(ctx, tx, by, "key made", map[string]any{"key": name, "may": may})
	})
	if err != nil {
		return "", fmt.Errorf("make a key: %w", err)
	}
	return key, nil
}

// unnamed refuses a name for a key that a person or another key has: who saved what could not be told by it. It keeps other keys from
// being made until the transaction ends.
func unnamed(ctx context.Context, tx pgx.Tx, name string) error {
	if _, err := tx.Exec(ctx, `LOCK TABLE api_keys IN SHARE ROW EXCLUSIVE MODE`); err != nil {
		return err
	}
	var person, key bool
	err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM operators WHERE lower($1) IN (lower(name), email)),
		EXISTS (SELECT FROM api_keys WHERE lower(name) = lower($1) AND ended_at IS NULL)`, name).Scan(&person, &key)
	switch {
	case err != nil:
		return err
	case person:
		return wrong("A person is named so: give the key another name, as what it saves is told by that.")
	case key:
		return wrong("Another key is named so: end that one first, or give this one another name, as what it saves is told by that.")
	}
	return nil
}

func (g *Gate) keysPage(w http.ResponseWriter, r *http.Request) error {
	return g.showKeys(w, r, map[string]any{})
}

func (g *Gate) showKeys(w http.ResponseWriter, r *http.Request, data map[string]any) error {
	rows, err := g.pool.Query(r.Context(), `
		SELECT k.id, k.name, k.may, COALESCE(o.name, '') AS maker, k.created_at AS created, COALESCE(k.used_at, '0001-01-01 00:00+00') AS used
		FROM api_keys k LEFT JOIN operators o ON o.id = k.created_by WHERE k.ended_at IS NULL ORDER BY k.id`)
	if err != nil {
		return err
	}
	keys, err := pgx.CollectRows(rows, pgx.RowToStructByName[Key])
	if err != nil {
		return err
	}
	data["Keys"] = keys
	g.show(w, r, "keys", "Keys", data)
	return nil
}

func (g *Gate) makeKey(w http.ResponseWriter, r *http.Request) error {
	u, _ := g.User(r)
	name := r.PostFormValue("name")
	key, err := g.MakeKey(r.Context(), u.ID, name, r.PostFormValue("may"))
	var p problem
	if errors.As(err, &p) {
		return g.showKeys(w, r, map[string]any{"Wrong": p, "Name": name})
	}
	if err != nil {
		return err
	}
	return g.showKeys(w, r, map[string]any{"Key": key, "For": line(name, 100)})
}

func (g *Gate) endKey(w http.ResponseWriter, r *http.Request) error {
	u, _ := g.User(r)
	id, err := idOf(r)
	if err != nil {
		return err
	}
	err = pgx.BeginFunc(r.Context(), g.pool, func(tx pgx.Tx) error {
		var name string
		err := tx.QueryRow(r.Context(), `UPDATE api_keys SET ended_at = now() WHERE id = $1 AND ended_at IS NULL RETURNING name`, id).Scan(&name)
		if errors.Is(err, pgx.ErrNoRows) {
			return errNone
		}
		if err != nil {
			return err
		}
		return record(r.Context(), tx, u.ID, "key ended", map[string]any{"key": name})
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/keys?said=ended", http.StatusSeeOther)
	return nil
}
