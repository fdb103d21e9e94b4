package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

const (
	ofDoing = 1.75  // how well a heading is what is asked that names what somebody wants to do
	ofOther = -0.25 // one of which nothing is asked
)

// besideOthers stands between what a title or a heading names one after the other: "move or cancel", "prices: repair, guarantee".
var besideOthers = knowledge.MustPattern(`(?i)\s*[,;:/]\s+|\s+(?:[–—&]|and|or|und|oder|sowie|та|і|й|або|чи|и|или|i|oraz|lub|albo)\s+`)

// heading is how well a heading, or one of the things that it names, is what is asked. One that the question has word for word is; one
// that names what somebody wants to do tells more.
func (w wanted) heading(heading string) float64 {
	words := terms(heading, w.lang)
	if w.phrase(words) {
		return 1
	}
	best := w.headingOf(words)
	if parts := besideOthers.Split(heading, -1); len(parts) > 1 {
		for _, part := range parts {
			best = max(best, w.headingOf(terms(part, w.lang)))
		}
	}
	if named := bagOf(words); best == 1 && slices.ContainsFunc(terms(w.doing, w.lang), func(t term) bool { return w.find(named, t) > 0 }) {
		return ofDoing
	}
	return best
}

// phrase tells whether two words or more, one that says something among them, stand in the question one after the other.
func (w wanted) phrase(words []term) bool {
	if len(words) < 2 || !slices.ContainsFunc(words, func(t term) bool { return !t.stop() }) {
		return false
	}
	for from := range max(len(w.words)-len(words)+1, 0) {
		stands := true
		for i, t := range words {
			stands = stands && w.find(bagOf(w.words[from+i:from+i+1]), t) > 0
		}
		if stands {
			return true
		}
	}
	return false
}

// headingOf is how well a heading is what is asked: the share of its words that are. One that is how something else is asked is not,
// and a single word of the title tells little. One of which nothing is asked is on something else.
func (w wanted) headingOf(heading []term) float64 {
	asked := bagOf(w.words)
	n, has, words, found := 0.0, 0.0, 0, 0
	for _, t := range heading {
		switch {
		case interrogative[strings.ToLower(t.Word)]:
			if asked.found(t) == 0 {
				return 0
			}
			n, has = n+1, has+1
		case !t.stop():
			weight := 1.0
			if !t.code && w.find(w.about, t) > 0 {
				weight = ofTitle
			}
			said := w.find(asked, t)
			n, has, words = n+weight, has+weight*said, words+1
			if said > 0 {
				found++
			}
		}
	}
	switch {
	case words > 1 && found == words:
		return 1
	case words > 0 && found == 0:
		return ofOther
	}
	return has / max(n, 1)
}

// headed tells whether a heading has a code of what is asked: what stands under it is on that alone.
func (w wanted) headed(heading string) bool {
	words := bagOf(terms(heading, w.lang))
	return slices.ContainsFunc(w.words, func(t term) bool { return t.sign() && w.find(words, t) > 0 })
}

// lastOf is the heading right above a passage.
func lastOf(p knowledge.Passage) string { return headingAs(p.Heading, false) }

// headingAs is a passage's heading, with those above it or alone.
func headingAs(heading string, whole bool) string {
	if whole {
		return heading
	}
	above := strings.Split(heading, " › ")
	return above[len(above)-1]
}
