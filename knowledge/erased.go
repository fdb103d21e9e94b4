package knowledge

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// erasedName is the file of what was erased: nothing but the random names that lines of other files had.
const erasedName = "erased.jsonl"

// erasedLine is a line of it.
type erasedLine struct {
	Key string `json:"key"`
}

// lineName is the name that a line has in every folder. It is random, or, of a line that has none, a digest.
type lineName = [16]byte

// erased knows which lines of folders were erased with a customer.
type erased struct {
	names  map[lineName]bool
	secret []byte
}

// has tells whether a line was erased. The key is its name in the folder, or empty; unnamed is its digest.
func (e erased) has(key string, unnamed lineName) bool {
	return e.names[unnamed] || key != "" && e.names[lineNameOf(key)]
}

// lineNameOf is a name as it is compared; what is none is a name that no line has.
func lineNameOf(key string) (name lineName) {
	if raw, err := hex.DecodeString(strings.ReplaceAll(key, "-", "")); err == nil && len(raw) == len(name) {
		copy(name[:], raw)
	}
	return name
}

// digest tells a line that has no name from all others. Whoever has the secret and the line sees that it was erased;
// nobody sees from it what the line said.
func digest(secret []byte, parts ...any) lineName {
	mac := hmac.New(sha256.New, secret)
	for _, p := range parts {
		fmt.Fprintf(mac, "%v\x00", p)
	}
	return lineName(mac.Sum(nil)[:len(lineName{})])
}

// erasedHere reads what was erased.
func (s *Store) erasedHere(ctx context.Context) (e erased, err error) {
	e.names = map[lineName]bool{}
	if e.secret, err = erasedSecret(ctx, s.pool.QueryRow); err != nil {
		return e, err
	}
	rows, _ := s.pool.Query(ctx, `SELECT key FROM erased_lines`)
	var name lineName
	if _, err := pgx.ForEachRow(rows, []any{&name}, func() error { e.names[name] = true; return nil }); err != nil {
		return e, fmt.Errorf("read what was erased: %w", err)
	}
	return e, nil
}

func erasedSecret(ctx context.Context, row func(context.Context, string, ...any) pgx.Row) ([]byte, error) {
	var secret lineName
	if err := row(ctx, `SELECT secret FROM knowledge_state`).Scan(&secret); err != nil {
		return nil, fmt.Errorf("read what digests of erased lines are keyed with: %w", err)
	}
	return secret[:], nil
}

// erasedFile is the file of what was erased. What a folder says is erased goes here too.
func (s *Store) erasedFile() lineFile[erasedLine] {
	return lineFile[erasedLine]{name: erasedName, all: s.erasedLines, keys: func(l erasedLine) []string { return []string{l.Key} }}
}

func (im *importer) erasedFile() lineFile[erasedLine] {
	file := im.store.erasedFile()
	file.check = func(c *checker, l *erasedLine) {
		if c.uuid(l.Key); c.err() == nil {
			im.erased.names[lineNameOf(l.Key)] = true
		}
	}
	file.fits = func(context.Context, erasedLine) (string, error) { return "", nil }
	file.add = im.store.eraseLines
	return file
}

func (s *Store) erasedLines(ctx context.Context) ([]erasedLine, error) {
	rows, _ := s.pool.Query(ctx, `SELECT key::text FROM erased_lines WHERE NOT here ORDER BY key`)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[erasedLine])
	if err != nil {
		return nil, fmt.Errorf("read what was erased: %w", err)
	}
	return list, nil
}

// eraseLines erases what was erased elsewhere, by the names of its lines.
func (s *Store) eraseLines(ctx context.Context, tx pgx.Tx, lines []erasedLine) error {
	names := make([]lineName, len(lines))
	for i, l := range lines {
		names[i] = lineNameOf(l.Key)
	}
	for _, x := range s.extras { // first, as with an erasure: they take their locks before the knowledge base's
		if x.Erase == nil {
			continue
		}
		if err := x.Erase(ctx, tx, names); err != nil {
			return err
		}
	}
	f, err := newForgetting(ctx, tx)
	if err != nil {
		return err
	}
	f.names = names
	if err := f.questions(ctx, `q.key = ANY ($1)`, names); err != nil {
		return err
	}
	if err := f.lessons(ctx, `l.line = ANY ($1)`, names); err != nil {
		return err
	}
	if err := f.unsaved(ctx, `d.line = ANY ($1)`, names); err != nil {
		return err
	}
	if err := f.mustFinds(ctx, `m.line = ANY ($1)`, names); err != nil {
		return err
	}
	return f.note(ctx)
}

// LeftOut is how many lines of a folder's file were left out, since they are of customers who were erased, or an editor let them be
// forgotten.
type LeftOut struct {
	Path      string
	Lines     int
	Forgotten bool
}

func (l LeftOut) String() string { return l.Path + ": " + l.Words() }

// Words say it without the path.
func (l LeftOut) Words() string {
	switch one := l.Lines == 1; {
	case l.Forgotten && one:
		return "1 line was left out: an editor let it be forgotten"
	case l.Forgotten:
		return fmt.Sprintf("%d lines were left out: editors let them be forgotten", l.Lines)
	case one:
		return "1 line was left out: it is of a customer who was erased"
	}
	return fmt.Sprintf("%d lines were left out: they are of customers who were erased", l.Lines)
}

// leaveOut notes lines that are not taken in.
func (im *importer) leaveOut(l LeftOut) {
	if l.Lines > 0 {
		im.report.LeftOut = append(im.report.LeftOut, l)
	}
}
