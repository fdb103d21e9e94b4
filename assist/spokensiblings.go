package assist

import "switchboard/knowledge"

// hardly is the probability of another project's article below which it tells nothing.
const hardly = 0.01

// withSiblings adds what is known from the other projects: where the same is asked in other words, their articles that
// answer it are like the one that does here. It fills what the project's own words leave open.
func withSiblings(ranked []Ranked, project string, all []knowledge.Hit, bags []bag, anywhere []Ranked, asked string) []Ranked {
	open, known := 1-anyAnswers(ranked), anyAnswers(anywhere)
	var telling []knowledge.Hit
	var weights []float64
	for _, r := range anywhere {
		if r.Probability > hardly && r.Hit.Project != project {
			telling, weights = append(telling, r.Hit), append(weights, r.Probability)
		}
	}
	sum, theirs := 0.0, bareBags(telling)
	like := make([]float64, len(all))
	for i, mine := range bags {
		for j, other := range theirs {
			if telling[j].Lang == all[i].Lang {
				both := min(mine.shared(other), other.shared(mine))
				like[i] += weights[j] * both * both
			}
		}
		sum += like[i]
	}
	if sum == 0 || open <= 0 {
		return ranked
	}
	var more []Ranked
	for i, h := range all {
		if p := like[i] * min(1, known/sum); p > 0 {
			more = append(more, Ranked{Hit: h, Probability: p, asked: asked, strength: p})
		}
	}
	return added(ranked, more, open)
}

// shared is the share of a bag's weight that stands in another, word by word.
func (b bag) shared(with bag) float64 {
	var sum, got float64
	for _, t := range b.list {
		if sum += t.weight; with.words[t.Term] {
			got += t.weight
		}
	}
	if sum == 0 {
		return 0
	}
	return got / sum
}

// anyAnswers is the probability that something answers.
func anyAnswers(list []Ranked) (sum float64) {
	for _, r := range list {
		sum += r.Probability
	}
	return sum
}
