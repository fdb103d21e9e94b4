package assist

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"switchboard/knowledge"
)

const nth = `(?:\.|st|nd|rd|th|-?го|-?е|-?й|-?го)?`

var (
	dateRanges = []*knowledge.Pattern{ // two days of one month: the days, month and year by name of the group
		knowledge.MustPattern(`(?i)(?P<d>\d{1,2})` + nth + ` ?(?:` + through + `)(?: the)? ?(?P<e>\d{1,2})` + nth + `(?: of)? (?P<n>\p{L}{3,10})\.?(?:,? (?P<y>\d{4})\b)?`),
		knowledge.MustPattern(`(?i)\b(?P<n>[a-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)? ?(?:` + through + `)(?: the)? ?(?P<e>\d{1,2})(?:st|nd|rd|th)?\b(?:,? (?P<y>\d{4})\b)?`),
	}
	claimDates = []*knowledge.Pattern{ // day, month and year by name of the group
		knowledge.MustPattern(`\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b`),
		knowledge.MustPattern(`\b(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})\b`),
		knowledge.MustPattern(`(?i)\b(?P<d>\d{1,2})` + nth + `(?: of)? (?P<n>\p{L}{3,10})\.?(?:,? (?P<y>\d{4})\b)?`),
		knowledge.MustPattern(`(?i)\b(?P<n>[a-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?\b(?:,? (?P<y>\d{4})\b)?`),
		knowledge.MustPattern(`\b(?P<d>\d{1,2})\.(?P<m>0\d|1[0-2])\.`),
	}
	// dayOfMonth is a day of any month, or anything else that is counted by its place: 15th, 15-го, am 15. des Monats.
	dayOfMonth = knowledge.MustPattern(`(?i)(\d{1,3})(?:(?:st|nd|rd|th)|-(?:го|му|й|ї|та|ту|те|тя|є|ша|шу|ю|я|е|ой|ом|ым|им|м)|-(?:go|ty|szy|gi|ci|my)|( числа| dnia miesiąca)|(\.)(?: (?:des monats|dnia|tag|werktag|jedes monats)))`)
)

// dayAlone is a day of any month as German and Polish write it: am 15., do 15.
var dayAlone = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:am|zum|vom|dem|do|od) (\d{1,2})\.(?:\s|$)`)

// dates finds the days of the year, and what is the n-th of its kind.
func (f *finding) dates() {
	for _, re := range dateRanges {
		names := re.SubexpNames()
		for _, m := range re.FindAllStringSubmatchIndex(f.text, -1) {
			part := func(name string) (string, int) {
				i := slices.Index(names, name)
				return f.group(m, i), m[2*i+1]
			}
			from, end := part("d")
			until, _ := part("e")
			month, _ := part("n")
			year, _ := part("y")
			first, ok := f.dated(from, month, year)
			second, also := f.dated(until, month, year)
			if !ok || !also {
				continue
			}
			i := slices.Index(names, "e")
			first.Start, first.End = m[0], end
			second.Start, second.End = m[2*i], m[1]
			if year == "" {
				second.End = max(m[2*i+1], m[2*slices.Index(names, "n")+1])
			}
			f.add(first)
			f.add(second)
		}
	}
	for _, re := range claimDates {
		f.each(re, ClaimDate, dateOf)
	}
	for _, m := range dayOfMonth.FindAllStringSubmatchIndex(f.text, -1) {
		if n, err := strconv.ParseFloat(f.group(m, 1), 64); err == nil && !cutsWord(f.text, m[1]) {
			c := Claim{Sort: ClaimNumber, Start: m[0], End: m[1], unit: ordinal, low: n, high: n, bare: n}
			if m[4] >= 0 {
				c.End = m[5]
			}
			if m[6] >= 0 {
				c.End = m[7]
			}
			c.Value = c.value()
			f.add(c)
		}
	}
	for _, m := range dayAlone.FindAllStringSubmatchIndex(f.text, -1) {
		before := strings.TrimRight(f.text[:m[0]], " ")
		n, err := strconv.ParseFloat(f.group(m, 1), 64)
		if err != nil || n < 1 || n > 31 || before != "" && before[len(before)-1] >= '0' && before[len(before)-1] <= '9' {
			continue // od 10 do 20.
		}
		c := Claim{Sort: ClaimNumber, Start: m[2], End: m[3] + 1, unit: ordinal, low: n, high: n, bare: n}
		c.Value = c.value()
		f.add(c)
	}
}

// ordinal is the unit of what is the n-th of its kind.
const ordinal = "th"

// dated is the claim of a day that stands before or behind a month's name.
func (f *finding) dated(day, month, year string) (Claim, bool) {
	d, _ := strconv.Atoi(day)
	m := knowledge.MonthOf(month)
	if m == 0 || d < 1 || d > 31 || verb(month) {
		return Claim{}, false
	}
	return Claim{Sort: ClaimDate, Value: fmt.Sprintf("%s-%02d-%02d", year, m, d)}, true
}

func dateOf(m match, c *Claim) bool {
	month, _ := strconv.Atoi(m.text("m"))
	day, _ := strconv.Atoi(m.text("d"))
	name := m.text("n")
	if name != "" {
		month = knowledge.MonthOf(name)
	}
	if month > 12 && day <= 12 && strings.Contains(c.Text, "/") { // 5/31/2027
		day, month = month, day
	}
	if month < 1 || month > 12 || day < 1 || day > 31 && len([]rune(name)) < 4 || verb(name) {
		return false
	}
	c.Value = fmt.Sprintf("-%02d-%02d", month, day)
	if y := m.text("y"); y != "" {
		c.Value = y + c.Value
	}
	return true
}

// verb tells whether a month's name is a verb here: you may, we march.
func verb(name string) bool { return name == "may" || name == "march" || name == "mar" }
