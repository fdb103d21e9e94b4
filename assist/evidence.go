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

	share, shares     float64 // of the question's words in the article's questions; ahead of the next one or behind the first
	letters, lettered float64 // the same of its letters in them
	text, texts       float64 // the same of its letters in a passage
	rich              float64 // how many questions the hits have that are known to be meant for them: 0 none, 1 very many

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

// enough is how many known questions make an article half rich.
const enough = 5

// gather returns the evidence for each hit; what the dialogue tells is not in it yet.
func gather(q question, hits []knowledge.Hit, recalled map[int64]knowledge.Recalled) []evidence {
	best, dense, rich := 0.0, 0.0, 0.0
	for _, h := range hits {
		best = max(best, h.Score)
	}
	for _, r := range recalled {
		dense = max(dense, r.Near)
	}
	list := make([]evidence, len(hits))
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
		r := recalled[h.Article]
		e.fit, e.past, e.dense, e.alike = r.Fit, r.Near, dense, max(e.alike, r.Near)
		e.share, e.letters, e.text = r.Share, r.Letters, r.Text
		rich += float64(r.Known) / (float64(r.Known) + enough) / float64(len(hits))
	}
	leads(list, func(e *evidence) (float64, *float64) { return e.score, &e.ahead })
	leads(list, func(e *evidence) (float64, *float64) { return e.fit, &e.fits })
	leads(list, func(e *evidence) (float64, *float64) { return e.share, &e.shares })
	leads(list, func(e *evidence) (float64, *float64) { return e.letters, &e.lettered })
	leads(list, func(e *evidence) (float64, *float64) { return e.text, &e.texts })
	for i, h := range hits {
		list[i].rich = rich
		var sum, none float64
		for _, t := range asked[h.Lang].list {
			if sum += t.weight; !somewhere[t.Word] {
				none += t.weight
			}
		}
		if sum > 0 {
			list[i].nobody = none / sum
		}
	}
	return list
}

// leads sets how far a value of each is ahead of the next lower one if it is the first, or (negative) behind the first.
func leads(list []evidence, of func(*evidence) (value float64, lead *float64)) {
	first, second := 0.0, 0.0
	for i := range list {
		if v, _ := of(&list[i]); v > first {
			first, second = v, first
		} else {
			second = max(second, v)
		}
	}
	for i := range list {
		v, lead := of(&list[i])
		if *lead = v - first; v == first {
			*lead = v - second
		}
	}
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

// evident is what the fitted weights are for, in their order.
const evident = 21

func (e evidence) terms() [evident]float64 {
	single := 0.0
	if e.words < 2 {
		single = 1
	}
	return [evident]float64{
		e.all, e.title, e.nobody, e.ahead, e.fit, e.fits, e.past, e.dense, e.share, e.shares, e.lettered, e.text, e.texts, single,
		e.dense * e.all, e.dense * e.score, e.dense * e.fit, e.dense * e.text, e.dense * e.texts, 1 / float64(max(e.words, 1)), 1,
	}
}

// The weights where hits have few known questions and where they have many. They are those of multinomial models whose
// choices are the hits and none of them, fitted on the sample questions, with none to most of their articles' other
// questions known, on help centres in languages that nothing is measured in, and on training rows of public sets of intents
// with and without examples.
var (
	withFew = [evident]float64{-0.16, 2.41, -3.21, 1.69, 19.88, -9.22, -3.52, -5.88, -9.13, 0.82, -0.30, 9.73, 0.34, 0.21,
		9.00, 9.17, -1.15, -14.38, -1.25, -5.55, -1.31}
	withMany = [evident]float64{1.59, 1.41, -3.50, 2.58, 11.74, -0.87, -3.79, 0.48, -0.63, 0.09, 1.48, 5.53, 3.32, 1.30,
		3.80, 0.56, -3.39, -1.48, -7.99, -4.75, -1.88}
)

// How rich hits are, at most, to have few known questions, and at least, to have many. Between them both models count.
const (
	few  = 0.3
	many = 0.45
)

// odds are those of the hit to answer, beside nothing else. The weights of codes, of the nearest question, of the dialogue
// and of meanings were set by hand.
func (e evidence) odds() float64 {
	share := min(max((e.rich-few)/(many-few), 0), 1)
	x := 1.6*e.code - 1.48*e.codes + 7.5*max(e.alike-0.8, 0) + 3.35*min(e.named, 0) + 0.89*max(e.named, 0) + 0.6*e.before - 3*e.missed + 12*e.near
	for i, term := range e.terms() {
		x += term * (withFew[i]*(1-share) + withMany[i]*share)
	}
	return math.Exp(x)
}
