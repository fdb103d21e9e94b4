package assist

import (
	"cmp"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// ClaimDenial is the sort of a claim that something is so, or is not.
const ClaimDenial = "denial"

const (
	assertedWords = 3   // a sentence with fewer says too little to be compared
	assertedAlike = 0.7 // share of both sentences' words that they have in common
)

// assertion is what a sentence says is so, and what not.
type assertion struct {
	text   string
	start  int
	about  map[string]bool
	denied map[string]bool // of about: the words behind a denial
}

// assertions are the sentences of a text that say something.
func assertions(text, lang string) []assertion {
	var out []assertion
	at := 0
	for line := range strings.Lines(text) {
		from := at
		if at += len(line); strings.HasPrefix(strings.TrimSpace(line), "|") { // "no" in a table's field denies nothing beside it
			continue
		}
		for _, s := range sentences(line) {
			i := max(strings.Index(text[from:], s), 0)
			a := assertionOf(s, lang)
			a.start = from + i
			from = a.start
			if len(a.about) >= assertedWords && !strings.HasSuffix(strings.TrimSpace(s), "?") {
				out = append(out, a)
			}
		}
	}
	return out
}

// assertionOf reads a sentence. A denial denies the next word that says something; at the end of a clause, the one before.
func assertionOf(s, lang string) assertion {
	a := assertion{text: s, about: map[string]bool{}, denied: map[string]bool{}}
	low := withoutIdioms(strings.ToLower(s))
	last, pending, from := "", false, 0
	deny := func(clause string) {
		pending = pending || slices.ContainsFunc(strings.FieldsFunc(clause, func(c rune) bool { return !isWordRune(c) }), isDenial)
	}
	for _, t := range knowledge.Analyze(s, lang) {
		if t.Start < from { // a part of a compound
			continue
		}
		between := low[min(from, len(low)):min(t.Start, len(low))]
		if strings.ContainsAny(between, ",;:()") && pending {
			if last != "" {
				a.denied[last] = true
			}
			pending = false
		}
		deny(between)
		from = t.End
		word := low[min(t.Start, len(low)):min(t.End, len(low))]
		if isDenial(word) {
			pending = true
			continue
		}
		if t.Stop || knowledge.StopWord(t.Word, lang) || slices.Contains(carried, t.Word) {
			continue
		}
		a.about[t.Term] = true
		if pending {
			a.denied[t.Term], pending = true, false
		}
		last = t.Term
	}
	if deny(low[min(from, len(low)):]); pending && last != "" {
		a.denied[last] = true
	}
	return a
}

// isDenial tells whether a lower-case word denies.
func isDenial(word string) bool {
	word = strings.ReplaceAll(word, "’", "'")
	return slices.Contains(denials, word) || strings.HasSuffix(word, "n't")
}

// alike is how much of what two sentences are about they have in common, of the one that is about more.
func (a assertion) alike(b assertion) float64 {
	shared := 0
	for w := range a.about {
		if b.about[w] {
			shared++
		}
	}
	return float64(shared) / float64(max(len(a.about), len(b.about)))
}

// opposes tells whether one of two sentences denies what the other one says is so. If both deny something, it is likely the
// same in another order.
func (a assertion) opposes(b assertion) bool {
	if len(a.denied) == len(b.denied) {
		return false
	}
	for w := range a.about {
		if b.about[w] && a.denied[w] != b.denied[w] {
			return true
		}
	}
	return false
}

// turnedRound finds the sentences of a text that a source's sentence turns round. Where another source says the same as the text,
// as nearly, nothing is disputed.
func (c comparison) turnedRound(text, lang string) []Dispute {
	var out []Dispute
	theirs := make([][]assertion, len(c.sources))
	for i, s := range c.sources {
		if s.Lang == "" || knowledge.Base(s.Lang) == knowledge.Base(lang) {
			theirs[i] = c.read(s.Passage, cmp.Or(s.Lang, lang)).assertions
		}
	}
	for _, a := range assertions(text, lang) {
		agreed, found := 0.0, 0.0
		var against Dispute
		for i, list := range theirs {
			for _, b := range list {
				switch near := a.alike(b); {
				case near < assertedAlike:
				case !a.opposes(b):
					agreed = max(agreed, near)
				case near > found:
					found = near
					against = Dispute{Claim: Claim{Sort: ClaimDenial, Text: a.text, Value: a.text, Start: a.start, End: a.start + len(a.text)},
						Says: b.text, Value: b.text, Source: c.sources[i]}
				}
			}
		}
		if found > agreed {
			out = append(out, against)
		}
	}
	return out
}
