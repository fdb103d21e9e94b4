package helpcentre

import (
	"slices"

	"switchboard/knowledge"
)

// The part of the best hit's score that another one has at least. An index finds what is spelled alike or means the same too: that
// mends a typo where nothing has the words, and buries what has them.
const (
	leastScore = 0.2
	leastOther = 0.5 // of one that has none of the words, where another has all of them
)

// withoutFiller is what was found without what only comes near the words. A hit that has them all always stays.
func withoutFiller(hits []knowledge.Hit, q, lang string) []knowledge.Hit {
	sought := slices.DeleteFunc(knowledge.Analyze(q, lang), func(t knowledge.Token) bool { return t.Stop })
	has := make(map[int64]int, len(hits)) // how many of the words an article has
	best, exact := 0.0, false
	for _, h := range hits {
		has[h.Article] = wordsIn(h, sought)
		best, exact = max(best, h.Score), exact || len(sought) > 0 && has[h.Article] == len(sought)
	}
	return slices.DeleteFunc(hits, func(h knowledge.Hit) bool {
		least := leastScore
		switch n := has[h.Article]; {
		case n == len(sought) && n > 0:
			return false
		case n == 0 && exact:
			least = leastOther
		}
		return h.Score < least*best
	})
}

// wordsIn is how many of the words that were sought a hit has, in any of their forms.
func wordsIn(h knowledge.Hit, sought []knowledge.Token) (n int) {
	there := map[string]bool{}
	for _, t := range knowledge.Analyze(h.Title+"\n"+h.Heading+"\n"+h.Passage+"\n"+h.Question, h.Lang) {
		there[t.Term] = true
	}
	for _, t := range sought {
		if there[t.Term] {
			n++
		}
	}
	return n
}
