package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// reportLine is an operator's word that an article is wrong, in the file of reports. Operators are named by their addresses.
type reportLine struct {
	Key        string    `json:"key"`
	articleRef           // of the article
	Version    int       `json:"version"`
	Operator   string    `json:"operator"`
	Text       string    `json:"text"`
	At         time.Time `json:"at"`
	Resolved   time.Time `json:"resolved,omitzero"`
	ResolvedBy string    `json:"resolved_by,omitempty"`
	Answer     string    `json:"answer,omitempty"`
	Erasure    bool      `json:"erasure,omitempty"` // it asks whether words of an erased customer are in it
}

// maxReport is the longest text of a report in bytes.
const maxReport = 16000

func (l *reportLine) check(c *checker) {
	c.uuid(l.Key)
	l.articleRef.check(c)
	c.moment("at", l.At)
	if l.Operator = c.line("operator", l.Operator); l.Operator == "" {
		c.fail("operator", "is missing", "maria@example.com")
	}
	if l.Text == "" || l.Version < 1 {
		c.fail("text", "and version must not be empty", "the price is old")
	}
	c.kept("text", l.Text, maxReport)
	c.kept("answer", l.Answer, maxReport)
	l.ResolvedBy = c.line("resolved_by", l.ResolvedBy)
}

// reportFile is the file of reports.
func (s *Store) reportFile(here versionsHere) lineFile[reportLine] {
	return lineFile[reportLine]{name: "reports.jsonl", all: s.reportLines, keys: func(l reportLine) []string { return []string{l.Key} },
		check: func(c *checker, l *reportLine) { l.check(c) }, add: addReports,
		fits: func(ctx context.Context, l reportLine) (string, error) { return here.fits(ctx, l.name(), l.Version) }}
}

func (s *Store) reportLines(ctx context.Context) ([]reportLine, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT r.key::text, p.key, a.key, a.lang, r.version, COALESCE(o.email, r.reporter), r.text, r.at, COALESCE(r.resolved_at, '0001-01-01 00:00+00'), r.resolved_by, r.answer, r.erasure
		FROM article_reports r JOIN articles a ON a.id = r.article_id JOIN projects p ON p.id = a.project_id LEFT JOIN operators o ON o.id = r.operator_id
		ORDER BY r.at, r.key`)
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l reportLine, err error) {
		err = row.Scan(&l.Key, &l.Project, &l.Article, &l.In, &l.Version, &l.Operator, &l.Text, &l.At, &l.Resolved, &l.ResolvedBy, &l.Answer, &l.Erasure)
		l.At, l.Resolved = l.At.UTC(), l.Resolved.UTC()
		return l, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the reports: %w", err)
	}
	return list, nil
}

func addReports(ctx context.Context, tx pgx.Tx, lines []reportLine) error {
	ids, err := articleIDs(ctx, tx)
	if err != nil {
		return err
	}
	b := &pgx.Batch{}
	for _, l := range lines {
		b.Queue(`
			INSERT INTO article_reports (key, article_id, version, operator_id, reporter, text, at, resolved_at, resolved_by, answer, erasure)
			SELECT $1::text::uuid, $2, $3, o.id, CASE WHEN o.id IS NULL THEN lower(x.email) ELSE '' END, $5, $6, $7, $8, $9, $10
			FROM (SELECT $4::text AS email) x LEFT JOIN operators o ON o.email = lower(x.email) ON CONFLICT (key) DO NOTHING`,
			l.Key, ids[l.name()], l.Version, l.Operator, l.Text, l.At, nullDay(l.Resolved), l.ResolvedBy, l.Answer, l.Erasure)
	}
	return tx.SendBatch(ctx, b).Close()
}
