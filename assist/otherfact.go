package assist

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// What happened may be the same, and to another thing ("a stolen card", of which the article on a stolen phone is found); a question
// may name nothing ("connect with my phone", with an article on a hub), or tell a second thing that another article knows.

// happenings are what happens to things of all kinds: which one it was tells what is to be done. In en, uk, ru, pl and de.
var happenings = knowledge.MustPattern(`^(?:lost|stolen|damaged|broken|cracked|missing|blocked|locked|forgotten|forgot|lose|steal|(?:з|за)губ|втра[тч]|вкра[лд]|укра[лд]|пошкод|розби|злама|заблок|забу[вл]|` +
	`потер|утер|укра|поврежд|разби|слома|забы|zgub|skradz|ukrad|uszkodz|zepsu|zablok|zapomni|verlor|verlier|gestohl|beschädig|beschadig|kaputt|gesperrt|vergess)`)

// anyThing are the words of titles that stand for things of all kinds: "Lost something on board?".
var anyThing = setOf(folded(`something anything thing things item items belongings property stuff object objects щось річ речі речей предмет предмети майно що-небудь ` +
	`что-то что-нибудь вещь вещи вещей предмет предметы имущество coś cokolwiek rzecz rzeczy przedmiot przedmioty etwas sache sachen gegenstand gegenstände ding dinge`))

// happenedToAnother tells whether what happened to the thing in an article's title happened, in the question, to one that the
// title does not have. What the article itself says so is meant: word beside word wherever it stands, else where it says what it is
// about.
func happenedToAnother(article knowledge.Article, lang string, words []term, there bag) bool {
	title := terms(article.Title, lang)
	said := bagOf(title)
	said.others = there.others
	for i, what := range words {
		if !happenings.MatchString(what.Word) {
			continue
		}
		happened := bagOf([]term{what})
		at := slices.IndexFunc(title, func(t term) bool { return happened.found(t) > 0 })
		if at < 0 || !slices.ContainsFunc(title[at+1:], func(t term) bool { return !t.stop() && !happenings.MatchString(t.Word) }) ||
			slices.ContainsFunc(title[max(at-happenedNear, 0):min(at+1+happenedNear, len(title))], func(t term) bool { return anyThing[t.Word] }) {
			continue
		}
		things := happenedTo(words, i)
		if slices.ContainsFunc(things, func(t term) bool { return said.found(t) > 0 || means(title, t, lang) }) {
			continue
		}
		if slices.ContainsFunc(things, func(t term) bool {
			return tells(t, lang) && !saysItHappened(article, lang, there, happened, bagOf([]term{t}))
		}) {
			return true
		}
	}
	return false
}

// saysItHappened tells whether an article says of a thing that something happened to it.
func saysItHappened(article knowledge.Article, lang string, there, happened, thing bag) bool {
	if standTogether(there.list, happened, thing) {
		return true
	}
	about := terms(article.Title+"\n"+strings.Join(article.Questions, "\n"), lang)
	for i, t := range about {
		if happened.found(t) > 0 && slices.ContainsFunc(happenedTo(about, i), func(o term) bool { return thing.found(o) > 0 }) {
			return true
		}
	}
	return false
}

// happenedNear is how many words there are at most between what happened and the thing it happened to, and one.
const happenedNear = 3

// happenedTo are the words that tell what something may have happened to: those that say something a few words before and behind,
// "lost my card", "the parcel arrived damaged".
func happenedTo(words []term, at int) []term {
	near := slices.Concat(words[max(at-happenedNear, 0):at], words[at+1:min(at+1+happenedNear, len(words))])
	return slices.DeleteFunc(near, func(t term) bool { return t.stop() || happenings.MatchString(t.Word) })
}

// isBlocked is how customers say that something is barred to them, in en, uk, ru, de and pl, bars how it is said that they bar it
// themselves, and unbars how that is undone.
var (
	isBlocked = knowledge.MustPattern(`\s(blocked|locked|suspended|заблок(ован\S*|ували|овано)|заблокирова(н\S*|ли)|gesperrt|zablokowan[eoay]|zablokowali)\s`)
	unbars    = knowledge.MustPattern(`\s(unblock\S*|unlock\S*|розблок\S*|разблок\S*|entsperr\S*|odblok\S*)\s`)
	bars      = knowledge.MustPattern(`\s(block|lock|suspend|(have|get|want) (\S+ ){1,3}(blocked|locked|suspended)|блокувати|заблокуй\S*|заблокувати|блокування|заблокируй\S*|заблокировать|блокировка|sperren|sperrung|zablokować|zablokuj|blokada)\s`)
)

// barredNotBarring tells whether something is barred to the customer, and the article tells how to bar it and of nothing that is.
func barredNotBarring(article knowledge.Article, asked string) bool {
	about := simple(article.Title + "\n" + strings.Join(article.Questions, "\n"))
	return !unbars.MatchString(about) && isBlocked.MatchString(simple(asked)) && !bars.MatchString(simple(asked)) && bars.MatchString(about) && !isBlocked.MatchString(about)
}

