package assist

import (
	"context"
	"encoding/json"
)

// Model completes a prompt. It has no tools: all that comes of it is text, which is checked before anyone sees it.
type Model interface {
	Complete(context.Context, Prompt) (Completion, error)
}

// Prompt is what a model is asked.
type Prompt struct {
	Feature string          // what it is for, for example draft: the model's settings and the counts go by it
	System  string          // the company's words
	Data    string          // what strangers wrote, encoded so that it cannot end its fence
	Schema  json.RawMessage // JSON schema of the answer; the answer may break it
}

// Completion is what a model answered.
type Completion struct {
	Text    string
	Model   string
	In, Out int // tokens
}

// Writer is how drafts are written by a model.
type Writer struct {
	Model  Model
	Prompt string // of the drafts, see package prompts
}
