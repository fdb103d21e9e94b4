package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

var (
	listing   = knowledge.MustPattern(`(?i)^(?:\s*[,/×x]\s*|\s*,?\s*(?:or|and|oder|und|або|чи|і|й|та|и|или|lub|i|oraz|albo)\s+)$`)
	another   = knowledge.MustPattern(`^\s*(?:[,;]|[,;]?\s(?:and|but|und|aber|а|і|й|та|и|i|oraz)\s)\s*(?:(?:und|and|а|a)\s)?(?:\p{Lu}[\p{L}\d+-]*\s){1,3}(?:[–—]\s|only\s|nur\s|лише\s|только\s|tylko\s)?$`)
	insteadOf = knowledge.MustPattern(`(?i)(?:instead of|rather than|замість|вместо|statt|anstatt|zamiast)\s+$`)
	inStreet  = knowledge.MustPattern(`(?i)(?:вул\.|вулиц\p{L}+|провул\p{L}+|просп\p{L}*\.?|площ\p{L}+|бульвар\p{L}*|ул\.|улиц\p{L}+|переул\p{L}+|ul\.|ulic\p{L}+|al\.|pl\.)\s+(?:\p{L}+ )?(\p{L}+),?\s+(?:буд\. |д\. )?$`)
	nounFirst = knowledge.MustPattern(`(?:^|[^\p{L}\d])(\p{L}{3,})[ \x{a0}]$`)
)

// maxNumbered is above every number that tells one of a few things from the others, as in port 993: larger ones are numbers
// of orders and customers.
const maxNumbered = 10000

// shareUnits gives the numbers that have no unit the one of the list that they stand in, as in 99, 179 or 289 €, of the price
// that they are instead of or that another thing has ("Basic is UAH 99, Premium 289"), or the noun before them, as in port 993.
func (f *finding) shareUnits() {
	for i := len(f.found) - 2; i >= 0; i-- {
		if a, b := &f.found[i], f.found[i+1]; f.bare(*a) && !f.bare(b) && listing.MatchString(f.text[a.End:b.Start]) {
			a.takeUnit(b)
		}
	}
	for i := 1; i < len(f.found); i++ {
		a, b := &f.found[i], f.found[i-1]
		if !f.bare(*a) {
			continue
		}
		between := f.text[b.End:a.Start]
		if listing.MatchString(between) || another.MatchString(between) || insteadOf.MatchString(between) && b.Sort == ClaimPrice && !strings.Contains(between, ". ") {
			a.takeUnit(b)
		}
	}
	for i := range f.found {
		c := &f.found[i]
		if !f.bare(*c) || c.low >= maxNumbered {
			continue
		}
		before := f.text[max(0, c.Start-90):c.Start]
		m := inStreet.FindStringSubmatch(before)
		if m == nil {
			m = nounFirst.FindStringSubmatch(before)
		}
		if m != nil {
			low := strings.ToLower(m[1])
			if noun := nounOf(m[1]); noun != "" && !knowledge.StopWord(low, "") && !slices.Contains(carried, low) {
				c.unit = "№ " + noun
			}
		}
	}
}

// bare tells whether a claim is a number without a unit.
func (f *finding) bare(c Claim) bool { return c.Sort == ClaimNumber && c.unit == "" }

// takeUnit makes of a bare number what another one is: a price, or so many of a unit.
func (c *Claim) takeUnit(of Claim) {
	if of.Sort != ClaimPrice && of.Sort != ClaimNumber || of.unit == "" || of.unit == ordinal || strings.HasPrefix(of.unit, "№") {
		return
	}
	times := 1.0
	if of.bare > 0 {
		times = of.low / of.bare
	}
	c.Sort, c.unit, c.low, c.high = of.Sort, of.unit, c.low*times, c.high*times
	c.Value = c.value()
}
