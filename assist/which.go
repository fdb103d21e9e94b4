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
// which of them is meant.
func (a *Assistant) orElse(ctx context.Context, d Dialogue, ranked []Ranked, read wholes) []Source {
	if d.Call || len(d.Projects) > 0 || len(ranked) < 2 || len(named(a.allProjects(ctx), ranked[0].asked)) > 0 {
		return nil
	}
	var out []Source
	for _, h := range a.asWell(ctx, d, ranked, read) {
		out = append(out, sourceOf(h))
	}
	return out[:min(len(out), mostOr)]
}

// asWell are the best hits of other projects that answer the customer's words as well as the best one of all, as far as they tell. None
// where he says all that the best one says: then it is what people call so, unless each project has its own of it.
func (a *Assistant) asWell(ctx context.Context, d Dialogue, ranked []Ranked, read wholes) (out []knowledge.Hit) {
	best, hits := ranked[0].Hit, make([]knowledge.Hit, len(ranked))
	for i, r := range ranked {
		hits[i] = r.Hit
	}
	asked := a.told(ranked[0])
	first := sharedWith(best, asked)
	words := first.share >= verySame && !first.coded && first.more
	same := sameOfEach(ctx, best, ranked[0].asked, asked, read)
	if same != nil {
		hits = append(hits, a.likeIt(ctx, d, best)...)
	}
	for _, h := range hits {
		if h.Project == best.Project || h.Audience != knowledge.Public || knowledge.Base(h.Lang) != knowledge.Base(best.Lang) ||
			slices.ContainsFunc(out, func(o knowledge.Hit) bool { return o.Project == h.Project }) {
			continue
		}
		if words && first.within(sharedWith(h, asked)) || same != nil && same(h) {
			out = append(out, h)
		}
	}
	return out
}

// likeIt are hits of other projects for what an article is called and known by: in other words than the customer's the same may not be found.
func (a *Assistant) likeIt(ctx context.Context, d Dialogue, best knowledge.Hit) []knowledge.Hit {
	query := knowledge.Query{Text: best.Title + "\n" + best.Question, Limit: searched}
	for _, p := range a.allProjects(ctx) {
		if p.Key != best.Project {
			query.Projects = append(query.Projects, p.Key)
		}
	}
	f, err := a.find(ctx, d, query)
	if err != nil {
		a.log.Warn("other projects are not searched for what one of them answers", "article", best.Article, "error", err)
	}
	return f.hits
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
	if same := sameOfEach(ctx, hits[0], ranked[0].asked, asked, read); same != nil && !slices.ContainsFunc(hits[1:], func(h knowledge.Hit) bool { return !same(h) }) {
		return out, ranked, nil
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

// ofTheirs is a ranking in a conversation of a project: where another one's article is first, and the customer says nothing that tells that he
// means it, what answers as well of that project takes its place.
func (a *Assistant) ofTheirs(ctx context.Context, d Dialogue, ranked []Ranked, read wholes) []Ranked {
	own := func(h knowledge.Hit) bool { return slices.Contains(d.Projects, h.Project) }
	if d.Call || len(d.Projects) == 0 || len(ranked) == 0 || own(ranked[0].Hit) || len(named(a.allProjects(ctx), ranked[0].asked)) > 0 {
		return ranked
	}
	as := a.asWell(ctx, d, ranked, read)
	i := slices.IndexFunc(as, own)
	if i < 0 {
		return ranked
	}
	theirs := ranked[0]
	theirs.Hit, theirs.Like = as[i], 0
	rest := slices.DeleteFunc(slices.Clone(ranked[1:]), func(r Ranked) bool { return r.Hit.Article == theirs.Hit.Article })
	return append([]Ranked{theirs}, rest...)
}

// elsewhere marks the drafts of other projects than the conversation is about, with the answers of one that has several, where the customer
// names none of them.
func (a *Assistant) elsewhere(ctx context.Context, d Dialogue, ranked []Ranked, out []Suggestion) {
	if len(d.Projects) == 0 || len(out) == 0 {
		return
	}
	var called map[string]bool
	if len(ranked) > 0 { // else nothing was found, and what answered before is shown
		called = named(a.allProjects(ctx), ranked[0].asked)
	}
	for _, list := range [][]Suggestion{out, out[0].Each} {
		for i, s := range list {
			list[i].Elsewhere = slices.ContainsFunc(s.Sources, func(src Source) bool { return !slices.Contains(d.Projects, src.Project) && !called[src.Project] })
		}
	}
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
