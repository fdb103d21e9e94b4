package routing

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"
)

// text names something that the program says to customers by itself. The wordings are in texts/<language>.json.
type text string

const (
	textGreeting text = "greeting" // %s: the company, or empty
	textGoOn     text = "go on"
	textSpeak    text = "speak"
	textHelped   text = "helped"
	textGlad     text = "glad"
	textWhich    text = "which"
	textUnknown  text = "unknown"
	textSorry    text = "sorry"
	textDanger   text = "danger"
	textWho      text = "who"
	textSoon     text = "soon"
	textPosition text = "position" // %d
	textNobody   text = "nobody"
	textClosed   text = "closed" // %s: when we are back
	textWaits    text = "waits"
	textToday    text = "today" // these three are layouts of time
	textTomorrow text = "tomorrow"
	textSomeDay  text = "some day"
	textSource   text = "source"
	choiceHelped text = "yes"
	choicePerson text = "person"
)

//go:embed texts/*.json
var textFiles embed.FS

// wordings is read once: language → text → wording; the days are Sunday first.
var wordings = sync.OnceValue(func() map[string]map[text]string {
	entries, err := textFiles.ReadDir("texts")
	if err != nil {
		panic(err)
	}
	all := map[string]map[text]string{}
	for _, e := range entries {
		b, err := textFiles.ReadFile("texts/" + e.Name())
		if err != nil {
			panic(err)
		}
		words := map[text]string{}
		if err := json.Unmarshal(b, &words); err != nil {
			panic(fmt.Errorf("texts/%s: %w", e.Name(), err))
		}
		all[strings.TrimSuffix(e.Name(), ".json")] = words
	}
	return all
})

// wordsOf are the wordings in a language, or in English.
func wordsOf(lang string) map[text]string {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	if w := wordings()[lang]; w != nil {
		return w
	}
	return wordings()["en"]
}

// phrase is a text in a language.
func phrase(lang string, t text, args ...any) string {
	s := wordsOf(lang)[t]
	if len(args) == 0 {
		return s
	}
	if args[0] == "" {
		s, args = wordsOf(lang)[t+" without"], nil
		return s
	}
	return fmt.Sprintf(s, args...)
}

// isPhrase tells whether somebody wrote this text, in whatever language.
func isPhrase(s string, t text) bool {
	s = strings.TrimSpace(s)
	for _, w := range wordings() {
		if strings.EqualFold(s, w[t]) {
			return true
		}
	}
	return false
}

// beginsWith tells whether what was said begins with this text, in whatever language.
func beginsWith(s string, t text) bool {
	for _, w := range wordings() {
		if strings.HasPrefix(s, w[t]) {
			return true
		}
	}
	return false
}

// zoneName is a moment's time zone as it is said in a language: by its place ("Europe/Kyiv"), else by its letters: "MEZ" is CET. What
// has no name of its own keeps its letters.
func zoneName(lang string, t time.Time) string {
	letters, names := t.Format("MST"), map[string]string{}
	for _, pair := range strings.Fields(wordsOf(lang)["zones"]) {
		of, name, _ := strings.Cut(pair, "=")
		names[of] = strings.ReplaceAll(name, "_", " ")
	}
	return cmp.Or(names[t.Location().String()], names[letters], letters)
}

func dayName(lang string, d time.Weekday) string {
	return strings.Split(wordsOf(lang)["days"], " ")[d]
}
