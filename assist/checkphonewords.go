package assist

import (
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// dictated is how a telephone number in words begins: with a zero, or a plus before the country.
var dictated = knowledge.MustPattern(`(?i)` + edge + `(?:zero|oh|null|нуль|ноль|plus|плюс)` + wordEnd)

// zeros are the words for several zeros, behind how many: "три нулі".
var zeros = setOf("zeros zeroes nullen нулі нулів нуля нулей zera zer")

// multiples are the words before a digit that is said once for several.
var multiples = map[string]int{"double": 2, "triple": 3, "doppel": 2, "dreifach": 3}

const dictatedWords = 4 // that a telephone number has at least

// dictation is a number that is being read out.
type dictation struct {
	digits       string
	last         int // what was said last, as it stands at the end of digits; -1: nothing goes on with it
	words, times int
	from, to     int
}

// spokenPhones finds the telephone numbers that are written in words: "нуль вісімсот, три нулі, сто".
func (f *finding) spokenPhones() {
	if !dictated.MatchString(f.text) {
		return
	}
	d := dictation{last: -1}
	for _, at := range spelledWord.FindAllStringIndex(f.text, -1) {
		word := strings.ReplaceAll(strings.ToLower(f.text[at[0]:at[1]]), "’", "'")
		if strings.ContainsAny(f.text[min(d.to, at[0]):at[0]], ",.;:/") {
			d.last = -1
		}
		switch {
		case d.digits == "" && (word == "plus" || word == "плюс"):
			d = dictation{digits: "+", last: -1, from: at[0], to: at[1]}
		case d.digits != "" && d.takes(word):
			d.to = at[1]
		case d.digits != "" && betweenDigits[word]:
			d.last = -1
		default:
			f.dictated(d)
			d = dictation{last: -1, from: at[0], to: at[1]}
			if spelledZeros[word] {
				d.takes(word)
			}
		}
	}
	f.dictated(d)
}

// takes adds a word to the number if it is a part of one.
func (d *dictation) takes(word string) bool {
	n, known := numberOf(word)
	switch {
	case spelledZeros[word]:
		d.add("0", max(d.times, 1))
		d.last = -1
	case zeros[word] && d.last > 1 && d.last < 5: // three zeros
		d.digits = strings.TrimSuffix(d.digits, strconv.Itoa(d.last)) + strings.Repeat("0", d.last)
		d.last = -1
	case multiples[word] > 0:
		d.times = multiples[word]
		return true
	case isNumber(word):
		d.add(word, max(d.times, 1))
		d.last = -1
	case !known || n < 1 || n > 999 || n != float64(int(n)):
		return false
	case n == 100 && d.last > 0 && d.last < 10: // eight hundred
		d.goOn(d.last * 100)
	case d.last > 0 && joinable(float64(d.last), n):
		d.goOn(d.last + int(n))
	default:
		d.add(strconv.Itoa(int(n)), max(d.times, 1))
		d.last = int(n)
	}
	d.words, d.times = d.words+1, 0
	return true
}

func (d *dictation) add(digits string, times int) { d.digits += strings.Repeat(digits, times) }

// goOn has what was said last be more.
func (d *dictation) goOn(n int) {
	d.digits = strings.TrimSuffix(d.digits, strconv.Itoa(d.last)) + strconv.Itoa(n)
	d.last = n
}

// dictated adds a number that is as long as one of a telephone.
func (f *finding) dictated(d dictation) {
	digits := strings.TrimPrefix(d.digits, "+")
	if phone := phoneOf(digits); phone != "" && d.words >= dictatedWords {
		f.add(Claim{Sort: ClaimPhone, Value: phone, Start: d.from, End: d.to})
	}
}
