package assist

import (
	"context"
	"errors"
	"fmt"
)

var (
	errUnsupported = errors.New("no sentence of the draft is supported by the articles")
	errUnanswered  = errors.New("the model finds no answer in the articles")
	errUnreadable  = errors.New("the answer has no sentences that can be read")
	errEndless     = errors.New("the answer does not end")
)

// tongueError says that a model has written in another language than the customer's.
type tongueError struct{ is, lang string }

// Error says so.
func (e tongueError) Error() string {
	return fmt.Sprintf("it is in %s, the customer writes %s", e.is, e.lang)
}

// Until is when it may help to ask a model the same once more.
type Until string

// Until when asking once more is of no use.
const (
	AtOnce     Until = ""      // it passes by itself, or the model answers otherwise the next time
	UntilSetUp Until = "setup" // somebody mends the set-up, here or at the server: till then nobody is answered
	UntilModel Until = "model" // another model is set, or the same one otherwise: others are answered all the time
	UntilDay   Until = "day"   // the company's day is over
	Never      Until = "never"
)

// useless tells whether an answer came of which nothing can be used.
func useless(why error) bool {
	return errors.Is(why, errUnsupported) || errors.Is(why, errUnreadable) || errors.As(why, new(tongueError))
}

// Reach returns an error while the model's server does not answer, whatever it is asked; nil also where nobody can tell.
func (a *Assistant) Reach(ctx context.Context) error {
	if m, ok := a.writer.Model.(Reachable); ok {
		return m.Reach(ctx)
	}
	return nil
}

// WhyUnwritten says in a sentence for operators why Write had no whole draft, and when asking once more may help.
func WhyUnwritten(err error) (why string, until Until) {
	told, tongue := (*ModelError)(nil), tongueError{}
	switch {
	case errors.As(err, &told):
		return told.Why, told.Until
	case errors.Is(err, errUnanswered):
		return "The model finds no answer in the articles.", Never
	case errors.Is(err, errUnsupported):
		return "What the model wrote does not stand in the articles.", AtOnce
	case errors.As(err, &tongue):
		return "The model did not write in the customer’s language.", AtOnce
	case errors.Is(err, errUnreadable), errors.Is(err, errEndless):
		return "The model’s answer could not be read.", AtOnce
	case errors.Is(err, context.DeadlineExceeded):
		return "The model did not answer in time.", AtOnce
	}
	return "The model does not answer just now.", AtOnce
}
