package recall

import (
	"cmp"
	"math"
	"slices"

	"switchboard/knowledge"
)

// rough is an example with what its words share with the question's, beside how many they are.
type rough struct {
	example uint32
	share   float32
}

// near is an example with its likeness to the question.
type near struct {
	example uint32
	spelt   float64 // likeness of words and letters
	like    float64 // and of what they mean
	norms   [2]float64
}

// idf is how much a feature tells that n of all have.
func idf(n, all int) float64 { return math.Log(float64(1+all)/float64(1+n)) + 1 }

// idfs are those of a feature that none to all have.
type idfs struct {
	all  int
	list []float64
}

// among computes them, unless they are those of as many.
func (x *idfs) among(all int) {
	if x.list != nil && x.all == all {
		return
	}
	x.all, x.list = all, grow(x.list, all+1)
	for n := range all + 1 {
		x.list[n] = idf(n, all)
	}
}

func (x *idfs) of(n int) float64 { return x.list[min(n, x.all)] }

// tells is how much a feature tells, squared: the fewer examples have it, and the fewer articles, the more. Pairs share
// their counts, so that more may be counted than there are.
func tells(examples, articles uint32, s *scratch) float64 {
	return s.examples.of(int(examples)) * s.articles.of(int(articles))
}

func (c *core) word(w uint32, s *scratch) float64 {
	if k := c.words[w]; k != nil {
		return tells(k.in, k.articles, s)
	}
	return tells(0, 0, s)
}

// pair takes it that each example with the pair is of another article, which is not counted.
func (c *core) pair(p uint32, s *scratch) float64 {
	n := c.pairs[p%pairSlots]
	return tells(n, n, s)
}

func (c *core) group(g uint16, s *scratch) float64 { return tells(c.groups[g], c.grouped[g], s) }

// quota tells how many of two sorts have room: what one person alone taught takes no more than half of it from the others.
func quota(others, lone, room int) (int, int) {
	lone = min(lone, room-min(others, room/2))
	return min(others, room-lone), lone
}

// compare returns the nearest examples with their likeness, nearest first.
func (c *core) compare(asked features, meant *sense, may func(article uint32) bool, s *scratch) []near {
	norms := c.norms(asked, s)
	list := s.near[:0]
	for _, r := range c.roughest(s) {
		list = append(list, near{example: r.example})
	}
	list = c.addAlike(list, meant, may)
	s.near = list
	knowledge.Halves(len(list), func(from, to int) {
		for i := range list[from:to] {
			c.measure(&list[from+i], asked, meant, norms, s)
		}
	})
	slices.SortFunc(list, func(a, b near) int {
		if a.like != b.like {
			return cmp.Compare(b.like, a.like)
		}
		return c.tie(a.example, b.example)
	})
	list = c.nearest(list)
	for _, n := range c.nearEveryday(meant) {
		c.measure(&n, asked, meant, norms, s)
		list = append(list, n)
	}
	return list
}

// addAlike adds the English examples that mean the likest, whatever their words: where all can be looked at. What one person alone
// taught is found by its words only.
func (c *core) addAlike(list []near, meant *sense, may func(article uint32) bool) []near {
	if !meant.english() || c.live > lookedThrough {
		return list
	}
	order := func(a, b afar) int { return cmp.Or(cmp.Compare(b.like, a.like), c.tie(a.of, b.of)) }
	least := int32(alikeFrom * senseLength * senseLength)
	top := make([]afar, 0, alike+1)
	for n := len(everyday()); n < len(c.senses); n++ {
		o := &c.senses[n]
		if o.lang != inEnglish || c.sort(uint32(n)) != 0 {
			continue
		}
		if like := meant.dot(o); like >= least && may(c.marks[n].article) {
			top = kept(top, afar{uint32(n), like}, alike, order)
		}
	}
	had := make(map[uint32]bool, len(list))
	for _, n := range list {
		had[n.example] = true
	}
	for _, a := range top {
		if !had[a.of] {
			list = append(list, near{example: a.of})
		}
	}
	return list
}

// measure tells how like an example is to the question.
func (c *core) measure(n *near, asked features, meant *sense, norms [2]float64, s *scratch) {
	e := &c.examples[n.example]
	n.norms = c.norms(e.features, s)
	first := shared(asked.words(), e.words(), func(w uint32) float64 { return c.word(w, s) }) +
		shared(asked.pairs(), e.pairs(), func(p uint32) float64 { return c.pair(p, s) })
	second := shared(asked.groups, e.groups, func(g uint16) float64 { return c.group(g, s) })
	n.spelt = spelt(first, second, norms, n.norms)
	n.like = likeness(meant, &c.senses[n.example], n.spelt)
}

