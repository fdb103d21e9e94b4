package assist

import (
	"context"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// A company names what it has beside each other: its clubs, what it teaches, the animals that it treats. Where an article tells of some of
// them, it does not of those that another article names beside these: however near in meaning a cello is to a violin, it has another price.
// And what another article calls a corporate membership is not what holds for a membership.

// hadBeside is how many of the things that another article names beside the one asked for an article has, at least, that tells of such things.
const hadBeside = 2

// namedElsewhere tells whether a question names what the article that would answer never does, and another article of the project does:
// in a row of its own beside things that the former has, or right beside the same word. What the project is called by or all about says
// only which beside another word: "solar panels".
func namedElsewhere(ctx context.Context, ranked []Ranked, src Source, article knowledge.Article, words []term, there bag, read wholes) bool {
	called := bagOf(terms(strings.Join(append([]string{article.Name}, article.Aliases...), "\n"), article.Lang))
	var lacked []int
	for i, w := range words {
		if tells(w, src.Lang) && !pointless[w.Word] && !askedWith[w.Word] && !says(there, w) && !says(called, w) {
			lacked = append(lacked, i)
		}
	}
	if len(lacked) == 0 {
		return false
	}
	others := read.of(ctx, othersFound(ranked, src))
	return slices.ContainsFunc(lacked, func(i int) bool {
		plain := goesWithoutSaying(ranked, src, words[i])
		return slices.ContainsFunc(others, func(o knowledge.Article) bool {
			return !plain && namedWith(o, words, i, there) || listedBeside(o, words[i], there)
		})
	})
}

// namedWith tells whether an article says a word of a question right beside one that stands so in the question, and among some others.
func namedWith(article knowledge.Article, words []term, i int, there bag) bool {
	said := terms(allOf(article), article.Lang)
	return slices.ContainsFunc([]int{i - 1, i + 1}, func(j int) bool {
		return standsBy(words, i, j, there) && standTogether(said, bagOf(words[i:i+1]), bagOf(words[j:j+1]))
	})
}

// listedBeside tells whether a word names a row or a column of an article where others name things that stand among some words.
func listedBeside(article knowledge.Article, w term, there bag) bool {
	return slices.ContainsFunc(knowledge.WholePassages(article.Body), func(p knowledge.Passage) bool {
		return slices.ContainsFunc(listsOf(unitsOf(p.Text)), func(list []unit) bool {
			return list[0].row != nil && (inOneOf(rowNames(list), w, article.Lang, there) || inOneOf(list[0].row.heads, w, article.Lang, there))
		})
	})
}

// rowNames is what rows are on.
func rowNames(list []unit) []string {
	names := make([]string, len(list))
	for i, u := range list {
		names[i] = u.row.label
	}
	return names
}

// inOneOf tells whether a word stands in one of some names, and enough of the others among what else is said.
func inOneOf(names []string, w term, lang string, there bag) bool {
	named, had := false, 0
	for _, name := range names {
		list := slices.DeleteFunc(terms(name, lang), func(t term) bool { return t.stop() || isNumber(t.Word) })
		switch {
		case len(list) == 0:
		case says(bagOf(list), w):
			named = true
		case says(there, list[0]):
			had++
		}
	}
	return named && had >= hadBeside
}
