package assist

import "switchboard/knowledge"

var (
	// verbFirst are questions that begin with their verb, which people type without the sign: "are dogs allowed on board", "є парковка".
	verbFirst = knowledge.MustPattern(`^\s(?:(?:ok|okay|so|then|well|ок|добре|хорошо|тоді|тогда|gut|dann|dobrze|to) )*(?:is|are|was|were|has|have|may|must|є|есть|ist|sind|gibt|habt|haben|hat|darf|dürfen|muss|müssen|geht|macie|jest|są)\s`)
	// carriesOn is how a question begins that goes on with the one before it, in en, uk, ru and de; and carriesOnInPolish in Polish, whose words for
	// it are others elsewhere.
	carriesOn         = knowledge.MustPattern(`^\s(?:(?:ok|okay|ок|добре|хорошо|gut) )*(?:and|or|but|what about|how about|а|і|й|та|але|або|и|но|или|und|oder|aber)\s`)
	carriesOnInPolish = knowledge.MustPattern(`^\s(?:(?:ok|dobrze) )*(?:a|i|oraz|lub|albo|ale|czy może)\s`)
)

// AsksFurther tells whether words ask something that is understood without what was said before, in a language.
func AsksFurther(text, lang string) bool {
	text = Asked(text)
	said := simple(text)
	return (Wanting(text) == Asks || verbFirst.MatchString(said)) && !leans(text, lang) && !speaksOfMore(said, lang) &&
		!carriesOn.MatchString(said) && !(knowledge.Base(lang) == "pl" && carriesOnInPolish.MatchString(said))
}

// mostFurther is how many words that say something a question has at most that begins so and is understood with the one before it as well
// as by itself: "and what about big dogs on the ferry?"
const mostFurther = 5

// goesFurther tells whether a few words begin as a question does that goes on with the one before it, in a language.
func goesFurther(text, lang string) bool {
	said := simple(text)
	return contentWords(text) <= mostFurther && (carriesOn.MatchString(said) || knowledge.Base(lang) == "pl" && carriesOnInPolish.MatchString(said))
}
