package knowledge

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// keepMarks is how long a mark is known. What is written with it is written anew every few minutes while the program runs.
const keepMarks = "7 days"

// NewMark makes a mark by which this database knows later what was written for it, and keeps it before it returns it. A copy of the
// database does not know the marks that are made after it was copied.
func (s *Store) NewMark(ctx context.Context) (mark string, err error) {
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		name, err := databaseName(ctx, tx)
		if err != nil {
			return err
		}
		mark = name + "." + strings.ToLower(rand.Text()[:16])
		if _, err := tx.Exec(ctx, `DELETE FROM index_marks WHERE at < now() - interval '`+keepMarks+`'`); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO index_marks (mark) VALUES ($1)`, mark)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("make a mark of this database: %w", err)
	}
	return mark, nil
}

// KnowsMark tells whether a mark was made by this database; if it was not, copied tells whether a copy of this database made it, or the
// one that this is a copy of.
func (s *Store) KnowsMark(ctx context.Context, mark string) (known, copied bool, err error) {
	err = s.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM index_marks WHERE mark = $1),
		split_part($1, '.', 1) = COALESCE((SELECT value #>> '{}' FROM settings WHERE key = 'database'), '')`, mark).Scan(&known, &copied)
	if err != nil {
		return false, false, fmt.Errorf("look for a mark of this database: %w", err)
	}
	return known, copied && !known, nil
}

// databaseName is a name by chance that the database was given when it was first asked; copies of it have it too.
func databaseName(ctx context.Context, tx pgx.Tx) (name string, err error) {
	_, err = tx.Exec(ctx, `INSERT INTO settings (key, value) VALUES ('database', to_jsonb($1::text)) ON CONFLICT (key) DO NOTHING`, strings.ToLower(rand.Text()[:12]))
	if err != nil {
		return "", err
	}
	err = tx.QueryRow(ctx, `SELECT value #>> '{}' FROM settings WHERE key = 'database'`).Scan(&name)
	return name, err
}
