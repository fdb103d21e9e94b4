package eval

import "slices"

// Change is a question of which something else becomes with one version of the knowledge base than with another: it finds another
// article first, is quoted another passage of it where that decides, or is answered alone, drafted or neither.
type Change struct {
	Question
	Was, Is       Found // empty: nothing was found
	Before, After Fate
	Passage       bool // another one is quoted of the same article, and decides
	Mark          string
}

// The marks of a change.
const (
	Better = "+" // it becomes right
	Worse  = "-" // it becomes wrong
	Other  = "~"
)

// Compare returns the questions that fare otherwise: what became worse, then what became better, then the rest, as far as anybody sees it.
func Compare(before, after []Outcome) (out []Change) {
	for i, o := range after {
		if c, ok := compare(before[i], o); ok {
			out = append(out, c)
		}
	}
	order := []string{Worse, Better, Other}
	slices.SortStableFunc(out, func(a, b Change) int { return slices.Index(order, a.Mark) - slices.Index(order, b.Mark) })
	return out
}

func compare(before, after Outcome) (c Change, ok bool) {
	was, is := before.Right(), after.Right()
	c = Change{Question: after.Question, Was: before.first(), Is: after.first(), Before: before.Fate(), After: after.Fate()}
	c.Passage = c.SameArticle() && was != is
	if c.SameArticle() && was == is && c.Before == c.After {
		return c, false
	}
	c.Mark = c.mark(was, is)
	return c, c.Mark != Other || c.Before != FateNothing || c.After != FateNothing
}

// mark goes by what customers are answered, and where they are not by what comes first.
func (c Change) mark(was, is bool) string {
	switch {
	case c.Before == c.After && is && !was:
		return Better
	case c.Before == c.After && was && !is:
		return Worse
	case c.Before == c.After:
		return Other
	case c.After == FateWrong, c.Before == FateRight:
		return Worse
	case c.After == FateRight, c.Before == FateWrong:
		return Better
	case is && !was:
		return Better
	case was && !is:
		return Worse
	case is && c.Before == FateNothing: // operators see it now
		return Better
	case was && c.After == FateNothing:
		return Worse
	}
	return Other
}

// first is what the question found first; empty: nothing.
func (o Outcome) first() (f Found) {
	if len(o.Found) > 0 {
		f = o.Found[0]
	}
	return f
}

// SameArticle tells whether the same article is found first.
func (c Change) SameArticle() bool { return c.Was.Article == c.Is.Article }

// Tally counts what became better and worse.
func Tally(changes []Change) (better, worse int) {
	for _, c := range changes {
		switch c.Mark {
		case Better:
			better++
		case Worse:
			worse++
		}
	}
	return better, worse
}
