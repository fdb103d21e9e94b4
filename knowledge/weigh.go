package knowledge

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"
)

// MostADay is how much one operator teaches in a day of the company; the rest waits for an editor.
const MostADay = ofOneOperator

// Said is something that one person taught.
type Said struct {
	Text, Lang string
	At         time.Time
}

// Weigh tells what each of one person's lessons weighs on a day, beside 1 for one of that day: half is gone after half a
// year, and those that are much the same weigh together as much as the newest of them. It is how answers are remembered, and
// goes for whatever else operators teach. Every process finds the same on the same day of UTC.
func Weigh(list []Said, day time.Time) []float64 {
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	low := make([]string, len(list))
	for i, s := range list {
		low[i] = strings.ToLower(s.Text)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(list[a].Lang, list[b].Lang), cmp.Compare(low[a], low[b]), list[a].At.Compare(list[b].At))
	})
	all := make([]voice, len(list))
	for place, i := range order {
		days := math.Floor(day.UTC().Truncate(24*time.Hour).Sub(list[i].At.UTC().Truncate(24*time.Hour)).Hours() / 24)
		all[place] = voice{lang: list[i].Lang, words: low[i], person: "one", role: "operator", at: list[i].At, weight: math.Pow(0.5, max(days, 0)/halfLife)}
	}
	quieten(all, alikeGroups(all))
	out := make([]float64, len(list))
	for place, i := range order {
		if w := all[place].weight; w >= leastTaught {
			out[i] = w
		}
	}
	return out
}
