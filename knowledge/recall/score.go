package recall

import (
	"cmp"
	"slices"

	"switchboard/knowledge"
)

const (
	looked   = 200  // examples by words, that are compared closely
	nearest  = 120  // of them that the regression is fitted on
	sharp    = 2.0  // how much likeness counts beyond proportion: the kernel is exp(sharp·(likeness-1))
	ridge    = 0.2  // how much it distrusts a single example
	k1       = 1.2  // of BM25, as usual
	b1       = 0.75 // of BM25, as usual
	as       = 0.6  // likeness from which a question was asked before
	told     = 30   // articles by the words of their questions, and by their texts, that are told of
	lettered = 30   // likest articles whose letters are looked at
)

// A word that more of so many examples have than one in ten finds nothing: it is looked at where others found. So do
// letters that more of so many passages have.
const (
	common = 10
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
	rough   []rough
	near    []near
	parts   []part // of all examples that are compared with each other
	before  []int32
	owner   []int32
	place   [allGroups]int32 // of a group: in the question, or the last example that has it
	tf      []float64
	gram    []float64

	side     side        // that the question is asked of
	examples [sides]idfs // of so many examples of a side
	articles idfs
}

func grow[T any](s []T, n int) []T {
	if len(s) < n {
		return append(s, make([]T, n-len(s)+n/8)...)
	}
	return s
}

// recollection is what was recalled for a question until it is told. It lives in the scratch, and goes with it.
type recollection struct {
	asked features
	ideal float64 // BM25 score of words that no article passes
	list  []knowledge.Recalled
	at    map[uint32]int // place in list, by article
}

// of returns what was recalled of an article.
func (r *recollection) of(c *core, article uint32) *knowledge.Recalled {
	n, ok := r.at[article]
	if !ok {
		n = len(r.list)
		r.at[article] = n
		r.list = append(r.list, knowledge.Recalled{Article: c.articles[article].id})
	}
	return &r.list[n]
}

// recall finds the likest articles, and what speaks for them but their questions' letters.
func (c *core) recall(q knowledge.Asked, s *scratch) *recollection {
	if s.side = anybody; q.Seconded {
		s.side = seconded
	}
	s.examples[s.side].among(c.counts[s.side].live)
	s.articles.among(len(c.byID))
	s.score, s.found, s.tally, s.text = grow(s.score, len(c.examples)), grow(s.found, len(c.articles)), grow(s.tally, len(c.articles)), grow(s.text, len(c.articles))
	s.best = grow(s.best, len(c.articles))
	r := &recollection{asked: featuresOf(q.Text, q.Lang), list: make([]knowledge.Recalled, 0, 2*told+nearest), at: make(map[uint32]int, 2*told+nearest)}
	may := c.among(q.Projects)
	read := knowledge.Beside(func() { c.texts.score(q.Text, q.Lang, may, s) })
	r.ideal = c.scan(r.asked, may, s)
	list, against := c.apart(c.compare(r.asked, s), s)
	weights := c.solve(list, s)
	read()
	for _, a := range c.largest(s.hit, s.found) {
		r.of(c, a)
	}
	for _, a := range c.largest(s.texts, s.text) {
		r.of(c, a)
	}
	for i, weight := range weights {
		e := &c.examples[list[i].example]
		of := r.of(c, e.article)
		if of.Fit += weight; e.weights[s.side] != ofTitle {
			of.Taught += weight
		}
		if list[i].spelt > of.Near {
			of.Near, of.Question = list[i].spelt, e.text
		}
		if list[i].spelt >= as {
			of.Like += int(e.asked)
		}
	}
	for a, others := range against {
		of, less := r.of(c, a), c.less(a, list, others, s)
		of.Fit, of.Taught = of.Fit-less, of.Taught-less
	}
	return r
}

