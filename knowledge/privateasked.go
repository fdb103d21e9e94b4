package knowledge

import (
	"cmp"
	"slices"
	"strings"
)

// asksForNumber are words by which a number of a person, a card or an account is asked for.
var asksForNumber = MustPattern(`(?i)\b(?:ssn|social security|social (?:number|insurance)|last (?:four|4|three|3)|digits|(?:card|account|acct|contract|agreement|customer|client|subscriber|member(?:ship)?|policy|passport|licen[cs]e|routing|phone|telephone|mobile|contact|id|identity|identification|national insurance|tax) (?:number|no|id)|pin|cv[vc]2?|security code|passcode|iban|pesel|steuer-?id|ausweis\p{L}*|kontonummer|kartennummer|vertragsnummer|kundennummer|telefonnummer|(?:number|digits?) (?:of|on|from) (?:the |your |a )?(?:\p{L}+ )?(?:card|account|passport|phone)|numer (?:karty|konta|umowy|klienta|abonenta|telefonu|dowodu|pesel))\b|номер\p{L}* (?:карт|рахун|сч[её]т|телефон|паспорт|договор|договір|абонент|клієнт|клиент)|цифр|іпн|інн|рнокпп|паспорт`)

// answered is a number in an answer, however short.
var answered = MustPattern(`\b\d(?:[ .\-]?\d)+\b`)

// answerWords is how many words an answer to such a question has at most.
const answerWords = 12

// FindPrivateAnswer finds what may identify a person in an answer, as FindPrivate does. Where what was asked asks for a number of
// a person, a card, an account or a contract, each number of a short answer is one, also "2017" or "eight seven".
func FindPrivateAnswer(asked, text string) []Private {
	out := FindPrivate(text)
	if !asksForNumber.MatchString(asked) || len(strings.Fields(text)) > 2*answerWords {
		return out
	}
	taken := func(start, end int) bool {
		return slices.ContainsFunc(out, func(p Private) bool { return start < p.End && p.Start < end })
	}
	var more []Private
	if len(strings.Fields(text)) <= answerWords {
		for _, m := range answered.FindAllStringIndex(text, -1) {
			more = append(more, Private{Sort: PrivateNumber, Start: m[0], End: m[1]})
		}
	}
	for _, s := range saidNumbers(text) {
		if len(s.digits) > 1 {
			more = append(more, Private{Sort: PrivateNumber, Start: s.start, End: s.end})
		}
	}
	for _, p := range more {
		if !taken(p.Start, p.End) {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b Private) int { return cmp.Compare(a.Start, b.Start) })
	return out
}
