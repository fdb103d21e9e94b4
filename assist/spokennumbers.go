package assist

import (
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// spokenTimes is what multiplies the number before it.
var spokenTimes = map[string]int{"hundred": 100, "thousand": 1000}

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
	if n = 1; !ok {
		return 0, ""
	}
	if value >= 20 && len(words) > 1 {
		if unit, ok := knowledge.NumberWord(words[1]); ok && unit > 0 && unit < 10 {
			n, value = 2, value+unit
		}
	}
	if len(words) > n && value > 0 && spokenTimes[words[n]] > 0 {
		n, value = n+1, value*spokenTimes[words[n]]
	}
	return n, strconv.Itoa(value)
}

func isNumber(word string) bool { return strings.Trim(word, "0123456789") == "" }