// nearest cuts.
func (c *core) nearest(list []near) []near {
	if len(list) <= nearest {
		return list
	}
	var left [2]int // of others, and of one person alone
	for _, n := range list {
		left[c.sort(n.example)]++
	}
	left[0], left[1] = quota(left[0], left[1], nearest)
	return slices.DeleteFunc(list, func(n near) bool {
		of := c.sort(n.example)
		left[of]--
		return left[of] < 0
	})
}

// sort is 1 for what one person alone taught.
func (c *core) sort(example uint32) int { return c.marks[example].weights.sort() }

func (w *weights) sort() int {
	if w[seconded] == 0 {
		return 1
	}
	return 0
}

// roughest returns the examples whose words share the most with the question's, most first.
func (c *core) roughest(s *scratch) []rough {
	for i := range s.rough {
		s.rough[i] = s.rough[i][:0]
	}
	for _, t := range s.touched {
		list := &s.rough[t.sort]
		r := rough{t.example, s.score[t.example] / t.length}
		if s.score[t.example] = 0; len(*list) < looked || r.share >= (*list)[looked-1].share {
			*list = kept(*list, r, looked, c.rougher)
		}
	}
	s.touched = s.touched[:0]
	some, few := quota(len(s.rough[0]), len(s.rough[1]), looked)
	return slices.Concat(s.rough[0][:some], s.rough[1][:few])
}

// rougher orders examples, those that share the most first.
func (c *core) rougher(a, b rough) int {
	if a.share != b.share {
		return cmp.Compare(b.share, a.share)
	}
	return c.tie(a.example, b.example)
}

// kept adds what is among the first of a sorted list, which keeps no more than most.
func kept[T any](list []T, one T, most int, order func(a, b T) int) []T {
	at, _ := slices.BinarySearchFunc(list, one, order)
	if at == most {
		return list
	}
	return slices.Insert(list, at, one)[:min(most, len(list)+1)]
}

// tie orders what is equal alike in every process.
func (c *core) tie(a, b uint32) int {
	return cmp.Or(cmp.Compare(c.orders[a], c.orders[b]), cmp.Compare(a, b))
}

// norms are the lengths of a question's vectors: of words with pairs, and of groups.
func (c *core) norms(f features, s *scratch) [2]float64 {
	var first, second float64
	for _, w := range f.words() {
		first += c.word(w, s)
	}
	for _, p := range f.pairs() {
		first += c.pair(p, s)
	}
	for _, g := range f.groups {
		second += c.group(g, s)
	}
	return [2]float64{math.Sqrt(first), math.Sqrt(second)}
}

// shared adds up the weights of what two ascending lists have in common.
func shared[T uint16 | uint32](x, y []T, weight func(T) float64) (sum float64) {
	for len(x) > 0 && len(y) > 0 {
		switch {
		case x[0] < y[0]:
			x = x[1:]
		case x[0] > y[0]:
			y = y[1:]
		default:
			sum += weight(x[0])
			x, y = x[1:], y[1:]
		}
	}
	return sum
}

// ofSense is what meaning counts in the likeness of two English questions. The rest is their words' and letters'. Set on validation rows.
const ofSense = 0.8

// likeness compares two questions, given the likeness of their spelling. Only English questions are also
// compared by what they mean: in other languages that brought as many wrong articles to the front as right ones. Where one is in
// another language, words and letters count what they would beside a sense that has nothing in common, so that the likenesses of
// many questions to each other are a kernel.
func likeness(x, y *sense, spelt float64) float64 {
	known, other := x.english(), y.english()
	switch {
	case known && other:
		return (1-ofSense)*spelt + ofSense*x.with(y)
	case known || other:
		return math.Sqrt(1-ofSense) * spelt
	}
	return spelt
}

// spelt is the mean of the cosines of two questions' vectors, of words with pairs and of groups, given what they share.
func spelt(first, second float64, a, b [2]float64) float64 {
	out := 0.0
	if a[0] > 0 && b[0] > 0 {
		out += first / (a[0] * b[0]) / 2
	}
	if a[1] > 0 && b[1] > 0 {
		out += second / (a[1] * b[1]) / 2
	}
	return out
}
