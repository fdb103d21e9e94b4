package main

import (
	"context"
	"errors"
	"time"

	"switchboard/knowledge"
)

// gatherEvery is how often questions that nobody answered are brought to the editors.
const gatherEvery = 30 * time.Second

// keepVectors is for how many days vectors are kept that no index asks for.
const keepVectors = 90

// keepFiles is for how long a file is kept that nothing shows: somebody may be about to save the text that does.
const keepFiles = 30 * 24 * time.Hour

// gatherGaps brings what nobody answered to the content editors, until ctx ends, and tidies up once a day.
func (a *app) gatherGaps(ctx context.Context) error {
	read := func(ctx context.Context, after int64) ([]knowledge.Unanswered, int64, error) {
		return a.router.Unanswered(ctx, after, 200)
	}
	var dropped time.Time
	for {
		moved, err := a.store.GatherGaps(ctx, read)
		if err == nil && !moved {
			err = a.store.SettleGaps(ctx)
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
		if time.Since(dropped) > 24*time.Hour {
			dropped = time.Now()
			if err := a.store.DropVectors(ctx, keepVectors); err != nil {
				a.log.Warn("old vectors were not deleted; it is tried again tomorrow", "error", err)
			}
			n, err := a.store.DropFiles(ctx, dropped.Add(-keepFiles))
			if err != nil {
				a.log.Warn("unused files were not deleted; it is tried again tomorrow", "error", err)
			}
			if n > 0 {
				a.log.Info("unused files were deleted", "files", n)
			}
		}
	}
}
