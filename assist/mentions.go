package assist

import (
	"slices"

	"switchboard/knowledge"
)

// "Do you have lockers" has one word that tells, and the article that has it may have a line on it among thirty others: so little of the
// question and so little of the article speak for each other that it is hardly likely to answer. Yet where one article alone says the
// word, a glance at it tells an operator.

// hasThing finds what somebody asks whether it is there, or where it is, in en, uk, ru, de and pl.
var hasThing = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:(?:do|have) you (?:have|got|offer)|(?:is|are) there|where(?: is| are|'s|’s)|` +
	`(?:у вас )?є(?: у вас)?|де(?: у вас)?(?: є)?|(?:у вас )?есть(?: ли)?(?: у вас)?|где(?: у вас)?(?: есть)?|` +
	`haben sie|habt ihr|gibt es(?: bei ihnen| bei euch)?|wo (?:ist|sind)|(?:jest|są)(?: u was| u państwa)?|macie|gdzie(?: jest| są)?)[ \t]+`)

const (
	hasWords    = 2 // of the thing that is asked for so, at most
	besideThing = 1 // words of the question that say something beside it, at most
)

// onlyMention tells whether a short question asks for no more than whether there is something, and the first article of a ranking is
// the only one found that says a word of it.
func onlyMention(ranked []Ranked) bool {
	first := ranked[0].Hit
	words := terms(ranked[0].asked, first.Lang)
	at := hasThing.FindStringIndex(ranked[0].asked)
	if at == nil {
		return false
	}
	thing := thingAt(ranked[0].asked, at[1], words)
	return len(thing) > 0 && len(thing) <= hasWords && contentWords(ranked[0].asked) <= len(thing)+besideThing && slices.ContainsFunc(thing, func(w term) bool {
		m, known := knowledge.MeaningOf(w.Term, first.Lang)
		return (!known || m.Weight >= pointTells) && hitSays(first, w) && !slices.ContainsFunc(ranked[1:], func(r Ranked) bool { return hitSays(r.Hit, w) })
	})
}
