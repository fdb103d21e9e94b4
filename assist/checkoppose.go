package assist

import (
	"math/bits"
	"strings"
)

// clearly is how near of what contradicts a fact is nearer than anything that says the same.
const clearly = 0.8

// contradicted finds the fact of the same subject that says otherwise, unless one as near says the same.
func (f fact) contradicted(facts []fact) (best fact, ok bool) {
	agreed, found := -1.0, 0.0
	alsoSaid, onItsDays := map[string]bool{}, map[string]bool{} // sentences that say what the fact says, and of the very days
	for _, g := range facts {
		if !f.claim.comparable(g.claim) {
			continue
		}
		near := f.near(g)
		if near == 0 && (f.claim.Sort == ClaimLink && misspelt(f.claim.Value, g.claim.Value) || misdialled(f.claim, g.claim)) {
			near = 1
		}
		switch {
		case f.agrees(g):
			agreed = max(agreed, near)
			alsoSaid[g.sentence] = alsoSaid[g.sentence] || !f.anotherCode(g)
			onItsDays[g.sentence] = onItsDays[g.sentence] || f.days != 0 && f.days == g.days
		case g.foreign:
		case near > found && f.opposes(g):
			best, found = g, near
		case near == found && ok && f.likelier(g, best) && f.opposes(g):
			best = g
		}
		ok = found > 0
	}
	if len(f.clause) == 0 && alsoSaid[best.sentence] || onItsDays[best.sentence] { // its own part of the sentence does not tell which is meant, or its days do
		return best, false
	}
	return best, ok && agreed < clearly*found
}

// comparable tells whether two claims are of one sort and unit, or of units that can be compared.
func (c Claim) comparable(o Claim) bool {
	if c.Sort != o.Sort {
		return c.Sort == ClaimMonth && o.Sort == ClaimDate || c.otherYears(o)
	}
	return c.unit == o.unit || c.sameInOther(o) || c.spans() && o.spans()
}

// likelier tells whether of two facts of one sentence that say otherwise a fact is meant to be the first one.
func (f fact) likelier(g, best fact) bool {
	if g.sentence != best.sentence || g.claim.end == f.claim.end && best.claim.end != f.claim.end {
		return g.sentence == best.sentence
	}
	return g.nth == f.nth && best.nth != f.nth && (best.claim.end != f.claim.end || f.claim.end == unknownEnd)
}

// agrees tells whether a fact says what another one says: the same value, or one within its range.
func (f fact) agrees(g fact) bool {
	c, with := f.claim, g.claim
	if c.otherYears(with) {
		return false
	}
	switch c.Sort {
	case ClaimYear:
		return c.Value == with.Value && !c.otherEnd(with) || c.end == unknownEnd && with.low != with.high && with.holds(c.low)
	case ClaimMonth:
		return c.agreesInMonth(with)
	case ClaimDate:
		return strings.HasSuffix(c.Value, with.Value) || strings.HasSuffix(with.Value, c.Value) ||
			c.end == unknownEnd && with.low != with.high && (c.Value[0] == '-' || with.Value[0] == '-' || c.Value[:4] == with.Value[:4]) && with.holds(inYear(c.Value))
	case ClaimTime:
		return f.agreesInTime(g)
	case ClaimDay:
		return f.agreesInDays(g)
	case ClaimPrice, ClaimNumber:
		if f.turnsLimit(g) || c.otherPeriod(with) {
			return false
		}
		if c.low < c.high && with.low < with.high {
			return c.Value == with.Value
		}
		if c.unit != with.unit {
			return c.lastsAsLong(with)
		}
		return c.low >= with.low-with.within(c) && c.high <= with.high+with.within(c)
	}
	return c.says(with)
}

// agreesInDays tells whether the days are the same ones, or one or two among those; three are meant to be all.
func (f fact) agreesInDays(g fact) bool {
	mine := f.claim.days
	switch {
	case f.closed != g.closed:
		return f.closed && mine&g.days == 0
	case bits.OnesCount8(uint8(mine)) < 3:
		return mine&^g.days == 0
	}
	return mine == g.claim.days || mine == g.days
}

// arranged is how long the hours for one customer are at most, in minutes: a courier comes between 10 and 12.
const arranged = 4 * 60

