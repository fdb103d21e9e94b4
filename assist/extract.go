package assist

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

const (
	maxAnswer = 700 // characters of an extract, unless a list or one sentence is longer
	minAnswer = 120 // shorter extracts take the next sentence along
)

// unit is the smallest part of a passage that can be quoted: a sentence, a list item, a table row, a block of code.
type unit struct {
	text  string
	block int  // paragraph, list or table that it belongs to
	list  bool // an item of a list or a row of a table: not torn from its neighbours, but for what narrowed leaves out
	whole int  // the list over several blocks that it belongs to; 0: to none
	row   *row // what it says, unless it has a number
	score float64
	sort  bool // it looks like what is asked for
}

// extract trims a passage to what answers: the sentences that have most of the question, what stands between them, and
// lists with the sentence that announces them, whole or the rows that tell what is asked, and the notes of all that. Nothing is reworded.
// cut: a list of it is too long for one reply, and the rest is said to be in the article.
func extract(passage string, want wanted) (text string, cut bool) {
	all, notes := withoutNotes(priced(unitsOf(passage), want.money))
	units := want.narrowed(all)
	if len(units) == 0 {
		return "", false
	}
	best := 0
	for i := range units {
		says := joinUnits(withNotes(units[i:i+1], notes))
		units[i].score, units[i].sort = want.worth(says), want.looks(says)
		if more := want.inRow(units[i].row, says); more > 0 {
			units[i].score, units[i].sort = units[i].score+more, true
		}
		if units[i].score > units[best].score {
			best = i
		}
	}
	from, to := best, best+1
	for i, u := range units {
		if (u.score >= 0.6*units[best].score || u.list && u.sort) && length(units[min(i, from):max(i+1, to)]) <= maxAnswer {
			from, to = min(i, from), max(i+1, to)
		}
	}
	if length(units[:to]) <= maxAnswer && !want.goesOn() {
		from = 0 // a passage says at its beginning what the rest is about
	}
	from, to = want.wholeLists(units, beginOfBlock(units, from, to), to)
	for to < len(units) && (length(units[from:to]) < minAnswer || strings.HasSuffix(units[to-1].text, "?")) { // "Lost it? Write to us."
		to++
		from, to = want.wholeLists(units, from, to)
	}
	from, to = want.wholeLists(units, from, withExceptions(units, from, to))
	if fits, rest := want.cut(units[from:to]); fits > 0 {
		return joinUnits(withNotes(units[from:from+fits], notes)) + "\n\n" + rest, true
	}
	return joinUnits(withNotes(units[from:to], notes)), false
}

func joinUnits(units []unit) string {
	var b strings.Builder
	for i, u := range units {
		switch {
		case i == 0:
		case u.block != units[i-1].block:
			b.WriteString("\n\n")
		case u.list:
			b.WriteString("\n")
		default:
			b.WriteString(" ")
		}
		b.WriteString(u.text)
	}
	return b.String()
}

var tableRule = knowledge.MustPattern(`^\s*\|?\s*:?-{2,}`)

// unitsOf splits a passage of Markdown. Soft line breaks are joined, tables become lists.
func unitsOf(passage string) []unit {
	var units []unit
	block := 0
	for _, part := range tightened(blocksOf(passage)) {
		switch {
		case strings.HasPrefix(strings.TrimSpace(part[0]), "```"):
			units = append(units, unit{text: strings.Join(part, "\n"), block: block, list: true})
		case strings.HasPrefix(strings.TrimSpace(part[0]), "|"):
			for _, r := range tableRows(part) {
				units = append(units, unit{text: r.text(nil), block: block, list: true, row: &r})
			}
		default:
			units = append(units, textUnits(part, &block)...)
		}
		block++
	}
	return priced(overNotes(units), false)
}

// textUnits are the sentences and list items of one block. A list that follows its paragraph without a blank line is
// a block of its own.
func textUnits(lines []string, block *int) []unit {
	var units []unit
	var paragraph []string
	flush := func() {
		for _, s := range sentences(strings.Join(paragraph, " ")) {
			units = append(units, unit{text: s, block: *block})
		}
		paragraph = nil
	}
	for _, line := range lines {
		switch {
		case listItem.MatchString(line):
			if paragraph != nil {
				flush()
				*block++
			}
			units = append(units, unit{text: strings.TrimRight(line, " "), block: *block, list: true})
		case len(units) > 0 && units[len(units)-1].list && units[len(units)-1].block == *block:
			units[len(units)-1].text += " " + strings.TrimSpace(line) // the item goes on
		default:
			paragraph = append(paragraph, strings.TrimSpace(line))
		}
	}
	flush()
	if oneLevel(units) {
		for i, u := range units {
			if u.list {
				units[i].row = itemOf(u.text)
			}
		}
	}
	return units
}

