package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Whose voice a lesson l is, in SQL: its person, or the first account of the one who has several.
const (
	voiceOf   = `COALESCE('operator/' || one.same_as, l.person)`
	joinVoice = `LEFT JOIN operators one ON one.same_as IS NOT NULL AND l.person = 'operator/' || one.id`
)

// OneVoice has the indexes read again what some accounts taught, in a transaction that says whose they are: together they second
// nobody, and teach in a day what one person does.
func OneVoice(ctx context.Context, tx pgx.Tx, operators ...int64) error {
	rev, err := publish(ctx, tx)
	if err != nil {
		return err
	}
	persons := make([]string, len(operators))
	for i, op := range operators {
		persons[i] = fmt.Sprint("operator/", op)
	}
	changed, err := settle(ctx, tx, time.Now())
	if err == nil {
		err = renew(ctx, tx, rev, `id = ANY($2) OR id IN (SELECT article_id FROM lessons WHERE person = ANY($3))`, changed, persons)
	}
	if err != nil {
		return fmt.Errorf("read anew what operators %v taught: %w", operators, err)
	}
	return nil
}
