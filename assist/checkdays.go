package assist

import (
	"math/bits"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// ClaimDay is the sort of a claim about days of the week.
const ClaimDay = "day"

// week is a set of days of the week: bit 0 is Monday.
type week uint8

const (
	weekdays week = 1<<5 - 1
	everyDay week = 1<<7 - 1
)

func (w week) String() string {
	var b strings.Builder
	for i := range 7 {
		if w&(1<<i) != 0 {
			b.WriteByte(byte('1' + i))
		}
	}
	return b.String()
}

// dayStems are the beginnings of the days' names, dayEnds how many letters may follow; dayForms are those whose beginnings are
// other words too.
var (
	dayStems = [7][]string{
		{"monday", "montag", "понеділ", "понедельник", "poniedział"}, {"tuesday", "dienstag", "вівтор", "вторник", "wtorek", "wtork"}, {"wednesday", "mittwoch"},
		{"thursday", "donnerstag", "четверг", "czwartek", "czwartk"}, {"friday", "freitag", "п'ятниц", "пятниц", "piątek", "piątk"},
		{"saturday", "samstag", "sonnabend", "субот", "суббот", "sobot"}, {"sunday", "sonntag", "неділ", "воскресень", "niedziel"},
	}
	dayForms = formsOf(7, `3 середа середи середу середі середою середам середах среду среды средам средах środa środy środę środą środzie środach
4 четвер
6 sobót`)
	shortDays = formsOf(7, `1 mon mo пн pn pon
2 tue tues di вт wt
3 wed mi ср śr śrd
4 thu thur thurs do чт cz czw
5 fri fr пт pt
6 sat sa сб sb sob
7 sun so нд вс nd ndz niedz`)
)

const dayEnds = 4

func formsOf(days int, table string) map[string]week {
	out := map[string]week{}
	for line := range strings.Lines(table) {
		words := strings.Fields(line)
		for _, w := range words[1:] {
			out[w] = 1 << (words[0][0] - '1') & (1<<days - 1)
		}
	}
	return out
}

// dayOf is the day that a lower-case word names in full.
func dayOf(word string) week {
	word = strings.ReplaceAll(word, "’", "'")
	if d := dayForms[word]; d != 0 {
		return d
	}
	for i, stems := range dayStems {
		for _, s := range stems {
			if rest, ok := strings.CutPrefix(word, s); ok && len([]rune(rest)) <= dayEnds && !strings.Contains(rest, "н") {
				return 1 << i
			}
		}
	}
	return 0
}

var (
	dayLink = knowledge.MustPattern(`(?i)^\.?\s*(?:[-–—]|to|through|thru|till|until|bis|do|до|по)\s*$`)
	dayAnd  = knowledge.MustPattern(`(?i)^\.?(?:\s*,\s*|\s*,?\s*(?:and|or|und|oder|i|oraz|lub|і|й|та|або|и|или|&)\s+(?:on |у |в |w )?)$`)
	hourly  = knowledge.MustPattern(`^[.,:]?\s*(?:from |until |till |at |з |із |до |о |с |в |od |do |o |von |bis |ab )?\d{1,2}(?:[:.\-–—]|\s?[ap]\.?m|$|[^\d%])`)
	dayAll  = knowledge.MustPattern(`(?i)every day(?: of the week)?|daily|seven days a week|7 days a week|щодня|щоденно|кожного дня|ежедневно|каждый день|täglich|jeden tag|codziennie`)
	daySets = []struct {
		re  *knowledge.Pattern
		set week
	}{
		{knowledge.MustPattern(`(?i)weekdays?|werktags|wochentags|(?:у|в|по) будн(?:і|ях|и|ям|ие)(?: дн(?:і|и))?|w dni (?:robocze|powszednie)`), weekdays},
		{knowledge.MustPattern(`(?i)(?:at|on|during) (?:the )?weekends?|am wochenende|(?:у|в|на|по) вихідн(?:і|их|им)|(?:в|на|по) выходн(?:ые|ых|ым)|w weekendy?`), everyDay &^ weekdays},
	}
)

// days finds the days of the week, a span or a list of them as one. Short names count beside another day or before hours.
func (f *finding) days() {
	type named struct {
		start, end int
		day        week
		short      bool
		small      bool // and written small: that alone is another word
	}
	var all []named
	for _, at := range f.words {
		word := f.text[at[0]:at[1]]
		low := strings.ToLower(word)
		if d := dayOf(low); d != 0 {
			all = append(all, named{at[0], at[1], d, false, false})
		} else if small := low == word && low[0] < 128; shortDays[low] != 0 && (!small || low != "so" && low != "do") {
			all = append(all, named{at[0], at[1], shortDays[low], true, small})
		}
	}
	for i := 0; i < len(all); {
		set, first, lone := all[i].day, i, true
		for ; i+1 < len(all); i++ {
			between := f.text[all[i].end:all[i+1].start]
			if dayLink.MatchString(between) {
				set |= span(all[i].day, all[i+1].day)
			} else if dayAnd.MatchString(between) && !all[i].small && !all[i+1].small {
				set |= all[i+1].day
			} else {
				break
			}
			lone = false
		}
		if c := all[first]; !c.short || !lone || !c.small && hourly.MatchString(f.text[c.end:]) {
			f.add(Claim{Sort: ClaimDay, Value: set.String(), Start: c.start, End: all[i].end, days: set})
		}
		i++
	}
	for _, s := range daySets {
		for _, at := range s.re.FindAllStringIndex(f.text, -1) {
			if !cutsWord(f.text, at[1]) {
				f.add(Claim{Sort: ClaimDay, Value: s.set.String(), Start: at[0], End: at[1], days: s.set})
			}
		}
	}
	for _, at := range dayAll.FindAllStringIndex(f.text, -1) { // where hours stand beside it: else it is a manner of speaking
		if !cutsWord(f.text, at[1]) && (hourly.MatchString(f.text[at[1]:]) || f.hoursBeside(at[0], at[1])) {
			f.add(Claim{Sort: ClaimDay, Value: everyDay.String(), Start: at[0], End: at[1], days: everyDay})
		}
	}
}

// hoursBeside tells whether a time of day ends just before a place, or begins just behind it.
func (f *finding) hoursBeside(start, end int) bool {
	return slices.ContainsFunc(f.found, func(c Claim) bool {
		switch {
		case c.Sort != ClaimTime:
			return false
		case c.End <= start:
			return strings.Trim(f.text[c.End:start], " ,\u00a0") == ""
		case c.Start < end:
			return false
		}
		between := strings.ToLower(strings.Trim(f.text[end:c.Start], " ,\u00a0"))
		return between == "" || leadIn[between]
	})
}

// among tells whether a claim names one or two days of those that another one names.
func (c Claim) among(o Claim) bool {
	return c.Sort == ClaimDay && c.days&^o.days == 0 && bits.OnesCount8(uint8(c.days)) < 3
}

// span are the days from one to another, over the end of the week if need be.
func span(from, to week) (set week) {
	for d := from; ; {
		set |= d
		if d == to {
			return set
		}
		if d <<= 1; d > 1<<6 {
			d = 1
		}
	}
}
