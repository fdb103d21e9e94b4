package assist

import (
	"context"
	"crypto/rand"
	"fmt"
	"sync"
	"time"
)

// Claimer is an Earlier by which replicas agree who has a draft written: those that are asked the same at once make one
// call, and all of them see the draft grow.
type Claimer interface {
	// Claim takes a key for so long from now, or renews that. If another holder has it, mine is false, and soFar is what
	// that one told of the answer last.
	Claim(ctx context.Context, key, holder string, lasts time.Duration) (mine bool, soFar string, err error)
	// Grow tells those who wait for a key how much of the answer stands. There is nothing private in it.
	Grow(ctx context.Context, key, holder, soFar string) error
	// Release gives a key back before its time is over.
	Release(ctx context.Context, key, holder string) error
}

const (
	claimLasts = 6 * time.Second // so long others wait for a replica that died
	claimEvery = 200 * time.Millisecond
)

// claim waits until no other replica has the same draft written, and keeps others from it until release is called. Where
// that cannot be agreed on, a draft is rather written twice than not at all. What the other one has of it is shown.
func (w *drafting) claim(ctx context.Context, s *shared) (release func(), err error) {
	c, ok := w.a.writer.Earlier.(Claimer)
	if !ok {
		return func() {}, nil
	}
	holder := rand.Text()
	for {
		mine, soFar, err := c.Claim(ctx, w.key, holder, claimLasts)
		switch {
		case mine:
			w.claimer, w.holder = c, holder
			return w.hold(ctx, c, holder), nil
		case ctx.Err() != nil:
			return nil, leftError{fmt.Errorf("wait for another replica's draft: %w", ctx.Err())}
		case err != nil:
			w.a.log.Warn("it is not known whether another replica writes the same draft; the model is asked", "error", err)
			return func() {}, nil
		}
		s.grew(soFar)
		if err := w.show(soFar); err != nil {
			return nil, leftError{err}
		}
		pause(ctx, claimEvery)
	}
}

// hold renews a claim until release is called. No connection to the database is held meanwhile.
func (w *drafting) hold(ctx context.Context, c Claimer, holder string) (release func()) {
	ctx, end := context.WithCancel(ctx)
	var renewing sync.WaitGroup
	renewing.Go(func() {
		for pause(ctx, claimLasts/3); ctx.Err() == nil; pause(ctx, claimLasts/3) {
			if _, _, err := c.Claim(ctx, w.key, holder, claimLasts); err != nil && ctx.Err() == nil {
				w.a.log.Warn("another replica may write the same draft", "error", err)
			}
		}
	})
	return func() {
		end()
		renewing.Wait()
		if err := c.Release(context.WithoutCancel(ctx), w.key, holder); err != nil {
			w.a.log.Warn("others wait for a claim to end by itself", "error", err)
		}
	}
}

// pause waits, or until ctx is done.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
