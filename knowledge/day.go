package knowledge

import (
	"context"
	"fmt"
	"time"
)

// Days are calendar days of the company's time zone, kept as 00:00 UTC. An article that is valid until a day is valid
// until midnight where the company is, be the day of 23, 24 or 25 hours. Moments are compared with days by the date
// that a clock on the company's wall shows, so whoever asks whether something is in force gives the moment in that zone.

// today is the company's day that it is, in SQL, looked up once for a whole statement.
const today = `(SELECT company_day(now()))`

// DayOf returns the calendar day of a moment in the zone that the moment is told in, as days are kept: 00:00 UTC.
func DayOf(at time.Time) time.Time {
	y, m, d := at.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// within reports whether the day of a moment is one of those between two days, which both belong to them; zero: no end.
func within(at, from, until time.Time) bool {
	if from.IsZero() && until.IsZero() {
		return true
	}
	day := DayOf(at)
	return !day.Before(from) && (until.IsZero() || !day.After(until))
}

// Zone returns the company's time zone; UTC, where none was set.
func (s *Store) Zone(ctx context.Context) (*time.Location, error) {
	var name string
	if err := s.pool.QueryRow(ctx, `SELECT company_zone()`).Scan(&name); err != nil {
		return nil, fmt.Errorf("read the company's time zone: %w", err)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("the company's time zone: %w", err)
	}
	return zone, nil
}

// today returns the company's day that it is.
func (s *Store) today(ctx context.Context) (day time.Time, err error) {
	if err = s.pool.QueryRow(ctx, `SELECT company_day(now())`).Scan(&day); err != nil {
		return day, fmt.Errorf("read what day it is: %w", err)
	}
	return day, nil
}
