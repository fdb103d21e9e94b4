package assist

import (
	"strings"

	"switchboard/knowledge"
)

const (
	spelledFrom = 9 // digits said one by one that are a number of somebody's
	cardFrom    = 13
)

// spelledZeros are the words for 0; the other digits are numberWords.
var spelledZeros = setOf("zero oh null нуль ноль нул")

// betweenDigits are the words that stand between the parts of a number that somebody dictates.
var betweenDigits = setOf(`and then next again dash hyphen space dot plus double und dann nochmal strich punkt leer і й та потім далі тире дефіс крапка пробіл
	и потом дальше затем точка пробел i potem dalej następnie kreska kropka spacja`)

// spelled finds the numbers that are dictated: in words, or in parts with words between them. A card's is told by its check
// digit; any other by its length.
func spelled(text string) []knowledge.Private {
	var out []knowledge.Private
	var number []byte
	from, to, words := 0, 0, 0
	end := func() {
		sort := ""
		switch {
		case len(number) >= cardFrom && knowledge.IsCard(string(number)):
			sort = knowledge.PrivateCard
		case words >= spelledFrom:
			sort = knowledge.PrivateNumber
		}
		if sort != "" {
			out = append(out, knowledge.Private{Sort: sort, Start: from, End: to})
		}
		number, words = nil, 0
	}
	for _, at := range spelledWord.FindAllStringIndex(text, -1) {
		word := strings.ToLower(text[at[0]:at[1]])
		digits, said := digitsOf(word)
		switch {
		case digits != "":
			if len(number) == 0 {
				from = at[0]
			}
			if number, to = append(number, digits...), at[1]; said {
				words++
			}
		case !betweenDigits[word]:
			end()
		}
	}
	end()
	return out
}

// digitsOf are the digits that a word is, and whether it says one in letters.
func digitsOf(word string) (digits string, said bool) {
	if strings.Trim(word, "0123456789") == "" {
		return word, false
	}
	if spelledZeros[word] {
		return "0", true
	}
	if n, ok := numberOf(word); ok && n >= 1 && n <= 9 && n == float64(int(n)) {
		return string(rune('0' + int(n))), true
	}
	return "", false
}
