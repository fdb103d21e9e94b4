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

// WhyUnwritten says in a sentence for operators why Write had no whole draft, and whether asking once more may help.
func WhyUnwritten(err error) (why string, again bool) {
	told, tongue := (*ModelError)(nil), tongueError{}
	switch {
	case errors.As(err, &told):
		return told.Why, !told.Once
	case errors.Is(err, errUnanswered):
		return "The model finds no answer in the articles.", false
	case errors.Is(err, errUnsupported):
		return "What the model wrote does not stand in the articles.", true
	case errors.As(err, &tongue):
		return "The model did not write in the customer’s language.", true
	case errors.Is(err, errUnreadable), errors.Is(err, errEndless):
		return "The model’s answer could not be read.", true
	case errors.Is(err, context.DeadlineExceeded):
		return "The model did not answer in time.", true
	}
	return "The model does not answer just now.", true
}
