package assist

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a customer pays, owes or has so much of is his own affair: articles that answer seldom have that very figure, and say it of
// something else where they do.

// amounts marks those of a text's words that are so much of a currency or a unit. They weigh as other numbers do.
func amounts(text string, words []term) []term {
	for i, t := range words {
		if t.code && !t.sign() && isAmount(text, t) {
			words[i].amount, words[i].weight = true, ofShort
		}
	}
	return words
}

// isAmount tells whether a number is so much of a currency or a unit: "950 €", "UAH 1200", "30km", "120 m³".
func isAmount(text string, t term) bool {
	if unit := strings.TrimLeftFunc(t.Word, isFigure); unit != "" {
		return measures(unit)
	}
	if sign := wordBefore(text[:t.Start]); currencies[strings.ToLower(sign)] != "" {
		return true
	}
	return measures(wordAfter(text[t.End:]))
}

// ofTariffs are units by which tariffs and goods are called: "Home 500 MB", "Fritzbox 7590 g".
var ofTariffs = setOf("gb mb tb kb mbps gbps mbit gbit kbit гб мб тб мбіт мбит гбіт гбит g m г м")

// measures tells whether a word is a currency or a unit that customers have so much of.
func measures(word string) bool {
	if ofTariffs[strings.ToLower(word)] {
		return false
	}
	_, times := unitOf(strings.TrimRight(word, "²³23"))
	return times > 0 || currencies[strings.ToLower(word)] != ""
}

func isFigure(c rune) bool { return unicode.IsDigit(c) || c == '.' }

// wordAfter is what a text begins with up to a space or a mark, or one sign: of "€/Tag" the sign.
func wordAfter(text string) string {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	for i, c := range text {
		if !unicode.IsLetter(c) && !unicode.IsNumber(c) {
			if i == 0 {
				return string(c)
			}
			return text[:i]
		}
	}
	return text
}

// wordBefore is what a text ends with from the last space or mark on, or one sign.
func wordBefore(text string) string {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	if word := text[len(strings.TrimRightFunc(text, unicode.IsLetter)):]; word != "" {
		return word
	}
	_, size := utf8.DecodeLastRuneInString(text)
	return text[len(text)-size:]
}

// amountWords are the numbers that people write out, and the units of time, length, weight and money that they count, in en, uk, ru, de and pl.
// Other words that units begin with are none: grammar, weekend, daytime.
var amountWords = setOf(folded(strings.Join(slices.Collect(maps.Keys(numberWords)), " ") + ` minute minutes min mins hour hours hr hrs day days night nights week weeks month months year years cm mm m km kg g uah eur euro euros pln usd dollar dollars ` +
	`хвилина хвилину хвилини хвилин хв година годину години годин день дня дні днів доба добу доби діб ніч ночі ночей тиждень тижня тижні тижнів місяць місяця місяці місяців рік року роки років см мм м км кг г грн гривня гривні гривень євро долар долари доларів ` +
	`минута минуту минуты минут мин час часа часы часов дней дни сутки суток ночь ночи неделя неделю недели недель месяц месяца месяцы месяцев год года годы лет гривна гривны гривен евро доллар доллары долларов рубль рубля рублей руб ` +
	`minuten std stunde stunden tag tage tagen nacht nächte nächten woche wochen monat monate monaten jahr jahre jahren ` +
	`minuta minutę minuty minut godzina godzinę godziny godzin dzień dnia dni doba dobę doby dób noc noce nocy tydzień tygodnia tygodnie tygodni miesiąc miesiąca miesiące miesięcy rok roku lata lat zł złoty złote złotych`))
