package assist

import "strings"

// opposable leaves out what differs without a contradiction: numbers of nothing, and links to elsewhere.
func opposable(a, b Claim) bool {
	switch a.Sort {
	case ClaimNumber:
		return a.unit != ""
	case ClaimLink:
		return host(a.Value) == host(b.Value) || lettersOf(a.Value) == lettersOf(b.Value) || misspelt(a.Value, b.Value)
	}
	return true
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
