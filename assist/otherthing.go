package assist

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"switchboard/knowledge"
)

// "How long does a sensor's battery last" has nearly all words of the article on how long a home battery lasts, and is about
// another thing. What tells is the word beside the one that both have, if the article that would answer never says it: the credit
// of a credit limit, the internet that lasts.

// tellingWord is how much a word tells, at least, that makes a thing another one: "sensor" does, "long" does not.
const tellingWord = 0.75

// asksOfAnother tells whether the question that the best of some drafts is sure to answer is about another thing than its article, or asks
// how it is now and that tells of what is over: it lacks a telling word beside one that it has, and so does all that was found of its project.
func (a *Assistant) asksOfAnother(ctx context.Context, d Dialogue, ranked []Ranked, out []Suggestion, read wholes) bool {
	if d.Call || out[0].Score < mayAnswer || len(out[0].Sources) != 1 || knowledge.Speaks(out[0].Lang, d.Lang) == 0 {
		return false
	}
	ranked = onSecondedWord(ranked)
	src := out[0].Sources[0]
	articles := read.of(ctx, []knowledge.Hit{{Article: src.Article}})
	if len(articles) == 0 { // what is not read may say it
		return false
	}
	if i := slices.IndexFunc(ranked, func(r Ranked) bool { return r.Hit.Article == src.Article }); i >= 0 && ranked[i].Hit.Question != "" {
		articles[0].Questions = slices.Concat(articles[0].Questions, []string{ranked[i].Hit.Question}) // that it was found by: they may be read without
	}
	there := bagOf(terms(allOf(articles[0]), src.Lang))
	there.others = a.synonyms()
	words := terms(ranked[0].asked, src.Lang)
	if paysOtherwise(words, ranked[0].asked, allOf(articles[0]), there) || happenedToAnother(articles[0], src.Lang, words, there) || barredNotBarring(articles[0], ranked[0].asked) || namesNoThing(ranked, src, words) ||
		missesPoint(ranked, src, articles[0], out[0].Text, words, there) || tellsMore(ctx, ranked, src, there, read) ||
		asksOfAnotherProject(ranked, src, words, there) || namesSibling(ranked, src, articles[0], words, there) || lacksThingAsked(ranked, src, articles[0], words, there) ||
		namedElsewhere(ctx, ranked, src, articles[0], words, there, read) || namesRowLike(articles[0], words, there) ||
		isOfNoAge(articles[0], ranked[0].asked) ||
		isOver(articles[0], ranked[0].asked, cmp.Or(d.At, time.Now())) {
		return true
	}
	for i, w := range words {
		if !tells(w, src.Lang) || there.found(w) > 0 {
			continue
		}
		before, after := standsBy(words, i, i-1, there), standsBy(words, i, i+1, there)
		own, others, _ := saidBy(ranked, src, w)
		if own {
			continue
		}
		// What stands before a noun says which in English: "sensor battery". Elsewhere that may be any word; there the word is to be
		// what another project's article is about.
		if after && knowledge.Base(src.Lang) == meaningful || (before || after) && others {
			return true
		}
	}
	return false
}

// allOf is all that an article says, with the questions that it is known by.
func allOf(article knowledge.Article) string {
	var b strings.Builder
	b.WriteString(article.Title + "\n" + strings.Join(article.Questions, "\n"))
	for _, p := range knowledge.Passages(article.Body) {
		b.WriteString("\n" + p.Heading + "\n" + p.Text)
	}
	return b.String()
}

// tells tells whether a word is one that makes a thing another.
func tells(w term, lang string) bool {
	if w.stop() || w.code || interrogative[w.Word] || strings.ContainsFunc(w.Word, unicode.IsDigit) {
		return false
	}
	m, ok := knowledge.MeaningOf(w.Term, lang)
	return !ok || m.Weight >= tellingWord
}

// standsBy tells whether the word at j stands right beside that at i and is one that the article has. Parts of a word are none.
func standsBy(words []term, i, j int, there bag) bool {
	if j < 0 || j >= len(words) || words[j].stop() || words[j].code || interrogative[words[j].Word] {
		return false
	}
	return words[max(i, j)].Start-words[min(i, j)].End <= 1 && there.found(words[j]) > 0
}

// saidBy tells whether what was found of a source's project says a word, and whether that of another does, in its title or anywhere.
func saidBy(ranked []Ranked, src Source, w term) (own, titled, anywhere bool) {
	for _, r := range ranked {
		h := r.Hit
		switch {
		case h.Lang != src.Lang || !hitSays(h, w):
		case h.Project == src.Project:
			own = true
		default:
			titled, anywhere = titled || says(bagOf(terms(h.Title, h.Lang)), w), true
		}
	}
	return own, titled, anywhere
}

// hitSays tells whether what was found of an article says a word.
func hitSays(h knowledge.Hit, w term) bool {
	return says(bagOf(terms(h.Title+" "+h.Question+" "+h.Passage, h.Lang)), w)
}

// barely is how many words that say something a title has, at most, that may go without the thing that it is about.
const barely = 3

// asksOfAnotherProject tells whether the article that would answer has a short question for a title, "How heavy is it?", and the customer
// names what it and its project never say, and another project does: "how heavy is the parcel". Such a title goes without the thing that
// it is about, so that all the rest of it may be asked of anything. A word that tells little counts if the title has one that he does not
// say, and a name with a number, "the R3", whoever knows it.
func asksOfAnotherProject(ranked []Ranked, src Source, words []term, there bag) bool {
	if !asks(src.Title) && !strings.HasSuffix(strings.TrimSpace(src.Title), "?") {
		return false
	}
	silent := func(t term) bool { return t.stop() || interrogative[t.Word] }
	title := slices.DeleteFunc(terms(src.Title, src.Lang), silent)
	if len(title) > barely {
		return false
	}
	asked := bagOf(words)
	asked.others = there.others
	lacks := slices.ContainsFunc(title, func(t term) bool { return asked.found(t) == 0 })
	for _, w := range words {
		number := strings.ContainsFunc(w.Word, unicode.IsDigit)
		if silent(w) || there.found(w) > 0 || !lacks && !number && !tells(w, src.Lang) {
			continue
		}
		if own, _, others := saidBy(ranked, src, w); (others || number) && !own {
			return true
		}
	}
	return false
}
