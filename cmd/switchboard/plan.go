package main

import (
	"context"
	"time"
)

// lookEvery is how often it is looked for plans of publication that were made meanwhile.
const lookEvery = 2 * time.Second

// carryOut publishes and takes back articles at their time, until ctx ends. Every replica does it, so that none is missed.
func (a *app) carryOut(ctx context.Context) {
	a.carryOutAfter(ctx, func(ctx context.Context, d time.Duration) { pause[struct{}](ctx, d, nil) })
}

// carryOutAfter is carryOut that waits by wait for what is due next.
func (a *app) carryOutAfter(ctx context.Context, wait func(context.Context, time.Duration)) {
	defer a.trial.end(ctx)
	for ctx.Err() == nil {
		a.trial.relax(ctx)
		n, err := a.store.CarryOut(ctx)
		if n > 0 {
			a.log.Info("articles were published or taken back at their time", "articles", n)
		}
		due := lookEvery
		if err == nil {
			due, err = a.store.NextDue(ctx, lookEvery)
		}
		if err != nil && ctx.Err() == nil {
			a.log.Warn("articles were not published at their time; it is tried again", "error", err)
			due = lookEvery
		}
		wait(ctx, max(due, 10*time.Millisecond))
	}
}
