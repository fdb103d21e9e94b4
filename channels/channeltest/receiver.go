package channeltest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"switchboard/channels"
)

// ErrDown is what Receive answers after Fail(n, nil): the database is away.
var ErrDown = errors.New("the database is away")

const patience = 5 * time.Second

// Receiver is a channels.Receiver that remembers. It commits as the router does: a repeated account and ID is
// accepted and stored once. The zero value is ready; all methods may be called from several goroutines.
type Receiver struct {
	mu        sync.Mutex
	script    []error
	attempts  []channels.Inbound
	committed []channels.Inbound
	receipts  []channels.Receipt
	ids       map[string]bool
	held      chan struct{}
	changed   chan struct{}
}

// Receive commits the event, or fails as it was told to by Fail or Script.
func (r *Receiver) Receive(ctx context.Context, in channels.Inbound) error {
	r.mu.Lock()
	r.attempts = append(r.attempts, in)
	r.wake()
	held := r.held
	r.mu.Unlock()
	if held != nil {
		select {
		case <-held:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.next(); err != nil {
		return err
	}
	key := in.Account + "/" + in.ID
	if r.ids[key] {
		return nil
	}
	if r.ids == nil {
		r.ids = map[string]bool{}
	}
	r.ids[key] = true
	r.committed = append(r.committed, in)
	r.wake()
	return nil
}

// Settle records the receipt, or fails as it was told to.
func (r *Receiver) Settle(_ context.Context, receipt channels.Receipt) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.next(); err != nil {
		return err
	}
	r.receipts = append(r.receipts, receipt)
	r.wake()
	return nil
}

// Fail lets the next n calls of Receive and Settle fail with err; nil means ErrDown.
func (r *Receiver) Fail(n int, err error) {
	if err == nil {
		err = ErrDown
	}
	for range n {
		r.Script(err)
	}
}

// Script says how the next calls of Receive and Settle end, one error a call; nil is success.
func (r *Receiver) Script(ends ...error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.script = append(r.script, ends...)
}

// Hold makes every Receive wait, after it counted as an attempt and before it commits, until release is called.
func (r *Receiver) Hold() (release func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	held := make(chan struct{})
	r.held = held
	return sync.OnceFunc(func() {
		r.mu.Lock()
		r.held = nil
		r.mu.Unlock()
		close(held)
	})
}

// Inbounds returns what was committed, in order.
func (r *Receiver) Inbounds() []channels.Inbound {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]channels.Inbound(nil), r.committed...)
}

// Attempts returns every event that Receive was called with: committed, repeated and refused.
func (r *Receiver) Attempts() []channels.Inbound {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]channels.Inbound(nil), r.attempts...)
}

// Receipts returns what was settled, in order.
func (r *Receiver) Receipts() []channels.Receipt {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]channels.Receipt(nil), r.receipts...)
}

// Wait returns the committed events once there are at least n, and ends the test when they do not come in time.
func (r *Receiver) Wait(t testing.TB, n int) []channels.Inbound {
	t.Helper()
	r.until(t, "committed events", n, func() int { return len(r.committed) })
	return r.Inbounds()
}

// WaitAttempts is Wait for calls of Receive, however they ended.
func (r *Receiver) WaitAttempts(t testing.TB, n int) []channels.Inbound {
	t.Helper()
	r.until(t, "calls of Receive", n, func() int { return len(r.attempts) })
	return r.Attempts()
}

// WaitReceipts is Wait for receipts.
func (r *Receiver) WaitReceipts(t testing.TB, n int) []channels.Receipt {
	t.Helper()
	r.until(t, "receipts", n, func() int { return len(r.receipts) })
	return r.Receipts()
}

func (r *Receiver) until(t testing.TB, what string, n int, count func() int) {
	t.Helper()
	deadline := time.After(patience)
	for {
		r.mu.Lock()
		have := count()
		if r.changed == nil {
			r.changed = make(chan struct{})
		}
		changed := r.changed
		r.mu.Unlock()
		if have >= n {
			return
		}
		select {
		case <-changed:
		case <-deadline:
			t.Fatalf("waited %s for %d %s, have %d", patience, n, what, have)
		}
	}
}

// next takes the next scripted end; the caller holds the lock.
func (r *Receiver) next() error {
	if len(r.script) == 0 {
		return nil
	}
	end := r.script[0]
	r.script = r.script[1:]
	return end
}

// wake wakes who waits in until; the caller holds the lock.
func (r *Receiver) wake() {
	if r.changed != nil {
		close(r.changed)
		r.changed = nil
	}
}
