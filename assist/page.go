package assist

import (
	"switchboard/knowledge"
)

// page is what of a question stands in a hit, but for the question that the hit is known by.
type page struct {
	title bag
	has   []float64 // how well each of the question's words stands there
}

// sought are a question's words to be looked for in many texts.
type sought struct {
	bag
	as map[string][]form // what a text may have of them
}

// form is a word that a text may have for one of the question's.
type form struct {
	word int // its place
	like float64
}

func soughtOf(b bag) sought {
	s := sought{bag: b, as: make(map[string][]form, 2*len(b.list))}
	for i, t := range b.list {
		for _, words := range [][]string{b.others[t.Term], b.others[t.Word]} {
			for _, w := range words {
				s.as[w] = append(s.as[w], form{i, ofSynonym})
			}
		}
		s.as[t.Term], s.as[t.Word] = append(s.as[t.Term], form{i, 1}), append(s.as[t.Word], form{i, 1})
	}
	return s
}

// read notes which words stand among some tokens: like found, for all of them and the texts after one another.
func (s sought) read(tokens []knowledge.Token, has []float64) {
	last := -1
	for i := range tokens {
		o := &tokens[i]
		if o.Start < last {
			continue // a part of a compound
		}
		last = o.End
		s.note(o.Word, has)
		if o.Term != o.Word {
			s.note(o.Term, has)
		}
		for j := range s.list {
			if t := &s.list[j]; has[j] < ofTypo && !t.code && t.letters >= 5 && near(t.Word, o.Word) {
				has[j] = ofTypo
			}
		}
	}
}

func (s sought) note(word string, has []float64) {
	for _, f := range s.as[word] {
		has[f.word] = max(has[f.word], f.like)
	}
}

// read compares the words of the hits with the question's.
func (f *found) read(q question) {
	f.asked, f.pages = map[string]sought{}, make([]page, len(f.hits))
	for _, h := range f.hits {
		if _, ok := f.asked[h.Lang]; !ok { // a word has another stem in each language
			words := bagOf(terms(q.text, h.Lang))
			words.others = q.others
			f.asked[h.Lang] = soughtOf(words)
		}
	}
	some := func(from, to int) {
		r, _ := f.readers.Get().(*knowledge.Analyzer)
		if r == nil {
			r = &knowledge.Analyzer{}
		}
		for i, h := range f.hits[from:to] {
			f.pages[from+i] = pageOf(h, f.asked[h.Lang], r)
		}
		f.readers.Put(r)
	}
	half := knowledge.Beside(func() { some(0, len(f.hits)/2) })
	some(len(f.hits)/2, len(f.hits))
	half()
}

func pageOf(h knowledge.Hit, asked sought, r *knowledge.Analyzer) page {
	tokens := r.Analyze(h.Title, h.Lang)
	p := page{title: bag{list: appendTerms(nil, tokens), others: asked.others}, has: make([]float64, len(asked.list))}
	asked.read(tokens, p.has)
	for _, text := range []string{h.Heading, h.Name, h.Passage} {
		asked.read(r.Analyze(text, h.Lang), p.has)
	}
	return p
}
