package assist

import (
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// spokenTimes is what multiplies the number before it, in en, de, uk, ru and pl.
var spokenTimes = map[string]int{"hundred": 100, "thousand": 1000, "hundert": 100, "tausend": 1000, "тисяча": 1000, "тисячі": 1000, "тисяч": 1000, "тысяча": 1000, "тысячи": 1000, "тысяч": 1000,
	"tysiac": 1000, "tysiace": 1000, "tysiecy": 1000}

// spokenHundreds are the hundreds that have a word of their own.
var spokenHundreds = map[string]int{"hundert": 100, "сто": 100, "двісті": 200, "двести": 200, "триста": 300, "чотириста": 400, "четыреста": 400, "пятсот": 500, "пятьсот": 500, "шістсот": 600, "шестьсот": 600,
	"сімсот": 700, "семьсот": 700, "вісімсот": 800, "восемьсот": 800, "девятсот": 900, "девятьсот": 900,
	"sto": 100, "dwiescie": 200, "trzysta": 300, "czterysta": 400, "piecset": 500, "szescset": 600, "siedemset": 700, "osiemset": 800, "dziewiecset": 900}

// withDigits writes spoken numbers in digits, as names and codes have them: "pier thirty nine" is "pier 39", and what
// follows one another is one number: "e zero three" is "e 03". Numbers with fewer digits stay words.
func withDigits(words []string, fewest int) []string {
	out := make([]string, 0, len(words))
	for i := 0; i < len(words); {
		n, number := spokenNumber(words[i:])
		switch {
		case n == 0:
			n = 1
			out = append(out, words[i])
		case len(number) < fewest:
			out = append(out, words[i:i+n]...)
		default:
			out = append(out, number)
		}
		i += n
	}
	return out
}

// spokenNumber reads a number at the beginning of words; n is how many they are.
func spokenNumber(words []string) (n int, number string) {
	var digits strings.Builder
	for n < len(words) {
		if taken, value := spokenPart(words[n:]); taken > 0 {
			digits.WriteString(value)
			n += taken
			continue
		}
		if n == 0 || n+1 == len(words) || (words[n] != "o" && words[n] != "oh") {
			break
		}
		if next, _ := spokenPart(words[n+1:]); next == 0 {
			break
		}
		digits.WriteByte('0')
		n++
	}
	return n, digits.String()
}

// spokenPart reads one number at the beginning of words.
func spokenPart(words []string) (n int, digits string) {
	if isNumber(words[0]) {
		return 1, words[0]
	}
	value, ok := knowledge.NumberWord(words[0])
	hundred, own := spokenHundreds[words[0]]
	switch n = 1; {
	case own:
		more, rest := spokenRest(words[1:], 100)
		n, value = 1+more, hundred+rest
	case !ok:
		return 0, ""
	}
	if !own && value >= 20 && len(words) > 1 {
		if unit, ok := knowledge.NumberWord(words[1]); ok && unit > 0 && unit < 10 {
			n, value = 2, value+unit
		}
	}
	for len(words) > n && value > 0 && value < 1e6 && spokenTimes[words[n]] > 0 {
		times := spokenTimes[words[n]]
		n, value = n+1, value*times
		more, rest := spokenRest(words[n:], times)
		n, value = n+more, value+rest
	}
	return n, strconv.Itoa(value)
}

// spokenRest reads what goes on with a number after "hundred" or "thousand", and is less: "four" of "one hundred and four".
func spokenRest(words []string, less int) (n, value int) {
	from := 0
	if len(words) > 1 && words[0] == "and" {
		from = 1
	}
	if from == len(words) || isNumber(words[from]) {
		return 0, 0
	}
	n, digits := spokenPart(words[from:])
	value, err := strconv.Atoi(digits)
	if n == 0 || err != nil || value == 0 || value >= less {
		return 0, 0
	}
	return from + n, value
}

// letterNames are the names of Latin letters in Ukrainian and Russian, where they are no other words: "пе нуль п'ять" is P-05.
var letterNames = map[string]string{"е": "e", "бе": "b", "еф": "f", "эф": "f", "аш": "h", "ель": "l", "эль": "l", "ем": "m", "эм": "m", "ен": "n", "эн": "n", "пе": "p", "пі": "p", "пи": "p", "ер": "r", "эр": "r", "ес": "s", "эс": "s", "ікс": "x", "икс": "x"}

// codesKept has what would be taken for a filler, or says nothing, stand as what it is in a number: "e one oh four", "пе нуль п'ять".
func codesKept(said string) string {
	words := strings.Fields(said)
	number := func(i int) bool {
		if i < 0 || i >= len(words) {
			return false
		}
		n, _ := spokenPart([]string{folded(words[i])})
		return n > 0
	}
	kept := false
	for i, w := range words {
		switch {
		case w == "oh" && number(i-1) && number(i+1):
			words[i], kept = "o", true
		case letterNames[w] != "" && number(i+1):
			words[i], kept = letterNames[w], true
		}
	}
	if !kept {
		return said
	}
	return " " + strings.Join(words, " ") + " "
}

func isNumber(word string) bool { return strings.Trim(word, "0123456789") == "" }
