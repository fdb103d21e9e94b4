package main

import (
	"context"
	"errors"
	"time"

	"switchboard/knowledge"
)

// teachEvery is how often what became of drafts is taught to the answer memory.
const teachEvery = 2 * time.Second

// teach brings what operators and customers made of drafts to the answer memory, until ctx ends. One process does it for
// all; what it taught reaches the others as what is published does.
func (a *app) teach(ctx context.Context) error {
	for {
		lessons, err := a.router.Lessons(ctx, 200)
		for _, l := range lessons {
			if _, failed := a.store.Teach(ctx, l); failed != nil && !errors.Is(failed, knowledge.ErrNotFound) {
				err = errors.Join(err, failed)
			}
		}
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			a.log.Warn("the answer memory was not taught; it is tried again", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(teachEvery):
		}
	}
}
