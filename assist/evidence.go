package assist

import (
	"math"
	"slices"

	"switchboard/knowledge"
)

// evidence is what speaks for a hit. All of it is the same for every index, and between 0 and 1 unless said otherwise.
type evidence struct {
	all    float64 // share of the question's weight that stands anywhere in the hit
	title  float64 // similarity with the title, both ways
	alike  float64 // likeness of the nearest question that people ask
	code   float64 // 1: a number or code of the question stands in the hit
	codes  float64 // 1: a number or code of the question is missing in the hit
	missed float64 // share of a short follow-up's words that the hit lacks
	words  int     // content words of the question
	nobody float64 // share of the question's weight that no hit has

	score float64 // the index's score beside the best one's
	ahead float64 // how far it is ahead of the next one, or (negative) behind the first

	fit   float64 // what earlier questions say: about a probability, not bounded
	fits  float64 // how far that is ahead of the next one, or (negative) behind the first
	past  float64 // likeness of the article's nearest earlier question
	dense float64 // likeness of the nearest earlier question of all articles

	named  float64 // 1: the question names its project, -1: it names another
	before float64 // 1: the conversation is about its project, -1: about another
	near   float64 // how near the meanings are beyond chance, when an embedder tells
}

// page is a hit with its words.
type page struct {
	hit             knowledge.Hit
	title, ask, all bag
}

func pageOf(h knowledge.Hit) page {
	title, ask := terms(h.Title, h.Lang), terms(h.Question, h.Lang)
	all := slices.Concat(title, ask, terms(h.Heading, h.Lang), terms(h.Name, h.Lang), terms(h.Passage, h.Lang))
	return page{hit: h, title: bagOf(title), ask: bagOf(ask), all: bagOf(all)}
}

// gather returns the evidence for each hit; what the dialogue tells is not in it yet.
func gather(q question, hits []knowledge.Hit, recalled map[int64]knowledge.Recalled) []evidence {
	best, dense := 0.0, 0.0
	for _, h := range hits {
		best = max(best, h.Score)
	}
	for _, r := range recalled {
		dense = max(dense, r.Near)
	}
	list, scores, fits := make([]evidence, len(hits)), make([]float64, len(hits)), make([]float64, len(hits))
	somewhere := map[string]bool{} // words of the question that a hit has
	asked := map[string]bag{}      // by language of the hit: a word has another stem in each
	for i, h := range hits {
		if _, ok := asked[h.Lang]; !ok {
			asked[h.Lang] = bagOf(terms(q.text, h.Lang))
		}
		e, p := &list[i], pageOf(h)
		*e = weigh(asked[h.Lang], p, somewhere)
		if q.recent != "" {
			e.missed = 1 - bagOf(terms(q.recent, h.Lang)).covered(p.all)
		}
		if best > 0 {
			e.score = h.Score / best
		}
		scores[i] = e.score
		r := recalled[h.Article]
		e.fit, e.past, e.dense, e.alike = r.Fit, r.Near, dense, max(e.alike, r.Near)
		fits[i] = e.fit
	}
	for i, h := range hits {
		var sum, none float64
		for _, t := range asked[h.Lang].list {
			if sum += t.weight; !somewhere[t.Word] {
				none += t.weight
			}
		}
		list[i].ahead, list[i].fits = lead(scores, i), lead(fits, i)
		if sum > 0 {
			list[i].nobody = none / sum
		}
	}
	return list
}

// lead is how far a value is ahead of the next lower one if it is the first, or how far it is behind the first.
func lead(values []float64, i int) float64 {
	rival := 0.0
	for j, v := range values {
		if j != i {
			rival = max(rival, v)
		}
	}
	return values[i] - rival
}

// weigh compares a question with a hit, and notes which of its words the hit has.
func weigh(q bag, p page, somewhere map[string]bool) evidence {
	e := evidence{title: similar(q, p.title), alike: similar(q, p.ask), near: max(p.hit.Near-byChance, 0)}
	var sum, all float64
	for _, t := range q.list {
		sum += t.weight
		if !t.stop() {
			e.words++
		}
		best := p.all.found(t)
		all += t.weight * best
		if best > 0 {
			somewhere[t.Word] = true
		}
		switch {
		case t.code && best < 0.5:
			e.codes = 1
		case t.code:
			e.code = 1
		}
	}
	if sum > 0 {
		e.all = all / sum
	}
	return e
}

// odds are those of the hit to answer, beside nothing else. The weights are a multinomial model's, whose choices are the
// hits and none of them, fitted on the sample questions, with and without the questions and titles of their articles, and
// on training rows of public sets of intents with and without examples. Likeness to one earlier
// question speaks for an answer through the fit alone, which weighs it against the other articles' questions; what is left
// of it, and of the nearest of all, is held against the rest. Those of alike, code, before, missed and near were set by hand.
func (e evidence) odds() float64 {
	x := -3.58 + 4.34*e.all + 3.55*e.title + 1.6*e.code - 1.48*e.codes - 1.63*e.nobody + 2.41*e.score + 1.81*e.ahead +
		(1.63+2.86*e.dense)*e.fit + 1.64*max(e.fit, 0) + 0.31*e.fits - 4.76*e.past - 2.55*e.dense + 7.5*max(e.alike-0.8, 0) +
		3.35*min(e.named, 0) + 0.89*max(e.named, 0) + 0.6*e.before - 3*e.missed + 12*e.near
	if e.words < 2 {
		x -= 1.3
	}
	return math.Exp(x)
}
