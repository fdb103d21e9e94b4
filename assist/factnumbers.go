package assist

import (
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// leadOf is where the words begin that announce an e-mail address or a telephone number, if any do.
func leadOf(field, text string, lead, start int) int {
	if field != FactEmail && field != FactPhone {
		return lead
	}
	part := placeOfValue(text, start, start, start).part(start)
	if i := last(toReach, text[part:start]); i >= 0 {
		return part + i
	}
	return start
}

// numberSaid reads a telephone number or the number of a contract among what is private in a text, also said in words.
func numberSaid(text string, p knowledge.Private) factFound {
	value, before := text[p.Start:p.End], text[:p.Start]
	f := factFound{lead: p.Start, start: p.Start, end: p.End}
	inWords := strings.ContainsFunc(value, unicode.IsLetter)
	digits := knowledge.OnlyDigits(value)
	if inWords {
		digits = digitsSaid(value)
	}
	switch at := saidContract.FindStringIndex(before); {
	case inWords && at != nil && p.Sort != knowledge.PrivateEmail && len(digits) >= 5:
		f.field, f.value, f.lead = FactContract, digits, at[0]
	case p.Sort != knowledge.PrivatePhone, ofAccount.MatchString(text[p.End:]), thingNumber.MatchString(before):
	case inWords && len(digits) >= 9 && len(digits) <= 15:
		f.field, f.value = FactPhone, digits
	case !inWords && (len(digits) >= 9 || strings.HasPrefix(value, "+")):
		f.field, f.value = FactPhone, oneLine(value)
	}
	f.lead = leadOf(f.field, text, f.lead, f.start)
	return f
}

// digitsSaid writes a number that is said in words, empty if not all of them are of it.
func digitsSaid(text string) string {
	var out strings.Builder
	times := 1
	for words := strings.Fields(folded(text)); len(words) > 0; {
		n, digits := spokenNumber(words)
		switch {
		case n > 0:
			for range times {
				out.WriteString(digits)
			}
			times, words = 1, words[n:]
		case words[0] == "double":
			times, words = 2, words[1:]
		case betweenNumbers[words[0]]:
			words = words[1:]
		default:
			return ""
		}
	}
	return out.String()
}

var betweenNumbers = setOf(`and then oh o uh um er і й далі потім и потом дальше und dann i potem dalej ну`)

// thingNumber is what comes before a number that is no telephone's.
var thingNumber = knowledge.MustPattern(`(?i)(?:order|invoice|tracking|parcel|serial|imei|ticket|ттн|замовлен|заказ|накладн|посилк|посылк|рахун|сч[её]т|серійн|серийн|іпн|инн|bestell|auftrag|rechnung|sendung|zamówien|faktur|paczk|nip|pesel)[^\d\n]{0,25}$`)

// ofAccount is what comes after a number that is an account's.
var ofAccount = knowledge.MustPattern(`(?i)^\W*(?:this |my |the )?account`)

// contractNumber reads the number of a contract or account: of five digits, or four behind letters.
func contractNumber(text string) string {
	text = strings.Trim(oneLine(text), " -/")
	n := len(knowledge.OnlyDigits(text))
	if n < 4 || n == 4 && !strings.ContainsFunc(text, unicode.IsLetter) {
		return ""
	}
	return text
}
