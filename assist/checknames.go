package assist

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// ClaimName is the sort of a claim about which product, tariff, place or person something is said of.
const ClaimName = "name"

const (
	namedAlike = 0.6 // share of the words, one name left out, that two sentences of one matter have in common at least
	namedWords = 2   // and how many words those are
)

// calling is a sentence and the names in it.
type calling struct {
	sentence string
	words    map[string]bool // stemmed
	names    []slot
	all      bag // of its words
}

// slot is a name and the words beside it.
type slot struct {
	name
	before, after term
}

// same tells whether two names stand in one place: between the same words, or beside one that says something.
func (a slot) same(b slot) bool {
	before, after := a.before.Word == b.before.Word, a.after.Word == b.after.Word
	return before && after || before && !a.before.stop() && a.before.Word != "" || after && !a.after.stop() && a.after.Word != ""
}

// callings are the sentences of a text that have names.
func callings(text, lang string) []calling {
	var out []calling
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "|") {
			continue // a field of a table is no sentence
		}
		for _, s := range sentences(line) {
			if n := callingOf(s, lang); len(n.names) > 0 && len(n.words) >= namedWords {
				out = append(out, n)
			}
		}
	}
	return out
}

func callingOf(s, lang string) calling {
	list := terms(s, lang)
	n := calling{sentence: s, words: map[string]bool{}, all: bagOf(list)}
	names := namesOf(s, lang)
	for i, t := range list {
		at := slices.IndexFunc(names, func(o name) bool { return o.Start == t.Start })
		if !t.stop() && !slices.Contains(carried, t.Word) && (at >= 0 || !hasDigit(t.Word)) {
			n.words[stemOf(t.Term)] = true
		}
		if at < 0 {
			continue
		}
		w := slot{name: names[at]}
		if b := beside(list, i, -1, names); b >= 0 {
			w.before = list[b]
		}
		if b := beside(list, i, 1, names); b >= 0 {
			w.after = list[b]
		}
		n.names = append(n.names, w)
	}
	return n
}

// beside is the word next to a name of several words, in either direction; none: -1.
func beside(list []term, i, step int, names []name) int {
	for i += step; i >= 0 && i < len(list); i += step {
		if !slices.ContainsFunc(names, func(o name) bool { return o.Start == list[i].Start }) {
			return i
		}
	}
	return -1
}

// has tells whether a sentence has a name, in whatever case.
func (n calling) has(o name) bool { return n.all.found(o.term) == 1 || declined(o.term, n.all) }

// alike is how many words two sentences have in common, if that is most of what the shorter one says; the names that differ are
// two words of theirs.
func (n calling) alike(o calling) int {
	shared := common(n.words, o.words)
	if shared < namedWords || float64(shared) < namedAlike*float64(min(len(n.words), len(o.words))-1) {
		return 0
	}
	return shared
}

// misnamed finds the sentences of a text that say of one thing what the sources say of another one: all but the name is there, in
// the same place, and the name stands in the knowledge base elsewhere. Whoever is not known there is let be.
func (c comparison) misnamed(text, lang string, theirs []string) []Dispute {
	mine := callings(text, lang)
	if len(mine) == 0 {
		return nil
	}
	var there []calling
	var from []Source
	var names []term
	for _, s := range c.sources {
		if s.Lang == "" || knowledge.Base(s.Lang) == knowledge.Base(lang) {
			read := c.read(s.Passage, cmp.Or(s.Lang, lang))
			names = append(names, read.names...)
			for _, n := range read.callings {
				there, from = append(there, n), append(from, s)
			}
		}
	}
	for _, p := range c.projects {
		names = append(names, terms(p, lang)...)
	}
	known := bagOf(names)
	given := bagOf(terms(strings.Join(theirs, "\n"), lang))
	var out []Dispute
	for _, m := range mine {
		for _, n := range m.names {
			if known.found(n.term) < 1 || given.found(n.term) > 0 || declined(n.term, given) {
				continue
			}
			if i, is := misplaced(m, n, there); i >= 0 && (len(c.about) == 0 || c.about[from[i].Project]) {
				at := max(strings.Index(text, m.sentence), 0) + n.Start
				out = append(out, Dispute{Claim: Claim{Sort: ClaimName, Text: n.text, Value: n.Word, Start: at, End: at + len(n.text)}, Says: there[i].sentence, Value: is, Source: from[i]})
			}
		}
	}
	return out
}

// misplaced finds the sentence that has another name in the place of one, unless another sentence as like has that one too.
func misplaced(m calling, n slot, there []calling) (at int, is string) {
	at, best, agreed := -1, 0, 0
	for i, o := range there {
		near := m.alike(o)
		if near == 0 {
			continue
		}
		if o.has(n.name) {
			agreed = max(agreed, near)
			continue
		}
		for _, other := range o.names {
			if near > best && n.same(other) && !m.has(other.name) && hasDigit(other.Word) == hasDigit(n.Word) && !short(n.Word, other.Word) {
				at, best, is = i, near, other.text
			}
		}
	}
	if agreed >= best {
		return -1, ""
	}
	return at, is
}

// short tells whether one word is the other one cut short: Ave and Avenue.
func short(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }

func hasDigit(word string) bool { return strings.IndexFunc(word, unicode.IsDigit) >= 0 }

// namesIn are the names of a text in the middle of its sentences and at the heads of its tables' rows.
func namesIn(text, lang string) []term {
	var out []term
	for _, n := range namesOf(text, lang) {
		out = append(out, n.term)
	}
	for line := range strings.Lines(text) {
		if row, ok := strings.CutPrefix(strings.TrimSpace(line), "|"); ok {
			head, _, _ := strings.Cut(row, "|")
			out = append(out, terms(head, lang)...)
		}
	}
	return out
}
