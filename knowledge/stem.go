package knowledge

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/russian"
)

// stem returns the stem of the word that folded has just read. The alphabet counts as well as the language: a Latin word
// in a Ukrainian text is a foreign one, most likely English, and an article in any language stems it alike.
func (a *Analyzer) stem(word string) string {
	first, _ := utf8.DecodeRuneInString(word)
	latin := first < 0x250
	var stem func(*snowballstem.Env) bool
	switch {
	case latin && (a.lang == "en" || a.lang == "uk" || a.lang == "ru"):
		stem = english.Stem
	case latin && a.lang == "de":
		stem = german.Stem
	case !latin && a.lang == "ru":
		stem = russian.Stem
	default:
		return cut(word)
	}
	if a.env == nil {
		a.env = snowballstem.NewEnv("")
	}
	a.env.SetCurrent(string(a.low))
	stem(a.env)
	if singular, ok := plurals[a.env.Current()]; ok && latin && a.lang != "de" {
		return singular
	}
	if stemmed := a.env.Current(); stemmed == word {
		return word
	} else if strings.HasPrefix(word, stemmed) {
		return word[:len(stemmed)]
	}
	var folded []byte
	for _, r := range a.env.Current() {
		if r < utf8.RuneSelf {
			folded = append(folded, byte(r))
			continue
		}
		folded = appendFolded(folded, r)
	}
	if len(folded) == 0 {
		return word
	}
	return string(folded)
}

// plurals are the English stems of which the singular has another: "buses".
var plurals = map[string]string{"buse": "bus", "gase": "gas"}

// cut is the stem where there is no stemmer: a word of more than five letters loses its last quarter, and what is beyond
// seven letters.
func cut(word string) string {
	n := utf8.RuneCountInString(word)
	if n <= 5 {
		return word
	}
	left := min(n-n/4, 7)
	for i := range word {
		if left == 0 {
			return word[:i]
		}
		left--
	}
	return word
}
