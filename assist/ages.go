package assist

import (
	"slices"
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// A table that has a group for each age from 4 to 14 has none for a baby of three months, nor for who is 15.

var (
	// ageAsked finds an age in a question, inMonths tells whether it is one in months, ofAge whether a column is of ages. All are in en, uk, ru,
	// pl and de, as simple makes them; ageSpan finds the years of a group.
	ageAsked = knowledge.MustPattern(`\s(\d{1,2}) ((?:months?|years?|yrs?) old|(?:місяц|місячн|рок|рік|річн|месяц|месячн|лет|год|летн|miesi|lat|letni|rok|roczn|monat|jahr|jährig)\S*)\s`)
	inMonths = knowledge.MustPattern(`^(?:month|міся|меся|miesi|monat)`)
	ofAge    = knowledge.MustPattern(`^\s(?:ages?|вік|возраст|wiek|alter)\s`)
	ageSpan  = knowledge.MustPattern(`^(\d{1,2})\s?[–—-]\s?(\d{1,2})$`)
)

// isOfNoAge tells whether a question names an age, and a table of an article has a column of ages of which none holds it.
func isOfNoAge(article knowledge.Article, asked string) bool {
	m := ageAsked.FindStringSubmatch(simple(asked))
	if m == nil {
		return false
	}
	age, _ := strconv.ParseFloat(m[1], 64)
	if inMonths.MatchString(m[2]) {
		age /= 12
	}
	return slices.ContainsFunc(knowledge.WholePassages(article.Body), func(p knowledge.Passage) bool {
		return slices.ContainsFunc(listsOf(unitsOf(p.Text)), func(list []unit) bool { return holdsNone(agesOf(list), age) })
	})
}

// agesOf are the ages that the rows of a table are for; none: it does not say.
func agesOf(list []unit) (ages []string) {
	if list[0].row == nil {
		return nil
	}
	column := slices.IndexFunc(list[0].row.heads, func(head string) bool { return ofAge.MatchString(simple(head)) })
	for _, u := range list {
		switch {
		case ofAge.MatchString(simple(u.row.on)):
			ages = append(ages, u.row.label)
		case column >= 0 && column < len(u.row.cells):
			ages = append(ages, u.row.cells[column])
		}
	}
	return ages
}

// holdsNone tells whether an age lies in none of some spans of years, if all of them are such: a span goes to the end of its last year.
func holdsNone(spans []string, age float64) bool {
	for _, span := range spans {
		m := ageSpan.FindStringSubmatch(strings.TrimSpace(span))
		if m == nil {
			return false
		}
		from, _ := strconv.ParseFloat(m[1], 64)
		to, _ := strconv.ParseFloat(m[2], 64)
		if from <= age && age < to+1 {
			return false
		}
	}
	return len(spans) > 0
}
