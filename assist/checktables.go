package assist

import "strings"

// table is where a text's lines are in a table.
type table struct {
	header string // its first row
	inside bool
}

// next tells whether a line is a row of a table, its first one left out.
func (t *table) next(line string) bool {
	was := t.inside
	if t.inside = strings.HasPrefix(strings.TrimSpace(line), "|"); t.inside && !was {
		t.header = line
	}
	return t.inside && was
}

// headsOf are the heads of the row and the column of a place in a row.
func (t *table) headsOf(row string, at int) string {
	cells, heads := strings.Split(row, "|"), strings.Split(t.header, "|")
	column := strings.Count(row[:at], "|")
	if column < 2 || column >= len(heads) || len(cells) < 2 {
		return row
	}
	return cells[1] + " | " + heads[column]
}

// name gives the bare numbers of a row the head of their column as what they count.
func (t *table) name(row string, claims []Claim) {
	heads := strings.Split(t.header, "|")
	for i := range claims {
		c := &claims[i]
		column := strings.Count(row[:c.Start], "|")
		if c.Sort != ClaimNumber || c.unit != "" || column >= len(heads) {
			continue
		}
		for _, w := range claimWord.FindAllString(heads[column], -1) {
			if unit, times := unitOf(w); times != 0 {
				c.unit, c.low, c.high = unit, c.low*times, c.high*times
			} else {
				c.unit = nounOf(w)
			}
			if c.unit != "" {
				break
			}
		}
	}
}

// fieldsSaid is a sentence as it is shown: of a row of a table its fields, without the lines between them.
func fieldsSaid(sentence string) string {
	row, ok := strings.CutPrefix(strings.TrimSpace(sentence), "|")
	if !ok {
		return sentence
	}
	fields := strings.Split(strings.TrimSuffix(row, "|"), "|")
	for i, f := range fields {
		fields[i] = strings.TrimSpace(f)
	}
	return strings.Join(fields, " · ")
}
