package editor

import (
	"slices"
	"strings"
)

// piece is a stretch of the base, from line start up to end, that one side replaced by other lines.
type piece struct {
	start, end int
	lines      []string
}

// merge puts two changes of one text together, and reports whether they keep out of each other's way: changes that
// touch the same lines, or lines side by side, are for a person to decide.
func merge(base, a, b string) (merged string, clean bool) {
	lines := split(base)
	mine, theirs := pieces(lines, split(a)), pieces(lines, split(b))
	all := slices.Concat(mine, theirs)
	slices.SortStableFunc(all, func(p, q piece) int { return p.start - q.start })
	var out []string
	at := 0
	for i, p := range all {
		if i > 0 {
			last := all[i-1]
			if p.start == last.start && p.end == last.end && slices.Equal(p.lines, last.lines) {
				continue // both did the same
			}
			if p.start <= last.end {
				return "", false
			}
		}
		out = append(append(out, lines[at:p.start]...), p.lines...)
		at = p.end
	}
	return strings.Join(append(out, lines[at:]...), "\n"), true
}

// pieces are what was replaced of the base.
func pieces(base, text []string) []piece {
	var out []piece
	at, open := 0, false
	for _, e := range diff(base, text) {
		if e.step == same {
			at, open = at+1, false
			continue
		}
		if !open {
			out, open = append(out, piece{start: at, end: at}), true
		}
		last := &out[len(out)-1]
		if e.step == gone {
			at++
			last.end = at
		} else {
			last.lines = append(last.lines, e.item)
		}
	}
	return out
}
