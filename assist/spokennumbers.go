package assist

import (
	"strconv"
	"strings"
)

// Number words as recognisers write them: units and what stands alone, tens, and what multiplies.
var (
	spokenUnits = map[string]int{
		"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
		"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
		"нуль": 0, "один": 1, "два": 2, "три": 3, "чотири": 4, "пять": 5, "шість": 6, "сім": 7, "вісім": 8, "девять": 9, "десять": 10, "одинадцять": 11,
		"дванадцять": 12, "тринадцять": 13, "чотирнадцять": 14, "пятнадцять": 15, "шістнадцять": 16, "сімнадцять": 17, "вісімнадцять": 18, "девятнадцять": 19,
		"ноль": 0, "четыре": 4, "шесть": 6, "семь": 7, "восемь": 8, "одиннадцать": 11, "двенадцать": 12, "тринадцать": 13, "четырнадцать": 14,
		"пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17, "восемнадцать": 18, "девятнадцать": 19,
		"null": 0, "eins": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwolf": 12,
		"jeden": 1, "dwa": 2, "trzy": 3, "cztery": 4, "piec": 5, "szesc": 6, "siedem": 7, "osiem": 8, "dziewiec": 9, "dziesiec": 10,
	}
	spokenTens = map[string]int{
		"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
		"двадцять": 20, "тридцять": 30, "сорок": 40, "пятдесят": 50, "шістдесят": 60, "сімдесят": 70, "вісімдесят": 80, "девяносто": 90,
		"двадцать": 20, "тридцать": 30, "пятьдесят": 50, "шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80,
	}
	spokenTimes = map[string]int{"hundred": 100, "thousand": 1000}
)

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
	value, ten := spokenTens[words[0]]
	unit, ok := spokenUnits[words[0]]
	switch {
	case ten:
		n = 1
		if len(words) > 1 && spokenUnits[words[1]] > 0 && spokenUnits[words[1]] < 10 {
			n, value = 2, value+spokenUnits[words[1]]
		}
	case ok:
		n, value = 1, unit
	default:
		return 0, ""
	}
	if len(words) > n && value > 0 && spokenTimes[words[n]] > 0 {
		n, value = n+1, value*spokenTimes[words[n]]
	}
	return n, strconv.Itoa(value)
}

func isNumber(word string) bool { return strings.Trim(word, "0123456789") == "" }
