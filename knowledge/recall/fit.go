package recall

import (
	"cmp"
	"math"
	"slices"

	"switchboard/knowledge"
)

func kernel(like float64) float64 { return math.Exp(sharp * (like - 1)) }

// kernels are those of the likenesses of examples to each other, in the lower half of a matrix.
func (c *core) kernels(list []near, s *scratch) []float64 {
	n := len(list)
	s.gram = grow(s.gram, 2*n*n)
	g, second := s.gram[:n*n], s.gram[n*n:2*n*n]
	c.overlap(list, g, second, s)
	for i := range n {
		x := &c.senses[list[i].example]
		for j := range i {
			y := &c.senses[list[j].example]
			g[i*n+j] = kernel(likeness(x, y, spelt(g[i*n+j], second[i*n+j], list[i].norms, list[j].norms)))
		}
	}
	return g
}

// solve fits the regression on some of the examples, by their places, and returns what each of them adds to the estimate for
// its article; and what each of more examples adds to theirs where these stand beside the others.
//
// The target of an article is 1 at its examples and 0 at all others. The
// estimate is q·(K+λW)⁻¹·y, with the kernel K of the examples' likenesses and q that of the question to them; all but y
// is the same for every article, so one solution serves them all. The root of a matrix has in its first rows that of the
// first rows, so one root serves both.
func (c *core) solve(list []near, some, more []int, kernels []float64, side side, s *scratch) (own, others []float64) {
	all := slices.Concat(some, more)
	n := len(all)
	s.root = grow(s.root, n*n)
	g, x := s.root[:n*n], make([]float64, n)
	for i, a := range all {
		for j, b := range all[:i] {
			g[i*n+j] = kernels[max(a, b)*len(list)+min(a, b)]
		}
		weight := float64(c.marks[list[a].example].weights[side])
		g[i*n+i] = 1 + ridge/math.Max(math.Abs(weight), 0.05)
		x[i] = kernel(list[a].like)
	}
	cholesky(g, n)
	own = slices.Clone(x[:len(some)])
	substitute(g, n, own)
	if len(more) > 0 {
		substitute(g, n, x)
	}
	return own, x[len(some):]
}

// apart returns the places of the examples that were meant for their articles, on a side, of everyday ones, and of those that were
// not meant for their articles, by article.
func (c *core) apart(list []near, kernels []float64, side side) (meant, idle []int, against map[uint32][]int) {
	for i, n := range list {
		switch m := c.marks[n.example]; {
		case m.article == 0:
			if !c.inEarnest(i, list, kernels) {
				idle = append(idle, i)
			}
		case m.weights[side] > 0:
			meant = append(meant, i)
		case m.weights[side] < 0:
			if against == nil {
				against = map[uint32][]int{}
			}
			against[m.article] = append(against[m.article], i)
		}
	}
	return meant, idle, against
}

// those are the places of an article's examples, among some.
func (c *core) those(article uint32, list []near, some []int) (own []int) {
	for _, i := range some {
		if c.marks[list[i].example].article == article {
			own = append(own, i)
		}
	}
	return own
}

// surelyNot is what a question weighs, at least, that its not being meant for an article counts in full: what an operator's word does
// who looked at it. A customer's is less, who says so of anything and cannot be asked.
const surelyNot = 0.4

// less is how much lower the estimate for an article is for the questions that were not meant for it, beside its own. They
// say nothing of other articles.
func (c *core) less(list []near, own, others []int, kernels []float64, side side, s *scratch) float64 {
	sum := 0.0
	alone, _ := c.solve(list, own, nil, kernels, side, s)
	for _, weight := range alone {
		sum += weight
	}
	beside, _ := c.solve(list, append(own, others...), nil, kernels, side, s)
	var says, counts float64
	for i, weight := range beside {
		if i < len(own) {
			sum -= weight
			continue
		}
		sum += weight
		says += math.Abs(weight)
		counts += math.Abs(weight) * min(math.Abs(float64(c.marks[list[others[i-len(own)]].example].weights[side]))/surelyNot, 1)
	}
	if says == 0 {
		return sum
	}
	return sum * counts / says
}

