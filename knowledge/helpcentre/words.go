package helpcentre

import (
	"embed"
	"encoding/json"
	"slices"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"switchboard/knowledge"
)

//go:embed words.json
var wordsFile embed.FS

// texts are the words of the pages: language → name → text.
var texts = sync.OnceValue(func() map[string]map[string]string {
	data, err := wordsFile.ReadFile("words.json")
	if err != nil {
		panic(err)
	}
	var all map[string]map[string]string
	if err := json.Unmarshal(data, &all); err != nil {
		panic("helpcentre: words.json: " + err.Error())
	}
	return all
})

// spoken are the languages that the pages themselves speak.
func spoken() []string { return []string{"en", "uk", "ru", "de", "pl"} }

// say is a text of the pages in a language, or in English.
func say(lang, name string) string {
	if s := texts()[knowledge.Base(lang)][name]; s != "" {
		return s
	}
	return texts()["en"][name]
}

// nameOf is a language's own name.
func nameOf(lang string) string {
	tag, err := language.Parse(lang)
	if err != nil {
		return lang
	}
	if name := display.Self.Name(tag); name != "" {
		return name
	}
	return lang
}

// direction is how a language is written: rtl or ltr.
func direction(lang string) string {
	tag, err := language.Parse(lang)
	if err != nil {
		return "ltr"
	}
	script, _ := tag.Script()
	if slices.Contains([]string{"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"}, script.String()) {
		return "rtl"
	}
	return "ltr"
}
