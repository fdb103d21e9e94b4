package assist

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// Ranked is an article that may answer.
type Ranked struct {
	Hit         knowledge.Hit
	Probability float64 // that it answers
	Like        int     // earlier questions, answered by it, that the question is like

	asked    string  // the question that it would answer
	strength float64 // probability that it answers, if no other did
}

// Rank returns the articles that may answer, most probable first, at most limit of them.
func (a *Assistant) Rank(ctx context.Context, d Dialogue, limit int) ([]Ranked, error) {
	if d.At.IsZero() {
		d.At = time.Now()
	}
	var ranked []Ranked
	asked := questions(d)
	vectors := a.vectors(ctx, asked)
	for i, q := range asked {
		hits, err := a.index.Search(ctx, knowledge.Query{Text: q.text, Lang: d.Lang, Internal: true, At: d.At, Limit: max(searched, limit), Vector: vectors[i]})
		if err != nil {
			return nil, fmt.Errorf("search for an answer: %w", err)
		}
		ranked = strongest(ranked, rank(q, d, a.named(ctx, q.text), hits))
	}
	for i := range ranked {
		ranked[i].Probability = ranked[i].strength * certainty(ranked, i)
	}
	return ranked[:min(len(ranked), max(limit, 0))], nil
}

// evidence is what the words of question and hit tell, independent of the index that found it.
type evidence struct {
	all    float64 // share of the question's weight that stands anywhere in the hit
	head   float64 // share that stands in title, heading or the question people ask
	like   float64 // similarity with the title or the question people ask, both ways
	code   float64 // 1: a number or code of the question stands in the hit
	codes  float64 // 1: a number or code of the question is missing in the hit
	missed float64 // share of a short follow-up's words that the hit lacks
	words  int     // content words of the question
	named  float64 // 1: the question names its project, -1: it names another
	before float64 // 1: the conversation is about its project, -1: about another
	near   float64 // how near the meanings are beyond chance, when an embedder tells
}

// The weights of a logistic model. They were set on the sample questions, their paraphrases, and questions about other
// things; what follows from the probability is the router's policy.
func (e evidence) strength() float64 {
	x := -6.1 + 4.4*e.all + 1.6*e.head + 4.0*e.like + 2.1*e.code - 2.2*e.codes +
		2.8*min(e.named, 0) + 0.5*max(e.named, 0) + 0.6*e.before - 1.5*e.missed + 12*e.near
	if e.words < 2 {
		x -= 1.2
	}
	return 1 / (1 + math.Exp(-x))
}

// alike is how near two strengths are that cannot be told apart.
const alike = 0.12

// rank weighs the evidence for each hit, best first.
func rank(q question, d Dialogue, named map[string]bool, hits []knowledge.Hit) []Ranked {
	out := make([]Ranked, 0, len(hits))
	for _, h := range hits {
		e := weigh(q.text, h)
		if q.recent != "" {
			e.missed = 1 - weigh(q.recent, h).all
		}
		switch {
		case named[h.Project]:
			e.named = 1
		case len(named) > 0:
			e.named = -1
		case slices.Contains(d.Projects, h.Project):
			e.before = 1
		case len(d.Projects) > 0:
			e.before = -1
		}
		out = append(out, Ranked{Hit: h, asked: q.text, strength: e.strength()})
	}
	inOrder(out)
	return out
}

// inOrder sorts by strength; what is as good as equal by the index's own score.
func inOrder(list []Ranked) {
	slices.SortStableFunc(list, func(a, b Ranked) int {
		if c := cmp.Compare(b.strength, a.strength); math.Abs(a.strength-b.strength) > 0.02 {
			return c
		}
		return cmp.Compare(b.Hit.Score, a.Hit.Score)
	})
}

// strongest joins the rankings of two questions: each article once, as the question that it answers best.
func strongest(a, b []Ranked) []Ranked {
	if a == nil {
		return b
	}
	for _, r := range b {
		i := slices.IndexFunc(a, func(o Ranked) bool { return o.Hit.Article == r.Hit.Article })
		switch {
		case i < 0:
			a = append(a, r)
		case a[i].strength < r.strength:
			a[i] = r
		}
	}
	inOrder(a)
	return a
}

