package assist

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// The sorts of claims.
const (
	ClaimLink   = "link"
	ClaimEmail  = "email"
	ClaimPhone  = "telephone"
	ClaimDate   = "date"
	ClaimTime   = "time" // of day
	ClaimPrice  = "price"
	ClaimCode   = "code"   // to dial, or an address of a network: *100#, 192.168.1.1
	ClaimNumber = "number" // with or without a unit
)

// Claim is something in a text that is right or wrong to the sign: a number, a price, a date, an address.
type Claim struct {
	Sort       string
	Text       string // as it stands
	Value      string // normalised: equal values say the same
	Start, End int    // bytes of the text

	unit      string  // of prices the currency, of numbers what is counted
	low, high float64 // of numbers, prices, and times in minutes; equal unless it is a range
	bare      float64 // low, before the unit was reckoned in
	days      week    // of days of the week
	end       end     // of times and dates, where the text tells
	beyond    bool    // of a limit: the amount itself is not within it, as in "more than" and "under"
	loose     bool    // of a limit: "from" and "up to"
	period    string  // of a price: for which it is paid; empty: not said
}

// lastDigits leaves the country out of a phone number: +380 44 123… and 044 123… are one.
func lastDigits(phone string) string { return phone[max(0, len(phone)-9):] }

// says tells whether two claims of one sort say the same: a telephone number has its country before it, or has not.
func (c Claim) says(o Claim) bool {
	return !c.otherPeriod(o) && (c.Value == o.Value || c.Sort == ClaimPhone && o.Sort == ClaimPhone && samePhone(c.Value, o.Value))
}

const (
	countryDigits = 3 // of a country that stands before a telephone number, at most
	localDigits   = 7 // that a number within a country has at least
)

// samePhone tells whether two telephone numbers are one, with its country and without: +49 30 901820 and 030 901820, +7 495 … and 8 495 ….
func samePhone(a, b string) bool {
	if a, b = strings.TrimPrefix(a, "00"), strings.TrimPrefix(b, "00"); len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == len(b) {
		return a == b || len(a) == 11 && a[1:] == b[1:] && min(a[0], b[0]) == '7' && max(a[0], b[0]) == '8'
	}
	local := strings.TrimPrefix(a, "0")
	return len(local) >= localDigits && strings.HasSuffix(b, local) && len(b)-len(local) <= countryDigits && b[0] != '0'
}

const amount = `\d{1,3}(?:[ \x{a0}\x{202f}.,']\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?`

var (
	claimLink = knowledge.MustPattern(`(?i)(?:https?://|www\.)[^\s<>"'()\[\]]+|\b[a-z\d-]+(?:\.[a-z\d-]+)*\.(?:com|net|org|info|biz|de|pl|ua|eu|io|ru|cz|sk|tv|cc|dev|gov|edu|shop|store|site|online|app|xyz|top|click|example)\b(?:/[^\s<>"'()\[\]]*)?` +
		`|\b[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}/[^\s<>"'()\[\]]+`)
	claimEmail = knowledge.MustPattern(`(?i)[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+`)
	claimCode  = knowledge.MustPattern(`[*#]\d[\d*#]*#|\b\d{1,3}(?:\.\d{1,3}){3}\b`)
	claimPhone = []*knowledge.Pattern{
		knowledge.MustPattern(`(?:\+\d|\(0\d|\b0\d|\b0[ \x{a0}]\d{3})[\d()/ \x{a0}-]{6,17}\d`),
		knowledge.MustPattern(`\b8[ \x{a0}-]?\(?\d{3}\)?[ \x{a0}-]?\d{3}[ \x{a0}-]?\d{2}[ \x{a0}-]?\d{2}\b`),   // within Russia
		knowledge.MustPattern(`\b(?:\d{2}[ \x{a0}]\d{3}[ \x{a0}-]\d{2}[ \x{a0}-]\d{2}|\d{3}-\d{3}-\d{3,4})\b`), // in Poland, whose numbers have nothing before them
	}
	claimPrice = []*knowledge.Pattern{ // low, high and currency by name of the group
		knowledge.MustPattern(`(?i)(?P<lo>` + amount + `)(?: ?[-–—] ?(?P<hi>` + amount + `))?[ \x{a0}]?(?P<u>` + money + `)`),
		knowledge.MustPattern(`(?i)(?P<u>[$€£₴₽]|\b(?:usd|eur|gbp|uah|pln)\b) ?(?P<lo>` + amount + `)(?: ?[-–—] ?[$€£₴₽]?(?P<hi>` + amount + `))?`),
	}
	claimNumber = knowledge.MustPattern(`(?i)(?P<lo>` + amount + `)(?: ?(?:[-–—]|to|bis|do|до) ?(?P<hi>` + amount + `))?(?:[ \x{a0}-]?(?P<u>%|(?:per|pro) cent\b|°C?|\p{L}+(?:/\p{L}+)?)(?: (?P<v>\p{L}+))?)?`)
	claimWord   = knowledge.MustPattern(`\p{L}(?:[\p{L}'’]*\p{L})?`)
	listMarker  = knowledge.MustPattern(`(?m)^\s*\d{1,2}[.)]\s`)
)

