package openai

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	openai "github.com/sashabaranov/go-openai"

	"switchboard/assist"
)

// count tells the meter. What a server did not count, because it does not or because its answer broke off, is guessed. A
// question that was heard has cost something, though nobody waited for the answer.
func (c *Chat) count(ctx context.Context, f Feature, p assist.Prompt, a answer, err error) {
	if c.config.Meter == nil {
		return
	}
	u := assist.Use{Feature: p.Feature, Model: f.Model, In: counted(a.in), Out: counted(a.out), Failed: err != nil}
	if heard := err == nil || a.heard > 0 || status(err) == 0 && !unreached(err); heard && u.In == 0 {
		u.In, u.Guessed = (len(p.System)+len(p.Data))/byteToken, true
	}
	if u.Out == 0 && a.heard > 0 {
		u.Out, u.Guessed = a.heard/byteToken, true
	}
	c.config.Meter.Count(ctx, u)
}

// counted is a count of a server's, if it can be one.
func counted(n int) int {
	if n < 0 || n > countMost {
		return 0
	}
	return n
}

// answer is what came from the server.
type answer struct {
	text, refusal string
	finish        openai.FinishReason
	none          bool // no choice
	calls         bool // it calls tools, though none were offered
	in, out       int
	heard         int // bytes that came, thoughts among them
}

// wrong says why an answer cannot be used.
func (a answer) wrong(f Feature) error {
	switch {
	case a.none:
		return errors.New("the server returned no answer")
	case a.refusal != "", isRefusal(a.text):
		return errRefuses
	case a.finish == openai.FinishReasonLength:
		return fmt.Errorf("%w after %d tokens", errCutOff, f.Tokens)
	case a.finish == openai.FinishReasonContentFilter:
		return errFilter
	case slices.Contains(broken, a.finish):
		return fmt.Errorf("the answer broke off: the server says “%s”", a.finish)
	case strings.TrimSpace(a.text) == "" && a.calls:
		return errors.New("the model calls a tool, and was offered none")
	case strings.TrimSpace(a.text) == "" && a.heard > len(a.text):
		return fmt.Errorf("%w: the model has only thought", errEmpty)
	case strings.TrimSpace(a.text) == "":
		return errEmpty
	}
	return nil
}

// broken are the reasons by which servers end an answer that is not whole: OpenRouter, vLLM and SGLang, DeepSeek.
var broken = []openai.FinishReason{"error", "abort", "cancelled", "insufficient_system_resource"}

// finishOf is a reason to end an answer by OpenAI's name for it.
func finishOf(given openai.FinishReason) openai.FinishReason {
	switch low := strings.ToLower(string(given)); {
	case low == "max_tokens" || low == "model_length" || low == "max_length":
		return openai.FinishReasonLength
	case low == "safety" || low == "recitation" || strings.HasPrefix(low, string(openai.FinishReasonContentFilter)):
		return openai.FinishReasonContentFilter
	default:
		return openai.FinishReason(low)
	}
}
