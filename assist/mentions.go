package assist

import (
	"context"
	"slices"

	"switchboard/knowledge"
)

// "Do you have lockers" has one word that tells, and the article that has it may have a line on it among thirty others: so little of the
// question and so little of the article speak for each other that it is hardly likely to answer. Yet where one article alone says the
// word, a glance at it tells an operator.

// hasThing finds what somebody asks whether it is there, or where it is, in en, uk, ru, de and pl.
var hasThing = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:(?:do|have) you (?:have|got|offer)|(?:is|are) there|where(?: is| are|'s|’s)|` +
	`(?:у вас )?є(?: у вас)?|де(?: у вас)?(?: є)?|(?:у вас )?есть(?: ли)?(?: у вас)?|где(?: у вас)?(?: есть)?|` +
	`haben sie|habt ihr|gibt es(?: bei ihnen| bei euch)?|wo (?:ist|sind)|(?:jest|są)(?: u was| u państwa)?|macie|gdzie(?: jest| są)?)[ \t]+`)

const (
	hasWords    = 2 // of the thing that is asked for so, at most
	besideThing = 1 // words of the question that say something beside it, at most
)

// onlyMention tells whether a short question asks for no more than whether there is something, and the first article of a ranking is
// the only one found that says a word of it.
func onlyMention(ranked []Ranked) bool {
	first := ranked[0].Hit
	words := terms(ranked[0].asked, first.Lang)
	at := hasThing.FindStringIndex(ranked[0].asked)
	if at == nil {
		return false
	}
	thing := thingAt(ranked[0].asked, at[1], words)
	return len(thing) > 0 && len(thing) <= hasWords && contentWords(ranked[0].asked) <= len(thing)+besideThing && slices.ContainsFunc(thing, func(w term) bool {
		m, known := knowledge.MeaningOf(w.Term, first.Lang)
		return (!known || m.Weight >= pointTells) && hitSays(first, w) && !slices.ContainsFunc(ranked[1:], func(r Ranked) bool { return hitSays(r.Hit, w) })
	})
}

// wantsThing finds what else asks for a thing in few words, whether it is let or sold or what it costs, in en, uk, ru, de and pl.
var wantsThing = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:(?:do you|can i|can we|could i) (?:also )?(?:rent|hire|lend|borrow|sell|buy)(?: out)?|(?:for|to) (?:rent|hire)|prices?|cost|` +
	`(?:можна|можу)(?: у вас)? (?:орендувати|винайняти|взяти|позичити|купити|здати)|здаєте|продаєте|прокат|оренда|ціна|(?:можно|могу)(?: у вас)? (?:арендовать|взять|купить|сдать)|сда[её]те|прода[её]те|аренда|цена|` +
	`(?:verleihen|vermieten|verkaufen) sie|(?:aus)?leihen[ ?.!]*$|mieten[ ?.!]*$|kaufen[ ?.!]*$|preis|(?:można|mogę)(?: u was| u państwa)? (?:wypożyczyć|wynająć|kupić|zdać)|wypożyczacie|sprzedajecie|wynajem|cena)(?:$|[^\p{L}])`)

// mentionWords are the words that say something of a question, at most, of which one that a single article has is worth a glance.
const mentionWords = 3

// asMentioned puts before drafts that are hardly likely to answer who asks for a thing in few words the article that alone, of those found of the
// projects that are talked of, says a telling word of it, where what is quoted of it has the word: "do you rent tandems", "waxing price".
func (a *Assistant) asMentioned(ctx context.Context, d Dialogue, ranked []Ranked, out []Suggestion, read wholes) []Suggestion {
	if d.Call || len(out) == 0 || sureEnough(out[0]) || contentWords(ranked[0].asked) > mentionWords {
		return out
	}
	at := hasThing.FindStringIndex(ranked[0].asked)
	if at == nil {
		at = wantsThing.FindStringIndex(ranked[0].asked)
	}
	if at == nil {
		return out
	}
	own := slices.DeleteFunc(slices.Clone(ranked), func(r Ranked) bool {
		return knowledge.Speaks(r.Hit.Lang, d.Lang) == 0 || len(d.Projects) > 0 && !slices.Contains(d.Projects, r.Hit.Project)
	})
	for _, r := range own {
		for _, w := range terms(r.asked, r.Hit.Lang) {
			if asks := r.asked == ranked[0].asked && w.Start < at[1] && w.End > at[0]; asks || !saysAlone(own, r.Hit, w) {
				continue
			}
			if s := suggestion(r, read.of(ctx, []knowledge.Hit{r.Hit})); says(bagOf(terms(s.Text, s.Lang)), w) {
				return atAGlance(s, out)
			}
		}
	}
	return out
}

// saysAlone tells whether what was found of one article alone says a telling word.
func saysAlone(ranked []Ranked, h knowledge.Hit, w term) bool {
	return tells(w, h.Lang) && !pointless[w.Word] && !askedWith[w.Word] && hitSays(h, w) &&
		!slices.ContainsFunc(ranked, func(o Ranked) bool { return o.Hit.Article != h.Article && hitSays(o.Hit, w) })
}

// sureEnough tells whether a draft is shown to operators for what it is, and nothing need be put before it.
func sureEnough(s Suggestion) bool { return s.Score >= unlikely || s.Mentions || s.Half }

// atAGlance puts a draft before others that is worth a glance, and never answered alone.
func atAGlance(s Suggestion, out []Suggestion) []Suggestion {
	s.Mentions, s.Beside = true, true
	out = slices.DeleteFunc(slices.Clone(out), func(o Suggestion) bool { return o.Sources[0].Article == s.Sources[0].Article })
	out = append([]Suggestion{s}, out...)
	return out[:min(len(out), drafts)]
}
