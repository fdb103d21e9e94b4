package assist

import (
	"context"

	"switchboard/knowledge"
)

// mayAnswer is the least probability that the assistant answers alone with, whatever the threshold: below it nobody looks
// on whose word it stands.
const mayAnswer = 0.3

// second notes how much of the probabilities of a ranking stands on what one person alone taught: by how much they would be
// lower had nobody taught it. Found is what the search found, as it found it; recalled is what the whole memory said.
func (a *Assistant) second(ctx context.Context, q question, d Dialogue, named map[string]bool, found []knowledge.Hit,
	recalled map[int64]knowledge.Recalled, list []Ranked) {
	if a.seconded == nil || len(list) == 0 {
		return
	}
	if list[0].Probability < mayAnswer {
		for i := range list {
			list[i].Lone = list[i].Probability
		}
		return
	}
	type article struct{ project, key string } // whatever the language
	memory := withTexts{a.seconded, make(map[int64]knowledge.Recalled, len(recalled))}
	for _, r := range recalled {
		memory.texts[r.Article] = r
	}
	hits, known := a.recallFrom(ctx, memory, q, d, nil, found)
	without := make(map[article]float64, len(hits))
	for _, r := range rank(q, d, named, hits, known) {
		id := article{r.Hit.Project, r.Hit.Key}
		without[id] = max(without[id], r.Probability)
	}
	for i := range list {
		r := &list[i]
		r.Lone = max(0, r.Probability-without[article{r.Hit.Project, r.Hit.Key}])
	}
}

// withTexts is a memory of questions alone, with what another one that has the articles' texts as well says of those.
type withTexts struct {
	knowledge.Recaller
	texts map[int64]knowledge.Recalled
}

// Recall recalls, and tells of the other's articles too.
func (w withTexts) Recall(asked knowledge.Asked) []knowledge.Recalled {
	for id := range w.texts {
		asked.Also = append(asked.Also, id)
	}
	list := w.Recaller.Recall(asked)
	for i := range list {
		whole := w.texts[list[i].Article]
		list[i].Text, list[i].Passage = whole.Text, whole.Passage
	}
	return list
}