// Claims finds what in a text is right or wrong to the sign, in order. It knows how English, German, Polish, Russian and
// Ukrainian write it.
func Claims(text string) []Claim {
	f := &finding{text: text, words: claimWord.FindAllStringIndex(text, -1)}
	for _, m := range listMarker.FindAllStringIndex(text, -1) {
		f.taken = append(f.taken, [2]int{m[0], m[1]})
	}
	f.plain(claimEmail, ClaimEmail, strings.ToLower)
	f.plain(claimLink, ClaimLink, bareLink)
	f.spokenPhones()
	digits := len(knowledge.OnlyDigits(text))
	if digits > 0 {
		f.plain(claimCode, ClaimCode, strings.TrimSpace)
		f.dates()
		if digits >= phoneDigits {
			for _, re := range claimPhone {
				f.plain(re, ClaimPhone, phoneOf)
			}
		}
		f.clocks()
	}
	f.months()
	f.clockWords()
	f.spokenTimes()
	f.days()
	f.frequencies()
	if digits > 0 {
		f.years()
		for _, re := range claimPrice {
			f.each(re, ClaimPrice, quantity)
		}
		f.each(claimNumber, ClaimNumber, quantity)
	}
	f.numbers()
	slices.SortFunc(f.found, func(a, b Claim) int { return a.Start - b.Start })
	f.ends()
	f.shareUnits()
	f.periods()
	f.yearsOf()
	return f.found
}

// finding is a text and what was found in it; what one claim has taken is no other's.
type finding struct {
	text  string
	words [][]int // where they stand
	found []Claim
	taken [][2]int
}

func (f *finding) add(c Claim) {
	first, _ := utf8.DecodeRuneInString(f.text[c.Start:])
	before, _ := utf8.DecodeLastRuneInString(f.text[:c.Start])
	if unicode.IsLetter(before) && (unicode.IsLetter(first) || unicode.IsDigit(first)) || unicode.IsDigit(before) && unicode.IsDigit(first) {
		return // the middle of a word or of a code
	}
	if slices.ContainsFunc(f.taken, func(t [2]int) bool { return c.Start < t[1] && t[0] < c.End }) {
		return
	}
	c.Text = f.text[c.Start:c.End]
	f.found, f.taken = append(f.found, c), append(f.taken, [2]int{c.Start, c.End})
}

// plain adds every match that value makes something of.
func (f *finding) plain(re *knowledge.Pattern, sort string, value func(string) string) {
	for _, m := range re.FindAllStringIndex(f.text, -1) {
		end := m[0] + len(strings.TrimRight(f.text[m[0]:m[1]], ".,;:!?*_`"))
		if v := value(f.text[m[0]:end]); v != "" {
			f.add(Claim{Sort: sort, Value: v, Start: m[0], End: end})
		}
	}
}

