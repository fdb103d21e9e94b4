package editor

import (
	"fmt"
	"math"
	"strings"

	"switchboard/knowledge"
)

// The plot's frame, in its own units.
const (
	plotLeft, plotRight = 54.0, 546.0
	plotTop, plotBottom = 30.0, 226.0
)

// plot is a curve, ready to be drawn: answered share to the right, error upwards.
type plot struct {
	Line     string // points of a polyline; empty: nothing to draw
	Xs, Ys   []tick
	Wanted   float64 // height of the error wanted
	Now      *spot
	Chosen   *spot
	Bottom   float64
	Left     float64
	Right    float64
	WantedAt string
}

type tick struct {
	At   float64
	Word string
}

// spot is a point on the curve.
type spot struct {
	X, Y  float64
	Words string
	End   bool // its words stand to the left, or they would not fit
}

// most points of a line: more cannot be told apart.
const mostPoints = 400

func plotOf(g knowledge.Tuned) plot {
	top := scale(g)
	x := func(share float64) float64 { return plotLeft + share*(plotRight-plotLeft) }
	y := func(wrong float64) float64 { return plotBottom - min(wrong/top, 1)*(plotBottom-plotTop) }
	p := plot{Bottom: plotBottom, Left: plotLeft, Right: plotRight, Wanted: y(g.Wanted), WantedAt: share(g.Wanted)}
	for i := range 5 {
		p.Xs = append(p.Xs, tick{x(float64(i) / 4), fmt.Sprintf("%d %%", 25*i)})
		p.Ys = append(p.Ys, tick{y(top * float64(i) / 4), share(top * float64(i) / 4)})
	}
	var b strings.Builder
	step := max(1, len(g.Curve)/mostPoints)
	for i, at := range g.Curve {
		if i%step == 0 || i+1 == len(g.Curve) {
			fmt.Fprintf(&b, "%.1f,%.1f ", x(at.Answered), y(at.Wrong))
		}
	}
	p.Line = strings.TrimSpace(b.String())
	at := func(from float64, what string) *spot {
		var found *knowledge.Point
		for i := range g.Curve {
			if g.Curve[i].From >= from {
				found = &g.Curve[i]
			}
		}
		if found == nil {
			return &spot{X: x(0), Y: y(0), Words: what + ": answers nothing"}
		}
		return &spot{X: x(found.Answered), Y: y(found.Wrong), End: found.Answered > .6,
			Words: fmt.Sprintf("%s: %s answered, %s wrong", what, share(found.Answered), share(found.Wrong))}
	}
	if len(g.Curve) > 0 {
		p.Now = at(g.Now.Answer, "now")
		if g.Chosen != (knowledge.Limits{}) {
			p.Chosen = at(g.Chosen.Answer, "suggested")
		}
	}
	return p
}

// scale is the error at the top of the plot: a round number above what matters.
func scale(g knowledge.Tuned) float64 {
	most := 2 * g.Wanted
	for _, p := range g.Curve {
		if p.Count >= 10 || p.From <= g.Now.Answer {
			most = max(most, p.Wrong)
		}
	}
	for _, top := range []float64{.04, .08, .12, .2, .4, .6} {
		if most <= top {
			return top
		}
	}
	return 1
}

// share is a share in words.
func share(f float64) string {
	if tenths := math.Round(1000 * f); math.Abs(f) < .1 && math.Mod(tenths, 10) != 0 {
		return fmt.Sprintf("%.1f %%", 100*f)
	}
	return fmt.Sprintf("%.0f %%", 100*f)
}

// outcomes are the three outcomes side by side, in parts of 100.
type outcomes struct {
	Answered, Drafted, Unknown float64
	DraftAt, UnknownAt         float64
}

func outcomesOf(s knowledge.Shares) outcomes {
	return outcomes{Answered: 100 * s.Answered, Drafted: 100 * s.Drafted, Unknown: 100 * s.Unknown, DraftAt: 100 * s.Answered, UnknownAt: 100 * (s.Answered + s.Drafted)}
}
