package assist

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// Words may name nothing that tells two projects apart: "internet is not working" is said of the one at home and of the one on a
// phone, and the base may have an article with just these words for one of them only. Then the customer is asked which he means.

const (
	verySame = 0.6 // share of a question's weight that title and nearest question of an article must have to say its very words
	mostOr   = 3   // other projects that are asked about
)

// orElse are other projects' sources that say the customer's words as the best answer does, where nothing that he says tells
// which of them is meant. None where he says all that the best one says: then it is what people call so.
func (a *Assistant) orElse(ctx context.Context, d Dialogue, ranked []Ranked) []Source {
	if d.Call || len(d.Projects) > 0 || len(ranked) < 2 || len(named(a.allProjects(ctx), ranked[0].asked)) > 0 {
		return nil
	}
	best := ranked[0].Hit
	asked := a.told(ranked[0])
	first := sharedWith(best, asked)
	if first.share < verySame || first.coded || !first.more {
		return nil
	}
	var out []Source
	for _, r := range ranked[1:] {
		h := r.Hit
		if len(out) == mostOr || h.Project == best.Project || h.Audience != knowledge.Public || knowledge.Base(h.Lang) != knowledge.Base(best.Lang) ||
			slices.ContainsFunc(out, func(s Source) bool { return s.Project == h.Project }) {
			continue
		}
		if s := sharedWith(h, asked); first.within(s) {
			out = append(out, sourceOf(h))
		}
	}
	return out
}

// told are the words of a question that tell something: also those for how it is asked, since an article on where an order is says
// another thing of it than one on how to cancel it.
func (a *Assistant) told(r Ranked) bag {
	b := bagOf(slices.DeleteFunc(terms(r.asked, r.Hit.Lang), func(t term) bool { return t.stop() && !particular[t.Word] }))
	b.others = a.synonyms()
	return b
}

// particular are the words for how something is asked that hardly a question has by the way.
var particular = setOf(`where when why who де коли чому хто где когда почему кто wo wann warum wer gdzie kiedy dlaczego kto`)

// toldApart is, where several projects answer about equally well, what answers the question if the one is meant whose article has
// words of it that the others' have not: "the password of my TV". Where the question has a word that nothing has that was found, none
// of them is meant. Otherwise the drafts are returned as they are.
func (a *Assistant) toldApart(ctx context.Context, d Dialogue, ranked []Ranked, out []Suggestion, read wholes) ([]Suggestion, []Ranked, error) {
	projects, vague := Ambiguous(out)
	if !vague || len(d.Projects) > 0 || d.Call {
		return out, ranked, nil
	}
	asked := a.told(ranked[0])
	if !slices.ContainsFunc(asked.list, func(t term) bool { return strings.ContainsFunc(t.Word, unicode.IsLetter) }) || a.strange(ranked, asked) {
		for i := range out {
			out[i].strength = 0
		}
		return out, ranked, nil
	}
	var likely []sharing
	var hits []knowledge.Hit
	for _, key := range projects {
		i := slices.IndexFunc(ranked, func(r Ranked) bool { return r.Hit.Project == key })
		likely, hits = append(likely, sharedWith(ranked[i].Hit, asked)), append(hits, ranked[i].Hit)
	}
	for i, s := range likely {
		if slices.ContainsFunc(slices.Delete(slices.Clone(likely), i, i+1), func(o sharing) bool { return !o.within(s) || s.known(o) }) {
			continue
		}
		d.Turns = slices.Clone(d.Turns)
		for j, t := range slices.Backward(d.Turns) {
			if t.Customer {
				d.Turns[j].Text += " (" + hits[i].Name + ")"
				break
			}
		}
		again, err := a.Rank(ctx, d, searched)
		if err != nil {
			return nil, nil, err
		}
		return a.suggestions(ctx, again, read), again, nil
	}
	return out, ranked, nil
}

// strange tells whether a question has a long word that nothing has that was found, be it with a typo: something is named that is
// none of ours.
func (a *Assistant) strange(ranked []Ranked, asked bag) bool {
	for _, t := range asked.list {
		if t.letters < aName || t.stop() {
			continue
		}
		if !slices.ContainsFunc(ranked, func(r Ranked) bool {
			h := r.Hit
			b := bagOf(terms(h.Title+"\n"+h.Question+"\n"+h.Name+"\n"+h.Heading+"\n"+h.Lead+"\n"+h.Passage, h.Lang))
			b.others = asked.others
			return b.found(t) > 0
		}) {
			return true
		}
	}
	return false
}

// aName is how many letters a word has at least that is looked for as a name.
const aName = 5

// known tells whether another article has all that this one has of the question.
func (s sharing) known(o sharing) bool {
	for i := range s.title {
		if s.title[i] && !o.all[i] {
			return false
		}
	}
	return true
}

// sharing is which of a question's words an article says.
type sharing struct {
	title []bool  // in its title or nearest question
	all   []bool  // there or in its passage
	share float64 // of the question's weight in title and nearest question
	coded bool    // there is a number or code in the question
	more  bool    // title and nearest question both say something that was not asked
}

func sharedWith(h knowledge.Hit, asked bag) (s sharing) {
	known := bagOf(terms(h.Title+"\n"+h.Question, h.Lang))
	page := bagOf(terms(h.Heading+"\n"+h.Lead+"\n"+h.Passage, h.Lang))
	known.others, page.others = asked.others, asked.others
	var sum, has float64
	for _, t := range asked.list {
		in := known.found(t) > 0
		s.title, s.all = append(s.title, in), append(s.all, in || page.found(t) > 0)
		s.coded = s.coded || t.code
		if sum += t.weight; in {
			has += t.weight
		}
	}
	if sum > 0 {
		s.share = has / sum
	}
	s.more = saysMore(h.Title, h.Lang, asked) && (h.Question == "" || saysMore(h.Question, h.Lang, asked))
	return s
}

// saysMore tells whether a text has a word that says something and was not asked.
func saysMore(text, lang string, asked bag) bool {
	return slices.ContainsFunc(terms(text, lang), func(t term) bool { return !t.stop() && asked.found(t) == 0 })
}

// within tells whether another article says every word of the question that this one says, in the same places.
func (s sharing) within(o sharing) bool {
	for i := range s.title {
		if s.title[i] && !o.title[i] || s.all[i] && !o.all[i] {
			return false
		}
	}
	return true
}
