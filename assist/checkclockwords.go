package assist

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// hoursNth are the hours as they are counted: "o dziesiątej", "о десятій", "в половине одиннадцатого". An apostrophe is '.
var hoursNth = numbers(`1 pierwszej першій першої першу первого
2 drugiej другій другої другу второго
3 trzeciej третій третьої третю третьего
4 czwartej четвертій четвертої четверту четвертого четвёртого
5 piątej п'ятій п'ятої п'яту пятого
6 szóstej шостій шостої шосту шестого
7 siódmej сьомій сьомої сьому седьмого
8 ósmej восьмій восьмої восьму восьмого
9 dziewiątej дев'ятій дев'ятої дев'яту девятого
10 dziesiątej десятій десятої десяту десятого
11 jedenastej одинадцятій одинадцятої одинадцяту одиннадцатого
12 dwunastej дванадцятій дванадцятої дванадцяту двенадцатого
13 trzynastej тринадцятій тринадцятої
14 czternastej чотирнадцятій чотирнадцятої
15 piętnastej п'ятнадцятій п'ятнадцятої
16 szesnastej шістнадцятій шістнадцятої
17 siedemnastej сімнадцятій сімнадцятої
18 osiemnastej вісімнадцятій вісімнадцятої
19 dziewiętnastej дев'ятнадцятій дев'ятнадцятої
20 dwudziestej двадцятій двадцятої`)

const (
	hourWord = `([\p{L}'’]{2,})`
	dayPart  = `(?:[ \x{a0}](` + halfDay + `|` + partOfDay + `))?`
)

// spokenClock is how an hour in words is said to be one of the clock. Its groups are the hour, a second one or the minutes, and the
// part of the day.
type spokenClock struct {
	re   *knowledge.Pattern
	said spokenHour
}

type spokenHour int8

const (
	theHour    spokenHour = iota // zehn Uhr, at ten
	withMinute                   // zehn Uhr dreißig
	halfBefore                   // halb elf, пів на одинадцяту
	halfPast                     // half past ten
	quarterTo
	quarterPast
	bothHours   // von zehn bis zwölf Uhr
	fromHour    // od dziesiątej do dwunastej: what is not counted so may be days
	countedHour // o dziesiątej, о десятій
)

var spokenClocks = []spokenClock{
	{knowledge.MustPattern(`(?i)` + edge + `(?:von|zwischen|from|between) ` + hourWord + ` (?:bis|und|to|and) ` + hourWord + ` (?:uhr|o['’]clock)` + dayPart), bothHours},
	{knowledge.MustPattern(`(?i)` + edge + hourWord + ` uhr ` + hourWord), withMinute},
	{knowledge.MustPattern(`(?i)` + edge + hourWord + ` (?:uhr|o['’]clock)()` + dayPart), theHour},
	{knowledge.MustPattern(`(?i)` + edge + `(?:halb|пів на|wpół do|половине) ` + hourWord + `()` + dayPart), halfBefore},
	{knowledge.MustPattern(`(?i)` + edge + `half past ` + hourWord + `()` + dayPart), halfPast},
	{knowledge.MustPattern(`(?i)` + edge + `(?:quarter past|viertel nach) ` + hourWord + `()` + dayPart), quarterPast},
	{knowledge.MustPattern(`(?i)` + edge + `(?:quarter to|viertel vor) ` + hourWord + `()` + dayPart), quarterTo},
	{knowledge.MustPattern(`(?i)` + edge + `(?:в|к) ` + hourWord + ` час(?:ов|а|ам)()` + dayPart), theHour},
	{knowledge.MustPattern(`(?i)` + edge + `(?:в|к|at|um|gegen|from|until|till|by|von|ab|bis|с|со|до|з|із|від|от|od|do|po) ` + hourWord + `()` + strings.TrimSuffix(dayPart, "?")), theHour},
	{knowledge.MustPattern(`(?i)` + edge + `(?:od|з|із) ` + hourWord + ` (?:do|до) ` + hourWord + dayPart), fromHour},
	{knowledge.MustPattern(`(?i)` + edge + `(?:о|об|o|o godzinie) ` + hourWord + `()` + dayPart), countedHour},
}