// standTogether tells whether two words stand one behind the other.
func standTogether(in []term, first, second bag) bool {
	for i := range in[:max(len(in)-1, 0)] {
		if first.found(in[i]) > 0 && second.found(in[i+1]) > 0 {
			return true
		}
	}
	return false
}

const (
	namingWords = 3    // of a question that may name nothing
	asNear      = 0.35 // cosine from which a word means about what another one does
)

// namesNoThing tells whether a short question has no word of the title of the article that would answer, and lacks the thing that both
// the title and the known question like it name.
func namesNoThing(ranked []Ranked, src Source, words []term) bool {
	i := slices.IndexFunc(ranked, func(r Ranked) bool { return r.Hit.Article == src.Article })
	if i < 0 || ranked[i].Hit.Question == "" {
		return false
	}
	h := ranked[i].Hit
	words = slices.DeleteFunc(slices.Clone(words), func(t term) bool { return t.stop() })
	if len(words) > namingWords || slices.ContainsFunc(words, func(t term) bool { return strings.ContainsFunc(t.Word, unicode.IsDigit) }) {
		return false
	}
	asked, known, lacks := bagOf(words), bagOf(terms(h.Question, h.Lang)), false
	for _, t := range terms(h.Title, h.Lang) {
		switch {
		case t.stop() || interrogative[t.Word]:
		case asked.found(t) > 0 || means(words, t, h.Lang):
			return false
		case known.found(t) > 0:
			lacks = lacks || tells(t, h.Lang) || strings.ContainsFunc(t.Word, unicode.IsDigit)
		}
	}
	return lacks
}

// means tells whether one of some words means about what another one does.
func means(words []term, t term, lang string) bool {
	m, ok := knowledge.MeaningOf(t.Term, lang)
	return ok && nearestOf(words, m, lang) >= asNear
}

// nearestOf is how near in meaning the nearest of some words is: a cosine.
func nearestOf(words []term, m knowledge.Meaning, lang string) (near float64) {
	for _, w := range words {
		if o, ok := knowledge.MeaningOf(w.Term, lang); ok && !w.stop() {
			near = max(near, float64(m.With(o)))
		}
	}
	return near
}

// tidings stand between two things that a customer tells, in en, uk, ru, de and pl.
var tidings = knowledge.MustPattern(`(?i)\s*[,;]\s+(?:(?:and|but|und|aber|і|й|та|але|и|но|oraz|ale)\s+)?|\s+(?:and|but|und|aber|та|і|й|але|и|но|oraz|ale)\s+`)

const (
	toldWords   = 3 // that say something, in a part that tells something by itself
	missedWords = 2 // of them that the article lacks
	othersRead  = 5 // articles of the same project that may know it
)

// tellsMore tells whether a part of the question that asks nothing tells what the article that would answer lacks, and another article
// of its project knows: "my internet is slow and the router blinks red".
func tellsMore(ctx context.Context, ranked []Ranked, src Source, there bag, read wholes) bool {
	asked := ranked[0].asked
	ends := tidings.FindAllStringIndex(asked, -1)
	if len(ends) == 0 || strings.Contains(asked, "?") {
		return false
	}
	var others []bag
	from := 0
	for _, end := range append(ends, []int{len(asked), len(asked)}) {
		part := asked[from:end[0]]
		from = end[1]
		if asks(part) || contentWords(part) < toldWords {
			continue
		}
		missing := slices.DeleteFunc(terms(part, src.Lang), func(t term) bool { return t.stop() || there.found(t) > 0 })
		if len(missing) < missedWords {
			continue
		}
		if others == nil {
			others = othersOf(ctx, ranked, src, there.others, read)
		}
		if slices.ContainsFunc(others, func(b bag) bool { return !slices.ContainsFunc(missing, func(t term) bool { return b.found(t) == 0 }) }) {
			return true
		}
	}
	return false
}

// othersOf are the words of some other articles that were found of a source's project, in its language.
func othersOf(ctx context.Context, ranked []Ranked, src Source, synonyms map[string][]string, read wholes) []bag {
	hits := othersFound(ranked, src)
	out := make([]bag, 0, othersRead) // not nil: they are read once
	for _, article := range read.of(ctx, hits[:min(len(hits), othersRead)]) {
		b := bagOf(terms(allOf(article), src.Lang))
		b.others = synonyms
		out = append(out, b)
	}
	return out
}

// othersFound are what was found of the other articles of a source's project, in its language.
func othersFound(ranked []Ranked, src Source) (hits []knowledge.Hit) {
	for _, r := range ranked {
		if h := r.Hit; h.Project == src.Project && h.Article != src.Article && h.Lang == src.Lang {
			hits = append(hits, h)
		}
	}
	return hits
}
