package assist

import (
	"cmp"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// How a limit is said before an amount, and behind it. What is compared ("more than", "under") is turned by a denial before it.
const (
	saidLeast = `at (?:the )?least|(?:a )?minimum(?: of)?|min\.|mindestens|wenigstens|zumindest|щонайменше|принаймні|(?:як )?мінімум|(?:как )?минимум|по меньшей мере|как минимум|(?:co )?najmniej|przynajmniej|minimalnie`
	saidMost  = `at (?:the )?most|(?:a )?maximum(?: of)?|max\.|maximal|höchstens|щонайбільше|максимум|(?:co )?najwyżej|maksymalnie|maksimum`
	saidMore  = `over|above|(?:more|longer|higher|larger) than|über|(?:mehr|länger|höher|größer) als|понад|більш(?:е|ий)?|довше|вище|свыше|более|больше|дольше|выше|ponad|powyżej|(?:więcej|dłużej|wyżej)`
	saidLess  = `under|below|(?:less|fewer|shorter|lower|smaller) than|unter|(?:weniger|kürzer|niedriger|kleiner) als|менше?|коротше|нижче|менее|меньше|короче|ниже|poniżej|(?:mniej|krócej|niżej)`
	saidNot   = `(?:not?|never|nicht|kein\p{L}*|не|nie) `
	saidThan  = `(?:,? (?:than|als|ніж|чим|як|за|чем|niż|od))?(?: (?:for|für|на|na))?\s+$`
	orLonger  = `(?:more|longer|over|above|mehr|länger|більше|довше|больше|более|дольше|więcej|dłużej)`
	orShorter = `(?:less|fewer|shorter|under|weniger|kürzer|менше|меньше|менее|mniej|krócej)`
	saidOr    = `^(?:\s\p{L}+)?\s(?:or|and|oder|und|або|чи|і|й|та|или|и|lub|i)\s`
)

var (
	fromLimit  = knowledge.MustPattern(`(?i)` + edge + `(?:from|starting (?:at|from)|ab|від|от|od)\s+$`)
	untilLimit = knowledge.MustPattern(`(?i)` + edge + `(?:up to|bis(?: zu)?|до|do)\s+$`)
	leastLimit = knowledge.MustPattern(`(?i)` + edge + `(?:` + saidLeast + `|` + saidNot + `(?:` + saidLess + `))` + saidThan)
	mostLimit  = knowledge.MustPattern(`(?i)` + edge + `(?:` + saidMost + `|` + saidNot + `(?:` + saidMore + `))` + saidThan)
	moreLimit  = knowledge.MustPattern(`(?i)` + edge + `(?:` + saidMore + `)` + saidThan)
	lessLimit  = knowledge.MustPattern(`(?i)` + edge + `(?:` + saidLess + `)` + saidThan)
	sideOfLine = knowledge.MustPattern(`(?i)` + edge + `(?:` + saidMore + `|` + saidLess + `)` + wordEnd)
	leastAfter = knowledge.MustPattern(`(?i)^(?:\s\p{L}+)?\s(?:` + saidLeast + `)(?:[^\p{L}]|$)|` + saidOr + orLonger + `(?:[^\p{L}]|$)`)
	mostAfter  = knowledge.MustPattern(`(?i)^(?:\s\p{L}+)?\s(?:` + saidMost + `)(?:[^\p{L}\s]|$)|` + saidOr + orShorter + `(?:[^\p{L}]|$)`)
	apart      = knowledge.MustPattern(`(?i)^(?:\s+\p{L}+){0,3}\s+(?:less|more|cheaper|off|extra|weniger|mehr|günstiger|менше|більше|дешевше|дорожче|меньше|больше|дешевле|дороже|mniej|więcej|taniej)(?:[^\p{L}]|$)`)
	totalOf    = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:that is|that makes|in total|altogether|разом|усього|всего|итого|insgesamt|zusammen|razem|łącznie)(?:\s[^,;.]*)?\s$`)
	furtherOf  = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:another|additional|further|more|extra|weitere[rs]?|zusätzlich|ще|додатков\p{L}+|ещё|еще|дополнительн\p{L}+|kolejn\p{L}+|dodatkow\p{L}+)(?:\s[^,;.]*)?\s$`)
)

