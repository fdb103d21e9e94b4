package recall

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"

	"switchboard/knowledge"
)

// texts finds passages by groups of letters. Words alone miss inflections, compounds and typos where no stemmer knows the
// language, and a long word says more than a short one: it has more groups.
type texts struct {
	places map[uint32]uint32 // of a group's hash in lists
	lists  [][]posting
	of     []uint32 // article of a passage; gone: dead
	size   []uint16 // groups in a passage
	total  float64  // groups in all living passages
	dead   int
}

// posting is a passage (24 bits) and how often it has the group (8 bits).
type posting uint32

const (
	maxPassages = 1 << 24
	gone        = ^uint32(0)
	ofPassage   = 5   // letters of a group
	ofLater     = 0.8 // what a passage counts that is not the first: what an article is about stands at its beginning
)

// passage is the groups of one, with how often it has each.
type passage struct {
	groups map[uint32]uint8
	size   uint16
}

func newTexts() *texts { return &texts{places: map[uint32]uint32{}} }

// passagesOf takes an article's passages apart; each has the title, twice. It tells what they are about, too.
func passagesOf(a knowledge.Article) ([]passage, about) {
	list := knowledge.Passages(a.Body)
	if len(list) == 0 {
		list = []knowledge.Passage{{}}
	}
	title := passage{groups: map[uint32]uint8{}}
	var name, whole sum
	title.read(a.Title, a.Lang, ofTitle, &name)
	whole.join(&name)
	var body textSum
	out, parts := make([]passage, len(list)), make([]sense, len(list))
	var said []point
	for i, p := range list {
		own := sum{}
		out[i] = passage{groups: maps.Clone(title.groups), size: title.size}
		out[i].read(p.Heading, a.Lang, 1, &own)
		out[i].read(p.Text, a.Lang, 1, &own)
		whole.join(&own)
		said = saidIn(said, p, a.Lang, &body)
		own.join(&name)
		parts[i] = own.sense(a.Lang)
	}
	of := about{whole: whole.sense(a.Lang), passages: parts, sentences: slices.Clone(said)} // without the room that it grew into
	if knowledge.Base(a.Lang) == english {
		name, under := textOf(a.Title, a.Lang), textOf(filedUnder(a), a.Lang)
		of.text = subjectText(&name, &under, &body)
	}
	return out, of
}

// sentenceEnds are roughly where one ends, an item of a list or a cell of a table.
var sentenceEnds = regexp.MustCompile(`[.!?…]\s|[:;|\n]`)

const shortSentence = 12 // letters: what is shorter says too little

// What so many sentences of a text count that it begins with: they say what it is about.
const (
	ofBeginning = 2
	beginning   = 5
)

// saidIn adds what each sentence of an English passage means, and its heading; to the whole body, too.
func saidIn(list []point, p knowledge.Passage, lang string, body *textSum) []point {
	if knowledge.Base(lang) != english {
		return list
	}
	for _, sentence := range append(sentenceEnds.Split(p.Text, -1), p.Heading) {
		sum, counts := textOf(sentence, lang), float32(1)
		if len(list) < beginning {
			counts = ofBeginning
		}
		body.join(&sum, counts)
		if utf8.RuneCountInString(sentence) < shortSentence {
			continue
		}
		if s := sum.sense(); s.known() {
			list = append(list, s.point)
		}
	}
	return list
}

func (p *passage) read(text, lang string, times uint8, means *sum) {
	for _, t := range plain(text, lang) {
		means.add(knowledge.MeaningOf(t.Term, lang))
		for g := range groups(t.Word, ofPassage) {
			h := uint32(xxhash.Sum64(g))
			if n := p.groups[h]; n < math.MaxUint8-times {
				p.groups[h] = n + times
			}
			if p.size < math.MaxUint16 {
				p.size++
			}
		}
	}
}

