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
