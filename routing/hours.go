package routing

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Hours are a department's working hours. A nil Hours is always open.
type Hours struct {
	Zone     string              `json:"zone"`               // IANA name, e.g. Europe/Kyiv
	Days     map[string][]string `json:"days"`               // "mon" … "sun" → "09:00-18:00", …
	Holidays []string            `json:"holidays,omitempty"` // 2026-12-25
}

var weekdays = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// Check tells what is wrong with hours that somebody typed, with an example.
func (h *Hours) Check() error {
	if h == nil {
		return nil
	}
	if _, err := time.LoadLocation(h.Zone); err != nil || h.Zone == "" {
		return fmt.Errorf("time zone %q is unknown: write for example Europe/Kyiv", h.Zone)
	}
	for day, spans := range h.Days {
		if !slices.Contains(weekdays[:], day) {
			return fmt.Errorf("day %q is unknown: write mon, tue, wed, thu, fri, sat or sun", day)
		}
		for _, s := range spans {
			if _, _, err := span(s); err != nil {
				return fmt.Errorf("%s: %w", day, err)
			}
		}
	}
	for _, d := range h.Holidays {
		if _, err := time.Parse(time.DateOnly, d); err != nil {
			return fmt.Errorf("holiday %q is no date: write for example 2026-12-25", d)
		}
	}
	return nil
}

// span reads "09:00-18:00" as minutes of the day; 24:00 is midnight at the end.
func span(s string) (from, to int, err error) {
	a, b, ok := strings.Cut(strings.TrimSpace(s), "-")
	if from, err = minute(a); ok && err == nil {
		to, err = minute(b)
	}
	if !ok || err != nil || from >= to {
		return 0, 0, fmt.Errorf("hours %q: write for example 09:00-18:00, the end after the beginning", s)
	}
	return from, to, nil
}

func minute(s string) (int, error) {
	if s = strings.TrimSpace(s); s == "24:00" {
		return 24 * 60, nil
	}
	t, err := time.Parse("15:04", s)
	return t.Hour()*60 + t.Minute(), err
}

// Open tells whether somebody works at that moment.
func (h *Hours) Open(at time.Time) bool {
	if h == nil {
		return true
	}
	at = at.In(h.location())
	if slices.Contains(h.Holidays, at.Format(time.DateOnly)) {
		return false
	}
	now := at.Hour()*60 + at.Minute()
	for _, s := range h.Days[weekdays[at.Weekday()]] {
		if from, to, err := span(s); err == nil && from <= now && now < to {
			return true
		}
	}
	return false
}

// Next is the next moment at which somebody works, at or after the given one; zero when there is none in two weeks.
func (h *Hours) Next(at time.Time) time.Time {
	if h.Open(at) {
		return at
	}
	at = at.In(h.location())
	for day := range 15 {
		d := time.Date(at.Year(), at.Month(), at.Day()+day, 0, 0, 0, 0, at.Location())
		if slices.Contains(h.Holidays, d.Format(time.DateOnly)) {
			continue
		}
		best := time.Time{}
		for _, s := range h.Days[weekdays[d.Weekday()]] {
			from, _, err := span(s)
			t := time.Date(d.Year(), d.Month(), d.Day(), from/60, from%60, 0, 0, d.Location())
			if err == nil && !t.Before(at) && (best.IsZero() || t.Before(best)) {
				best = t
			}
		}
		if !best.IsZero() {
			return best
		}
	}
	return time.Time{}
}

func (h *Hours) location() *time.Location {
	loc, err := time.LoadLocation(h.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// next is Next in words for a customer, a day and an hour with its zone; empty when there is none.
func (h *Hours) next(at time.Time, lang string) string {
	t := h.Next(at)
	if t.IsZero() {
		return ""
	}
	at = at.In(t.Location())
	var when string
	switch t.Format(time.DateOnly) {
	case at.Format(time.DateOnly):
		when = t.Format(phrase(lang, textToday))
	case at.AddDate(0, 0, 1).Format(time.DateOnly):
		when = t.Format(phrase(lang, textTomorrow))
	default:
		when = dayName(lang, t.Weekday()) + ", " + t.Format(phrase(lang, textSomeDay))
	}
	return fmt.Sprintf("%s (%s)", when, zoneName(lang, t))
}
