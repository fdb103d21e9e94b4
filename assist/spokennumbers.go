package assist

import (
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// spokenTimes is what multiplies the number before it, in en, de, uk, ru and pl.
var spokenTimes = map[string]int{"hundred": 100, "thousand": 1000, "hundert": 100, "tausend": 1000, "тисяча": 1000, "тисячі": 1000, "тисяч": 1000, "тысяча": 1000, "тысячи": 1000, "тысяч": 1000,
	"tysiac": 1000, "tysiace": 1000, "tysiecy": 1000}

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
	n, value := belowThousand(words)
	if n == 0 && spokenTimes[words[0]] == 1000 && words[0] != "thousand" { // "tausend", "тисяча": one of them
		value = 1
	}
	if value > 0 && n < len(words) && spokenTimes[words[n]] == 1000 {
		n, value = n+1, value*1000
		more, rest := spokenRest(words[n:], 1000, belowThousand)
		n, value = n+more, value+rest
	}
	if n == 0 {
		return 0, ""
	}
	return n, strconv.Itoa(value)
}

// belowThousand reads a number below a thousand, or of hundreds as "twelve hundred" has them.
func belowThousand(words []string) (n, value int) {
	if hundreds, ok := knowledge.HundredWord(words[0]); ok {
		n, value = 1, hundreds
	} else if n, value = belowHundred(words); value == 0 || n == len(words) || spokenTimes[words[n]] != 100 {
		return n, value
	} else {
		n, value = n+1, value*100
	}
	more, rest := spokenRest(words[n:], 100, belowHundred)
	return n + more, value + rest
}

// belowHundred reads a number below a hundred.
func belowHundred(words []string) (n, value int) {
	value, ok := knowledge.NumberWord(words[0])
	if !ok {
		return 0, 0
	}
	if value >= 20 && value%10 == 0 && len(words) > 1 {
		if unit, ok := knowledge.NumberWord(words[1]); ok && unit > 0 && unit < 10 {
			return 2, value + unit
		}
	}
	return 1, value
}

// spokenRest reads what goes on with a number after "hundred" or "thousand": "four" of "one hundred and four", but not the "two" of
// "one hundred, two hundred".
func spokenRest(words []string, times int, read func(words []string) (n, value int)) (n, value int) {
	from := 0
	if len(words) > 1 && words[0] == "and" {
		from = 1
	}
	if from == len(words) {
		return 0, 0
	}
	n, value = read(words[from:])
	if value == 0 || from+n < len(words) && spokenTimes[words[from+n]] == times {
		return 0, 0
	}
	return from + n, value
}

// letterNames are the names of Latin letters in Ukrainian and Russian, where they are no other words: "пе нуль п'ять" is P-05.
var letterNames = map[string]string{"е": "e", "бе": "b", "еф": "f", "эф": "f", "аш": "h", "ель": "l", "эль": "l", "ем": "m", "эм": "m", "ен": "n", "эн": "n", "пе": "p", "пі": "p", "пи": "p", "ер": "r", "эр": "r", "ес": "s", "эс": "s", "ікс": "x", "икс": "x"}

// ofCodes are the words that a code stands behind.
var ofCodes = knowledge.MustPattern(`^(?:код\p{L}*|помилк\p{L}*|ошибк\p{L}*|номер\p{L}*|пише|показує|видає|світиться|пишет|показывает|выдаёт|выдает|горит|error|code|says|shows|fehler|błąd|kod)$`)

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
		case letterNames[w] != "" && number(i+1) && i > 0 && ofCodes.MatchString(words[i-1]):
			words[i], kept = letterNames[w], true
		}
	}
	if !kept {
		return said
	}
	return " " + strings.Join(words, " ") + " "
}

func isNumber(word string) bool { return strings.Trim(word, "0123456789") == "" }
