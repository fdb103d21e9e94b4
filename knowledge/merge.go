package knowledge

import (
	"cmp"
	"slices"
	"strings"
)

// piece is a stretch of the base, from line start up to end, that one side replaced by other lines.
type piece struct {
	start, end int
	lines      []string
	other      bool // it is b's
}

// Merge puts two changes of one text together, and reports whether they keep out of each other's way: changes that touch the same lines,
// or lines side by side, are for a person to decide; but a new paragraph beside one that was changed is another one. Where they do not,
// the text has there what a says.
func Merge(base, a, b string) (merged string, clean bool) {
	lines := textLines(base)
	all := slices.Concat(pieces(base, a, false), pieces(base, b, true))
	slices.SortStableFunc(all, func(p, q piece) int { return cmp.Or(p.start-q.start, p.end-q.end) })
	clean = true
	var out []string
	at := 0
	for len(all) > 0 {
		n, last := 1, all[0]
		for n < len(all) && last.meets(all[n]) {
			if all[n].end >= last.end {
				last = all[n]
			}
			n++
		}
		met := all[:n]
		all = all[n:]
		if n == 2 && met[0].other != met[1].other && met[0].start == met[1].start && met[0].end == met[1].end && slices.Equal(met[0].lines, met[1].lines) {
			met = met[:1] // both did the same
		} else if n > 1 {
			clean = false
			met = slices.DeleteFunc(slices.Clone(met), func(p piece) bool { return p.other })
		}
		for _, p := range met {
			out = append(append(out, lines[at:p.start]...), p.lines...)
			at = p.end
		}
	}
	return strings.Join(append(out, lines[at:]...), "\n"), clean
}

// meets tells whether a later piece is no matter apart: it touches this one, and no paragraph ends between them.
func (p piece) meets(q piece) bool {
	if q.start != p.end {
		return q.start < p.end
	}
	after := q.start == q.end && len(p.lines) > 0 && q.lines[0] == ""
	before := p.start == p.end && len(q.lines) > 0 && p.lines[len(p.lines)-1] == ""
	return p.start == q.start && p.end == q.end || !after && !before
}

// pieces are what was replaced of the base.
func pieces(base, text string, other bool) []piece {
	var out []piece
	at, open := 0, false
	for _, e := range DiffLines(base, text) {
		if e.Step == DiffSame {
			at, open = at+1, false
			continue
		}
		if !open {
			out, open = append(out, piece{start: at, end: at, other: other}), true
		}
		last := &out[len(out)-1]
		if e.Step == DiffGone {
			at++
			last.end = at
		} else {
			last.lines = append(last.lines, e.Item)
		}
	}
	return out
}
