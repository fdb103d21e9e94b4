package meili

import (
	"math"
	"strings"

	"switchboard/knowledge"
)

// The server ranks in buckets: how many words, then how many slips, then how near to each other. Two articles that it puts
// far apart may be as good as each other, and the assistant compares scores. So the articles that the server found are
// weighed as the index inside the process weighs them: by BM25 over the words of the passage, with the fields that count
// for more, and by the title or question that is most like the query. How rare a word is the server's counts tell.

// BM25 with its usual constants, the usual number of words of a passage and of a question, and the weights of the fields.
const (
	k1 = 1.2
	b1 = 0.75

	usualPassage  = 120
	usualQuestion = 6

	ofHeading = 1.5
	ofTitle   = 2
	ofProject = 0.5

	ofStop  = 0.25
	ofCode  = 2.5 // who names a number or a code means that one
	ofOther = 0.6 // another form than the one asked for: a slip, a synonym, the beginning of a longer word
)

// asked is a query's words with what the server knows of them.
type asked struct {
	words []word
	most  int64 // passages and questions that there are
}

// word is one word of a query.
type word struct {
	text   string // as the server is asked for it
	place  int    // among the tokens of the query
	weight float64

	total int64          // passages and questions that have it
	in    map[place]bool // some of those, whatever form they have it in
	worth float64        // what it tells
}

// place is a document: a passage or a question of an article.
type place struct {
	article  int64
	n        int
	question bool
}

func placeOf(f found) place { return place{f.Article, f.N, f.Question != ""} }

func (w *word) note(f found) {
	if w.in == nil {
		w.in = map[place]bool{}
	}
	w.in[placeOf(f)] = true
}

func (a *asked) texts() []string {
	out := make([]string, len(a.words))
	for i, w := range a.words {
		out[i] = w.text
	}
	return out
}

// reckon makes of the counts what each word tells.
func (a *asked) reckon() {
	for i := range a.words {
		w := &a.words[i]
		all, has := float64(max(a.most, w.total, 1)), float64(w.total)
		w.worth = w.weight * (k1 + 1) * math.Log(1+(all-has+0.5)/(has+0.5))
	}
}

// weigh tells how well a document has the query's words: in its text, and in its title or question.
func (a *asked) weigh(f found) (body, head float64) {
	text := bag{lang: f.Tag}
	text.add(f.Passage, 1)
	text.add(f.Heading, ofHeading)
	text.add(f.Title, ofTitle)
	text.add(knowledge.FiledUnder(f.Tags), 1)
	words := text.words
	text.add(f.Name+" "+strings.Join(f.Aliases, " "), ofProject)
	title := bag{lang: f.Tag}
	title.add(f.Title, 1)
	head = a.sum(title, title.words, usualQuestion, place{article: -1})
	at := placeOf(f)
	if f.Question == "" {
		return a.sum(text, words, usualPassage, at), head
	}
	question := bag{lang: f.Tag}
	question.add(f.Question, 1)
	return a.sum(text, words, usualPassage, place{article: -1}), max(head, a.sum(question, question.words, usualQuestion, at))
}

// ideal is the worth of a question that consists of the query's words and of no others.
func (a *asked) ideal() float64 {
	var sum float64
	for _, w := range a.words {
		sum += w.worth / (1 + k1*(1-b1+b1*float64(len(a.words))/usualQuestion))
	}
	return sum
}

// sum adds up what the words are worth in a text. One that the server finds there in another form counts for less.
func (a *asked) sum(text bag, length int, usual float64, at place) float64 {
	var sum float64
	for _, w := range a.words {
		tf, worth := text.weights[w.text], w.worth
		if tf == 0 && w.in[at] {
			tf, worth = 1, worth*ofOther
		}
		if tf > 0 {
			sum += worth * tf / (tf + k1*(1-b1+b1*float64(length)/usual))
		}
	}
	return sum
}

// bag is the weighted terms of a text.
type bag struct {
	lang    string
	weights map[string]float64
	words   int
}

func (b *bag) add(text string, weight float64) {
	if b.weights == nil {
		b.weights = map[string]float64{}
	}
	for _, t := range knowledge.Analyze(text, b.lang) {
		b.words++
		b.weights[t.Term] += weight
		if t.Word != t.Term {
			b.weights[t.Word] += weight
		}
	}
}
