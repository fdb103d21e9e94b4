package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// How much is learned at once of what is taught within a day of the company; the rest waits for an editor. Which lessons wait
// follows from their times alone and not from the order in which they arrive.
const (
	ofOneOperator       = 50 // by one operator
	ofOperatorOnArticle = 20 // by one operator about one article
	ofOneCustomer       = 10
	ofCustomerOnArticle = 5
	ofAllCustomers      = 50 // by all customers together about one article
)

// mostAtOnce are these, as $2 and on of what is asked about placedLessons.
var mostAtOnce = []any{ofOneOperator, ofOperatorOnArticle, ofOneCustomer, ofCustomerOnArticle, ofAllCustomers}

// placedLessons are, in SQL, the lessons of the day of the moment $1, each with its place among those of its person, those of its person about
// its article, and those about its article.
const placedLessons = `taught AS (
			SELECT l.*, COALESCE(m.article_id, l.article_id) AS about, ` + voiceOf + ` AS voice FROM lessons l
			LEFT JOIN lesson_moves m ON m.lesson_id = l.id AND m.place = 1 ` + joinVoice + `
		), placed AS (
			SELECT id, role, judge, state,
				row_number() OVER (PARTITION BY voice ORDER BY at, key) AS of_person,
				row_number() OVER (PARTITION BY voice, about ORDER BY at, key) AS of_both,
				row_number() OVER (PARTITION BY about, role ORDER BY at, key) AS of_article
			FROM taught, (SELECT company_midnight(company_day($1)) AS begins, company_midnight(company_day($1) + 1) AS ends) day
			WHERE at >= begins AND at < ends AND role <> 'editor'
		)`

// settle decides which lessons of a moment's day wait for an editor, by the articles that they were taught about, and returns the articles of those that do now and
// did not before, or did before and do not now.
func settle(ctx context.Context, tx pgx.Tx, at time.Time) ([]int64, error) {
	rows, _ := tx.Query(ctx, `
		WITH `+placedLessons+`, due AS (
			SELECT id, CASE WHEN role = 'operator' AND (of_person > $2 OR of_both > $3)
				OR role = 'customer' AND (of_person > $4 OR of_both > $5 OR of_article > $6) THEN 'quarantined' ELSE 'learned' END AS state
			FROM placed WHERE judge = ''
		)
		UPDATE lessons l SET state = due.state FROM due WHERE l.id = due.id AND l.state <> due.state RETURNING l.article_id`,
		append([]any{at}, mostAtOnce...)...)
	articles, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("see which lessons wait for an editor: %w", err)
	}
	return articles, nil
}

// agedAfter is how old the weights of what was taught may grow before the indexes read them again: less than three in a
// hundred of a weight are gone by then.
const (
	agedAfter  = 7 * 24 * time.Hour
	agedAtOnce = 100 // articles
)

// AgeLessons makes the indexes read again the articles whose lessons have lost weight since they were read, a batch of
// them, and says how many there were. What was forgotten long ago is deleted.
func (s *Store) AgeLessons(ctx context.Context) (n int, err error) {
	if err := s.loseForgotten(ctx); err != nil {
		return 0, err
	}
	rows, _ := s.pool.Query(ctx, `
		SELECT a.id FROM articles a WHERE a.aged_at < now() - $1::interval AND a.published IS NOT NULL AND a.removed_at IS NULL
			AND EXISTS (SELECT FROM lessons l WHERE l.article_id = a.id AND l.version = a.published AND l.state = 'learned' AND l.role <> 'editor')
		ORDER BY a.aged_at, a.id LIMIT $2`, agedAfter, agedAtOnce)
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err == nil && len(ids) > 0 {
		err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
			rev, err := publish(ctx, tx)
			if err != nil {
				return err
			}
			return renew(ctx, tx, rev, `id = ANY($2)`, ids)
		})
	}
	if err != nil {
		return 0, fmt.Errorf("let lessons lose weight: %w", err)
	}
	return len(ids), nil
}
