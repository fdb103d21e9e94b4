package helpcentre

import (
	"embed"
	"encoding/json"
	"html/template"
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

// borrowed tells whether the pages speak English to readers of a language, since they do not speak it.
func borrowed(lang string) bool { return texts()[knowledge.Base(lang)] == nil }

// told is say for a page's text: marked as English where it is borrowed.
func told(lang, name string) template.HTML {
	text := template.HTMLEscapeString(say(lang, name))
	if borrowed(lang) {
		text = `<span lang="en" dir="ltr">` + text + `</span>`
	}
	return template.HTML(text) // escaped above
}

// own says in which language an element is whose label is the pages' own.
func own(lang string) template.HTMLAttr {
	if borrowed(lang) {
		return ` lang="en"`
	}
	return ""
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
