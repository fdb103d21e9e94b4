package recall

import (
	"strings"

	"github.com/cespare/xxhash/v2"

	"switchboard/knowledge"
)

// core is what is remembered. Put, remove and nothing else change it; compact makes a new one.
type core struct {
	words    map[uint32]*known
	pairs    []uint32          // living examples that have a pair with such a hash
	groups   []uint32          // living examples that have the group
	grouped  []uint32          // articles that have the group in an example
	live     int               // examples
	spoken   [len(tongues)]int // of them, by language, if anything of their sense is known
	lengths  [sides]lengths
	examples []example
	marks    []mark    // of the examples
	orders   []uint64  // of the examples: breaks ties in the same way wherever they stand
	senses   []sense   // of the examples
	sure     []sure    // some may be of dead examples
	subjects []subject // some may be dead
	articles []article
	byID     map[int64]uint32
	projects map[string]uint32 // numbers of their keys
	dead     int
	texts    *texts
}

const (
	pairSlots = 1 << 18
	allGroups = 1 << 16
)

// side is on whose word examples count: on anybody's, or on that of more than one person alone. How rare words are is
// counted once for both.
type side int

const (
	anybody  side = iota
	seconded      // see knowledge.Remembered
	sides
)

// weights are what an example counts: 1 an editor's; negative: it was not meant for its article; 0: not at all.
type weights [sides]float32

// known is a word with the examples that have it.
type known struct {
	in, articles uint32   // living examples; articles that have one
	list         []uint32 // examples, some may be dead
}

// example is one question.
type example struct {
	features
	text  string
	asked uint16 // how often customers asked it; 0: an editor wrote it
}

// mark is what is looked at of very many examples, close together: four of them in a line of a processor's cache.
type mark struct {
	article uint32 // gone: dead
	weights weights
	length  float32 // see features.length
}

type article struct {
	id       int64
	project  uint32
	examples []uint32
	meant    [sides]int // examples that were meant for it, its title not among them
	lengths  [sides]lengths
	text     uint64 // hash of what its passages have
	about    about
	passages []uint32
}

// lengths are those of examples together, by their weights.
type lengths struct{ words, groups float64 }

func (l *lengths) add(o lengths, times float64) {
	l.words += o.words * times
	l.groups += o.groups * times
}

func newCore() *core {
	c := &core{words: map[uint32]*known{}, pairs: make([]uint32, pairSlots), groups: make([]uint32, allGroups), grouped: make([]uint32, allGroups),
		byID: map[int64]uint32{}, projects: map[string]uint32{}, texts: newTexts()}
	c.addEveryday()
	return c
}

// ofTitle is what a title counts beside a question.
const ofTitle = 2

// prepared is an article taken apart.
type prepared struct {
	project   string
	questions []question
	text      uint64
	read      func() ([]passage, about) // taken apart only if they changed
}

// question is a question taken apart.
type question struct {
	features
	sense   sense
	text    string
	order   uint64
	weights weights
	asked   int
}

// prepare takes an article apart, equal questions once.
func prepare(a knowledge.Article) prepared {
	p := prepared{project: a.Project, questions: make([]question, 0, 1+len(a.Questions)+len(a.Remembered)), read: func() ([]passage, about) { return passagesOf(a) }}
	known := func(text, shown, lang string, weight, second float64, asked int) {
		if f := featuresOf(text, lang); f.many > 0 && (weight != 0 || second != 0) {
			p.questions = append(p.questions, question{features: f, sense: senseOf(text, lang), text: shown, order: orderOf(a.ID, text), weights: weights{float32(weight), float32(second)}, asked: asked})
		}
	}
	add := func(text, lang string, weight, second float64, asked int) {
		known(text, text, lang, weight, second, asked)
	}
	add(a.Title, a.Lang, ofTitle, ofTitle, 0)
	if under := filedUnder(a); under != "" {
		known(under+" "+a.Title, a.Title, a.Lang, ofTitle, ofTitle, 0)
	}
	for _, q := range a.Questions {
		add(q, a.Lang, 1, 1, 0)
	}
	for _, r := range a.Remembered {
		add(r.Text, r.Lang, r.Weight, r.Seconded, r.Count)
	}
	p.text = xxhash.Sum64String(a.Lang + "\x00" + a.Title + "\x00" + filedUnder(a) + "\x00" + a.Body)
	return p
}

// filedUnder is what an article's tags say: the section "Verify your identity" tells what the title "Phone number" means.
func filedUnder(a knowledge.Article) string {
	return strings.ReplaceAll(knowledge.FiledUnder(a.Tags), "\n", " ")
}

