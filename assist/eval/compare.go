package eval

import "slices"

// Change is a question that finds another article first in one version of the knowledge base than in another, or is quoted another
// passage of it where that decides.
type Change struct {
	Question
	Was, Is Found // empty: nothing was found
	Mark    string
}

// The marks of a change.
const (
	Better = "+" // it becomes right
	Worse  = "-" // it becomes wrong
	Other  = "~"
)

// Compare returns the questions that find something else first: what became worse, then what became better, then the rest.
func Compare(before, after []Outcome) (out []Change) {
	first := func(o Outcome) (f Found) {
		if len(o.Found) > 0 {
			f = o.Found[0]
		}
		return f
	}
	for i, o := range after {
		c := Change{Question: o.Question, Was: first(before[i]), Is: first(o), Mark: Other}
		was, is := before[i].Right(), o.Right()
		if c.Was.Article == c.Is.Article && was == is {
			continue
		}
		switch {
		case is && !was:
			c.Mark = Better
		case was && !is:
			c.Mark = Worse
		}
		out = append(out, c)
	}
	order := []string{Worse, Better, Other}
	slices.SortStableFunc(out, func(a, b Change) int { return slices.Index(order, a.Mark) - slices.Index(order, b.Mark) })
	return out
}

// SameArticle tells whether only what is quoted of the article became right or wrong.
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
