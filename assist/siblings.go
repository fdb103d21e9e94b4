package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

// A company that has two things, buses and ferries, a pool and an ice rink, says of both when they are open and what they cost. Then all
// of a question may be said of the one but for its name, and that goes without saying for half of the company, or is what the company is
// called by.

// namesSibling tells whether a question names one of the things that all of a project is about, and the article that would answer says
// nothing of it and has another one of them in its title, while the title of a further article that was found has the one that is asked
// for alone. What stands right beside a thing that the title has as well, "solar panels", only says which.
func namesSibling(ranked []Ranked, src Source, article knowledge.Article, words []term, there bag) bool {
	brand, called := bagOf(terms(article.Name, article.Lang)), bagOf(terms(strings.Join(article.Aliases, "\n"), article.Lang))
	common := func(t term) bool {
		return !t.stop() && !says(brand, t) && (says(called, t) || tells(t, src.Lang) && goesWithoutSaying(ranked, src, t))
	}
	asked := bagOf(words)
	asked.others = there.others
	var instead, named []term // of the things in the title: those that are not asked for, and those that are
	for _, t := range terms(src.Title, src.Lang) {
		switch {
		case !common(t):
		case says(asked, t):
			named = append(named, t)
		case tells(t, src.Lang):
			instead = append(instead, t)
		}
	}
	if len(instead) == 0 {
		return false
	}
	for i, w := range words {
		if !tells(w, src.Lang) || says(there, w) || !common(w) || standsBy(words, i, i-1, bagOf(named)) || standsBy(words, i, i+1, bagOf(named)) {
			continue
		}
		if slices.ContainsFunc(ranked, func(r Ranked) bool {
			if r.Hit.Project != src.Project || r.Hit.Article == src.Article || r.Hit.Lang != src.Lang {
				return false
			}
			other := bagOf(terms(r.Hit.Title, r.Hit.Lang))
			return says(other, w) && slices.ContainsFunc(instead, func(t term) bool { return !says(other, t) })
		}) {
			return true
		}
	}
	return false
}
