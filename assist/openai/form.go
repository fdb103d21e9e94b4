package openai

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"regexp"
	"strings"

	openai "github.com/sashabaranov/go-openai"

	"switchboard/assist"
)

// The parts of a request that not every server with this API knows. What one has refused is not sent to it again.
const (
	partSchema  = "response_format"
	partObject  = "json_object" // JSON of any schema, where the server refuses that type of a format alone
	partStream  = "stream"
	partUsage   = "stream_options"
	partTokens  = "max_completion_tokens" // else max_tokens, its older name
	partEffort  = "reasoning_effort"
	partWarmth  = "temperature"
	partSystem  = "system" // a message of its own; else the rules stand before the data
	lackOfModel = "%s of %s"
)

// signsOf are the words by which a refusal names a part, in lower case. The first that fits is meant.
var signsOf = []struct {
	part  string
	signs *regexp.Regexp
}{
	{partSchema, regexp.MustCompile(`response_format|response format|json_schema|structured output|guided_json|grammar`)},
	{partObject, regexp.MustCompile(`response_format|response format|json_object`)},
	{partUsage, regexp.MustCompile(`stream_options|include_usage`)},
	{partTokens, regexp.MustCompile(`max_completion_tokens`)},
	{partEffort, regexp.MustCompile(`reasoning_effort|reasoning effort`)},
	{partWarmth, regexp.MustCompile(`temperature`)},
	{partSystem, regexp.MustCompile(`\bsystem\W{0,3} (role|message|prompt)s?\b|role\W{1,4}system\b|roles must alternate`)},
	{partStream, regexp.MustCompile(`\bstream(ing)?\b`)},
}

// sizeSigns are the words by which a server says that a number is too large.
var sizeSigns = regexp.MustCompile(`too large|too high|at most|less than|exceeds`)

// typeOfFormat is lacking where a server knows formats of answers, but not that of a schema; typeSigns are the words by which it says so.
const typeOfFormat = "type of response_format"

var typeSigns = regexp.MustCompile(`response_format\W{0,3}type|json_object`)

// errNoStream says that a server answered at once where a stream was asked for.
var errNoStream = errors.New("the server does not stream")

// untoldError is the refusal of whoever is told a stream.
type untoldError struct{ error }

// Unwrap returns it.
func (e untoldError) Unwrap() error { return e.error }

// form is which parts a request has.
type form map[string]bool

// optional are the parts without which an answer can be had all the same.
var optional = []string{partSchema, partObject, partUsage, partTokens, partEffort, partWarmth}

// bare is a form without what is optional.
func (has form) bare() form {
	out := maps.Clone(has)
	for _, part := range optional {
		out[part] = false
	}
	return out
}

// lacking remembers that the server takes a request without what is optional, and not with it.
func (c *Chat) lacking(f Feature, full form) {
	for _, part := range optional {
		if full[part] {
			c.lacks.Store(fmt.Sprintf(lackOfModel, part, f.Model), true)
		}
	}
}

// formOf is the fullest form that the server has not refused.
func (c *Chat) formOf(f Feature, p assist.Prompt, tell func(string) error) form {
	out := form{}
	for part, wanted := range map[string]bool{
		partSchema: len(p.Schema) > 0, partStream: tell != nil, partUsage: tell != nil, partTokens: true, partEffort: f.Effort != "", partWarmth: f.Temperature != 0, partSystem: true,
	} {
		_, refused := c.lacks.Load(fmt.Sprintf(lackOfModel, part, f.Model))
		out[part] = wanted && !refused
	}
	out[partUsage] = out[partUsage] && out[partStream]
	if _, typed := c.lacks.Load(fmt.Sprintf(lackOfModel, typeOfFormat, f.Model)); typed {
		_, refused := c.lacks.Load(fmt.Sprintf(lackOfModel, partObject, f.Model))
		out[partObject] = len(p.Schema) > 0 && !out[partSchema] && !refused
	}
	return out
}

// learns tells whether an error refuses a part that the request had; it is not sent again then.
func (c *Chat) learns(f Feature, sent form, err error) bool {
	refuse := func(part string) bool {
		c.lacks.Store(fmt.Sprintf(lackOfModel, part, f.Model), true)
		return true
	}
	if errors.Is(err, errNoStream) {
		return refuse(partStream)
	}
	text := strings.ToLower(err.Error())
	for _, known := range signsOf {
		// llama.cpp answers with 500 where the model's template knows no such role
		asked := malformed(err) || unsent(err) || known.part == partSystem && status(err) == http.StatusInternalServerError
		asked = asked && !(known.part == partTokens && sizeSigns.MatchString(text)) // it knows the part: it wants fewer
		if asked && sent[known.part] && known.signs.MatchString(text) {
			if known.part == partSchema && typeSigns.MatchString(text) {
				c.lacks.Store(fmt.Sprintf(lackOfModel, typeOfFormat, f.Model), true)
			}
			return refuse(known.part)
		}
	}
	return false
}

