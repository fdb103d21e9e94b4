// Package openai speaks to any server with OpenAI's API: it completes prompts, at once or as a stream, and turns texts into
// vectors, so that articles are found by what they mean, in whatever language they are asked for. It is the only importer of
// the client library and owns no table.
package openai

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Config says which server and which model.
type Config struct {
	Key   string // empty: the server asks for none
	Base  string // address of the API, ending in /v1 as a rule; empty: OpenAI's
	Model string // of the vectors, for example text-embedding-3-small
	Meter Meter  // is asked before and told of every call. May be nil
}

// Embedder turns texts into vectors; it implements knowledge.Embedder.
type Embedder struct {
	client  *openai.Client
	model   string
	meter   Meter
	azure   bool // the server has Azure's dated API
	health  *health
	portion *portion
	length  atomic.Int64 // of the vectors that it gave last
}

const (
	embedWithin = 20 * time.Second
	embedMost   = 64 << 20 // bytes of an answer that are read: numbers in words
	embedLeast  = 200      // bytes of a text that every model reads
	attempts    = 3        // of a call that the server could not take just then
)

// NewEmbedder returns an embedder. It does not talk to the server yet.
func NewEmbedder(c Config) (*Embedder, error) {
	if c.Model == "" {
		return nil, errors.New("name the model of the vectors, for example text-embedding-3-small")
	}
	config, azure := serverOf(c.Key, c.Base, "") // the deployment in an address is that of the chat
	config.HTTPClient = wire{&http.Client{Timeout: embedWithin}, embedWithin, embedMost}
	return &Embedder{client: openai.NewClientWithConfig(config), model: c.Model, meter: c.Meter, azure: azure, health: newHealth(staysOpened), portion: newPortion()}, nil
}

// Model names the space of the vectors.
func (e *Embedder) Model() string { return e.model }

// Length is how long the vectors are that the server gave last; 0: it gave none yet. Embedder is a knowledge.Sized.
func (e *Embedder) Length() int { return int(e.length.Load()) }

// Embed returns one vector for each text, in their order. What the server could not take just then is tried again, twice; one that fails
// for long is left alone for a while. What it does not take at once, or not in time, it is sent in parts; of a text that is too long for
// the model it has the beginning.
func (e *Embedder) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	vectors, err := e.inParts(ctx, texts)
	if err != nil {
		return nil, fmt.Errorf("embed by %s: %w", e.model, tellTrouble(ctx, e.meter, assist.FeatureVectors, e.model, e.azure, err))
	}
	return vectors, nil
}

// inParts asks for as many vectors at once as the server was seen to take.
func (e *Embedder) inParts(ctx context.Context, texts []string) (vectors [][]float32, err error) {
	for len(texts) > 0 && err == nil {
		n := e.portion.of(len(texts))
		var got [][]float32
		got, err = e.embed(ctx, texts[:n])
		switch half := (n + 1) / 2; {
		case err == nil:
			e.portion.taken(n)
		case n > 1 && tooMuch(ctx, err):
			if !tooLong(err) { // it is not one of them
				e.portion.halve(n, malformed(err))
			}
			if got, err = e.inParts(ctx, texts[:half]); err == nil {
				var rest [][]float32
				rest, err = e.inParts(ctx, texts[half:n])
				got = append(got, rest...)
			}
		case n == 1 && tooLong(err) && len(texts[0]) > embedLeast:
			got, err = e.inParts(ctx, []string{strings.ToValidUTF8(texts[0][:len(texts[0])/2], "")})
		}
		vectors, texts = append(vectors, got...), texts[n:]
	}
	return vectors, err
}

// tooMuch tells whether fewer texts at once may be taken: the server refuses the request as it is, or was not done in time.
func tooMuch(ctx context.Context, err error) bool {
	late := net.Error(nil)
	return ctx.Err() == nil && (tooLong(err) || malformed(err) || errors.As(err, &late) && late.Timeout() && !unreached(err))
}

// embed asks for the vectors of some texts, again if that may help.
func (e *Embedder) embed(ctx context.Context, texts []string) (vectors [][]float32, err error) {
	for i := range attempts {
		if no := e.allowed(ctx); no != nil {
			return nil, cmp.Or(err, no)
		}
		heard, wait := heeding(ctx)
		vectors, err = e.ask(heard, texts)
		if err == nil {
			e.health.succeeded()
			return vectors, nil
		}
		e.health.record(ctx, err)
		if usedUp(err) {
			e.health.rest(quotaRests, err)
		}
		if !passing(err) || usedUp(err) || tooLong(err) || i == attempts-1 {
			return nil, err
		}
		if pause := max(*wait, time.Duration(i+1)*300*time.Millisecond); pause > waitsFor {
			e.health.rest(pause, err)
		} else if !pauses(ctx, pause) {
			return nil, ctx.Err()
		}
	}
	return nil, err
}

// allowed is an error where no vectors are to be asked for.
func (e *Embedder) allowed(ctx context.Context) error {
	if e.meter != nil {
		if err := e.meter.Allow(ctx, assist.FeatureVectors); err != nil {
			return err
		}
	}
	return e.health.allowed()
}

// ask sends one request. What is no vector for each text is an error.
func (e *Embedder) ask(ctx context.Context, texts []string) (vectors [][]float32, err error) {
	answer, err := e.client.CreateEmbeddings(ctx, openai.EmbeddingRequestStrings{Input: texts, Model: openai.EmbeddingModel(e.model)})
	if err == nil {
		if vectors, err = inOrder(answer.Data, len(texts)); err == nil {
			err = knowledge.CheckVectors(vectors, len(texts))
		}
	}
	if e.meter != nil {
		u := assist.Use{Feature: assist.FeatureVectors, Model: e.model, In: counted(answer.Usage.PromptTokens), Failed: err != nil}
		if err == nil && u.In == 0 {
			u.In, u.Guessed = len(strings.Join(texts, ""))/byteToken, true
		}
		e.meter.Count(ctx, u)
	}
	if err != nil {
		return nil, err
	}
	e.length.Store(int64(len(vectors[0])))
	return vectors, nil
}

// inOrder are the vectors of n texts, by the numbers that they have; a server that numbers none gives them in order.
func inOrder(data []openai.Embedding, n int) ([][]float32, error) {
	vectors := make([][]float32, n)
	numbered := slices.ContainsFunc(data, func(d openai.Embedding) bool { return d.Index != 0 })
	for i, d := range data {
		at := d.Index
		if !numbered {
			at = i
		}
		if at < 0 || at >= n {
			return nil, fmt.Errorf("the server numbers a vector %d of %d", at, n)
		}
		vectors[at] = d.Embedding
	}
	return vectors, nil
}

// Check asks for one vector, and tells how long it is.
func (e *Embedder) Check(ctx context.Context) (string, error) {
	n, err := e.Dimensions(ctx)
	return fmt.Sprintf("%s, vectors of %d numbers", e.model, n), err
}

// Dimensions asks how long the vectors are.
func (e *Embedder) Dimensions(ctx context.Context) (int, error) {
	v, err := e.Embed(ctx, []string{"how long is a vector"})
	if err != nil {
		return 0, err
	}
	return len(v[0]), nil
}

// passing tells whether an error is the server's state of the moment.
func passing(err error) bool {
	switch s := status(err); s {
	case http.StatusTooManyRequests, http.StatusRequestTimeout, http.StatusConflict:
		return true
	default:
		return s >= 500 && !malformed(err)
	}
}
