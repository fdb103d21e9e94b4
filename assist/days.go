package assist

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// Customers ask for Sunday, and articles have "Sun", "сб–нд", "every day" and "am Wochenende": what speaks of a day that is asked for has
// the word, however it is written.

var (
	// dayWords are words that stand for several days.
	dayWords = []struct {
		re  *knowledge.Pattern
		set week
	}{
		{knowledge.MustPattern(`^(weekends?|wochenenden?|weekend(y|u|ach)|вихідн(і|их|ими)|выходн(ые|ых|ыми))$`), everyDay &^ weekdays},
		{knowledge.MustPattern(`^(weekdays?|werktags|werktagen?|wochentags|будн(і|ях|ями|ям|и|ие)|powszednie)$`), weekdays},
	}
	// beforeDay are the words before a day's short name that tells no day by itself, "on sun", beforePolish those before a Polish one, and
	// beforeGerman those before a German one: "am So".
	beforeDay    = setOf(folded(`on this next every each until till`))
	beforePolish = setOf(folded(`w we od do`))
	beforeGerman = setOf(folded(`am ab bis jeden`))
	// germanDays and polishDays are the short names of these languages alone. The Polish ones are written small.
	germanDays = setOf(`mo di mi do fr sa so`)
	polishDays = setOf(`pn pon wt śr śrd czw pt sb sob nd ndz niedz`)
	// dayEndsAt is what stands behind a short name that is no other word, "Sat," and "сб 9:30".
	dayEndsAt = knowledge.MustPattern(`^[.*_]*\s*(?:$|[,;:|)/\n–—&+?!]|-\s|(?:and|or|und|oder|i|oraz|і|й|та|або|и|или)\s|(?:from |at |з |із |до |о |с |в |od |do |o |von |bis |ab )?\d)`)
)

// dayNamed are the days that a word names, in lower case and in full, or several of them.
func dayNamed(word string) week {
	if d := dayOf(word); d != 0 {
		return d
	}
	for _, s := range dayWords {
		if s.re.MatchString(word) {
			return s.set
		}
	}
	return 0
}

// dated are the words of a question, which an article in a language may answer, with the days that they name.
func dated(words []term, text, lang string) []term {
	before := ""
	for i, t := range words {
		low := strings.ToLower(text[t.Start:t.End])
		if words[i].days = dayNamed(low); words[i].days == 0 && shortDays[low] != 0 && dayMeant(text, t, before, lang) {
			words[i].days = shortDays[low]
		}
		before = t.Word
	}
	return words
}

// dayMeant tells whether a word of a question that is a day's short name is meant so, by the word before it, by its capital letter where
// that begins no sentence, "Sun cream", or by what it is written with alone.
func dayMeant(text string, t term, before, lang string) bool {
	word := text[t.Start:t.End]
	low := strings.ToLower(word)
	if c, _ := utf8.DecodeRuneInString(low); c > unicode.MaxLatin1 {
		return true
	}
	if germanDays[low] {
		return beforeGerman[before] && knowledge.Base(lang) == "de"
	}
	if beforeDay[before] || polishDays[low] && beforePolish[before] {
		return true
	}
	c, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[:t.Start], " \n"))
	return low != word && (t.Start > 0 && !strings.ContainsRune(".!?…", c) || dayStandsAlone(word, text[t.End:], lang))
}

// daysIn are the days of the week that a text of an article speaks of, in full, in short, in spans, or all of them.
func daysIn(text, lang string) (set week) {
	for _, at := range dayAll.FindAllStringIndex(text, -1) { // where hours stand behind it: else it is a manner of speaking
		if hourly.MatchString(text[at[1]:]) {
			return everyDay
		}
	}
	var last week // the day just before
	until := 0    // where it ends
	for from, to := range wordsIn(text) {
		low := strings.ToLower(text[from:to])
		day, full := shortDays[low], dayNamed(low)
		linked := last != 0 && !strings.Contains(text[until:from], "\n-") && dayLink.MatchString(text[until:from]) // no item of a list
		switch {
		case full != 0:
			day = full
		case last != 0 && dayLink.MatchString(text[until:to]): // "Mon to Fri"
			continue
		case day == 0, !linked && !dayStandsAlone(text[from:to], text[to:], lang):
			last = 0
			continue
		}
		if linked && bits.OnesCount8(uint8(day)) == 1 && bits.OnesCount8(uint8(last)) == 1 {
			set |= span(last, day)
		}
		set, last, until = set|day, day, to
	}
	return set
}

