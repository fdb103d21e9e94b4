package assist

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// term is one content word of a text.
type term struct {
	knowledge.Token
	forms   *knowledge.Forms // of its language; nil: no others than stems are known, or needed
	letters int
	weight  float64
	code    bool // a number or code that must agree: E-104, 55017, but not the 4 of "4 days"
	amount  bool // such a number of the customer's that need not stand where the answer does: "1200 zł"
	days    week // that it names, of a question; none: they are not looked for
}

const (
	ofStop  = 0.12
	ofCode  = 1.5
	ofShort = 0.6
	ofLong  = 1.2
)

// terms are a text's words with their weights: stop words say little, long words and codes much.
func terms(text, lang string) []term {
	out, forms := appendTerms(nil, knowledge.Analyze(text, lang)), knowledge.FormsOf(lang)
	for i := range out {
		out[i].forms = forms
	}
	return out
}

func appendTerms(out []term, tokens []knowledge.Token) []term {
	out = slices.Grow(out, len(tokens))
	last := -1
	for _, t := range tokens {
		if t.Start < last {
			continue // a part of a compound
		}
		last = t.End
		w := term{Token: t, letters: utf8.RuneCountInString(t.Word), weight: 1}
		digits := strings.IndexFunc(t.Word, unicode.IsDigit) >= 0
		w.code = digits && w.letters > 2
		switch {
		case t.Stop || knowledge.StopWord(t.Word, ""):
			w.weight = ofStop
		case w.code:
			w.weight = ofCode
		case w.letters <= 3 || digits:
			w.weight = ofShort
		case w.letters >= 8:
			w.weight = ofLong
		}
		out = append(out, w)
	}
	return out
}

func (t term) stop() bool { return t.weight == ofStop }

// sign tells whether a word is a code, E-104, and no count or time: not "10am".
func (t term) sign() bool { return t.code && strings.IndexFunc(t.Word, unicode.IsLetter) == 0 }

// bag is a text's words to look others up in.
type bag struct {
	list   []term
	words  map[string]bool     // and their stems; nil: few are looked up, and it is not worth the while
	others map[string][]string // what a word also stands for; may be nil
	days   week                // that the text speaks of, where days are asked for
}

func bagOf(list []term) bag {
	b := bag{list: list, words: make(map[string]bool, 2*len(list))}
	for _, t := range list {
		b.words[t.Term], b.words[t.Word] = true, true
	}
	return b
}

// What a word counts that stands in a text with a typo, or in another word for the same.
const (
	ofTypo    = 0.8
	ofSynonym = 0.8
)

// found is how well a word stands in a bag: 1 as it is or inflected, less in other words or with a typo, else 0.
func (b bag) found(t term) float64 {
	if b.has(t) {
		return 1
	}
	if len(b.others) > 0 && (b.hasAny(b.others[t.Term]) || b.hasAny(b.others[t.Word])) {
		return ofSynonym
	}
	if t.code || t.letters < 5 {
		return 0
	}
	for _, o := range b.list {
		if o.letters >= 5 && knowledge.Mistyped(t.Word, o.Word) {
			return ofTypo
		}
	}
	return 0
}

// has tells whether a word is there as it is or inflected.
func (b bag) has(t term) bool {
	if b.words != nil {
		return b.words[t.Term] || b.words[t.Word]
	}
	for i := range b.list {
		if o := &b.list[i]; o.Term == t.Term || o.Word == t.Word || o.Word == t.Term || o.Term == t.Word {
			return true
		}
	}
	return false
}

func (b bag) hasAny(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return b.has(term{Token: knowledge.Token{Term: w, Word: w}}) })
}

// similar is how much two word lists have in common, seen from both (F1), between 0 and 1.
func similar(a, b bag) float64 {
	if len(a.list) == 0 || len(b.list) == 0 {
		return 0
	}
	p, r := a.covered(b), b.covered(a)
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// covered is the share of a's weight that stands in b.
func (b bag) covered(by bag) float64 {
	var sum, got float64
	for _, t := range b.list {
		sum += t.weight
		got += t.weight * by.found(t)
	}
	if sum == 0 {
		return 0
	}
	return got / sum
}
