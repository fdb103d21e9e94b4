package assist

import (
	"fmt"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// ClaimMonth is the sort of a claim about a month, its days left out.
const ClaimMonth = "month"

// monthForms are the months' names as they stand without a day.
var monthForms = numbers(`1 january januar січень січня січні январь января январе styczeń stycznia styczniu
2 february februar лютий лютого лютому февраль февраля феврале luty lutego lutym
3 march märz березень березня березні март марта марте marzec marca marcu
4 april квітень квітня квітні апрель апреля апреле kwiecień kwietnia kwietniu
5 may mai травень травня травні май мая мае maj maja maju
6 june juni червень червня червні июнь июня июне czerwiec czerwca czerwcu
7 july juli липень липня липні июль июля июле lipiec lipca lipcu
8 august серпень серпня серпні август августа августе sierpień sierpnia sierpniu
9 september вересень вересня вересні сентябрь сентября сентябре wrzesień września wrześniu
10 october oktober жовтень жовтня жовтні октябрь октября октябре październik października październiku
11 november листопад листопада листопаді ноябрь ноября ноябре listopad listopadzie
12 december dezember грудень грудня грудні декабрь декабря декабре grudzień grudnia grudniu`)

var (
	// inMonth are the words before a month in which, from which or until which something is so.
	inMonth   = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:in|since|until|till|from|to|through|by|during|between|im|ab|bis|seit|von|anfang|ende|mitte|zwischen|у|в|во|до|з|із|від|по|с|от|к|між|między|w|we|do|od|po)\s+$`)
	alsoMonth = knowledge.MustPattern(`(?i)^\s*(?:[-–—,]|and|or|to|till|until|through|und|oder|bis|і|й|та|або|до|по|и|или|i|lub|oraz|do|a)\s*$`)
	yearAfter = knowledge.MustPattern(`^\s(\d{4})\b`)
)

// months finds the months without a day. The names are other words, too: one counts behind a preposition or beside another.
func (f *finding) months() {
	last := -1
	for _, at := range f.words {
		word := f.text[at[0]:at[1]]
		month, ok := monthForms[strings.ToLower(word)]
		if !ok || verb(word) || slices.ContainsFunc(f.taken, func(t [2]int) bool { return at[0] < t[1] && t[0] < at[1] }) {
			continue
		}
		if !inMonth.MatchString(f.text[max(0, at[0]-20):at[0]]) && (last < 0 || !alsoMonth.MatchString(f.text[last:at[0]])) {
			continue
		}
		c := Claim{Sort: ClaimMonth, Value: fmt.Sprintf("-%02.0f", month), Start: at[0], End: at[1], low: month, high: month}
		if y := yearAfter.FindStringSubmatchIndex(f.text[at[1]:]); y != nil {
			c.Value, c.End = f.text[at[1]+y[2]:at[1]+y[3]]+c.Value, at[1]+y[1]
		}
		f.add(c)
		last = c.End
	}
}

// month is the month of a claim about a month or a day, and whether it is one.
func (c Claim) month() (float64, bool) {
	switch c.Sort {
	case ClaimMonth:
		var month float64
		_, err := fmt.Sscanf(c.Value[strings.IndexByte(c.Value, '-')+1:], "%f", &month)
		return month, err == nil
	case ClaimDate:
		return float64(int(inYear(c.Value)-1) / 31), true
	}
	return 0, false
}

// agreesInMonth tells whether a month is the one that another claim names, or among those from one to another.
func (c Claim) agreesInMonth(o Claim) bool {
	mine, _ := c.month()
	theirs, ok := o.month()
	if !ok {
		return false
	}
	return mine == theirs && !c.otherEnd(o) && (c.Value[0] == '-' || o.Value[0] == '-' || c.Value[:4] == o.Value[:4]) ||
		c.end == unknownEnd && o.Sort == ClaimMonth && o.low != o.high && o.holds(mine)
}

// opposesMonth tells whether another claim is the same end of a span, in another month, or as little an end as this one.
func (c Claim) opposesMonth(o Claim) bool {
	if o.Sort == ClaimDate {
		return c.end != unknownEnd && c.end == o.end
	}
	return !c.otherEnd(o)
}
