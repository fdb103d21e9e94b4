package knowledge

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed colloquial.txt
var colloquialText string

// colloquial are the words that people type for others in chats: for each language, by the folded word, the one that articles have.
var colloquial = sync.OnceValue(func() map[string]map[string]string {
	lists := map[string]map[string]string{}
	var list map[string]string
	for line := range strings.Lines(colloquialText) {
		line = strings.TrimSpace(line)
		if lang, ok := strings.CutPrefix(line, "= "); ok {
			list = map[string]string{}
			lists[lang] = list
			continue
		}
		written, said, ok := strings.Cut(line, ": ")
		if !ok || list == nil {
			continue // what the file is about
		}
		for word := range strings.FieldsSeq(said) {
			a := Analyzer{text: word}
			list[string(a.folded(span{end: len(word)}))] = written
		}
	}
	return lists
})

// written is a word as articles have it, folded, and in scratch as well: "шо" is "що".
func (a *Analyzer) written(folded []byte) []byte {
	word, ok := colloquial()[a.lang][string(folded)]
	if !ok && a.lang == "uk" {
		word, ok = unmixed(string(folded))
	}
	if !ok {
		return folded
	}
	text := a.text
	a.text = word
	folded = a.folded(span{end: len(word)})
	a.text = text
	return folded
}
