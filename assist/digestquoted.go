package assist

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// What a model says of a conversation it says of one line: its figures, its words and its denials are compared with that line, not with all
// that was said.

// The shares of the words of a sentence that tells what was done or is to be done that its line, and its quote, must have.
const (
	digestTelling = 0.75
	digestQuoted  = 0.25
)

// obliges are words by which somebody has to do something.
var obliges = sayingOf(`must|has to|have to|owes?|owed|is obliged|needs to|muss|müssen|schuldet|повинен|повинна|мусить|винен|винна|зобов['’]язан\p{L}*|должен|должна|обязан\p{L}*|musi|powinien|powinna|winien|winna`, `should|need|sollte\p{L}*|soll|треба|потрібно|слід|надо|нужно|следует|trzeba|należy`)

// saidBy tells whether a sentence says what the line says that it quotes.
func (r *digesting) saidBy(item told, text string) bool {
	line := r.texts[item.Line-1]
	w := wording{from: line, to: text, fromLang: r.lang, lang: r.lang}
	switch {
	case !r.claimsSaid(text, line), denies(text) != denies(item.Quote), w.swapped() != "", !w.figuresStay():
		return false
	case item.Label == "asks":
		return r.share(text, line) >= digestWords
	}
	return r.share(text, line) >= digestTelling && r.share(text, item.Quote) >= digestQuoted && !actsUnsaid(text, line) && !owesUnsaid(text, line)
}

// claimsSaid tells whether everything in a text that is right or wrong to the sign is said in a line. A number behind which the line has no
// word stays the same whatever word stands behind it, if that is nothing that is counted: "bezahlt habe ich 350", "350 bezahlt".
func (r *digesting) claimsSaid(text, line string) bool {
	there := passageClaims(line)
	return !slices.ContainsFunc(Claims(text), func(c Claim) bool {
		return !c.unsaidIn(there) && !c.standsIn(there) && !slices.ContainsFunc(there, func(o Claim) bool {
			return c.Sort == ClaimNumber && o.Sort == ClaimNumber && c.low == o.low && c.high == o.high && !c.turnsLimit(o) &&
				o.unit == "" && !measured(c.unit) && r.countsNothing(c, text)
		})
	})
}

// countsNothing tells whether a number counts nothing that its text names: German writes what is counted with a capital letter.
func (r *digesting) countsNothing(c Claim, text string) bool {
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[c.End:], " "))
	return c.unit == "" || knowledge.Base(r.lang) == "de" && unicode.IsLower(next)
}

// owesUnsaid tells whether a text has somebody pay who, by a line, need not.
func owesUnsaid(text, line string) bool {
	return obliges.said.MatchString(text) && pays.said.MatchString(text) && !obliges.kept.MatchString(line)
}

// figuresStay tells whether each figure of a wording has words of its clause beside it that one of its places in the text has: 700 charged are not
// 700 paid.
func (w wording) figuresStay() bool {
	before := w.figures(w.from, w.fromLang)
	for _, f := range w.figures(unreported(w.to), w.lang) {
		is := func(o figure) bool { return same(f.claim, o.claim) }
		stays := func(o figure) bool { return is(o) && 2*inCommon(f.about, o.about) >= len(f.about) }
		if slices.ContainsFunc(before, is) && !slices.ContainsFunc(before, stays) {
			return false
		}
	}
	return true
}

// inCommon counts the words of one set that another has, in this form or another.
func inCommon(a, b map[string]bool) (n int) {
	for word := range a {
		if b[word] || slices.ContainsFunc(slices.Collect(maps.Keys(b)), func(o string) bool { return actAlike(word, o) }) {
			n++
		}
	}
	return n
}

// unreported is a text without the words by which others' words are reported.
func unreported(text string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(text), func(word string) bool { return reporters[strings.ToLower(word)] }), " ")
}

// shows tells whether what a model quotes may show that a conversation ended so.
func shows(e told) bool {
	said := simple(e.Quote)
	if e.How != EndNotAnswered && AsksForPerson(e.Quote) || e.How == EndSolved && saysUnhelped(said) {
		return false
	}
	return !slices.ContainsFunc(endRules, func(r endRule) bool { return r.ending.End == e.How && r.says.MatchString(said) && !r.in(e.Quote) })
}

// share is the share of a text's words that another one has, but for names, figures and those by which others' words are reported.
func (r *digesting) share(text, line string) float64 {
	among, words := bagOf(terms(line, r.lang)), wordsOf(line)
	sum, weight := 0.0, 0.0
	for i, t := range terms(text, r.lang) {
		word := text[t.Start:t.End]
		first, _ := utf8.DecodeRuneInString(word)
		if t.stop() || t.code || reporters[strings.ToLower(word)] || i > 0 && unicode.IsUpper(first) && r.lang != "de" {
			continue
		}
		has := among.found(t)
		if has == 0 && slices.ContainsFunc(words, func(o string) bool { return actAlike(word, o) }) { // another form of a verb
			has = ofSynonym
		}
		sum, weight = sum+has, weight+1
	}
	if weight == 0 {
		return 1
	}
	return sum / weight
}