// blocksOf splits Markdown at blank lines, code blocks kept whole.
func blocksOf(text string) [][]string {
	var out [][]string
	var block []string
	code := false
	flush := func() {
		if block != nil {
			out = append(out, block)
			block = nil
		}
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		fence := strings.HasPrefix(strings.TrimSpace(line), "```")
		if fence && !code {
			flush()
		}
		if strings.TrimSpace(line) == "" && !code {
			flush()
			continue
		}
		block = append(block, line)
		if fence && code {
			flush()
		}
		code = code != fence
	}
	flush()
	return out
}

// tableRows are the rows of a table below its heads.
func tableRows(lines []string) (rows []row) {
	var heads []string
	for _, line := range lines {
		if tableRule.MatchString(line) {
			continue
		}
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if heads == nil {
			heads = cells
			continue
		}
		rows = append(rows, row{label: cells[0], on: heads[0], heads: heads[min(1, len(heads)):], cells: cells[1:]})
	}
	bare := slices.ContainsFunc(rows, func(r row) bool { return slices.ContainsFunc(r.cells, bareNumber.MatchString) })
	for i := range rows {
		rows[i].bare = bare
	}
	return rows
}

// shortForms end with a point that ends no sentence, in the languages of the knowledge base.
var shortForms = []string{"e.g", "i.e", "etc", "mr", "mrs", "dr", "no", "vs", "approx", "st", "z.b", "d.h", "bzw", "ca", "nr", "usw",
	"str", "ul", "np", "itd", "itp", "tzw", "al", "вул", "просп", "бул", "напр", "тис", "млн", "грн", "тел", "т.д", "т.п", "т.і", "ін",
	"див", "ул", "руб", "гг", "г", "р", "рр", "см", "стор", "кв", "буд", "хв", "год", "min", "max", "tel", "p.m", "a.m", "обл", "пл", "пров", "пер", "просп", "ст", "оф", "корп", "гр", "проф", "ukw", "evtl", "ggf", "inkl", "zzgl", "vgl", "pl", "os", "godz", "pkt", "m.in", "inc", "ltd", "sr", "jr"}

// closing are those that stand behind what they belong to: with a capital letter after them a sentence is over.
var closing = []string{"etc", "usw", "itd", "itp", "т.д", "т.п", "ін", "грн", "руб", "хв", "год", "min", "p.m", "a.m",
	"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "mo", "fr", "sa", "пн", "вт", "ср", "чт", "пт", "сб", "нд", "вс", "pon", "wt", "śr", "czw", "pt", "sob", "ndz", "niedz"}

// sentences splits a paragraph after . ! ? … where a new sentence begins, and after the marks of Chinese and Japanese.
func sentences(text string) []string {
	var out []string
	start := 0
	runes := []rune(text)
	for i, c := range runes {
		if strings.ContainsRune("。！？", c) && i+1 < len(runes) && !strings.ContainsRune("。！？」』”）", runes[i+1]) {
			out = append(out, strings.TrimSpace(string(runes[start:i+1])))
			start = i + 1
			continue
		}
		if !strings.ContainsRune(".!?…", c) || i+1 >= len(runes) || !unicode.IsSpace(runes[i+1]) {
			continue
		}
		next := i + 1
		for next < len(runes) && (unicode.IsSpace(runes[next]) || strings.ContainsRune(`"'«„“*_([`, runes[next])) {
			next++
		}
		if next == len(runes) || unicode.IsLower(runes[next]) || (c == '.' && (shortForm(runes[start:i], runes[next]) || i > 0 && unicode.IsDigit(runes[i-1]) && monthFollows(runes[next:]))) {
			continue
		}
		out = append(out, strings.TrimSpace(string(runes[start:i+1])))
		start = i + 1
	}
	if rest := strings.TrimSpace(string(runes[start:])); rest != "" {
		out = append(out, rest)
	}
	return out
}

// monthFollows tells whether a text begins with the name of a month: 15. Dezember is no end of a sentence.
func monthFollows(text []rune) bool {
	end := slices.IndexFunc(text, func(c rune) bool { return !unicode.IsLetter(c) })
	if end < 0 {
		end = len(text)
	}
	_, ok := monthForms[strings.ToLower(string(text[:end]))]
	return ok
}

// shortForm tells whether the words before a point end with an abbreviation that goes on with next, an initial, or the number
// of a step.
func shortForm(before []rune, next rune) bool {
	for len(before) > 0 && unicode.IsSpace(before[0]) {
		before = before[1:]
	}
	i := len(before)
	for i > 0 && !unicode.IsSpace(before[i-1]) && before[i-1] != '(' {
		i--
	}
	word := strings.ToLower(string(before[i:]))
	switch {
	case utf8.RuneCountInString(word) == 1 && unicode.IsLetter(before[i]):
		return true
	case slices.Contains(closing, word):
		return !unicode.IsUpper(next)
	}
	return slices.Contains(shortForms, word) || (i == 0 && strings.IndexFunc(word, func(c rune) bool { return !unicode.IsDigit(c) }) < 0)
}
