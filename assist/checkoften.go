package assist

import (
	"slices"
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// ClaimOften is the sort of a claim about how often something is so, or may be.
const ClaimOften = "frequency"

// often is so many times in a span, and times in so many words: once a year, 3 рази на місяць, zweimal im Jahr, raz w tygodniu.
var often = knowledge.MustPattern(`(?i)(?:(once|einmal|(?:один |jeden )?раз|raz|одноразово)|(twice|zweimal|двічі|дважды|dwukrotnie)|(thrice|dreimal|тричі|трижды)|` +
	`(\d{1,3}|\p{L}+)(?:[ \x{a0}](?:times|рази|разів|раза|раз|razy|mal)|-?mal))\s+` +
	`(?:(?:a|an|per|every|each|in a|in one|na|w|we|в|у|на|за|pro|im|am|in der|je)\s+(\p{L}+)|(daily|weekly|monthly|yearly|annually|täglich|wöchentlich|monatlich|jährlich|dziennie|tygodniowo|miesięcznie|rocznie))`)

// aYear is how many of a span a year has, by the words that unitOf does not know or takes for others.
var aYear = map[string]float64{
	"год": 1, "году": 1, "roku": 1, "quarter": 4, "quartal": 4, "квартал": 4, "кварталі": 4, "квартале": 4, "kwartał": 4, "kwartale": 4,
	"daily": 365, "täglich": 365, "dziennie": 365, "weekly": 52, "wöchentlich": 52, "tygodniowo": 52, "monthly": 12, "monatlich": 12, "miesięcznie": 12,
	"yearly": 1, "annually": 1, "jährlich": 1, "rocznie": 1,
}

// spansAYear is how many of a span a year has; 0: the word names none.
func spansAYear(word string) float64 {
	word = strings.ToLower(word)
	if n := aYear[word]; n > 0 {
		return n
	}
	switch unit, times := unitOf(word); {
	case unit == "month" && times > 0:
		return 12 / times
	case unit == "h" && times == 168:
		return 52
	case unit == "h" && times > 0:
		return 365 * 24 / times
	}
	return 0
}

// frequencies finds how often something is so.
func (f *finding) frequencies() {
	for at := 0; ; {
		m := often.FindStringSubmatchIndex(f.text[at:])
		if m == nil {
			return
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += at
			}
		}
		at = m[1]
		n := f.times(m)
		if n == 0 { // a word before "раз на рік" that is no number
			at = m[9]
			continue
		}
		if spans := spansAYear(f.group(m, 5) + f.group(m, 6)); spans > 0 && !cutsWord(f.text, m[1]) {
			c := Claim{Sort: ClaimOften, Start: m[0], End: m[1], low: n * spans, high: n * spans, bare: n}
			c.Value = strconv.FormatFloat(c.low, 'f', -1, 64) + " a year"
			f.add(c)
		}
	}
}

// times is how many times a match of often says; 0: it says none.
func (f *finding) times(m []int) float64 {
	for n := 1; n <= 3; n++ {
		if m[2*n] >= 0 {
			return float64(n)
		}
	}
	said := f.group(m, 4)
	if n, known := numberOf(said); known {
		return n
	}
	n, _ := strconv.Atoi(said) // a word is none
	return float64(n)
}

// unsaidIn tells whether a claim says how often something is so, and none of some others does: every month is in other words once a
// month.
func (c Claim) unsaidIn(others []Claim) bool {
	return c.Sort == ClaimOften && !slices.ContainsFunc(others, func(o Claim) bool { return o.Sort == ClaimOften })
}
