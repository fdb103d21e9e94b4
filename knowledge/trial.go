package knowledge

import (
	"cmp"
	"context"
	"fmt"
	"time"
)

// TrialQuestion is what a customer asked, masked.
type TrialQuestion struct {
	Text    string
	Lang    string // or empty
	Project string // that the conversation was about, or empty
	At      time.Time
}

// TrialAnswer is what the assistant makes of a question.
type TrialAnswer struct {
	Does  string        // DoesAnswer, DoesAsk, DoesOffer or DoesNothing
	Score float64       // probability of the first draft
	Text  string        // of the first draft
	Found []TrialSource // articles of the drafts that are shown, best first
}

// TrialSource is an article that an answer is made of.
type TrialSource struct {
	Article             int64 // 0: the draft that is tried
	Project, Key, Title string
}

// What the assistant does with a question.
const (
	DoesAnswer  = "answers by itself"
	DoesAsk     = "asks which project is meant"
	DoesOffer   = "offers a draft"
	DoesNothing = "has no answer"
)

// rank orders what the assistant does.
func (a TrialAnswer) rank() int {
	return map[string]int{DoesAnswer: 2, DoesAsk: 1, DoesOffer: 1}[a.Does]
}

// first is the article of the first draft.
func (a TrialAnswer) first() TrialSource {
	if len(a.Found) == 0 {
		return TrialSource{}
	}
	return a.Found[0]
}

// Has tells whether one of the drafts is of an article, in whichever language.
func (a TrialAnswer) Has(project, key string) bool {
	for _, s := range a.Found {
		if s.Project == project && s.Key == key {
			return true
		}
	}
	return false
}

// Trier makes answers as they are now, and as they would be after an attempt.
type Trier func(ctx context.Context, a Attempt, questions []TrialQuestion) (before, after []TrialAnswer, err error)

// TrialChange is a question whose answer would differ.
type TrialChange struct {
	TrialQuestion
	Was, Is TrialAnswer
	Better  bool // more is done for the customer
	Worse   bool
	Other   bool // another article comes first, or one where there was none
}

// Surely tells whether more would be done for the customer with the same article. What is found where something else was, or nothing, may be
// right or wrong.
func (c TrialChange) Surely() bool { return c.Better && !c.Other }

// TrialBreak is a stored question that would lose its article, or with which less would be done.
type TrialBreak struct {
	MustFind // with the key of the article that it would have to find
	Was, Is  TrialAnswer
}

// Says is what would become of the question.
func (b TrialBreak) Says() string {
	if !b.Is.Has(b.Project, b.Key) {
		return fmt.Sprintf("%q would not find %s/%s any more", b.Text, b.Project, b.Key)
	}
	return fmt.Sprintf("%q would still find %s/%s, but the assistant %s where it %s now", b.Text, b.Project, b.Key, b.Is.Does, b.Was.Does)
}

// Trial is what an attempt would change.
type Trial struct {
	Asked   int // recent questions that were replayed
	Left    int // that were not, for want of time: the older ones
	Changed []TrialChange
	Stored  int // questions of the regression set that were asked
	Broken  []TrialBreak
	Failing int // stored questions that fail already
	Took    time.Duration
}

// MostStored is how many stored questions a trial asks, the newest.
const MostStored = 500

// Try replays recent questions and the stored ones against an attempt: all the stored ones first, then the recent ones, newest
// first, as long as the context leaves time for them. An article to merge that the draft cannot take in stays.
func (s *Store) Try(ctx context.Context, try Trier, a Attempt, recent []Unanswered) (*Trial, error) {
	begun := time.Now()
	a, then, err := s.wouldBe(ctx, a)
	if err != nil {
		return nil, err
	}
	stored, err := s.MustFinds(ctx, "", "", MostStored)
	if err != nil {
		return nil, err
	}
	t := &Trial{Stored: len(stored)}
	var asked []TrialQuestion
	for _, m := range stored {
		asked = append(asked, TrialQuestion{Text: m.Text, Lang: m.Lang})
	}
	if len(asked) > 0 {
		before, after, err := try(ctx, a, asked)
		if err != nil {
			return nil, fmt.Errorf("try %d stored questions: %w", len(asked), err)
		}
		for i, m := range stored {
			t.keeps(m, then, before[i], after[i])
		}
	}
	var each time.Duration
	for n := 1; t.Asked < len(recent) && spare(ctx, n, each); n = triedAtOnce {
		asking := time.Now()
		var some []TrialQuestion
		for _, q := range recent[t.Asked:min(t.Asked+n, len(recent))] {
			some = append(some, TrialQuestion{q.Text, q.Lang, q.Project, q.At})
		}
		before, after, err := try(ctx, a, some)
		if err != nil {
			return nil, fmt.Errorf("try %d questions: %w", len(some), err)
		}
		for i := range some {
			t.change(some[i], before[i], after[i])
		}
		if t.Asked > 0 { // the first one waits for the index to be filled
			each = time.Since(asking) / time.Duration(len(some))
		}
		t.Asked += len(some)
	}
	t.Left, t.Took = len(recent)-t.Asked, time.Since(begun)
	return t, nil
}

