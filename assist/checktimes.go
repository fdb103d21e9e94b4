package assist

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

const (
	halfDay   = `am|pm|a\.m\.|p\.m\.`
	partOfDay = `in the (?:morning|afternoon|evening)|утра|вечера|ночи|ранку|вечора|ночі|rano|wieczorem|w nocy|po południu|morgens|nachmittags|abends`
	through   = `[-–—]|to|till|until|and|bis|und|do|до|по|и|і|та`
)

var (
	clockRange = knowledge.MustPattern(`(?i)(\d{1,2})(?:[:.](\d{2}))?[ \x{a0}]?(` + halfDay + `|uhr)?[ \x{a0}]?(?:` + through + `)[ \x{a0}]?(\d{1,2})(?:[:.](\d{2}))?(?:[ \x{a0}]?(` + halfDay + `|uhr|o['’]clock)|[ \x{a0}](?:годин[иі] |часов )?(` + partOfDay + `)|[ \x{a0}](годин[иу]?|год\.?|часов|часа))?`)
	clocks     = []*knowledge.Pattern{ // the hour, its minutes, the half of the day, and the part of the day
		knowledge.MustPattern(`(?i)(\d{1,2}):(\d{2})(?:[ \x{a0}]?(` + halfDay + `))?()`),
		knowledge.MustPattern(`(?i)(\d{1,2})(?:\.(\d{2}))?[ \x{a0}]?(` + halfDay + `|uhr|o['’]clock)()`),
		knowledge.MustPattern(`(?i)(\d{1,2})(?:[.](\d{2}))?()[ \x{a0}](?:годин[иі] |часов )?(` + partOfDay + `)`),
		knowledge.MustPattern(`(?i)(\d{1,2})()()(?:-?[йїа-я]{1,3})? (годині)`),
		knowledge.MustPattern(`(?i)godz(?:\.|inie|iny)? (\d{1,2})(?:[:.](\d{2}))?()()`),
		knowledge.MustPattern(`(?i)(?:^|[^\p{L}\d])(?:at|from|until|till|before|um|von|bis|ab|o|od|do|о|об|з|із|с|від|до|по|в|к) (\d{1,2})\.([0134][05])()()`),
	}
	clockWord = knowledge.MustPattern(`(?i)midnight|noon|опівночі|опівдні|полуноч[иь]|полночь|полдень|mitternacht|24/7|(?:open(?: for)?|opens for|available|geöffnet|відчинено|відчинений|открыто?|czynne) 24 (?:hours|stunden|години|часа|godziny)|around the clock|round the clock|24 hours a day|цілодобово|круглосуточно|rund um die uhr|całodobowo|całą dobę`)
)

// roundTheClock is the value of a claim that something is open at any time.
const roundTheClock = "00:00–24:00"

// opens are words that hours of opening follow, in lower case.
var opens = setOf(`open opened opens hours daily day available work works working
	працює працюємо працюють відчинено відчинений відчинена відчинені відкрито щодня щоденно роботи графік день
	работает работаем работают открыт открыто открыта открыты ежедневно работы график
	geöffnet öffnungszeiten täglich öffnet erreichbar zeiten
	weekdays weekday weekends weekend буднях будні вихідні будни будням выходные werktags wochentags wochenende robocze powszednie weekendy
	pracujemy pracuje czynne czynny czynna otwarte otwarty otwarta otwarcia codziennie godziny godzinach`)

// leadIn are the words between hours and what they are the hours of, in lower case.
var leadIn = setOf(`from at between з із с со між о об в у від od w o między von um zwischen ab are is is: a`)

// clocks finds the times of day.
func (f *finding) clocks() {
	for _, m := range clockRange.FindAllStringSubmatchIndex(f.text, -1) {
		f.clockRange(m)
	}
	for _, re := range clocks {
		for _, m := range re.FindAllStringSubmatchIndex(f.text, -1) {
			part := strings.ToLower(f.group(m, 4))
			if cutsWord(f.text, m[1]) || part == "" && m[4] >= 0 && f.text[m[4]-1] == '.' && f.counts(m[1]) {
				continue
			}
			f.clock(m[2], m[1], f.group(m, 1), f.group(m, 2), halfOf(f.group(m, 3), part))
		}
	}
}

// clockWords finds the times of day that are words, and what is open round the clock.
func (f *finding) clockWords() {
	for _, m := range clockWord.FindAllStringIndex(f.text, -1) {
		c := Claim{Sort: ClaimTime, Value: roundTheClock, Start: m[0], End: m[1], high: 24 * 60}
		switch word := strings.ToLower(f.text[m[0]:m[1]]); {
		case slices.Contains([]string{"noon", "опівдні", "полдень"}, word):
			c.Value, c.low, c.high = "12:00", 12*60, 12*60
		case !strings.ContainsAny(word, " 4") && !slices.Contains([]string{"цілодобово", "круглосуточно", "całodobowo"}, word):
			c.Value, c.high = "00:00", 0
		}
		if !cutsWord(f.text, m[1]) {
			f.add(c)
		}
	}
}

