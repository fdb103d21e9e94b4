package openai

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"switchboard/assist"
)

const (
	chatWithin    = 6 * time.Minute  // longest answer, with the loading of a model; who asks waits for less
	chatStalls    = 20 * time.Second // longest pause within one that has begun
	chatTokens    = 1200             // longest answer, where no other is set
	roomier       = 4                // times as long it may be where it was cut off: models that reason count their thoughts
	thoughtTokens = 100              // more tokens than bytes of the answer: it was thought where nobody sees it
	quotaRests    = time.Minute      // in which a server whose account is used up is not asked
	countMost     = 100_000_000      // tokens of one call that a server may say
	byteToken     = 4                // bytes of a token, where the server does not count them
)

// ChatConfig says which server and which models.
type ChatConfig struct {
	Key      string // empty: the server asks for none
	Base     string // address of the API; empty: OpenAI's
	Model    string
	Features map[string]Feature // what differs for one use
	Meter    Meter              // may be nil
	Stalls   time.Duration      // longest pause within an answer that has begun; 0: 20 s
}

// Feature is how a model is asked for one use. What is zero is as for the others.
type Feature struct {
	Model       string
	Temperature float32 // 0: the server's own
	Tokens      int     // longest answer
	Effort      string  // of a model that reasons: low, medium, high
}

// Meter is asked before every call, and told of it afterwards.
type Meter interface {
	// Allow returns an error when no more may be spent on a use.
	Allow(ctx context.Context, feature string) error
	Count(context.Context, assist.Use)
}

// Troubled is a Meter that wants to know why no answer came.
type Troubled interface {
	Trouble(ctx context.Context, feature, model string, e *assist.ModelError)
}

// Chat completes prompts; it implements assist.Model and assist.Streamer.
type Chat struct {
	client *openai.Client
	config ChatConfig
	azure  bool     // the server has Azure's dated API
	models sync.Map // model → *health
	lacks  sync.Map // lack of a model → true: what its server has refused once
	room   sync.Map // use → whether its answers may be longer: true once one was cut off, false where that is refused
}

// NewChat returns a model. It does not talk to the server yet.
func NewChat(c ChatConfig) (*Chat, error) {
	if c.Model == "" {
		return nil, errors.New("name the model of the drafts, for example gpt-4o-mini")
	}
	config, azure := serverOf(c.Key, c.Base, c.Model)
	config.HTTPClient = wire{&http.Client{Timeout: chatWithin}, cmp.Or(c.Stalls, chatStalls), wireMost}
	return &Chat{client: openai.NewClientWithConfig(config), config: c, azure: azure}, nil
}

// Complete asks for an answer. What the server could not do just then is tried again, twice; a model that fails for long
// is left alone for a while. One that is loaded or busy is waited for where the prompt says so. An answer that was cut off is an error.
func (c *Chat) Complete(ctx context.Context, p assist.Prompt) (assist.Completion, error) {
	return c.complete(ctx, p, nil)
}

// Stream asks for an answer and tells it as it comes. Once something was told, nothing is tried again.
func (c *Chat) Stream(ctx context.Context, p assist.Prompt, tell func(piece string) error) (assist.Completion, error) {
	return c.complete(ctx, p, tell)
}

func (c *Chat) complete(ctx context.Context, p assist.Prompt, tell func(string) error) (assist.Completion, error) {
	f := c.feature(p.Feature)
	a, err := c.tryAll(ctx, f, p, tell)
	if err == nil {
		err = a.wrong(f)
	}
	if wide := c.wider(p.Feature, a); wide && (tell == nil || a.text == "") {
		f.Tokens *= roomier
		b, again := c.tryAll(ctx, f, p, tell)
		if malformed(again) {
			c.room.Store(p.Feature, false)
		} else if a, err = b, again; err == nil {
			err = a.wrong(f)
		}
	}
	if err != nil {
		err = tellTrouble(ctx, c.config.Meter, p.Feature, f.Model, c.azure, err)
		return assist.Completion{}, fmt.Errorf("complete %s by %s: %w", p.Feature, f.Model, err)
	}
	return assist.Completion{Text: a.text, Model: f.Model, In: a.in, Out: a.out}, nil
}

