package assist

import (
	"maps"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// ClaimDenial is the sort of a claim that something is so, or is not.
const ClaimDenial = "denial"

const (
	assertedWords  = 3   // a sentence with fewer says too little to be compared
	assertedAlike  = 0.7 // share of both sentences' words that they have in common
	exchangedAlike = 0.8 // where one word stands for another: breakfast for parking
)

// assertion is what a sentence says is so, and what not.
type assertion struct {
	text   string
	start  int
	about  map[string]bool
	denied map[string]bool // of about: the words behind a denial

	stances []stance // of its clauses
	all     besides  // their words
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
			if strings.HasSuffix(strings.TrimSpace(s), "?") {
				continue
			}
			a.stances, a.all = stancesOf(s, lang), besides{}
			for _, st := range a.stances {
				maps.Copy(a.all, st.words)
			}
			out = append(out, a)
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

// verbatim tells whether two sentences are the same, marks around them left out.
func (a assertion) verbatim(b assertion) bool {
	const marks = "\"“”„«» \t\n"
	return strings.Trim(a.text, marks) == strings.Trim(b.text, marks)
}

// alike is how much of what two sentences are about they have in common, of the one that is about more. Names of what both are
// about anyway do not count.
func (a assertion) alike(b assertion, names map[string]bool) float64 {
	shared, mine, theirs := 0, 0, 0
	for w := range a.about {
		if names[stemOf(w)] {
			continue
		}
		if mine++; b.about[w] {
			shared++
		}
	}
	for w := range b.about {
		if !names[stemOf(w)] {
			theirs++
		}
	}
	if min(mine, theirs) < assertedWords {
		return 0
	}
	if like := float64(shared) / float64(max(mine, theirs)); shared == mine || shared == theirs || like >= exchangedAlike {
		return like
	}
	return 0
}

// opposes tells whether one of two sentences denies what the other one says is so. If both deny something, it is likely the
// same in another order.
func (a assertion) opposes(b assertion) bool {
	if comparesOtherwise(a.text, b.text) {
		return true
	}
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

// sameStand tells whether two sentences deny the same clauses, in whatever words and however often.
func (a assertion) sameStand(b assertion) bool {
	if denies(strings.Join(quoted.FindAllString(a.text, -1), " ")) != denies(strings.Join(quoted.FindAllString(b.text, -1), " ")) ||
		comparesOtherwise(a.text, b.text) {
		return false
	}
	met := false
	for _, s := range a.stances {
		best, like := 0, stance{}
		for _, o := range b.stances {
			n := 2 * common(s.words, o.words)
			if n <= min(len(s.words), len(o.words)) {
				continue
			}
			if s.point == o.point && s.supposed == o.supposed {
				n++
			}
			if s.borrowed == o.borrowed && s.free == o.free {
				n++
			}
			if n > best || n == best && n > 0 && s.sides(o) {
				best, like = n, o
			}
		}
		if lone := len(s.words) == 1 && (s.unclear || like.unclear); best > 0 && !lone && (!s.sides(like) || like.bare != s.bare) {
			return false
		}
		met = met || best > 0
	}
	return met
}

// sameBut tells whether two sentences say the same but for one clause of each: a condition that is met or not makes of the same
// clause another one.
func (a assertion) sameBut(b assertion, s, o stance) bool {
	mine, theirs := a, b
	mine.stances = slices.DeleteFunc(slices.Clone(a.stances), func(x stance) bool { return x.is(s) })
	theirs.stances = slices.DeleteFunc(slices.Clone(b.stances), func(x stance) bool { return x.is(o) })
	return float64(common(a.all, b.all)) >= assertedAlike*float64(max(len(a.all), len(b.all))) && (len(mine.stances) == 0 || mine.sameStand(theirs))
}
