package knowledge

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Behind an offer of a card stand its days, in brackets: "(from 2026-12-01 until 2026-12-31)", each of both alone too. Days are read
// as people write them.

var (
	offerDays = regexp.MustCompile(`(?i)\s*\(((?:from|since|ab|von|vom|з|із|с|со|від|от|od|until|till|bis|до|по|do)\s[^()]*)\)$`)
	daysFrom  = regexp.MustCompile(`(?i)^(?:from|since|ab|von|vom|з|із|с|со|від|от|od)\s+`)
	daysUntil = regexp.MustCompile(`(?i)(?:^|\s)(?:until|till|bis(?:\s+zum)?|до|по|do)\s+`)
	saysUntil = regexp.MustCompile(`(?i)^(?:from\s.*\s)?(?:until|till)\s`)
	numberDay = regexp.MustCompile(`^(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}))$`)
	wordedDay = regexp.MustCompile(`^(?:(\d{1,2})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?(\p{L}+)\.?,?\s+(\d{4})|(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}))$`)
	likeDay   = regexp.MustCompile(`\d[-/.]\s?\d{1,2}(?:[-/.]|$)|(?:^|\D)20\d\d(?:\D|$)`)
	yearWord  = regexp.MustCompile(`(?i)\s*(?:р\.?|року|г\.?|года|r\.?|roku)$`)
)

// writtenDay is the day that a text says as people write it: 2026-12-31, 31.12.2026, 31 December 2026, December 31, 2026, and with the
// months of the other languages.
func writtenDay(s string) (day time.Time, ok bool) {
	s = yearWord.ReplaceAllString(strings.TrimSpace(s), "")
	if m := numberDay.FindStringSubmatch(s); m != nil {
		return dayFrom(m[1]+m[6], m[2]+m[5], m[3]+m[4])
	}
	if m := wordedDay.FindStringSubmatch(s); m != nil {
		return dayFrom(m[3]+m[6], strconv.Itoa(MonthOf(m[2]+m[4])), m[1]+m[5])
	}
	return time.Time{}, false
}

// dayFrom is the day of a year, a month and a number, if there is such a day.
func dayFrom(year, month, number string) (time.Time, bool) {
	day, err := time.Parse("2006-1-2", year+"-"+strings.TrimLeft(month, "0")+"-"+strings.TrimLeft(number, "0"))
	return day, err == nil
}

// dated is an offer with the days that stand behind it as its own, and, where what stands there is to be days and is none, that.
func (o Offer) dated() (dated Offer, stray string) {
	m := offerDays.FindStringSubmatch(o.Text)
	if m == nil {
		return o, ""
	}
	days, ends := strings.CutSuffix(m[1], notExtended)
	from, until := "", ""
	if at := daysUntil.FindStringIndex(days); at != nil {
		until, days = days[at[1]:], days[:at[0]]
	}
	if lead := daysFrom.FindString(days); lead != "" {
		from, days = days[len(lead):], ""
	}
	first, firstOK := writtenDay(from)
	last, lastOK := writtenDay(until)
	if days == "" && (from == "" || firstOK) && (until == "" || lastOK) && from+until != "" {
		return Offer{Text: strings.TrimSpace(o.Text[:len(o.Text)-len(m[0])]), From: first, Until: last, Ends: ends && lastOK}, ""
	}
	if saysUntil.MatchString(m[1]) || likeDay.MatchString(m[1]) {
		return o, m[1]
	}
	return o, "" // "(from 10 UAH)", "(до 100 Мбіт/с)"
}

// StrayDays says what is wrong with what stands behind an offer's text as days and is none, or nothing.
func (o Offer) StrayDays() string {
	if _, stray := o.dated(); stray != "" {
		return fmt.Sprintf("has an offer with the days “(%s)”, which are none: write (from 2026-12-01 until 2026-12-31), either of both, or no brackets", stray)
	}
	return ""
}

// strayDays is what is wrong with the days of a card's offers, or nothing.
func strayDays(body string) string {
	for _, o := range ParseCard(body).Offers {
		if stray := o.StrayDays(); stray != "" {
			return stray
		}
	}
	return ""
}
