package openai

import "testing"

// A spell in which a server was slow passes: it is sent more at once again. What it refused it is never sent again.
func TestPortionsGrowAgainAfterASlowSpell(t *testing.T) {
	t.Parallel()
	for name, refused := range map[string]bool{"slow": false, "refused": true} {
		p := newPortion()
		p.halve(64, refused)
		p.halve(32, false)
		if n := p.of(64); n != 16 {
			t.Errorf("%s: %d at once", name, n)
		}
		for range 100 {
			p.taken(p.of(64))
			p.taken(1) // the rest of a batch says nothing
		}
		if n, want := p.of(64), map[bool]int{false: 64, true: 32}[refused]; n != want {
			t.Errorf("%s: in the end %d at once, not %d", name, n, want)
		}
	}
}