// certainty is the factor of a probability that the rivals make: lower when another article is as strong, since at most
// one of them is what was asked for, and higher when there is no rival at all.
func certainty(ranked []Ranked, i int) float64 {
	rival := 0.0
	for j, r := range ranked {
		if j != i && (r.Hit.Project != ranked[i].Hit.Project || r.Hit.Key != ranked[i].Hit.Key) {
			rival = max(rival, r.strength)
		}
	}
	p := ranked[i].strength
	lead := p - rival
	switch {
	case p > 0.35 && rival < 0.15:
		return (p + 0.65*(1-p)*lead/p) / p // alone on the field
	case lead >= 2*alike:
		return 1
	case lead <= -alike:
		return 0.5
	}
	return 0.5 + 0.5*(lead+alike)/(3*alike)
}

// term is one content word of a question.
type term struct {
	knowledge.Token
	weight float64
	code   bool // it has a digit
}

// terms are a text's words with their weights: stop words say little, long words and codes much.
func terms(text, lang string) []term {
	var out []term
	last := -1
	for _, t := range knowledge.Analyze(text, lang) {
		if t.Start < last {
			continue // a part of a compound
		}
		last = t.End
		w := term{Token: t, weight: 1, code: strings.IndexFunc(t.Word, unicode.IsDigit) >= 0}
		switch n := utf8.RuneCountInString(t.Word); {
		case t.Stop || knowledge.StopWord(t.Word, ""):
			w.weight = 0.12
		case w.code:
			w.weight = 1.5
		case n <= 3:
			w.weight = 0.6
		case n >= 8:
			w.weight = 1.2
		}
		out = append(out, w)
	}
	return out
}

// weigh compares the words of a question with those of a hit.
func weigh(asked string, h knowledge.Hit) evidence {
	q := terms(asked, h.Lang)
	title, ask := terms(h.Title, h.Lang), terms(h.Question, h.Lang)
	head := slices.Concat(title, ask, terms(h.Heading, h.Lang), terms(h.Name, h.Lang))
	body := terms(h.Passage, h.Lang)
	e := evidence{like: max(similar(q, title), similar(q, ask)), near: max(h.Near-byChance, 0)}
	var sum, all, inHead float64
	for _, t := range q {
		sum += t.weight
		if t.weight > 0.5 {
			e.words++
		}
		best := found(t, head)
		inHead += t.weight * best
		if best < 1 {
			best = max(best, found(t, body))
		}
		all += t.weight * best
		switch {
		case t.code && best < 0.5:
			e.codes = 1
		case t.code:
			e.code = 1
		}
	}
	if sum > 0 {
		e.all, e.head = all/sum, inHead/sum
	}
	return e
}

// similar is how much two word lists have in common, seen from both (F1), between 0 and 1.
func similar(a, b []term) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	p, r := covered(a, b), covered(b, a)
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func covered(a, b []term) float64 {
	var sum, got float64
	for _, t := range a {
		sum += t.weight
		got += t.weight * found(t, b)
	}
	return got / sum
}

// found is how well a word stands among others: 1 as it is or inflected, less with a typo, else 0.
func found(t term, among []term) float64 {
	best := 0.0
	for _, o := range among {
		if o.Term == t.Term || o.Word == t.Word {
			return 1
		}
		if best == 0 && !t.code && near(t.Word, o.Word) {
			best = 0.8
		}
	}
	return best
}

// near tells whether two words may be one with a typo: one edit for words from five letters, two from nine.
func near(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) < 5 || len(y) < 5 || len(x) > maxNear || len(y) > maxNear {
		return false
	}
	allowed := 1
	if min(len(x), len(y)) >= 9 {
		allowed = 2
	}
	if d := len(x) - len(y); d > allowed || d < -allowed || x[0] != y[0] {
		return false
	}
	return edits(x, y) <= allowed
}

const maxNear = 40

// edits is the edit distance of two words, a swap of neighbours counting as one.
func edits(x, y []rune) int {
	var rows [3][maxNear + 1]int
	for j := range len(y) + 1 {
		rows[1][j] = j
	}
	for i := 1; i <= len(x); i++ {
		before, last, row := &rows[(i+2)%3], &rows[i%3], &rows[(i+1)%3]
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return rows[(len(x)+1)%3][len(y)]
}
