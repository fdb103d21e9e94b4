package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

// Of what the numbers of a table are is often said once for all of them: "Prices in hryvnias" above it, in the article's title, or in the
// heading of a column, "Hours". A number below it is as good a price or span of time as one with its unit.

// priceAsked is the sort of thing that a price is.
var priceAsked = sorts[slices.IndexFunc(sorts, sort.price)]

// anAmount is how a price looks that is no share of another.
var anAmount = knowledge.MustPattern(`(?i)[€$£₴]\s?\d|\d[\d\s.,]*(UAH|грн|EUR|євро|евро|€|руб|zł|PLN)|(UAH|EUR|PLN)\s?\d|\bfree\b|безкоштовн|бесплатн|kostenlos|bezpłatn`)

// ofRow is what it counts that a passage has a price in a row on what is asked.
const ofRow = 0.5

// pricedAt tells, where a price is asked in so many words, or of an article on prices a thing for a while, and some passages have one, which;
// nil otherwise. A discount is said beside a price, and answers no such question by itself.
func (w wanted) pricedAt(passages []knowledge.Passage) (at []bool) {
	if !priceAsked.surely.MatchString(simple(w.asked)) && !(w.money && w.wantsForAWhile()) || len(w.kinds) > 1 {
		return nil
	}
	for _, p := range passages {
		at = append(at, anAmount.MatchString(p.Text) || len(priceAsked.rowsSeen(p.Text, w.below(p.Heading).money)) > 0)
	}
	if !slices.Contains(at, true) {
		return nil
	}
	return at
}

// forAWhile is how many words a question has at most, beside for how long, that asks for a thing: "skis for 10 days", "I want a tent for a week".
const forAWhile = 2

// wantsForAWhile tells whether nothing is asked but for a thing for some time, or what that costs.
func (w wanted) wantsForAWhile() bool {
	n := besideAmounts(w.asked)
	return !slices.ContainsFunc(w.kinds, func(k sort) bool { return !k.price() }) && n > 0 && n <= forAWhile && aWhile.MatchString(w.asked)
}

// ofWhile tells whether a passage says both the thing that is asked for and the measure of the time: "skis", "each further day".
func (w wanted) ofWhile(there bag) bool {
	says := func(measure bool) bool {
		return slices.ContainsFunc(w.words, func(t term) bool {
			return !t.stop() && !isNumber(t.Word) && !pointless[t.Word] && amountWords[t.Word] == measure && w.find(there, t) > 0
		})
	}
	return says(true) && says(false)
}

// priceWithRule are the likeliest passage with a price, by pricedAt, and the likeliest without that has what is asked
// and the other lacks: what holds for children, or in the holidays; or what more days cost. None, if there is nothing of the kind.
func (w wanted) priceWithRule(passages []knowledge.Passage, likely []float64, priced []bool) []int {
	if priced == nil || w.goesOn() {
		return nil
	}
	price := -1
	for i, x := range likely {
		if priced[i] && (price < 0 || x > likely[price]) {
			price = i
		}
	}
	inSoManyWords := priceAsked.surely.MatchString(simple(w.asked))
	had, rule := w.bagOf(passages[price].Heading+"\n"+passages[price].Text), -1
	for i, p := range passages {
		there := w.bagOf(p.Heading + "\n" + p.Text)
		holds := w.wantsForAWhile() && w.ofWhile(there) || inSoManyWords && slices.ContainsFunc(w.words, func(t term) bool {
			return !t.stop() && !interrogative[t.Word] && !pointless[t.Word] && !askedWith[t.Word] && w.find(there, t) > 0 && w.find(had, t) == 0
		})
		if !priced[i] && holds && (rule < 0 || likely[i] > likely[rule]) {
			rule = i
		}
	}
	if rule < 0 {
		return nil
	}
	return []int{min(price, rule), max(price, rule)}
}

// namesMoney tells whether a text names prices or money.
func namesMoney(text string) bool {
	said := simple(text)
	return priceAsked.asks.MatchString(said) || strings.ContainsAny(text, "€$£₴") ||
		slices.ContainsFunc(strings.Fields(said), func(word string) bool { return currencies[word] != "" })
}

// priced notes of the rows of each table whether a number in them that says no more is a price: money is named above it, be it right above or,
// as somebody knows who has read it, over all of the text.
func priced(units []unit, above bool) []unit {
	at := 0
	for _, table := range listsOf(units) {
		r := table[0].row
		if r != nil && r.bare && (above || at > 0 && namesMoney(units[at-1].text) || namesMoney(r.on)) {
			for _, u := range table {
				u.row.money = true
			}
		}
		at += len(table)
	}
	return units
}

// bareIn tells whether a cell of a row has a number that is a sort of thing by what is said of it elsewhere: above the table, or in the heading
// of its column, if that has no number itself, "1 day".
func (s sort) bareIn(r row, i int) bool {
	switch {
	case !bareNumber.MatchString(r.cells[i]):
		return false
	case i < len(r.heads) && !hasDigit(r.heads[i]) && s.looks.MatchString(r.cells[i]+" "+r.heads[i]):
		return true
	}
	return s.price() && r.money
}

// seen tells whether a passage looks like a sort of thing, or has a table with such numbers. above: money is named over it.
func (s sort) seen(passage string, above bool) bool {
	return s.looks.MatchString(passage) || len(s.rowsSeen(passage, above)) > 0
}

// rowsSeen are the rows of a passage's tables with such numbers.
func (s sort) rowsSeen(passage string, above bool) (rows []row) {
	if !strings.Contains(passage, "|") {
		return nil
	}
	for _, u := range priced(unitsOf(passage), above) {
		if u.row != nil && len(u.row.heads) > 0 && s.in(*u.row) {
			rows = append(rows, *u.row)
		}
	}
	return rows
}

// quotes tells whether what is quoted of a source has one of its numbers that are a sort of thing by what stands elsewhere.
func (s sort) quotes(src Source, quoted string) bool {
	return slices.ContainsFunc(s.rowsSeen(src.Passage, namesMoney(src.Title+"\n"+src.Heading)), func(r row) bool {
		return strings.Contains(quoted, r.label) && slices.ContainsFunc(r.cells, func(c string) bool { return hasDigit(c) && strings.Contains(quoted, c) })
	})
}
