package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// What editors let the memory forget is put aside, in the table forgotten_lessons: it counts for nothing, what taught it does
// not teach it again, and for keepForgotten it can be brought back.

// keepForgotten is how long.
const keepForgotten = 30 * 24 * time.Hour

const lessonColumns = `line, key, article_id, version, lang, text, solved, role, person, state, judge, at, inferred, sure`

// Forgetting is what an editor let the memory forget at once.
type Forgetting struct {
	At       time.Time // tells it from others
	By       string
	Lessons  int
	Articles int
	Title    string   // of the article, where it is one
	Project  string   // key of the project, where it is one
	Text     string   // of the question, where it is one lesson
	Titles   []string // of some of the articles
	Who      string   // taught it, where that is one operator
}

// mostTitles is how many of the articles are named of which much was forgotten.
const mostTitles = 3

// Forgotten lists what was forgotten lately and can be brought back, newest first.
func (s *Store) Forgotten(ctx context.Context) ([]Forgetting, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT f.forgotten_at, min(f.forgotten_by), count(*)::int, count(DISTINCT f.article_id)::int,
			CASE WHEN count(DISTINCT f.article_id) = 1 THEN min(v.title) ELSE '' END,
			CASE WHEN count(DISTINCT p.id) = 1 THEN min(p.key) ELSE '' END, CASE WHEN count(*) = 1 THEN min(f.text) ELSE '' END,
			(array_agg(DISTINCT v.title))[:$2], CASE WHEN count(DISTINCT f.person) = 1 THEN COALESCE((SELECT name FROM operators WHERE 'operator/' || id = min(f.person)), '') ELSE '' END
		FROM forgotten_lessons f JOIN articles a ON a.id = f.article_id JOIN projects p ON p.id = a.project_id
		JOIN article_versions v ON v.article_id = f.article_id AND v.version = f.version
		WHERE f.forgotten_at > now() - $1::interval GROUP BY f.forgotten_at ORDER BY f.forgotten_at DESC LIMIT 50`, keepForgotten, mostTitles)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Forgetting])
	if err != nil {
		return nil, fmt.Errorf("list what was forgotten: %w", err)
	}
	return list, nil
}

// BringBack makes what was forgotten at a time count again, and says how many lessons that are. Where there is none, it is
// ErrNotFound.
func (s *Store) BringBack(ctx context.Context, forgotten time.Time) (n int64, err error) {
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		rev, err := publish(ctx, tx)
		if err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, `
			WITH back AS (DELETE FROM forgotten_lessons WHERE forgotten_at = $1 AND forgotten_at > now() - $2::interval RETURNING *),
			here AS (INSERT INTO lessons (`+lessonColumns+`) SELECT `+lessonColumns+` FROM back ON CONFLICT DO NOTHING RETURNING id, line, article_id, at),
			moved AS (INSERT INTO lesson_moves (lesson_id, place, article_id, version) SELECT here.id, m.place, m.article_id, m.version
				FROM here JOIN back ON back.line = here.line, jsonb_to_recordset(back.moves) AS m(place int, article_id bigint, version int)
				JOIN article_versions v ON v.article_id = m.article_id AND v.version = m.version)
			SELECT article_id, `+dayOfLesson+` FROM here`, forgotten, keepForgotten)
		articles, days, err := touched(rows)
		if err != nil {
			return err
		}
		if n = int64(len(articles)); n == 0 {
			return ErrNotFound
		}
		if err := sameText(ctx, tx, articles); err != nil {
			return err
		}
		return settleAll(ctx, tx, rev, articles, days)
	})
	if err != nil {
		return 0, fmt.Errorf("bring back what was forgotten at %s: %w", forgotten.Format(time.RFC3339Nano), err)
	}
	return n, nil
}

// putAside takes lessons l out of the memory, of which a condition holds, and says how many there were. What of others had to
// wait beside them is looked at again.
func putAside(ctx context.Context, tx pgx.Tx, by, where string, args ...any) (int64, error) {
	rev, err := publish(ctx, tx)
	if err != nil {
		return 0, err
	}
	rows, _ := tx.Query(ctx, `
		WITH gone AS (DELETE FROM lessons l WHERE `+where+` RETURNING *)
		INSERT INTO forgotten_lessons (`+lessonColumns+`, forgotten_by, moves) SELECT `+lessonColumns+`, $1, COALESCE((SELECT
			jsonb_agg(jsonb_build_object('place', m.place, 'article_id', m.article_id, 'version', m.version)) FROM lesson_moves m WHERE m.lesson_id = gone.id), '[]')
		FROM gone RETURNING article_id, `+dayOfLesson, append([]any{by}, args...)...)
	articles, days, err := touched(rows)
	if err != nil || len(articles) == 0 {
		return 0, err
	}
	return int64(len(articles)), settleAll(ctx, tx, rev, articles, days)
}

// dayOfLesson is when the day of the company began on which a lesson was taught, in SQL.
const dayOfLesson = `company_midnight(company_day(at))`

// touched reads the articles of lessons, one for each lesson, and the beginnings of their days.
func touched(rows pgx.Rows) (articles []int64, days map[time.Time]bool, err error) {
	days = map[time.Time]bool{}
	var article int64
	var day time.Time
	_, err = pgx.ForEachRow(rows, []any{&article, &day}, func() error {
		articles, days[day.UTC()] = append(articles, article), true
		return nil
	})
	return articles, days, err
}

// settleAll decides anew which lessons of some days wait, and makes the indexes read what that changes, and some articles.
func settleAll(ctx context.Context, tx pgx.Tx, rev int64, articles []int64, days map[time.Time]bool) error {
	for day := range days {
		others, err := settle(ctx, tx, day)
		if err != nil {
			return err
		}
		articles = append(articles, others...)
	}
	return renew(ctx, tx, rev, `id = ANY($2)`, articles)
}
