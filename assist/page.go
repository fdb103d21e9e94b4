package assist

import (
	"iter"
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// page is what of a question stands in a hit, but for the question that the hit is known by.
type page struct {
	title bag
	has   []float64 // how well each of the question's words stands there
	rival []bool    // whether a code stands there that is written like one of the question's, and is another
	means []float64 // how near the likest word of title and passage is in meaning to each of the question's that does not stand there
}

// sought are a question's words to be looked for in many texts.
type sought struct {
	bag
	as    map[string][]form   // what a text may have of them
	means []knowledge.Meaning // of each, where that counts; nil: of none
}

// form is a word that a text may have for one of the question's.
type form struct {
	word int // its place
	like float64
}

// meaningful is the language in which it counts that another word means about the same. In others that brought as many wrong articles
// to the front as right ones.
const meaningful = "en"

func soughtOf(b bag, lang string) sought {
	s := sought{bag: b, as: make(map[string][]form, 2*len(b.list))}
	if knowledge.Base(lang) == meaningful {
		s.means = make([]knowledge.Meaning, len(b.list))
	}
	for i, t := range b.list {
		if s.means != nil && !t.stop() {
			s.means[i], _ = knowledge.MeaningOf(t.Term, meaningful)
		}
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
func (s sought) read(tokens []knowledge.Token, p *page) {
	last := -1
	for i := range tokens {
		o := &tokens[i]
		if o.Start < last {
			continue // a part of a compound
		}
		last = o.End
		s.note(o.Word, p.has)
		if o.Term != o.Word {
			s.note(o.Term, p.has)
		}
		for j := range s.list {
			switch t := &s.list[j]; {
			case t.code:
				p.rival[j] = p.rival[j] || rivals(t.Word, o.Word)
			case p.has[j] < ofTypo && t.letters >= 5 && knowledge.Mistyped(t.Word, o.Word):
				p.has[j] = ofTypo
			}
		}
	}
}

// mean notes how near the words of a text are in meaning to the question's that were not found: the square of the cosine.
func (s sought) mean(words iter.Seq[string], p *page) {
	var missing []int
	for j, m := range s.means {
		if m.Point != nil && p.has[j] == 0 {
			missing = append(missing, j)
		}
	}
	if len(missing) == 0 {
		return
	}
	for term := range words {
		m, ok := knowledge.MeaningOf(term, meaningful)
		if !ok {
			continue
		}
		for _, j := range missing {
			if near := float64(s.means[j].With(m)); near > 0 {
				p.means[j] = max(p.means[j], near*near)
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
			words := bagOf(amounts(q.text, terms(q.text, h.Lang)))
			words.others = q.others
			f.asked[h.Lang] = soughtOf(words, h.Lang)
		}
	}
	knowledge.Halves(len(f.hits), func(from, to int) {
		r, _ := f.readers.Get().(*knowledge.Analyzer)
		if r == nil {
			r = &knowledge.Analyzer{}
		}
		for i, h := range f.hits[from:to] {
			f.pages[from+i] = pageOf(h, f.asked[h.Lang], r)
		}
		f.readers.Put(r)
	})
}

// rivals tells whether two codes are of one kind, and not the same: letters, the same, before digits, other ones: F-12 and F-45.
func rivals(a, b string) bool {
	if a == b {
		return false
	}
	x, y := strings.IndexFunc(a, unicode.IsDigit), strings.IndexFunc(b, unicode.IsDigit)
	digits := func(s string) bool { return !strings.ContainsFunc(s, func(c rune) bool { return !unicode.IsDigit(c) }) }
	return x > 0 && x == y && a[:x] == b[:y] && digits(a[x:]) && digits(b[y:])
}

func pageOf(h knowledge.Hit, asked sought, r *knowledge.Analyzer) page {
	tokens := r.Analyze(h.Title, h.Lang)
	p := page{title: bag{list: appendTerms(nil, tokens), others: asked.others}, has: make([]float64, len(asked.list)), rival: make([]bool, len(asked.list))}
	asked.read(tokens, &p)
	for _, text := range []string{knowledge.FiledUnder(h.Tags), h.Heading, h.Name, h.Passage} {
		tokens = r.Analyze(text, h.Lang)
		asked.read(tokens, &p)
	}
	if asked.means != nil {
		p.means = make([]float64, len(asked.list))
		asked.mean(func(yield func(string) bool) {
			for _, t := range p.title.list {
				if !t.Stop && !yield(t.Term) {
					return
				}
			}
			for i := range tokens {
				if !tokens[i].Stop && !yield(tokens[i].Term) {
					return
				}
			}
		}, &p)
	}
	return p
}
