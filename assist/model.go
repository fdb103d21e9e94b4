package assist

import (
	"context"
	"encoding/json"
)

// Model completes a prompt. It has no tools: all that comes of it is text, which is checked before anyone sees it.
type Model interface {
	Complete(context.Context, Prompt) (Completion, error)
}

// Streamer is a Model that tells its answer while it makes it, piece by piece. What tell refuses ends the answer. An
// answer that broke off after something was told is an error: the pieces told are no whole answer. Sentences of them that
// stand the checks by themselves are worth more to an operator than nothing, as long as he is told that more was to come.
type Streamer interface {
	Stream(ctx context.Context, p Prompt, tell func(piece string) error) (Completion, error)
}

// Prompt is what a model is asked.
type Prompt struct {
	Feature string          // what it is for, for example draft: the model's settings and the counts go by it
	System  string          // the company's words
	Data    string          // what strangers wrote, encoded so that it cannot end its fence
	Schema  json.RawMessage // JSON schema of the answer; the answer may break it
	Waits   bool            // nobody sits before it: a server that loads its model first is waited for
}

// Reachable is a Model that can tell whether its server answers at all, whatever the model itself does; an error says that it does not.
type Reachable interface{ Reach(context.Context) error }

// Completion is what a model answered.
type Completion struct {
	Text    string
	Model   string
	In, Out int // tokens
}

// ModelError is why a model has not answered, for who waits for it and for who has set it up.
type ModelError struct {
	Why   string // a sentence for operators
	Do    string // what an administrator can do about it; may be empty
	Until Until  // when asking the same once more may help
	Long  bool   // a shorter question may be answered
	Err   error
}

// Error is the error's own words, and what to do.
func (e *ModelError) Error() string {
	if e.Do == "" {
		return e.Err.Error()
	}
	return e.Err.Error() + ": " + e.Do
}

// Unwrap returns the error.
func (e *ModelError) Unwrap() error { return e.Err }

// FeatureVectors is the use of a model that turns texts into vectors.
const FeatureVectors = "vectors"

// Use is what one call of a model has taken.
type Use struct {
	Feature, Model string
	In, Out        int  // tokens
	Guessed        bool // the server did not count them
	Failed         bool
}

// Writer is how a model writes. Without a model nothing is written.
type Writer struct {
	Model   Model
	Prompt  string // of the drafts, see package prompts
	Tone    string // prompt of the tools that reword what an operator wrote
	Verdict string // prompt by which drafts are judged before one is answered with
	// Useless is told of a draft of which nothing could be used: it cannot be read, stands in no article, or is in another language
	// than the customer's. May be nil.
	Useless func(ctx context.Context, feature, model string)
	// Earlier keeps drafts for who asks the same; it may be a Claimer. May be nil.
	Earlier Earlier
}
