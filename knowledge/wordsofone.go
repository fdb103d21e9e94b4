package knowledge

import (
	_ "embed"
	"strings"
	"sync"
)

// wordsOfOneText has a line "xx: word word …" for each language: everyday words that no other of the five has in the same letters. Words that
// names of goods are made of are not among them.
//
//go:embed wordsofone.txt
var wordsOfOneText string

// wordsOfOne are the languages of words, written as sampleWords writes them.
var wordsOfOne = sync.OnceValue(func() map[string]string {
	of := map[string]string{}
	for line := range strings.Lines(wordsOfOneText) {
		lang, words, _ := strings.Cut(line, ":")
		for word := range strings.FieldsSeq(words) {
			of["_"+word+"_"] = lang
		}
	}
	return of
})

// leastOfOne is the share of words that are of one language alone where they outweigh what was known: in three or four words one is
// enough, among many it may be a name, or a language that is not known has it too.
const leastOfOne = 0.25

// ofOne tells whether of a few words enough are of one language alone, and none of another language alone.
func ofOne(words []string, lang string) bool {
	n := 0
	for _, w := range words {
		switch wordsOfOne()[w] {
		case "":
		case lang:
			n++
		default:
			return false
		}
	}
	return n > 0 && float64(n) >= leastOfOne*float64(len(words))
}
