package assist

import (
	"context"
	"time"

	"switchboard/knowledge"
)

// embedWithin bounds the embedding of a question: people wait for the drafts.
const embedWithin = 1500 * time.Millisecond

// byChance is the cosine that the vectors of any two texts may have.
const byChance = 0.3

// vectors returns the vectors of the questions, nil where there are none.
func (a *Assistant) vectors(ctx context.Context, asked []question) [][]float32 {
	none := make([][]float32, len(asked))
	if a.embedder == nil || len(asked) == 0 {
		return none
	}
	texts := make([]string, len(asked))
	for i, q := range asked {
		texts[i] = knowledge.Mask(q.text) // it leaves the house
	}
	ctx, cancel := context.WithTimeout(ctx, embedWithin)
	defer cancel()
	vectors, err := knowledge.Embed(ctx, a.embedder, texts)
	if err != nil {
		a.log.Warn("the question has no vector; articles are found by its words alone", "error", err)
		return none
	}
	return vectors
}
