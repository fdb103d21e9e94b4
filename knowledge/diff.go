package knowledge

import (
	"slices"
	"strings"
)

// Differences are found here by Myers' algorithm: of the libraries, sergi/go-diff works on characters and by the clock,
// so that a line comes out chopped and differently on a busy machine, and hexops/gotextdiff has stood still since 2020.

// DiffStep says what becomes of an item.
type DiffStep byte

// What becomes of items.
const (
	DiffSame DiffStep = iota
	DiffGone
	DiffAdded
)

// DiffItem is one item of a difference.
type DiffItem[T any] struct {
	Step DiffStep
	Item T
}

// maxEdits bounds the work: what differs in more items than this is shown as replaced altogether.
const maxEdits = 1500

// Diff leads from a to b, by the fewest edits; what goes comes before what is added.
func Diff[T comparable](a, b []T) []DiffItem[T] {
	var head, tail []DiffItem[T]
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		head, a, b = append(head, DiffItem[T]{DiffSame, a[0]}), a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		tail, a, b = append(tail, DiffItem[T]{DiffSame, a[len(a)-1]}), a[:len(a)-1], b[:len(b)-1]
	}
	slices.Reverse(tail)
	return append(append(head, middle(a, b)...), tail...)
}

// DiffLines is Diff of the lines of two texts. No text has no lines.
func DiffLines(a, b string) []DiffItem[string] { return Diff(textLines(a), textLines(b)) }

func textLines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

func middle[T comparable](a, b []T) []DiffItem[T] {
	limit := min(len(a)+len(b), maxEdits)
	reach := make([]int, 2*limit+2) // how far of a is done on each diagonal
	var trace [][]int
	for d := 0; d <= limit; d++ {
		trace = append(trace, slices.Clone(reach[max(limit-d, 0):limit+d+2]))
		for k := -d; k <= d; k += 2 {
			var x int
			if k == -d || k != d && reach[limit+k-1] < reach[limit+k+1] {
				x = reach[limit+k+1]
			} else {
				x = reach[limit+k-1] + 1
			}
			for x < len(a) && x-k < len(b) && x-k >= 0 && a[x] == b[x-k] {
				x++
			}
			reach[limit+k] = x
			if x >= len(a) && x-k >= len(b) {
				return walk(a, b, trace)
			}
		}
	}
	var out []DiffItem[T]
	for _, item := range a {
		out = append(out, DiffItem[T]{DiffGone, item})
	}
	for _, item := range b {
		out = append(out, DiffItem[T]{DiffAdded, item})
	}
	return out
}

// walk goes back from the ends to the beginnings.
func walk[T comparable](a, b []T, trace [][]int) []DiffItem[T] {
	var out []DiffItem[T]
	x, y := len(a), len(b)
	for d := len(trace) - 1; d >= 0; d-- {
		reach, k := func(k int) int { return trace[d][k+d] }, x-y
		before := k - 1
		if k == -d || k != d && reach(k-1) < reach(k+1) {
			before = k + 1
		}
		fromX := 0
		if d > 0 {
			fromX = reach(before)
		}
		fromY := fromX - before
		for x > 0 && y > 0 && (d == 0 || x > fromX && y > fromY) {
			x, y = x-1, y-1
			out = append(out, DiffItem[T]{DiffSame, a[x]})
		}
		if d == 0 {
			break
		}
		if before == k+1 {
			y--
			out = append(out, DiffItem[T]{DiffAdded, b[y]})
		} else {
			x--
			out = append(out, DiffItem[T]{DiffGone, a[x]})
		}
	}
	slices.Reverse(out)
	return tidy(out)
}

// tidy puts, in each run of changes, what goes before what is added.
func tidy[T any](edits []DiffItem[T]) []DiffItem[T] {
	for i := 0; i < len(edits); {
		end := i
		for end < len(edits) && edits[end].Step != DiffSame {
			end++
		}
		slices.SortStableFunc(edits[i:end], func(a, b DiffItem[T]) int { return int(a.Step) - int(b.Step) })
		i = end + 1
	}
	return edits
}
