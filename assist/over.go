package assist

import (
	"slices"
	"strings"
	"time"

	"switchboard/knowledge"
)

// "From 3 to 23 August 2026 the pool is closed" is true for good, and after that no answer to who asks whether the pool is closed.

// wasSo is how somebody asks how something was, in en, uk, ru, pl and de.
var wasSo = knowledge.MustPattern(`\s(was|were|did|had|been|був|була|було|були|бул[иа]сь?|был|была|было|были|był[aoy]?|byli|war|waren|hatte|hatten|gewesen)\s`)

// isOver tells whether an article begins with a span of days, the last of which has gone by, and the question names none of its months and
// does not ask how something was.
func isOver(article knowledge.Article, asked string, at time.Time) bool {
	if wasSo.MatchString(simple(asked)) {
		return false
	}
	passages := knowledge.Passages(article.Body)
	if len(passages) == 0 {
		return false
	}
	first := sentences(passages[0].Text)
	return slices.ContainsFunc([]string{article.Title, strings.Join(first[:min(len(first), 1)], "")}, func(text string) bool { return spanOver(text, asked, at) })
}

// spanOver tells whether the days that a text names have all gone by, and none is of a month that a question names.
func spanOver(text, asked string, at time.Time) bool {
	days := slices.DeleteFunc(Claims(text), func(c Claim) bool { return c.Sort != ClaimDate })
	if len(days) < 2 {
		return false
	}
	year := ""
	for _, day := range days {
		if y, _, _ := strings.Cut(day.Value, "-"); y != "" {
			year = y
		}
	}
	for _, word := range strings.Fields(simple(asked)) {
		if m := knowledge.MonthOf(word); m != 0 && slices.ContainsFunc(days, func(c Claim) bool { n, ok := c.month(); return ok && int(n)+1 == m }) {
			return false
		}
	}
	return !slices.ContainsFunc(days, func(c Claim) bool {
		value := c.Value
		if strings.HasPrefix(value, "-") {
			value = year + value
		}
		day, err := time.Parse(time.DateOnly, value)
		return err != nil || !day.AddDate(0, 0, 1).Before(at)
	})
}
