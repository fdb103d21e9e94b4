package editor

import (
	"cmp"
	"errors"
	"maps"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// tunedView is a group as the page shows it.
type tunedView struct {
	knowledge.Tuned
	Name    string // of its thresholds
	Of      string // the project's name
	Plot    plot
	NowBar  outcomes
	ThenBar outcomes
	Own     bool        // limits are set under its own name
	Rules   []limitRule // in force for it, the most telling first
	SetBy   knowledge.ThresholdChange
	Differs bool // the past speaks for something else than is in force
}

// thresholdsPage is the page "When to answer".
type thresholdsPage struct {
	Me   Editor
	Done string
	Todo knowledge.Todo
	knowledge.Thresholds
	Shown  []tunedView
	Others []otherLimits // in force, and of no group
	Log    []changeView
	Oldest bool // the first change is among them
	Better bool // the past speaks for something else
	Again  again

	names map[string]string // of projects, by key
}

// Project is the name of a project; of one that is gone its key.
func (p thresholdsPage) Project(key string) string {
	return cmp.Or(p.names[key], key, "No project known")
}

// limitRule is what is set under a name, as far as it counts for a group.
type limitRule struct {
	Name string // as knowledge.LimitNames has it
	Of   string // in words: whose it is
	knowledge.Limits
}

type otherLimits struct {
	Name string
	knowledge.Limits
}

// changeView is a change with what it changed.
type changeView struct {
	knowledge.ThresholdChange
	What []string
	Last bool // it is in force
}

func (e *editor) showThresholds(c call) error { return e.thresholdsAgain(c, http.StatusOK, again{}) }

// thresholdsAgain shows the page, with a form as it was typed.
func (e *editor) thresholdsAgain(c call, status int, typed again) error {
	if e.tune == nil {
		return knowledge.ErrNotFound
	}
	p := thresholdsPage{Me: c.me, Done: done(c.Form.Get("done")), Again: typed}
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
	p.names = map[string]string{}
	for _, x := range projects {
		p.names[x.Key] = x.Name
	}
	others := maps.Clone(p.Own)
	for _, g := range p.Groups {
		v := tunedView{Tuned: g, Name: g.Project + "/" + g.Lang, Of: p.Project(g.Project), Plot: plotOf(g), NowBar: outcomesOf(g.NowShares), ThenBar: outcomesOf(g.ChosenShares)}
		_, v.Own = p.Own[v.Name]
		v.Rules = rulesFor(g, p.Own)
		for i, r := range v.Rules {
			if v.Rules[i].Of = v.Of; strings.HasPrefix(r.Name, "/") {
				v.Rules[i].Of = language(g.Lang)
			}
		}
		v.Differs = g.Chosen != (knowledge.Limits{}) && (math.Abs(g.Chosen.Answer-g.Now.Answer) > .0005 || math.Abs(g.Chosen.Draft-g.Now.Draft) > .0005)
		v.SetBy = whoSet(g, p.Changes)
		p.Better = p.Better || v.Differs
		p.Shown = append(p.Shown, v)
		delete(others, v.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(others)) {
		p.Others = append(p.Others, otherLimits{name, others[name]})
	}
	p.Log, p.Oldest = changes(p.Changes), len(p.Changes) < knowledge.ShownChanges
	return e.show(c, status, "thresholds", "When to answer", p)
}

// rulesFor are the rules that hold for a group, of all that are set.
func rulesFor(g knowledge.Tuned, own map[string]knowledge.Limits) (rules []limitRule) {
	var set knowledge.Limits
	for _, name := range knowledge.LimitNames(g.Project, g.Lang) {
		r := limitRule{Name: name, Limits: own[name]}
		if set.Answer != 0 {
			r.Answer = 0
		}
		if set.Draft != 0 {
			r.Draft = 0
		}
		if r.Limits == (knowledge.Limits{}) {
			continue
		}
		set.Answer, set.Draft = set.Answer+r.Answer, set.Draft+r.Draft
		rules = append(rules, r)
	}
	return rules
}

// whoSet finds the newest change of what holds for a group.
func whoSet(g knowledge.Tuned, list []knowledge.ThresholdChange) knowledge.ThresholdChange {
	for i, c := range list {
		var before []limitRule
		if i+1 < len(list) {
			before = rulesFor(g, list[i+1].Own)
		}
		if !slices.Equal(rulesFor(g, c.Own), before) {
			return c
		}
	}
	return knowledge.ThresholdChange{}
}

// changes says what each change changed.
func changes(list []knowledge.ThresholdChange) (out []changeView) {
	for i, c := range list {
		v := changeView{ThresholdChange: c, Last: i == 0}
		before := map[string]knowledge.Limits{}
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

func limitWords(l knowledge.Limits) string {
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
	return rounded(p)
}

// rounded is a probability with three digits, and with more where these would say that it is certain.
func rounded(p float64) string {
	for digits := 1000.0; ; digits *= 10 {
		if near := math.Round(p*digits) / digits; near != 1 || p >= 1 || digits > 1e6 {
			return strconv.FormatFloat(near, 'f', -1, 64)
		}
	}
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
	if shown := c.PostForm.Get("measured"); shown != "" { // what somebody accepts is what he has seen
		now, err := e.tune.Thresholds(c.Context())
		if err != nil {
			return err
		}
		if shown != precisely(now.Measured) {
			return c.redirect("/knowledge/thresholds?done=remeasured")
		}
	}
	if err := e.tune.Take(c.Context(), c.me.by()); err != nil {
		return err
	}
	return c.redirect("/knowledge/thresholds?done=thresholds")
}

func (e *editor) revertThresholds(c call) error {
	id, err := strconv.ParseInt(c.PathValue("id"), 10, 64)
	if err != nil || id < 0 || e.tune == nil {
		return knowledge.ErrNotFound
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
	var to knowledge.Limits
	if c.PostForm.Get("do") != "usual" {
		var wrong string
		if to, wrong = limits(c.PostForm.Get("answer"), c.PostForm.Get("draft")); wrong != "" {
			return faults{"answer": wrong}
		}
	}
	err := e.tune.Set(c.Context(), name, to, c.me.by(), why)
	if invalid, ok := errors.AsType[knowledge.InvalidError](err); ok {
		return faults{"answer": crossedWords(invalid)}
	}
	if err != nil {
		return err
	}
	return c.redirect("/knowledge/thresholds?done=thresholds")
}

// crossedWords says what is wrong with thresholds beside those that hold where they say nothing.
func crossedWords(wrong knowledge.InvalidError) string {
	return "Nothing was changed: " + wrong[0].Problem + "."
}

// limits reads two probabilities as people write them; empty is the usual one. Wrong says what is wrong, in words.
func limits(answer, draft string) (l knowledge.Limits, wrong string) {
	read := func(s, what string, least, most float64) float64 {
		s = strings.Replace(strings.TrimSpace(s), ",", ".", 1)
		if s == "" {
			return 0
		}
		p, err := strconv.ParseFloat(s, 64)
		switch {
		case err != nil || !(p > 0) || p > most:
			wrong = "The probability for " + what + " is written as a number between 0 and 1, for example 0.85. To answer never write 1.01."
		case p < least:
			wrong = "What is less likely than " + limit(least) + " is never answered with: set the probability for " + what + " to " + limit(least) + " or higher."
		}
		return p
	}
	l = knowledge.Limits{Answer: read(answer, "answers", knowledge.LeastAnswers, knowledge.NeverAnswers), Draft: read(draft, "drafts", 0, 1)}
	switch {
	case wrong != "":
	case l == knowledge.Limits{}:
		wrong = "Write at least one of the two probabilities."
	case l.Answer > 0 && l.Draft > l.Answer:
		wrong = "Drafts would begin above answers: set their probability below that of answers."
	}
	return l, wrong
}
