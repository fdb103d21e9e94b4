package knowledge

import (
	"math"
	"slices"

	"github.com/cespare/xxhash/v2"
)

// Questions are much the same when their stems are as near as muchTheSame (the cosine of their sets). One person's
// newest mostVoices of a group of such questions count.
const (
	muchTheSame = 0.5
	mostVoices  = 10
)

// alikeGroups puts voices, ordered by language and words, into groups of questions that are much the same, and returns
// the group of each. The first of a group stands for it, so groups follow from what was said and not from when.
func alikeGroups(all []voice) []int {
	groups := make([]int, len(all))
	var leaders *stemSets // of the language
	from, next := 0, 0    // groups of the language begin at from
	for i, v := range all {
		if i == 0 || all[i-1].lang != v.lang {
			leaders, from = newStemSets(), next
		} else if all[i-1].words == v.words {
			groups[i] = groups[i-1]
			continue
		}
		stems := stemsOf(v.words, v.lang)
		if alike := leaders.near(stems, muchTheSame); len(alike) > 0 {
			groups[i] = from + slices.Min(alike)
			continue
		}
		leaders.add(stems)
		groups[i] = next
		next++
	}
	return groups
}

// stemsOf are the stems of a question that say something, as numbers, ascending. Where none does, all are; where there are
// none, such as in "👍", the text is one.
func stemsOf(text, lang string) []uint64 {
	tokens := Analyze(text, lang)
	var out []uint64
	for _, all := range []bool{false, true} {
		for _, t := range tokens {
			if all || !t.Stop {
				out = append(out, xxhash.Sum64String(t.Term))
			}
		}
		if len(out) > 0 {
			break
		}
	}
	if len(out) == 0 {
		return []uint64{xxhash.Sum64String(text)}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// stemSets are sets of stems, among which those near another are found without looking at each.
type stemSets struct {
	with   map[uint64][]int // the sets that have a stem
	sizes  []int
	common []int // stems of each that the one asked for has; all zero in between
}

func newStemSets() *stemSets { return &stemSets{with: map[uint64][]int{}} }

// add adds a set, whose number is how many there were before.
func (s *stemSets) add(stems []uint64) {
	for _, stem := range stems {
		s.with[stem] = append(s.with[stem], len(s.sizes))
	}
	s.sizes, s.common = append(s.sizes, len(stems)), append(s.common, 0)
}

// near returns the numbers of the sets whose cosine with one is at least so much.
func (s *stemSets) near(stems []uint64, least float64) []int {
	var met []int
	for _, stem := range stems {
		for _, n := range s.with[stem] {
			if s.common[n] == 0 {
				met = append(met, n)
			}
			s.common[n]++
		}
	}
	out := met[:0]
	for _, n := range met {
		if float64(s.common[n])/math.Sqrt(float64(len(stems)*s.sizes[n])) >= least {
			out = append(out, n)
		}
		s.common[n] = 0
	}
	return out
}

// near is the cosine of two sets.
func near(a, b []uint64) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	size := math.Sqrt(float64(len(a) * len(b)))
	common := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			common++
			a, b = a[1:], b[1:]
		}
	}
	return float64(common) / size
}

// quieten makes a person's voices on questions that are much the same weigh together as much as the loudest of them, and
// all customers' as much as they may on one question. So whoever says the same in a hundred ways has said it once.
// Editors are not quietened.
func quieten(all []voice, groups []int) {
	quietenEach(all, groups)
	quietenThem(all, groups)
}

// whose are a person's voices of a group, or some customers'.
type whose struct {
	group  int
	person string
}

// quietenEach quietens each person.
func quietenEach(all []voice, groups []int) {
	by := map[whose][]*voice{}
	for i := range all {
		if v := &all[i]; v.role != "editor" {
			k := whose{groups[i], v.person}
			by[k] = append(by[k], v)
		}
	}
	for _, list := range by {
		slices.SortStableFunc(list, func(a, b *voice) int { return b.at.Compare(a.at) })
		for _, v := range list[min(len(list), mostVoices):] {
			v.weight = 0
		}
		loudest := 0.0
		for _, v := range list {
			loudest = max(loudest, math.Abs(v.weight))
		}
		limit(list, loudest)
	}
}

// quietenThem quietens all customers together.
func quietenThem(all []voice, groups []int) {
	them := map[whose][]*voice{} // customers' voices for (+) and against (-)
	for i := range all {
		if v := &all[i]; v.role == "customer" {
			k := whose{groups[i], "-"}
			if v.weight > 0 {
				k.person = "+"
			}
			them[k] = append(them[k], v)
		}
	}
	for _, list := range them {
		limit(list, mostFromThem)
	}
}

// limit scales voices so that together they weigh at most so much.
func limit(list []*voice, most float64) {
	sum := 0.0
	for _, v := range list {
		sum += math.Abs(v.weight)
	}
	if sum <= most || sum == 0 {
		return
	}
	for _, v := range list {
		v.weight *= most / sum
	}
}
