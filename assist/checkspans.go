package assist

import "math"

// monthHours is how long a month is, on the average.
const monthHours = 365.25 * 24 / 12

// spans tells whether a claim is a span of time.
func (c Claim) spans() bool {
	return c.Sort == ClaimNumber && (c.unit == "s" || c.unit == "h" || c.unit == "month")
}

// hours is how long a span of time lasts, or begins to.
func (c Claim) hours() float64 {
	switch c.unit {
	case "s":
		return c.low / 3600
	case "month":
		return c.low * monthHours
	}
	return c.low
}

// asLong is how much of a span of time another one may differ that is said in other units: a month is four weeks, or 30 days.
const asLong = 0.12

// lastsAsLong tells whether two spans of time in other units are the same: 90 minutes and 5400 seconds, a month and 30 days.
func (c Claim) lastsAsLong(o Claim) bool {
	return c.spans() && o.spans() && math.Abs(c.hours()-o.hours()) <= asLong*max(c.hours(), o.hours())
}

// within is how much another claim in the same unit may differ: a gigabyte is 1000 megabytes, or 1024.
func (c Claim) within(o Claim) float64 {
	if c.unit == "GB" && c.bare != o.bare {
		return 0.05 * c.high
	}
	return 0.001
}
