package recall

import (
	"cmp"
	"math"
	"slices"

	"switchboard/knowledge"
)

const (
	looked   = 250  // examples by words, that are compared closely
	nearest  = 150  // of them that the regression is fitted on
	sharp    = 2.0  // how much likeness counts beyond proportion: the kernel is exp(sharp·(likeness-1))
	ridge    = 0.2  // how much it distrusts a single example
	k1       = 1.2  // of BM25, as usual
	b1       = 0.75 // of BM25, as usual
	as       = 0.6  // likeness from which a question was asked before
	told     = 30   // articles by the words of their questions, and by their texts, that are told of
	lettered = 30   // likest articles whose letters are looked at
)

// A word that more of so many examples have than one in four finds nothing: it is looked at where others found. So do
// letters that more of so many passages have.
const (
	common = 4
	many   = 4000
)

// scratch is the working memory of one question, kept for the next.
type scratch struct {
	score   []float32 // by example
	touched []uint32
	found   []float64 // by article: BM25 of words
	tally   []float32 // by article: of the word that is looked at
	tallied []uint32
	hit     []uint32  // articles with a score
	unit    []float32 // by passage
	units   []uint32  // passages with a score
	text    []float64 // by article: of its best passage
	best    []uint32  // by article: that passage
	texts   []uint32  // articles with such a score
	near    []near
	place   [allGroups]int32 // of a group: in the question, or the last example that has it
	tf      []float64
	gram    []float64

	byExamples, byArticles []float64 // idf of a feature that so many have
	live, articles         int       // of which these were computed
}

// near is an example with its likeness to the question.
type near struct {
	example uint32
	rough   float32
	like    float64
	norms   [2]float64
}

func grow[T any](s []T, n int) []T {
	if len(s) < n {
		return append(s, make([]T, n-len(s)+n/8)...)
	}
	return s
}

// idf is how much a feature tells that n of all have.
func idf(n, all int) float64 { return math.Log(float64(1+all)/float64(1+n)) + 1 }

// idfs are those of a feature that none to all have.
func idfs(list []float64, all int) []float64 {
	list = grow(list, all+1)
	for n := range all + 1 {
		list[n] = idf(n, all)
	}
	return list
}

// tells is how much a feature tells, squared: the fewer examples have it, and the fewer articles, the more. Pairs share
// their counts, so that more may be counted than there are.
func (c *core) tells(examples, articles int, s *scratch) float64 {
	return s.byExamples[min(examples, s.live)] * s.byArticles[min(articles, s.articles)]
}

func (c *core) word(w uint32, s *scratch) float64 {
	if k := c.words[w]; k != nil {
		return c.tells(k.in, k.articles, s)
	}
	return c.tells(0, 0, s)
}

// pair takes it that each example with the pair is of another article, which is not counted.
func (c *core) pair(p uint32, s *scratch) float64 {
	n := int(c.pairs[p%pairSlots])
	return c.tells(n, n, s)
}

func (c *core) group(g uint16, s *scratch) float64 {
	return c.tells(int(c.groups[g]), int(c.grouped[g]), s)
}

// recall scores the likest articles and those that are asked for.
func (c *core) recall(q knowledge.Asked, s *scratch) []knowledge.Recalled {
	if s.live != c.live || s.articles != len(c.byID) {
		s.live, s.articles = c.live, len(c.byID)
		s.byExamples, s.byArticles = idfs(s.byExamples, s.live), idfs(s.byArticles, s.articles)
	}
	s.score, s.found, s.tally, s.text = grow(s.score, len(c.examples)), grow(s.found, len(c.articles)), grow(s.tally, len(c.articles)), grow(s.text, len(c.articles))
	s.best = grow(s.best, len(c.articles))
	asked, may := featuresOf(q.Text, q.Lang), c.among(q.Projects)
	ideal := c.scan(asked, may, s)
	list := c.compare(asked, s)
	c.texts.score(q.Text, q.Lang, may, s)

	out := make([]knowledge.Recalled, 0, len(s.hit)+len(s.texts))
	at := make(map[uint32]int, len(s.hit)+len(s.texts))
	entry := func(a uint32) *knowledge.Recalled {
		n, ok := at[a]
		if !ok {
			n = len(out)
			at[a] = n
			out = append(out, knowledge.Recalled{Article: c.articles[a].id})
		}
		return &out[n]
	}
	for _, a := range c.largest(s.hit, s.found) {
		entry(a)
	}
	for _, a := range c.largest(s.texts, s.text) {
		entry(a)
	}
	list, against := c.apart(list)
	for i, weight := range c.solve(list, s) {
		e := &c.examples[list[i].example]
		r := entry(e.article)
		if r.Fit += weight; e.weight != ofTitle {
			r.Taught += weight
		}
		if list[i].like > r.Near {
			r.Near, r.Question = list[i].like, e.text
		}
		if list[i].like >= as {
			r.Like += int(e.asked)
		}
	}
	for a, others := range against {
		r, less := entry(a), c.less(a, list, others, s)
		r.Fit, r.Taught = r.Fit-less, r.Taught-less
	}
	for _, id := range q.Also {
		if a, ok := c.byID[id]; ok {
			entry(a)
		}
	}
	for a, n := range at {
		if s.text[a] > 0 {
			out[n].Passage = int(s.best[a] - c.articles[a].passages[0])
		}
		out[n].Share, out[n].Text, out[n].Known = s.found[a]/ideal, s.text[a], c.articles[a].meant
	}
	for _, a := range s.hit {
		s.found[a] = 0
	}
	for _, a := range s.texts {
		s.text[a] = 0
	}
	s.hit, s.texts = s.hit[:0], s.texts[:0]
	slices.SortFunc(out, func(a, b knowledge.Recalled) int {
		return cmp.Or(cmp.Compare(b.Fit+b.Share, a.Fit+a.Share), cmp.Compare(a.Article, b.Article))
	})
	c.letters(asked, out, q.Also, s)
	return out
}

