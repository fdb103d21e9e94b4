package recall

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"switchboard/knowledge"
)

const (
	looked    = 200  // examples by words, that are compared closely
	alike     = 120  // by what they mean, beside them,
	alikeFrom = 0.3  // if it is at least so like
	nearest   = 120  // of them that the regression is fitted on
	sharp     = 2.0  // how much likeness counts beyond proportion: the kernel is exp(sharp·(likeness-1))
	ridge     = 0.12 // how much it distrusts a single example
	k1        = 1.2  // of BM25, as usual
	b1        = 0.75 // of BM25, as usual
	as        = 0.6  // likeness from which a question was asked before
	told      = 30   // articles by the words of their questions, and by their texts, that are told of
	lettered  = 30   // likest articles whose letters are looked at
)

// lookedThrough is how many questions there are, at most, where all are compared by what they mean.
const lookedThrough = 20_000

// A word that more of so many examples have than one in ten finds nothing: it is looked at where others found. So do
// letters that more of so many passages have.
const (
	common = 10
	many   = 4000
)

// scratch is the working memory of one question, kept for the next.
type scratch struct {
	score   []float32 // by example
	touched []touched
	found   [][sides]float64 // by article: BM25 of words
	tally   []weights        // by article: of the word that is looked at
	tallied []uint32
	hit     []uint32   // articles with a score
	unit    []float32  // by passage
	units   []uint32   // passages with a score
	text    []float64  // by article: of its best passage, where the first counts more than others
	most    []float64  // by article: the same, all counting alike
	best    []uint32   // by article: that passage
	texts   []uint32   // articles with such a score
	rough   [2][]rough // of others, and of one person alone
	near    []near
	parts   []part           // of all examples that are compared with each other
	heads   []head           // of their groups
	owner   []int32          // of a head: places of the examples
	place   [allGroups]int32 // of a group: in the question, or its head
	gram    []float64
	root    []float64

	examples, articles idfs // of so many of them
}

// touched is an example with a score, and what of its mark is looked at again.
type touched struct {
	example uint32
	length  float32
	sort    int
}

func grow[T any](s []T, n int) []T {
	if len(s) < n {
		return append(s, make([]T, n-len(s)+n/8)...)
	}
	return s
}

// recollection is what was recalled for a question until it is told. It lives in the scratch, and goes with it.
type recollection struct {
	asked    features
	meant    sense
	text     text    // the same of an English question, more exactly
	anywhere sense   // in the space of all languages
	ideal    float64 // BM25 score of words that no article passes
	list     []knowledge.Recalled
	at       map[uint32]int // place in list, by article
	idle     [sides]float64 // estimates for no article
	stray    float64
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
	s.examples.among(c.live)
	s.articles.among(len(c.byID))
	s.score, s.found, s.tally, s.text = grow(s.score, len(c.examples)), grow(s.found, len(c.articles)), grow(s.tally, len(c.articles)), grow(s.text, len(c.articles))
	s.most, s.best = grow(s.most, len(c.articles)), grow(s.best, len(c.articles))
	r := &recollection{asked: featuresOf(q.Text, q.Lang), list: make([]knowledge.Recalled, 0, 2*told+nearest), at: make(map[uint32]int, 2*told+nearest)}
	r.meant, r.text = meaningOf(q.Text, q.Lang)
	r.anywhere = r.meant.anywhere(q.Text)
	may := c.among(q.Projects)
	read := knowledge.Beside(func() { c.texts.score(q.Text, q.Lang, may, s) })
	var means map[uint32]float64
	var closest []uint32
	compared := knowledge.Beside(func() { means, closest = c.means(q, &r.anywhere, may), c.closest(&r.text, may) })
	r.ideal = c.scan(r.asked, may, s)
	list := c.compare(r.asked, &r.meant, may, s)
	kernels := c.kernels(list, s)
	read()
	for _, a := range c.largest(s.hit, func(a uint32) float64 { return s.found[a][anybody] }) {
		r.of(c, a)
	}
	for _, a := range c.largest(s.texts, func(a uint32) float64 { return s.text[a] }) {
		r.of(c, a)
	}
	compared()
	for _, a := range c.largest(slices.Collect(maps.Keys(means)), func(a uint32) float64 { return means[a] }) {
		r.of(c, a).Meaning = means[a]
	}
	for _, a := range closest {
		r.of(c, a).Closest = true
	}
	r.stray = c.stray(r, list)
	c.say(r, anybody, list, kernels, s)
	if slices.ContainsFunc(list, func(n near) bool { w := c.marks[n.example].weights; return w[anybody] != w[seconded] }) {
		c.say(r, seconded, list, kernels, s)
		return r
	}
	r.idle[seconded] = r.idle[anybody]
	for i := range r.list {
		r.list[i].Seconded = r.list[i].Past
	}
	return r
}

