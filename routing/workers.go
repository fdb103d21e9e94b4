package routing

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/knowledge"
)

// querier runs statements: a pool or a transaction.
type querier interface {
	Exec(context.Context, string, ...any) (pgconn.CommandTag, error)
	Query(context.Context, string, ...any) (pgx.Rows, error)
	QueryRow(context.Context, string, ...any) pgx.Row
}

// WorkersConfig is what Workers need.
type WorkersConfig struct {
	Router   *Router
	Channels map[string]channels.Channel // by account
	Suggest  assist.Suggester
	Judge    Judge // may be nil
	Log      *slog.Logger
	Desk     int // workers of desk lanes, default 4
	Channel  int // workers of channel lanes, default 8
}

// Workers take lanes: they suggest and decide, and they deliver. Any number of processes may run them over one
// database. They are built last, when the channels were opened with the router as their Receiver.
type Workers struct {
	r        *Router
	channels map[string]channels.Channel
	suggest  assist.Suggester
	judge    Judge
	log      *slog.Logger
	desk     int
	channel  int

	judging  judging
	searches chan struct{} // who searches for drafts: as many as there are workers of the desk without a judge
}

// NewWorkers returns workers, not yet at work.
func NewWorkers(c WorkersConfig) *Workers {
	w := &Workers{r: c.Router, channels: c.Channels, suggest: c.Suggest, judge: c.Judge, log: c.Log, desk: c.Desk, channel: c.Channel}
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	if w.desk == 0 {
		w.desk = 4
	}
	w.searches = make(chan struct{}, w.desk)
	if w.judge != nil {
		w.judging.seats, w.judging.anew = make(chan struct{}, judgesAtOnce), map[int64]int{}
		w.desk += judgesAtOnce
	}
	if w.channel == 0 {
		w.channel = 8
	}
	return w
}

// Run works until ctx ends, then finishes what is in hand; a call to a platform is bounded by the lease.
func (w *Workers) Run(ctx context.Context) error {
	if err := w.r.offerAgain(ctx, startsAnew, ""); err != nil {
		w.log.Warn("drafts that were refused before this start cannot be asked for again yet", "error", err)
	}
	if err := w.r.offerUnbegun(ctx); err != nil {
		w.log.Warn("drafts that no model was set for cannot be asked for yet", "error", err)
	}
	var wg sync.WaitGroup
	wg.Go(func() { w.r.bus.run(ctx) })
	wg.Go(func() { w.showTyping(ctx) })
	wg.Go(func() { w.loop(ctx, forDeskLane, w.desk, w.catchUp) })
	wg.Go(func() { w.loop(ctx, forChannelLane, w.channel, w.deliver) })
	wg.Wait()
	return nil
}

// loop keeps up to n workers on the lanes of one consumer. It is woken by changes, and looks once a second.
func (w *Workers) loop(ctx context.Context, consumer string, n int, work func(context.Context, *lane) error) {
	var wg sync.WaitGroup
	defer wg.Wait()
	seats := make(chan struct{}, n)
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.r.bus.wakes[consumer]:
		case <-tick.C:
		}
		select {
		case seats <- struct{}{}:
		default:
			continue // all are busy; each looks for more before it sits down
		}
		wg.Go(func() {
			defer func() { <-seats }()
			for ctx.Err() == nil && w.one(ctx, consumer, work) {
				poke(w.r.bus.wakes[consumer]) // there may be more: wake a colleague
			}
		})
	}
}

// one claims a lane and works on it. It tells whether there was one. What is in hand is finished even when ctx ends.
func (w *Workers) one(ctx context.Context, consumer string, work func(context.Context, *lane) error) bool {
	// Whoever is cut off while he claims holds a lane and does not know it.
	asked, answered := context.WithTimeout(context.WithoutCancel(ctx), w.r.policy.Lease)
	l, err := claim(asked, w.r.pool, consumer, w.r.policy.Lease)
	answered()
	if err != nil {
		if ctx.Err() == nil {
			w.log.Error("no lane can be claimed", "consumer", consumer, "error", err)
			pause(ctx, time.Second)
		}
		return false
	}
	if l == nil {
		return false
	}
	l.stop = ctx.Done()
	hand, cancel := context.WithTimeout(context.WithoutCancel(ctx), perClaim*w.r.policy.Lease)
	defer cancel()
	if ctx.Err() != nil { // it came while the program began to stop: nothing is in hand yet
		err = l.yield(hand, w.r.pool, 0)
	} else {
		err = knowledge.Recovered(func() error { return work(hand, l) }) // one conversation's poison stops no other
	}
	if err == nil || errors.Is(err, errFenced) {
		return true
	}
	w.r.stats.laneFailures.Add(1)
	w.log.Error("work on a lane failed; it is tried again", "consumer", consumer, "conversation", l.Conv,
		"failures", l.Failures+1, "error", err)
	back, cancelBack := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancelBack()
	if err := l.giveBack(back, w.r.pool, backoff(l.Failures)); err != nil && !errors.Is(err, errFenced) {
		w.log.Error("a lane waits for its lease to end", "conversation", l.Conv, "error", err)
	}
	return true
}

// showTyping passes on to the customer that an operator writes.
func (w *Workers) showTyping(ctx context.Context) {
	changes, stop := w.r.bus.watchTyping()
	defer stop()
	for {
		select {
		case <-ctx.Done():
			return
		case c := <-changes:
			t, ok := w.channels[c.Account].(channels.Typist)
			if !ok {
				continue
			}
			call, cancel := context.WithTimeout(ctx, 3*time.Second)
			if err := t.Typing(call, c.Address); err != nil {
				w.log.Debug("typing was not shown", "account", c.Account, "error", err)
			}
			cancel()
		}
	}
}
