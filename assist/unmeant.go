package assist

import (
	"math"

	"switchboard/knowledge"
)

// tellUnmeant tells of how much of the question it is not known what it means: of "як до вас доїхати трамваєм" the table may have no
// word but "вас", which no article is about. As far as that is so, the article that is nearest in meaning is taken to be as near as
// usual. All come nearer by as much, so that none comes before another.
func tellUnmeant(q question, f found, list []evidence) {
	share, nearest := unmeant(terms(q.text, f.lang), f.lang), math.Inf(-1)
	for _, e := range list {
		if e.about != 0 {
			nearest = max(nearest, e.about)
		}
	}
	for i := range list {
		e := &list[i]
		if e.unmeant = share; e.about != 0 {
			e.about += share * max(-nearest, 0)
		}
	}
}

// unmeant is the share of words' weight of which it is not known what they mean.
func unmeant(words []term, lang string) float64 {
	var sum, not float64
	for _, t := range words {
		if t.stop() {
			continue
		}
		sum += t.weight
		if _, ok := knowledge.MeaningOf(t.Term, lang); !ok {
			not += t.weight
		}
	}
	return not / max(sum, 1)
}
