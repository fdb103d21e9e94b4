// Package eval measures how well questions find their answers: recall, rank, calibration, and how much can be answered
// alone at which risk. It asks through the assistant itself, so that what is measured is what customers get.
//
// The idea: a set is questions with the articles that answer each, or with none, where nothing does. Run asks them all;
// everything else is arithmetic over the outcomes. The package owns no table and no file format but that of a set.
package eval

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Question is one to be asked.
type Question struct {
	Text     string        `json:"text"`
	Before   []assist.Turn `json:"-"` // what was said before it
	Others   []string      `json:"-"` // what else a recogniser may have heard
	Lang     string        `json:"lang,omitempty"`
	Project  string        `json:"project,omitempty"`  // key of the one that the conversation is about, if known
	Relevant Texts         `json:"relevant,omitempty"` // articles that answer: key, or project/key; empty: nothing does
	Call     bool          `json:"call,omitempty"`     // spoken
	Says     Texts         `json:"says,omitempty"`     // an answer is right only with one of these in it; empty: its article alone tells
	Never    Texts         `json:"never,omitempty"`    // with one of these in it, it is not

	// Of a past question: the lesson that it was answered by, or the gap in which it waits, and when it was asked last.
	Lesson, Gap int64     `json:"-"`
	At          time.Time `json:"-"`
}

// Ranker is what is measured; an assist.Assistant.
type Ranker interface {
	Rank(ctx context.Context, d assist.Dialogue, limit int) ([]assist.Ranked, error)
}

// Judger is a Ranker whose drafts a model may read before one of them is answered with.
type Judger interface {
	Ranker
	// Judged tells what would be answered alone.
	Judged(context.Context, assist.Dialogue) (*Judged, error)
}

// Judged is with what a question would be answered alone.
type Judged struct {
	Without Told  // by probabilities alone
	With    Told  // once a model has read the drafts that its word decides about
	Asked   bool  // it was asked
	Failed  error // why it said nothing: then probabilities count
}

// Found is an article that was found.
type Found struct {
	Article     string // project/key
	Title       string
	Probability float64
}

// Outcome is a question with what it found, best first, at most ten.
type Outcome struct {
	Question
	Found []Found
	Place int // of the first article that answers, counted from 1; 0: not found

	Telling // zero: what is measured does not tell

	Judged *Judged // nil: no model judges
}

// Open tells whether nobody knows what answers: nothing did when it was asked, and the article that it would be answered with now was
// written since.
func (o Outcome) Open() bool {
	return o.Gap != 0 && len(o.Relevant) == 0 && len(o.Freely.Articles) > 0 && o.Freely.Written.After(o.At)
}

// Settled are the outcomes of which it is known what answers, and open those that are not.
func Settled(outcomes []Outcome) (settled []Outcome, open int) {
	settled = slices.DeleteFunc(slices.Clone(outcomes), Outcome.Open)
	return settled, len(outcomes) - len(settled)
}

func (o Outcome) answers(id string) bool {
	_, key, _ := strings.Cut(id, "/")
	return slices.Contains(o.Relevant, id) || slices.Contains(o.Relevant, key)
}

// Right tells whether the first article answers, by what is quoted of it where its words are judged.
func (o Outcome) Right() bool { return o.rightAt() == 1 }

// Sure is the probability of the first article, or 0.
func (o Outcome) Sure() float64 {
	if len(o.Found) == 0 {
		return 0
	}
	return o.Found[0].Probability
}

// deepest is how many articles are looked at.
const deepest = 10

// Run asks all questions, several at once, and returns the outcomes in their order. Progress may be nil.
func Run(ctx context.Context, r Ranker, questions []Question, progress func(done, total int)) ([]Outcome, error) {
	out := make([]Outcome, len(questions))
	var next, done atomic.Int64
	var mu sync.Mutex
	var failed error
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(questions) || ctx.Err() != nil {
					return
				}
				var o Outcome
				err := knowledge.Recovered(func() (err error) {
					o, err = ask(ctx, r, questions[i])
					return err
				})
				mu.Lock()
				if failed = cmp.Or(failed, err); failed != nil {
					mu.Unlock()
					return
				}
				if out[i] = o; progress != nil {
					progress(int(done.Add(1)), len(questions))
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if failed == nil {
		failed = ctx.Err()
	}
	if failed != nil {
		return nil, fmt.Errorf("ask %d questions: %w", len(questions), failed)
	}
	return out, nil
}

func ask(ctx context.Context, r Ranker, q Question) (Outcome, error) {
	d := assist.Dialogue{Turns: append(slices.Clone(q.Before), assist.Turn{Customer: true, Text: q.Text, Others: q.Others}), Lang: q.Lang, Call: q.Call}
	if q.Project != "" {
		d.Projects = []string{q.Project}
	}
	ranked, err := r.Rank(ctx, d, 2*deepest) // language variants of an article count as one
	if err != nil {
		return Outcome{}, fmt.Errorf("ask %q: %w", q.Text, err)
	}
	o := Outcome{Question: q}
	if t, ok := r.(Teller); ok {
		if o.Telling, err = t.Told(ctx, d, ranked); err != nil {
			return Outcome{}, fmt.Errorf("see what %q is answered with: %w", q.Text, err)
		}
	}
	if j, ok := r.(Judger); ok {
		if o.Judged, err = j.Judged(ctx, d); err != nil {
			return Outcome{}, fmt.Errorf("have the drafts for %q judged: %w", q.Text, err)
		}
	}
	for _, f := range ranked {
		id := f.Hit.Project + "/" + f.Hit.Key
		if len(o.Found) == deepest || slices.ContainsFunc(o.Found, func(other Found) bool { return other.Article == id }) {
			continue
		}
		o.Found = append(o.Found, Found{Article: id, Title: f.Hit.Title, Probability: f.Probability})
		if o.Place == 0 && o.answers(id) {
			o.Place = len(o.Found)
		}
	}
	return o, nil
}
