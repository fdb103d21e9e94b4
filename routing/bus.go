package routing

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/channels"
)

// The consumers of lanes.
const (
	forDeskLane    = "desk"
	forChannelLane = "channel"
)

// What a change is for, beside those who watch.
const (
	forNobody  = 0
	forDesk    = 1
	forChannel = 2
)

// Update tells a desk that something may have changed. Updates are merged and may be lost: read again on each.
type Update struct {
	Conv   int64 // 0: anything
	Typing bool  // the customer is writing; nothing changed
}

// change is one entry of a notification.
type change struct {
	Conv    int64  `json:"c,omitempty"`
	Account string `json:"a,omitempty"`
	Address string `json:"t,omitempty"`
	Typing  int    `json:"y,omitempty"` // 1: the customer writes, 2: an operator does
	Name    string `json:"n,omitempty"`
	For     int    `json:"f,omitempty"`
}

// typing values of change.
const (
	customerTypes = 1
	operatorTypes = 2
)

// flushEvery bounds notifications: every notifying commit takes a lock of the whole server, so changes are gathered.
const flushEvery = 20 * time.Millisecond

// bus wakes lane workers, desks and web visitors: at once in this process, and through NOTIFY in the others. It
// carries no facts: whoever is woken reads the tables. Where notifications do not arrive (a pooler in transaction
// mode), everybody is woken once a second.
type bus struct {
	pool *pgxpool.Pool
	log  *slog.Logger
	id   string

	alarm atomic.Bool // desk workers will be woken shortly

	mu       sync.Mutex
	pending  []change
	flush    chan struct{}
	desks    map[chan Update]struct{}
	visitors map[string]map[chan channels.Signal]struct{}
	typists  map[chan change]struct{}
	wakes    map[string]chan struct{} // by consumer
}

func newBus(pool *pgxpool.Pool, log *slog.Logger) *bus {
	return &bus{
		pool: pool, log: log, id: newKey(), flush: make(chan struct{}, 1),
		desks:    map[chan Update]struct{}{},
		visitors: map[string]map[chan channels.Signal]struct{}{},
		typists:  map[chan change]struct{}{},
		wakes:    map[string]chan struct{}{forDeskLane: make(chan struct{}, 1), forChannelLane: make(chan struct{}, 1)},
	}
}

// changed tells everybody that a conversation changed, and wakes the workers that it is for.
func (b *bus) changed(conv int64, account, address string, what int) {
	b.tell(change{Conv: conv, Account: account, Address: address, For: what})
}

// changedLater tells everybody at once, and wakes the desk's workers when the lane is ready.
func (b *bus) changedLater(conv int64, account, address string, wait time.Duration) {
	if wait <= 0 {
		b.changed(conv, account, address, forDesk)
		return
	}
	b.changed(conv, account, address, forNobody)
	if b.alarm.CompareAndSwap(false, true) { // one alarm is enough: whoever wakes takes all that is ready
		time.AfterFunc(min(wait, burst), func() {
			b.alarm.Store(false)
			poke(b.wakes[forDeskLane])
		})
	}
}

// tell delivers a change here and queues it for the other processes.
func (b *bus) tell(c change) {
	b.mu.Lock()
	if len(b.pending) < 10_000 {
		b.pending = append(b.pending, c)
	}
	b.mu.Unlock()
	b.deliver(c, true)
	poke(b.flush)
}

