package assist

import (
	"strings"
	"unicode/utf8"

	"switchboard/knowledge"
)

// periodWords are how people say for how long a price is paid, behind it, in en, de, uk, ru and pl. The names of the groups are the periods.
var periodWords = knowledge.MustPattern(`(?i)^(?:\s*/\s*|\s+(?:a|an|per|each|every|pro|im|je|на|за|у|в|na|za|w)\s+|\s+)(?:` +
	`(?P<hour>hours?|hourly|stunde|stündlich|годину|година|час|godzinę|godzina)|` +
	`(?P<day>days?|daily|tag|täglich|день|добу|сутки|щодня|ежедневно|dzień|dobę|dziennie)|` +
	`(?P<week>weeks?|weekly|woche|wöchentlich|тиждень|щотижня|неделю|еженедельно|tydzień|tygodniowo)|` +
	`(?P<month>months?|monthly|monat|monatlich|місяць|мiсяць|міс|щомісяця|месяц|мес|ежемесячно|miesiąc|mies|miesięcznie)|` +
	`(?P<year>years?|annum|annually|yearly|jahr|jährlich|рік|щороку|год|ежегодно|rok|rocznie))` + wordEnd)

// periods tells for how long the prices are paid: 12 € a month are not 12 € a year.
func (f *finding) periods() {
	names := periodWords.SubexpNames()
	for i := range f.found {
		c := &f.found[i]
		if c.Sort != ClaimPrice {
			continue
		}
		m := periodWords.FindStringSubmatchIndex(cutTo(strings.TrimPrefix(f.text[c.End:], "."), leadBytes))
		for g := 1; m != nil && g < len(names); g++ {
			if m[2*g] >= 0 {
				c.period = names[g]
			}
		}
	}
}

// otherPeriod tells whether two prices are paid for periods that differ.
func (c Claim) otherPeriod(o Claim) bool {
	return c.Sort == ClaimPrice && o.Sort == ClaimPrice && c.period != "" && o.period != "" && c.period != o.period
}

// yearsOf has the "год" behind a number that ends with one be a year, where it is Russian: "1 год", and not "21 год." for hours in Ukrainian.
func (f *finding) yearsOf() {
	for i := range f.found {
		c := &f.found[i]
		if c.Sort != ClaimNumber || c.unit != "h" || c.low != c.high || int(c.bare)%10 != 1 || int(c.bare)%100 == 11 || !strings.HasSuffix(strings.ToLower(c.Text), "год") {
			continue
		}
		next, _ := utf8.DecodeRuneInString(f.text[c.End:])
		if lang, _ := knowledge.Language(f.text, ""); next != '.' && knowledge.Base(lang) == "ru" || strings.HasPrefix(strings.ToLower(c.Text), "один") {
			c.unit, c.low, c.high = "month", 12*c.bare, 12*c.bare
			c.Value = c.value()
		}
	}
}