// dayStandsAlone tells whether a short name stands so that it is no other word, or another one follows that it is linked with.
func dayStandsAlone(word, after, lang string) bool {
	low := strings.ToLower(word)
	switch base := knowledge.Base(lang); {
	case base == "pl" && polishDays[low]:
	case low == word && low[0] < utf8.RuneSelf, base != "de" && germanDays[low]:
		return false
	}
	if dayEndsAt.MatchString(after) {
		return true
	}
	for from, to := range wordsIn(after) {
		if dayLink.MatchString(after[:to]) {
			continue
		}
		next := strings.ToLower(after[from:to])
		return dayLink.MatchString(after[:from]) && (dayOf(next) != 0 || shortDays[next] != 0)
	}
	return false
}

// wordsIn are where the words of a text begin and end.
func wordsIn(text string) func(yield func(from, to int) bool) {
	return func(yield func(from, to int) bool) {
		from := -1
		for i, c := range text {
			letter := unicode.IsLetter(c) || unicode.Is(unicode.Mn, c) || from >= 0 && strings.ContainsRune("'’ʼ", c)
			switch {
			case letter && from < 0:
				from = i
			case !letter && from >= 0:
				if !yield(from, i) {
					return
				}
				from = -1
			}
		}
		if from >= 0 {
			yield(from, len(text))
		}
	}
}

// bagOf are the words of a text of an article, with the days that it speaks of where days are asked for.
func (w wanted) bagOf(text string) bag {
	b := bagOf(terms(text, w.lang))
	if w.days != 0 {
		b.days = daysIn(text, w.lang)
	}
	return b
}

// ofDays are those of some texts that were told which speak of days as well, if any do. Where they speak of none, what is told of the days
// may hold for them, and where none was told, the days alone tell; not where all texts speak of them.
func ofDays(days week, told []bool, texts []bag) []bool {
	on, some := make([]bool, len(texts)), false
	all := true
	for i, text := range texts {
		on[i] = text.days&days != 0
		some, all = some || on[i], all && on[i]
	}
	switch {
	case !some || all:
		return told
	case told == nil:
		return on
	}
	both, dated := inBoth(told, on), false
	for i, text := range texts {
		dated = dated || told[i] && text.days != 0
	}
	if !dated {
		for i := range on {
			on[i] = on[i] || told[i]
		}
		return on
	}
	if slices.Contains(both, true) {
		return both
	}
	return told
}

// notThen are the passages below a heading of other days than those that are asked for, where another heading has these: "Weekdays" for
// who asks for Sunday, beside "Weekends".
func (w wanted) notThen(passages []knowledge.Passage) []bool {
	not, then := make([]bool, len(passages)), false
	days := w.daysAsked()
	if days == 0 {
		return not
	}
	for i, p := range passages {
		headed := daysIn(p.Heading, w.lang)
		not[i], then = headed != 0 && headed&days == 0, then || headed&days != 0
	}
	if !then {
		clear(not)
	}
	return not
}

// daysAsked are the days that are asked for now, or those before.
func (w wanted) daysAsked() week { return cmp.Or(daysOf(w.recent.list), w.days) }

// daysOf are the days that some words name.
func daysOf(words []term) (set week) {
	for _, t := range words {
		set |= t.days
	}
	return set
}

// mostDays is how many days of the week a text names, at least, that tells of all of them: it does not hold for the others.
const mostDays = 3

// leavesDayOpen tells whether a text speaks of no day that somebody asks for who goes on, or of other days than those that are asked for.
func (w wanted) leavesDayOpen(text string) bool {
	if w.days == 0 {
		return false
	}
	there := daysTold(text, w.lang)
	return there != 0 && !there.tellsOf(w.days) || slices.ContainsFunc(w.recent.list, func(t term) bool { return t.days != 0 && !there.tellsOf(t.days) })
}

// tellsOf tells whether one of some days is among those that a text names, or they are so many that it says that it does not hold then.
func (w week) tellsOf(days week) bool { return w&days != 0 || bits.OnesCount8(uint8(w)) >= mostDays }
