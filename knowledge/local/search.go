package local

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"switchboard/knowledge"
)

// BM25 with its usual constants.
const (
	k1 = 1.2
	b1 = 0.75
)

// ofArticle is the part of a score that comes from what all passages of the article say together; the rest is the best
// passage's. So an article that answers in two places is not behind one that has the same words by chance.
const ofArticle = 0.3

// scratch is the working memory of one search, kept for the next.
type scratch struct {
	bodies, heads board
	docs          []found
	touchedDocs   []uint32
	groups        []uint32 // place in winners + 1
	winners       []winner
	counts        []uint8
	touchedTerms  []uint32
}

// board collects the scores of units.
type board struct {
	score   []float32
	word    []uint16 // the last word that scored, counted from 1
	touched []uint32
	covers  []cover // by doc
	docs    []uint32
}

// found is what the best units of a doc are.
type found struct {
	seen, fit  bool
	body, head float32
	bodyUnit   uint32
	headUnit   uint32
	near       float32 // cosine of the nearest vector
	nearest    int     // its place: a passage, or beyond them a question
}

// winner is a group of language variants with the one to show.
type winner struct {
	doc   uint32
	score float32
	own   float32 // score of the variant shown
	speak int     // how well it meets the language wanted
}

// cover is what all units of a doc say together: of each word, the best that any of them has.
type cover struct {
	sum, last float32
	word      uint16 // whose best so far is last
}

func (c *cover) add(word uint16, gain float32) {
	if c.word != word {
		c.word, c.last = word, 0
	}
	if gain > c.last {
		c.sum += gain - c.last
		c.last = gain
	}
}

func grow[T any](s []T, n int) []T {
	if len(s) < n {
		return append(s, make([]T, n-len(s)+n/8)...)
	}
	return s
}

// Search returns the best passage of each of the articles that match best.
func (x *Index) Search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	q = q.Normal()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	s, _ := x.scratch.Get().(*scratch)
	if s == nil {
		s = &scratch{}
	}
	defer x.scratch.Put(s)

	x.mu.RLock()
	defer x.mu.RUnlock()
	c := x.core
	words := c.words(q, x.others, s)
	if len(words) == 0 && len(q.Vector) == 0 {
		return nil, nil
	}
	c.score(&s.bodies, &c.bodies, words, func(t *term) []posting { return t.bodies })
	c.score(&s.heads, &c.heads, words, func(t *term) []posting { return t.head })
	hits := c.hits(q, s, words)
	s.bodies.clear()
	s.heads.clear()
	return hits, nil
}

func (s *board) clear() {
	for _, u := range s.touched {
		s.score[u], s.word[u] = 0, 0
	}
	s.touched = s.touched[:0]
	for _, d := range s.docs {
		s.covers[d] = cover{}
	}
	s.docs = s.docs[:0]
}

// idf is how much a term that n of all units have says.
func idf(n, all int) float32 {
	return float32(math.Log(1 + (float64(all-n)+0.5)/(float64(n)+0.5)))
}

// score adds up what each word is worth to each unit. A unit counts the likest form of a word only.
func (c *core) score(to *board, in *units, words []word, postings func(*term) []posting) {
	to.score, to.word = grow(to.score, len(in.of)), grow(to.word, len(in.of))
	to.covers = grow(to.covers, len(c.docs))
	perWord := k1 * b1 / in.average()
	for i, w := range words {
		exact := 0
		for _, f := range w.forms {
			if f.exact {
				exact += len(postings(&c.terms[f.term]))
			}
		}
		ceiling := idf(exact, len(in.of))
		for _, f := range w.forms {
			list := postings(&c.terms[f.term])
			value := f.factor * w.weight * (k1 + 1)
			if f.exact {
				value *= ceiling
			} else {
				value *= min(ceiling, idf(len(list), len(in.of)))
			}
			for _, p := range list {
				u := p.unit()
				if to.word[u] == uint16(i+1) {
					continue
				}
				if to.word[u] == 0 {
					to.touched = append(to.touched, u)
				}
				to.word[u] = uint16(i + 1)
				tf := p.weight()
				gain := value * tf / (tf + k1*(1-b1) + perWord*float32(in.words[u]))
				to.score[u] += gain
				doc := in.of[u]
				if to.covers[doc].word == 0 {
					to.docs = append(to.docs, doc)
				}
				to.covers[doc].add(uint16(i+1), gain)
			}
		}
	}
}

