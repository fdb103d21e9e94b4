package knowledge

import "strings"

// months are the beginnings of the months' names.
var months = [12][]string{
	{"jan", "jän", "янв", "січ", "sty"}, {"feb", "фев", "лют", "lut"}, {"mar", "mär", "мар", "берез"},
	{"apr", "апр", "квіт", "kwie"}, {"may", "mai", "май", "мая", "трав", "maj"}, {"jun", "июн", "черв", "czerw"},
	{"jul", "июл", "лип", "lip"}, {"aug", "авг", "серп", "sier"}, {"sep", "сент", "верес", "wrze"},
	{"oct", "okt", "окт", "жовт", "paź"}, {"nov", "ноя", "листопад", "listopad"}, {"dec", "dez", "дек", "груд", "grud"},
}

// monthEnds bounds what may follow the beginning of a Cyrillic month's name.
const monthEnds = 6

// MonthOf is the number of the month that a word names in English, Ukrainian, Russian, Polish or German, in short or in whole and in any
// case; 0: none.
func MonthOf(word string) int {
	word = strings.ToLower(word)
	for m, begins := range months {
		for _, b := range begins {
			rest, ok := strings.CutPrefix(word, b)
			if ok && monthEnd(b, rest) {
				return m + 1
			}
		}
	}
	return 0
}

// monthEnd tells whether a beginning and the rest make a month's name, in short or in whole.
func monthEnd(begins, rest string) bool {
	if rest == "" {
		return true
	}
	if strings.IndexFunc(begins, func(r rune) bool { return r > 0x400 }) >= 0 { // Cyrillic: the endings decline
		return len([]rune(rest)) <= monthEnds
	}
	for _, end := range []string{"uary", "uar", "ruary", "ruar", "ch", "z", "ca", "il", "e", "i", "y", "ust", "t", "tember", "ober", "ember", "cznia", "czeń",
		"ego", "tego", "tnia", "cień", "cia", "ca", "piec", "wca", "wiec", "pnia", "pień", "śnia", "śnień", "sień", "dziernika", "dziernik", "a", "nia", "zień"} {
		if rest == end {
			return true
		}
	}
	return false
}
