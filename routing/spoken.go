package routing

import (
	"cmp"
	"slices"
)

// asSpoken brings lines in the order of their arrival into the order in which they were said on the telephone: a recogniser is done
// with one side's words later than with the other's, and a program may send them later still. begin is where in its call a line was
// said, in milliseconds; lines of which nothing tells that, nil, stay behind those after which they came. Only reading does so: what is
// delivered, dealt with and counted goes by the order of arrival. late is told each line that was said before another one that came
// sooner.
func asSpoken[T any](lines []T, begin func(*T) *float64, late func(*T)) []T {
	var out []T
	newest := 0.0
	for i := range lines {
		at := len(out)
		if said := begin(&lines[i]); said != nil {
			if *said < newest {
				at = slices.IndexFunc(out, func(other T) bool { ms := begin(&other); return ms != nil && *ms > *said })
				if late != nil {
					late(&lines[i])
				}
			}
			newest = max(newest, *said)
		}
		out = slices.Insert(out, at, lines[i])
	}
	return out
}

// begins is where in its call a line of the timeline was said; nil: it was not.
func (it *Item) begins() *float64 {
	if it.Sort != "message" {
		return nil
	}
	ms, spoken := it.Data["start_ms"].(float64)
	if !spoken {
		return nil
	}
	return &ms
}

// spokenAt is where in its call message m was said, in milliseconds, in SQL; NULL where it was written.
const spokenAt = `(m.data->>'start_ms')::float8`

// since is the place of the pending line that came first. In a call another one may have been said before it.
func (g *gathered) since() int64 {
	return slices.MinFunc(g.pending, func(a, b said) int { return cmp.Compare(a.Seq, b.Seq) }).Seq
}