// among tells which articles are of the projects; of any, if none is named.
func (c *core) among(projects []string) func(article uint32) bool {
	if len(projects) == 0 {
		return func(uint32) bool { return true }
	}
	those := make([]bool, len(c.projects))
	for _, key := range projects {
		if n, ok := c.projects[key]; ok {
			those[n] = true
		}
	}
	return func(article uint32) bool { return those[c.articles[article].project] }
}

// largest returns the articles with the largest values, ties broken alike in every process.
func (c *core) largest(list []uint32, values []float64) []uint32 {
	order := func(a, b uint32) int {
		return cmp.Or(cmp.Compare(values[b], values[a]), cmp.Compare(c.articles[a].id, c.articles[b].id))
	}
	top := make([]uint32, 0, told+1)
	for _, a := range list {
		if len(top) == told && values[a] < values[top[told-1]] {
			continue
		}
		at, _ := slices.BinarySearchFunc(top, a, order)
		top = slices.Insert(top, at, a)[:min(told, len(top)+1)]
	}
	return top
}

// scan finds the examples and articles that share words with the question. It returns the BM25 score that no article
// passes.
func (c *core) scan(asked features, may func(article uint32) bool, s *scratch) (ideal float64) {
	average := max(c.lengths.words/float64(max(1, len(c.byID))), 1)
	for _, w := range asked.words {
		k := c.words[w]
		if k == nil {
			ideal += among(0, len(c.byID)) * (k1 + 1)
			continue
		}
		if c.live > many && k.in*common > c.live {
			continue
		}
		worth := float32(c.word(w, s))
		for _, n := range k.list {
			e := &c.examples[n]
			if e.dead || !may(e.article) {
				continue
			}
			if s.score[n] == 0 {
				s.touched = append(s.touched, n)
			}
			s.score[n] += worth
			if e.weight > 0 {
				if s.tally[e.article] == 0 {
					s.tallied = append(s.tallied, e.article)
				}
				s.tally[e.article] += e.weight
			}
		}
		tells := among(k.articles, len(c.byID))
		ideal += tells * (k1 + 1)
		for _, a := range s.tallied {
			tf := float64(s.tally[a])
			s.tally[a] = 0
			if s.found[a] == 0 {
				s.hit = append(s.hit, a)
			}
			s.found[a] += tells * tf * (k1 + 1) / (tf + k1*(1-b1+b1*c.articles[a].lengths.words/average))
		}
		s.tallied = s.tallied[:0]
	}
	return max(ideal, 1)
}

// letters gives the first articles, and those that are asked for, the share of what the question's groups of letters tell that stands in their
// questions.
func (c *core) letters(asked features, list []knowledge.Recalled, also []int64, s *scratch) {
	average := max(c.lengths.groups/float64(max(1, len(c.byID))), 1)
	s.tf = grow(s.tf, len(asked.groups))
	ideal := 0.0
	for i, g := range asked.groups {
		s.place[g] = int32(i) + 1
		ideal += among(int(c.grouped[g]), len(c.byID)) * (k1 + 1)
	}
	for i := range list {
		if i >= lettered && !slices.Contains(also, list[i].Article) {
			continue
		}
		a := &c.articles[c.byID[list[i].Article]]
		for _, n := range a.examples {
			e := &c.examples[n]
			if e.weight <= 0 {
				continue
			}
			for _, g := range e.groups {
				if p := s.place[g]; p > 0 {
					s.tf[p-1] += float64(e.weight)
				}
			}
		}
		sum := 0.0
		for j, g := range asked.groups {
			if tf := s.tf[j]; tf > 0 {
				sum += among(int(c.grouped[g]), len(c.byID)) * tf * (k1 + 1) / (tf + k1*(1-b1+b1*a.lengths.groups/average))
				s.tf[j] = 0
			}
		}
		list[i].Letters = sum / max(ideal, 1)
	}
	for _, g := range asked.groups {
		s.place[g] = 0
	}
}

