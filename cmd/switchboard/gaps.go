package main

import (
	"context"
	"errors"
	"time"

	"switchboard/knowledge"
)

// gatherEvery is how often questions that nobody answered are brought to the editors.
const gatherEvery = 30 * time.Second

// gatherGaps brings what nobody answered to the content editors, until ctx ends.
func (a *app) gatherGaps(ctx context.Context) error {
	read := func(ctx context.Context, after int64) ([]knowledge.Unanswered, int64, error) {
		return a.router.Unanswered(ctx, after, 200)
	}
	for {
		moved, err := a.store.GatherGaps(ctx, read)
		if err == nil && !moved {
			err = a.store.CloseWrittenGaps(ctx)
		}
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil && !errors.Is(err, context.Canceled):
			a.log.Warn("questions nobody answered were not gathered; it is tried again", "error", err)
		case moved:
			continue // a batch: there may be more
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(gatherEvery):
		}
	}
}
