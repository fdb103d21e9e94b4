package routing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/knowledge"
)

// leadFor is how long a process leads without renewing. Who dies is replaced after it.
const leadFor = 6 * time.Second

// Lead runs f in one process at a time, by a lease in the database, until ctx ends. When the lease is lost, f's context
// ends; when f returns, it is run again after a pause.
func (r *Router) Lead(ctx context.Context, name string, f func(context.Context) error) {
	me := newKey()
	for ; ctx.Err() == nil; pause(ctx, leadFor/4) {
		ok, err := r.lease(ctx, name, me)
		if err != nil && ctx.Err() == nil {
			r.log.Warn("it is not known who leads", "what", name, "error", err)
		}
		if !ok {
			continue
		}
		term, end := context.WithCancel(ctx)
		done := make(chan struct{})
		go func() {
			defer close(done)
			r.keepLease(term, end, name, me)
		}()
		err = knowledge.Recovered(func() error { return f(term) })
		end()
		<-done
		r.resign(ctx, name, me)
		if ctx.Err() == nil {
			r.log.Warn("work that one process does was interrupted", "what", name, "error", err)
		}
	}
}

// lease takes or renews the lease, and tells whether this holder has it.
func (r *Router) lease(ctx context.Context, name, me string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, leadFor/3)
	defer cancel()
	var holder string
	err := r.pool.QueryRow(ctx, `
		INSERT INTO leases (name, holder, until) VALUES ($1, $2, now() + $3::interval)
		ON CONFLICT (name) DO UPDATE SET holder = EXCLUDED.holder, until = EXCLUDED.until
		WHERE leases.until < now() OR leases.holder = EXCLUDED.holder
		RETURNING holder`, name, me, leadFor).Scan(&holder)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("take the lease %s: %w", name, err)
	}
	return true, nil
}

// keepLease renews until the term ends; a lease that cannot be renewed in time ends it.
func (r *Router) keepLease(term context.Context, end func(), name, me string) {
	good := time.Now()
	for {
		pause(term, leadFor/4)
		if term.Err() != nil {
			return
		}
		ok, err := r.lease(term, name, me)
		switch {
		case ok:
			good = time.Now()
		case err == nil, time.Since(good) > leadFor/2:
			end()
			return
		}
	}
}

func (r *Router) resign(ctx context.Context, name, me string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if _, err := r.pool.Exec(ctx, `DELETE FROM leases WHERE name = $1 AND holder = $2`, name, me); err != nil {
		r.log.Warn("a lease was not given back; it ends by itself", "what", name, "error", err)
	}
}
