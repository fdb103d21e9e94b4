package assist

import (
	"fmt"
	"strings"

	"switchboard/knowledge"
)

// withinWord is how a term is said that something has at most, before its length.
var withinWord = knowledge.MustPattern(`(?i)` + edge + `(?:within|in under|no later than|innerhalb(?: von)?|binnen|spätestens(?: in)?|протягом|впродовж|не пізніше(?: ніж)?(?: за)?|в течение|в пределах|не позже(?: чем)?(?: через)?|w ciągu|w przeciągu|najpóźniej(?: w| za)?)\s+$`)

// sideOf is which end of something a claim is said to be, by the words before it.
func sideOf(text string, c Claim) end {
	line := text[max(strings.LastIndexByte(text[:c.Start], '\n')+1, c.Start-leadBytes):c.Start]
	switch {
	case c.end == fromEnd || c.end == untilEnd:
		return c.end
	case c.end != unknownEnd:
		return unknownEnd
	case withinWord.MatchString(line), untilWord.MatchString(line):
		return untilEnd
	case fromWord.MatchString(line):
		return fromEnd
	}
	return unknownEnd
}

// otherEnd points out what the text has as an end of something and the wording as its beginning, or as the most and the least.
func (w wording) otherEnd() string {
	before, after := Claims(w.from), Claims(w.to)
	for _, c := range before {
		mine, theirs := sidesOf(w.from, c, before), sidesOf(w.to, c, after)
		if len(mine) != 1 || len(theirs) != 1 || mine[unknownEnd] || theirs[unknownEnd] || mine[fromEnd] == theirs[fromEnd] {
			continue
		}
		return fmt.Sprintf("One of the texts has “%s” as the least or the beginning, the other one as the most or the end: compare them.", strings.TrimSpace(c.Text))
	}
	return ""
}

// sidesOf are the ends that claims of a value are in a text.
func sidesOf(text string, c Claim, among []Claim) map[end]bool {
	out := map[end]bool{}
	for _, o := range among {
		bare := o
		bare.end, bare.beyond = c.end, c.beyond
		if same(c, bare) {
			out[sideOf(text, o)] = true
		}
	}
	return out
}

// opposed are words of which a wording that has one kind alone does not say what a text does that has the other kind alone.
type opposed struct {
	one, other *knowledge.Pattern
	note       string
}

func patternOf(words string) *knowledge.Pattern {
	return knowledge.MustPattern(edge + `(?:` + words + `)` + wordEnd)
}

var sidesOpposed = []opposed{
	{patternOf(`(?i:our|ours|unser\p{L}*|наш\p{L}*|нашо\p{L}+|nasz\p{L}*)`),
		patternOf(`(?i:your|yours|dein\p{L}*|euer|eure\p{L}*|ваш\p{L}*|тво\p{L}+|twoj\p{L}*|twój|wasz\p{L}*|państwa)|Ihr(?:e|er|em|en|es)?|Pana|Pani`),
		"Your text says “%s” where this one says “%s”: see whose it is."},
	{patternOf(`(?i:we (?:will |shall |also |gladly )*(?:pay|cover|bear)|wir (?:zahlen|bezahlen|übernehmen|tragen)|(?:zahlen|übernehmen|tragen) wir|(?:с|о)плачу(?:ємо|ем)|(?:с|о)плати(?:мо|м)|платимо|платим|płacimy|zapłacimy|pokrywamy|pokryjemy)`),
		patternOf(`(?i:you (?:will |have to |must |also )*(?:pay|cover|bear)|(?:zahlen|bezahlen|übernehmen|tragen) sie|sie (?:zahlen|bezahlen|übernehmen|tragen)|(?:с|о)плачуєте|(?:с|о)плачиваете|(?:с|о)платите|платите|płac(?:i|ą) (?:pan|pani|państwo)|zapłac(?:i|ą) (?:pan|pani|państwo)|zapłacicie|płacicie)`),
		"Your text says “%s” where this one says “%s”: see who pays."},
	{patternOf(`(?i:will|shall|is going to|are going to|wird|werden|прибуде|надійде|прийде|буде|будуть|доставимо|відправимо|надішлемо|повернемо|придёт|придет|прибудет|поступит|будет|будут|доставим|отправим|верн[её]м|dotrze|przyjdzie|będzie|będą|wyślemy|dostarczymy|zwrócimy)`),
		patternOf(`(?i:(?:has|have|was|were) (?:already |just |now )?(?:been )?\p{L}+(?:ed|id|nt|ne|me|de|pt)|(?:ist|sind|wurde|wurden) (?:\p{L}+ ){0,3}(?:ge\p{L}+|an?ge\p{L}+|erstattet|versandt|verschickt|repariert)|прибу(?:в|ла|ло|ли)|надійш(?:ов|ла|ло|ли)|прийш(?:ов|ла|ло|ли)|доставлен[оіа]?|відправлен[оіа]?|надіслан[оіа]?|повернут[оіа]|приш[её]л|пришл[аои]|прибыл[аои]?|поступил[аои]?|доставлен[аоы]?|отправлен[аоы]?|возвращен[аоы]?|dotarł\p{L}*|przyszł\p{L}*|został[aoy]? (?:\p{L}+ )?\p{L}+n[aey]?|wysłaliśmy|dostarczono|zwrócono)`),
		"Your text says “%s” where this one says “%s”: see whether it was or will be."},
}

// otherSide points out what is ours in one text and the customer's in the other, and what will be in one and was in the other.
func (w wording) otherSide() string {
	for _, o := range sidesOpposed {
		one, other := o.one.FindString(w.from), o.other.FindString(w.from)
		one2, other2 := o.one.FindString(w.to), o.other.FindString(w.to)
		switch {
		case one != "" && other == "" && one2 == "" && other2 != "":
			return fmt.Sprintf(o.note, strings.Trim(one, unwordly), strings.Trim(other2, unwordly))
		case other != "" && one == "" && other2 == "" && one2 != "":
			return fmt.Sprintf(o.note, strings.Trim(other, unwordly), strings.Trim(one2, unwordly))
		}
	}
	return w.otherOwner()
}

// owned is what is said to be ours or the customer's.
var owned = knowledge.MustPattern(`(?i)` + edge + `(our|your|unser\p{L}*|ihr\p{L}{0,2}|dein\p{L}*|наш\p{L}*|ваш\p{L}*|nasz\p{L}*|wasz\p{L}*) (\p{L}{3,})`)

// otherOwner points out a thing that is ours in one text and the customer's in the other, where both speak of either.
func (w wording) otherOwner() string {
	before, after := ownersIn(w.from), ownersIn(w.to)
	for thing, who := range before {
		if now := after[thing]; len(who) == 1 && len(now) == 1 && who[true] != now[true] {
			return fmt.Sprintf("“%s” is ours in one of the texts and the customer's in the other: compare them.", thing)
		}
	}
	return ""
}

// ownersIn are the things of a text with whose they are: true is ours.
func ownersIn(text string) map[string]map[bool]bool {
	out := map[string]map[bool]bool{}
	for _, m := range owned.FindAllStringSubmatch(text, -1) {
		who, thing := strings.ToLower(m[1]), strings.ToLower(m[2])
		ours := strings.HasPrefix(who, "our") || strings.HasPrefix(who, "unser") || strings.HasPrefix(who, "наш") || strings.HasPrefix(who, "nasz")
		if out[thing] == nil {
			out[thing] = map[bool]bool{}
		}
		out[thing][ours] = true
	}
	return out
}
