package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// ForgetPerson deletes what a person taught, and says how many lessons that were. What of others had to wait beside it is
// looked at again.
func (s *Store) ForgetPerson(ctx context.Context, person string) (n int64, err error) {
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		rev, err := publish(ctx, tx)
		if err != nil {
			return err
		}
		if err := renew(ctx, tx, rev, `id IN (SELECT article_id FROM lessons WHERE person = $2)`, person); err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, `SELECT DISTINCT date_trunc('day', at, 'UTC') FROM lessons WHERE person = $1`, person)
		days, err := pgx.CollectRows(rows, pgx.RowTo[time.Time])
		if err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, `DELETE FROM lessons WHERE person = $1`, person)
		if err != nil {
			return err
		}
		n = tag.RowsAffected()
		var others []int64
		for _, day := range days {
			changed, err := settle(ctx, tx, day)
			if err != nil {
				return err
			}
			others = append(others, changed...)
		}
		return renew(ctx, tx, rev, `id = ANY($2)`, others)
	})
	if err != nil {
		return 0, fmt.Errorf("forget what %s taught: %w", person, err)
	}
	return n, nil
}
