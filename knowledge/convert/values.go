package convert

import (
	"fmt"
	"strings"
	"time"

	"switchboard/knowledge"
)

func slugOf(s string) string {
	if s == "" {
		return ""
	}
	return knowledge.Slug(s)
}

func list(s, separators string) (out []string) {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if w = strings.Join(strings.Fields(w), " "); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// dayForms are the ways in which days are written, some with their time.
var dayForms = []string{time.DateOnly, "02.01.2006", "2006/01/02", "2006-01-02 15:04:05", "2.1.2006", time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 -07:00",
	"January 2, 2006", "January 2, 2006 3:04 PM"}

// day reads a day as people and spreadsheets write it.
func day(field, s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	for _, form := range dayForms {
		if t, err := time.Parse(form, s); err == nil {
			return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC), nil // as it is written there, wherever that is
		}
	}
	return time.Time{}, fmt.Errorf("%s %q is not a day, for example: 2026-01-31", field, s)
}
