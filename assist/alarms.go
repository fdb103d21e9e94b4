package assist

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"switchboard/knowledge"
)

// Danger is told in endless ways, but mostly by the same few things said close together: a child, swallowed, a battery. A frame
// names such things; its classes say each in five languages, so that ways to say it are found that nobody wrote down.

//go:embed alarms.txt
var alarmsText string

// frame is what makes a text urgent: a word of each class, all within so many words.
type frame struct {
	Urgency
	within  int
	classes []int
}

// said is one way to say what a class means, by its first word; the others follow it.
type said struct {
	class, lang int
	ends        bool // any end may follow the first word
	rest        []string
	deniable    bool // it is not said after "no"
}

// alarms are the frames, what is worst first, and the classes' words by what they begin with.
type alarms struct {
	frames  []frame
	classes map[string]int
	by      map[string][]said
}

// oneLanguage are the languages of classes. Ukrainian and Russian are mixed by those who speak both.
var oneLanguage = map[string]int{"en": 0, "uk": 1, "ru": 1, "pl": 2, "de": 3}

var alarmsOf = sync.OnceValue(func() *alarms {
	a := &alarms{classes: map[string]int{}, by: map[string][]said{}}
	var read func(line string)
	for line := range strings.Lines(alarmsText) {
		line = strings.TrimSpace(line)
		kind, rest, _ := strings.Cut(line, " ")
		switch kind {
		case "", "#":
		case "@":
			name, deniable := strings.CutSuffix(rest, " !")
			class := len(a.classes)
			a.classes[name] = class
			read = func(line string) { a.readClass(class, deniable, line) }
		case "=":
			level, why, _ := strings.Cut(rest, " ")
			n, err := strconv.Atoi(level)
			if err != nil {
				panic(fmt.Errorf("alarms.txt: %q: %w", line, err))
			}
			read = func(line string) { a.readFrame(Urgency{n, why}, line) }
		default:
			if read == nil {
				continue // what the file is about
			}
			read(line)
		}
	}
	return a
})

func (a *alarms) readClass(class int, deniable bool, line string) {
	words := strings.Fields(line)
	lang, ok := oneLanguage[words[0]]
	if !ok {
		panic(fmt.Errorf("alarms.txt: %q: no language", line))
	}
	for _, w := range words[1:] {
		parts := strings.Split(knowledge.WithoutMarks(w), "_")
		first, ends := strings.CutSuffix(parts[0], "*")
		a.by[first] = append(a.by[first], said{class, lang, ends, parts[1:], deniable})
	}
}

func (a *alarms) readFrame(u Urgency, line string) {
	words := strings.Fields(line)
	within, err := strconv.Atoi(words[0])
	if err != nil {
		panic(fmt.Errorf("alarms.txt: %q: %w", line, err))
	}
	f := frame{Urgency: u, within: within}
	for _, name := range words[1:] {
		class, ok := a.classes[name]
		if !ok {
			panic(fmt.Errorf("alarms.txt: %q: no class %s", line, name))
		}
		f.classes = append(f.classes, class)
	}
	a.frames = append(a.frames, f)
}

// heard is where a text says something of a class.
type heard struct{ from, to, lang int }

// worst is the worst that texts, in the form that simple makes, tell by their words: for each urgency the text that may tell it.
func (a *alarms) worst(in func(Urgency) string) Urgency {
	heardIn := map[string][][]heard{}
	for _, f := range a.frames {
		text := in(f.Urgency)
		at, ok := heardIn[text]
		if !ok {
			at = a.heard(text)
			heardIn[text] = at
		}
		if closeBy(f.classes, at, f.within, nil) {
			return f.Urgency
		}
	}
	return Urgency{}
}

// heard is where a text says something of each class, with the signs on its letters or without.
func (a *alarms) heard(text string) [][]heard {
	words := strings.Fields(knowledge.WithoutMarks(text))
	at := make([][]heard, len(a.classes))
	for i, w := range words {
		for n := range w + " " {
			for _, s := range a.by[w[:n]] {
				if n < len(w) && !s.ends || !follow(s.rest, words[i+1:]) || s.deniable && i > 0 && deniedBy[words[i-1]] {
					continue
				}
				at[s.class] = append(at[s.class], heard{i, i + 1 + len(s.rest), s.lang})
			}
		}
	}
	return at
}

// deniedBy are words after which what is said is not so.
var deniedBy = map[string]bool{"no": true, "not": true, "isnt": true, "doesnt": true, "without": true, "не": true, "нет": true, "немає": true, "нема": true, "без": true,
	"nie": true, "bez": true, "brak": true, "kein": true, "keine": true, "keinen": true, "nicht": true, "ohne": true}

// follow tells whether words begin with all of a phrase's.
func follow(phrase, words []string) bool {
	if len(words) < len(phrase) {
		return false
	}
	for i, p := range phrase {
		begin, ends := strings.CutSuffix(p, "*")
		if words[i] != p && !(ends && strings.HasPrefix(words[i], begin)) {
			return false
		}
	}
	return true
}

// closeBy tells whether each of the classes has a place of its own in one language, all within so many words, beside those taken.
func closeBy(classes []int, at [][]heard, within int, taken []heard) bool {
	if len(classes) == 0 {
		return true
	}
	for _, p := range at[classes[0]] {
		fits := !slices.ContainsFunc(taken, func(q heard) bool {
			return q.lang != p.lang || p.from < q.to && q.from < p.to || max(p.to, q.to)-min(p.from, q.from) > within
		})
		if fits && closeBy(classes[1:], at, within, append(taken, p)) {
			return true
		}
	}
	return false
}
