package knowledge

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Who notices too late that his keyboard is set to another alphabet, or sets it in the middle, has a part of his text in the wrong
// letters: "привіт, rjkb ,elt ljcnfdrf". Such a run of words is read where hardly any of its words is known as it stands, and hardly
// any is not as it was meant.

const (
	mostFields = 400  // words of a text that are looked at
	aRun       = 2    // words that tell something: one alone may be a password or a name
	runSurely  = 0.8  // share of them that are known as they were meant
	runHardly  = 0.34 // share that may be known as they stand
)

// field is a word of a text between spaces, and the alphabet that it is in.
type field struct {
	start, end int
	alphabet   int // -1: none, or several
}

// meantInPart is a text in two alphabets with the runs of words that were typed with the wrong keyboard as they were meant.
func meantInPart(text, lang string) string {
	fields := fieldsOf(text)
	if !mixed(fields) {
		return text
	}
	var b strings.Builder
	at := 0
	for i := 0; i < len(fields); {
		n := 1
		for fields[i].alphabet >= 0 && i+n < len(fields) && fields[i+n].alphabet == fields[i].alphabet {
			n++
		}
		run := make([]string, n)
		for j := range run {
			run[j] = text[fields[i+j].start:fields[i+j].end]
		}
		for j, typed := range retyped(run, fields[i].alphabet, lang) {
			b.WriteString(text[at:fields[i+j].start] + typed)
			at = fields[i+j].end
		}
		i += n
	}
	return b.String() + text[at:]
}

// fieldsOf are the words of a text.
func fieldsOf(text string) (out []field) {
	start := -1
	for i, c := range text + " " {
		switch {
		case !unicode.IsSpace(c):
			if start < 0 {
				start = i
			}
		case start >= 0 && len(out) < mostFields:
			f := field{start, min(i, len(text)), -1}
			for alphabet := range alphabets {
				if inAlphabet(text[f.start:f.end], alphabet) {
					f.alphabet = alphabet
				}
			}
			out, start = append(out, f), -1
		}
	}
	return out
}

// mixed tells whether words of several alphabets stand in a text.
func mixed(fields []field) bool {
	of := [len(alphabets)]bool{}
	for _, f := range fields {
		if f.alphabet >= 0 {
			of[f.alphabet] = true
		}
	}
	return of[latin] && of[cyrillic]
}

// retyped are the words of a run as they were meant; nil where that is not certain.
func retyped(run []string, alphabet int, lang string) (out []string) {
	if alphabet < 0 {
		return nil
	}
	for _, own := range alphabets[alphabet].languages {
		if known, words, _ := knownOf(run, own); float64(known) > runHardly*float64(words) {
			return nil
		}
	}
	best := 0.0
	for i := range layouts {
		l := &layouts[i]
		typed, ok := l.words(run)
		if l.from != alphabet || !ok {
			continue
		}
		for _, other := range l.languages {
			known, words, long := knownOf(typed, other)
			share := float64(known) / float64(max(words, 1))
			if share < runSurely || !long || words < aRun {
				continue
			}
			if other == Base(lang) {
				share += surer
			}
			if share > best {
				best, out = share, typed
			}
		}
	}
	return out
}

// words are some words as the keys write them, and whether all of their letters are on a key.
func (l *layout) words(run []string) (out []string, all bool) {
	all = true
	for _, w := range run {
		typed, ok := l.word(w)
		out, all = append(out, typed), all && ok
	}
	return out, all
}

// knownOf counts the words that tell something, and those that a language is known to have; long: one of these is no short one.
func knownOf(run []string, lang string) (known, words int, long bool) {
	for _, t := range Analyze(strings.Join(run, " "), lang) {
		n := utf8.RuneCountInString(t.Word)
		if n < aWord {
			continue
		}
		if words++; t.familiar(lang) {
			known++
			long = long || n >= aLongWord
		}
	}
	return known, words, long
}
