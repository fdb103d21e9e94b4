package assist

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
)

// meant finds the projects that a telephone call is about: those whose names were heard, by either side, anywhere in it.
// The recogniser bends words, so a name of several words is heard when nearly all of them were. Of several, those count
// that were heard best; among them, the one named last. In writing it returns nothing: there the question's own words tell.
func (a *Assistant) meant(ctx context.Context, d Dialogue) (named map[string]bool, only []string) {
	if !d.Call || a.projects == nil {
		return nil, nil
	}
	projects, err := a.projects(ctx)
	if err != nil {
		a.log.Warn("the projects are not known; a name in the call counts for nothing", "error", err)
		return nil, nil
	}
	type heard struct {
		key   string
		words float64 // weight of the words heard
		turn  int
	}
	var best []heard
	for turn, t := range d.Turns {
		said := bagOf(terms(t.Text, d.Lang))
		if len(said.list) == 0 {
			continue
		}
		for _, p := range projects {
			for _, name := range append([]string{p.Name}, p.Aliases...) {
				words := bagOf(terms(strings.ToLower(name), d.Lang))
				if c := words.covered(said); c >= heardFrom {
					best = append(best, heard{p.Key, c * words.weight(), turn})
				}
			}
		}
	}
	if len(best) == 0 {
		return nil, nil
	}
	top := slices.MaxFunc(best, func(x, y heard) int { return cmp.Or(cmp.Compare(x.words, y.words), cmp.Compare(x.turn, y.turn)) })
	named = map[string]bool{}
	for _, h := range best {
		if h.words >= top.words-0.2 && h.turn == top.turn {
			named[h.key] = true
		}
	}
	return named, slices.Sorted(maps.Keys(named))
}

// heardFrom is how much of a name must have been heard.
const heardFrom = 0.85

// weight is that of all words together.
func (b bag) weight() (sum float64) {
	for _, t := range b.list {
		sum += t.weight
	}
	return sum
}
