package assist

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// tableRow is a row of a table, or of a list that is written like one ("- Lviv, 18 Fotonna Street: Mon–Sat 10–19"): what its first
// field names, and what the others say of that.
type tableRow struct {
	line   string
	fields []rowField
}

// rowField is a field of a row.
type rowField struct {
	text  string
	words []term // those that say something
	facts []fact
}

const (
	headWords = 4 // that the first field of a row has at most
	tellWords = 2 // that another field has at least, for it to be plain that it stands in a sentence
	shortened = 5 // letters that a word has at most that ends in a full stop because it is cut short: "prov."

	nameLetters = 3 // that a name has at least
)

var (
	rowEnds  = knowledge.MustPattern(`\|`)
	itemEnds = knowledge.MustPattern(`, |: | [–—] `)

	itemBegins = knowledge.MustPattern(`^[-*+•]\s+`)
)

// tablesOf are the rows of a text's tables and lists, their heads left out; what has one row alone is none.
func tablesOf(text, lang string) (out [][]tableRow) {
	var t table
	var rows []tableRow
	listed := false // the rows are of a list
	for line := range strings.Lines(text + "\n\n") {
		row := t.next(line)
		line = strings.TrimSpace(line)
		item := itemBegins.FindString(line)
		if !row && item == "" || listed != (item != "") {
			if len(rows) > 1 {
				out = append(out, rows)
			}
			rows, listed = nil, item != ""
		}
		under, ends := t.header+line, rowEnds
		if item != "" {
			line = line[len(item):]
			under, ends = line, itemEnds
		}
		if r, ok := rowOf(line, under, ends, lang); ok && (row || item != "") {
			rows = append(rows, r)
		}
	}
	return out
}

// rowOf reads a row, as it stands under the head of its table. What has a long first field, or nothing beside it, is none.
func rowOf(line, under string, ends *knowledge.Pattern, lang string) (tableRow, bool) {
	r := tableRow{line: line}
	inner := strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|")
	before := strings.Index(line, inner)
	facts := slices.DeleteFunc(factsOf(under, lang, ""), func(f fact) bool { return f.sentence != line })
	from := 0
	for _, end := range append(ends.FindAllStringIndex(inner, -1), []int{len(inner), len(inner)}) {
		f := rowField{text: strings.TrimSpace(inner[from:end[0]])}
		for _, w := range terms(f.text, lang) {
			if short := w.letters <= shortened && strings.HasPrefix(f.text[w.End:], "."); !w.stop() && !short { // vul., str.
				f.words = append(f.words, w)
			}
		}
		for _, said := range facts {
			if at := said.claim.Start - before; at >= from && at < end[0] {
				f.facts = append(f.facts, said)
			}
		}
		r.fields, from = append(r.fields, f), end[1]
	}
	head := r.fields[0].words
	lettered := slices.ContainsFunc(head, func(t term) bool { return strings.IndexFunc(t.Word, unicode.IsLetter) >= 0 })
	return r, lettered && len(head) <= headWords && len(r.fields) > 1
}

// stands tells whether all words of a field that say something are in a sentence.
func (f rowField) stands(in bag) bool {
	return len(f.words) > 0 && !slices.ContainsFunc(f.words, func(t term) bool { return in.found(t) < 1 && !declined(t, in) })
}

// says tells whether a field has what a fact says.
func (f rowField) says(it fact) bool {
	return slices.ContainsFunc(f.facts, func(g fact) bool { return it.claim.comparable(g.claim) && it.agrees(g) })
}

// against is what a field says of the kind that a fact is of, empty if nothing or the same, and whether both cannot be true.
func (f rowField) against(it fact) (is string, contradicts bool) {
	if f.says(it) {
		return "", false
	}
	for _, g := range f.facts {
		if it.claim.comparable(g.claim) {
			is, contradicts = cmp.Or(is, g.claim.Text), contradicts || it.opposes(g)
		}
	}
	return is, contradicts
}

// ofOtherRows finds what a text says of one row of a table and another row has: the hours, the price or the address of something else.
func (c comparison) ofOtherRows(text, lang string, known []fact) []Dispute {
	var tables [][]tableRow
	var from []Source
	for _, s := range c.sources {
		if s.Lang != "" && knowledge.Base(s.Lang) != knowledge.Base(lang) || len(c.about) > 0 && !c.about[s.Project] {
			continue
		}
		for _, rows := range c.read(s.Passage, cmp.Or(s.Lang, lang)).tables {
			tables, from = append(tables, rows), append(from, s)
		}
	}
	if len(tables) == 0 {
		return nil
	}
	given := bagOf(terms(strings.Join(c.given, "\n"), lang))
	var out []Dispute
	var before bag // the sentence that names what the next one says "it" of
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "|") {
			continue // a field of a table is no sentence
		}
		for _, s := range sentences(line) {
			words := bagOf(terms(s, lang))
			facts := factsOf(s, lang, "")
			at := max(strings.Index(text, s), 0)
			it := speaksOfIt(s, lang)
			for i, rows := range tables {
				var found []Dispute
				row, ok := theRow(rows, words)
				switch {
				case ok:
					found = append(row.figures(rows, facts, known, lang), row.place(rows, s, words, given)...)
				case namesAny(rows, words):
					found = eachInItsPart(rows, s, facts, known, lang)
				case it:
					if row, ok = theRow(rows, before); ok {
						found = row.figures(rows, ofIt(s, lang, facts), known, lang)
					}
				}
				for _, d := range found {
					d.Claim.Start, d.Claim.End, d.Source = d.Claim.Start+at, d.Claim.End+at, from[i]
					out = append(out, d)
				}
			}
			if !it {
				before = words
			}
		}
	}
	return out
}

