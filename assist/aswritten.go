package assist

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// An e-bike is an ebike to some and an e bike to others. The first two are one word to a search; what stands apart is two, of which "e"
// says nothing.

const (
	shortPart  = 3 // characters, at most, of the shorter part of what may be one word: others with a hyphen are found by their parts
	longEnding = 3 // characters, at most, of another ending
)

// oneWord finds the words of a text, inAddress what stands beside them in an address or a code.
var (
	oneWord   = regexp.MustCompile(`[\p{L}\p{M}]+`)
	inAddress = regexp.MustCompile(`^(?:[@/_-]|\.[\p{L}\d])`)
)

// particles are the words behind English verbs that are one with them as nouns: a check-in. Beside other words that say little two words are
// two: "a way" is not away.
var particles = setOf(`in out up down on off over back`)

// asWritten has two words of a text with a hyphen if the hits write them so or as one more often than apart, and apart if they write them so
// alone.
func asWritten(text string, hits []knowledge.Hit) string {
	words := oneWord.FindAllStringIndex(text, -1)
	if len(hits) == 0 {
		words = nil
	}
	out, all := []byte(text), ""
	for i := range words[:max(len(words)-1, 0)] {
		from, between, next := words[i][0], words[i][1], words[i+1]
		first, second := strings.ToLower(text[from:between]), strings.ToLower(text[next[0]:next[1]])
		if sep := text[between:next[0]]; sep != " " && sep != "-" || min(utf8.RuneCountInString(first), utf8.RuneCountInString(second)) > shortPart ||
			knowledge.StopWord(folded(first), hits[0].Lang) || knowledge.StopWord(folded(second), hits[0].Lang) && !particles[second] ||
			inAddress.MatchString(text[max(from-1, 0):]) || inAddress.MatchString(text[next[1]:]) {
			continue
		}
		if all == "" {
			all = allOfHits(hits)
		}
		joined := times(all, first+"-"+second)
		if particles[second] {
			joined-- // the verb of a set-up is set up
		} else {
			joined += times(all, first+second)
		}
		switch hyphen := text[between] == '-'; {
		case !hyphen && joined > 0 && joined > times(all, first+" "+second):
			out[between] = '-'
		case hyphen && joined <= 0 && times(all, first+" "+second) > 0:
			out[between] = ' '
		}
	}
	return string(out)
}

// allOfHits is what hits say, in small letters.
func allOfHits(hits []knowledge.Hit) string {
	var b strings.Builder
	for _, h := range hits {
		b.WriteString(h.Title + "\n" + h.Heading + "\n" + h.Question + "\n" + h.Passage + "\n")
	}
	return strings.ReplaceAll(strings.ToLower(b.String()), "‑", "-")
}

// times is how often a text has words, be it with another ending of the last one.
func times(text, words string) (n int) {
	for at := 0; ; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			return n
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at+i])
		at += i + len(words)
		rest := strings.IndexFunc(text[at:], func(c rune) bool { return !unicode.IsLetter(c) })
		if !unicode.IsLetter(before) && utf8.RuneCountInString(text[at:at+max(rest, 0)]) <= longEnding {
			n++
		}
	}
}