// part is a word or a pair of an example that is compared.
type part struct {
	feature uint64 // words below pairs
	example int32
}

// overlap adds up, for each two examples, the weights of what they share: words with pairs in first, groups in second,
// in their lower halves. It goes feature by feature: most features of an example no other one has.
func (c *core) overlap(list []near, first, second []float64, s *scratch) {
	words := knowledge.Beside(func() { c.overlapOfWords(list, first, s) })
	c.overlapOfGroups(list, second, s)
	words()
}

func (c *core) overlapOfGroups(list []near, sums []float64, s *scratch) {
	n := len(list)
	clear(sums)
	heads, all := s.heads[:0], 0 // of each group, where its examples are listed
	for i := range list {
		for _, g := range c.examples[list[i].example].groups {
			if s.place[g] == 0 {
				heads = append(heads, head{weight: c.group(g, s)})
				s.place[g] = int32(len(heads))
			}
			heads[s.place[g]-1].room++
			all++
		}
	}
	start := int32(0)
	for i := range heads {
		heads[i].start, start = start, start+heads[i].room
	}
	s.owner = grow(s.owner, all)
	for i := range list {
		row := sums[i*n : i*n+i]
		for _, g := range c.examples[list[i].example].groups {
			h := &heads[s.place[g]-1]
			for _, owner := range s.owner[h.start : h.start+h.has] {
				row[owner] += h.weight
			}
			s.owner[h.start+h.has] = int32(i)
			h.has++
		}
	}
	for i := range list {
		for _, g := range c.examples[list[i].example].groups {
			s.place[g] = 0
		}
	}
	s.heads = heads
}

// head is a group of letters with where the examples that have it are listed.
type head struct {
	weight           float64
	start, room, has int32
}

func (c *core) overlapOfWords(list []near, sums []float64, s *scratch) {
	n := len(list)
	clear(sums)
	all := s.parts[:0]
	for i := range list {
		e := &c.examples[list[i].example]
		for _, w := range e.words() {
			all = append(all, part{uint64(w), int32(i)})
		}
		for _, p := range e.pairs() {
			all = append(all, part{1<<32 | uint64(p), int32(i)})
		}
	}
	s.parts = all
	slices.SortFunc(all, func(a, b part) int {
		return cmp.Or(cmp.Compare(a.feature, b.feature), cmp.Compare(a.example, b.example))
	})
	for start := 0; start < len(all); {
		end := start + 1
		for end < len(all) && all[end].feature == all[start].feature {
			end++
		}
		if end-start > 1 {
			w := 0.0
			if f := all[start].feature; f < 1<<32 {
				w = c.word(uint32(f), s)
			} else {
				w = c.pair(uint32(f), s)
			}
			for i := start + 1; i < end; i++ {
				for j := start; j < i; j++ {
					sums[int(all[i].example)*n+int(all[j].example)] += w
				}
			}
		}
		start = end
	}
}

// cholesky replaces the lower half of a positive definite matrix by its root.
func cholesky(g []float64, n int) {
	for i := range n {
		for j := range i + 1 {
			sum := g[i*n+j]
			a, b := g[i*n:i*n+j], g[j*n:j*n+j]
			for k := range a {
				sum -= a[k] * b[k]
			}
			if i == j {
				g[i*n+i] = math.Sqrt(sum)
			} else {
				g[i*n+j] = sum / g[j*n+j]
			}
		}
	}
}

// substitute solves L·Lᵀ·x = x in place, for as many of the first of L's n rows as x has.
func substitute(l []float64, n int, x []float64) {
	for i := range x {
		for k := range i {
			x[i] -= l[i*n+k] * x[k]
		}
		x[i] /= l[i*n+i]
	}
	for i := len(x) - 1; i >= 0; i-- {
		for k := i + 1; k < len(x); k++ {
			x[i] -= l[k*n+i] * x[k]
		}
		x[i] /= l[i*n+i]
	}
}