// notValid are the words by which a server whose check of requests fails with the status 500 says that one is not as it expects.
var notValid = regexp.MustCompile(`^\d+ validation errors?\b`)

// malformed tells whether a server says that it does not understand a request.
func malformed(err error) bool {
	s := status(err)
	told := (*openai.APIError)(nil)
	return s == http.StatusBadRequest || s == http.StatusUnprocessableEntity ||
		s == http.StatusInternalServerError && errors.As(err, &told) && notValid.MatchString(told.Message)
}

// ask sends one request.
func (c *Chat) ask(ctx context.Context, f Feature, p assist.Prompt, has form, tell func(string) error) (answer, error) {
	r := openai.ChatCompletionRequest{Model: f.Model, Messages: []openai.ChatCompletionMessage{
		{Role: openai.ChatMessageRoleSystem, Content: p.System},
		{Role: openai.ChatMessageRoleUser, Content: p.Data},
	}}
	if !has[partSystem] {
		r.Messages = []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: p.System + "\n\n" + p.Data}}
	}
	if has[partTokens] {
		r.MaxCompletionTokens = f.Tokens
	} else {
		//lint:ignore SA1019 servers that refuse the new name know no other
		r.MaxTokens = f.Tokens
	}
	if has[partSchema] {
		r.ResponseFormat = &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: p.Feature, Schema: p.Schema, Strict: true}}
	}
	if has[partObject] {
		r.ResponseFormat = &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONObject}
	}
	if has[partWarmth] {
		r.Temperature = f.Temperature
	}
	if has[partEffort] {
		r.ReasoningEffort = f.Effort
	}
	if has[partStream] {
		if has[partUsage] {
			r.StreamOptions = &openai.StreamOptions{IncludeUsage: true}
		}
		return c.stream(ctx, r, tell)
	}
	whole, err := c.client.CreateChatCompletion(ctx, r)
	if err != nil {
		return answer{}, err
	}
	a := answer{none: len(whole.Choices) == 0, in: whole.Usage.PromptTokens, out: whole.Usage.CompletionTokens}
	if !a.none {
		choice, aloud := whole.Choices[0], thoughts{}
		a.text = aloud.hear(choice.Message.Content) + aloud.end()
		a.refusal, a.finish, a.calls = choice.Message.Refusal, finishOf(choice.FinishReason), len(choice.Message.ToolCalls) > 0
		a.heard = len(choice.Message.Content) + len(choice.Message.ReasoningContent)
	}
	if tell != nil && a.wrong(f) == nil {
		if err := tell(a.text); err != nil {
			return a, untoldError{err}
		}
	}
	return a, nil
}

// stream reads an answer as it comes. What was read before an error is returned with it.
func (c *Chat) stream(ctx context.Context, r openai.ChatCompletionRequest, tell func(string) error) (answer, error) {
	s, err := c.client.CreateChatCompletionStream(ctx, r)
	if err != nil {
		return answer{}, err
	}
	defer s.Close()
	if strings.HasPrefix(s.Header().Get("Content-Type"), "application/json") {
		return answer{}, errNoStream
	}
	a, aloud := answer{none: true}, thoughts{}
	say := func(text string) error {
		if text == "" {
			return nil
		}
		a.text += text
		if err := tell(text); err != nil {
			return untoldError{err}
		}
		return nil
	}
	for {
		chunk, err := s.Recv()
		if errors.Is(err, io.EOF) || a.finish != "" && errors.Is(err, io.ErrUnexpectedEOF) {
			return a, say(aloud.end())
		}
		if e := (*openai.APIError)(nil); errors.As(err, &e) && a.text == "" {
			e.HTTPStatusCode = refusal{Type: e.Type, Code: e.Code}.status() // nothing was told yet: as if it had come at once
			return a, e
		}
		if err != nil {
			return a, fmt.Errorf("the answer broke off: %w", err)
		}
		if chunk.Usage != nil {
			a.in, a.out = chunk.Usage.PromptTokens, chunk.Usage.CompletionTokens
		}
		if len(chunk.Choices) == 0 { // the last piece has the counts alone
			continue
		}
		piece := chunk.Choices[0]
		if piece.Index > 0 { // one answer was asked for
			continue
		}
		a.none, a.finish = false, orFinish(piece.FinishReason, a.finish)
		a.heard += len(piece.Delta.Content) + len(piece.Delta.ReasoningContent)
		a.refusal += piece.Delta.Refusal
		a.calls = a.calls || len(piece.Delta.ToolCalls) > 0
		if err := say(aloud.hear(piece.Delta.Content)); err != nil {
			return a, err
		}
	}
}

// orFinish keeps the reason that was given: later pieces have none.
func orFinish(given, before openai.FinishReason) openai.FinishReason {
	if given == "" || given == openai.FinishReasonNull {
		return before
	}
	return finishOf(given)
}
