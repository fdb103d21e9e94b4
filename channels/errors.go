package channels

import (
	"errors"
	"fmt"
	"time"
)

// ErrInvalid marks an event that will never be acceptable. The router keeps the raw event as a dead letter.
var ErrInvalid = errors.New("invalid event")

// ErrNotFound is what an Archive answers when the person has no such thing, and a Receiver when it has never heard of the call that is
// over.
var ErrNotFound = errors.New("there is no such thing here")

// Fate says what to do after a failed Send.
type Fate string

// The fates.
const (
	Retry         Fate = "retry"         // nothing was sent: try again, not before After has passed
	Rejected      Fate = "rejected"      // this message will never be accepted
	BlockedByUser Fate = "blocked"       // the person opted out; nothing more may be sent
	Misconfigured Fate = "misconfigured" // the account is at fault (token revoked); wait for an administrator
	Unknown       Fate = "unknown"       // it may have been sent: look it up, do not just repeat it
)

// SendError is why a Send failed and what to do next.
type SendError struct {
	Fate  Fate
	After time.Duration // Retry: how long to wait; zero means the caller's backoff
	Whole bool          // Retry: the whole account has to wait, not this person alone
	Code  string        // the platform's code, for operators and metrics
	Err   error
}

func (e *SendError) Error() string {
	if e.Code == "" {
		return fmt.Sprintf("send (%s): %v", e.Fate, e.Err)
	}
	return fmt.Sprintf("send (%s, %s): %v", e.Fate, e.Code, e.Err)
}

func (e *SendError) Unwrap() error { return e.Err }

// FateOf returns the error's *SendError; an error that is none is Unknown.
func FateOf(err error) *SendError {
	if se, ok := errors.AsType[*SendError](err); ok {
		return se
	}
	return &SendError{Fate: Unknown, Err: err}
}