// put remembers an article. The passages of one whose text is as it was are kept.
func (c *core) put(id int64, p prepared) {
	var passages []uint32
	var about about
	if at, ok := c.byID[id]; ok && c.articles[at].text == p.text {
		passages, about, c.articles[at].passages = c.articles[at].passages, c.articles[at].about, nil
	}
	c.remove(id)
	at := uint32(len(c.articles))
	c.byID[id] = at
	project, ok := c.projects[p.project]
	if !ok {
		project = uint32(len(c.projects))
		c.projects[p.project] = project
	}
	a := article{id: id, project: project, text: p.text, about: about, passages: passages}
	for _, u := range passages {
		c.texts.of[u] = at
	}
	if passages == nil {
		var list []passage
		list, a.about = p.read()
		a.passages = c.texts.add(at, list)
	}
	text := ""
	for _, q := range p.questions {
		if q.text != text { // a title may come twice, one after the other
			text = strings.Clone(q.text)
		}
		q.text = text
		n := uint32(len(c.examples))
		c.examples = closely(c.examples, example{features: q.features, text: q.text, asked: uint16(min(q.asked, 1<<16-1))})
		c.marks = closely(c.marks, mark{at, q.weights, q.length()})
		c.orders = closely(c.orders, q.order)
		c.senses = closely(c.senses, q.sense)
		if q.weights[seconded] >= surely {
			if s := q.sense.anywhere(q.text); s.known() {
				c.sure = append(c.sure, sure{n, s.rest(), s.point})
			}
		}
		a.examples = append(a.examples, n)
		for _, w := range q.words() {
			k := c.words[w]
			if k == nil {
				k = &known{}
				c.words[w] = k
			}
			k.list = closely(k.list, n)
		}
	}
	c.articles = append(c.articles, a)
	if a.about.text.known() {
		c.subjects = append(c.subjects, subjectOf(at, a.about.text))
	}
	c.count(&c.articles[at], 1)
}

// count adds the features of an article's examples to what is counted, or takes them away again.
func (c *core) count(a *article, times int) {
	var seen [allGroups / 64]uint64
	words := map[uint32]bool{}
	by := uint32(times) // of -1, two's complement takes away
	c.live += times * len(a.examples)
	for _, n := range a.examples {
		e := &c.examples[n]
		for _, w := range e.words() {
			k := c.words[w]
			if k.in += by; !words[w] {
				words[w] = true
				k.articles += by
			}
		}
		for _, p := range e.pairs() {
			c.pairs[p%pairSlots] += by
		}
		for _, g := range e.groups {
			c.groups[g] += by
			if seen[g/64]&(1<<(g%64)) == 0 {
				seen[g/64] |= 1 << (g % 64)
				c.grouped[g] += by
			}
		}
		if s := &c.senses[n]; s.known() {
			c.spoken[s.lang] += times
		}
		for side, weight := range c.marks[n].weights {
			if times < 0 || weight <= 0 {
				continue
			}
			if weight != ofTitle {
				a.meant[side]++
			}
			a.lengths[side].add(lengths{float64(e.many), float64(len(e.groups))}, float64(weight))
		}
	}
	for side := range c.lengths {
		c.lengths[side].add(a.lengths[side], float64(times))
	}
}

// orderOf is a number for an article's question that is the same in every process.
func orderOf(id int64, text string) uint64 {
	return xxhash.Sum64String(text) ^ uint64(id)*0x9e3779b97f4a7c15
}

func (c *core) remove(id int64) {
	at, ok := c.byID[id]
	if !ok {
		return
	}
	delete(c.byID, id)
	a := &c.articles[at]
	c.count(a, -1)
	for _, n := range a.examples {
		c.examples[n], c.marks[n], c.senses[n] = example{}, mark{article: gone}, sense{}
		c.dead++
	}
	c.texts.remove(a.passages)
	*a = article{}
	if len(c.byID) == 0 {
		c.lengths = [sides]lengths{} // whatever rounding left
	}
}

// compact returns a core without what is dead.
func (c *core) compact() *core {
	out := newCore()
	keys := make([]string, len(c.projects))
	for key, n := range c.projects {
		keys[n] = key
	}
	places := make([]uint32, len(c.articles))
	for i, a := range c.articles {
		if a.text == 0 && a.examples == nil {
			continue
		}
		p := prepared{project: keys[a.project], text: a.text, read: func() ([]passage, about) { return nil, a.about }}
		for _, n := range a.examples {
			e := &c.examples[n]
			p.questions = append(p.questions, question{features: e.features, sense: c.senses[n], text: e.text, order: c.orders[n], weights: c.marks[n].weights, asked: int(e.asked)})
		}
		places[i] = uint32(len(out.articles))
		out.put(a.id, p)
	}
	out.texts = c.texts.compact(places)
	for u, at := range out.texts.of {
		out.articles[at].passages = append(out.articles[at].passages, uint32(u))
	}
	return out
}

// tidy returns a core without what is dead once that is a quarter of everything, or itself.
func (c *core) tidy() *core {
	if c.dead > 1024 && c.dead*4 > len(c.examples) || c.texts.dead > 1024 && c.texts.dead*4 > len(c.texts.of) {
		return c.compact()
	}
	return c
}
