package routing_test

import (
	"context"
	"log/slog"
	"net"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/channels"
	"switchboard/routing"
)

// gate holds back what the database answers while it is shut.
type gate struct {
	mu   sync.Mutex
	open chan struct{}
}

// shut shuts the gate; what it returns opens it again.
func (g *gate) shut() (open func()) {
	opened := make(chan struct{})
	g.mu.Lock()
	defer g.mu.Unlock()
	g.open = opened
	return sync.OnceFunc(func() { close(opened) })
}

// slowLine is a connection to the database behind a gate.
type slowLine struct {
	net.Conn
	gate *gate
	mu   sync.Mutex
	late bool          // the deadline is past
	over chan struct{} // closed while it is
}

func (c *slowLine) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b) // now the database has done its work
	c.gate.mu.Lock()
	open := c.gate.open
	c.gate.mu.Unlock()
	c.mu.Lock()
	over := c.over
	c.mu.Unlock()
	if open == nil {
		return n, err
	}
	select {
	case <-open:
		return n, err
	case <-over:
		return 0, os.ErrDeadlineExceeded
	}
}

func (c *slowLine) SetDeadline(at time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	late := !at.IsZero() && at.Before(time.Now())
	if late && !c.late {
		close(c.over)
	}
	if !late && c.late {
		c.over = make(chan struct{})
	}
	c.late = late
	return c.Conn.SetDeadline(at)
}

// TestAStopWhileALaneIsClaimedLeavesItToOthers: the database gave the lane, and the program is told to stop before it hears that.
func TestAStopWhileALaneIsClaimedLeavesItToOthers(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.stop()
	line := new(gate)
	config := r.pool.Config()
	config.ConnConfig.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return &slowLine{Conn: conn, gate: line, over: make(chan struct{})}, nil
	}
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	ctx, stop := context.WithCancel(t.Context())
	w := routing.NewWorkers(routing.WorkersConfig{Router: routing.New(routing.Config{Pool: pool, Log: slog.New(slog.DiscardHandler)}),
		Suggest: r.suggest, Log: slog.New(slog.DiscardHandler), Channels: map[string]channels.Channel{"chat": r.channel}})
	done := make(chan struct{})
	go func() { defer close(done); _ = w.Run(ctx) }()
	r.says("first", "nobody knows") // the statements are prepared
	r.head("first", state(routing.Queued))
	r.sent("You are next in line")
	open := line.shut()
	defer open()
	r.says("second", "nobody knows")
	r.eventually(func() bool { return r.held() == 1 }, func() string { return "nobody claims the lane" })
	stop()
	select { // whoever lets himself be cut off is gone by now
	case <-done:
	case <-time.After(200 * time.Millisecond):
	}
	open()
	<-done
	if n := r.held(); n != 0 {
		t.Fatalf("%d lanes are held by nobody", n)
	}
	r.start()
	r.head("second", state(routing.Queued))
}

// held is how many lanes are held.
func (r *rig) held() int {
	return r.count(`SELECT count(*) FROM lanes WHERE lease_until > now()`)
}
