package assist

import (
	"context"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// Each project of a company has hours, addresses and prices of its own. Which words and days an article on them happens to be known by, "are
// you open on Sunday" beside "at the weekend", tells nothing of which project is meant: what tells is a word beside those by which such
// things are asked for, "the pool", "in Levandivka".

// ofEach is a sort of thing that each project has its own of.
type ofEach struct {
	sort
	words *knowledge.Pattern // by which it is asked for, as they are written, in en, uk, ru, de and pl
	bare  bool               // nothing else need be said: "when do you open"
}

var ofEachProject = []ofEach{
	{sorts[0], knowledge.MustPattern(`^(open\p{L}*|clos(e|es|ed|ing)|shut\p{L}*|hours?|times?|work\p{L}*|business|office|schedules?|today|tomorrow|now|currently|` +
		`відч\p{L}+|відкри\p{L}+|зачин\p{L}+|закри\p{L}+|працю\p{L}+|робот[аиі]|годин\p{L}*|час\p{L}{0,2}|графік\p{L}{0,2}|розклад\p{L}{0,2}|режим\p{L}{0,2}|котр\p{L}+|скількох?|сьогодні|завтра|зараз|` +
		`откр\p{L}+|закр\p{L}+|работа\p{L}*|график\p{L}{0,2}|расписани\p{L}|скольких?|сегодня|сейчас|` +
		`geöffnet|offen|öffn\p{L}*|aufmachen|zumachen|macht|haben|habt|schlie(ß|ss)\p{L}*|geschlossen|auf|zu|zeit\p{L}*|uhr|viel|arbeit\p{L}*|heute|morgen|jetzt|` +
		`otwar\p{L}+|otwier\p{L}+|czynn\p{L}+|zamkni\p{L}+|zamyka\p{L}*|godzin\p{L}*|pracuj\p{L}+|pracy|macie|mają|któr\p{L}+|dziś|dzisiaj|jutro|teraz)$`), true},
	{sorts[4], knowledge.MustPattern(`^(address\p{L}*|locat\p{L}+|situated|find|get|адрес\p{L}*|знаход\p{L}+|знайти|розташован\p{L}+|наход\p{L}+|найти|расположен\p{L}+|` +
		`adress\p{L}*|anschrift\p{L}*|standort\p{L}*|befinde\p{L}+|liegt|finde\p{L}*|adres\p{L}*|znajd\p{L}+|znaleźć|mieści\p{L}*|leży)$`), true},
	{sorts[1], knowledge.MustPattern(`^(pric\p{L}+|costs?|much|expensive|fees?|charged?|кошту\p{L}+|цін\p{L}*|варт(ість|ості)|стоїть|почім|почому|скільки|сто[ия]т\p{L}*|цен\p{L}*|стоимост\p{L}|поч[её]м|сколько|` +
		`kost\p{L}+|preis\p{L}*|teuer|viel|wieviel|koszt\p{L}*|cen\p{L}*|ile|opłat\p{L}+)$`), false},
}

// beside are the words of a question beside those by which a sort of thing is asked for, its days and figures.
func (k ofEach) beside(asked bag, text string) bag {
	rest := bagOf(slices.DeleteFunc(slices.Clone(asked.list), func(t term) bool {
		low := strings.ToLower(text[t.Start:t.End])
		return interrogative[t.Word] || particular[t.Word] || hasDigit(low) || dayNamed(low) != 0 || k.words.MatchString(low)
	}))
	rest.others = asked.others
	return rest
}

// of tells whether what was found of an article is known by asking for such a thing, and what it says looks so.
func (k ofEach) of(h knowledge.Hit, text string) bool {
	return (k.asks.MatchString(simple(h.Title)) || k.asks.MatchString(simple(h.Question))) && k.looks.MatchString(text)
}

// sameOfEach tells of an article whether it has as well what the best one answers with, where a question asks for what each project has its
// own of, and says of it nothing that the best one says alone. It is nil where no such thing is asked for.
func sameOfEach(ctx context.Context, best knowledge.Hit, question string, asked bag, read wholes) func(knowledge.Hit) bool {
	for _, k := range ofEachProject {
		rest := k.beside(asked, question)
		if !k.asks.MatchString(simple(question)) || len(rest.list) == 0 && !k.bare || !k.of(best, wholeOf(ctx, best, read)) {
			continue
		}
		said := saidBoth(best, wholeOf(ctx, best, read), rest)
		if !k.bare && slices.Contains(said[len(rest.list):], false) { // it is not known of what else the price is asked
			continue
		}
		return func(h knowledge.Hit) bool {
			whole := wholeOf(ctx, h, read)
			theirs := saidBoth(h, whole, rest)
			for i := range said {
				if said[i] && !theirs[i] {
					return false
				}
			}
			return k.of(h, whole)
		}
	}
	return nil
}

// saidBoth tells of each of some words whether it stands in an article's title or nearest question, and then whether anywhere in it: with no
// typo, which may make another word of it.
func saidBoth(h knowledge.Hit, whole string, words bag) (said []bool) {
	for _, text := range []string{h.Title + "\n" + h.Question, h.Title + "\n" + h.Question + "\n" + whole} {
		in := bagOf(terms(text, h.Lang))
		for _, t := range words.list {
			said = append(said, in.has(t) || in.hasAny(words.others[t.Term]) || in.hasAny(words.others[t.Word]) ||
				slices.ContainsFunc(in.list, func(o term) bool { return stemOf(o.Term) == stemOf(t.Term) || sameWord(t.forms, t, o) }))
		}
	}
	return said
}

// wholeOf is all that the article of a hit says, or what was found of it where it is not read.
func wholeOf(ctx context.Context, h knowledge.Hit, read wholes) string {
	if articles := read.of(ctx, []knowledge.Hit{h}); len(articles) > 0 {
		return allOf(articles[0])
	}
	return h.Heading + "\n" + h.Lead + "\n" + h.Passage
}
