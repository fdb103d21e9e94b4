package routing_test

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/channels"
	"switchboard/routing"
)

// claims stops a program in the middle of its first claim of a desk lane, and keeps what became of the claim.
type claims struct {
	stop  func()
	once  sync.Once
	cut   error // of the claim's context, once the program was told to stop
	heard error
	got   int64 // lanes
}

type claimKey struct{}

// TraceQueryStart stops the program before the claim leaves.
func (c *claims) TraceQueryStart(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	if !strings.Contains(q.SQL, "UPDATE lanes") || !strings.Contains(q.SQL, "SKIP LOCKED") || q.Args[0] != "desk" {
		return ctx
	}
	c.once.Do(func() {
		c.stop()
		c.cut = ctx.Err() // a context that hangs on the stopped one has ended by now
		ctx = context.WithValue(ctx, claimKey{}, true)
	})
	return ctx
}

// TraceQueryEnd hears the answer.
func (c *claims) TraceQueryEnd(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryEndData) {
	if ctx.Value(claimKey{}) != nil {
		c.heard, c.got = q.Err, q.CommandTag.RowsAffected()
	}
}

// TestAClaimIsHeardToItsEndWhenTheProgramStops: the program is told to stop while the database gives it a lane. It hears which
// one, and leaves it to others at once, not after its lease.
func TestAClaimIsHeardToItsEndWhenTheProgramStops(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.stop()
	r.says("c1", "nobody knows")
	if _, err := r.pool.Exec(t.Context(), `UPDATE lanes SET ready_at = now() - interval '1 second'`); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	claim := &claims{stop: stop}
	config := r.pool.Config()
	config.ConnConfig.Tracer = claim
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	log := slog.New(slog.DiscardHandler)
	w := routing.NewWorkers(routing.WorkersConfig{Router: routing.New(routing.Config{Pool: pool, Log: log}), Suggest: r.suggest, Log: log,
		Channels: map[string]channels.Channel{"chat": r.channel}})
	if err := w.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if claim.cut != nil || claim.heard != nil || claim.got != 1 {
		t.Errorf("the claim is cut off by the stop: %v; heard: %v, %d lanes", claim.cut, claim.heard, claim.got)
	}
	if n := r.count(`SELECT count(*) FROM lanes WHERE lease_until > now()`); n != 0 {
		t.Errorf("%d lanes are held by nobody", n)
	}
	if len(r.suggest.was) != 0 {
		t.Error("something new was begun")
	}
	r.start()
	r.head("c1", state(routing.Queued))
}
