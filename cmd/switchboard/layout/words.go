package layout

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// Ago says how long before now t was, in words; later times are said too.
func Ago(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	d, format := now.Sub(t), "%s ago"
	if d < 0 {
		d, format = -d, "in %s"
	}
	switch {
	case d < 45*time.Second:
		return "now"
	case d < 90*time.Minute:
		return fmt.Sprintf(format, count(d, time.Minute, "min", "min"))
	case d < 36*time.Hour:
		return fmt.Sprintf(format, count(d, time.Hour, "hour", "hours"))
	case d < 60*24*time.Hour:
		return fmt.Sprintf(format, count(d, 24*time.Hour, "day", "days"))
	case d < 700*24*time.Hour:
		return fmt.Sprintf(format, count(d, 30*24*time.Hour, "month", "months"))
	}
	return fmt.Sprintf(format, count(d, 365*24*time.Hour, "year", "years"))
}

func count(d, unit time.Duration, one, many string) string {
	n := max(int64((d+unit/2)/unit), 1)
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Bytes says a size in words.
func Bytes(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", max(n, 0))
	case n < 1000*1000:
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	case n < 1000*1000*1000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

// Initials are one or two letters that stand for a name.
func Initials(name string) string {
	var out []rune
	for word := range strings.FieldsSeq(name) {
		for _, c := range word {
			if unicode.IsLetter(c) || unicode.IsDigit(c) {
				out = append(out, unicode.ToUpper(c))
				break
			}
		}
		if len(out) == 2 {
			break
		}
	}
	if len(out) == 0 {
		return "?"
	}
	return string(out)
}
