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
	leastOff   = 12   // questions with a draft that does not answer: without them nothing shows where errors begin
	leastDraft = 0.05 // what is less likely is not worth a look
)

// Never is the threshold of answers from which nothing is answered.
const Never = 1.01

// Asked is a past question, as far as thresholds go by it.
type Asked struct {
	Sure   float64 `json:"p"`           // probability of the best draft
	Lone   float64 `json:"l,omitempty"` // how much of it nothing is answered alone by; all of it where the question waits for a person at any threshold
	Glance bool    `json:"g,omitempty"` // the draft is shown however likely it is
	Place  int     `json:"n,omitempty"` // of the first article that answers, or draft, where words are judged; 0: not found
	Known  bool    `json:"k,omitempty"` // an article answers it
	Part   int     `json:"f,omitempty"` // of the questions, by which it is held out

	// Of what would be answered wrongly: the lesson or the gap that the question is of, and the article that it would be answered with.
	Lesson int64  `json:"lesson,omitempty"`
	Gap    int64  `json:"gap,omitempty"`
	By     string `json:"by,omitempty"`
}

// alone is the probability that the assistant goes by when it answers alone.
func (a Asked) alone() float64 { return a.Sure - a.Lone }

// shown tells whether operators see the draft by a threshold of drafts. What they would not see is not answered with either.
func (a Asked) shown(draft float64) bool { return a.Sure > 0 && (a.Sure >= draft || a.Glance) }

// Goal is what thresholds are chosen for.
type Goal struct {
	Wrong  float64 `json:"wrong"`  // share of the answers that may be wrong
	Useful float64 `json:"useful"` // share of the least likely drafts that should have the right article among the first three
	Usual  float64 `json:"usual"`  // threshold of answers where none is chosen
	Shown  float64 `json:"shown"`  // and of drafts
}

// Tuned is what a project's past questions in a language speak for.
type Tuned struct {
	Project string  `json:"project"`
	Lang    string  `json:"lang"`
	Asked   []Asked `json:"asked"`  // surest first
	Answer  float64 `json:"answer"` // threshold from which the error stays below the goal; Never: none does; 0: too few to tell
	Draft   float64 `json:"draft"`  // threshold from which drafts are useful enough; 0: too few to tell
	Goal    Goal    `json:"goal"`
	Open    []Asked `json:"open,omitempty"` // of which nobody knows what answers: they count for nothing
}

// Plain is it without what refers to questions, which are others elsewhere.
func (t Tuned) Plain() Tuned {
	t.Asked, t.Open = slices.Clone(t.Asked), nil
	for i := range t.Asked {
		t.Asked[i].Lesson, t.Asked[i].Gap, t.Asked[i].By = 0, 0, ""
	}
	return t
}

// Wrong are the questions that are answered wrongly from a threshold on, surest first.
func (t Tuned) Wrong(answer float64) []Asked {
	return slices.DeleteFunc(slices.Clone(t.Asked), func(a Asked) bool { return a.alone() < answer || a.Place == 1 })
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
		if a := o.asked(); o.Open() {
			g.Open = append(g.Open, a)
		} else {
			g.Asked = append(g.Asked, a)
		}
	}
	var out []Tuned
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		g := groups[name]
		slices.SortStableFunc(g.Asked, func(a, b Asked) int { return cmp.Compare(b.Sure, a.Sure) })
		if g.Enough() {
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

// Enough tells whether there are questions enough to choose thresholds by, in a language that is known: those in no known one are not
// asked alike, and no answer would be found by such thresholds.
func (t Tuned) Enough() bool { return len(t.Asked) >= LeastPast && t.Lang != "" }

// choose finds the thresholds. That of answers is never below that of drafts: what nobody is shown is not answered with.
func (t *Tuned) choose() {
	t.Answer = t.chooseAnswer()
	answer := cmp.Or(t.Answer, t.Goal.Usual)
	t.Draft = min(t.chooseDraft(answer), answer)
}

// chooseDraft finds the threshold of drafts for the questions that are not answered alone; 0: too few to tell.
func (t *Tuned) chooseDraft(answer float64) (from float64) {
	var shown []Asked // surest first
	for i, a := range t.Asked {
		if a.alone() >= answer {
			continue
		}
		shown = append(shown, a)
		if len(shown) < atMargin || i+1 < len(t.Asked) && t.Asked[i+1].Sure == a.Sure {
			continue
		}
		if a.Sure < leastDraft || usefulness(shown[len(shown)-atMargin:]) < t.Goal.Useful {
			return from
		}
		from = a.Sure
	}
	return from
}

// least is the lowest threshold of answers that may be chosen.
func (g Goal) least() float64 { return max(knowledge.LeastAnswers, g.Shown) }

// chooseAnswer finds the threshold of answers. That a few answers were all right does not show that the next one is: half
// a wrong answer is counted beside those that were wrong, so that an error of 2 % takes two dozen right answers to be
// believed. That all were right does not show either how unsure an answer may be: it takes some that were not. Where so many are not there, the usual threshold stays, unless a higher one did better.
func (t *Tuned) chooseAnswer() (from float64) {
	curve := t.Curve()
	for i, p := range curve {
		if wrong := p.Wrong * float64(p.Count); p.Threshold >= t.Goal.least() && (wrong+0.5)/float64(p.Count+1) <= t.Goal.Wrong {
			from = t.halfway(curve, i)
		}
	}
	if from > 0 {
		return t.besideUsual(from)
	}
	best, ok := AtMost(curve, t.Goal.Wrong)
	switch {
	case !ok && len(curve) > 0 && curve[0].Threshold >= t.Goal.Usual:
		return Never
	case ok && best.Threshold > t.Goal.Usual:
		return t.besideUsual(best.Threshold)
	}
	return 0
}

// halfway is the threshold halfway between a point of the curve and the next one, which is an error too many: where exactly in between
// errors begin nobody knows. Without a next one it is the point's own.
func (t *Tuned) halfway(curve []Point, i int) float64 {
	if i+1 == len(curve) {
		return curve[i].Threshold
	}
	return max((curve[i].Threshold+curve[i+1].Threshold)/2, t.Goal.least())
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

// off is how many of the questions have a draft that does not answer. What has none, as it is about nothing that is written of, does not
// show where errors begin.
func (t *Tuned) off() (n int) {
	for _, a := range t.Asked {
		if a.Place != 1 && a.shown(max(leastDraft, t.Goal.Shown)) {
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
