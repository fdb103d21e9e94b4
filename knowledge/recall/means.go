package recall

import (
	"cmp"
	"maps"
	"slices"
	"unicode/utf8"

	"switchboard/knowledge"
)

// spelledMost is how many known questions are compared word by word: those that mean the likest as a whole.
const spelledMost = 40

// surely is what a question weighs that an editor wrote; what several people taught lately may weigh as much. Others are not
// compared: they are very many, and what customers and lone operators taught is among them.
const surely = 1

// plainer is how much nearer in meaning a question in another language has to be than all that are in the question's.
const plainer = 0.05

// sure is an example that weighs as much as what an editor wrote and means something that is known, with its point in the space of
// all languages and the length of all but the early dimensions.
type sure struct {
	example uint32
	rest    float32
	point   [knowledge.SenseDimensions]int8
}

// afar is an example or an article with how like its meaning is.
type afar struct {
	of   uint32
	like int32
}

// means tells of articles with a question or title in another language that is nearer in meaning than all in the question's own,
// where words and letters tell more: how near, 0 to 1.
func (c *core) means(asked knowledge.Asked, meant *sense, may func(article uint32) bool) map[uint32]float64 {
	if !meant.known() || !c.otherwise(meant.lang) {
		return nil
	}
	order := func(a, b afar) int { return cmp.Or(cmp.Compare(b.like, a.like), c.tie(a.of, b.of)) }
	top := make([]afar, 0, spelledMost+1)
	rest, least := meant.rest(), int32(1)
	for i := range c.sure {
		n := &c.sure[i]
		start := dot(meant.point[:early], n.point[:early])
		if !reaches(start, rest*n.rest, least) {
			continue
		}
		a := afar{n.example, dot(meant.point[:], n.point[:])}
		if article := c.marks[a.of].article; a.like < least || article == gone || !may(article) {
			continue
		}
		if top = kept(top, a, spelledMost, order); len(top) == spelledMost {
			least = top[spelledMost-1].like
		}
	}
	said := c.spellOut(asked.Text, asked.Lang)
	own, out := -plainer, map[uint32]float64{}
	for _, a := range top {
		lang, article := c.senses[a.of].lang, c.marks[a.of].article
		like := said.like(c.spellOut(c.examples[a.of].text, tongues[lang]))
		if lang == meant.lang {
			own = max(own, like)
			continue
		}
		out[article] = max(out[article], like)
	}
	maps.DeleteFunc(out, func(_ uint32, like float64) bool { return like <= own+plainer })
	return out
}

// reaches tells whether a product can be what is wanted at least, given that of the early dimensions and the lengths of the others: by
// Cauchy and Schwarz, with room for what rounding takes.
func reaches(start int32, rest float32, least int32) bool {
	return float32(start)+rest+1 >= float32(least)
}

// otherwise tells whether there are questions in other languages than one.
func (c *core) otherwise(lang tongue) bool {
	for other, n := range c.spoken {
		if tongue(other) != lang && n > 0 {
			return true
		}
	}
	return false
}

// spelledOut are the words of a question, each once, with what they mean.
type spelledOut []worded

type worded struct {
	term     string
	sound    string // its consonants
	cyrillic bool
	weight   float32
	rare     float32 // how rare it is among the articles: 1 in one, 0 in all
	knowledge.Meaning
}

// unknown is what a word weighs whose meaning is not known.
const unknown = 0.5

func (c *core) spellOut(text, lang string) (list spelledOut) {
	for n, t := range plain(text, lang) {
		if n == mostRead {
			break
		}
		if slices.ContainsFunc(list, func(w worded) bool { return w.term == t.Term }) {
			continue
		}
		w := worded{term: t.Term, sound: consonants(t.Word), cyrillic: cyrillic(t.Word), weight: unknown, rare: c.rare(t.Term)}
		if m, ok := knowledge.MeaningOf(t.Term, lang); ok {
			w.weight, w.Meaning = m.Weight, m
		}
		list = append(list, w)
	}
	return list
}

// rare is how rare a word is among the articles that have it in a question: 1 in one of them or none, 0 in all.
func (c *core) rare(term string) float32 {
	k := c.words[hash32(term)]
	if k == nil || k.articles <= 1 {
		return 1
	}
	return float32(among(int(k.articles), len(c.byID)) / among(1, len(c.byID)))
}

// like is the mean, both ways, of how well the words of one question are met by the likest of the other's, by their weights.
// What is spelt alike meets whatever it means: names, codes and numbers. It weighs less the more articles have it.
func (s spelledOut) like(o spelledOut) float64 {
	best, other := make([]match, len(s)), make([]match, len(o))
	for i := range s {
		for j := range o {
			m := s[i].meets(&o[j])
			best[i], other[j] = best[i].or(m), other[j].or(m)
		}
	}
	return (s.met(best) + o.met(other)) / 2
}

// match is how well a word is met, and what that makes of its weight.
type match struct{ like, worth float32 }

func (m match) or(o match) match {
	if o.like > m.like {
		return o
	}
	return m
}

// meets is the square of the cosine, if it is above 0.
func (w *worded) meets(o *worded) match {
	switch {
	case w.term == o.term, w.borrowed(o):
		return match{1, min(w.rare, o.rare)}
	case w.Point == nil || o.Point == nil:
		return match{}
	}
	cosine := max(w.With(o.Meaning), 0)
	return match{cosine * cosine, 1}
}

// borrowed tells whether two words are one in two alphabets. Two consonants are too few where what either means is known: "сама" is
// no "eSIM".
func (w *worded) borrowed(o *worded) bool {
	known := w.Point != nil || o.Point != nil
	if w.cyrillic == o.cyrillic || w.sound == "" || w.sound != o.sound {
		return false
	}
	return !known || (w.Point == nil || o.Point == nil) && utf8.RuneCountInString(w.sound) > 2
}

func (s spelledOut) met(best []match) float64 {
	var sum, all float32
	for i, w := range s {
		weight := w.weight
		if best[i].like > 0 {
			weight *= best[i].worth
		}
		sum, all = sum+weight*best[i].like, all+weight
	}
	return float64(sum / max(all, 1e-6))
}
