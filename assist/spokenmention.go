package assist

import (
	"cmp"
	"slices"
)

// mention is a project's name that was heard in a turn.
type mention struct {
	name        *spokenName
	first, last int     // words of the turn
	weight      float64 // of the words that were heard
	covered     float64 // that as a share of the name's
	own         float64 // … without kinds, articles and initials, if the name has more than these
	surprise    float64 // sounds that could hardly be anything else
	heard       float64 // what these words tell, in nats
	told        float64 // the same, less half of what the missing words would have told
}

const (
	longestGap = 2    // words between two words of a name that do not belong to it
	ofGap      = 0.15 // what such a word costs
)

// mentions are the names heard in a turn, the best of those that overlap, in the order they were said. Those that are
// as good as each other stand beside each other. Prior says how much of a project's name must be heard at least, and what
// speaks for the project before, in nats.
func (n *spokenNames) mentions(words []heardWord, prior func(project string) (least, nats float64)) []mention {
	by := map[int][]spot{}
	for _, s := range n.spots(words) {
		by[s.where.name] = append(by[s.where.name], s)
	}
	var all []mention
	for i, spots := range by {
		m, name := n.names[i].heard(clearest(spots)), &n.names[i]
		least, nats := prior(name.project)
		if m.covered >= least && m.own > 0 {
			m.name, m.told = name, m.told+nats
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b mention) int {
		return cmp.Or(cmp.Compare(b.told, a.told), cmp.Compare(b.covered, a.covered), cmp.Compare(a.name.project, b.name.project))
	})
	var kept []mention
	for _, m := range all {
		beaten := slices.ContainsFunc(kept, func(k mention) bool {
			return m.first <= k.last && k.first <= m.last && (m.told < k.told-0.5 || m.covered < k.covered-0.1 || m.name.project == k.name.project)
		})
		if !beaten {
			kept = append(kept, m)
		}
	}
	slices.SortStableFunc(kept, func(a, b mention) int { return cmp.Compare(a.first, b.first) })
	return kept
}

// clearest leaves out what several words may be together, where one of them is a word of the name by itself.
func clearest(spots []spot) []spot {
	itself := map[int]bool{}
	for _, s := range spots {
		if s.words == 1 && s.like == 1 {
			itself[s.first] = true
		}
	}
	return slices.DeleteFunc(spots, func(s spot) bool {
		for i := s.first; i < s.first+s.words && s.like < 1; i++ {
			if itself[i] {
				return true
			}
		}
		return false
	})
}

// heard finds the best way in which the name's words follow one another in what was said.
func (name *spokenName) heard(spots []spot) mention {
	slices.SortFunc(spots, func(a, b spot) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.words, b.words)) })
	type chain struct {
		weight, own, told, surprise float64
		first                       int
	}
	chains := make([]chain, len(spots))
	var best mention
	top := 0.0
	for i, s := range spots {
		var one chain
		for _, w := range name.words[s.where.word : s.where.word+s.where.words] {
			one.weight, one.told = one.weight+w.weight*s.like, one.told+w.tells*s.like*w.weight
			if w.weight == 1 || name.plain {
				one.own += w.weight
			}
		}
		first, next := s.surprise, s.surprise
		if s.ordinary {
			first, next = first*ofOrdinary, next*ofNext
		}
		chains[i] = chain{one.weight, one.own, one.told, first, s.first}
		for j, before := range spots[:i] {
			gap := s.first - before.first - before.words
			if gap < 0 || gap > longestGap || before.where.word+before.where.words > s.where.word {
				continue
			}
			c := chains[j]
			if w := c.weight + one.weight - ofGap*float64(gap); w > chains[i].weight {
				chains[i] = chain{w, c.own + one.own, c.told + one.told, c.surprise + next, c.first}
			}
		}
		if c := chains[i]; c.weight > top {
			top = c.weight
			best = mention{first: c.first, last: s.first + s.words - 1, weight: c.weight, covered: c.weight / name.weight, own: c.own, surprise: c.surprise, heard: c.told}
		}
	}
	all := 0.0
	for _, w := range name.words {
		all += w.tells * w.weight
	}
	best.told = best.heard - (all-best.heard)/2
	return best
}
