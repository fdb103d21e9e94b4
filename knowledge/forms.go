package knowledge

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// What a search goes by are stems. Of the short words of Ukrainian and Polish they bring few forms together ("кава" and "каву"), and
// nowhere do they know that a consonant changes before an ending ("полоскати", "полощіть") or that a verb has several stems ("їсти",
// "поїжте"). To find an article that does little harm: it says most things more than once. Which of its passages answers is told by a
// word or two, and so is what was asked that nobody answered.

// formsFile says in what forms words come.
//
//go:embed forms.txt
var formsFile string

const (
	fewestShared = 3 // letters that two forms of a word have in common
	inEndings    = 2 // letters in common that may be of the endings
	shortStem    = 3 // letters at most, of which a noun and a verb may be unrelated: "гора", "горіти"
)

// Forms are how the words of a language change; nil: it is not known.
type Forms struct {
	endings map[string]bool
	changes [][2]string     // what a consonant becomes before some endings
	opened  [][2]string     // what a vowel becomes where an ending opens the last syllable
	before  []string        // what may stand before a verb that hardly becomes another one by it
	nouns   map[string]bool // endings that no verb has
	verbs   []string        // how dictionaries have them end
	words   map[string]int  // which word a form is of that has little in common with the others
}

// inflection has those of the languages of which other forms than stems are known.
var inflection = sync.OnceValue(func() map[string]*Forms { return readForms(formsFile) })

// FormsOf are those of the words of a language, by its tag.
func FormsOf(lang string) *Forms { return inflection()[Base(lang)] }

func readForms(file string) map[string]*Forms {
	all := map[string]*Forms{}
	var into []*Forms
	of := ""
	for i, line := range strings.Split(file, "\n") {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case words[0] == "@":
			of, into = words[1], into[:0]
			for _, lang := range words[2:] {
				if all[lang] == nil {
					all[lang] = &Forms{endings: map[string]bool{}, nouns: map[string]bool{}, words: map[string]int{}}
				}
				into = append(into, all[lang])
			}
		default:
			for _, f := range into {
				f.read(of, words, i)
			}
		}
	}
	return all
}

// read takes up a line of the file.
func (f *Forms) read(of string, words []string, line int) {
	for _, w := range words {
		switch of {
		case "endings":
			f.endings[w] = true
		case "changes":
			f.changes = append(f.changes, becomes(w))
		case "opened":
			f.opened = append(f.opened, becomes(w))
		case "before":
			f.before = append(f.before, w)
		case "nouns":
			f.nouns[w] = true
		case "verbs":
			f.verbs = append(f.verbs, w)
		case "words":
			f.words[Analyze(w, "")[0].Word] = line
		}
	}
}

// becomes reads "was:is".
func becomes(change string) [2]string {
	was, is, _ := strings.Cut(change, ":")
	return [2]string{was, is}
}

// Same tells whether two words are forms of one.
func (f *Forms) Same(a, b Token) bool {
	if f == nil {
		return false
	}
	return f.alike(a, b) || f.alikeBehind(a, b) || f.alikeBehind(b, a)
}

// alikeBehind tells whether the first of two words is a form of the other with something before it. Of nouns that makes another word:
// "Eingang" is no "Gang".
func (f *Forms) alikeBehind(a, b Token) bool {
	return (f.infinitive(a.Word) || f.infinitive(b.Word)) && slices.ContainsFunc(f.before, func(before string) bool {
		rest, ok := strings.CutPrefix(a.Word, before)
		if !ok || utf8.RuneCountInString(rest) <= fewestShared {
			return false
		}
		return f.alike(Token{Word: rest, Term: strings.TrimPrefix(a.Term, before)}, b)
	})
}

func (f *Forms) alike(a, b Token) bool {
	if x, y := f.words[a.Word], f.words[b.Word]; x != 0 || y != 0 {
		return x == y
	}
	if len(f.endings) == 0 {
		return a.Term == b.Term
	}
	return f.inflected(a.Word, b.Word) || f.opens(a.Word, b.Word) || f.opens(b.Word, a.Word)
}

// opens tells whether the second of two words is the first with an ending, before which its last vowel has changed.
func (f *Forms) opens(a, b string) bool {
	stem := strings.TrimSuffix(a, "ь")
	return slices.ContainsFunc(f.opened, func(c [2]string) bool {
		at := strings.LastIndex(stem, c[0])
		if at < 0 || utf8.RuneCountInString(stem[at:]) != 2 {
			return false
		}
		ending, ok := strings.CutPrefix(b, stem[:at]+c[1]+stem[at+len(c[0]):])
		return ok && utf8.RuneCountInString(stem) > fewestShared && f.endings[ending]
	})
}

// inflected tells whether two words are the same but for an ending that each may have, and the consonant before it.
func (f *Forms) inflected(a, b string) bool {
	if _, size := utf8.DecodeRuneInString(a); !strings.HasPrefix(b, a[:size]) {
		return false
	}
	if f.twoVerbs(a, b) || f.twoVerbs(b, a) {
		return false
	}
	x, y := []rune(bare(a)), []rune(bare(b))
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	for at := n; at >= fewestShared && at >= n-inEndings; at-- {
		left, right := string(x[at:]), string(y[at:])
		if f.ends(left) && f.ends(right) {
			return at > shortStem || !(f.nouns[left] && f.infinitive(b) || f.nouns[right] && f.infinitive(a))
		}
	}
	return n >= fewestShared-1 && slices.ContainsFunc(f.changes, func(c [2]string) bool {
		left, right := string(x[n:]), string(y[n:])
		return f.changed(left, right, c) || f.changed(right, left, c)
	})
}

func (f *Forms) changed(left, right string, c [2]string) bool {
	left, was := strings.CutPrefix(left, c[0])
	right, is := strings.CutPrefix(right, c[1])
	return was && is && f.ends(left) && f.ends(right)
}

func (f *Forms) ends(rest string) bool { return rest == "" || f.endings[rest] }

// twoVerbs tells whether the first of two words is a verb as dictionaries have it, and the other one, too, or what a verb is that is
// reflexive: "changed by itself" is not "to change".
func (f *Forms) twoVerbs(a, b string) bool {
	return f.infinitive(a) && (f.infinitive(b) || bare(a) == a && bare(b) != b)
}

func (f *Forms) infinitive(word string) bool {
	return slices.ContainsFunc(f.verbs, func(end string) bool { return strings.HasSuffix(word, end) })
}

// bare is a word without what makes a verb reflexive.
func bare(word string) string {
	return strings.TrimSuffix(strings.TrimSuffix(word, "ся"), "сь")
}
