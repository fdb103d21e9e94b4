package recall

import (
	"cmp"
	"math"
	"slices"

	"switchboard/knowledge"
)

const (
	looked  = 200  // examples by words, that are compared closely
	nearest = 80   // of them that the regression is fitted on
	ridge   = 1.0  // how much it distrusts a single example
	k1      = 1.2  // of BM25, as usual
	b1      = 0.75 // of BM25, as usual
	as      = 0.6  // likeness from which a question was asked before
)

// scratch is the working memory of one question, kept for the next.
type scratch struct {
	score   []float32 // by example
	touched []uint32
	found   []float64 // by article: BM25
	tally   []float32 // by article: of the feature that is looked at
	tallied []uint32
	hit     []uint32 // articles with a score
	near    []near
	gram    []float64
	live    int           // examples that square was computed for
	square  [rare]float64 // of the idf of a feature that so many examples have
}

// rare is how many examples have a feature whose idf is looked up rather than computed.
const rare = 1 << 15

// near is an example with its likeness to the question.
type near struct {
	example uint32
	rough   float32
	like    float64
}

func grow[T any](s []T, n int) []T {
	if len(s) < n {
		return append(s, make([]T, n-len(s)+n/8)...)
	}
	return s
}

// idf is how much a feature tells that n of all examples have.
func idf(n, all int) float64 { return math.Log(float64(1+all)/float64(1+n)) + 1 }

// squared is the square of a feature's idf.
func (c *core) squared(f uint32, s *scratch) float64 {
	if n := c.known[f].in; n < rare {
		return s.square[n]
	}
	w := idf(int(c.known[f].in), c.live)
	return w * w
}

// recall scores the articles.
func (c *core) recall(asked []feature, s *scratch) []knowledge.Recalled {
	if s.live != c.live {
		s.live = c.live
		for n := range s.square {
			w := idf(n, c.live)
			s.square[n] = w * w
		}
	}
	s.score, s.found, s.tally = grow(s.score, len(c.examples)), grow(s.found, len(c.articles)), grow(s.tally, len(c.articles))
	q, ideal := c.scan(asked, s)
	list := c.compare(&q, s)
	out := make([]knowledge.Recalled, 0, len(s.hit))
	at := make(map[uint32]int, len(s.hit))
	for _, a := range s.hit {
		at[a] = len(out)
		out = append(out, knowledge.Recalled{Article: c.articles[a].id, Share: s.found[a] / ideal})
		s.found[a] = 0
	}
	s.hit = s.hit[:0]
	for i, weight := range c.solve(list, s) {
		e := &c.examples[list[i].example]
		n, ok := at[e.article]
		if !ok { // only what it was not meant for
			n = len(out)
			at[e.article] = n
			out = append(out, knowledge.Recalled{Article: c.articles[e.article].id})
		}
		r := &out[n]
		r.Fit += weight
		if e.weight <= 0 {
			continue
		}
		if list[i].like > r.Near {
			r.Near, r.Question = list[i].like, e.text
		}
		if list[i].like >= as {
			r.Like += int(e.asked)
		}
	}
	slices.SortFunc(out, func(a, b knowledge.Recalled) int {
		return cmp.Or(cmp.Compare(b.Fit+b.Share, a.Fit+a.Share), cmp.Compare(a.Article, b.Article))
	})
	return out
}

// scan finds the examples and articles that share words with the question. It returns the question as an example, and
// the BM25 score of an article that consists of it.
func (c *core) scan(asked []feature, s *scratch) (q example, ideal float64) {
	average := c.words / float64(max(1, len(c.byID)))
	for _, f := range asked {
		place, ok := c.places[f]
		in := 0
		if ok {
			in = int(c.known[place].in)
		}
		worth := idf(in, c.live)
		if f.kind != group {
			ideal += worth * (k1 + 1)
		}
		if in == 0 {
			continue
		}
		q.features = append(q.features, place)
		for k := f.kind; k < kinds; k++ {
			q.ends[k] = uint16(len(q.features))
		}
		for _, n := range c.known[place].list {
			e := &c.examples[n]
			if e.dead {
				continue
			}
			if s.score[n] == 0 {
				s.touched = append(s.touched, n)
			}
			s.score[n] += float32(worth * worth)
			if e.weight > 0 {
				if s.tally[e.article] == 0 {
					s.tallied = append(s.tallied, e.article)
				}
				s.tally[e.article] += e.weight
			}
		}
		among := math.Log(1 + (float64(len(c.byID)-len(s.tallied))+0.5)/(float64(len(s.tallied))+0.5))
		for _, a := range s.tallied {
			tf := float64(s.tally[a])
			s.tally[a] = 0
			if s.found[a] == 0 {
				s.hit = append(s.hit, a)
			}
			s.found[a] += among * tf * (k1 + 1) / (tf + k1*(1-b1+b1*c.articles[a].words/average))
		}
		s.tallied = s.tallied[:0]
	}
	for k := range kinds {
		slices.Sort(q.of(k))
	}
	return q, max(ideal, 1)
}

