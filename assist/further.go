package assist

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

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

// corrects are the words by which somebody takes back or puts right what he has just said, in en, uk, ru, de and pl.
var corrects = regexp.MustCompile(`(?i)^[^\p{L}\p{N}]*(?:no|nope|sorry|oops|wait|actually|rather|ні|вибачте|перепрошую|тобто|вірніше|точніше|стоп|нет|извините|простите|то есть|вернее|точнее|nein|entschuldigung|moment|` +
	`nie|przepraszam|to znaczy|raczej)(?:[\s,.:;!–-]|$)|\bi (?:mean|meant)\b|\bich meine?\b`)

// Corrects tells whether a customer takes back or puts right what he has just said: "no, wait, the television", "I mean on Friday".
func Corrects(text string) bool { return corrects.MatchString(text) }

// somethingElse are the words that something else begins with, whatever stands before them, in en, uk, ru, de and pl.
var somethingElse = knowledge.MustPattern(`^\s(?:(?:sorry|ok|okay|and|oh|вибачте|і|й|а|та|ок|извините|и|und|ach|entschuldigung|i|a|przepraszam) )*(?:also|besides|(?:and )?another (?:question|thing)|(?:and )?one more (?:question|thing)|next question|` +
	`(?:і )?ще (?:одне|питання|таке|хотів|хотіла|хочу)|також|крім того|(?:и )?(?:ещё|еще) (?:один|вопрос|такой|хотел|хотела|хочу)|также|кроме того|` +
	`außerdem|(?:und )?noch (?:eine|etwas)|(?:und )?eine (?:weitere|andere) frage|(?:i )?jeszcze (?:jedno|pytanie|chciał\S*|chcę)|poza tym|oprócz tego|ponadto)\s`)

// clauseBreak is where a clause of a sentence ends: what stands behind it may speak of it.
var clauseBreak = regexp.MustCompile(`[,;:.!?\n]+|\s[—–-]+\s`)

// namedSo is a thing that is said by its name with a word that else speaks of another: "that tariff".
var namedSo = regexp.MustCompile(`\s(?:that|this|these|those|diese[nrms]?)\s(\S+)\s`)

// withoutNamed is a clause, as simple makes it, without the words that only point at a thing which it names.
func withoutNamed(said, lang string) string {
	return namedSo.ReplaceAllStringFunc(said, func(found string) string {
		if name := namedSo.FindStringSubmatch(found)[1]; !knowledge.StopWord(name, lang) {
			return " " + name + " "
		}
		return found
	})
}

// speaksBack tells whether a message speaks of what was said before it, in a language: "can I move it?", but not "my booking for Friday, can
// I move it?", which has said itself of what it speaks.
func speaksBack(text, lang string) bool {
	told := false
	for _, clause := range clauseBreak.Split(text, -1) {
		if !told && speaksOfMore(withoutNamed(simple(clause), lang), lang) {
			return true
		}
		told = told || besideAsking(clause) > 0 && !Greeting(clause) && !Thanks(clause)
	}
	return false
}

// asksWithin are the words that make a question where it begins with something else, in uk, ru, de and pl: "а картою можна заплатити?"
var asksWithin = knowledge.MustPattern(`\s(?:чи|ви|у вас|є|можна|треба|потрібно|ли|вы|есть|можно|надо|нужно|sie|ihr|man|kann|darf|gibt|haben|czy|macie|można|trzeba)\s`)

// supposes is how somebody goes on who changes what is asked of: "а якщо ви запізнитесь?"
var supposes = knowledge.MustPattern(`^\s(?:if|якщо|если|wenn|falls|jeśli|jeżeli)\s`)

// AsksAnew tells whether a message of a customer asks a question of its own behind the one that he wrote before it, in a language. What puts
// that right, goes on with it or ends its sentence asks none, nor do a nudge and thanks: "I mean on Friday", "and for two?", "???".
func AsksAnew(text, before, lang string) bool {
	if Corrects(text) && !somethingElse.MatchString(simple(text)) || Withdraws(text) || Nudges(text) || Content(text) {
		return false
	}
	text = Asked(text)
	if text == "" || besideAsking(text) == 0 || speaksBack(text, lang) {
		return false
	}
	said := also.ReplaceAllString(simple(text), " ")
	words := contentWords(text)
	switch {
	case somethingElse.MatchString(simple(text)):
		return words > 1
	case questionFirst.MatchString(said), verbFirst.MatchString(said), words > 1 && asksAfter(text), words > 1 && asksWithin.MatchString(said) && !supposes.MatchString(said):
		return true
	case wishesAlone(text, lang):
		return !unfinished(before, lang)
	}
	return strings.Contains(text, "?") && words > 1 && besideAmounts(text) > 1 && !goesOn.MatchString(said) && !goesFurther(text, lang) && !unfinished(before, lang)
}

// unfinished tells whether a message ends in the middle of a sentence: "How much is", "can I pay with", "I have a question about my bill,".
func unfinished(text, lang string) bool {
	text = strings.TrimSpace(text)
	if text == "" || strings.HasSuffix(text, ",") || strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...") {
		return text != ""
	}
	if last, _ := utf8.DecodeLastRuneInString(text); !unicode.IsLetter(last) {
		return false
	}
	words := strings.Fields(strings.ToLower(text))
	return besideAsking(text) == 0 || knowledge.StopWord(words[len(words)-1], lang)
}

// GoesOn tells whether a question is understood only with the one before it, in a language: "and for two?", "how much is it in Poland".
func GoesOn(text, lang string) bool {
	return !Corrects(text) && mayLean(Asked(text), lang) && (Wanting(text) == Asks || goesFurther(text, lang))
}