// triedAtOnce is how many questions are replayed before it is looked at the clock.
const triedAtOnce = 25

// spared is what is left of a context's time when the last questions are answered.
const spared = 2 * time.Second

// spare tells whether a context leaves time for some questions, of which each may take twice as long as the last ones did.
func spare(ctx context.Context, n int, each time.Duration) bool {
	end, ok := ctx.Deadline()
	return !ok || time.Until(end) > spared+2*time.Duration(n)*each
}

// keeps notes whether a stored question keeps its article, or finds the one that it has to find then.
func (t *Trial) keeps(m MustFind, then map[int64]string, was, is TrialAnswer) {
	had := was.Has(m.Project, m.Key)
	if key, other := then[m.ID]; other {
		m.Key = key
	}
	switch has := is.Has(m.Project, m.Key); {
	case m.Key == "": // it is asked no more
	case !had && !has:
		t.Failing++
	case had && (!has || is.rank() < was.rank()):
		t.Broken = append(t.Broken, TrialBreak{m, was, is})
	}
}

// change notes a question whose answer differs.
func (t *Trial) change(q TrialQuestion, was, is TrialAnswer) {
	c := TrialChange{TrialQuestion: q, Was: was, Is: is, Better: is.rank() > was.rank(), Worse: is.rank() < was.rank()}
	a, b := was.first(), is.first()
	c.Other = a.Project != b.Project || a.Key != b.Key
	if c.Better || c.Worse || c.Other || was.Text != is.Text || was.Does != is.Does {
		t.Changed = append(t.Changed, c)
	}
}

// Breaks are the stored questions that an attempt would break, were it published. Without a trier nothing is known to.
func (s *Store) Breaks(ctx context.Context, try Trier, a Attempt) ([]TrialBreak, error) {
	if try == nil {
		return nil, nil
	}
	t, err := s.Try(ctx, try, a, nil)
	if err != nil {
		return nil, err
	}
	return t.Broken, nil
}

// Regression is what the assistant makes of the stored questions, the newest of them.
type Regression struct {
	Questions []MustFind
	Answers   []TrialAnswer // of each; nil: they were not asked
}

// Regression asks the stored questions as things stand. Without a trier they are not asked.
func (s *Store) Regression(ctx context.Context, try Trier) (r Regression, err error) {
	if r.Questions, err = s.MustFinds(ctx, "", "", MostStored); err != nil || try == nil || len(r.Questions) == 0 {
		return r, err
	}
	all := make([]TrialQuestion, len(r.Questions))
	for i, m := range r.Questions {
		all[i] = TrialQuestion{Text: m.Text, Lang: m.Lang}
	}
	if r.Answers, _, err = try(ctx, Attempt{}, all); err != nil {
		return Regression{Questions: r.Questions}, fmt.Errorf("ask %d stored questions: %w", len(all), err)
	}
	return r, nil
}

// Broken are the questions that found their article before and do not find it now.
func (r Regression) Broken(now Regression) (out []TrialBreak) {
	if r.Answers == nil || now.Answers == nil {
		return nil
	}
	is := map[int64]TrialAnswer{}
	for i, m := range now.Questions {
		is[m.ID] = now.Answers[i]
	}
	for i, m := range r.Questions {
		if then, asked := is[m.ID]; asked && r.Answers[i].Has(m.Project, m.Key) && !then.Has(m.Project, m.Key) {
			out = append(out, TrialBreak{m, r.Answers[i], then})
		}
	}
	return out
}

// Tried is an article as its readers would see it with a draft published. An id of 0 is a new article's.
func (p Project) Tried(id int64, key, lang string, d Draft) *Article {
	return &Article{ID: id, Key: key, Project: p.Key, Name: p.Name, Aliases: p.Aliases, Lang: lang, Title: d.Title, Body: d.Body,
		Audience: cmp.Or(d.Audience, Public), Questions: d.Questions, Tags: d.Tags, Link: d.Link, Owner: d.Owner,
		ValidFrom: d.ValidFrom, ValidUntil: d.ValidUntil, Published: time.Now()}
}
