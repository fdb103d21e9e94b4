package assist

import (
	"math"

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

	fit    float64 // what earlier questions say: about a probability, not bounded
	fits   float64 // how far that is ahead of the next one, or (negative) behind the first
	taught float64 // the part of fit that is not the title's
	dense  float64 // likeness of the nearest earlier question of all articles

	shares      float64 // how far its questions have more of the question's words than the next one's, or fewer than the first one's
	lettered    float64 // the same of its letters
	text, texts float64 // the share of its letters in a passage, and how far that is ahead or behind
	rich        float64 // how many questions the hits have that are known to be meant for them: 0 none, 1 very many

	named  float64 // 1: the question names its project, -1: it names another
	before float64 // 1: the conversation is about its project, -1: about another
	near   float64 // how near the meanings are beyond chance, when an embedder tells
}

// page is a hit with its words.
type page struct {
	hit             knowledge.Hit
	title, ask, all bag
}

func pageOf(h knowledge.Hit, others map[string][]string) page {
	title := appendTerms(make([]term, 0, len(h.Passage)/5+20), h.Title, h.Lang)
	all := appendTerms(title, h.Question, h.Lang)
	ask := all[len(title):]
	for _, text := range []string{h.Heading, h.Name, h.Passage} {
		all = appendTerms(all, text, h.Lang)
	}
	few := func(list []term) bag { return bag{list: list, others: others} } // a question has few words to look up
	return page{hit: h, title: few(title), ask: few(ask), all: few(all)}
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
	pages := make([]page, len(hits))
	read := func(from, to int) {
		for i := from; i < to; i++ {
			pages[i] = pageOf(hits[i], q.others)
		}
	}
	others := knowledge.Beside(func() { read(0, len(hits)/2) })
	read(len(hits)/2, len(hits))
	others()
	for i, h := range hits {
		if _, ok := asked[h.Lang]; !ok {
			words := bagOf(terms(q.text, h.Lang))
			words.others = q.others
			asked[h.Lang] = words
		}
		e, p := &list[i], pages[i]
		*e = weigh(asked[h.Lang], p, somewhere)
		if q.recent != "" {
			e.missed = 1 - bagOf(terms(q.recent, h.Lang)).covered(p.all)
		}
		if best > 0 {
			e.score = h.Score / best
		}
		r := recalled[h.Article]
		e.fit, e.dense, e.alike = r.Fit, dense, max(e.alike, r.Near)
		e.taught, e.text = r.Taught, r.Text
		e.shares, e.lettered = r.Share, r.Letters // until they are compared
		rich += float64(r.Known) / (float64(r.Known) + enough) / float64(len(hits))
	}
	leads(list, func(e *evidence) (float64, *float64) { return e.score, &e.ahead })
	leads(list, func(e *evidence) (float64, *float64) { return e.fit, &e.fits })
	leads(list, func(e *evidence) (float64, *float64) { return e.shares, &e.shares })
	leads(list, func(e *evidence) (float64, *float64) { return e.lettered, &e.lettered })
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

// evident is how many weights are fitted, those of terms.
const evident = 16

// terms are what is weighed. What the words and letters say counts otherwise where something like the question was asked
// before.
func (e evidence) terms() [evident]float64 {
	single := 0.0
	if e.words < 2 {
		single = 1
	}
	strange := 1 - e.dense
	return [evident]float64{
		strange * e.all, e.dense * e.all, e.title, e.nobody, e.dense * e.score, e.ahead, e.taught, e.fit - e.taught, e.dense,
		e.shares, e.lettered, strange * e.text, strange * e.texts, single, 1 / float64(max(e.words, 1)), 1,
	}
}

// The weights where hits have few known questions and where they have many. They are those of multinomial models whose
// choices are the hits and none of them, fitted on the sample questions, with none to most of their articles' other
// questions known, written by editors or taught, on help centres in languages that nothing is measured in, and on training
// rows of public sets of intents with and without examples; with many, questions that nothing answers count twice. What
// speaks for a hit has no weight below 0, so that nobody makes an answer less likely by what speaks for it; with few, what is
// taught has at least 4, and the title 1.
var (
	withFew  = [evident]float64{1.00, 7.14, 1.00, -2.24, 1.78, 1.91, 4.00, 0, 1.06, 0, 0, 9.32, 0, -0.05, -5.60, -2.05}
	withMany = [evident]float64{4.55, 3.19, 0.21, -2.16, 0, 0.85, 7.72, 9.20, 3.07, 0.94, 1.81, 8.67, 2.07, 1.03, -5.65, -4.42}
)

// How rich hits are, at most, to have few known questions, and at least, to have many. Between them both models count.
const (
	few  = 0.3
	many = 0.45
)

// odds are those of the hit to answer, beside nothing else. The weights of codes, of a question that was asked in the same
// words, of the dialogue and of meanings were set by hand.
func (e evidence) odds() float64 {
	x := 1.6*e.code - 1.48*e.codes + 3.35*min(e.named, 0) + 0.89*max(e.named, 0) + 0.6*e.before - 3*e.missed + 12*e.near
	if e.fits >= 0 { // no other article's questions are nearer
		x += 7.5 * max(e.alike-0.8, 0)
	}
	share := min(max((e.rich-few)/(many-few), 0), 1)
	for i, term := range e.terms() {
		x += term * (withFew[i]*(1-share) + withMany[i]*share)
	}
	return math.Exp(x)
}
