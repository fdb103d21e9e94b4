package knowledge

import (
	_ "embed"
	"strings"
	"sync"
)

// stopText has a line "xx: word word …" for each language.
//
//go:embed stop.txt
var stopText string

var stopWords = sync.OnceValue(func() map[string]map[string]bool {
	lists := map[string]map[string]bool{anyLanguage: {}}
	for line := range strings.Lines(stopText) {
		lang, words, _ := strings.Cut(line, ":")
		if lists[lang] == nil {
			lists[lang] = map[string]bool{}
		}
		for word := range strings.FieldsSeq(words) {
			a := Analyzer{text: word}
			folded := string(a.folded(span{end: len(word)}))
			lists[lang][folded], lists[anyLanguage][folded] = true, true
		}
	}
	return lists
})

// anyLanguage is no tag of a language.
const anyLanguage = "*"

func isStop(folded, lang string) bool { return stopWords()[lang][folded] }

// StopWord reports whether a folded word (Token.Word) is a stop word of the language, or of any that we know if lang is
// empty. Stop words are known for English, German, Polish, Russian and Ukrainian.
func StopWord(word, lang string) bool {
	if lang == "" {
		return isStop(word, anyLanguage)
	}
	return isStop(word, Base(lang))
}
