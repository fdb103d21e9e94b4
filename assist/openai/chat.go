package openai

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	openai "github.com/sashabaranov/go-openai"

	"switchboard/assist"
)

const (
	chatWithin  = 20 * time.Second
	chatTokens  = 1200             // longest answer
	opensAfter  = 4                // failures in a row
	staysOpened = 30 * time.Second // in which nobody waits for a server that is down
)

// ChatConfig says which server and which models.
type ChatConfig struct {
	Key    string // empty: the server asks for none
	Base   string // address of the API; empty: OpenAI's
	Model  string
	Models map[string]string // by feature, where it is another one than Model
	// Count is told what every answer has cost. May be nil.
	Count func(ctx context.Context, feature, model string, in, out int)
}

// Chat completes prompts; it implements assist.Model.
type Chat struct {
	client  *openai.Client
	config  ChatConfig
	breaker circuitbreaker.CircuitBreaker[any]
	plain   atomic.Bool // the server knows no schemas
}

// NewChat returns a model. It does not talk to the server yet.
func NewChat(c ChatConfig) (*Chat, error) {
	if c.Model == "" {
		return nil, errors.New("name the model of the drafts, for example gpt-4o-mini")
	}
	config := openai.DefaultConfig(c.Key)
	if c.Base != "" {
		config.BaseURL = c.Base
	}
	config.HTTPClient = &http.Client{Timeout: chatWithin}
	return &Chat{client: openai.NewClientWithConfig(config), config: c, breaker: circuitbreaker.NewBuilder[any]().
		WithFailureThreshold(opensAfter).WithDelay(staysOpened).Build()}, nil
}

// Complete asks for an answer. What the server could not do just then is tried again, twice; a server that fails for long
// is left alone for a while. An answer that was cut off is an error.
func (c *Chat) Complete(ctx context.Context, p assist.Prompt) (assist.Completion, error) {
	model := c.config.Model
	if m := c.config.Models[p.Feature]; m != "" {
		model = m
	}
	for i := range attempts {
		if !c.breaker.TryAcquirePermit() {
			return assist.Completion{}, fmt.Errorf("complete %s by %s: the server has failed %d times; it is asked again in %s", p.Feature, model, opensAfter, c.breaker.RemainingDelay().Round(time.Second))
		}
		answer, err := c.ask(ctx, model, p)
		if err == nil {
			c.breaker.RecordSuccess()
			return c.read(ctx, p, model, answer)
		}
		c.record(ctx, err)
		switch {
		case c.noSchemas(p, err):
			continue
		case !passing(err) || i == attempts-1:
			return assist.Completion{}, fmt.Errorf("complete %s by %s: %w", p.Feature, model, err)
		}
		select {
		case <-ctx.Done():
			return assist.Completion{}, fmt.Errorf("complete %s by %s: %w", p.Feature, model, ctx.Err())
		case <-time.After(time.Duration(i+1) * 300 * time.Millisecond):
		}
	}
	return assist.Completion{}, fmt.Errorf("complete %s by %s: the server refuses every form of the request", p.Feature, model)
}

// record tells the breaker. A request that was refused, or that nobody waits for any more, says nothing about the server's health.
func (c *Chat) record(ctx context.Context, err error) {
	if status(err) == 0 && !errors.Is(ctx.Err(), context.Canceled) || passing(err) {
		c.breaker.RecordFailure()
		return
	}
	c.breaker.RecordSuccess()
}

// noSchemas tells whether the server refused the schema; then it is not sent again.
func (c *Chat) noSchemas(p assist.Prompt, err error) bool {
	if len(p.Schema) == 0 || c.plain.Load() || (status(err) != http.StatusBadRequest && status(err) != http.StatusUnprocessableEntity) {
		return false
	}
	text := strings.ToLower(err.Error())
	if !strings.Contains(text, "response_format") && !strings.Contains(text, "json_schema") {
		return false
	}
	c.plain.Store(true)
	return true
}

func (c *Chat) ask(ctx context.Context, model string, p assist.Prompt) (openai.ChatCompletionResponse, error) {
	r := openai.ChatCompletionRequest{Model: model, MaxCompletionTokens: chatTokens, Messages: []openai.ChatCompletionMessage{
		{Role: openai.ChatMessageRoleSystem, Content: p.System},
		{Role: openai.ChatMessageRoleUser, Content: p.Data},
	}}
	if len(p.Schema) > 0 && !c.plain.Load() {
		r.ResponseFormat = &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: p.Feature, Schema: p.Schema, Strict: true}}
	}
	return c.client.CreateChatCompletion(ctx, r)
}

func (c *Chat) read(ctx context.Context, p assist.Prompt, model string, answer openai.ChatCompletionResponse) (assist.Completion, error) {
	if c.config.Count != nil {
		c.config.Count(ctx, p.Feature, model, answer.Usage.PromptTokens, answer.Usage.CompletionTokens)
	}
	if len(answer.Choices) == 0 {
		return assist.Completion{}, fmt.Errorf("complete %s by %s: the server returned no answer", p.Feature, model)
	}
	switch choice := answer.Choices[0]; {
	case choice.Message.Refusal != "":
		return assist.Completion{}, fmt.Errorf("complete %s by %s: the model refuses", p.Feature, model)
	case choice.FinishReason == openai.FinishReasonLength:
		return assist.Completion{}, fmt.Errorf("complete %s by %s: the answer is cut off after %d tokens", p.Feature, model, chatTokens)
	case strings.TrimSpace(choice.Message.Content) == "":
		return assist.Completion{}, fmt.Errorf("complete %s by %s: the answer is empty", p.Feature, model)
	default:
		return assist.Completion{Text: choice.Message.Content, Model: model, In: answer.Usage.PromptTokens, Out: answer.Usage.CompletionTokens}, nil
	}
}

// Check asks for one word, and tells which model answered.
func (c *Chat) Check(ctx context.Context) (string, error) {
	a, err := c.Complete(ctx, assist.Prompt{Feature: "check", System: "Answer with the word ready.", Data: "{}"})
	return a.Model, err
}

// status is the status of an answer that is an error; 0: there was no answer.
func status(err error) int {
	if e := (*openai.APIError)(nil); errors.As(err, &e) {
		return e.HTTPStatusCode
	}
	if e := (*openai.RequestError)(nil); errors.As(err, &e) {
		return e.HTTPStatusCode
	}
	return 0
}
