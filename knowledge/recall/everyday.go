package recall

import (
	"cmp"
	_ "embed"
	"strings"
	"sync"
)

// People ask a company's assistant what they ask anybody: what the capital of Australia is, whether it sleeps, how to boil an
// egg. No article answers that, and none should seem to because of the words "how do I". Some hundreds of such questions stand
// beside those of the company, meant for no article. The estimate for none is fitted when those for the articles are there, and
// leaves them as they are.

// everydayTexts are such questions, one a line, written for this: in English first, then in the language that "= uk" names.
//
//go:embed everyday.txt
var everydayTexts string

const (
	everydayNear = 10  // of them, the nearest in meaning, that are compared closely
	ofStraySense = 0.7 // what meaning counts in a likeness to them in other languages than English, the rest is words and letters
	asMany       = 150 // there are of them in such a language: the likeliest of so many is likelier by chance than that of a few
	asOurs       = 0.8 // likeness to one of the company's questions from which an everyday one is asked in earnest: it counts for nothing
)

// everyday are those questions taken apart. Only the English ones are also compared by what they mean.
var everyday = sync.OnceValue(func() (list []question) {
	lang := english
	for line := range strings.Lines(everydayTexts) {
		text := strings.TrimSpace(line)
		if next, ok := strings.CutPrefix(text, "= "); ok {
			lang = next
		} else if text != "" && text[0] != '#' {
			list = append(list, question{features: featuresOf(text, lang), sense: senseOf(text, lang), text: text, weights: weights{1, 1}})
		}
	}
	return list
})

// addEveryday remembers the everyday questions, which are counted nowhere and found by no word. They come first.
func (c *core) addEveryday() {
	for _, q := range everyday() {
		c.examples = append(c.examples, example{features: q.features, text: q.text})
		c.marks = append(c.marks, mark{0, q.weights, q.length()})
		c.orders = append(c.orders, orderOf(0, q.text))
		c.senses = append(c.senses, q.sense)
	}
	c.articles = append(c.articles, article{}) // none, which they are meant for
}

// nearEveryday are the everyday questions that are nearest in meaning to one in their language.
func (c *core) nearEveryday(meant *sense) (list []near) {
	if !meant.known() || c.live == 0 {
		return nil
	}
	order := func(a, b afar) int { return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(a.of, b.of)) }
	top := make([]afar, 0, everydayNear+1)
	for i := range uint32(len(everyday())) {
		if c.senses[i].lang == meant.lang {
			top = kept(top, afar{i, meant.dot(&c.senses[i])}, everydayNear, order)
		}
	}
	for _, a := range top {
		list = append(list, near{example: a.of})
	}
	return list
}

// inEarnest tells whether an everyday question is about one of the company's own, among those that are compared.
func (c *core) inEarnest(i int, list []near, kernels []float64) bool {
	least := kernel(asOurs)
	for j := range list {
		if c.marks[list[j].example].article != 0 && kernels[max(i, j)*len(list)+min(i, j)] >= least {
			return true
		}
	}
	return false
}

// stray is how much likelier a question that is not English is to one that people ask anybody than to any of the company's. Words
// and letters alone, which it is compared by else, tell little of that: "how old are you" has those of "how old is the guarantee". The fewer
// of the company's are known, titles among them, the less it tells: a new company has six titles, and no question is like one.
func (c *core) stray(r *recollection, list []near) float64 {
	if !r.meant.known() || r.meant.english() {
		return 0
	}
	everyday, ours := 0.0, 0.0
	for i := range list {
		n := &list[i]
		like := (1-ofStraySense)*n.spelt + ofStraySense*r.meant.with(&c.senses[n.example])
		switch m := c.marks[n.example]; {
		case m.article == 0:
			everyday = max(everyday, like)
		case m.weights[anybody] > 0:
			ours = max(ours, like)
		}
	}
	for i := range r.list { // in other languages
		ours = max(ours, r.list[i].Meaning)
	}
	return max(everyday-ours, 0) * min(float64(c.live)/asMany, 1)
}
