package assist

import (
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// People ask two things in one sentence: "how much is delivery and can I return goods?" Each is told by the word that a question
// begins with. "Terms and conditions" and "доставка і оплата" stay one.

// joints are the words between two questions in one sentence, in en, uk, ru, de and pl.
var joints = knowledge.MustPattern(`(?i)(?:\s*[,;]\s+(?:(?:and|also|but|plus|und|auch|і|й|та|а|ще|також|и|ещё|еще|также|i|oraz|a)\s+)*|\s+(?:and|plus|und|і|й|та|а|и|i|oraz|a)\s+(?:(?:also|auch|ще|також|ещё|еще|также|też|także)\s+)?)`)

// noJoint are joints of other languages that are none in English: "how do I find out if I can return it?"
var noJoint = setOf("i I a A")

// clauseFirst are the words that a question in the middle of a sentence begins with. "As" and "what" begin much else there: they
// count with the word after them.
var clauseFirst = knowledge.MustPattern(knowledge.WithoutMarks(`^\s(how (much|many|long|far|often|fast|soon|do|can|could|should|to|does|is|are|would)|what (is|are|s|do|does|time|about|if|will|should)|whats|when|where|which|who|why|can|could|would|will|do|does|did|is|are|may|shall|should|` +
	`як|який|яка|яке|які|чому|коли|де|куди|скільки|чи|можна|що (буде|означає|робити|треба|потрібно)|как|какой|какая|какое|какие|почему|когда|где|куда|сколько|можно|что (будет|значит|делать|нужно)|` +
	`wie|was (ist|sind|kostet|kosten|passiert|muss)|wann|wo|wohin|warum|kann|können|darf|dürfen|muss|müssen|gibt|haben|ist|sind|jak|jaki|jaka|jakie|ile|kiedy|gdzie|dlaczego|czy|można|co (to|jest|się|mam))\s`))

// clauseAfter are question words with a preposition before them: "bis wann", "о котрій", "w jakich godzinach", "for how long".
var clauseAfter = knowledge.MustPattern(knowledge.WithoutMarks(`^\s((at|by|from|until|till|since|for|in|on|with|to|of|about|up to|under|after|within|before) (what|when|where|whom|how (long|much|many|far|soon))|(at|by|from|until|till|since|for|in|on|with|under) which (days?|dates?|ages?|times?|hours?|cards?|banks?|shops?|stores?|offices?|cit(y|ies)|countr(y|ies)|conditions?)|` +
	`(о|об|від|з|із|до|на|після|в|у) (котрій|котрої|котру)|(до|від|з|із|на|за|через|по|близько|протягом) (скількох|скільки|коли)|(до|від|з|із|на|за|у|в|по|о|для|про|протягом|після|під|при) (яких|якої|якого|яким|якій|якому|яку|які|який) (годин\pL*|час\pL*|дн\pL*|день|дат\pL*|вік\pL*|віц\pL*|числ\pL*|умов\pL*|банк\pL*|карт\pL*|міст\pL*|країн\pL*|адрес\pL*|телефон\pL*|номер\pL*|цін\pL*|сум\pL*)|(з|із|у|для|до|від|на|за) (кого|ким|кому|чого|чим)|` +
	`(в|до|с|на|после|около) (котором|которого|который) час\pL*|(во|до|со|с|за|через|на|по|в течение) (сколько|скольки|когда)|(до|с|со|от|на|за|в|во|по|о|об|для|про|после|под|при|к|из) (каких|какой|какого|каким|каком|какому|какую|какие|какая|какое|кого|кем|ком|кому|чего|чем)|` +
	`(bis|ab|seit|von|für) (wann|wo)|(um|für|bis|ab|nach|zu|mit|in|auf|an|über) (wie (viel\pL*|lange|oft|weit)|wieviel\pL*)|(bis zu|ab|bis) welche\pL*|(an|mit|zu|auf|bei|für|von|unter|um|nach|aus|über|gegen) (wem|wen|was)|` +
	`(o|od|do|po|na|przed) (której|którą|ktorej) godzin\pL*|(do|od|na|za|po|przez|z) (kiedy|ile|ilu|kogo|czego|kim|czym|co)|(w|we|do|od|na|za|z|ze|po|o|dla|przy|pod|przez|przed) (jakich|jakim|jakiej|jakiego|jaką|jakie|jaki|jakimi|jakiemu))\s`))

// clauseWhich are those with a word that after a comma alone speaks of what stands before it: "a desk, at which one can pay", but
// "and at which can one pay".
var clauseWhich = knowledge.MustPattern(knowledge.WithoutMarks(`^\s((at|by|from|until|till|since|for|in|on|with|under|to) which|(у|в|до|від|з|із|на|за|по|о|для|про|при|під) як(их|ої|ого|им|ій|ому|у|і|ою|ими|ий)|(в|до|с|на|за|по|о|для|при|под) котор(ых|ой|ого|ым|ом|ую|ые)|` +
	`((in|an|mit|zu|auf|bei|für|von|unter|um|nach|aus|über|gegen) )?welche\pL*|(w|we|do|od|na|za|z|ze|po|o|dla|przy|pod|przed) któr(ej|ych|ym|ego|ą|e|ymi|y)|jak(ą|iego|im|iej|ich|imi)|яку|якого|якої|яким|яких|какую|какого|каким|каких)\s`))

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
	if len(sentence) > longestPhrase || !strings.HasSuffix(sentence, "?") && !questionFirst.MatchString(also.ReplaceAllString(simple(sentence), " ")) && !asksAfter(sentence) {
		return c
	}
	from := 0
	for _, at := range joints.FindAllStringIndex(sentence, -1) {
		if said := strings.Fields(sentence[at[0]:at[1]]); knowledge.Base(lang) == "en" && noJoint[said[len(said)-1]] {
			continue
		}
		this, next, comma := sentence[from:], sentence[at[1]:], !strings.ContainsFunc(sentence[at[0]:at[1]], unicode.IsLetter)
		if at[0] > from && (asks(this) || asksAfter(this)) && (asks(next) || asksAfter(next) && !(comma && clauseWhich.MatchString(beginning(next)))) {
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
func asks(words string) bool { return clauseFirst.MatchString(beginning(words)) }

// asksAfter tells whether they begin so with a preposition, or with a word that may speak of what stands before it.
func asksAfter(words string) bool {
	said := beginning(words)
	return clauseAfter.MatchString(said) || clauseWhich.MatchString(said)
}

// beginning is what words say, as these patterns look at it: without marks, and without what joins them to those before.
func beginning(words string) string {
	return knowledge.WithoutMarks(also.ReplaceAllString(simple(words), " "))
}

// asQuestion is a clause with the sign of a question at its end.
func asQuestion(clause string) string {
	return strings.TrimRight(strings.TrimSpace(clause), "?.!,; ") + "?"
}
