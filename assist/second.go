package assist

import (
	"context"

	"switchboard/knowledge"
)

// mayAnswer is the least probability that the assistant answers alone with, whatever the threshold: below it nobody looks
// on whose word it stands.
const mayAnswer = 0.3

// lone notes how much of the probabilities of a ranking stands on what one person alone taught: by how much they would be
// lower had nobody taught it.
func (a *Assistant) lone(ctx context.Context, q question, d Dialogue, named map[string]bool, f found, list []Ranked) {
	if a.memory == nil || len(list) == 0 {
		return
	}
	if list[0].Probability < mayAnswer {
		for i := range list {
			list[i].Lone = list[i].Probability
		}
		return
	}
	type article struct{ project, key string } // whatever the language
	hits, recalled := a.join(ctx, d, f.asked.Projects, f.searched, a.memory.Recall(f.seconded()))
	without := make(map[article]float64, len(hits))
	for _, r := range rank(q, d, named, hits, recalled) {
		id := article{r.Hit.Project, r.Hit.Key}
		without[id] = max(without[id], r.Probability)
	}
	for i := range list {
		r := &list[i]
		r.Lone = max(0, r.Probability-without[article{r.Hit.Project, r.Hit.Key}])
	}
}

// seconded asks again, as if nobody had taught what one person alone taught, of all articles that were told of.
func (f found) seconded() knowledge.Asked {
	asked := f.asked
	asked.Seconded = true
	asked.Also = func() []int64 {
		ids := make([]int64, 0, len(f.recalled)+len(f.searched))
		for id := range f.recalled {
			ids = append(ids, id)
		}
		for _, h := range f.searched {
			ids = append(ids, h.Article)
		}
		return ids
	}
	return asked
}
