package openai

import (
	"context"
	"errors"
	"net"
	"testing"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// A server that is busy is asked again until the draft's time is over; one that has an error once more after it was left alone; one
// that is gone, or whose account is used up, is not waited for.
func TestADraftWaitsForAsLongAsThatMayHelp(t *testing.T) {
	t.Parallel()
	status := func(code int, message string) error { return &openai.APIError{HTTPStatusCode: code, Message: message} }
	busy, broken := status(429, "Rate limit reached"), status(500, "out of memory")
	gone := &net.OpError{Op: "dial", Err: errors.New("connection refused")}
	for name, c := range map[string]struct {
		why, last error
		waits     bool
	}{
		"busy":                      {busy, nil, true},
		"busy, and was so before":   {busy, busy, true},
		"an error":                  {broken, nil, true},
		"an error after the wait":   {broken, broken, false},
		"gone":                      {gone, nil, false},
		"used up":                   {status(402, "Insufficient credits"), nil, false},
		"it holds a question":       {context.DeadlineExceeded, nil, true},
		"it holds it, and did then": {context.DeadlineExceeded, context.DeadlineExceeded, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHealth(time.Second)
			for range opensAfter {
				h.record(t.Context(), c.why)
			}
			if usedUp(c.why) {
				h.rest(time.Second, c.why)
			}
			err := h.allowed()
			if err == nil {
				t.Fatal("it is not left alone")
			}
			soon, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			began := time.Now()
			if h.waits(soon, err, c.last) {
				t.Error("it waits longer than whoever asks")
			}
			if h.waits(t.Context(), err, c.last) != c.waits {
				t.Errorf("it does not wait as it should: %v", err)
			}
			if took := time.Since(began); !c.waits && took > 500*time.Millisecond {
				t.Errorf("it waited %v for nothing", took)
			}
		})
	}
}

// A question that is too long for a model says nothing of its server, whatever status tells so.
func TestQuestionsThatAreTooLongDoNotMakeAServerRest(t *testing.T) {
	t.Parallel()
	h := newHealth(time.Second)
	for range 2 * opensAfter {
		h.record(t.Context(), &openai.APIError{HTTPStatusCode: 500, Message: "the request exceeds the available context size"})
	}
	if err := h.allowed(); err != nil {
		t.Error(err)
	}
}
