package assist

import (
	"strings"

	"switchboard/knowledge"
)

// People ask two things in one sentence: "how much is delivery and can I return goods?" Each is told by the word that a question
// begins with. "Terms and conditions" and "доставка і оплата" stay one.

// joints are the words between two questions in one sentence, in en, uk, ru, de and pl.
var joints = knowledge.MustPattern(`(?i)(?:\s*[,;]\s+(?:(?:and|also|but|plus|und|auch|і|й|та|а|ще|також|и|ещё|еще|также|i|oraz|a)\s+)*|\s+(?:and|plus|und|і|й|та|а|и|i|oraz|a)\s+(?:(?:also|auch|ще|також|ещё|еще|также|też|także)\s+)?)`)

// clauseFirst are the words that a question in the middle of a sentence begins with. "As" and "what" begin much else there: they
// count with the word after them.
var clauseFirst = knowledge.MustPattern(`^\s(how (much|many|long|far|often|fast|soon|do|can|could|should|to|does|is|are|would)|what (is|are|s|do|does|time|about|if|will|should)|whats|when|where|which|who|why|can|could|would|will|do|does|did|is|are|may|shall|should|` +
	`як|який|яка|яке|які|чому|коли|де|куди|скільки|чи|можна|що (буде|означає|робити|треба|потрібно)|как|какой|какая|какое|какие|почему|когда|где|куда|сколько|можно|что (будет|значит|делать|нужно)|` +
	`wie|was (ist|sind|kostet|kosten|passiert|muss)|wann|wo|wohin|warum|kann|können|gibt|haben|ist|sind|jak|jaki|jaka|jakie|ile|kiedy|gdzie|dlaczego|czy|można|co (to|jest|się|mam))\s`)

// clauseSure is the probability from which the answer to a clause that says little is one by itself.
const clauseSure = 0.6

// clauses are the questions of one sentence.
type clauses struct {
	list  []string // none: it is one question
	short bool     // one of them says only one thing: "how do I get an eSIM"
	leans []string // those that speak of what stands before them: "can I return it"
}

// clausesOf are the questions of one sentence, each of which can be asked by itself.
func clausesOf(sentence, lang string) (c clauses) {
	if len(sentence) > longestPhrase || !strings.HasSuffix(sentence, "?") && !questionFirst.MatchString(also.ReplaceAllString(simple(sentence), " ")) {
		return c
	}
	from := 0
	for _, at := range joints.FindAllStringIndex(sentence, -1) {
		if at[0] > from && asks(sentence[from:]) && asks(sentence[at[1]:]) {
			c.list, from = append(c.list, asQuestion(sentence[from:at[0]])), at[1]
		}
	}
	if from == 0 {
		return c
	}
	c.list = append(c.list, asQuestion(sentence[from:]))
	for _, s := range c.list {
		said := simple(s)
		leans, alone := speaksOfMore(said, lang), standsAlone(s, lang)
		if !alone && (contentWords(s) == 0 || AsksForPerson(s) || Nudges(s)) {
			return clauses{}
		}
		if c.short = c.short || !alone; leans {
			c.leans = append(c.leans, s)
		}
	}
	return c
}

// asks tells whether words begin as a question does in the middle of a sentence.
func asks(words string) bool {
	return clauseFirst.MatchString(also.ReplaceAllString(simple(words), " "))
}

// asQuestion is a clause with the sign of a question at its end.
func asQuestion(clause string) string {
	return strings.TrimRight(strings.TrimSpace(clause), "?.!,; ") + "?"
}
