package assist

import "slices"

const namesColumn = 0.5 // weight of the words of a question that name a column, at least

// columns are those that somebody who goes on asking names, and those that tell when or for whom they hold: only what says the same sort
// of thing of something else is left out, the price of an hour beside that of a day. nil: all.
func (w wanted) columns(rows []unit) []bool {
	if !w.goesOn() || len(rows[0].row.heads) < 2 || excluding.MatchString(simple(w.asked)) || sameLabels(rows) {
		return nil
	}
	heads := rows[0].row.heads
	named := w.namedHeads(heads)
	if slices.Max(named) < namesColumn {
		named = w.furtherIn(rows)
	}
	most := slices.Max(named)
	if most < namesColumn {
		return nil
	}
	shown := make([]bool, len(heads))
	for i := range heads {
		shown[i] = named[i] == most || condition.MatchString(simple(heads[i])) || limitedFrom.MatchString(simple(heads[i])) || !leftOut(rows, i, slices.Index(named, most))
	}
	return shown
}

// namedHeads is how much of what somebody asks who goes on each heading has.
func (w wanted) namedHeads(heads []string) []float64 {
	named := make([]float64, len(heads))
	for i, head := range heads {
		says := w.bagOf(head)
		for _, t := range w.recent.list {
			switch {
			case says.found(t) == 0 && says.days&t.days == 0:
			case interrogative[t.Word]:
				named[i]++
			default:
				named[i] += t.weight
			}
		}
	}
	return named
}

// furtherIn weighs the columns that look like the sort of thing that somebody asks for who goes on.
func (w wanted) furtherIn(rows []unit) []float64 {
	looks := make([]float64, len(rows[0].row.heads))
	for i := range looks {
		if slices.ContainsFunc(w.further, func(k sort) bool { return !k.loose && k.fills(rows, i) }) {
			looks[i] = namesColumn
		}
	}
	return looks
}

// leftOut tells whether a column may be left out beside one that is shown: they say the same sort of thing, or it says what something
// costs, and that is not asked. When and for whom something costs so much is no price, and stays.
func leftOut(rows []unit, out, shown int) bool {
	return slices.ContainsFunc(sorts, func(s sort) bool { return !s.loose && s.fills(rows, out) && (s.price() || s.fills(rows, shown)) })
}

// fills tells whether most rows have a sort of thing in a column.
func (s sort) fills(rows []unit, column int) bool {
	n := 0
	for _, u := range rows {
		if s.inColumn(*u.row, column) {
			n++
		}
	}
	return 2*n > len(rows)
}

func (s sort) price() bool { return slices.Contains(s.claims, ClaimPrice) }

// sameLabels tells whether rows are on the same, and differ in something else, a season or a size, or one is on nothing and goes on
// with that above it.
func sameLabels(rows []unit) bool {
	had := map[string]bool{"": true, " ": true}
	for _, u := range rows {
		label := simple(u.row.label)
		if had[label] {
			return true
		}
		had[label] = true
	}
	return false
}
