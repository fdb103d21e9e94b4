package knowledge

import (
	"strings"
	"time"
	"unicode/utf8"
)

// MaxQuery is how much of Query.Text an index reads, in bytes.
const MaxQuery = 4 << 10

// Normal returns the query with its defaults filled in and its text cut to MaxQuery of valid UTF-8. Every Index begins
// with it.
func (q Query) Normal() Query {
	if len(q.Text) > MaxQuery {
		end := MaxQuery
		for end > MaxQuery-utf8.UTFMax && !utf8.RuneStart(q.Text[end]) {
			end--
		}
		q.Text = q.Text[:end]
	}
	q.Text = strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(q.Text, "\x00", " "), " "))
	if q.At.IsZero() {
		q.At = time.Now()
	}
	if q.Limit <= 0 {
		q.Limit = 10
	}
	q.Limit = min(q.Limit, 100)
	return q
}

// Valid reports whether the article is in force on the day of a moment, which is told in the company's time zone.
func (a *Article) Valid(at time.Time) bool { return within(at, a.ValidFrom, a.ValidUntil) }

// Speaks reports how well an article's language meets the one wanted: 2 for the same tag, 1 for the same primary
// language, 0 for another one.
func Speaks(lang, wanted string) int {
	switch {
	case wanted == "":
		return 0
	case strings.EqualFold(lang, wanted):
		return 2
	case Base(lang) == Base(wanted):
		return 1
	}
	return 0
}
