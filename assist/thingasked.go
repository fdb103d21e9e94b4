package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

// Who asks what something costs or how long it takes names it right behind: "how much is the caravan that I tow behind the car". However
// much else he tells, an article that never says it has another thing's price.

// howMuchOf finds what a price or a span of time is asked of, in en, uk, ru, de and pl.
var howMuchOf = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:how (?:much|long|expensive) (?:is|are|was|were|does|do|did|will|would)|(?:price|cost)s? (?:of|for)|` +
	`скільки (?:буде |будуть |зараз |у вас )?(?:коштува\p{L}+|кошту\p{L}+|трива\p{L}+)|(?:почім|почому)(?: у вас)?|(?:ціна|вартість)(?: на| за)?|` +
	`сколько (?:будет |будут |сейчас |у вас )?(?:сто(?:ит|ят|ить)|длит\p{L}+)|поч[её]м(?: у вас)?|(?:цена|стоимость)(?: на| за)?|` +
	`(?:was|wie ?viel) kostet|was kosten|wie (?:teuer|lange?) (?:ist|sind|dauert|dauern)|preise? (?:für|von|vom)|` +
	`ile (?:kosztuj[eą]|trwa(?:ją)?|wynosi)|po ile(?: jest| są)?|(?:cena|koszt)(?: za| na)?|jak długo trwa(?:ją)?)[ \t]+`)

// whose are the words that may stand before a thing, in the same languages.
var whose = setOf(folded(`any some the a an my our your this that these those one der die das den dem ein eine einen einem einer mein meine meinen ihr ihre ihren eure euer diese dieser dieses ` +
	`ваш ваша ваше ваші цей ця це ці один одна одне наш наша мій моя моє ваши этот эта это эти мой моё wasz wasza wasze ten ta ci te jeden jedna jedno mój moja moje`))

const (
	asNamed   = 3   // words that the name of a thing has at most
	sameThing = 0.6 // cosine from which a word is another one for the thing, and not for one like it: a kayak is no motorbike
)

// thingsAsked are the words for each thing that a price or a span of time is asked of.
func thingsAsked(asked string, words []term) (things [][]term) {
	for _, m := range howMuchOf.FindAllStringIndex(asked, -1) {
		if thing := thingAt(asked, m[1], words); len(thing) > 0 {
			things = append(things, thing)
		}
	}
	return things
}

// thingAt are the words of the thing that is named first among some, from a place in the question on, if nothing else stands before it.
func thingAt(asked string, at int, words []term) (thing []term) {
	for _, w := range words {
		first := len(thing) == 0
		switch {
		case w.Start < at:
		case strings.Trim(asked[at:w.Start], " -") != "", len(thing) == asNamed:
			return thing
		case first && (whose[w.Word] || pointless[w.Word]):
			at = w.End
		case w.stop(), askedWith[w.Word], isNumber(w.Word):
			return thing
		default:
			thing, at = append(thing, w), w.End
		}
	}
	return thing
}

// lacksThingAsked tells whether an article says no word of a thing that a price or a span of time is asked of.
func lacksThingAsked(ranked []Ranked, src Source, article knowledge.Article, words []term, there bag) bool {
	name := bagOf(terms(strings.Join(append([]string{article.Title, article.Name}, article.Aliases...), "\n"), article.Lang))
	name.others = there.others
	said := func(w term) bool {
		m, known := knowledge.MeaningOf(w.Term, article.Lang)
		return says(name, w) || says(there, w) || known && (m.Weight < pointTells || nearestOf(there.list, m, article.Lang) >= sameThing) || goesWithoutSaying(ranked, src, w)
	}
	return slices.ContainsFunc(thingsAsked(ranked[0].asked, words), func(thing []term) bool { return !slices.ContainsFunc(thing, said) })
}
