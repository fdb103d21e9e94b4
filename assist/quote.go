package assist

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// An article is found as a whole; what answers stands in one of its passages, and there in some of its sentences. Which, is told by
// the words of the question that not all of the article has, by headings, and by how that looks which is asked for: hours, prices,
// how long something takes, how big it is, addresses, steps.

// interrogative are the words for how something is asked. One heading tells how to pay, another when.
var interrogative = setOf(`how when where which who why як коли де куди який яка які хто чому скільки как когда где куда какой какая какие кто почему сколько wie wann wo wohin welche wer warum jak kiedy gdzie który kto dlaczego ile`)

// What counts beside the words of a question, as much as one of them: a heading that is asked, word for word; that the search found
// a passage, and that an article begins with it: there it says what it is about.
const (
	ofHeading = 0.8
	ofHeaded  = 2.5 // of a passage whose heading has a code of the question
	ofOther   = -0.25
	ofFound   = 0.2
	ofFirst   = 0.4
	ofTold    = 1.6 // and more where something is told that happened, and nothing is asked: what to do then
	ofInstead = 1.0 // of a passage that says what to do instead of what is asked
	fewWords  = 3.0 // of a question, below which its article's beginning counts more: it is asked in general
	ofTitle   = 0.3 // of a word's weight that title and beginning have, so that all of the article is about it, or that tells the sort
)

// wanted is what a quotation has to say.
type wanted struct {
	asked string
	lang  string
	title bag
	words []term
	kinds []sort
	told  bool // in few words that something happened, and nothing is asked
}

// wantedOf is what a question wants of an article with a title and a first passage.
func wantedOf(asked, title, first, lang string) wanted {
	w := wanted{asked: asked, lang: lang, words: terms(asked, lang)}
	begins := bagOf(terms(first, lang))
	about := bagOf(slices.DeleteFunc(terms(title, lang), func(t term) bool { return begins.found(t) == 0 })) // titles name parts, too
	said := simple(asked)
	for _, s := range sorts {
		if s.asks.MatchString(said) {
			w.kinds = append(w.kinds, s)
		}
	}
	for i, t := range w.words {
		word := simple(t.Word)
		tellsSort := slices.ContainsFunc(w.kinds, func(s sort) bool { return s.asks.MatchString(word) })
		if !t.code && (tellsSort || about.found(t) > 0) {
			w.words[i].weight *= ofTitle
		}
	}
	w.title = about
	w.told = !asks(asked) && contentWords(asked) <= fewWords && slices.ContainsFunc(w.words, func(t term) bool { return happenings.MatchString(t.Word) })
	return w
}

// worth is how much of what is wanted a text says.
func (w wanted) worth(text string) float64 {
	return w.said(bagOf(terms(text, w.lang)), nil) + w.sorts(text)
}

// said is how much of the question's words stands in a text; where it is told how rare they are among the texts that it is chosen
// from, a word counts the less the more of them have it.
func (w wanted) said(words bag, rare []float64) float64 {
	sum := 0.0
	for i, t := range w.words {
		weight := t.weight
		if rare != nil {
			weight *= rare[i]
		}
		sum += weight * saysWord(words, t)
	}
	return sum
}

// ratherThan is how a text speaks of what it tells no more of, in en, uk, ru, de and pl.
var ratherThan = knowledge.MustPattern(`(?i)(?:^|[\s(])(?:instead of|rather than|замість|вместо|(?:an)?statt|anstelle|zamiast)\s+(\S+(?:\s+\S+)?)`)

// avoids tells whether a text says what to do instead of what is asked: "instead of cancelling you can pause".
func (w wanted) avoids(text string) bool {
	for _, m := range ratherThan.FindAllStringSubmatch(text, -1) {
		instead := bagOf(terms(m[1], w.lang))
		if slices.ContainsFunc(w.words, func(t term) bool { return !t.stop() && saysWord(instead, t) > 0 }) {
			return true
		}
	}
	return false
}

// sorts is what it counts that a text looks like what is asked for.
func (w wanted) sorts(text string) (sum float64) {
	for _, k := range w.kinds {
		if k.looks.MatchString(text) {
			sum += k.worth
		}
	}
	return sum
}

