package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

// To leave out a row that is of use is worse than to quote one that is of none. Rows are left out only where they are alternatives, each
// with its own of what is asked, prices or times, and where the question excludes nothing.

// excluding is how a question names what it does not ask for, as simple makes it, in en, uk, ru, de and pl.
var excluding = knowledge.MustPattern(`\s(without|not?|none|never|cannot|(?:do|does|did|is|are|was|were|ca|wo|would|should|could|has|have)nt|except|excluding|instead|other than|rather than|apart from|без|не|ні|крім|окрім|замість|ніж|нет|кроме|вместо|чем|помимо|ohne|nicht|keine?[nmrs]?|außer|statt|anstatt|anstelle|bez|nie|oprócz|zamiast|niż)\s`)

// condition is how rows and columns are called that may hold for the others, as simple makes it, in en, uk, ru, de and pl; and limitedFrom is
// how a column is that tells from when on.
var condition = knowledge.MustPattern(`\s(except\p{L}*|exclu\p{L}*|all|each|every\p{L}*|any|both|other|further|additional\p{L}*|extra|max|minim\p{L}*|maxim\p{L}*|deposits?|surcharges?|fees?|tax\p{L}*|vat|discounts?|note|important|only|if|` +
	`виня\p{L}+|вийнят\p{L}+|крім|всі|усі|всіх|усіх|кожн\p{L}+|будь|інш\p{L}+|додатков\p{L}+|мінім\p{L}+|максим\p{L}+|застав\p{L}+|депозит\p{L}*|доплат\p{L}+|збір|знижк\p{L}+|податок|пдв|увага|важливо|тільки|лише|якщо|` +
	`исключ\p{L}+|кроме|все|всех|кажд\p{L}+|люб\p{L}+|друг\p{L}+|дополнит\p{L}+|миним\p{L}+|залог\p{L}*|сбор|скидк\p{L}+|налог|ндс|внимание|важно|только|если|` +
	`ausnahm\p{L}*|ausgenommen|alle[nrs]?|jede\p{L}?|sonst\p{L}*|weitere\p{L}?|zusätzlich\p{L}*|mindest\p{L}*|höchst\p{L}*|kaution|pfand|anzahlung|zuschlag|aufpreis|gebühr\p{L}*|rabatt\p{L}*|steuer|mwst|hinweis|wichtig|nur|wenn|` +
	`wyjąt\p{L}+|oprócz|wszystk\p{L}+|każd\p{L}+|inn\p{L}+|dodatkow\p{L}+|dopłat\p{L}+|kaucj\p{L}+|zadatek|zaliczk\p{L}+|opłat\p{L}+|rabat\p{L}*|zniżk\p{L}+|podatek|uwaga|ważne|tylko|jeśli|jeżeli)\s|` +
	`(?:^|\P{Nd})\smin\s|^\s(` + fromOrUpTo + `) \d`)

const fromOrUpTo = `from|up to|over|under|від|до|понад|от|свыше|ab|bis|über|unter|od|do|ponad`

var limitedFrom = knowledge.MustPattern(`\s(` + fromOrUpTo + `) (\d|$)`)

// others tells which rows are left out if they are not asked for: those that look like what is asked, or like the others in what they are on
// or what else they say, and hold for nothing but what they are on. nil: most do not look so, and may be rules that belong together.
func (w wanted) others(rows []unit) []bool {
	others, alike, kinds := make([]bool, len(rows)), 0, w.kinds
	if len(kinds) == 0 && (w.goesOn() || also.MatchString(simple(w.asked))) {
		kinds = slices.DeleteFunc(slices.Clone(sorts), func(k sort) bool { return !k.price() })
	}
	for i, u := range rows {
		if slices.ContainsFunc(kinds, func(k sort) bool { return k.in(*u.row) }) {
			alike++
			others[i] = true
		}
	}
	if 2*alike <= len(rows) {
		return nil
	}
	coded := mostCoded(rows)
	for i, u := range rows {
		others[i] = (others[i] || coded && codedLabel(*u.row) || sameElsewhere(rows, i)) && !condition.MatchString(simple(u.row.label))
	}
	return others
}

// codedLabel tells whether what a row is on begins with a number or a code: "N2", "12".
func codedLabel(r row) bool {
	first, _, _ := strings.Cut(r.label, " ")
	return hasDigit(first)
}

// mostCoded tells whether most rows are on something with a number or a code.
func mostCoded(rows []unit) bool {
	n := 0
	for _, u := range rows {
		if codedLabel(*u.row) {
			n++
		}
	}
	return 2*n > len(rows)
}

// sameElsewhere tells whether a row of a table has in a column the sort of thing that most rows have there.
func sameElsewhere(rows []unit, i int) bool {
	r := rows[i].row
	for column := range len(r.heads) {
		if len(r.heads) > 1 && slices.ContainsFunc(sorts, func(s sort) bool { return !s.loose && s.inColumn(*r, column) && s.fills(rows, column) }) {
			return true
		}
	}
	return false
}

// in tells whether a row looks like a sort of thing, or has a figure below a heading that names it.
func (s sort) in(r row) bool {
	for i := range r.cells {
		if !s.loose && s.inColumn(r, i) {
			return true
		}
	}
	return false
}

func (s sort) inColumn(r row, i int) bool {
	return i < len(r.cells) && (s.looks.MatchString(r.cells[i]) || i < len(r.heads) && hasDigit(r.cells[i]) && s.asks.MatchString(simple(r.heads[i])) || s.bareIn(r, i))
}

// namesAll tells whether a question has all the words of a label that say something, and names no other days.
func (w wanted) namesAll(label bag) bool {
	if label.days != 0 && label.days&w.days == 0 {
		return false
	}
	asked := bagOf(w.words)
	if w.goesOn() {
		asked = w.recent
	}
	says := slices.DeleteFunc(slices.Clone(label.list), term.stop)
	return len(says) > 0 && !slices.ContainsFunc(says, func(t term) bool { return w.find(asked, t) == 0 })
}
