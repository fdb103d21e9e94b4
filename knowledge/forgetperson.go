package knowledge

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// ForgetPerson puts aside what a person taught, and says how many lessons that were. What of others had to wait beside it is
// looked at again.
func (s *Store) ForgetPerson(ctx context.Context, person, by string) (n int64, err error) {
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		n, err = putAside(ctx, tx, by, `l.person = $2`, person)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("forget what %s taught: %w", person, err)
	}
	return n, nil
}

// CountLessons says how many lessons there are about one article, else by one person, else about one project's articles: as many as ClearLessons
// or ForgetPerson would put aside.
func (s *Store) CountLessons(ctx context.Context, f LessonFilter) (n int, err error) {
	err = s.pool.QueryRow(ctx, `SELECT count(*) FROM lessons l WHERE CASE WHEN $1 <> 0 THEN l.article_id = $1 WHEN $2 <> '' THEN l.person = $2
		ELSE l.article_id IN (SELECT a.id FROM articles a JOIN projects p ON p.id = a.project_id WHERE p.key = $3) END`, f.Article, clean(f.Person), clean(f.Project)).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count lessons: %w", err)
	}
	return n, nil
}