// looks tells whether a text looks like a sort of thing that is asked for.
func (w wanted) looks(text string) bool {
	return slices.ContainsFunc(w.kinds, func(k sort) bool { return k.looks.MatchString(text) })
}

// saysWord is how well a word stands among others; a code also where it is written with other signs: e104, E-104.
func saysWord(words bag, t term) float64 {
	if f := words.found(t); f > 0 || !t.code {
		return f
	}
	if slices.ContainsFunc(words.list, func(o term) bool { return lettersAndDigits(o.Word) == lettersAndDigits(t.Word) }) {
		return 1
	}
	return 0
}

// rarity is what each wanted word counts among some texts: in full where one of them alone has it.
func (w wanted) rarity(texts []bag) []float64 {
	n := make([]float64, len(w.words))
	for _, words := range texts {
		for i, t := range w.words {
			if saysWord(words, t) > 0 {
				n[i]++
			}
		}
	}
	for i := range n {
		n[i] = 1 / math.Sqrt(max(n[i], 1))
	}
	return n
}

// heading is how well a heading is what is asked: the share of its words that are. One that is how something else is asked is not,
// and a single word of the title tells little. One of which nothing is asked is on something else.
func (w wanted) heading(heading string) float64 {
	asked := bagOf(w.words)
	n, has, words, found := 0.0, 0.0, 0, 0
	for _, t := range terms(heading, w.lang) {
		switch {
		case interrogative[strings.ToLower(t.Word)]:
			if asked.found(t) == 0 {
				return 0
			}
			n, has = n+1, has+1
		case !t.stop():
			weight := 1.0
			if !t.code && w.title.found(t) > 0 {
				weight = ofTitle
			}
			n, has, words = n+weight, has+weight*asked.found(t), words+1
			if asked.found(t) > 0 {
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
	return slices.ContainsFunc(w.words, func(t term) bool { return t.sign() && saysWord(words, t) > 0 })
}

// replying is the passage of a hit's article that answers, and its heading. Where nothing but how it looks tells which that is, the
// article's first stands before it: a price alone may be another's than that which is asked for.
func (w wanted) replying(h knowledge.Hit, passages []knowledge.Passage) (heading, text string) {
	texts, words := make([]string, len(passages)), make([]bag, len(passages))
	for i, p := range passages {
		texts[i] = p.Heading + "\n" + p.Text
		words[i] = bagOf(terms(texts[i], h.Lang))
	}
	rare := w.rarity(words)
	best, most, plain, mostPlain := 0, math.Inf(-1), 0, math.Inf(-1)
	for i, p := range passages {
		x := w.said(words[i], rare) + ofHeading*w.heading(last(strings.Split(p.Heading, " › ")))
		if p.Text == h.Passage {
			x += ofFound
		}
		if i == 0 {
			x += ofFirst / min(1, float64(max(contentWords(w.asked), 1))/fewWords)
			if w.told {
				x += ofTold
			}
		}
		if w.headed(p.Heading) {
			x += ofHeaded
		}
		if w.avoids(p.Text) {
			x -= ofInstead
		}
		if x > mostPlain {
			plain, mostPlain = i, x
		}
		if x += w.sorts(texts[i]); x > most {
			best, most = i, x
		}
	}
	if joined := passages[0].Text + "\n\n" + passages[best].Text; best != plain && plain == 0 && utf8.RuneCountInString(joined) <= maxAnswer {
		return "", joined
	}
	return passages[best].Heading, passages[best].Text
}

func last(list []string) string { return list[len(list)-1] }

// passagesOf are the passages of a hit's article in their order; those that were found of it where no more can be read.
func passagesOf(h knowledge.Hit, articles []knowledge.Article) []knowledge.Passage {
	if i := slices.IndexFunc(articles, func(a knowledge.Article) bool { return a.ID == h.Article && a.Version == h.Version }); i >= 0 {
		if all := knowledge.Passages(articles[i].Body); len(all) > 0 {
			return all
		}
	}
	found := knowledge.Passage{Heading: h.Heading, Text: h.Passage}
	if h.Lead == "" {
		return []knowledge.Passage{found}
	}
	return []knowledge.Passage{{Text: h.Lead}, found}
}

// lettersAndDigits is a text without what numbers and addresses are written with in one way or another.
func lettersAndDigits(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || c == '@' {
			return unicode.ToLower(c)
		}
		return -1
	}, text)
}
