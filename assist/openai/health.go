package openai

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"
)

const (
	opensAfter   = 4                // failures in a row
	staysOpened  = 30 * time.Second // in which nobody waits for a server that is down
	waitsFor     = 3 * time.Second  // longest pause that a server may ask for, of somebody who sits before the answer
	loadingEvery = time.Second      // how often one that loads its model is asked again
)

// health is how the server did of late with one model: of two models at one server the one may be busy, or gone, and the other well.
type health struct {
	breaker circuitbreaker.CircuitBreaker[any]
	alone   atomic.Int64 // Unix milliseconds until which the server wants to be left alone
	why     atomic.Pointer[error]
}

// newHealth is that of a server which nobody waits for so long once it is down.
func newHealth(rests time.Duration) *health {
	return &health{breaker: circuitbreaker.NewBuilder[any]().WithFailureThreshold(opensAfter).WithDelay(rests).Build()}
}

// allowed is an error while the server is not to be asked.
func (h *health) allowed() error {
	if left := time.Until(time.UnixMilli(h.alone.Load())); left > 0 {
		err := errors.New("it is busy")
		if why := h.why.Load(); why != nil {
			err = *why
		}
		return restsError{left, err}
	}
	if !h.breaker.TryAcquirePermit() {
		err := fmt.Errorf("%w %d times; it is asked again in %s", errFails, opensAfter, h.breaker.RemainingDelay().Round(time.Second))
		if why := h.why.Load(); why != nil {
			err = fmt.Errorf("%w: %w", err, *why)
		}
		return err
	}
	return nil
}

// rest leaves the server alone for a time, because of an error.
func (h *health) rest(pause time.Duration, err error) {
	h.why.Store(&err)
	h.alone.Store(time.Now().Add(pause).UnixMilli())
}

// waits waits, before an answer that nobody sits before, as long as the server is not to be asked. It is false where that lasts longer
// than whoever asks, or helps nobody: the account is used up, nothing is there, or it failed as it had before the wait.
func (h *health) waits(ctx context.Context, notAllowed, last error) bool {
	why := h.why.Load()
	switch rests := (restsError{}); {
	case errors.As(notAllowed, &rests):
		return !usedUp(notAllowed) && fits(ctx, rests.left) && pauses(ctx, rests.left)
	case !errors.Is(notAllowed, errFails) || why == nil:
		return false
	case loading(*why) || silent(*why):
		return pauses(ctx, loadingEvery)
	case busy(*why) || last == nil && passing(*why):
		pause := max(h.breaker.RemainingDelay(), loadingEvery)
		return fits(ctx, pause) && pauses(ctx, pause)
	}
	return false
}

// succeeded tells the breaker of an answer: the server is not down, whatever others could not wait for.
func (h *health) succeeded() {
	h.breaker.RecordSuccess()
	if !h.breaker.IsClosed() {
		h.breaker.Close()
	}
}

// record tells the breaker. A request that was refused, or that nobody waits for any more, says nothing about the server's health.
func (h *health) record(ctx context.Context, err error) {
	refused := errors.Is(err, errRefuses) || errors.Is(err, errFilter) // the one customer's words, by a model that answers
	unheard := status(err) == 0 && !refused && !errors.Is(ctx.Err(), context.Canceled) && !errors.As(err, new(untoldError)) && !errors.Is(err, errNoStream)
	if loading(err) { // it lives
		h.why.Store(&err)
		h.breaker.RecordSuccess()
		return
	}
	if unheard || passing(err) && !tooLong(err) { // which is the one question's, though some tell it as an error of their own
		h.why.Store(&err)
		h.breaker.RecordFailure()
		return
	}
	h.breaker.RecordSuccess()
}

// busy tells whether a server says that it has too much to do just then.
func busy(err error) bool {
	return status(err) == http.StatusTooManyRequests && !usedUp(err)
}

// fits tells whether whoever asks still waits after a pause.
func fits(ctx context.Context, pause time.Duration) bool {
	until, ends := ctx.Deadline()
	return !ends || time.Until(until) > pause
}

// pauses waits a moment; it is false when nobody waits any more.
func pauses(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
