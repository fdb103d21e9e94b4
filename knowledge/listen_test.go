package knowledge_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"
)

func TestAPublicationIsHeardOfAtOnce(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	ctx, stop := context.WithCancel(t.Context())
	wake := make(chan struct{}, 1)
	var listening sync.WaitGroup
	listening.Go(func() { s.Listen(ctx, slog.New(slog.DiscardHandler), wake) })
	heard := func(what string) {
		t.Helper()
		select {
		case <-wake:
		case <-time.After(10 * time.Second):
			t.Fatalf("%s is not heard of", what)
		}
	}
	heard("the beginning")
	id, _ := save(t, s, edit("router", "Router", "Restart it."))
	heard("a publication")
	if err := s.Unpublish(t.Context(), id, "maria"); err != nil {
		t.Fatal(err)
	}
	heard("that it was taken back")
	stop()
	listening.Wait()
}
