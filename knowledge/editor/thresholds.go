package editor

import (
	"context"
	"maps"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"switchboard/knowledge"
)

// Tuner knows from which probability the assistant answers, what past questions speak for, and who set it.
type Tuner interface {
	Thresholds(context.Context) (Thresholds, error)
	// Measure begins to ask the past questions again.
	Measure(ctx context.Context, by string) error
	// Set sets the thresholds of a name ("project/language"); zero ones are the company's usual ones again.
	Set(ctx context.Context, name string, to Limits, by, why string) error
	// Take sets all thresholds that the past speaks for; Revert brings back what was in force after a change.
	Take(ctx context.Context, by string) error
	Revert(ctx context.Context, change int64, by string) error
}

// Limits are the probabilities from which the assistant answers by itself (above 1: never) and operators see a draft. 0:
// the usual one.
type Limits struct{ Answer, Draft float64 }

// Thresholds are those in force, and what past questions speak for.
type Thresholds struct {
	Usual    Limits
	Own      map[string]Limits // those that differ from the usual ones, by name
	Groups   []Tuned           // of the last measurement
	Measured time.Time         // zero: never
	By       string            // who wanted the measurement
	Running  bool              // the past is being asked
	Need     int               // questions that thresholds of one's own take
	Changes  []ThresholdChange // newest first
}

// ThresholdChange is who set the thresholds, and to what.
type ThresholdChange struct {
	ID      int64
	By, Why string
	At      time.Time
	Own     map[string]Limits // all that differed from the usual ones from then on
}

// Tuned is what past questions of a project in a language speak for.
type Tuned struct {
	Project, Lang    string
	Questions, Known int     // all, and those that an article answers
	Wanted           float64 // share of wrong answers that Chosen keeps below
	Curve            []Point // from the most careful threshold on
	Now, Chosen      Limits  // zero Chosen: too few questions
	NowShares        Shares
	ChosenShares     Shares
}

// Point is what a threshold means.
type Point struct {
	From     float64
	Answered float64 // share of the questions
	Wrong    float64 // share of the answers
	Count    int     // answers
}

// Shares is what would have become of the questions.
type Shares struct {
	Answered, Drafted, Unknown float64
	Wrong                      float64 // of the answers
	Useful                     float64 // of the drafts
	Missed                     float64 // of those said to be unknown
}

// tunedView is a group as the page shows it.
type tunedView struct {
	Tuned
	Name    string // of its thresholds
	Of      string // the project's name
	Plot    plot
	NowBar  outcomes
	ThenBar outcomes
	Own     bool // differs from the usual
	SetBy   ThresholdChange
	Differs bool // the past speaks for something else than is in force
}

// thresholdsPage is the page "When to answer".
type thresholdsPage struct {
	Me   Editor
	Done string
	Todo knowledge.Todo
	Thresholds
	Shown  []tunedView
	Others []otherLimits // in force, and of no group
	Log    []changeView
	Better bool // the past speaks for something else
}

type otherLimits struct {
	Name string
	Limits
}

// changeView is a change with what it changed.
type changeView struct {
	ThresholdChange
	What []string
	Last bool // it is in force
}

