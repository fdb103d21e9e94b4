package assist

import (
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
