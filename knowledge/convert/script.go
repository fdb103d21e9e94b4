package convert

import (
	"unicode"

	"switchboard/knowledge"
)

// scripts are the languages of the scripts that those of knowledge.Language are not written in. sure: it is written in no other
// language that many write.
var scripts = []struct {
	letters *unicode.RangeTable
	lang    string
	sure    bool
}{
	{unicode.Greek, "el", true}, {unicode.Georgian, "ka", true}, {unicode.Armenian, "hy", true}, {unicode.Hebrew, "he", true}, {unicode.Thai, "th", true},
	{unicode.Hangul, "ko", true}, {unicode.Hiragana, "ja", true}, {unicode.Katakana, "ja", true}, {unicode.Han, "zh", false}, {unicode.Arabic, "ar", false},
	{unicode.Devanagari, "hi", false}, {unicode.Bengali, "bn", false}, {unicode.Tamil, "ta", true}, {unicode.Cyrillic, "uk", false},
}

// languageOf is the language of a text that does not name it, and whether that is sure: the words tell it, else the script that
// most of it is written in, and what is in Latin letters is taken for English.
func languageOf(text string) (lang string, sure bool) {
	letters, counts := 0, make([]int, len(scripts))
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		for i, s := range scripts {
			if unicode.Is(s.letters, r) {
				counts[i]++
			}
		}
	}
	found := -1
	for i, s := range scripts {
		switch {
		case s.lang == "ja" && 8*counts[i] >= letters && letters > 0: // among the signs that Chinese has too
			return s.lang, true
		case 2*counts[i] > letters:
			found = i
		}
	}
	if found >= 0 && scripts[found].letters != unicode.Cyrillic {
		return scripts[found].lang, scripts[found].sure
	}
	if lang, sure = knowledge.Language(text, ""); sure {
		return lang, true
	}
	if found < 0 {
		return "en", false
	}
	if lang == "uk" || lang == "ru" {
		return lang, false
	}
	return scripts[found].lang, false
}
