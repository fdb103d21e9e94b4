package knowledge

import (
	"strings"
	"unicode/utf8"
)

// fewestInPart is how many letters each part of a compound has at least.
const fewestInPart = 4

// linked may stand between the parts of a compound: "Studentenrabatt", "Arbeitszeit".
var linked = []string{"", "s", "es", "n", "en", "e"}

// compound returns the two parts of a German compound, each a word that the language is known to have: "Kinderhelm" is a helmet, and a
// child's. Of other words there are none.
func compound(word string) (first, last Token, ok bool) {
	letters := []rune(word)
	for cut := len(letters) - fewestInPart; cut >= fewestInPart; cut-- {
		last, known := germanWord(string(letters[cut:]))
		if !known {
			continue
		}
		for _, link := range linked {
			before, joined := strings.CutSuffix(string(letters[:cut]), link)
			if first, known := germanWord(before); joined && known {
				return first, last, true
			}
		}
	}
	return Token{}, Token{}, false
}

// longestEnding is how many letters an ending has at most: "Mitgliedschaften".
const longestEnding = 8

// beginsCompound tells whether a word that is known is what another one begins with, which goes on with more than an ending has, be it
// known or not: "Geschenkgutschein" is no "Geschenk".
func beginsCompound(word, whole string) bool {
	rest, ok := strings.CutPrefix(whole, word)
	return ok && utf8.RuneCountInString(rest) > longestEnding
}

func germanWord(word string) (t Token, known bool) {
	if utf8.RuneCountInString(word) < fewestInPart {
		return Token{}, false
	}
	t = Analyze(word, "de")[0]
	_, known = MeaningOf(t.Term, "de")
	return t, known
}