// hits gathers the units by article and the articles by language variants, and describes the best.
func (c *core) hits(q knowledge.Query, s *scratch, words []word) []knowledge.Hit {
	s.docs = grow(s.docs, len(c.docs))
	s.groups = grow(s.groups, len(c.groups))
	fit := c.fits(q)
	for _, u := range s.bodies.touched {
		if f := s.visit(c.bodies.of[u], fit); f != nil && s.bodies.score[u] > f.body {
			f.body, f.bodyUnit = s.bodies.score[u], u
		}
	}
	for _, u := range s.heads.touched {
		if f := s.visit(c.heads.of[u], fit); f != nil && s.heads.score[u] > f.head {
			f.head, f.headUnit = s.heads.score[u], u
		}
	}
	ideal := c.ideal(words)
	if len(q.Vector) > 0 {
		c.nearest(q, s, fit)
	}
	speaks := make([]int, len(c.langs))
	for i, lang := range c.langs {
		speaks[i] = knowledge.Speaks(lang, q.Lang)
	}
	winners := s.winners[:0]
	for _, d := range s.touchedDocs {
		f := &s.docs[d]
		if !f.fit {
			continue
		}
		score := f.body*(1-ofArticle) + s.bodies.covers[d].sum*ofArticle + f.head + f.near*max(ideal, 1)
		w := winner{doc: d, score: score, own: score, speak: speaks[c.looks[d].lang]}
		g := c.looks[d].group
		if s.groups[g] == 0 {
			winners = append(winners, w)
			s.groups[g] = uint32(len(winners))
			continue
		}
		other := &winners[s.groups[g]-1]
		score = max(other.score, w.score)
		if ahead := cmp.Or(cmp.Compare(w.speak, other.speak), cmp.Compare(w.own, other.own)); ahead > 0 || ahead == 0 && c.order(w.doc, other.doc) < 0 {
			*other = w
		}
		other.score = score
	}
	s.winners = winners
	for _, w := range winners {
		s.groups[c.looks[w.doc].group] = 0
	}
	winners = c.best(winners, q.Limit)
	hits := make([]knowledge.Hit, 0, len(winners))
	for _, w := range winners {
		hits = append(hits, c.hit(w, s.docs[w.doc], ideal))
	}
	if !q.Unmarked {
		marked := c.marked(words)
		for i := range hits {
			hits[i].Marks = marks(hits[i].Passage, hits[i].Lang, marked)
		}
	}
	for _, d := range s.touchedDocs {
		s.docs[d] = found{}
	}
	s.touchedDocs = s.touchedDocs[:0]
	return hits
}

// order is that of the articles, the same in every index whenever they came.
func (c *core) order(a, b uint32) int {
	return cmp.Compare(c.docs[a].article.ID, c.docs[b].article.ID)
}

// best returns the n best winners, best first; equals in the order of the articles.
func (c *core) best(winners []winner, n int) []winner {
	order := func(a, b winner) int {
		if a.score != b.score {
			return cmp.Compare(b.score, a.score)
		}
		return c.order(a.doc, b.doc)
	}
	if len(winners) <= 4*n {
		slices.SortFunc(winners, order)
		return winners[:min(n, len(winners))]
	}
	top := make([]winner, 0, n+1)
	for _, w := range winners {
		if len(top) == n && order(w, top[n-1]) > 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(top, w, order)
		top = slices.Insert(top, at, w)[:min(n, len(top)+1)]
	}
	return top
}

// visit returns the doc's entry, or nil if the query's filters leave it out.
func (s *scratch) visit(d uint32, fit func(doc uint32) bool) *found {
	f := &s.docs[d]
	if !f.seen {
		f.seen, f.fit = true, fit(d)
		s.touchedDocs = append(s.touchedDocs, d)
	}
	if !f.fit {
		return nil
	}
	return f
}

// fits returns the query's filters. An article is shown if its audience is known to be right, never by omission.
func (c *core) fits(q knowledge.Query) func(doc uint32) bool {
	all := len(q.Projects) == 0 && len(q.Only) == 0
	return func(d uint32) bool {
		if all && c.looks[d].plain {
			return true
		}
		a := &c.docs[d].article
		return !c.docs[d].dead && (a.Audience == knowledge.Public || q.Internal && a.Audience == knowledge.Internal) &&
			a.Valid(q.At) &&
			(len(q.Projects) == 0 || slices.Contains(q.Projects, a.Project)) &&
			(len(q.Only) == 0 || slices.ContainsFunc(q.Only, func(lang string) bool { return knowledge.Speaks(a.Lang, lang) > 0 }))
	}
}
