package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// What was forgotten is told by the names of its lines when a folder is taken in that was written before: see erased. The names stay
// when the lessons themselves are lost, without a word of them.

// forgottenHere reads which lines of folders were forgotten.
func (s *Store) forgottenHere(ctx context.Context, secret []byte) (e erased, err error) {
	e = erased{names: map[lineName]bool{}, secret: secret}
	list, err := forgottenNames(ctx, s.pool.Query, secret, `true`)
	if err != nil {
		return e, err
	}
	rows, _ := s.pool.Query(ctx, `SELECT key FROM forgotten_lines UNION SELECT key FROM forgotten_names`)
	var name lineName
	if _, err := pgx.ForEachRow(rows, []any{&name}, func() error { list = append(list, name); return nil }); err != nil {
		return e, fmt.Errorf("read which lines were forgotten: %w", err)
	}
	for _, name := range list {
		e.names[name] = true
	}
	return e, nil
}

// forgottenNames are the names and digests of lessons that were put aside, of which a condition holds.
func forgottenNames(ctx context.Context, query func(context.Context, string, ...any) (pgx.Rows, error), secret []byte, where string, args ...any) (names []lineName, err error) {
	rows, _ := query(ctx, `SELECT l.line, p.key, a.key, a.lang, l.version, l.text, l.lang, l.solved, l.inferred, l.role, l.at
		FROM forgotten_lessons l JOIN articles a ON a.id = l.article_id JOIN projects p ON p.id = a.project_id WHERE `+where, args...)
	var name lineName
	var project string
	var l lessonLine
	_, err = pgx.ForEachRow(rows, []any{&name, &project, &l.Article, &l.In, &l.Version, &l.Question, &l.Language, &l.Solved, &l.Inferred, &l.Role, &l.At}, func() error {
		names = append(names, name, l.digest(secret, project))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read what was forgotten: %w", err)
	}
	return names, nil
}

// loseForgotten deletes what was forgotten so long ago that nobody brings it back, but for the names of its lines.
func (s *Store) loseForgotten(ctx context.Context) error {
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		secret, err := erasedSecret(ctx, tx.QueryRow)
		if err != nil {
			return err
		}
		until := time.Now().Add(-keepForgotten)
		names, err := forgottenNames(ctx, tx.Query, secret, `l.forgotten_at <= $1`, until)
		if err != nil || len(names) == 0 {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO forgotten_names (key, by, at) SELECT line, forgotten_by, forgotten_at FROM forgotten_lessons WHERE forgotten_at <= $1
			ON CONFLICT DO NOTHING`, until); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO forgotten_lines (key) SELECT x.key FROM unnest($1::uuid[]) x (key)
			WHERE NOT EXISTS (SELECT FROM forgotten_names n WHERE n.key = x.key) ON CONFLICT DO NOTHING`, names); err != nil { // the digests
			return err
		}
		_, err = tx.Exec(ctx, `DELETE FROM forgotten_lessons WHERE forgotten_at <= $1`, until)
		return err
	})
	if err != nil {
		return fmt.Errorf("lose what was forgotten long ago: %w", err)
	}
	return nil
}

// forgottenName is the file of what was forgotten: the random names that its lines had in folders, who let it be forgotten and when.
const forgottenName = "forgotten.jsonl"

// forgottenLine is a line of it.
type forgottenLine struct {
	Key string     `json:"key"`
	By  string     `json:"by,omitempty"`
	At  *time.Time `json:"at,omitempty"` // nil: not known
}

func (s *Store) forgottenFile() lineFile[forgottenLine] {
	return lineFile[forgottenLine]{name: forgottenName, all: s.forgottenLines, keys: func(l forgottenLine) []string { return []string{l.Key} }}
}

// forgottenFile is the file as it is taken in: what it names is not learned from the rest of the folder. What is known here stays.
func (im *importer) forgottenFile() lineFile[forgottenLine] {
	file := im.store.forgottenFile()
	file.check = func(c *checker, l *forgottenLine) {
		c.uuid(l.Key)
		if l.By = c.line("by", l.By); c.err() == nil {
			im.forgotten.names[lineNameOf(l.Key)] = true
		}
	}
	file.fits = func(context.Context, forgottenLine) (string, error) { return "", nil }
	file.add = func(ctx context.Context, tx pgx.Tx, lines []forgottenLine) error {
		_, err := tx.Exec(ctx, `INSERT INTO forgotten_names (key, by, at) SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) x (key, by, at)
			WHERE NOT EXISTS (SELECT FROM lessons l WHERE l.line = x.key) ON CONFLICT DO NOTHING`,
			column(lines, func(l forgottenLine) lineName { return lineNameOf(l.Key) }), column(lines, func(l forgottenLine) string { return l.By }), column(lines, func(l forgottenLine) *time.Time { return l.At }))
		return err
	}
	return file
}

func (s *Store) forgottenLines(ctx context.Context) ([]forgottenLine, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT key::text, by, at FROM (
			SELECT line AS key, forgotten_by AS by, forgotten_at AS at FROM forgotten_lessons
			UNION ALL SELECT key, by, at FROM forgotten_names f WHERE NOT EXISTS (SELECT FROM forgotten_lessons l WHERE l.line = f.key)
		) x ORDER BY key`)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[forgottenLine])
	if err != nil {
		return nil, fmt.Errorf("read what was forgotten: %w", err)
	}
	for i := range list {
		if at := list[i].At; at != nil {
			*at = at.UTC()
		}
	}
	return list, nil
}
