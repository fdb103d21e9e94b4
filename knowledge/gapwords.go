package knowledge

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// gapWord is a word of a question that nobody answered.
type gapWord struct {
	Token
	root  string  // its beginning, or the kind of what it asks
	lang  string  // Base of it
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
	for _, t := range withParts(Analyze(text, lang), lang) {
		kind := kinds[t.Word]
		w := gapWord{root: beginningOf(t.Term), Token: t, lang: Base(lang), tells: tellsNew}
		switch m, ok := MeaningOf(t.Term, lang); {
		case kind == "nothing":
			w.tells = tellsLittle
		case kind != "":
			w.root, w.tells = kindSign+kind, 1
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

// kindSign is how the root of a word begins that has a kind.
const kindSign = "? "

func (w gapWord) ofKind() bool { return strings.HasPrefix(w.root, kindSign) }

// otherKind tells whether each of two questions has words of a kind, and none that the other has: who asks what something costs does not
// cancel it.
func otherKind(a, b []gapWord) bool {
	return slices.ContainsFunc(a, gapWord.ofKind) && slices.ContainsFunc(b, gapWord.ofKind) && !slices.ContainsFunc(a, func(w gapWord) bool {
		return w.ofKind() && slices.ContainsFunc(b, func(o gapWord) bool { return o.root == w.root })
	})
}

func beginningOf(word string) string {
	letters := []rune(word)
	return string(letters[:min(len(letters), maxRoot)])
}

// withParts are the words of a text, with their parts for compounds of which it is not known what they mean.
func withParts(words []Token, lang string) (out []Token) {
	for _, t := range words {
		if _, known := MeaningOf(t.Term, lang); !known && Base(lang) == "de" {
			if first, last, ok := compound(t.Word); ok {
				out = append(out, first, last)
				continue
			}
		}
		out = append(out, t)
	}
	return out
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
		if slices.ContainsFunc(b, w.is) {
			both += gs.weigh(w)
			shared = shared || w.tells >= tellsLeast
		}
	}
	for _, w := range b {
		all += gs.weigh(w)
	}
	if all -= both; all == 0 || otherKind(a, b) {
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
	case a.is(b), slices.Contains(gs.others[a.Term], b.Term):
		return 1
	case a.known && b.known:
		return max(float64(a.With(b.Meaning)), 0)
	}
	return 0
}

// is tells whether a word is the other one, in this form or another. Not all that begins alike is: "Kinderwagen", "Kindergarten".
func (w gapWord) is(o gapWord) bool {
	if begins := beginningOf(w.Word); w.root != o.root && (begins != beginningOf(o.Word) || utf8.RuneCountInString(begins) < maxRoot) {
		return FormsOf(w.lang).Same(w.Token, o.Token)
	}
	if w.lang != "de" || w.Term == o.Term {
		return true
	}
	_, one, ok := compound(w.Word)
	_, other, both := compound(o.Word)
	return (!ok || !both || one.Term == other.Term) && !beginsCompound(w.Word, o.Word) && !beginsCompound(o.Word, w.Word)
}

// weigh is how much a word counts: the less, the more things it is asked of. Gaps whose most telling word is the same may be one that
// was split, which is to make nothing else split.
func (gs *gapGroups) weigh(w gapWord) float64 {
	among := 1 + float64(len(gs.list))/10
	return w.tells / (1 + max(float64(len(gs.having[w.key()]))-1, 0)/among)
}

// key is a word as it is counted: by its language and its beginning.
func (w gapWord) key() string { return w.lang + " " + w.root }

// mostTelling is the first of the words that tell most of a question. That it asks for a price is told of anything.
func mostTelling(words []gapWord) (most gapWord) {
	for _, w := range words {
		if w.tells > most.tells && !w.ofKind() {
			most = w
		}
	}
	return most
}
