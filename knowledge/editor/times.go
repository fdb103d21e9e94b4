package editor

import (
	"fmt"
	"strings"
	"time"
)

// Days and times of a form are meant where the company is. A browser sends them as they were typed, without a zone.

// readDay reads a day; an empty one is none.
func readDay(s string) (time.Time, error) {
	if s = strings.TrimSpace(s); s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}, refusal{422, fmt.Sprintf("%q is not a day. Write year, month and day, for example: 2026-01-31", s)}
	}
	return t, nil
}

// readZone finds the zone that times of a form are meant in: the one that it names, or else the company's.
func readZone(name string, company *time.Location) (*time.Location, error) {
	if name = strings.TrimSpace(name); name == "" {
		return company, nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil || len(name) > 64 || name == "Local" {
		return nil, refusal{422, fmt.Sprintf("%q is not a time zone. Write one as in Europe/Kyiv, or UTC.", name)}
	}
	return zone, nil
}

// clocks are how a day with a time is written, as browsers send it or by hand.
var clocks = [...]string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04"}

// readTime reads a day with a time, as the clocks of a zone show it; an empty one is none. What they show twice, when they
// are put back, is the first of the two. What they never show, when they are put forward, is refused.
func readTime(s string, zone *time.Location) (time.Time, error) {
	if s = strings.TrimSpace(s); s == "" {
		return time.Time{}, nil
	}
	for _, clock := range clocks {
		wall, err := time.Parse(clock, s)
		if err != nil {
			continue
		}
		_, before := wall.AddDate(0, 0, -1).In(zone).Zone() // clocks are not put on twice in two days
		_, after := wall.AddDate(0, 0, 1).In(zone).Zone()
		shows := func(t time.Time) bool { return t.Format(clock) == wall.Format(clock) }
		first := wall.Add(-time.Duration(before) * time.Second).In(zone)
		if shows(first) {
			return first, nil
		}
		if later := wall.Add(-time.Duration(after) * time.Second).In(zone); shows(later) {
			return later, nil
		}
		moved, _ := first.ZoneBounds()
		return time.Time{}, refusal{422, fmt.Sprintf("%s does not exist in %s: the clocks are put forward then, from %s to %s. For example: %s", wall.Format("2006-01-02 15:04"),
			zone, moved.In(time.FixedZone("", before)).Format("15:04"), moved.Format("15:04"), moved.Format("2006-01-02 15:04"))}
	}
	return time.Time{}, refusal{422, fmt.Sprintf("%q is not a time. Write day and time, for example: 2026-01-31 09:30", s)}
}