// tell returns what was recalled, the likest articles first, and of those that are to be told of in any case.
func (c *core) tell(r *recollection, also []int64, s *scratch) []knowledge.Recalled {
	for _, id := range also {
		if a, ok := c.byID[id]; ok {
			r.of(c, a)
		}
	}
	for a, n := range r.at {
		of := &r.list[n]
		if s.text[a] > 0 {
			of.Passage = int(s.best[a] - c.articles[a].passages[0])
		}
		of.Share, of.Text, of.Known = s.found[a]/r.ideal, s.text[a], c.articles[a].meant[s.side]
	}
	slices.SortFunc(r.list, func(a, b knowledge.Recalled) int {
		return cmp.Or(cmp.Compare(b.Fit+b.Share, a.Fit+a.Share), cmp.Compare(a.Article, b.Article))
	})
	c.letters(r.asked, r.list, also, s)
	return r.list
}

// clear makes the scratch ready for the next question.
func (s *scratch) clear() {
	for _, a := range s.hit {
		s.found[a] = 0
	}
	for _, a := range s.texts {
		s.text[a] = 0
	}
	s.hit, s.texts = s.hit[:0], s.texts[:0]
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
	all := &c.counts[s.side]
	average := max(all.lengths.words/float64(max(1, len(c.byID))), 1)
	for _, w := range asked.words {
		k := c.words[w]
		if k == nil {
			ideal += among(0, len(c.byID)) * (k1 + 1)
			continue
		}
		if all.live > many && int(k.in[s.side])*common > all.live {
			continue
		}
		worth := float32(c.word(w, s))
		for _, n := range k.list {
			e := &c.examples[n]
			if e.dead || e.weights[s.side] == 0 || !may(e.article) {
				continue
			}
			if s.score[n] == 0 {
				s.touched = append(s.touched, n)
			}
			s.score[n] += worth
			if e.weights[s.side] > 0 {
				if s.tally[e.article] == 0 {
					s.tallied = append(s.tallied, e.article)
				}
				s.tally[e.article] += e.weights[s.side]
			}
		}
		tells := among(int(k.articles[s.side]), len(c.byID))
		ideal += tells * (k1 + 1)
		for _, a := range s.tallied {
			tf := float64(s.tally[a])
			s.tally[a] = 0
			if s.found[a] == 0 {
				s.hit = append(s.hit, a)
			}
			s.found[a] += tells * tf * (k1 + 1) / (tf + k1*(1-b1+b1*c.articles[a].lengths[s.side].words/average))
		}
		s.tallied = s.tallied[:0]
	}
	return max(ideal, 1)
}

// letters gives the first articles, and those that are asked for, the share of what the question's groups of letters tell that stands in their
// questions.
func (c *core) letters(asked features, list []knowledge.Recalled, also []int64, s *scratch) {
	all := &c.counts[s.side]
	average := max(all.lengths.groups/float64(max(1, len(c.byID))), 1)
	s.tf = grow(s.tf, len(asked.groups))
	ideal := 0.0
	for i, g := range asked.groups {
		s.place[g] = int32(i) + 1
		ideal += among(int(all.grouped[g]), len(c.byID)) * (k1 + 1)
	}
	for i := range list {
		if i >= lettered && !slices.Contains(also, list[i].Article) {
			continue
		}
		a := &c.articles[c.byID[list[i].Article]]
		for _, n := range a.examples {
			e := &c.examples[n]
			if e.weights[s.side] <= 0 {
				continue
			}
			for _, g := range e.groups {
				if p := s.place[g]; p > 0 {
					s.tf[p-1] += float64(e.weights[s.side])
				}
			}
		}
		sum := 0.0
		for j, g := range asked.groups {
			if tf := s.tf[j]; tf > 0 {
				sum += among(int(all.grouped[g]), len(c.byID)) * tf * (k1 + 1) / (tf + k1*(1-b1+b1*a.lengths[s.side].groups/average))
				s.tf[j] = 0
			}
		}
		list[i].Letters = sum / max(ideal, 1)
	}
	for _, g := range asked.groups {
		s.place[g] = 0
	}
}
