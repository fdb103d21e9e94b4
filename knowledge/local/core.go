package local

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// core is the data of an index. Insert, remove and nothing else change it; compact makes a new one.
type core struct {
	dict  map[string]uint32 // term to its place in terms
	terms []term
	sizes []size            // of terms
	grams map[gram][]uint32 // letter triples to the terms that have them

	bodies, heads units

	docs   []doc
	looks  []look // of the docs
	langs  []string
	byID   map[int64]uint32
	groups map[group]uint32 // language variants of one article
	dead   int              // docs that were replaced or removed
}

// term is a word of the vocabulary with where it occurs.
type term struct {
	text         string
	bodies, head []posting
}

// size is how long a term is, as far as it is looked at, and which letters it has, by the last five bits of each.
type size struct {
	letters, grams uint8
	has            uint32
}

func sizeOf(text string, grams int) size {
	s := size{grams: uint8(grams)}
	for _, r := range text {
		s.letters, s.has = min(s.letters, 254)+1, s.has|1<<(r&31)
	}
	return s
}

// posting is the unit (24 bits) and the term's weight in it, in quarters (8 bits).
type posting uint32

const maxUnits = 1 << 24

var errFull = errors.New("the index inside the process holds 16 million passages at most: use a search server")

func (p posting) unit() uint32    { return uint32(p) >> 8 }
func (p posting) weight() float32 { return float32(p&0xff) / 4 }

// units are what is scored: passages, or titles and questions.
type units struct {
	of    []uint32 // its doc
	n     []uint16 // its number within the doc
	words []uint16
	total uint64 // words of all
}

func (u *units) average() float32 { return float32(u.total) / float32(max(1, len(u.of))) }

type doc struct {
	article  knowledge.Article
	passages []knowledge.Passage
	dead     bool
}

// look is what is looked at of very many docs, close together.
type look struct {
	group uint32
	lang  uint16 // its place in langs
	plain bool   // public and without end: only a query's projects and languages may leave it out
}

type group struct{ project, key string }

func newCore() *core {
	return &core{
		dict: map[string]uint32{}, grams: map[gram][]uint32{}, byID: map[int64]uint32{}, groups: map[group]uint32{},
	}
}

// Weights of the fields of a passage.
const (
	ofBody     = 1
	ofHeading  = 1.5
	ofTitle    = 2
	ofTags     = 1
	ofProject  = 0.5 // name and aliases
	ofQuestion = 0.5 // all questions of the article; each also counts by itself
)

// prepared is an article taken apart.
type prepared struct {
	doc           doc
	bodies, heads []bag
}

// bag is the weighted terms of one unit.
type bag struct {
	weights map[string]float32
	words   int
}

func (b *bag) add(text, lang string, weight float32) {
	for _, t := range knowledge.Analyze(text, lang) {
		b.weights[t.Term] += weight
		b.words++
	}
}

func prepare(a knowledge.Article) prepared {
	p := prepared{doc: doc{article: a, passages: knowledge.Passages(a.Body)}}
	if len(p.doc.passages) == 0 {
		p.doc.passages = []knowledge.Passage{{}}
	}
	shared := bag{weights: map[string]float32{}}
	shared.add(a.Title, a.Lang, ofTitle)
	shared.add(knowledge.FiledUnder(a.Tags), a.Lang, ofTags)
	titled := shared.words
	shared.add(a.Name+" "+strings.Join(a.Aliases, " "), a.Lang, ofProject)
	shared.add(strings.Join(a.Questions, " "), a.Lang, ofQuestion)
	for _, passage := range p.doc.passages {
		b := bag{weights: make(map[string]float32, len(passage.Text)/8+len(shared.weights)), words: titled}
		for term, weight := range shared.weights {
			b.weights[term] = weight
		}
		b.add(passage.Heading, a.Lang, ofHeading)
		b.add(passage.Text, a.Lang, ofBody)
		p.bodies = append(p.bodies, b)
	}
	for _, head := range append([]string{a.Title}, a.Questions...) {
		b := bag{weights: map[string]float32{}}
		b.add(head, a.Lang, 1)
		p.heads = append(p.heads, b)
	}
	return p
}

