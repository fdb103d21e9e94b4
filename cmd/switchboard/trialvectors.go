package main

import (
	"context"
	"sync"
	"time"

	"switchboard/knowledge"
)

// rememberer is an embedder that is asked once about each text: a trial asks every question twice.
type rememberer struct {
	knowledge.Embedder

	mu    sync.Mutex
	known map[string][]float32
}

// mostKnown is how many texts are remembered before it begins anew.
const mostKnown = 5000

// Embed returns one vector for each text.
func (r *rememberer) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	var missing []string
	r.mu.Lock()
	for i, text := range texts {
		if out[i] = r.known[text]; out[i] == nil {
			missing = append(missing, text)
		}
	}
	r.mu.Unlock()
	if len(missing) == 0 {
		return out, nil
	}
	got, err := knowledge.Embed(ctx, r.Embedder, missing)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.known) > mostKnown {
		clear(r.known)
	}
	for i := range out {
		if out[i] == nil {
			out[i], got = got[0], got[1:]
			r.known[texts[i]] = out[i]
		}
	}
	return out, nil
}

// Of one request to the embedder: questions, and how long it may take.
const (
	embedAtOnce = 64
	embedPause  = 15 * time.Second
)

// embed has the vectors of the questions ready before each is asked by itself; what fails here is asked for again then.
func (t *trial) embed(ctx context.Context, questions []knowledge.TrialQuestion) {
	if t.vectors == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, embedPause)
	defer cancel()
	for begin := 0; begin < len(questions); begin += embedAtOnce {
		var texts []string
		for _, q := range questions[begin:min(begin+embedAtOnce, len(questions))] {
			texts = append(texts, knowledge.Mask(q.Text))
		}
		if _, err := t.vectors.Embed(ctx, texts); err != nil {
			t.app.log.Warn("the questions of a trial have no vectors yet", "error", err)
			return
		}
	}
}