// theRow is the row that a sentence names, if it has no word of the name of another one.
func theRow(rows []tableRow, words bag) (row tableRow, ok bool) {
	at := slices.IndexFunc(rows, func(r tableRow) bool { return r.fields[0].stands(words) })
	if at < 0 {
		return row, false
	}
	row = rows[at]
	mine := bagOf(row.fields[0].words)
	for i, r := range rows {
		if i != at && slices.ContainsFunc(r.fields[0].words, func(t term) bool {
			return mine.found(t) < 1 && rowField{words: []term{t}}.stands(words)
		}) {
			return row, false
		}
	}
	return row, true
}

// figures are what a sentence says of a row that its field does not say: what that of another row does, or what contradicts it where
// the row has a name. What the knowledge base says of it elsewhere may be meant.
func (r tableRow) figures(rows []tableRow, facts, known []fact, lang string) (out []Dispute) {
	head := r.fields[0]
	called := aboutOf(head.text, lang)
	named := slices.ContainsFunc(head.words, head.isName)
	for _, f := range facts {
		if f.amongOthers(facts) || slices.ContainsFunc(known, func(g fact) bool {
			return f.claim.comparable(g.claim) && f.agrees(g) && common(called, g.about) == len(called)
		}) {
			continue
		}
		for column := 1; column < len(r.fields); column++ {
			is, against := r.fields[column].against(f)
			others := slices.ContainsFunc(rows, func(o tableRow) bool { return column < len(o.fields) && o.fields[column].says(f) })
			if is != "" && (others || named && against) {
				out = append(out, Dispute{Claim: f.claim, Says: r.line, Value: is})
				break
			}
		}
	}
	return out
}

// amongOthers tells whether a number or price stands beside others of its kind: which of them the row's is the sentence alone does not tell.
func (f fact) amongOthers(facts []fact) bool {
	return (f.claim.Sort == ClaimNumber || f.claim.Sort == ClaimPrice) &&
		slices.ContainsFunc(facts, func(o fact) bool { return o.claim.Start != f.claim.Start && f.claim.comparable(o.claim) })
}

// place is what a sentence says of a row in words that stand in another row: the address of another shop. What the customer has
// named himself is right.
func (r tableRow) place(rows []tableRow, s string, words, given bag) []Dispute {
	for _, other := range rows {
		for column := 1; column < min(len(r.fields), len(other.fields)); column++ {
			mine, theirs := r.fields[column], other.fields[column]
			head, is := r.fields[0], other.fields[0]
			if other.line == r.line || !theirs.places(head) || !theirs.stands(words) || mine.stands(words) {
				continue
			}
			if head.stands(given) {
				head, is = theirs, mine
			}
			start, end := head.in(s, words)
			claim := Claim{Sort: ClaimName, Text: s[start:end], Value: head.words[0].Word, Start: start, End: end}
			return []Dispute{{Claim: claim, Says: other.line, Value: is.text}}
		}
	}
	return nil
}

// places tells whether a field tells like an address which of its table's rows is meant: it has a name, and so is the row called.
func (f rowField) places(head rowField) bool {
	return len(f.words) >= tellWords && slices.ContainsFunc(f.words, f.isName) && slices.ContainsFunc(head.words, head.isName)
}

// isName tells whether a word of a field is written as a name is, and is no part of a number with its unit.
func (f rowField) isName(t term) bool {
	first, _ := utf8.DecodeRuneInString(f.text[t.Start:])
	claimed := slices.ContainsFunc(Claims(f.text), func(c Claim) bool { return t.Start < c.End && c.Start < t.End })
	return unicode.IsUpper(first) && t.letters >= nameLetters && !claimed
}

// in is where the words of a field stand in a sentence that has them.
func (f rowField) in(s string, words bag) (start, end int) {
	start = len(s)
	for _, w := range words.list {
		if one := bagOf([]term{w}); slices.ContainsFunc(f.words, func(t term) bool { return one.found(t) == 1 || declined(t, one) }) {
			start, end = min(start, w.Start), max(end, w.End)
		}
	}
	return min(start, end), end
}