// compare returns the nearest examples with their likeness, nearest first.
func (c *core) compare(asked features, s *scratch) []near {
	s.near = s.near[:0]
	least := float32(0)
	rougher := func(a, b near) int { return cmp.Compare(b.rough, a.rough) }
	for _, n := range s.touched {
		e := &c.examples[n]
		rough := s.score[n] / float32(math.Sqrt(float64(2+len(e.words)+len(e.pairs))))
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
	norms := c.norms(asked, s)
	for i := range list {
		e := &c.examples[list[i].example]
		list[i].norms = c.norms(e.features, s)
		first := shared(asked.words, e.words, func(w uint32) float64 { return c.word(w, s) }) +
			shared(asked.pairs, e.pairs, func(p uint32) float64 { return c.pair(p, s) })
		second := shared(asked.groups, e.groups, func(g uint16) float64 { return c.group(g, s) })
		list[i].like = likeness(first, second, norms, list[i].norms)
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

// norms are the lengths of a question's vectors: of words with pairs, and of groups.
func (c *core) norms(f features, s *scratch) [2]float64 {
	var first, second float64
	for _, w := range f.words {
		first += c.word(w, s)
	}
	for _, p := range f.pairs {
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

// likeness is the mean of the cosines of two questions' vectors, given what they share.
func likeness(first, second float64, a, b [2]float64) float64 {
	out := 0.0
	if a[0] > 0 && b[0] > 0 {
		out += first / (a[0] * b[0]) / 2
	}
	if a[1] > 0 && b[1] > 0 {
		out += second / (a[1] * b[1]) / 2
	}
	return out
}

func kernel(like float64) float64 { return math.Exp(sharp * (like - 1)) }

// solve fits the regression on the examples and returns what each of them adds to the estimate for its article.
//
// The target of an article is 1 at its examples and 0 at all others. The
// estimate is q·(K+λW)⁻¹·y, with the kernel K of the examples' likenesses and q that of the question to them; all but y
// is the same for every article, so one solution serves them all.
func (c *core) solve(list []near, s *scratch) []float64 {
	n := len(list)
	if n == 0 {
		return nil
	}
	s.gram = grow(s.gram, 2*n*n)
	g, second := s.gram[:n*n], s.gram[n*n:2*n*n]
	c.overlap(list, g, second, s)
	for i := range n {
		for j := range i {
			g[i*n+j] = kernel(likeness(g[i*n+j], second[i*n+j], list[i].norms, list[j].norms))
		}
		weight := float64(c.examples[list[i].example].weight)
		g[i*n+i] = 1 + ridge/math.Max(math.Abs(weight), 0.05)
	}
	cholesky(g, n)
	x := make([]float64, n)
	for i := range list {
		x[i] = kernel(list[i].like)
	}
	substitute(g, n, x)
	return x
}

// apart takes the examples that were not meant for their articles out of a list, by article.
func (c *core) apart(list []near) (meant []near, against map[uint32][]near) {
	for _, n := range list {
		e := &c.examples[n.example]
		if e.weight > 0 {
			meant = append(meant, n)
			continue
		}
		if against == nil {
			against = map[uint32][]near{}
		}
		against[e.article] = append(against[e.article], n)
	}
	return meant, against
}

// less is how much lower the estimate for an article is for the questions that were not meant for it, beside those that
// were. They say nothing of other articles.
func (c *core) less(article uint32, meant, others []near, s *scratch) float64 {
	var own []near
	for _, n := range meant {
		if c.examples[n.example].article == article {
			own = append(own, n)
		}
	}
	sum := 0.0
	for _, weight := range c.solve(own, s) {
		sum += weight
	}
	for i, weight := range c.solve(append(own, others...), s) {
		if i < len(own) {
			sum -= weight
		} else {
			sum += weight
		}
	}
	return sum
}

// overlap adds up, for each two examples, the weights of what they share: words with pairs in first, groups in second,
// in their lower halves. It goes feature by feature: most features of an example no other one has.
func (c *core) overlap(list []near, first, second []float64, s *scratch) {
	n := len(list)
	clear(first)
	clear(second)
	type one struct {
		feature uint64 // words below pairs
		example int32
	}
	var all []one
	before := make([]int32, 0, n*64) // of each group of an example, the last entry that has it
	owner := make([]int32, 0, n*64)
	for i := range list {
		e := &c.examples[list[i].example]
		for _, w := range e.words {
			all = append(all, one{uint64(w), int32(i)})
		}
		for _, p := range e.pairs {
			all = append(all, one{1<<32 | uint64(p), int32(i)})
		}
		row := second[i*n : i*n+i]
		for _, g := range e.groups {
			last := s.place[g]
			if last > 0 {
				w := c.group(g, s)
				for at := last; at > 0; at = before[at-1] {
					row[owner[at-1]] += w
				}
			}
			before, owner = append(before, last), append(owner, int32(i))
			s.place[g] = int32(len(before))
		}
	}
	for i := range list {
		for _, g := range c.examples[list[i].example].groups {
			s.place[g] = 0
		}
	}
	slices.SortFunc(all, func(a, b one) int {
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
					first[int(all[i].example)*n+int(all[j].example)] += w
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
