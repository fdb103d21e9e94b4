package knowledge

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// gapWord is a word of a question that nobody answered.
type gapWord struct {
	root  string  // its beginning, or the kind of what it asks
	term  string  // Token.Term
	tells float64 // how much it says of what is asked
	known bool    // what it means is
	Meaning
}

const (
	maxRoot      = 5    // how much of a word counts, in characters: delivery and deliver are one here
	tellsLittle  = 0.1  // how much a word tells that may be asked of anything
	tellsLeast   = 0.6  // how much any other does
	tellsNew     = 0.7  // and one whose meaning is not known
	tellsMuch    = 1    // from which a word names a thing
	saysTheSame  = 0.55 // how near two words are in meaning that say the same
	namesTheSame = 0.7  // and two that name the same: a violin is no guitar
)

//go:embed gapwords.txt
var gapWordsText string

// gapKinds are the kinds of words by their folded form, for each language; a word of no kind says something of its own.
var gapKinds = sync.OnceValue(func() map[string]map[string]string {
	kinds := map[string]map[string]string{}
	for line := range strings.Lines(gapWordsText) {
		head, words, _ := strings.Cut(line, ":")
		lang, kind, ok := strings.Cut(head, " ")
		if lang == "#" || !ok {
			continue
		}
		if kinds[lang] == nil {
			kinds[lang] = map[string]string{}
		}
		for _, t := range Analyze(words, lang) {
			kinds[lang][t.Word] = kind
		}
	}
	return kinds
})

// gapWords are the words of a text that say something, each root once.
func gapWords(text, lang string) (words []gapWord) {
	kinds := gapKinds()[Base(lang)]
	for _, t := range Analyze(text, lang) {
		kind := kinds[t.Word]
		root := []rune(t.Term)
		w := gapWord{root: string(root[:min(len(root), maxRoot)]), term: t.Term, tells: tellsNew}
		switch m, ok := MeaningOf(t.Term, lang); {
		case kind == "nothing":
			w.tells = tellsLittle
		case kind != "":
			w.root, w.tells = "? "+kind, 1
		case ok:
			w.tells, w.known, w.Meaning = max(tellsLeast, float64(m.Weight)), true, m
		}
		if t.Stop && (kind == "" || kind == "nothing") || slices.ContainsFunc(words, func(o gapWord) bool { return o.root == w.root }) {
			continue
		}
		words = append(words, w)
	}
	return words
}

// saysMost is how much each of two questions must say of what the other says, where one of them says all of it: "how do I reset it"
// and "I have come home and want to know how I can reset it".
const saysMost = 0.65

// likeness is the weight of the words that two questions share, of the weight of all theirs. It is enough that one of them says all
// that the other says, in its words or in others, and little more, if they share one that tells something.
func (gs *gapGroups) likeness(a, b []gapWord) float64 {
	var both, all float64
	shared := false
	for _, w := range a {
		all += gs.weigh(w)
		if slices.ContainsFunc(b, func(o gapWord) bool { return o.root == w.root }) {
			both += gs.weigh(w)
			shared = shared || w.tells >= tellsLeast
		}
	}
	for _, w := range b {
		all += gs.weigh(w)
	}
	if all -= both; all == 0 {
		return 0
	}
	like := both / all
	if !shared { // most questions by far
		return like
	}
	there, allThere := gs.said(a, b)
	back, allBack := gs.said(b, a)
	if meant := min(there, back); (allThere || allBack) && meant >= saysMost {
		return max(like, meant)
	}
	return like
}

// said is how much of what a question says another one says in its words or in others, of its weight, and whether that is all that
// tells something.
func (gs *gapGroups) said(a, b []gapWord) (share float64, whole bool) {
	var sum, all float64
	whole = true
	for _, w := range a {
		best := 0.0
		for _, o := range b {
			best = max(best, gs.same(w, o))
		}
		weight := gs.weigh(w)
		sum, all = sum+weight*best, all+weight
		whole = whole && (w.tells < tellsLeast || best >= namesTheSame || best >= saysTheSame && w.tells < tellsMuch)
	}
	return sum / all, whole
}

// same is how surely two words say the same: 0 to 1.
func (gs *gapGroups) same(a, b gapWord) float64 {
	switch {
	case a.root == b.root, slices.Contains(gs.others[a.term], b.term):
		return 1
	case a.known && b.known:
		return max(float64(a.With(b.Meaning)), 0)
	}
	return 0
}

// weigh is how much a word counts: the less, the more gaps have it.
func (gs *gapGroups) weigh(w gapWord) float64 {
	among := 1 + float64(len(gs.list))/10
	return w.tells / (1 + max(float64(gs.having[w.root])-1, 0)/among)
}