// limits tells by the words around an amount whether it is a limit, or what something costs or lasts more or less.
func (c *Claim) limits(before, after string) {
	switch {
	case totalOf.MatchString(before):
		c.end = total
	case leastLimit.MatchString(before), leastAfter.MatchString(after):
		c.end = fromEnd
	case mostLimit.MatchString(before), mostAfter.MatchString(after):
		c.end = untilEnd
	case apart.MatchString(after):
		c.end = difference
	case moreLimit.MatchString(before):
		c.end, c.beyond = fromEnd, true
	case lessLimit.MatchString(before):
		c.end, c.beyond = untilEnd, true
	case fromLimit.MatchString(before):
		c.end, c.loose = fromEnd, true
	case untilLimit.MatchString(before):
		c.end, c.loose = untilEnd, true
	case furtherOf.MatchString(before):
		c.end = difference
	}
}

// withoutLimits is a text in lower case, of the same length, with spaces for limits that have a denial, and for "not only".
func withoutLimits(low string) string {
	blank := func(s string) string { return strings.Repeat(" ", len(s)) }
	return notOnly.ReplaceAllStringFunc(limitsDenied.ReplaceAllStringFunc(low, blank), blank)
}

// comparesOtherwise tells whether of two texts that compare one says "no more than" where the other one says "more than". A text that
// says both does not tell which of them is meant.
func comparesOtherwise(a, b string) bool {
	plain, denied := compares(a)
	theirs, theirsDenied := compares(b)
	return plain != denied && theirs != theirsDenied && denied != theirsDenied
}

// compares tells whether a text says "more than", and whether "no more than".
func compares(text string) (plain, denied bool) {
	low := strings.ToLower(text)
	return moreThan.MatchString(withoutLimits(low)), moreThan.MatchString(low) && limitsDenied.MatchString(low)
}

// turnsLimit tells whether a claim has as the least what another one has as the most, or the other way round. What is free from 500
// may well cost something below 500: such a pair shares no value, and both may be true.
func (c Claim) turnsLimit(o Claim) bool { return c.beyond == o.beyond && c.facesLimit(o) }

// facesLimit tells whether of two amounts that are the same one is the least and the other one the most.
func (c Claim) facesLimit(o Claim) bool {
	if c.Sort != o.Sort || c.Sort != ClaimNumber && c.Sort != ClaimPrice || c.Value != o.Value && (c.unit == o.unit || !c.lastsAsLong(o)) {
		return false
	}
	return c.end == fromEnd && o.end == untilEnd || c.end == untilEnd && o.end == fromEnd
}

// plainlyTurnsLimit leaves out what "from 500" and "up to 500" say, and "over" and "under": people draw a line so, and mean both sides
// of it.
func (c Claim) plainlyTurnsLimit(o Claim) bool {
	return !(c.loose && o.loose) && !(c.beyond && o.beyond) && c.turnsLimit(o)
}

// turnsLimit tells whether a fact has as the least what another one has as the most. Of what is over a line and what is under it both
// may be true, unless the same is said of either.
func (f fact) turnsLimit(g fact) bool {
	c, with := f.claim, g.claim
	return c.plainlyTurnsLimit(with) || c.beyond && c.turnsLimit(with) && sameBesidesSides(f.sentence, g.sentence, g.source.Lang)
}

// sameBesidesSides tells whether one of two sentences says what the other one says, but for the words over and under.
func sameBesidesSides(text, other, lang string) bool {
	lang = cmp.Or(lang, "en")
	a, b := assertionOf(sideOfLine.ReplaceAllString(text, " "), lang), assertionOf(sideOfLine.ReplaceAllString(other, " "), lang)
	few := min(len(a.about), len(b.about))
	return few >= assertedWords && common(a.about, b.about) == few && !a.opposes(b)
}

// otherSide tells whether two sentences speak of the two sides of one line: what is free from 500 on may well not be below it.
func otherSide(text, other string) bool {
	theirs := Claims(other)
	return !comparesOtherwise(text, other) && slices.ContainsFunc(Claims(text), func(c Claim) bool {
		return slices.ContainsFunc(theirs, func(o Claim) bool { return c.facesLimit(o) && !c.plainlyTurnsLimit(o) })
	})
}