// clockRange adds the two ends of hours such as 9–18 Uhr, 9am–5pm and Mon–Fri 9–18. What has a colon at both ends is found
// alone; two bare numbers are times where it is said what is open.
func (f *finding) clockRange(m []int) {
	from, until := halfOf(f.group(m, 3), ""), halfOf(f.group(m, 6), strings.ToLower(f.group(m, 7)))
	switch {
	case cutsWord(f.text, m[1]):
		return
	case m[6] >= 0 || m[12] >= 0 || m[14] >= 0: // am, pm, Uhr, in the evening
	case m[4] >= 0 && f.text[m[4]-1] == ':' && m[10] >= 0 && f.text[m[10]-1] == ':':
		return
	case !hoursFollow(f.text[:m[0]]) || f.counts(m[1]) || m[16] >= 0 && !late(f.group(m, 4)):
		return
	}
	start, _ := strconv.Atoi(f.group(m, 1))
	end, _ := strconv.Atoi(f.group(m, 4))
	if from == "" {
		from = halfOfFirst(start, end, until)
	}
	first := max(m[3], m[5], m[7])
	f.clock(m[2], first, f.group(m, 1), f.group(m, 2), from)
	f.clock(m[8], m[1], f.group(m, 4), f.group(m, 5), until)
}

// halfOfFirst is the half of the day of the first of two hours, where it is said of the second one: 1–5 pm, but 9–5 pm.
func halfOfFirst(first, second int, half string) string {
	switch {
	case half == "pm" && first%12 > second%12:
		return "am"
	case half == "am" && first%12 > second%12:
		return "pm"
	case half == "h":
		return ""
	}
	return half
}

// late tells whether an hour is one of the afternoon: "9–18 годин" are the hours of a day, "2–3 години" how many.
func late(hour string) bool { return len(hour) == 2 && hour >= "12" }

// clock adds one time of day. Hours that no day has are a slip of the pen.
func (f *finding) clock(start, end int, hours, minutes, half string) {
	hour, _ := strconv.Atoi(hours)
	minute, _ := strconv.Atoi(minutes)
	if half == "am" || half == "pm" {
		if hour > 12 {
			return
		}
		if hour %= 12; half == "pm" {
			hour += 12
		}
	}
	if minute >= 60 || hour > 24 && minutes == "" {
		return
	}
	at := float64(60*hour + minute)
	f.add(Claim{Sort: ClaimTime, Value: fmt.Sprintf("%02d:%02d", hour, minute), Start: start, End: end, low: at, high: at})
}

// halfOf is the half of the day that words name: am, pm, h for a clock of 24 hours, or none.
func halfOf(half, part string) string {
	half = strings.ReplaceAll(strings.ToLower(half), ".", "")
	switch {
	case half == "am" || half == "pm":
		return half
	case half != "":
		return "h"
	}
	switch part {
	case "in the morning", "утра", "ночи", "ранку", "ночі", "rano", "w nocy", "morgens":
		return "am"
	case "in the afternoon", "in the evening", "вечера", "вечора", "wieczorem", "po południu", "nachmittags", "abends":
		return "pm"
	}
	return ""
}

// hoursFollow tells whether words end as those before hours of opening: with a day or a word for being open.
func hoursFollow(before string) bool {
	before = before[max(strings.LastIndexByte(before, '\n')+1, len(before)-60):]
	words := strings.FieldsFunc(strings.ToLower(before), func(c rune) bool { return !unicode.IsLetter(c) && c != '\'' && c != '’' })
	for len(words) > 0 && leadIn[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	return opens[last] || dayOf(last) != 0 || shortDays[last] != 0
}

// counts tells whether a unit, a currency or a sign of per cent follows: no time of day does that.
func (f *finding) counts(at int) bool {
	rest := strings.TrimLeft(f.text[at:], " \u00a0")
	if rest == "" {
		return false
	}
	if strings.ContainsAny(rest[:1], "%$/") || strings.HasPrefix(rest, "€") || strings.HasPrefix(rest, "£") || strings.HasPrefix(rest, "₴") || strings.HasPrefix(rest, "₽") || strings.HasPrefix(rest, "°") {
		return true
	}
	word := strings.ToLower(claimWord.FindString(rest))
	_, n := unitOf(word)
	return strings.HasPrefix(strings.ToLower(rest), word) && word != "" && (n != 0 || currencies[word] != "")
}

// group is what the n-th group of a match took.
func (f *finding) group(m []int, n int) string {
	if m[2*n] < 0 {
		return ""
	}
	return f.text[m[2*n]:m[2*n+1]]
}

// cutsWord tells whether a place in a text is in the middle of a word or of a number.
func cutsWord(text string, at int) bool {
	last, _ := utf8.DecodeLastRuneInString(text[:at])
	next, _ := utf8.DecodeRuneInString(text[at:])
	return unicode.IsLetter(last) && unicode.IsLetter(next) || unicode.IsDigit(last) && unicode.IsDigit(next)
}
