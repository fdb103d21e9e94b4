package main

import "testing"

func TestAShareIsANumberOrAPercentage(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{"0.02": .02, "2%": .02, "2 %": .02, "0,02": .02, "2.5%": .025, "0": 0, "1": 0, "2": 0, "100%": 0, "-1%": 0, "NaN": 0, "much": 0, "%": 0, "": 0} {
		var p portion
		if err := p.Set(text); float64(p) != want || (err == nil) != (want > 0) {
			t.Errorf("%q is %v, %v", text, p, err)
		}
	}
}
