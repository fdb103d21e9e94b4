package local

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// word is one word of a query with the terms that stand for it, likest first.
type word struct {
	weight float32
	forms  []form
}

type form struct {
	term   uint32
	factor float32
	exact  bool
	mark   bool // worth a highlight
}

const (
	mostWords = 64 // distinct words of a query that are looked up
	mostFuzzy = 20 // of them by likeness too
	ofStop    = 0.25
	ofCode    = 2.5     // who names a number or a code means that one
	ofSimilar = 1.0 / 3 // beside the exact word
	ofTypo    = 0.8     // when there is no exact one
	ofSynonym = 0.6
)

// stemmers has a language for each way a word of the articles may have been stemmed.
var stemmers = [...]string{"en", "de", "ru", ""}

// words looks the words of a query up in the vocabulary. Which language they are in is not asked: a word stands for its
// stems in all of them.
func (c *core) words(q knowledge.Query, others map[string][]string, s *scratch) []word {
	tokens := knowledge.Analyze(q.Text, q.Lang)
	stems := make([][]knowledge.Token, 0, len(stemmers))
	for _, lang := range stemmers {
		stems = append(stems, knowledge.Analyze(q.Text, lang))
	}
	asked := chooseWords(tokens)
	out := make([]word, 0, len(asked))
	fuzzy := 0
	for _, i := range asked {
		w := word{weight: 1}
		stop := tokens[i].Stop || knowledge.StopWord(tokens[i].Word, "")
		switch {
		case stop:
			w.weight = ofStop
		case strings.ContainsFunc(tokens[i].Word, unicode.IsDigit):
			w.weight = ofCode
		}
		forms := []string{tokens[i].Term}
		for _, other := range stems {
			if !slices.Contains(forms, other[i].Term) {
				forms = append(forms, other[i].Term)
			}
		}
		for _, f := range forms {
			w.exact(c, f)
		}
		if !stop && fuzzy < mostFuzzy {
			fuzzy++
			w.similar(c, forms, s)
		}
		if !stop {
			w.synonyms(c, forms, others)
		}
		if len(w.forms) > 0 {
			out = append(out, w)
		}
	}
	return out
}

// chooseWords returns the places of the distinct words to look up: those that say something first.
func chooseWords(tokens []knowledge.Token) []int {
	seen := make(map[string]bool, len(tokens))
	var telling, stops []int
	for i, t := range tokens {
		if seen[t.Word] {
			continue
		}
		seen[t.Word] = true
		if t.Stop || knowledge.StopWord(t.Word, "") {
			stops = append(stops, i)
			continue
		}
		telling = append(telling, i)
	}
	all := append(telling, stops...)
	return all[:min(len(all), mostWords)]
}

func (w *word) exact(c *core, text string) {
	t, ok := c.dict[text]
	if ok && !slices.ContainsFunc(w.forms, func(f form) bool { return f.term == t }) {
		w.forms = append(w.forms, form{term: t, factor: 1, exact: true, mark: true})
	}
}

// similar adds the terms that are like one of the word's stems, as much as they are like the likest.
func (w *word) similar(c *core, stems []string, s *scratch) {
	factor := float32(ofSimilar)
	if len(w.forms) == 0 {
		factor = ofTypo
	}
	for _, stem := range stems {
		for _, other := range c.similar(stem, s) {
			f := form{term: other.term, factor: factor * other.like, mark: other.like >= 0.6}
			at := slices.IndexFunc(w.forms, func(g form) bool { return g.term == f.term })
			switch {
			case at < 0:
				w.forms = append(w.forms, f)
			case w.forms[at].factor < f.factor:
				w.forms[at] = f
			}
		}
	}
	slices.SortStableFunc(w.forms, func(a, b form) int { return cmp.Compare(b.factor, a.factor) })
}

// synonyms adds the terms that mean the same as one of the word's stems.
func (w *word) synonyms(c *core, stems []string, others map[string][]string) {
	for _, stem := range stems {
		for _, other := range others[stem] {
			t, ok := c.dict[other]
			if !ok {
				continue
			}
			f := form{term: t, factor: ofSynonym, mark: true}
			at := slices.IndexFunc(w.forms, func(g form) bool { return g.term == t })
			switch {
			case at < 0:
				w.forms = append(w.forms, f)
			case w.forms[at].factor < f.factor:
				w.forms[at] = f
			}
		}
	}
	slices.SortStableFunc(w.forms, func(a, b form) int { return cmp.Compare(b.factor, a.factor) })
}
