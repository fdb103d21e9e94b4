package assist

import (
	"cmp"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// Of a table, or a list of which each item says what it is on, most is of no use to who asks for one thing of it: he is quoted the rows
// that have what he says and the others have not, and, where he goes on asking, of these the columns that he asks for. Who asks in
// general is quoted all of them, and a list of steps, or of lists, is never torn.

// row is a row of a table, or an item of a list.
type row struct {
	label        string // what it is on; empty: that is not told
	on           string // what all rows of its table are on
	heads, cells []string
	bare         bool // a number in its table says nothing without its heading
	money        bool // such a number is a price
}

const longestLabel = 100 // bytes of an item that say what it is on, at most

// text is a row of a table as an item of a list: its label, then those of its cells that are shown, with their headings.
func (r row) text(shown []bool) string {
	var rest []string
	for i, c := range r.cells {
		if c == "" || shown != nil && !shown[i] {
			continue
		}
		if (len(r.cells) > 1 || r.bare) && i < len(r.heads) && r.heads[i] != "" {
			c = r.heads[i] + ": " + c
		}
		rest = append(rest, c)
	}
	return "- " + strings.TrimPrefix(strings.TrimSuffix(r.label+" — "+strings.Join(rest, "; "), " — "), " — ")
}

// bareNumber is one that does not say what it is of: neither a price nor a share nor a time.
var bareNumber = knowledge.MustPattern(`^\d[\d .,]*(?:[–-]\s?\d[\d .,]*)?$`)

// labelEnds is what stands between what an item is on and what it says of it.
var labelEnds = knowledge.MustPattern(`:[*_]*\s|\s[—–-]\s`)

// oneLevel tells whether the items of a block stand beside each other: with a number they are steps, and one that is indented belongs to
// that above it.
func oneLevel(block []unit) bool {
	mark := ""
	for _, u := range block {
		if !u.list {
			continue
		}
		own := strings.TrimSuffix(listItem.FindString(u.text), " ")
		if mark == "" {
			mark = own
		}
		if own != mark || strings.ContainsAny(own, " \t0123456789") {
			return false
		}
	}
	return true
}

// itemOf is what an item of a list says.
func itemOf(text string) *row {
	says := listItem.ReplaceAllString(text, "")
	at := labelEnds.FindStringIndex(says)
	if at == nil || at[0] > longestLabel {
		return &row{cells: []string{says}}
	}
	return &row{label: strings.Trim(says[:at[0]], " *_"), cells: []string{says[at[1]:]}}
}

// namesRow tells whether a passage has rows of which the question names some.
func (w wanted) namesRow(passage string) bool {
	return slices.ContainsFunc(listsOf(unitsOf(passage)), func(list []unit) bool {
		return len(list) > 1 && w.namedRows(w.besideHead(list), w.labelsOf(list)) != nil
	})
}

// narrowed are units without the rows and columns that have nothing of what is asked where others have.
func (w wanted) narrowed(units []unit) (out []unit) {
	for _, list := range listsOf(units) {
		if len(list) > 1 {
			list = w.telling(list)
		}
		out = append(out, list...)
	}
	return out
}

// listsOf are units in their order, the rows of a table or list together, and what is none by itself.
func listsOf(units []unit) (lists [][]unit) {
	for from := 0; from < len(units); {
		to := from + 1
		for to < len(units) && units[from].row != nil && units[to].row != nil && units[to].block == units[from].block {
			to++
		}
		lists, from = append(lists, units[from:to]), to
	}
	return lists
}

// telling are those of the rows of one list or table that tell what is asked, all of them if none does more than the others.
func (w wanted) telling(units []unit) (out []unit) {
	tells, shown := w.rowsThatTell(units), w.columns(units)
	for i, u := range units {
		if tells != nil && !tells[i] {
			continue
		}
		if shown != nil && len(u.row.cells) == len(shown) {
			u.text = u.row.text(shown)
		}
		out = append(out, u)
	}
	return out
}

// rowsThatTell are those that have what is asked, those that they speak of ("Silver: Bronze, and the wheels"), and those that may be about
// them all; nil: all of them.
func (w wanted) rowsThatTell(units []unit) []bool {
	others := w.others(units)
	if others == nil || excluding.MatchString(simple(w.asked)) {
		return nil
	}
	labels, cells := w.labelsOf(units), make([]bag, len(units))
	for i, u := range units {
		cells[i] = w.bagOf(strings.Join(u.row.cells, "\n"))
	}
	tells := w.nextRows(labels, cells)
	if tells == nil {
		tells = w.namedRows(w.besideHead(units), labels)
	}
	if tells == nil {
		return nil
	}
	for i := range tells {
		tells[i] = tells[i] || !others[i] || w.namesAll(labels[i])
	}
	return withNamed(tells, labels, cells)
}

// besideHead are the words of the question that do not name what all rows of a table are on: that tells none of them.
func (w wanted) besideHead(rows []unit) []term {
	head := w.bagOf(rows[0].row.on)
	return slices.DeleteFunc(slices.Clone(w.words), func(t term) bool { return w.find(head, t) > 0 })
}

// labelsOf are the words of what rows are on.
func (w wanted) labelsOf(units []unit) []bag {
	labels := make([]bag, len(units))
	for i, u := range units {
		labels[i] = w.bagOf(u.row.label)
	}
	return labels
}

// nextRows are those of some rows, that somebody asks for who goes on: he says in a word or two what is another now. What rows are on
// tells before what they say of it; by that only those of them are told that he asked for before, if there are.
func (w wanted) nextRows(labels, cells []bag) []bool {
	if slices.ContainsFunc(labels, func(label bag) bool { return len(label.list) == 0 }) {
		return nil
	}
	days := daysOf(w.recent.list)
	before := w.namedRows(slices.DeleteFunc(slices.Clone(w.words), func(t term) bool { return w.recent.has(t) || days != 0 && t.days != 0 }), labels)
	if days != 0 && w.mostSaid(w.recent.list, labels) == nil {
		if tells := ofDays(days, before, labels); tells != nil {
			return tells
		}
	}
	tells := w.mostOf(w.recent.list, labels)
	if tells == nil {
		tells = w.countedRows(labels)
	}
	if tells != nil {
		if both := inBoth(tells, before); slices.Contains(both, true) {
			return both
		}
		return tells
	}
	tells = w.mostOf(w.recent.list, cells)
	if tells == nil || before == nil {
		return tells
	}
	if both := inBoth(tells, before); slices.Contains(both, true) {
		return both
	}
	return nil
}

// countedRows are the rows on as many of a thing as somebody says who goes on, where others are on another number of it: "and only one jaw?" of
// "one jaw", and "both jaws".
func (w wanted) countedRows(labels []bag) []bool {
	counted, some := make([]bool, len(labels)), false
	for i, label := range labels {
		counted[i] = slices.ContainsFunc(w.recent.list, func(t term) bool { return counts(t) && label.has(t) }) &&
			slices.ContainsFunc(w.recent.list, func(t term) bool { return !t.stop() && !counts(t) && w.find(label, t) > 0 })
		some = some || counted[i]
	}
	if !some || !slices.Contains(counted, false) {
		return nil
	}
	return counted
}

// counts tells whether a word is a number, in letters.
func counts(t term) bool {
	_, number := numberWords[t.Word]
	return number && !isNumber(t.Word)
}

// inBoth are the rows that are told twice.
func inBoth(a, b []bool) []bool {
	both := make([]bool, len(a))
	for i := range b {
		both[i] = a[i] && b[i]
	}
	return both
}

// namedRows are those that words of a question name. The title's words name none; and one that is asked for in part only, "wallet" of
// "transfer to a wallet", may be asked of in general.
func (w wanted) namedRows(words []term, labels []bag) []bool {
	if slices.ContainsFunc(labels, func(label bag) bool { return len(label.list) == 0 }) {
		return nil
	}
	tells := w.mostOf(slices.DeleteFunc(slices.Clone(words), func(t term) bool { return w.find(w.title, t) > 0 }), labels)
	asked, days := bagOf(words), daysOf(words)
	for i, label := range labels {
		first := slices.IndexFunc(label.list, func(t term) bool { return !t.stop() })
		if tells != nil && tells[i] && label.days&days != 0 || tells != nil && tells[i] && first >= 0 && w.find(asked, label.list[first]) > 0 {
			return tells
		}
	}
	return nil
}

// mostOf tells which texts have the most of some words: for each word that some of them have, and not all, those that do best of these.
// Without such a word it is nil, and also if there is but one in another form, which may be another word.
func (w wanted) mostOf(words []term, texts []bag) []bool {
	return ofDays(daysOf(words), w.mostSaid(words, texts), texts)
}

// mostSaid is that without the days of the week that the words name.
func (w wanted) mostSaid(words []term, texts []bag) []bool {
	sums := make([]float64, len(texts))
	var found [][]int
	surely := false
	for _, t := range words {
		if t.stop() || interrogative[t.Word] || isNumber(t.Word) || t.days != 0 {
			continue
		}
		in, sure := w.having(t, texts)
		if len(in) == 0 || len(in) == len(texts) {
			continue
		}
		found, surely = append(found, in), surely || sure
		for _, i := range in {
			sums[i] += t.weight
		}
	}
	if !surely && len(found) < 2 {
		return nil
	}
	most := make([]bool, len(texts))
	for _, in := range found {
		best := sums[slices.MaxFunc(in, func(i, j int) int { return cmp.Compare(sums[i], sums[j]) })]
		for _, i := range in {
			most[i] = most[i] || sums[i] == best
		}
	}
	return most
}

// having are the texts that have a word, and whether surely, as it is searched for; if none has it so, those that have it in another form.
func (w wanted) having(t term, texts []bag) (in []int, surely bool) {
	var other []int
	for i, text := range texts {
		switch {
		case text.found(t) > 0:
			in = append(in, i)
		case w.find(text, t) > 0:
			other = append(other, i)
		}
	}
	if in != nil {
		return in, true
	}
	return other, false
}

// withNamed adds the rows that those which tell name in what they say.
func withNamed(tells []bool, labels, cells []bag) []bool {
	for again := true; again; {
		again = false
		for i := range tells {
			for j, label := range labels {
				if tells[i] && !tells[j] && names(cells[i], label) {
					tells[j], again = true, true
				}
			}
		}
	}
	return tells
}

// names tells whether a text has all the words of a label that say something.
func names(text, label bag) bool {
	says := slices.DeleteFunc(slices.Clone(label.list), term.stop)
	return len(says) > 0 && !slices.ContainsFunc(says, func(t term) bool { return !text.has(t) })
}
