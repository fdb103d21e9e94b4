package main

import (
	"context"
	"errors"
	"time"

	"switchboard/knowledge"
	"switchboard/routing"
)

// How often what became of drafts is taught to the answer memory: when something happened, after a short gathering; all
// that may have been missed once in a while; and how often old lessons are looked at, to lose weight.
const (
	teachAfter = 100 * time.Millisecond
	teachEvery = 2 * time.Second
	lookBack   = time.Minute
	ageEvery   = time.Hour
)

// teach brings what operators and customers made of drafts to the answer memory, and takes out what they took back, until ctx
// ends: at once when something happened. One process does it for all; what it taught reaches the others as what is published does.
func (a *app) teach(ctx context.Context) error {
	happened, stop := a.router.Updates(0)
	defer stop()
	var looked, aged time.Time
	for {
		read, readBack := a.router.NewLessons, a.router.NewlyUntaught
		if time.Since(looked) > lookBack {
			looked, read, readBack = time.Now(), a.router.Lessons, a.router.Untaught
		}
		lessons, err := read(ctx, 200)
		err = errors.Join(err, a.learn(ctx, lessons))
		wrong, failed := readBack(ctx, 200)
		err = errors.Join(err, failed, a.store.Unteach(ctx, wrong))
		if len(lessons) >= 200 || len(wrong) >= 200 {
			looked = time.Time{} // there may be more
		}
		if err == nil && time.Since(aged) > ageEvery {
			var n int
			if n, err = a.store.AgeLessons(ctx); n == 0 {
				aged = time.Now()
			}
		}
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			looked = time.Time{}
			a.log.Warn("the answer memory was not taught; it is tried again", "error", err)
		}
		if !pause[routing.Update](ctx, teachAfter, nil) || !pause(ctx, teachEvery, happened) {
			return nil
		}
	}
}

// learn teaches lessons. One that fails does not keep the others from being learned.
func (a *app) learn(ctx context.Context, lessons []knowledge.Lesson) (err error) {
	for _, l := range lessons {
		if _, failed := a.store.Teach(ctx, l); failed != nil && !errors.Is(failed, knowledge.ErrNotFound) {
			err = errors.Join(err, failed)
		}
	}
	return err
}

// pause waits, or until something happens; it returns false when ctx ends.
func pause[T any](ctx context.Context, wait time.Duration, happened <-chan T) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
	case <-happened:
	}
	return true
}
