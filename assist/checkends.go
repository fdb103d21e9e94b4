package assist

import (
	"fmt"
	"strings"

	"switchboard/knowledge"
)

// end is which end of a span a time or a date is, and whether an amount is a limit, a difference or a sum.
type end int8

const (
	unknownEnd end = iota
	fromEnd
	untilEnd
	difference
	total // reckoned for one customer
)

var (
	spanLink  = knowledge.MustPattern(`(?i)^\.?\s*(?:[-–—]|to|till|until|through|bis(?: zum)?|do|до|по|a|року до|года по|roku do)(?: the)?\s*$`)
	spanAnd   = knowledge.MustPattern(`(?i)^\s*(?:and|und|і|й|та|и|a|i)\s*$`)
	betweens  = knowledge.MustPattern(`(?i)(?:between|zwischen|між|между|pomiędzy|między)(?: dem)?\s+$`)
	fromWord  = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:from|since|after|starting|as of|ab(?: dem)?|von|vom|seit|nach|od|po godz\.|з|із|зі|від|починаючи з|с|со|от|после|після)(?: the)?\s+$`)
	untilWord = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:until|till|through|to|by|before|bis(?: zum)?|vor|do|przed|до|к|перед)(?: the)?\s+$`)
)

// leadBytes is how far before a claim the words are that tell its end.
const leadBytes = 40

// ends tells which times and dates are the beginning or the end of a span. Both times of a span know all of it.
func (f *finding) ends() {
	for i := range f.found {
		c := &f.found[i]
		line := f.text[max(strings.LastIndexByte(f.text[:c.Start], '\n')+1, c.Start-leadBytes):c.Start]
		if c.Sort == ClaimPrice || c.Sort == ClaimNumber {
			c.limits(line, f.text[c.End:])
		}
		if c.Sort != ClaimTime && c.Sort != ClaimDate && c.Sort != ClaimMonth && c.Sort != ClaimYear || c.Value == roundTheClock {
			continue
		}
		if i > 0 && f.found[i-1].Sort == c.Sort && f.found[i-1].end != untilEnd {
			before := &f.found[i-1]
			between := f.text[before.End:c.Start]
			if spanLink.MatchString(between) || spanAnd.MatchString(between) && betweens.MatchString(f.text[:before.Start]) {
				before.end, c.end = fromEnd, untilEnd
				if c.Sort == ClaimTime || c.Sort == ClaimMonth || c.Sort == ClaimYear {
					before.high, c.low = c.high, before.low
				}
				if c.Sort == ClaimDate {
					sameYear(before, *c)
					before.low, before.high = inYear(before.Value), inYear(c.Value)
					c.low, c.high = before.low, before.high
				}
				continue
			}
		}
		switch {
		case fromWord.MatchString(line):
			c.end = fromEnd
		case untilWord.MatchString(line):
			c.end = untilEnd
		}
	}
}

// inYear is the place of a day in any year, for days to be compared.
func inYear(value string) float64 {
	month, day := 0, 0
	_, _ = fmt.Sscanf(value[strings.IndexByte(value, '-'):], "-%d-%d", &month, &day) // as dateOf writes it
	return float64(31*month + day)
}

// sameYear gives a day the year of the one it goes on to.
func sameYear(from *Claim, until Claim) {
	if year := until.Value[:strings.IndexByte(until.Value, '-')]; strings.HasPrefix(from.Value, "-") && year != "" && from.Value <= until.Value[len(year):] {
		from.Value = year + from.Value
	}
}