// agreesInTime tells whether a time of day is the same, for all the days that it is said of, or within the hours. Within hours is
// what is arranged for one day, and a time that begins and ends nothing.
func (f fact) agreesInTime(g fact) bool {
	c, with := f.claim, g.claim
	if c.Value == roundTheClock || with.Value == roundTheClock {
		return c.Value == with.Value
	}
	oneOf := f.days != 0 && f.days&^g.days == 0 && f.days != g.days && c.low != with.low && c.high != with.high && c.high-c.low <= arranged
	switch {
	case f.days != 0 && g.days != 0 && f.days&^g.days != 0, f.days != 0 && f.days&^g.except == 0:
		return false
	case c.Value == with.Value || c.Value == "24:00" && with.Value == "00:00" || c.Value == "00:00" && with.Value == "24:00":
		return !c.otherEnd(with)
	case c.low == c.high:
		return (f.today || c.end == unknownEnd) && with.holds(c.low)
	}
	return (f.today || oneOf) && with.holds(c.low) && with.holds(c.high)
}

// holds tells whether a time is within the hours of which a claim is one end; they may go on after midnight.
func (c Claim) holds(at float64) bool {
	if c.low <= c.high {
		return c.low < c.high && c.low <= at && at <= c.high
	}
	return at >= c.low || at <= c.high
}

// opposes leaves out what differs without a contradiction: numbers of nothing, links to elsewhere, the beginning and the end of
// something, and other days.
func (f fact) opposes(g fact) bool {
	a, b := f.claim, g.claim
	switch {
	case a.otherYears(b):
		return a.end != unknownEnd && a.end == b.end
	case f.turnsLimit(g):
		return true
	case a.otherPeriod(b):
		return a.Value == b.Value
	}
	switch a.Sort {
	case ClaimYear:
		return a.end == b.end
	case ClaimNumber:
		if a.unit != b.unit && a.end != b.end {
			return false
		}
		return a.unit != "" && a.end != total && sameScale(a, b) && (a.end == difference) == (b.end == difference) && !a.otherEnd(b)
	case ClaimPrice:
		return a.end != total && (a.end == difference) == (b.end == difference) && (a.end == fromEnd) == (b.end == fromEnd) && a.beyond == b.beyond
	case ClaimLink:
		return host(a.Value) == host(b.Value) || lettersOf(a.Value) == lettersOf(b.Value) || misspelt(a.Value, b.Value)
	case ClaimMonth:
		return a.opposesMonth(b)
	case ClaimDate:
		return !a.otherEnd(b)
	case ClaimTime:
		if f.days != 0 && g.days != 0 && f.days&g.days == 0 || a.otherEnd(b) {
			return false
		}
		return a.Value != b.Value && (a.Value != roundTheClock && b.Value != roundTheClock || a.low < a.high && b.low < b.high)
	case ClaimDay:
		return f.closed == g.closed || a.days&g.days != 0
	}
	return true
}

// sameScale tells whether of two spans of time none is out of all proportion to the other: 800 minutes of calls are not 28 days.
func sameScale(a, b Claim) bool {
	return !a.spans() || a.bare == b.bare || max(a.hours(), b.hours()) <= 40*min(a.hours(), b.hours())
}

// otherEnd tells whether one of two claims is the beginning of something and the other one its end.
func (c Claim) otherEnd(o Claim) bool {
	return c.end != o.end && c.end != unknownEnd && o.end != unknownEnd
}

// sameInOther tells whether two claims are the same number of something else: 20 dollars and 20 euros, 28 days and 28 months.
// Other numbers of other units may well be the same.
func (c Claim) sameInOther(o Claim) bool {
	return c.bare == o.bare && c.bare > 0 && c.unit != "" && o.unit != "" && (c.Sort == ClaimPrice || measured(c.unit) && measured(o.unit))
}

// lettersOf is a link without its digits: ns1 and ns2 of one domain are to be told apart, two sites of it are not.
func lettersOf(link string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return -1
		}
		return c
	}, link)
}

func host(link string) string {
	h, _, _ := strings.Cut(link, "/")
	return h
}

const misspeltFrom = 8 // bytes of a host, from which one letter is a mistake and not another host

// misspelt tells whether a link's host is another one but for a letter, or for its last part: lumen.com for lumen.example.
func misspelt(a, b string) bool {
	x, y := host(a), host(b)
	if x == y || min(len(x), len(y)) < misspeltFrom {
		return false
	}
	if i, j := strings.LastIndexByte(x, '.'), strings.LastIndexByte(y, '.'); i > 3 && i == j && x[:i] == y[:j] {
		return true
	}
	return lettersOf(x) != lettersOf(y) && oneApart(x, y)
}

// oneApart tells whether two words differ by one letter: another, one more, or two that changed places.
func oneApart(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	case 1:
		return a[i:] == b[i+1:]
	}
	return false
}