// each adds every match that read understands; read may shorten it.
func (f *finding) each(re *knowledge.Pattern, sort string, read func(match, *Claim) bool) {
	names := re.SubexpNames()
	for _, at := range re.FindAllStringSubmatchIndex(f.text, -1) {
		m := match{group: func(name string) (string, int) {
			for i, n := range names {
				if (n == name || strconv.Itoa(i) == name) && at[2*i] >= 0 {
					return f.text[at[2*i]:at[2*i+1]], at[2*i+1]
				}
			}
			return "", 0
		}}
		c := Claim{Sort: sort, Text: f.text[at[0]:at[1]], Start: at[0], End: at[1]}
		if read(m, &c) {
			f.add(c)
		}
	}
}

// match is one match of a pattern: its groups by name, or by number, and where they end.
type match struct {
	group func(name string) (text string, end int)
}

func (m match) text(name string) string {
	s, _ := m.group(name)
	return s
}

func bareLink(s string) string {
	s = strings.ToLower(s)
	if i := strings.Index(s, "://"); i >= 0 {
		s = s[i+3:]
	}
	return strings.TrimSuffix(strings.TrimPrefix(s, "www."), "/")
}

// phoneDigits is how many a phone number has at least.
const phoneDigits = 9

func phoneOf(s string) string {
	d := knowledge.OnlyDigits(s)
	if len(d) < phoneDigits || len(d) > 15 {
		return ""
	}
	return d
}

func quantity(m match, c *Claim) bool {
	var err error
	if c.low, err = parseAmount(m.text("lo")); err != nil {
		return false
	}
	_, c.End = m.group("lo")
	c.high = c.low
	if hi, end := m.group("hi"); hi != "" {
		if c.high, err = parseAmount(hi); err != nil {
			return false
		}
		c.low, c.high, c.End = min(c.low, c.high), max(c.low, c.high), end
	}
	c.bare = c.low
	times := 0.0
	for _, name := range []string{"u", "v"} { // "2 working days": the unit is the second word
		word, end := m.group(name)
		if name == "v" && utf8.RuneCountInString(word) == 1 { // "3 sklepy w Kijowie"
			break
		}
		if c.Sort == ClaimPrice {
			c.unit = currencies[strings.ToLower(word)]
			c.End = max(c.End, end)
			break
		}
		unit, n := unitOf(word)
		if n == 0 {
			if slices.Contains(apiece, strings.ToLower(word)) { // "289 a month" is no span of time
				break
			}
			continue
		}
		c.unit, times, c.End = unit, n, end
		break
	}
	if word, _ := m.group("u"); times == 0 && c.Sort == ClaimNumber {
		c.unit = nounOf(word)
	}
	if times != 0 {
		c.low, c.high = c.low*times, c.high*times
	}
	c.Value = c.value()
	return true
}

func (c Claim) value() string {
	s := strconv.FormatFloat(c.low, 'f', -1, 64)
	if c.high != c.low {
		s += "–" + strconv.FormatFloat(c.high, 'f', -1, 64)
	}
	return strings.TrimSpace(s + " " + c.unit)
}

// parseAmount reads a number as people write it: 1 200,50 and 1,200.50 and 1.200 are what they look like.
func parseAmount(s string) (float64, error) {
	s = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "").Replace(s)
	if i := strings.LastIndexAny(s, ".,"); i >= 0 {
		whole := strings.NewReplacer(".", "", ",", "").Replace(s[:i])
		switch {
		case len(s)-i-1 == 3 && s[0] != '0': // thousands
			s = whole + s[i+1:]
		default:
			s = whole + "." + s[i+1:]
		}
	}
	n, err := strconv.ParseFloat(s, 64)
	if err == nil && math.IsInf(n, 0) {
		err = strconv.ErrRange
	}
	return n, err
}
