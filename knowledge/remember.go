package knowledge

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// What a lesson weighs, beside 1 for a question that an editor wrote. A person counts once for the same words, by what he
// taught last. All operators together weigh as much as an editor and a half; all customers never more than one operator
// by half, whoever they are. Half of the weight is gone after half a year.
const (
	ofOperator   = 0.6
	ofDismissal  = -0.4
	ofCustomer   = 0.15
	mostTaught   = 1.5
	mostFromThem = 0.3
	halfLife     = 180.0 // days
	leastTaught  = 0.02  // what weighs less says nothing
	mostOfOne    = 300   // questions remembered for an article, the newest
)

// remember gives articles the questions that were taught about the version that readers see.
func (s *Store) remember(ctx context.Context, articles []Article) error {
	ids := make([]int64, len(articles))
	at := make(map[int64]int, len(articles))
	for i, a := range articles {
		ids[i], at[a.ID] = a.ID, i
	}
	rows, _ := s.pool.Query(ctx, `
		WITH said AS (
			SELECT DISTINCT ON (l.article_id, l.lang, lower(l.text), l.person) l.article_id, l.lang, lower(l.text) AS words, l.text, l.role, l.solved, l.at,
				CASE WHEN l.role = 'editor' THEN CASE WHEN l.solved THEN 1 ELSE -1 END
					WHEN l.role = 'operator' THEN CASE WHEN l.solved THEN $2::float8 ELSE $3 END
					ELSE CASE WHEN l.solved THEN $4::float8 ELSE -$4 END END
				* CASE WHEN l.role = 'editor' THEN 1 ELSE 0.5 ^ (GREATEST(EXTRACT(epoch FROM now() - l.at), 0) / 86400 / $7::float8) END AS weight
			FROM lessons l JOIN articles a ON a.id = l.article_id AND a.published = l.version
			WHERE l.article_id = ANY($1) AND l.state = 'learned'
			ORDER BY l.article_id, l.lang, lower(l.text), l.person, l.at DESC, l.id DESC
		), together AS (
			SELECT article_id, lang, words, min(text) AS text, count(*) FILTER (WHERE solved)::int AS n, max(at) AS at,
				GREATEST(-$5::float8, LEAST($5, COALESCE(sum(weight) FILTER (WHERE role <> 'customer'), 0)))
				+ GREATEST(-$6::float8, LEAST($6, COALESCE(sum(weight) FILTER (WHERE role = 'customer'), 0))) AS weight
			FROM said GROUP BY article_id, lang, words
		)
		SELECT article_id, text, lang, weight, n FROM (
			SELECT *, row_number() OVER (PARTITION BY article_id ORDER BY at DESC, words) AS place FROM together WHERE abs(weight) >= $8
		) newest WHERE place <= $9 ORDER BY article_id, words, lang`,
		ids, ofOperator, ofDismissal, ofCustomer, mostTaught, mostFromThem, halfLife, leastTaught, mostOfOne)
	var id int64
	var r Remembered
	_, err := pgx.ForEachRow(rows, []any{&id, &r.Text, &r.Lang, &r.Weight, &r.Count}, func() error {
		a := &articles[at[id]]
		a.Remembered = append(a.Remembered, r)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read what was taught: %w", err)
	}
	return nil
}
