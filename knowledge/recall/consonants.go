package recall

import (
	"strings"
	"unicode/utf8"
)

// consonants are what is left of a word when it goes from one alphabet to another: "bitcoin" and "біткоїн", "wifi" and
// "вайфай". Vowels, and what may be one, are left out; what sounds alike is one letter. It is empty for short words.
func consonants(word string) string {
	if utf8.RuneCountInString(word) < 4 {
		return ""
	}
	var out []rune
	for _, r := range sounded.Replace(word) {
		if strings.ContainsRune("aeiouyjаеєиіїйоуюяыэь'’", r) || len(out) > 0 && out[len(out)-1] == r {
			continue
		}
		out = append(out, r)
	}
	if len(out) < 2 {
		return ""
	}
	return string(out)
}

// sounded writes consonants by their sounds, in Latin letters.
var sounded = strings.NewReplacer(
	"sch", "š", "sh", "š", "sz", "š", "ch", "č", "cz", "č", "ph", "f", "ck", "k", "th", "t", "ts", "c", "tz", "c", "zh", "ž", "ce", "s", "ci", "s", "cy", "s",
	"c", "k", "q", "k", "w", "v", "x", "ks", "h", "g",
	"б", "b", "в", "v", "г", "g", "ґ", "g", "х", "g", "д", "d", "ж", "ž", "з", "z", "к", "k", "л", "l", "м", "m", "н", "n", "п", "p", "р", "r", "с", "s",
	"т", "t", "ф", "f", "ц", "c", "ч", "č", "ш", "š", "щ", "š",
)

// cyrillic tells whether a word is written in Cyrillic letters.
func cyrillic(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return first >= 0x400 && first < 0x530
}
