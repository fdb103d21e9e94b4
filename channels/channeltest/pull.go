package channeltest

import (
	"context"
	"testing"
	"time"

	"switchboard/channels"
)

// pulled checks an adapter that fetches: everything arrives, also when the first tries to commit fail, nothing
// arrives twice, and Run ends with its context.
func (s *suite) pulled(t *testing.T) {
	for _, c := range s.Pulled {
		t.Run(c.Name, func(t *testing.T) { s.pull(t, c, 0) })
		t.Run(c.Name+" while the database is away", func(t *testing.T) { s.pull(t, c, 2) })
	}
}

func (s *suite) pull(t *testing.T, c Pull, failures int) {
	platform := NewPlatform(t, c.Serve())
	account := s.Account
	if c.Account != nil {
		account = c.Account
	}
	channel, receiver := s.opened(t, account(platform.URL()))
	runner, ok := channel.(channels.Runner)
	if !ok {
		t.Fatalf("%T has no Run", channel)
	}
	receiver.Fail(failures, nil)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- runner.Run(ctx) }()
	got := receiver.Wait(t, len(c.Want))
	cancel()
	select {
	case <-ended:
	case <-time.After(patience):
		t.Fatal("Run did not end with its context")
	}
	s.compare(t, got, c.Want)
	s.wellFormed(t, receiver.Attempts())
}
