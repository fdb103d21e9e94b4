package knowledge

import (
	"sync/atomic"
	"time"
)

// Clock tells the time where the company is. Its zone may change while the program runs: whoever tells days and times asks
// the clock each time, and keeps no zone. A nil Clock is one of UTC.
type Clock struct{ zone atomic.Pointer[time.Location] }

// NewClock returns a clock of a zone; nil is UTC.
func NewClock(zone *time.Location) *Clock {
	c := &Clock{}
	c.zone.Store(zone)
	return c
}

// Zone is the company's time zone, in which its days begin and end.
func (c *Clock) Zone() *time.Location {
	if c != nil {
		if zone := c.zone.Load(); zone != nil {
			return zone
		}
	}
	return time.UTC
}

// Name is the zone's, such as Europe/Kyiv.
func (c *Clock) Name() string { return c.Zone().String() }

// Now is the time, told there.
func (c *Clock) Now() time.Time { return time.Now().In(c.Zone()) }

// There tells a moment by the clock.
func (c *Clock) There(at time.Time) time.Time { return at.In(c.Zone()) }

// Today is the day that it is, as days are kept.
func (c *Clock) Today() time.Time { return DayOf(c.Now()) }

// Follow lets the clock go by another zone, and reports whether it went by one of another name before.
func (c *Clock) Follow(zone *time.Location) bool { return c.zone.Swap(zone).String() != zone.String() }
