package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Settled is that somebody looked at two articles that are alike and found both right.
type Settled struct {
	A, B               int64 // A is the lower one
	VersionA, VersionB int   // that readers saw
	By, Why            string
	At                 time.Time
}

// Settle notes that two articles, as readers see them, are both right. Once the title or the text of one of them changes they are
// looked at again.
func (s *Store) Settle(ctx context.Context, a, b int64, by, why string) error {
	var c checker
	if why = c.line("why", why); c.err() != nil {
		return c.err()
	}
	tag, err := s.pool.Exec(ctx, `
		INSERT INTO alike_settled (a_article, a_version, b_article, b_version, by, why)
		SELECT a.id, a.published, b.id, b.published, $3, $4 FROM articles a, articles b
		WHERE a.id = LEAST($1::bigint, $2) AND b.id = GREATEST($1, $2) AND a.id <> b.id AND a.published IS NOT NULL AND b.published IS NOT NULL
		ON CONFLICT (a_article, b_article) DO UPDATE SET a_version = excluded.a_version, b_version = excluded.b_version, by = excluded.by,
			why = excluded.why, at = now()`, a, b, by, why)
	if err == nil && tag.RowsAffected() == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("settle articles %d and %d: %w", a, b, err)
	}
	return nil
}

// Unsettle takes that back.
func (s *Store) Unsettle(ctx context.Context, a, b int64) error {
	_, err := s.pool.Exec(ctx, `DELETE FROM alike_settled WHERE a_article = LEAST($1::bigint, $2) AND b_article = GREATEST($1, $2)`, a, b)
	if err != nil {
		return fmt.Errorf("unsettle articles %d and %d: %w", a, b, err)
	}
	return nil
}

// SettledPairs returns what was settled and still holds, newest first.
func (s *Store) SettledPairs(ctx context.Context) ([]Settled, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT s.a_article, s.b_article, s.a_version, s.b_version, s.by, s.why, s.at FROM alike_settled s
		JOIN articles a ON a.id = s.a_article JOIN articles b ON b.id = s.b_article
		WHERE `+saysAsSettled("a")+` AND `+saysAsSettled("b")+`
		ORDER BY s.at DESC LIMIT 5000`)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Settled])
	if err != nil {
		return nil, fmt.Errorf("list what was settled: %w", err)
	}
	return list, nil
}

// saysAsSettled tells, in SQL, whether readers see what was settled of one of two articles: that version, or one with its title and text.
func saysAsSettled(article string) string {
	return `EXISTS (SELECT FROM article_versions was JOIN article_versions now USING (article_id, title, body)
		WHERE was.article_id = ` + article + `.id AND was.version = s.` + article + `_version AND now.version = ` + article + `.published)`
}
