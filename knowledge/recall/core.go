package recall

import (
	"slices"
	"strings"

	"github.com/cespare/xxhash/v2"

	"switchboard/knowledge"
)

// core is what is remembered. Put, remove and nothing else change it; compact makes a new one.
type core struct {
	places   map[feature]uint32 // of features in known
	known    []known
	examples []example
	articles []article
	byID     map[int64]uint32
	live     int // examples
	words    float64
	dead     int
}

// known is a feature with the examples that have it.
type known struct {
	kind kind
	in   uint32   // living examples
	list []uint32 // of examples; only for words and pairs, some may be dead
}

// example is one question.
type example struct {
	article  uint32
	text     string
	features []uint32 // ascending within each kind, words first
	ends     [kinds]uint16
	order    uint64  // breaks ties in the same way wherever it stands
	weight   float32 // 1: an editor wrote it; negative: it was not this article
	asked    uint16  // how often customers asked it; 0: an editor wrote it
	dead     bool
}

type article struct {
	id       int64
	examples []uint32
	words    float64 // of its examples, by their weights
}

func newCore() *core {
	return &core{places: map[feature]uint32{}, byID: map[int64]uint32{}}
}

// ofTitle is what a title counts beside a question.
const ofTitle = 2

// prepared is a question taken apart.
type prepared struct {
	text     string
	features []feature
	weight   float32
	asked    int
}

// prepare takes the questions of an article apart, the same ones once.
func prepare(a knowledge.Article) []prepared {
	list := make([]prepared, 0, 1+len(a.Questions)+len(a.Remembered))
	add := func(text, lang string, weight float32, asked int) {
		if f := featuresOf(text, lang); len(f) > 0 {
			list = append(list, prepared{text: text, features: f, weight: weight, asked: asked})
		}
	}
	add(a.Title, a.Lang, ofTitle, 0)
	for _, q := range a.Questions {
		add(q, a.Lang, 1, 0)
	}
	for _, r := range a.Remembered {
		add(r.Text, r.Lang, float32(r.Weight), r.Count)
	}
	return list
}

func (c *core) put(id int64, list []prepared) {
	c.remove(id)
	if len(list) == 0 {
		return
	}
	at := uint32(len(c.articles))
	c.byID[id] = at
	a := article{id: id}
	for _, p := range list {
		a.examples = append(a.examples, uint32(len(c.examples)))
		e := example{article: at, text: strings.Clone(p.text), weight: p.weight, asked: uint16(min(p.asked, 1<<16-1)), order: orderOf(id, p.text)}
		e.features = make([]uint32, len(p.features))
		for i, f := range p.features {
			place, ok := c.places[f]
			if !ok {
				place = uint32(len(c.known))
				c.places[f] = place
				c.known = append(c.known, known{kind: f.kind})
			}
			e.features[i] = place
			for k := f.kind; k < kinds; k++ {
				e.ends[k] = uint16(i + 1)
			}
			k := &c.known[place]
			k.in++
			if f.kind != group {
				k.list = append(k.list, uint32(len(c.examples)))
			}
		}
		for k := range kinds {
			slices.Sort(e.of(k))
		}
		if e.weight > 0 {
			a.words += e.length()
		}
		c.examples = append(c.examples, e)
		c.live++
	}
	c.words += a.words
	c.articles = append(c.articles, a)
}

// orderOf is a number for an article's question that is the same in every process.
func orderOf(id int64, text string) uint64 {
	return xxhash.Sum64String(text) ^ uint64(id)*0x9e3779b97f4a7c15
}

// of returns the example's features of a kind.
func (e *example) of(k kind) []uint32 {
	if k == 0 {
		return e.features[:e.ends[0]]
	}
	return e.features[e.ends[k-1]:e.ends[k]]
}

// length is how many words the example counts as.
func (e *example) length() float64 { return float64(e.ends[word]) * float64(e.weight) }

func (c *core) remove(id int64) {
	at, ok := c.byID[id]
	if !ok {
		return
	}
	delete(c.byID, id)
	a := &c.articles[at]
	for _, n := range a.examples {
		e := &c.examples[n]
		for _, f := range e.features {
			c.known[f].in--
		}
		*e = example{dead: true}
		c.live--
		c.dead++
	}
	c.words -= a.words
	*a = article{}
	if len(c.byID) == 0 {
		c.words = 0 // whatever rounding left
	}
}

// compact returns a core without what is dead.
func (c *core) compact() *core {
	out := newCore()
	features := make([]feature, len(c.known))
	for f, place := range c.places {
		features[place] = f
	}
	for _, a := range c.articles {
		if a.examples == nil {
			continue
		}
		list := make([]prepared, len(a.examples))
		for i, n := range a.examples {
			e := &c.examples[n]
			list[i] = prepared{text: e.text, weight: e.weight, asked: int(e.asked), features: make([]feature, len(e.features))}
			for j, f := range e.features {
				list[i].features[j] = features[f]
			}
		}
		out.put(a.id, list)
	}
	return out
}
