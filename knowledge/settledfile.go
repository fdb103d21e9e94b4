package knowledge

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// settledLine is that somebody found two articles that are alike both right, in the file of what was settled. They stand
// in the order of their names.
type settledLine struct {
	A        string    `json:"a"` // project/language/key
	VersionA int       `json:"a_version"`
	B        string    `json:"b"`
	VersionB int       `json:"b_version"`
	By       string    `json:"by"`
	Why      string    `json:"why,omitempty"`
	At       time.Time `json:"at"`
}

// ordered is the line with the articles in the order of their names.
func (l settledLine) ordered() settledLine {
	if l.A > l.B {
		l.A, l.B, l.VersionA, l.VersionB = l.B, l.A, l.VersionB, l.VersionA
	}
	return l
}

// settledFile is the file of what was settled.
func (s *Store) settledFile(here versionsHere) lineFile[settledLine] {
	return lineFile[settledLine]{name: "settled.jsonl", all: s.settledLines,
		keys: func(l settledLine) []string { l = l.ordered(); return []string{l.A + " " + l.B} },
		check: func(c *checker, l *settledLine) {
			_, a := nameOfPath(l.A)
			_, b := nameOfPath(l.B)
			if !a || !b || l.A == l.B || l.VersionA < 1 || l.VersionB < 1 {
				c.fail("a", "and b must be two articles, each with its version", "net/en/return-an-order")
			}
			l.By, l.Why = c.line("by", l.By), c.line("why", l.Why)
			c.moment("at", l.At)
		},
		fits: func(ctx context.Context, l settledLine) (string, error) {
			a, _ := nameOfPath(l.A)
			b, _ := nameOfPath(l.B)
			problem, err := here.fits(ctx, a, l.VersionA)
			if problem == "" && err == nil {
				problem, err = here.fits(ctx, b, l.VersionB)
			}
			return problem, err
		}, add: addSettled}
}

func (s *Store) settledLines(ctx context.Context) ([]settledLine, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT pa.key || '/' || a.lang || '/' || a.key, s.a_version, pb.key || '/' || b.lang || '/' || b.key, s.b_version, s.by, s.why, s.at
		FROM alike_settled s JOIN articles a ON a.id = s.a_article JOIN projects pa ON pa.id = a.project_id
		JOIN articles b ON b.id = s.b_article JOIN projects pb ON pb.id = b.project_id`)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[settledLine])
	if err != nil {
		return nil, fmt.Errorf("read what was settled: %w", err)
	}
	for i := range list {
		list[i].At = list[i].At.UTC()
		list[i] = list[i].ordered()
	}
	slices.SortFunc(list, func(x, y settledLine) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return list, nil
}

func addSettled(ctx context.Context, tx pgx.Tx, lines []settledLine) error {
	ids, err := articleIDs(ctx, tx)
	if err != nil {
		return err
	}
	b := &pgx.Batch{}
	for _, l := range lines {
		nameA, _ := nameOfPath(l.A)
		nameB, _ := nameOfPath(l.B)
		a, of := ids[nameA], ids[nameB]
		if a > of {
			a, of, l.VersionA, l.VersionB = of, a, l.VersionB, l.VersionA
		}
		b.Queue(`INSERT INTO alike_settled (a_article, a_version, b_article, b_version, by, why, at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
			a, l.VersionA, of, l.VersionB, l.By, l.Why, l.At)
	}
	return tx.SendBatch(ctx, b).Close()
}