// compare returns the nearest examples with their likeness, nearest first.
func (c *core) compare(q *example, s *scratch) []near {
	s.near = s.near[:0]
	least := float32(0)
	rougher := func(a, b near) int { return cmp.Compare(b.rough, a.rough) }
	for _, n := range s.touched {
		e := &c.examples[n]
		rough := s.score[n] / float32(math.Sqrt(float64(2+e.ends[pair])))
		if s.score[n] = 0; rough < least {
			continue
		}
		if s.near = append(s.near, near{example: n, rough: rough}); len(s.near) == 8*looked {
			s.near = c.top(s.near, looked, rougher)
			least = s.near[looked-1].rough
		}
	}
	s.touched = s.touched[:0]
	list := c.top(s.near, looked, rougher)
	norms := c.norms(q, s)
	for i := range list {
		e := &c.examples[list[i].example]
		list[i].like = c.like(q, e, norms, c.norms(e, s), s)
	}
	return c.top(list, nearest, func(a, b near) int { return cmp.Compare(b.like, a.like) })
}

// top sorts and cuts; ties are broken alike in every process.
func (c *core) top(list []near, n int, order func(a, b near) int) []near {
	slices.SortFunc(list, func(a, b near) int {
		if o := order(a, b); o != 0 {
			return o
		}
		x, y := &c.examples[a.example], &c.examples[b.example]
		return cmp.Or(cmp.Compare(x.order, y.order), cmp.Compare(a.example, b.example))
	})
	return list[:min(n, len(list))]
}

// norms are the lengths of an example's vectors: of words with pairs, and of groups.
func (c *core) norms(e *example, s *scratch) (n [2]float64) {
	for k := range kinds {
		for _, f := range e.of(k) {
			n[k/2] += c.squared(f, s)
		}
	}
	return [2]float64{math.Sqrt(n[0]), math.Sqrt(n[1])}
}

// like is the mean of the cosines of two examples' vectors.
func (c *core) like(a, b *example, na, nb [2]float64, s *scratch) float64 {
	var sum [2]float64
	for k := range kinds {
		x, y := a.of(k), b.of(k)
		for len(x) > 0 && len(y) > 0 {
			switch {
			case x[0] < y[0]:
				x = x[1:]
			case x[0] > y[0]:
				y = y[1:]
			default:
				sum[k/2] += c.squared(x[0], s)
				x, y = x[1:], y[1:]
			}
		}
	}
	out := 0.0
	for i := range sum {
		if na[i] > 0 && nb[i] > 0 {
			out += sum[i] / (na[i] * nb[i]) / 2
		}
	}
	return out
}

// solve fits the regression on the examples and returns what each of them adds to the estimate for its article.
//
// The target of an article is 1 at its examples, -1 at those that were not meant for it, and 0 at all others. The
// estimate is q·(K+λW)⁻¹·y, with the likenesses K among the examples and q of the question to them; all but y is the same
// for every article, so one solution serves them all.
func (c *core) solve(list []near, s *scratch) []float64 {
	n := len(list)
	if n == 0 {
		return nil
	}
	s.gram = grow(s.gram, n*n)
	g := s.gram[:n*n]
	norms := make([][2]float64, n)
	for i := range list {
		norms[i] = c.norms(&c.examples[list[i].example], s)
	}
	for i := range n {
		e := &c.examples[list[i].example]
		for j := range i {
			g[i*n+j] = c.like(e, &c.examples[list[j].example], norms[i], norms[j], s)
		}
		g[i*n+i] = 1 + ridge/math.Max(math.Abs(float64(e.weight)), 0.05)
	}
	cholesky(g, n)
	x := make([]float64, n)
	for i := range list {
		x[i] = list[i].like
	}
	substitute(g, n, x)
	for i := range x {
		if c.examples[list[i].example].weight < 0 {
			x[i] = -x[i]
		}
	}
	return x
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

// substitute solves L·Lᵀ·x = x in place.
func substitute(l []float64, n int, x []float64) {
	for i := range n {
		for k := range i {
			x[i] -= l[i*n+k] * x[k]
		}
		x[i] /= l[i*n+i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			x[i] -= l[k*n+i] * x[k]
		}
		x[i] /= l[i*n+i]
	}
}
