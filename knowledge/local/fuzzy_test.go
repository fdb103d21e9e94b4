package local

import "testing"

func TestDistancesAreThoseOfTheTable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"card", "card", 0}, {"card", "cart", 1}, {"card", "crad", 1}, {"card", "cards", 1}, {"card", "car", 1}, {"card", "", 4},
		{"kitten", "sitting", 3}, {"посилка", "посика", 1}, {"посилка", "посилак", 1}, {"посилка", "осипка", 2},
		{"ca", "abc", 3}, // a swap is not edited any more
		{"internationalisierungsbeauftragter", "internationalizierungsbeauftragte", 2},
	} {
		p := patternOf([]rune(c.a))
		if got := p.distance(c.b); got != c.want {
			t.Errorf("%q and %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