// add puts in the passages of an article. Past what has room, they are found by their words alone.
func (x *texts) add(article uint32, list []passage) []uint32 {
	units := []uint32{}
	for _, p := range list {
		u := uint32(len(x.of))
		if u >= maxPassages {
			break
		}
		units = append(units, u)
		x.of, x.size = append(x.of, article), append(x.size, p.size)
		x.total += float64(p.size)
		for g, n := range p.groups {
			place, ok := x.places[g]
			if !ok {
				place = uint32(len(x.lists))
				x.places[g] = place
				x.lists = append(x.lists, nil)
			}
			x.lists[place] = closely(x.lists[place], posting(u<<8|uint32(n)))
		}
	}
	return units
}

// closely adds to a list, and leaves less room to grow into than append: there are very many, and most of them stay as they are.
func closely[T any](list []T, one T) []T {
	if len(list) == cap(list) {
		list = append(make([]T, 0, len(list)+len(list)/8+1), list...)
	}
	return append(list, one)
}

func (x *texts) remove(units []uint32) {
	for _, u := range units {
		x.of[u] = gone
		x.total -= float64(x.size[u])
		x.dead++
	}
	if x.dead == len(x.of) {
		x.total = 0 // whatever rounding left
	}
}

// compact returns what lives, articles renumbered.
func (x *texts) compact(places []uint32) *texts {
	out := newTexts()
	to := make([]uint32, len(x.of))
	for u, at := range x.of {
		if to[u] = gone; at != gone {
			to[u] = uint32(len(out.of))
			out.of, out.size = append(out.of, places[at]), append(out.size, x.size[u])
			out.total += float64(x.size[u])
		}
	}
	for g, place := range x.places {
		var list []posting
		for _, p := range x.lists[place] {
			if u := to[p>>8]; u != gone {
				list = append(list, posting(u<<8)|p&0xff)
			}
		}
		if len(list) > 0 {
			out.places[g] = uint32(len(out.lists))
			out.lists = append(out.lists, slices.Clip(list))
		}
	}
	return out
}

// living counts the passages that are not dead.
func (x *texts) living(list []posting) (n int) {
	for _, p := range list {
		if x.of[p>>8] != gone {
			n++
		}
	}
	return n
}

// score notes the share of what the question's letters tell that stands in the best passage of an article, for each
// article that has something, by its place.
func (x *texts) score(text, lang string, may func(article uint32) bool, s *scratch) {
	living := len(x.of) - x.dead
	if living == 0 {
		return
	}
	s.unit = grow(s.unit, len(x.of))
	perGroup := float32(k1 * b1 / max(x.total/float64(living), 1))
	var asked []uint32
	for n, t := range plain(text, lang) {
		if n == mostRead {
			break
		}
		for g := range groups(t.Word, ofPassage) {
			asked = append(asked, uint32(xxhash.Sum64(g)))
		}
	}
	ideal := 0.0
	for _, g := range once(asked) {
		var list []posting
		if place, ok := x.places[g]; ok {
			list = x.lists[place]
		}
		in := len(list)
		if x.dead > 0 {
			in = x.living(list)
		}
		if living > many && in*common > living {
			continue
		}
		worth := among(in, living)
		ideal += worth * (k1 + 1)
		value := float32(worth * (k1 + 1))
		for _, p := range list {
			u := p >> 8
			if x.of[u] == gone || !may(x.of[u]) {
				continue
			}
			if s.unit[u] == 0 {
				s.units = append(s.units, uint32(u))
			}
			tf := float32(p & 0xff)
			s.unit[u] += value * tf / (tf + k1*(1-b1) + perGroup*float32(x.size[u]))
		}
	}
	for _, u := range s.units {
		at := x.of[u]
		share := float64(s.unit[u]) / ideal
		s.unit[u] = 0
		if s.text[at] == 0 {
			s.texts = append(s.texts, at)
			s.most[at] = 0
		}
		if share > s.most[at] {
			s.most[at], s.best[at] = share, u
		}
		if u > 0 && x.of[u-1] == at {
			share *= ofLater
		}
		s.text[at] = max(s.text[at], share)
	}
	s.units = s.units[:0]
}

// among is how much it tells that n of all have something, in BM25.
func among(n, all int) float64 { return math.Log(1 + (float64(all-n)+0.5)/(float64(n)+0.5)) }
