package assist

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// "Does the camera record sound" is nearly all of what the article on a camera's recordings says, and the one word that it lacks is
// what is asked; "can I return the Koala" has nothing but the name of what the article is about. Of few words beside that name each is
// the point; who writes many tells more than he asks.
const (
	pointWords = 3    // that say something beside the name, at most
	pointTells = 0.45 // how much a word tells, at least, that is the point
	pointNear  = 0.5  // cosine from which a word of the article says the same otherwise
	aboutAll   = 0.4  // share of a project's other articles that were found, at least, that say what all of it is about
	aboutFew   = 2    // and how many of them, at least, where there is no other project
)

// pointless are words that say how something is asked, of whom, whose it is and from when on, in en, uk, ru, pl and de: no article need have them.
var pointless = setOf(folded(`find mean means need needs much many long big far fast often soon happens since till within during per anybody anyone anything somebody someone something everyone everything else ask asks asking across incl including inclusive ` +
	`exactly roughly usually normally actually already still ever even ` +
	`знайти треба потрібно потрібен потрібна скільки яку якої якого який якій якому яким якою якими котрій котру які моя мої мого моєму моїй моєї моєю мою моїх моїм своєму свого своєю ` +
	`вашій вашого вашої вашому вашою вашим ваших нашого нашої нашій через протягом упродовж впродовж спустя доки поки відколи приблизно орієнтовно зазвичай точно взагалі саме хтось щось комусь когось робити зробити маю мати запитати спитати включно включаючи разом ` +
	`найти нужно сколько какую какой какого какому каким каких какими моей мои моему моего моих моим вашей вашего вашему вашим ваших через спустя течение пока примерно обычно точно вообще именно кто-то кто-нибудь что-то что-нибудь делать сделать спросить включая включительно вместе ` +
	`znaleźć trzeba ile jaka jaki jakie jakich jakiego jakiej jaką jakim moja moje mój moim mojego mojej moją swoim waszej waszego waszym pana pani państwa państwo przez mogą ktoś około dokładnie zwykle dopóki odkąd robić zrobić zapytać łącznie wliczając wraz ` +
	`finden brauche viel lange mein meine meinem meiner meinen welchem welchen ab seit etwa ungefähr genau eigentlich überhaupt normalerweise spätestens frühestens jemand darf dürfen machen tun fragen inkl inklusive einschließlich samt`))

// troubles are the words for something that does not do what it should, beside denials, in en, uk, ru, de and pl.
var troubles = knowledge.MustPattern(`\s(broken?|broke|breaks|slow(ly)?|lags?|lagging|hangs|freezes|frozen|crash(es|ed)?|faulty|fails?|failed|bad(ly)?|trouble|problems?|зламал\S*|зламан\S*|гальму\S*|повільн\S*|зависа\S*|глюч\S*|поган\S*|проблем\S*|` +
	`слома\S*|тормоз\S*|медленн\S*|виснет|зависает|плохо|kaputt|langsam|hängt|defekt|schlecht|problem|zepsu\S*|wolno|zacina\S*|źle)\s`)

// lacking are words that deny nothing that works: "can I pay without a card".
var lacking = knowledge.MustPattern(`(?i)(?:^|\s)(?:without|ohne|без|bez)(?:\s|$)`)

// hasNone tells whether a price or a span of time is asked in so many words, and nothing that is quoted looks like one, or is seen to be one
// otherwise.
func hasNone(asked, quoted string, seen func(sort) bool) bool {
	return slices.ContainsFunc(sorts, func(s sort) bool {
		return s.surely != nil && s.surely.MatchString(asked) && !s.looks.MatchString(quoted) && !seen(s) &&
			!slices.ContainsFunc(Claims(quoted), func(c Claim) bool { return slices.Contains(s.claims, c.Sort) })
	})
}

// missesPoint tells whether an article that is sure to be meant does not say what is asked of it in few words: one of them it lacks,
// and any that means the same; something does not work, and it tells of nothing that does not; or a price or a span of time is asked,
// and what is quoted has none. The name is what the article's title and the project are called.
func missesPoint(ranked []Ranked, src Source, article knowledge.Article, quoted string, words []term, there bag) bool {
	asked := simple(ranked[0].asked)
	asks, untold := dealt(article, ranked[0].asked)
	if untold {
		return true
	}
	for _, s := range sorts {
		if s.looks.MatchString(quoted) {
			asks = append(asks, s.asks.FindString(asked))
		}
	}
	told := map[string]bool{} // words for what is to be done or what sort of thing is to be told, and is
	for _, w := range terms(strings.Join(asks, " "), article.Lang) {
		told[w.Word] = true
	}
	days := daysTold(quoted, article.Lang)
	for _, w := range dated(slices.Clone(words), ranked[0].asked, article.Lang) {
		told[w.Word] = told[w.Word] || w.days&days != 0
	}
	name := bagOf(terms(strings.Join(append([]string{article.Title, article.Name}, article.Aliases...), "\n"), article.Lang))
	name.others = there.others
	n, lacks := 0, false
	for _, w := range words {
		if w.sign() {
			return false
		}
		if w.stop() || interrogative[w.Word] || pointless[w.Word] || told[w.Word] || isNumber(w.Word) || isSmallLetter(ranked[0].asked[w.Start:w.End]) || says(name, w) {
			continue
		}
		if n++; n > pointWords {
			return false
		}
		lacks = lacks || !says(there, w) && !saidOtherwise(w, article.Lang, there) && !goesWithoutSaying(ranked, src, w)
	}
	if lacks || hasNone(asked, quoted, func(s sort) bool { return s.quotes(src, quoted) }) {
		return true
	}
	trouble := func(text string) bool {
		return denies(lacking.ReplaceAllString(text, " ")) || troubles.MatchString(simple(text))
	}
	return trouble(ranked[0].asked) && !trouble(article.Title) && !trouble(quoted) && !slices.ContainsFunc(article.Questions, trouble) &&
		!slices.ContainsFunc(knowledge.Passages(article.Body), func(p knowledge.Passage) bool { return trouble(p.Heading) })
}

// saidOtherwise tells whether a word says little, or one that some others say means about the same.
func saidOtherwise(w term, lang string, there bag) bool {
	m, ok := knowledge.MeaningOf(w.Term, lang)
	return ok && (m.Weight < pointTells || nearestOf(there.list, m, lang) >= pointNear)
}

// goesWithoutSaying tells whether a word is what all of a source's project is about: many of the other articles that were found of it
// say the word, and none of another project does. Where there is no other project, that a single one says it would tell nothing.
func goesWithoutSaying(ranked []Ranked, src Source, w term) bool {
	all, said, least := 0, 0, aboutFew
	for _, r := range ranked {
		h := r.Hit
		switch {
		case h.Lang != src.Lang || h.Article == src.Article:
		case h.Project != src.Project:
			if least = 1; hitSays(h, w) {
				return false
			}
		default:
			if all++; hitSays(h, w) {
				said++
			}
		}
	}
	return said >= least && float64(said) >= aboutAll*float64(all)
}

// isSmallLetter tells whether a word is a small letter, which is mostly a part of one, "what s the price". A large one is a size or a tariff.
func isSmallLetter(word string) bool {
	c, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.IsLower(c)
}

// says tells whether a word stands among others, be it with another ending than those that its stem is known by, or in another form.
func says(words bag, w term) bool {
	stem := stemOf(w.Term)
	return words.found(w) > 0 || !w.code && slices.ContainsFunc(words.list, func(o term) bool { return stemOf(o.Term) == stem || sameWord(w.forms, w, o) })
}
