package routing

import (
	"cmp"
	"slices"
)

// asSpoken brings lines in the order of their arrival into the order in which they were said on the telephone: a recogniser is done
// with one side's words later than with the other's, and a program may send them later still. begin tells where in its call a line
// was said, in milliseconds; other lines stay behind those after which they came. Only reading does so: what is delivered, dealt with and
// counted goes by the order of arrival. late is told each line that others stand before which were said after it.
func asSpoken[T any](lines []T, begin func(*T) (ms float64, spoken bool), late func(*T)) []T {
	var out []T
	newest := 0.0
	for i := range lines {
		said, spoken := begin(&lines[i])
		at := len(out)
		if spoken && said < newest {
			at = slices.IndexFunc(out, func(other T) bool { ms, spoken := begin(&other); return spoken && ms > said })
			if late != nil {
				late(&lines[i])
			}
		}
		newest = max(newest, said)
		out = slices.Insert(out, at, lines[i])
	}
	return out
}

// begins tells where in its call a line of the timeline was said.
func (it *Item) begins() (ms float64, spoken bool) {
	if it.Sort != "message" || it.Kind != "speech" && it.Data["start_ms"] == nil {
		return 0, false
	}
	ms, spoken = it.Data["start_ms"].(float64)
	return ms, spoken
}

// spokenAt is where in its call message m was said, in milliseconds, in SQL; NULL where it was written.
const spokenAt = `(m.data->>'start_ms')::float8`

// spokenFrom tells asSpoken what spokenAt has read.
func spokenFrom(ms *float64) (float64, bool) {
	if ms == nil {
		return 0, false
	}
	return *ms, true
}

// since is the place of the pending line that came first. In a call another one may have been said before it.
func (g *gathered) since() int64 {
	return slices.MinFunc(g.pending, func(a, b said) int { return cmp.Compare(a.Seq, b.Seq) }).Seq
}
