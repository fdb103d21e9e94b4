package editor

import "slices"

// Differences are found here by Myers' algorithm: of the libraries, sergi/go-diff works on characters and by the clock,
// so that a line comes out chopped and differently on a busy machine, and hexops/gotextdiff has stood still since 2020.

// step says what becomes of an item.
type step byte

const (
	same step = iota
	gone
	added
)

// edit is one item of a difference.
type edit[T any] struct {
	step step
	item T
}

// maxEdits bounds the work: what differs in more items than this is shown as replaced altogether.
const maxEdits = 1500

// diff leads from a to b, by the fewest edits; what goes comes before what is added.
func diff[T comparable](a, b []T) []edit[T] {
	var head, tail []edit[T]
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		head, a, b = append(head, edit[T]{same, a[0]}), a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		tail, a, b = append(tail, edit[T]{same, a[len(a)-1]}), a[:len(a)-1], b[:len(b)-1]
	}
	slices.Reverse(tail)
	return append(append(head, middle(a, b)...), tail...)
}

func middle[T comparable](a, b []T) []edit[T] {
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
	var out []edit[T]
	for _, item := range a {
		out = append(out, edit[T]{gone, item})
	}
	for _, item := range b {
		out = append(out, edit[T]{added, item})
	}
	return out
}

// walk goes back from the ends to the beginnings.
func walk[T comparable](a, b []T, trace [][]int) []edit[T] {
	var out []edit[T]
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
			out = append(out, edit[T]{same, a[x]})
		}
		if d == 0 {
			break
		}
		if before == k+1 {
			y--
			out = append(out, edit[T]{added, b[y]})
		} else {
			x--
			out = append(out, edit[T]{gone, a[x]})
		}
	}
	slices.Reverse(out)
	return tidy(out)
}

// tidy puts, in each run of changes, what goes before what is added.
func tidy[T any](edits []edit[T]) []edit[T] {
	for i := 0; i < len(edits); {
		end := i
		for end < len(edits) && edits[end].step != same {
			end++
		}
		slices.SortStableFunc(edits[i:end], func(a, b edit[T]) int { return int(a.step) - int(b.step) })
		i = end + 1
	}
	return edits
}
