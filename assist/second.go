package assist

import (
	"slices"

	"switchboard/knowledge"
)

// mayAnswer is the least probability that the assistant answers alone with, whatever the threshold: below it nobody looks
// on whose word it stands, nor whether another thing is asked about.
const mayAnswer = knowledge.LeastAnswers

// standing is the probability from which an answer stays before those that one person alone speaks for.
const standing = 0.5

// lone notes how much of the probabilities of a ranking stands on what one person alone taught: by how much they would be
// lower had nobody taught it. What would be the answer then stays the first.
func lone(q question, d Dialogue, named map[string]bool, f found, list []Ranked) {
	if len(list) == 0 || !f.differs() {
		return
	}
	if list[0].Probability < mayAnswer {
		for i := range list {
			list[i].Lone = list[i].Probability
		}
		return
	}
	type article struct{ project, key string } // whatever the language
	without := make(map[article]float64, len(list))
	for _, r := range rank(q, d, named, f.seconded()) {
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

// differs tells whether one person alone taught any of what was recalled.
func (f found) differs() bool {
	for _, r := range f.recalled {
		if r.Past != r.Seconded {
			return true
		}
	}
	return false
}

// secondedQuestion is a hit's question, as if nobody had taught what one person alone taught.
func (f found) secondedQuestion(h knowledge.Hit) string {
	if r := f.recalled[h.Article]; h.Question == r.Question {
		return r.Seconded.Question
	}
	return h.Question
}

// onSecondedWord is a ranking with the questions that more than one person's word is known for: what one person alone taught makes no
// article say what it does not.
func onSecondedWord(ranked []Ranked) []Ranked {
	out := slices.Clone(ranked)
	for i, r := range out {
		out[i].Hit.Question = r.known
	}
	return out
}

// seconded is what was found as if nobody had taught what one person alone taught.
func (f found) seconded() found {
	out := found{lang: f.lang, hits: slices.Clone(f.hits), recalled: make(map[int64]knowledge.Recalled, len(f.recalled)), asked: f.asked, pages: f.pages}
	for i, h := range f.hits {
		out.hits[i].Question = f.secondedQuestion(h)
	}
	for id, r := range f.recalled {
		r.Past = r.Seconded
		out.recalled[id] = r
	}
	return out
}