// deliver wakes this process's watchers.
func (b *bus) deliver(c change, here bool) {
	if c.For&forDesk != 0 {
		poke(b.wakes[forDeskLane])
	}
	if c.For&forChannel != 0 {
		poke(b.wakes[forChannelLane])
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if c.Typing != operatorTypes {
		for ch := range b.desks {
			offer(ch, Update{Conv: c.Conv, Typing: c.Typing != 0}, Update{})
		}
	}
	if c.Typing != customerTypes && c.Address != "" {
		for ch := range b.visitors[c.Account+"/"+c.Address] {
			offer(ch, channels.Signal{Typing: c.Typing != 0, Name: c.Name}, channels.Signal{})
		}
	}
	if here && c.Typing == operatorTypes {
		for ch := range b.typists {
			offer(ch, c, c)
		}
	}
}

// everybody wakes all watchers and workers of this process.
func (b *bus) everybody() {
	for _, ch := range b.wakes {
		poke(ch)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for ch := range b.desks {
		offer(ch, Update{}, Update{})
	}
	for _, set := range b.visitors {
		for ch := range set {
			offer(ch, channels.Signal{}, channels.Signal{})
		}
	}
}

// poke sends without waiting: one wake-up that waits is as good as many.
func poke(ch chan struct{}) {
	select {
	case ch <- struct{}{}:
	default:
	}
}

// offer sends v; when the reader is behind, the oldest is dropped for the catch-all.
func offer[T any](ch chan T, v, catchAll T) {
	select {
	case ch <- v:
		return
	default:
	}
	select {
	case <-ch:
	default:
	}
	select {
	case ch <- catchAll:
	default:
	}
}

// watchDesk registers a desk.
func (b *bus) watchDesk() (<-chan Update, func()) {
	ch := make(chan Update, 64)
	b.mu.Lock()
	b.desks[ch] = struct{}{}
	b.mu.Unlock()
	return ch, func() {
		b.mu.Lock()
		delete(b.desks, ch)
		b.mu.Unlock()
	}
}

// watchAddress registers a web visitor.
func (b *bus) watchAddress(account, address string) (<-chan channels.Signal, func()) {
	ch, key := make(chan channels.Signal, 8), account+"/"+address
	b.mu.Lock()
	if b.visitors[key] == nil {
		b.visitors[key] = map[chan channels.Signal]struct{}{}
	}
	b.visitors[key][ch] = struct{}{}
	b.mu.Unlock()
	return ch, func() {
		b.mu.Lock()
		delete(b.visitors[key], ch)
		if len(b.visitors[key]) == 0 {
			delete(b.visitors, key)
		}
		b.mu.Unlock()
	}
}

// watchTyping registers the worker that shows customers that an operator writes.
func (b *bus) watchTyping() (<-chan change, func()) {
	ch := make(chan change, 16)
	b.mu.Lock()
	b.typists[ch] = struct{}{}
	b.mu.Unlock()
	return ch, func() {
		b.mu.Lock()
		delete(b.typists, ch)
		b.mu.Unlock()
	}
}

// run sends the gathered changes to the other processes and receives theirs, until ctx ends.
func (b *bus) run(ctx context.Context) {
	var wg sync.WaitGroup
	wg.Go(func() { b.listen(ctx) })
	for {
		select {
		case <-ctx.Done():
			wg.Wait()
			return
		case <-b.flush:
		}
		b.send(ctx)
		pause(ctx, flushEvery)
	}
}

// notification is the payload of NOTIFY.
type notification struct {
	From    string   `json:"from"`
	Changes []change `json:"changes"`
}

func (b *bus) send(ctx context.Context) {
	b.mu.Lock()
	changes := b.pending
	b.pending = nil
	b.mu.Unlock()
	for len(changes) > 0 {
		n := min(len(changes), 60)
		err := b.notify(ctx, changes[:n])
		changes = changes[n:]
		if err != nil {
			if ctx.Err() == nil {
				b.log.Warn("other processes could not be told of changes; they find them within a second", "error", err)
			}
			return
		}
	}
}

func (b *bus) notify(ctx context.Context, changes []change) error {
	payload, err := json.Marshal(notification{From: b.id, Changes: changes})
	if err != nil || len(payload) > 7900 { // the server's limit is 8000 bytes: wake everybody instead
		payload, err = json.Marshal(notification{From: b.id, Changes: []change{{For: forDesk | forChannel}}})
	}
	if err != nil {
		return err
	}
	_, err = b.pool.Exec(ctx, `SELECT pg_notify('switchboard', $1)`, string(payload))
	return err
}

// listen receives notifications; when it can't, it wakes everybody once a second.
func (b *bus) listen(ctx context.Context) {
	for ctx.Err() == nil {
		err := b.listenOnce(ctx)
		if ctx.Err() != nil {
			return
		}
		b.log.Warn("listening for changes was interrupted", "error", err)
		b.everybody()
		pause(ctx, time.Second)
	}
}

func (b *bus) listenOnce(ctx context.Context) error {
	conn, err := b.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, `LISTEN switchboard`); err != nil {
		return err
	}
	b.everybody()  // what came while nobody listened
	heard := false // own echo: a pooler in transaction mode accepts LISTEN and never delivers
	if err := b.notify(ctx, nil); err != nil {
		return err
	}
	for {
		wait, cancel := context.WithTimeout(ctx, time.Second)
		n, err := conn.Conn().WaitForNotification(wait)
		expired := wait.Err() != nil
		cancel()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && !expired:
			return err
		case err != nil:
			if !heard {
				b.everybody()
			}
			continue
		}
		var msg notification
		if json.Unmarshal([]byte(n.Payload), &msg) != nil {
			continue
		}
		heard = true
		if msg.From == b.id {
			continue
		}
		for _, c := range msg.Changes {
			if c == (change{For: forDesk | forChannel}) {
				b.everybody()
				continue
			}
			b.deliver(c, false)
		}
	}
}

// pause waits, or returns early when ctx ends.
func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