func (c *core) insert(p prepared) error {
	if len(c.bodies.of)+len(p.bodies) > maxUnits || len(c.heads.of)+len(p.heads) > maxUnits {
		return fmt.Errorf("index article %d: %w", p.doc.article.ID, errFull)
	}
	c.remove(p.doc.article.ID)
	key := group{p.doc.article.Project, p.doc.article.Key}
	g, ok := c.groups[key]
	if !ok {
		g = uint32(len(c.groups))
		c.groups[key] = g
	}
	d := c.addDoc(p.doc, g)
	c.byID[p.doc.article.ID] = d
	for i, b := range p.bodies {
		unit := c.bodies.add(d, i, b.words)
		for text, weight := range b.weights {
			t := c.term(text)
			c.terms[t].bodies = append(c.terms[t].bodies, pack(unit, weight))
		}
	}
	for i, b := range p.heads {
		unit := c.heads.add(d, i, b.words)
		for text, weight := range b.weights {
			t := c.term(text)
			c.terms[t].head = append(c.terms[t].head, pack(unit, weight))
		}
	}
	return nil
}

// addDoc puts in a doc and returns its place.
func (c *core) addDoc(d doc, group uint32) uint32 {
	a := &d.article
	at := slices.Index(c.langs, a.Lang)
	if at < 0 {
		at = len(c.langs)
		c.langs = append(c.langs, a.Lang)
	}
	c.docs = append(c.docs, d)
	c.looks = append(c.looks, look{group, uint16(at), a.Audience == knowledge.Public && a.ValidFrom.IsZero() && a.ValidUntil.IsZero()})
	return uint32(len(c.docs) - 1)
}

func (u *units) add(doc uint32, n, words int) uint32 {
	u.of, u.n, u.words = append(u.of, doc), append(u.n, uint16(n)), append(u.words, uint16(min(words, 1<<16-1)))
	u.total += uint64(words)
	return uint32(len(u.of) - 1)
}

func pack(unit uint32, weight float32) posting {
	return posting(unit<<8 | uint32(min(max(weight*4, 1), 255)))
}

// term returns the place of a term, which it makes if need be.
func (c *core) term(text string) uint32 {
	if t, ok := c.dict[text]; ok {
		return t
	}
	text = strings.Clone(text) // not a part of an article's body, which it would keep in memory
	t := uint32(len(c.terms))
	c.dict[text] = t
	grams := gramsOf(text)
	c.terms, c.sizes = append(c.terms, term{text: text}), append(c.sizes, sizeOf(text, len(grams)))
	for _, g := range grams {
		c.grams[g] = append(c.grams[g], t)
	}
	return t
}

func (c *core) remove(id int64) {
	d, ok := c.byID[id]
	if !ok {
		return
	}
	delete(c.byID, id)
	c.docs[d], c.looks[d].plain = doc{dead: true}, false
	c.dead++
}

// compact returns a core without the dead docs and without the terms that only they had.
func (c *core) compact() *core {
	out := newCore()
	docs := make([]uint32, len(c.docs))
	for i, d := range c.docs {
		if d.dead {
			continue
		}
		key := group{d.article.Project, d.article.Key}
		g, ok := out.groups[key]
		if !ok {
			g = uint32(len(out.groups))
			out.groups[key] = g
		}
		docs[i] = out.addDoc(d, g)
		out.byID[d.article.ID] = docs[i]
	}
	bodies := c.compactUnits(&c.bodies, &out.bodies, docs)
	heads := c.compactUnits(&c.heads, &out.heads, docs)
	for _, t := range c.terms {
		inBodies, inHeads := renumber(t.bodies, bodies), renumber(t.head, heads)
		if len(inBodies)+len(inHeads) > 0 {
			n := out.term(t.text)
			out.terms[n].bodies, out.terms[n].head = inBodies, inHeads
		}
	}
	return out
}

const gone = ^uint32(0)

func (c *core) compactUnits(from, to *units, docs []uint32) []uint32 {
	places := make([]uint32, len(from.of))
	for i, d := range from.of {
		places[i] = gone
		if !c.docs[d].dead {
			places[i] = to.add(docs[d], int(from.n[i]), int(from.words[i]))
		}
	}
	return places
}

func renumber(postings []posting, places []uint32) []posting {
	var out []posting
	for _, p := range postings {
		if to := places[p.unit()]; to != gone {
			out = append(out, posting(to<<8|uint32(p)&0xff))
		}
	}
	return out
}
