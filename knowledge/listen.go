package knowledge

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// listenAgain is how long a lost connection is left alone.
const listenAgain = 5 * time.Second

// Listen wakes whoever reads one of wake when something was published, by whichever process, until ctx ends. It holds a
// connection of its own. Where a pooler swallows the notifications nothing is heard, and a follower's own looking out for
// revisions has to do.
func (s *Store) Listen(ctx context.Context, log *slog.Logger, wake ...chan<- struct{}) {
	for ctx.Err() == nil {
		err := s.listen(ctx, wake)
		if ctx.Err() != nil {
			return
		}
		log.Warn("publications are not heard of at once, but within a second", "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(listenAgain):
		}
	}
}

func (s *Store) listen(ctx context.Context, wake []chan<- struct{}) error {
	pool, ok := s.pool.(*pgxpool.Pool)
	if !ok {
		return errors.New("a transaction hears of no publications")
	}
	conn, err := pgx.ConnectConfig(ctx, pool.Config().ConnConfig)
	if err != nil {
		return err
	}
	defer func() {
		bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = conn.Close(bounded) // the server finds out by itself
	}()
	if _, err := conn.Exec(ctx, `LISTEN knowledge`); err != nil {
		return err
	}
	for {
		for _, w := range wake {
			select {
			case w <- struct{}{}: // also at first: something may have been published before
			default: // it is to be woken anyway
			}
		}
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return err
		}
	}
}
