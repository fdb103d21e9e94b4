package knowledge

import (
	"context"
	"fmt"
	"math"
	"time"
)

// Tuner knows from which probability the assistant answers, what past questions speak for, and who set it.
type Tuner interface {
	Thresholds(context.Context) (Thresholds, error)
	// Measure begins to ask the past questions again.
	Measure(ctx context.Context, by string) error
	// Set sets the thresholds of a name, as LimitNames has them; zero ones are the company's usual ones again.
	Set(ctx context.Context, name string, to Limits, by, why string) error
	// Take sets all thresholds that the past speaks for; Revert brings back what was in force after a change, and of change 0 what was
	// before the first: the usual ones.
	Take(ctx context.Context, by string) error
	Revert(ctx context.Context, change int64, by string) error
}

// Limits are the probabilities from which the assistant answers by itself (above 1: never) and operators see a draft. 0:
// the usual one.
type Limits struct{ Answer, Draft float64 }

// Check says what is wrong with limits that somebody sets.
func (l Limits) Check() error {
	var c checker
	switch {
	case l == Limits{}:
		c.fail("answer", "or draft must be set", "0.85")
	case l.Answer > NeverAnswers || math.IsNaN(l.Answer) || l.Answer != 0 && l.Answer < LeastAnswers:
		c.fail("answer", fmt.Sprintf("is a probability from %v to 1: what is less likely is never answered with; %v: never", LeastAnswers, NeverAnswers), "0.85")
	case l.Draft < 0 || l.Draft > 1 || math.IsNaN(l.Draft):
		c.fail("draft", "is a probability between 0 and 1", "0.2")
	case l.Answer > 0 && l.Draft > l.Answer:
		c.fail("draft", "is above answer: drafts would begin above answers", "0.2")
	}
	return c.err()
}

// LimitNames are the names under which limits are set that hold for a project in a language, the most telling first. Of each
// of the two limits the first that is set counts.
func LimitNames(project, lang string) []string {
	lang = Base(lang)
	return []string{project + "/" + lang, project, "/" + lang}
}

// LeastAnswers is the least limit of answers: what is less likely is looked at too little to be answered with alone.
const LeastAnswers = 0.3

// NeverAnswers is the limit from which the assistant never answers by itself.
const NeverAnswers = 1.01

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
	Judged   Judged
	Days     int     // until now, of which Given tells
	Given    []Given // most answers first
}

// Judged is what became of drafts that a model read before the assistant was to answer with one.
type Judged struct {
	From     float64 // probability from which drafts are read; 0: no model reads any
	Days     int     // until now, that are counted
	Answered int     // answers given by its verdict
	Failed   int     // those of them of which the customer said that they did not help
	Denied   int     // questions that it found a draft not to answer
}

// ShownChanges is how many changes are told of, at most.
const ShownChanges = 200

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
	HeldOut          Shares       // at thresholds chosen from other questions than are judged: as the next ones will fare
	Lacks            []string     // what the questions are too few for, in words
	Wrong            []PastAnswer // that would be answered wrongly, by the thresholds in force or those chosen; the surest
	Open             []PastAnswer // of open gaps, that an article written since would answer: they count for nothing
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
