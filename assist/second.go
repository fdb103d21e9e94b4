package assist

import (
	"context"
	"slices"

	"switchboard/knowledge"
)

// mayAnswer is the least probability that the assistant answers alone with, whatever the threshold: below it nobody looks
// on whose word it stands.
const mayAnswer = 0.3

// standing is the probability from which an answer stays before those that one person alone speaks for.
const standing = 0.5

// lone notes how much of the probabilities of a ranking stands on what one person alone taught: by how much they would be
// lower had nobody taught it. What would be the answer then stays the first.
func (a *Assistant) lone(ctx context.Context, q question, d Dialogue, named map[string]bool, f found, list []Ranked) {
	if a.memory == nil || len(list) == 0 || !a.memory.Lone() {
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
	own := func(r Ranked) float64 { return without[article{r.Hit.Project, r.Hit.Key}] }
	if first := slices.IndexFunc(list, func(r Ranked) bool { return own(r) >= standing }); first > 0 {
		overtake(list[:first+1])
	}
	for i, r := range list {
		list[i].Lone = max(0, r.Probability-own(r))
	}
}

// overtake brings the last of a ranking to the first place. Each takes over the probability of its place.
func overtake(list []Ranked) {
	first := list[len(list)-1]
	for i := len(list) - 1; i >= 0; i-- {
		next := first
		if i > 0 {
			next = list[i-1]
		}
		next.Probability = list[i].Probability
		list[i] = next
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
