package knowledge

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// body is where texts are kept: a table, what names its rows, the text, and what is set to it as x.body.
type body struct{ table, key, text, set string }

var bodies = []body{
	{"article_versions", `article_id || '/' || version`, `body`, `body = x.body`},
	{"project_versions", `project_id || '/' || version`, `body`, `body = x.body`},
	{"projects", `id::text`, `body`, `body = x.body`},
	{"article_drafts", `line::text`, `fields->>'body'`, `fields = jsonb_set(fields, '{body}', to_jsonb(x.body))`},
}

// LeaveAddress takes the address of the program away from the texts that were saved with it, once for each address that the
// program comes to: what an earlier version of the program kept with its address, and what somebody wrote while it was elsewhere
// and is here now. The address that it leaves is taken away too, for an earlier version may have gone on saving with it for a
// while. The texts say what they said, so no version is added.
func (s *Store) LeaveAddress(ctx context.Context) error {
	if s.base == "" {
		return nil
	}
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		was, err := s.comesTo(ctx, tx)
		if err != nil || was == s.base {
			return err
		}
		if _, err := tx.Exec(ctx, `SELECT FROM knowledge_state FOR UPDATE`); err != nil { // before any text: see Store
			return err
		}
		if _, err := tx.Exec(ctx, `SET LOCAL switchboard.erasing = 'on'`); err != nil { // else what was saved once cannot be touched
			return err
		}
		for _, b := range bodies {
			for _, base := range []string{s.base, was} {
				if base == "" {
					continue
				}
				changed, err := b.leave(ctx, tx, base)
				if err == nil && b.table == "article_versions" {
					err = tellAnew(ctx, tx, changed)
				}
				if err != nil {
					return fmt.Errorf("%s: %w", b.table, err)
				}
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("take the address %s away from the texts: %w", s.base, err)
	}
	return nil
}

// comesTo keeps the address at which the program is, and returns the one that was kept before; empty: none.
func (s *Store) comesTo(ctx context.Context, tx pgx.Tx) (was string, err error) {
	_, err = tx.Exec(ctx, `INSERT INTO settings (key, value) VALUES ('address', '""') ON CONFLICT (key) DO NOTHING`)
	if err == nil {
		err = tx.QueryRow(ctx, `SELECT value #>> '{}' FROM settings WHERE key = 'address' FOR UPDATE`).Scan(&was)
	}
	if err == nil && was != s.base {
		_, err = tx.Exec(ctx, `UPDATE settings SET value = to_jsonb($1::text), at = now() WHERE key = 'address'`, s.base)
	}
	return was, err
}

// leave takes an address away from the texts of a table, and returns which were changed.
func (b body) leave(ctx context.Context, tx pgx.Tx, base string) (changed []string, err error) {
	for last := ""; ; {
		rows, _ := tx.Query(ctx, `SELECT key, text FROM (SELECT `+b.key+` AS key, `+b.text+` AS text FROM `+b.table+`) t
			WHERE strpos(text, $1) > 0 AND key > $2 ORDER BY key LIMIT $3`, base+"/", last, pageSize)
		var keys, texts []string
		var text string
		n := 0
		if _, err := pgx.ForEachRow(rows, []any{&last, &text}, func() error {
			n++
			if without := Relative(text, base); without != text {
				keys, texts = append(keys, last), append(texts, without)
			}
			return nil
		}); err != nil {
			return nil, err
		}
		if len(keys) > 0 {
			if _, err := tx.Exec(ctx, `UPDATE `+b.table+` SET `+b.set+` FROM unnest($1::text[], $2::text[]) x(key, body) WHERE `+b.key+` = x.key`, keys, texts); err != nil {
				return nil, err
			}
			changed = append(changed, keys...)
		}
		if n < pageSize {
			return changed, nil
		}
	}
}

// tellAnew lets the indexes read the articles again of which readers see one of the versions, named article/version.
func tellAnew(ctx context.Context, tx pgx.Tx, versions []string) error {
	if len(versions) == 0 {
		return nil
	}
	rev, err := publish(ctx, tx)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE articles SET rev = $2 WHERE id || '/' || published = ANY ($1)`, versions, rev)
	return err
}
