package routing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// lane is one conversation towards one consumer, held under a lease. Its fence is this holder's alone: whatever the
// holder writes, it writes only while the fence stands.
type lane struct {
	Conv     int64
	Consumer string
	Account  string
	Fence    int64
	Tail     int64
	Done     int64
	Failures int
	until    time.Time       // by this process's clock: when three quarters of the lease are over
	stop     <-chan struct{} // closed when the program is to stop: what is in hand is finished, nothing new begun
}

// errFenced says that somebody else holds the lane now. What this holder wanted is his to do.
var errFenced = errors.New("the lane passed to another worker")

// claim takes the lane that has waited longest, or returns nil. Database time only.
func claim(ctx context.Context, pool *pgxpool.Pool, consumer string, lease time.Duration) (*lane, error) {
	start := time.Now()
	l := lane{Consumer: consumer, until: start.Add(lease * 3 / 4)}
	err := pool.QueryRow(ctx, `
		WITH head AS (
			SELECT conversation_id FROM lanes l
			WHERE consumer = $1 AND tail > done AND ready_at <= now() AND (lease_until IS NULL OR lease_until < now())
			  AND ($1 <> 'channel' OR NOT EXISTS (SELECT FROM account_pauses p WHERE p.account = l.account AND p.until > now()))
			ORDER BY ready_at LIMIT 1 FOR UPDATE SKIP LOCKED)
		UPDATE lanes l SET lease_until = now() + $2::interval, fence = fence + 1, worked_at = now()
		FROM head WHERE l.conversation_id = head.conversation_id AND l.consumer = $1
		RETURNING l.conversation_id, l.account, l.fence, l.tail, l.done, l.failures`, consumer, lease).
		Scan(&l.Conv, &l.Account, &l.Fence, &l.Tail, &l.Done, &l.Failures)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("claim a %s lane: %w", consumer, err)
	}
	return &l, nil
}

// finish lets the lane go, with all up to done done. It runs in the transaction that does the last of it.
func (l *lane) finish(ctx context.Context, tx querier, done int64) error {
	return l.write(ctx, tx, `UPDATE lanes SET done = GREATEST(done, $4), lease_until = NULL, failures = 0
		WHERE conversation_id = $1 AND consumer = $2 AND fence = $3`, done)
}

// finishDesk is finish for a desk lane. The caller holds the conversation's lock, which every message takes too: what
// came since the holder looked keeps the lane at work. more: the holder has
// left lines for the next look, which comes at once.
func (l *lane) finishDesk(ctx context.Context, tx pgx.Tx, c *conversation, done int64, more bool) error {
	if c == nil {
		return nil
	}
	var newest int64
	err := tx.QueryRow(ctx, `SELECT COALESCE(max(seq), 0) FROM messages WHERE conversation_id = $1 AND seq > $2 AND author = 'customer'`,
		l.Conv, done).Scan(&newest)
	if err != nil {
		return fmt.Errorf("look for newer messages of conversation %d: %w", l.Conv, err)
	}
	if newest > 0 {
		wait := burst
		if more {
			wait = 0
		}
		return l.write(ctx, tx, `UPDATE lanes SET done = GREATEST(done, $4), tail = GREATEST(tail, $5), lease_until = NULL, failures = 0,
			ready_at = now() + $6::interval WHERE conversation_id = $1 AND consumer = $2 AND fence = $3`, done, newest, wait)
	}
	if _, err := tx.Exec(ctx, `UPDATE conversations SET desk_since = NULL WHERE id = $1`, l.Conv); err != nil {
		return fmt.Errorf("note that the desk has seen conversation %d: %w", l.Conv, err)
	}
	return l.finish(ctx, tx, done)
}

// giveBack lets the lane go unfinished, to be taken again after a while.
func (l *lane) giveBack(ctx context.Context, tx querier, after time.Duration) error {
	return l.write(ctx, tx, `UPDATE lanes SET ready_at = now() + $4::interval, lease_until = NULL, failures = failures + 1
		WHERE conversation_id = $1 AND consumer = $2 AND fence = $3`, after)
}

// yield lets the lane go to be taken again after a while, behind the others.
func (l *lane) yield(ctx context.Context, tx querier, after time.Duration) error {
	return l.write(ctx, tx, `UPDATE lanes SET ready_at = now() + $4::interval, lease_until = NULL
		WHERE conversation_id = $1 AND consumer = $2 AND fence = $3`, after)
}

// renew holds the lane for another lease.
func (l *lane) renew(ctx context.Context, tx querier, lease time.Duration) error {
	start := time.Now()
	err := l.write(ctx, tx, `UPDATE lanes SET lease_until = now() + $4::interval
		WHERE conversation_id = $1 AND consumer = $2 AND fence = $3 AND lease_until > now()`, lease)
	if err == nil {
		l.until = start.Add(lease * 3 / 4)
	}
	return err
}

func (l *lane) write(ctx context.Context, tx querier, sql string, args ...any) error {
	tag, err := tx.Exec(ctx, sql, append([]any{l.Conv, l.Consumer, l.Fence}, args...)...)
	if err != nil {
		return fmt.Errorf("write the %s lane of conversation %d: %w", l.Consumer, l.Conv, err)
	}
	if tag.RowsAffected() == 0 {
		return errFenced
	}
	return nil
}

// backoff is how long a lane rests after its n-th failure in a row.
func backoff(n int) time.Duration {
	d := time.Second << min(n, 8)
	return min(d, 2*time.Minute)
}