// wider tells whether an answer was cut off because thoughts took its room, for the first time, and nobody has set how long it
// may be: the next one may be longer.
func (c *Chat) wider(feature string, a answer) bool {
	thought := strings.TrimSpace(a.text) == "" || a.heard > 2*len(a.text) || a.out > thoughtTokens+len(a.text)
	if a.finish != openai.FinishReasonLength || !thought || c.config.Features[feature].Tokens != 0 {
		return false
	}
	_, known := c.room.LoadOrStore(feature, true)
	return !known
}

// Name says which model writes for a feature, where, and how it is asked; Chat is an assist.Named.
func (c *Chat) Name(feature string) string {
	f := c.configured(feature)
	return fmt.Sprintf("%s at %s, %g warm, %d tokens, effort %s", f.Model, c.config.Base, f.Temperature, f.Tokens, f.Effort)
}

// feature is how a use is to be asked for, whole.
func (c *Chat) feature(name string) Feature {
	f := c.configured(name)
	if wide, _ := c.room.Load(name); wide == true {
		f.Tokens *= roomier
	}
	return f
}

// configured is how a use is to be asked for by the settings.
func (c *Chat) configured(name string) Feature {
	f := c.config.Features[name]
	if f.Model == "" {
		f.Model = c.config.Model
	}
	if f.Tokens == 0 {
		f.Tokens = chatTokens
	}
	return f
}

// tryAll asks, again if that may help, and without what the server does not know. One that refuses a request without saying
// what it does not know is asked once for as little as can be asked.
func (c *Chat) tryAll(ctx context.Context, f Feature, p assist.Prompt, tell func(string) error) (answer, error) {
	var refused form
	var refusal, last error
	health := c.healthOf(f.Model)
	for failed := 0; ; {
		if err := c.allowed(ctx, p.Feature, health); err != nil {
			if p.Waits && health.waits(ctx, err, last) {
				continue
			}
			if last != nil {
				return answer{}, last // that is why
			}
			return answer{}, err
		}
		form := c.formOf(f, p, tell)
		if refused != nil {
			form = form.bare()
		}
		heard, wait := heeding(ctx)
		a, err := c.ask(heard, f, p, form, tell)
		if unsent(err) {
			if c.learns(f, form, err) {
				continue
			}
			return a, err
		}
		c.count(ctx, f, p, a, err)
		if err == nil {
			health.succeeded()
			if refused != nil {
				c.lacking(f, refused)
			}
			return a, nil
		}
		health.record(ctx, err)
		last = err
		if p.Waits && loading(err) {
			if pauses(ctx, max(*wait, loadingEvery)) {
				continue
			}
			return a, err
		}
		if a.text == "" && !tooLong(err) && c.learns(f, form, err) {
			continue
		}
		if filtered(err) || tooLong(err) {
			return a, err
		}
		if usedUp(err) {
			health.rest(quotaRests, err)
			return a, err
		}
		if a.text == "" && malformed(err) && refused == nil {
			refused, refusal = form, err
			continue
		}
		if malformed(err) && refusal != nil {
			return a, refusal // it was something else
		}
		if failed++; a.text != "" || !passing(err) || failed >= attempts && !(p.Waits && busy(err)) {
			return a, err
		}
		if pause := max(*wait, time.Duration(failed)*300*time.Millisecond); pause > waitsFor {
			health.rest(pause, err) // which is waited for, or not
		} else if !pauses(ctx, pause) {
			return a, ctx.Err()
		}
	}
}

// allowed is an error where a model is not to be asked for a use.
func (c *Chat) allowed(ctx context.Context, feature string, of *health) error {
	if c.config.Meter != nil {
		if err := c.config.Meter.Allow(ctx, feature); err != nil {
			return err
		}
	}
	return of.allowed()
}

// healthOf is how a model's server did of late.
func (c *Chat) healthOf(model string) *health {
	h, _ := c.models.LoadOrStore(model, newHealth(staysOpened))
	return h.(*health)
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
