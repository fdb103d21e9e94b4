package eval

import (
	"context"
	"slices"
	"time"

	"switchboard/assist"
)

// Teller is a Ranker that tells what would be done about a question with its ranking.
type Teller interface {
	Ranker
	Told(context.Context, assist.Dialogue, []assist.Ranked) (Telling, error)
}

// Telling is what becomes of a question: the decision is made as for a customer's.
type Telling struct {
	Alone  Told    // what is answered alone by the thresholds in force; zero: nothing is
	Drafts []Told  // best first
	Shown  bool    // operators see the drafts: they are likely enough
	Likely float64 // probability of the best draft
	Glance bool    // it is shown however likely it is
	By     Limits  // in force for it
	// Freely is what is answered alone where the threshold of answers is From or lower, and the best draft likely enough to be shown;
	// zero: at any threshold the question waits for a person, or is asked back about.
	Freely Told
	From   float64
}

// Limits are the thresholds of answers and of drafts.
type Limits struct{ Answer, Draft float64 }

// Told is a text that is said, or offered as a draft.
type Told struct {
	Articles []string  // that it is from, project/key: several where it answers several questions; empty: nothing is said
	Text     string    // Markdown
	Written  time.Time // when the newest version of them was saved, where that is known
}

// Miss is a way of being wrong.
type Miss string

// The misses.
const (
	MissNot     Miss = ""                             // it is none
	MissNothing Miss = "nothing answers"              // and something was found, more likely than not
	MissAbsent  Miss = "not found"                    // no article that answers was
	MissOther   Miss = "another article"              // is first, or is quoted
	MissPassage Miss = "right article, wrong passage" // what is quoted of it does not say what it should, or what it must not
)

// ofWords tells whether an answer is judged by its words, not by its article alone.
func (o Outcome) ofWords() bool { return len(o.Says)+len(o.Never) > 0 }

// miss is what is wrong with a text that is quoted.
func (o Outcome) miss(t Told) Miss {
	switch {
	case len(t.Articles) == 0:
		return MissAbsent
	case !slices.ContainsFunc(t.Articles, o.answers):
		return MissOther
	case len(o.Says) > 0 && !Says(t.Text, o.Says...), Says(t.Text, o.Never...):
		return MissPassage
	}
	return MissNot
}

// Quoted is what would be answered alone, were it sure enough: what is, or the first draft, where words are judged.
func (o Outcome) Quoted() Told {
	switch {
	case !o.ofWords():
		return Told{}
	case len(o.Alone.Articles) > 0 || len(o.Drafts) == 0:
		return o.Alone
	}
	return o.Drafts[0]
}

// asked is the question as far as thresholds go by it.
func (o Outcome) asked() Asked {
	a := Asked{Sure: o.Likely, Lone: o.Likely - o.From, Glance: o.Glance, Place: o.rightAt(), Known: len(o.Relevant) > 0, Part: PartOf(tellingWords(o.Question), parts)}
	switch right := o.miss(o.Freely) == MissNot; {
	case len(o.Freely.Articles) == 0:
		return a
	case right:
		a.Place = 1
		return a
	case a.Place == 1: // of the articles, and it is answered with another one
		a.Place = 2
	}
	a.Lesson, a.Gap, a.By = o.Lesson, o.Gap, o.Freely.Articles[0]
	return a
}

// rightAt is the place of what answers: of the first article that does, or, where words are judged, of the first draft that has
// them; 0: none.
func (o Outcome) rightAt() int {
	if !o.ofWords() {
		return o.Place
	}
	if o.miss(o.Quoted()) == MissNot {
		return 1
	}
	for i, d := range o.Drafts {
		if i > 0 && o.miss(d) == MissNot {
			return i + 1
		}
	}
	return 0
}

// unsure is the probability below which it is no miss that something is found for what nothing answers.
const unsure = 0.5

// Miss is what is wrong with what comes first.
func (o Outcome) Miss() Miss {
	switch {
	case o.Right(), len(o.Relevant) == 0 && o.Sure() < unsure:
		return MissNot
	case len(o.Relevant) == 0:
		return MissNothing
	case o.ofWords() && len(o.Quoted().Articles) > 0:
		return o.miss(o.Quoted())
	case o.Place == 0:
		return MissAbsent
	case o.Place == 1: // of which nothing is quoted
		return MissPassage
	}
	return MissOther
}

// Said counts how what is quoted fares that is judged by its words.
type Said struct {
	Right   int // it has what it should
	Passage int // of the right article, another passage
	Other   int // of another article
	Nothing int // nothing is said
}

func (s *Said) add(m Miss) {
	switch m {
	case MissNot:
		s.Right++
	case MissPassage:
		s.Passage++
	case MissOther:
		s.Other++
	default:
		s.Nothing++
	}
}

// MeasureSaid counts, over the questions whose answers are judged by their words, what is answered alone and the first drafts that
// operators see.
func MeasureSaid(outcomes []Outcome) (questions int, alone, draft Said) {
	for _, o := range outcomes {
		if !o.ofWords() {
			continue
		}
		questions++
		first := Told{}
		if o.Shown && len(o.Drafts) > 0 {
			first = o.Drafts[0]
		}
		alone.add(o.miss(o.Alone))
		draft.add(o.miss(first))
	}
	return questions, alone, draft
}
