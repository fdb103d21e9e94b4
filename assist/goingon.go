package assist

import (
	"context"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// Who goes on with what he was answered leaves out what that was about: "and if I fall ill?" after refunds. What is meant is likelier in the
// article that answered before than in another that happens to have the word. That makes it worth a look, and no surer that it answers.

const (
	ofQuoted = 4.5 // what it counts for an article that it answered before, times its odds; set by hand on two invented companies' conversations
	unlikely = 0.1 // probability below which what answered before is shown instead, if it says a word of what is asked now
)

// quotedLast are the articles that we quoted last in a dialogue, whatever was said since.
func quotedLast(d Dialogue) []int64 {
	for _, t := range slices.Backward(d.Turns) {
		if !t.Customer && len(t.Quoted) > 0 {
			return t.Quoted
		}
	}
	return nil
}

// answeredLast are the articles that answered last, as readers see them.
func (a *Assistant) answeredLast(ctx context.Context, d Dialogue, read wholes) []knowledge.Article {
	var hits []knowledge.Hit
	if !d.Call {
		for _, id := range quotedLast(d) {
			hits = append(hits, knowledge.Hit{Article: id})
		}
	}
	return read.of(ctx, hits)
}

// isOneOf tells whether a hit is of one of some articles, in whichever language.
func isOneOf(list []knowledge.Article, h knowledge.Hit) bool {
	return slices.ContainsFunc(list, func(a knowledge.Article) bool { return a.Project == h.Project && a.Key == h.Key })
}

// goOn ranks anew what was found for a question that goes on with what was answered: the articles that answered are likelier, and what else
// is found does not answer alone. Where nothing answered, what has no word of the question before does not.
func (a *Assistant) goOn(ctx context.Context, d Dialogue, list []Ranked) {
	for i := range list {
		list[i].told = toldLast(d)
	}
	if goesUnanswered(d) {
		last, before := lastWords(d)
		further := len(last) > 0 && !AsksAnew(last[len(last)-1], "", d.Lang)
		for i, r := range list {
			list[i].strays = further && (r.recent == "" || saysNone(r.Hit, goneOnWith(before, d.Lang)))
		}
		return
	}
	answered := a.answeredLast(ctx, d, a.wholes())
	if len(answered) == 0 {
		return
	}
	all := 1.0
	for _, r := range list {
		if isOneOf(answered, r.Hit) {
			all += (ofQuoted - 1) * r.Probability
		}
	}
	for i, r := range list {
		p := r.Probability / all
		if list[i].strays = !isOneOf(answered, r.Hit); !list[i].strays {
			p *= ofQuoted
		}
		list[i].Probability, list[i].raised = p, max(p-r.Probability, 0)
	}
	inOrder(list)
}

// goesUnanswered tells whether what a customer asked before his last words got no answer, but that a person comes: who goes on then still speaks
// of that, whatever else his words would find.
func goesUnanswered(d Dialogue) bool {
	if _, before := lastWords(d); d.Call || len(before) == 0 {
		return false
	}
	said := false
	for _, t := range slices.Backward(d.Turns) {
		switch {
		case !t.Customer && (t.By != "system" || len(t.Quoted) > 0):
			return false
		case !t.Customer:
			said = true
		case said && Asked(t.Text) != "" && !Nudges(t.Text):
			return true
		default:
			said = said || t.Anew
		}
	}
	return false
}

// saysNone tells whether a hit has none of the telling words of a question.
func saysNone(h knowledge.Hit, asked string) bool {
	telling := slices.DeleteFunc(terms(asked, h.Lang), func(t term) bool {
		return t.stop() || interrogative[t.Word] || pointless[t.Word] || askedWith[t.Word] || isNumber(t.Word)
	})
	return len(telling) > 0 && !slices.ContainsFunc(telling, func(t term) bool { return tells(t, h.Lang) && hitSays(h, t) })
}

// toldLast is what we said last in a dialogue.
func toldLast(d Dialogue) string {
	for _, t := range slices.Backward(d.Turns) {
		if !t.Customer {
			return t.Text
		}
	}
	return ""
}

// repeats tells whether all that a quotation says was said before, and it has no word of what is asked now, nor what looks so. A row of a
// list that was shown is another answer than the list.
func (w wanted) repeats(quoted, told string) bool {
	return stoodIn(quoted, told) && !saysAny(bagOf(terms(quoted, w.lang)), w.now, w.lang) &&
		!slices.ContainsFunc(w.further, func(k sort) bool { return !k.loose && k.looks.MatchString(quoted) })
}

// stoodIn tells whether all of a quotation without rows stood in what was said before.
func stoodIn(quoted, told string) bool {
	return !slices.ContainsFunc(unitsOf(quoted), func(u unit) bool { return u.row != nil }) && strings.Contains(lettersAndDigits(told), lettersAndDigits(quoted))
}

// asBefore puts the article that answered last before drafts that are hardly likely to answer, as worth a glance, if it says a telling word of what
// the customer says now.
func (a *Assistant) asBefore(ctx context.Context, d Dialogue, ranked []Ranked, out []Suggestion, read wholes) []Suggestion {
	if len(out) > 0 && sureEnough(out[0]) {
		return out
	}
	last, _ := lastWords(d)
	now := strings.Join(last, "\n")
	for _, article := range a.answeredLast(ctx, d, read) {
		there := bagOf(terms(allOf(article), article.Lang))
		if there.others = a.synonyms(); !saysAny(there, now, article.Lang) {
			continue
		}
		r := Ranked{Hit: hitOf(article, knowledge.Recalled{})}
		if i := slices.IndexFunc(ranked, func(r Ranked) bool { return r.Hit.Article == article.ID }); i >= 0 {
			r = ranked[i]
		}
		r.asked, r.recent = now, now
		s := suggestion(r, []knowledge.Article{article})
		if s.Text == "" || stoodIn(s.Text, toldLast(d)) {
			continue
		}
		return atAGlance(s, out)
	}
	return out
}

// saysAny tells whether some words have one of a text that says more than how something is asked.
func saysAny(there bag, text, lang string) bool {
	return slices.ContainsFunc(terms(text, lang), func(t term) bool {
		return !t.stop() && !interrogative[t.Word] && !pointless[t.Word] && says(there, t)
	})
}
