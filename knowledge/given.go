package knowledge

import "fmt"

// Given is what the assistant answered by itself of late, of a project in a language, and what became of it. Denied, Asked and Corrected
// may have an answer in common; Failed, Confirmed, Solved and Unsaid have none.
type Given struct {
	Project, Lang string
	Answers       int // that customers were sent, one to what was asked at once
	Denied        int // the customer said that it did not help, and asked for no person
	Asked         int // he asked for a person before the assistant answered again
	Corrected     int // an operator took it back or had it say something else, also where the channel could not, or wrote before the customer said anything more
	Failed        int // any of these
	Confirmed     int // none of these, and the customer said that it helped
	Solved        int // nobody said so: the conversation ended as solved, and no operator wrote after it
}

// Name is of what it tells, as thresholds are named.
func (g Given) Name() string { return g.Project + "/" + g.Lang }

// Unsaid is of how many answers nothing more is known.
func (g Given) Unsaid() int { return g.Answers - g.Failed - g.Confirmed - g.Solved }

// Add counts others too.
func (g *Given) Add(o Given) {
	g.Answers, g.Denied, g.Asked, g.Corrected = g.Answers+o.Answers, g.Denied+o.Denied, g.Asked+o.Asked, g.Corrected+o.Corrected
	g.Failed, g.Confirmed, g.Solved = g.Failed+o.Failed, g.Confirmed+o.Confirmed, g.Solved+o.Solved
}

// Words say what became of the answers.
func (g Given) Words() string {
	return fmt.Sprintf("%d answered alone: %d did not help by the customer's word, after %d he asked for a person, %d were corrected by an operator (%d in all); %d helped by his word, after %d the conversation ended as solved in silence, of %d nothing more is known",
		g.Answers, g.Denied, g.Asked, g.Corrected, g.Failed, g.Confirmed, g.Solved, g.Unsaid())
}