func (e *editor) showThresholds(c call) error {
	if e.tune == nil {
		return knowledge.ErrNotFound
	}
	p := thresholdsPage{Me: c.me, Done: done(c.Form.Get("done"))}
	var err error
	if p.Thresholds, err = e.tune.Thresholds(c.Context()); err != nil {
		return err
	}
	if p.Todo, err = e.store.Todo(c.Context()); err != nil {
		return err
	}
	projects, err := e.store.Projects(c.Context())
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, x := range projects {
		names[x.Key] = x.Name
	}
	others := maps.Clone(p.Own)
	for _, g := range p.Groups {
		v := tunedView{Tuned: g, Name: g.Project + "/" + g.Lang, Of: names[g.Project], Plot: plotOf(g), NowBar: outcomesOf(g.NowShares), ThenBar: outcomesOf(g.ChosenShares)}
		if v.Of == "" {
			v.Of = g.Project
		}
		if v.Of == "" {
			v.Of = "No project known"
		}
		_, v.Own = p.Own[v.Name]
		v.Differs = g.Chosen != (Limits{}) && (math.Abs(g.Chosen.Answer-g.Now.Answer) > .0005 || math.Abs(g.Chosen.Draft-g.Now.Draft) > .0005)
		v.SetBy = whoSet(v.Name, p.Changes)
		p.Better = p.Better || v.Differs
		p.Shown = append(p.Shown, v)
		delete(others, v.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(others)) {
		p.Others = append(p.Others, otherLimits{name, others[name]})
	}
	p.Log = changes(p.Changes)
	return e.show(c, http.StatusOK, "thresholds", "When to answer", p)
}

// whoSet finds the newest change that changed the thresholds of a name.
func whoSet(name string, list []ThresholdChange) ThresholdChange {
	for i, c := range list {
		before := Limits{}
		if i+1 < len(list) {
			before = list[i+1].Own[name]
		}
		if c.Own[name] != before {
			return c
		}
	}
	return ThresholdChange{}
}

// changes says what each change changed.
func changes(list []ThresholdChange) (out []changeView) {
	for i, c := range list {
		v := changeView{ThresholdChange: c, Last: i == 0}
		before := map[string]Limits{}
		if i+1 < len(list) {
			before = list[i+1].Own
		}
		for _, name := range slices.Sorted(maps.Keys(c.Own)) {
			if c.Own[name] != before[name] {
				v.What = append(v.What, name+": "+limitWords(c.Own[name]))
			}
		}
		for _, name := range slices.Sorted(maps.Keys(before)) {
			if _, ok := c.Own[name]; !ok {
				v.What = append(v.What, name+": default")
			}
		}
		out = append(out, v)
	}
	return out
}

func limitWords(l Limits) string {
	var words []string
	switch {
	case l.Answer > 1:
		words = append(words, "never answers")
	case l.Answer > 0:
		words = append(words, "answers from "+limit(l.Answer))
	}
	if l.Draft > 0 {
		words = append(words, "drafts from "+limit(l.Draft))
	}
	return strings.Join(words, ", ")
}

// limit is a probability as it is written.
func limit(p float64) string {
	if p > 1 {
		return "never"
	}
	return strconv.FormatFloat(math.Round(p*1000)/1000, 'f', -1, 64)
}

func (e *editor) measure(c call) error {
	if e.tune == nil {
		return knowledge.ErrNotFound
	}
	if err := e.tune.Measure(c.Context(), c.me.by()); err != nil {
		return err
	}
	return c.redirect("/knowledge/thresholds?done=measuring")
}

func (e *editor) takeThresholds(c call) error {
	if e.tune == nil {
		return knowledge.ErrNotFound
	}
	if err := e.tune.Take(c.Context(), c.me.by()); err != nil {
		return err
	}
	return c.redirect("/knowledge/thresholds?done=thresholds")
}

func (e *editor) revertThresholds(c call) error {
	id, err := number(c.PathValue("id"))
	if err == nil && e.tune == nil {
		err = knowledge.ErrNotFound
	}
	if err != nil {
		return err
	}
	if err := e.tune.Revert(c.Context(), id, c.me.by()); err != nil {
		return err
	}
	return c.redirect("/knowledge/thresholds?done=thresholds")
}

// setThreshold sets the thresholds of one project's language; the button "usual" takes them away.
func (e *editor) setThreshold(c call) error {
	name, why := c.PostForm.Get("name"), typed(c.PostForm.Get("why"))
	project, lang, ok := strings.Cut(name, "/")
	if e.tune == nil || !ok && project == "" || ok && project == "" && lang == "" || !storable(name) || len(name) > 200 {
		return knowledge.ErrNotFound
	}
	var to Limits
	if c.PostForm.Get("do") != "usual" {
		var wrong string
		if to, wrong = limits(c.PostForm.Get("answer"), c.PostForm.Get("draft")); wrong != "" {
			return refusal{http.StatusUnprocessableEntity, wrong}
		}
	}
	if err := e.tune.Set(c.Context(), name, to, c.me.by(), why); err != nil {
		return err
	}
	return c.redirect("/knowledge/thresholds?done=thresholds")
}

// limits reads two probabilities as people write them; empty is the usual one. Wrong says what is wrong, in words.
func limits(answer, draft string) (l Limits, wrong string) {
	read := func(s, what string, most float64) float64 {
		s = strings.Replace(strings.TrimSpace(s), ",", ".", 1)
		if s == "" {
			return 0
		}
		p, err := strconv.ParseFloat(s, 64)
		if err != nil || !(p > 0) || p > most {
			wrong = "The probability for " + what + " is written as a number between 0 and 1, for example 0.85. To answer never write 1.01."
		}
		return p
	}
	l = Limits{read(answer, "answers", 1.01), read(draft, "drafts", 1)}
	switch {
	case wrong != "":
	case l == Limits{}:
		wrong = "Write at least one of the two probabilities."
	case l.Answer > 0 && l.Draft > l.Answer:
		wrong = "Drafts would begin above answers: set their probability below that of answers."
	}
	return l, wrong
}