// atTen is an hour after "at" that nothing counts: a clause ends there, or a day follows.
var atTen = knowledge.MustPattern(`(?i)` + edge + `at ` + hourWord + `(?:\s*[.,;!?]|\s*$|[ \x{a0}](?:tomorrow|today|sharp|on (?:mon|tues|wednes|thurs|fri|satur|sun)day))`)

// aWatch are the words before Uhr by which it is a thing: the hour is "ein Uhr".
var aWatch = setOf(`eine einer einen`)

// goesWith are the words that may follow "o dziesiątej" without being what is the tenth.
var goesWith = setOf(`i lub albo oraz do jutro dziś dzisiaj w we na przyjdzie przyjedzie й та або чи і до завтра сьогодні у в на годині прийде приїде`)

// spokenTimes finds the times of day whose hours are words.
func (f *finding) spokenTimes() {
	if !slices.ContainsFunc(f.words, func(at []int) bool { return hourIn(f.text[at[0]:at[1]]) > 0 }) {
		return
	}
	for _, s := range spokenClocks {
		for _, m := range s.re.FindAllStringSubmatchIndex(f.text, -1) {
			f.spokenTime(s.said, m)
		}
	}
	for _, m := range atTen.FindAllStringSubmatchIndex(f.text, -1) {
		if hour := f.hour(m, 1); hour > 1 && hour <= 12 {
			f.clock(m[2], m[3], strconv.Itoa(hour), "", "")
		}
	}
}

func (f *finding) spokenTime(said spokenHour, m []int) {
	hour, second, half, end := f.hour(m, 1), f.hour(m, 2), "", m[1]
	if said != withMinute {
		part := strings.ToLower(f.group(m, 3))
		if half = halfOf("", part); half == "" {
			half = halfOf(part, "")
		}
	}
	both := said == bothHours || said == fromHour
	switch {
	case hour == 0 || hour > 24 || both && second == 0:
	case said == fromHour && half == "" && !(f.nthHour(m, 1) && f.nthHour(m, 2)):
	case (said == theHour || said == withMinute) && aWatch[strings.ToLower(f.group(m, 1))]:
	case both:
		f.clock(m[2], m[3], strconv.Itoa(hour), "", halfOfFirst(hour, second, half))
		f.clock(m[4], end, strconv.Itoa(second), "", half)
	case said == withMinute:
		if second > 0 && second < 60 {
			f.clock(m[2], end, strconv.Itoa(hour), strconv.Itoa(second), "")
		}
	case said == halfBefore:
		f.clock(m[2], end, strconv.Itoa((hour+11)%12), "30", half)
	case said == halfPast:
		f.clock(m[2], end, strconv.Itoa(hour), "30", half)
	case said == quarterPast:
		f.clock(m[2], end, strconv.Itoa(hour), "15", half)
	case said == quarterTo:
		f.clock(m[2], end, strconv.Itoa((hour+11)%12), "45", half)
	case said == countedHour && !f.standsAlone(m, 1, end):
	default:
		f.clock(m[2], end, strconv.Itoa(hour), "", half)
	}
}

// hour is the number that the n-th group of a match is in words, or 0.
func (f *finding) hour(m []int, n int) int { return hourIn(f.group(m, n)) }

// nthHour tells whether the n-th group of a match is an hour as it is counted.
func (f *finding) nthHour(m []int, n int) bool { return countedHourIn(f.group(m, n)) > 0 }

// countedHourIn is the hour that a word is as it is counted; 0: it is none.
func countedHourIn(word string) float64 {
	return hoursNth[strings.ReplaceAll(strings.ToLower(word), "’", "'")]
}

// hourIn is the number that a word is, counted or not; 0: it is none.
func hourIn(word string) int {
	h := countedHourIn(word)
	if h == 0 {
		h, _ = numberOf(word)
	}
	if h != float64(int(h)) {
		return 0
	}
	return int(h)
}

// standsAlone tells whether an hour is counted, and nothing follows that it is the number of.
func (f *finding) standsAlone(m []int, n, end int) bool {
	if !f.nthHour(m, n) {
		return false
	}
	rest := strings.TrimLeft(f.text[end:], " \u00a0")
	next := strings.ToLower(claimWord.FindString(rest))
	begins := strings.IndexFunc(rest, unicode.IsLetter) == 0
	return !begins || goesWith[next] || end > m[2*n+1]
}
