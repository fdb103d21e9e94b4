package eval

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// LeastPast is how many past questions a project's language needs for thresholds of its own. Drafts are useful enough as
// long as those of the last atMargin questions are.
const (
	LeastPast  = 40
	atMargin   = 12
	leastOff   = 12   // questions that the first article does not answer: without them nothing shows where errors begin
	leastDraft = 0.05 // what is less likely is not worth a look
)

// Never is the threshold of answers from which nothing is answered.
const Never = 1.01

// Asked is a past question, as far as thresholds go by it.
type Asked struct {
	Sure  float64 `json:"p"`           // probability of the first article
	Lone  float64 `json:"l,omitempty"` // how much of it stands on what one person alone taught: nothing is answered alone by it
	Place int     `json:"n,omitempty"` // of the first article that answers, or draft, where words are judged; 0: not found
	Known bool    `json:"k,omitempty"` // an article answers it
}

// alone is the probability that the assistant goes by when it answers alone.
func (a Asked) alone() float64 { return a.Sure - a.Lone }

// Goal is what thresholds are chosen for.
type Goal struct {
	Wrong  float64 `json:"wrong"`  // share of the answers that may be wrong
	Useful float64 `json:"useful"` // share of the least likely drafts that should have the right article among the first three
	Usual  float64 `json:"usual"`  // threshold of answers where none is chosen
}

// Tuned is what a project's past questions in a language speak for.
type Tuned struct {
	Project string  `json:"project"`
	Lang    string  `json:"lang"`
	Asked   []Asked `json:"asked"`  // surest first
	Answer  float64 `json:"answer"` // threshold from which the error stays below the goal; Never: none does; 0: too few to tell
	Draft   float64 `json:"draft"`  // threshold from which drafts are useful enough; 0: too few to tell
	Goal    Goal    `json:"goal"`
}

// Name is the name of the thresholds: project/language.
func (t Tuned) Name() string { return t.Project + "/" + t.Lang }

// Known is how many of the questions an article answers.
func (t Tuned) Known() (n int) {
	for _, a := range t.Asked {
		if a.Known {
			n++
		}
	}
	return n
}

// Tune groups what questions found by project and language, and chooses thresholds for each. A question that names no project counts
// for the one whose article answers it, or would have.
func Tune(outcomes []Outcome, goal Goal) []Tuned {
	groups := map[string]*Tuned{}
	for _, o := range outcomes {
		project, lang := projectOf(o), knowledge.Base(o.Lang)
		g := groups[project+"/"+lang]
		if g == nil {
			g = &Tuned{Project: project, Lang: lang, Goal: goal}
			groups[g.Name()] = g
		}
		g.Asked = append(g.Asked, Asked{Sure: o.Sure(), Lone: o.lone(), Place: o.rightAt(), Known: len(o.Relevant) > 0})
	}
	var out []Tuned
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		g := groups[name]
		slices.SortStableFunc(g.Asked, func(a, b Asked) int { return cmp.Compare(b.Sure, a.Sure) })
		if len(g.Asked) >= LeastPast {
			g.choose()
		}
		out = append(out, *g)
	}
	return out
}

func projectOf(o Outcome) string {
	project := o.Project
	if len(o.Relevant) > 0 {
		if p, _, ok := strings.Cut(o.Relevant[0], "/"); ok {
			project = p
		}
	}
	if project == "" && len(o.Found) > 0 {
		project, _, _ = strings.Cut(o.Found[max(o.Place, 1)-1].Article, "/")
	}
	return project
}

// Enough tells whether there are questions enough to choose thresholds by.
func (t Tuned) Enough() bool { return len(t.Asked) >= LeastPast }

// choose finds the thresholds.
func (t *Tuned) choose() {
	t.Answer, t.Draft = t.chooseAnswer(), 0
	answer := t.Answer
	if answer == 0 {
		answer = t.Goal.Usual
	}
	var shown []Asked // the questions that are not answered alone, surest first
	for i, a := range t.Asked {
		if a.alone() >= answer {
			continue
		}
		shown = append(shown, a)
		if len(shown) < atMargin || i+1 < len(t.Asked) && t.Asked[i+1].Sure == a.Sure {
			continue
		}
		if a.Sure < leastDraft || usefulness(shown[len(shown)-atMargin:]) < t.Goal.Useful {
			return
		}
		t.Draft = a.Sure
	}
}

// chooseAnswer finds the threshold of answers. That a few answers were all right does not show that the next one is: half
// a wrong answer is counted beside those that were wrong, so that an error of 2 % takes two dozen right answers to be
// believed. That all were right does not show either how unsure an answer may be: it takes some that were not. Where so many are not there, the usual threshold stays, unless a higher one did better.
func (t *Tuned) chooseAnswer() (from float64) {
	curve := t.Curve()
	for _, p := range curve {
		if wrong := p.Wrong * float64(p.Count); (wrong+0.5)/float64(p.Count+1) <= t.Goal.Wrong {
			from = p.Threshold
		}
	}
	if from > 0 {
		return t.besideUsual(from)
	}
	best, ok := AtMost(curve, t.Goal.Wrong)
	switch {
	case !ok && len(curve) > 0:
		return Never
	case ok && best.Threshold > t.Goal.Usual:
		return t.besideUsual(best.Threshold)
	}
	return 0
}

// besideUsual keeps a threshold from being lower than usual where too little shows where errors begin, and from being higher
// where nothing lies between. 0: too few to tell.
func (t *Tuned) besideUsual(from float64) float64 {
	between := slices.ContainsFunc(t.Asked, func(a Asked) bool { return a.alone() >= t.Goal.Usual && a.alone() < from })
	switch {
	case from < t.Goal.Usual && t.off() < leastOff:
		return 0
	case from > t.Goal.Usual && !between:
		return t.Goal.Usual
	}
	return from
}

// off is how many of the questions the first article does not answer.
func (t *Tuned) off() (n int) {
	for _, a := range t.Asked {
		if a.Place != 1 {
			n++
		}
	}
	return n
}

// usefulness is the share of drafts that have the right article. So few say little, so what was claimed of them counts as
// much as what was seen.
func usefulness(drafts []Asked) float64 {
	sum := 0.0
	for _, a := range drafts {
		sum += a.Sure
		if a.useful() {
			sum++
		}
	}
	return sum / float64(2*len(drafts))
}

// useful tells whether the right article is among the drafts.
func (a Asked) useful() bool { return a.Place >= 1 && a.Place <= 3 }

// Curve is the answered share and the error for every threshold that makes a difference, from the most careful on.
func (t Tuned) Curve() []Point { return curve(t.Asked) }

// Shares is what becomes of the questions at some thresholds: three outcomes, whose shares add up to 1.
type Shares struct {
	Answered, Drafted, Unknown float64
	Wrong                      float64 // share of the answers that is wrong
	Useful                     float64 // share of the drafts with the right article among the first three
	Missed                     float64 // share of the questions said to be unknown that an article answers
}

// At tells what would have become of the questions.
func (t Tuned) At(answer, draft float64) Shares {
	var n tally
	n.add(t.Asked, answer, draft)
	return n.shares()
}