// past is what the questions on a side say of an article.
func past(r *knowledge.Recalled, side side) *knowledge.Past {
	if side == seconded {
		return &r.Seconded
	}
	return &r.Past
}

// say adds what the nearest examples say on a side.
func (c *core) say(r *recollection, side side, list []near, kernels []float64, s *scratch) {
	meant, idle, against := c.apart(list, kernels, side)
	own, others := c.solve(list, meant, idle, kernels, side, s)
	for _, weight := range others {
		r.idle[side] += weight
	}
	for i, weight := range own {
		n := list[meant[i]]
		e, m := &c.examples[n.example], c.marks[n.example]
		of := past(r.of(c, m.article), side)
		if of.Fit += weight; m.weights[side] != ofTitle {
			of.Taught += weight
		}
		if n.spelt > of.Near {
			of.Near, of.Question = n.spelt, e.text
		}
		if n.spelt >= as {
			of.Like += int(e.asked)
		}
	}
	for article, others := range against {
		of, less := past(r.of(c, article), side), c.less(list, c.those(article, list, meant), others, kernels, side, s)
		of.Fit, of.Taught = of.Fit-less, of.Taught-less
	}
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
		about := &c.articles[a].about
		of.Text, of.About, of.Said = s.text[a], about.near(&r.anywhere, &r.text), about.says(&r.meant)
		for side := range sides {
			p := past(of, side)
			p.Share, p.Known, p.Idle = s.found[a][side]/r.ideal, c.articles[a].meant[side], max(r.idle[side], 0)
			p.Stray = r.stray
		}
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
		s.found[a] = [sides]float64{}
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
func (c *core) largest(list []uint32, value func(article uint32) float64) []uint32 {
	order := func(a, b uint32) int {
		return cmp.Or(cmp.Compare(value(b), value(a)), cmp.Compare(c.articles[a].id, c.articles[b].id))
	}
	top := make([]uint32, 0, told+1)
	for _, a := range list {
		if len(top) == told && value(a) < value(top[told-1]) {
			continue
		}
		top = kept(top, a, told, order)
	}
	return top
}

// scan finds the examples and articles that share words with the question. It returns the BM25 score that no article
// passes.
func (c *core) scan(asked features, may func(article uint32) bool, s *scratch) (ideal float64) {
	average := c.average(func(l lengths) float64 { return l.words })
	for _, w := range asked.words() {
		k := c.words[w]
		if k == nil {
			ideal += among(0, len(c.byID)) * (k1 + 1)
			continue
		}
		if c.live > many && int(k.in)*common > c.live {
			continue
		}
		worth := float32(c.word(w, s))
		for some := range slices.Chunk(k.list, atOnce) {
			c.add(worth, some, may, s)
		}
		tells := among(int(k.articles), len(c.byID))
		ideal += tells * (k1 + 1)
		for _, a := range s.tallied {
			if s.found[a] == ([sides]float64{}) {
				s.hit = append(s.hit, a)
			}
			for side, tf := range s.tally[a] {
				s.found[a][side] += bm25(tells, float64(tf), c.articles[a].lengths[side].words/average[side])
			}
			s.tally[a] = weights{}
		}
		s.tallied = s.tallied[:0]
	}
	return max(ideal, 1)
}

// atOnce is how many marks are fetched before any is looked at: so the processor waits for memory once for many of them.
const atOnce = 64

// add notes that examples have a word that is worth so much.
func (c *core) add(worth float32, examples []uint32, may func(article uint32) bool, s *scratch) {
	var marks [atOnce]mark
	for i, n := range examples {
		marks[i] = c.marks[n]
	}
	for i, n := range examples {
		m := &marks[i]
		if m.article == gone || !may(m.article) {
			continue
		}
		if s.score[n] == 0 {
			s.touched = append(s.touched, touched{n, m.length, m.weights.sort()})
		}
		if s.score[n] += worth; max(m.weights[anybody], m.weights[seconded]) <= 0 {
			continue
		}
		if s.tally[m.article] == (weights{}) {
			s.tallied = append(s.tallied, m.article)
		}
		s.tally[m.article].add(m.weights)
	}
}

// average is a length of all articles, on each side.
func (c *core) average(of func(lengths) float64) (list [sides]float64) {
	for side, l := range c.lengths {
		list[side] = max(of(l)/float64(max(1, len(c.byID))), 1)
	}
	return list
}

// add adds what is above 0.
func (w *weights) add(o weights) {
	for side, weight := range o {
		w[side] += max(weight, 0)
	}
}

// bm25 is the score of something that tells so much, tf times in a text of so many times the average length.
func bm25(tells, tf, length float64) float64 {
	return tells * tf * (k1 + 1) / (tf + k1*(1-b1+b1*length))
}

// letters gives the first articles, and those that are asked for, the share of what the question's groups of letters tell that stands in their
// questions, and how likely those have them.
func (c *core) letters(asked features, list []knowledge.Recalled, also []int64, s *scratch) {
	ideal := 0.0
	worth := make([]float64, len(asked.groups))
	for i, g := range asked.groups {
		s.place[g], worth[i] = int32(i)+1, among(int(c.grouped[g]), len(c.byID))
		ideal += worth[i] * (k1 + 1)
	}
	those := make([]*knowledge.Recalled, 0, lettered+len(also))
	for i := range list {
		if i < lettered || slices.Contains(also, list[i].Article) {
			those = append(those, &list[i])
		}
	}
	knowledge.Halves(len(those), func(from, to int) {
		for _, r := range those[from:to] {
			shares, likely := c.lettersOf(&c.articles[c.byID[r.Article]], asked.groups, worth, s)
			for side := range sides {
				p := past(r, side)
				p.Letters, p.Likely = shares[side]/max(ideal, 1), likely[side]
			}
		}
	})
	for _, g := range asked.groups {
		s.place[g] = 0
	}
}

// unseen is how often a group of letters counts in an article's questions beside how often it was found there. The same number for every
// group makes those of which few questions are known likelier than those whose many have other letters: where from one to a hundred are known
// of each that found .796 and .704 of the validation rows of clinc150 and banking77, and .780 and .690 with what is usual in all questions instead.
const unseen = 0.1

// lettersOf is the BM25 score of an article's questions for groups that are worth so much, by the groups' places; and the logarithm of
// how likely a question has them that is one of the article's, as naive Bayes has it, groups that nobody ever wrote left out.
func (c *core) lettersOf(a *article, groups []uint16, worth []float64, s *scratch) (shares, likely [sides]float64) {
	average := c.average(func(l lengths) float64 { return l.groups })
	all := make([]weights, len(worth))
	var questions weights
	for _, n := range a.examples {
		weights := c.marks[n].weights
		questions.add(weights)
		for _, g := range c.examples[n].groups {
			if p := s.place[g]; p > 0 {
				all[p-1].add(weights)
			}
		}
	}
	for i, tf := range all {
		for side := range sides {
			shares[side] += bm25(worth[i], float64(tf[side]), a.lengths[side].groups/average[side])
			if c.groups[groups[i]] > 0 {
				likely[side] += math.Log((float64(tf[side]) + unseen) / (math.Max(float64(questions[side]), ofTitle) + 2*unseen))
			}
		}
	}
	return shares, likely
}
