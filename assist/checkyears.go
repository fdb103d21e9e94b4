package assist

import (
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// ClaimYear is the sort of a claim about a year, its months and days left out.
const ClaimYear = "year"

var (
	// aYearAlone is a year behind a word that says from when, until when, or when something is so.
	aYearAlone = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:in|since|until|till|from|to|through|by|before|after|during|between|and|im|ab|bis|seit|von|vor|nach|zwischen|und|у|в|во|до|з|із|від|по|с|от|після|после|між|между|і|й|та|и|w|od|do|po|przed|między|i|a|[-–—])\s*((?:19|20)\d\d)((?:[ \x{a0}](?:року|році|рік|р\.|года|году|год|г\.|roku|r\.))?)`)
)

// years finds the years that stand without a day or a month. What is counted or paid is none.
func (f *finding) years() {
	for at := 0; at < len(f.text); {
		m := aYearAlone.FindStringSubmatchIndex(f.text[at:])
		if m == nil {
			return
		}
		start, end, named := at+m[2], at+m[3], m[5] > m[4]
		until := at + m[5]
		at = end
		if !named && !f.endsHere(end) {
			continue
		}
		year, _ := strconv.ParseFloat(f.text[start:end], 64) // four digits
		f.add(Claim{Sort: ClaimYear, Value: f.text[start:end], Start: start, End: until, low: year, high: year})
	}
}

// endsHere tells whether nothing follows that a number before it may count.
func (f *finding) endsHere(at int) bool {
	rest := f.text[at:]
	word := strings.TrimLeft(rest, " \u00a0")
	switch {
	case rest == "" || strings.ContainsAny(rest[:1], ";:!?)\n\"") || word == "":
		return true
	case strings.ContainsAny(rest[:1], ".,"):
		return len(rest) == 1 || rest[1] < '0' || rest[1] > '9'
	case len(word) == len(rest):
		return strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—") || strings.HasPrefix(rest, "»") || strings.HasPrefix(rest, "”")
	}
	w := claimWord.FindString(word)
	return w != "" && strings.HasPrefix(word, w) && knowledge.StopWord(strings.ToLower(w), "")
}

// inYears is the year of a claim about a day, a month or a year; 0: it names none.
func (c Claim) inYears() float64 {
	if len(c.Value) < 4 || c.Value[0] == '-' || c.Sort != ClaimYear && c.Sort != ClaimDate && c.Sort != ClaimMonth {
		return 0
	}
	year, _ := strconv.ParseFloat(c.Value[:4], 64)
	return year
}

// otherYears tells whether a claim about a year and one about a day or a month name other years. In the same one they say nothing of
// each other.
func (c Claim) otherYears(o Claim) bool {
	return (c.Sort == ClaimYear) != (o.Sort == ClaimYear) && c.inYears() != 0 && o.inYears() != 0 && c.inYears() != o.inYears()
}

// sortedAs tells whether two claims are of one sort: a year may be read as a number, where the words around it do not tell.
func (c Claim) sortedAs(o Claim) bool {
	return c.Sort == o.Sort || c.Sort == ClaimYear && o.Sort == ClaimNumber || c.Sort == ClaimNumber && o.Sort == ClaimYear
}
