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
	lists := map[string]map[string]bool{}
	for line := range strings.Lines(stopText) {
		lang, words, _ := strings.Cut(line, ":")
		if lists[lang] == nil {
			lists[lang] = map[string]bool{}
		}
		for word := range strings.FieldsSeq(words) {
			a := analysis{text: word}
			lists[lang][string(a.folded(span{end: len(word)}))] = true
		}
	}
	return lists
})

func isStop(folded, lang string) bool { return stopWords()[lang][folded] }

// StopWord reports whether a folded word (Token.Word) is a stop word of the language, or of any that we know if lang is
// empty. Stop words are known for English, German, Polish, Russian and Ukrainian.
func StopWord(word, lang string) bool {
	if lang != "" {
		return isStop(word, Base(lang))
	}
	for _, words := range stopWords() {
		if words[word] {
			return true
		}
	}
	return false
}
