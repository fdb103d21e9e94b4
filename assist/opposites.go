package assist

import (
	"slices"
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// wordEnd is where a word ends.
const wordEnd = `(?:[^\p{L}]|$)`

// freeSaid are the words by which something costs nothing, but for the English one, by which one feels as well.
const freeSaid = `frei(?:e[nmrs]?)? (?:eintritt|zugang|versand|lieferung)|gratis|kostenlos\p{L}*|kostenfrei\p{L}*|gebührenfrei\p{L}*|безкоштовн\p{L}+|безплатн\p{L}+|бесплатн\p{L}+|bezpłatn\p{L}+|darmow\p{L}+`

var costsNothing = knowledge.MustPattern(`(?i)` + edge + `(?:free|` + freeSaid + `)` + wordEnd)

// opposition is a group of such words.
type opposition struct {
	words  []*knowledge.Pattern
	denied bool // one of them denied says what another one says: what does not work fails, and what is not free is to be paid
}

// opposites are words of which none stands for another of its group in a true sentence, in en, de, uk, ru and pl together: a colour
// for another one, on for off. Words that mean something else as often are left out.
var opposites = []opposition{
	{words: []*knowledge.Pattern{ // colours
		knowledge.MustPattern(`(?i)` + edge + `(?:reds?|rot(?:e[nmrs]?)?|червон\p{L}+|красн(?:ый|ая|ое|ые|ого|ому|ым|ом|ой|ую|ых|ыми)|czerwon\p{L}+)` + wordEnd),
		knowledge.MustPattern(`(?i)` + edge + `(?:greens?|grün(?:e[nmrs]?)?|зел[её]н\p{L}+|zielon\p{L}+)` + wordEnd),
		knowledge.MustPattern(`(?i)` + edge + `(?:yellows?|gelb(?:e[nmrs]?)?|жовт\p{L}+|ж[её]лт\p{L}+|żółt\p{L}+)` + wordEnd),
		knowledge.MustPattern(`(?i)` + edge + `(?:oranges?|amber|помаранч\p{L}+|оранж\p{L}+|pomarańcz\p{L}+)` + wordEnd),
		knowledge.MustPattern(`(?i)` + edge + `(?:blues?|blau(?:e[nmrs]?)?|син(?:[ійєяю]|[ії]м|[іи]х|ього|ьому|ьою|ий|его|ему|ей|яя|юю|ее)|блакитн\p{L}+|голуб(?:ой|ым|ая|ую|ого|ое|ые)|niebiesk\p{L}+)` + wordEnd),
		knowledge.MustPattern(`(?i)` + edge + `(?:whites?|weiße[nmrs]?|біл(?:ий|им|а|ої|у|ого|ому|ою|их)|бел(?:ый|ым|ая|ой|ую|ого|ому|ые|ых)|biał\p{L}+)` + wordEnd),
		knowledge.MustPattern(`(?i)` + edge + `(?:blacks?|schwarze[nmrs]?|чорн\p{L}+|ч[её]рн(?:ый|ым|ая|ой|ую|ого|ые|ых)|czarn\p{L}+)` + wordEnd),
	}},
	{words: []*knowledge.Pattern{ // switching
		knowledge.MustPattern(`(?i)` + edge + `(?:(?:switch|turn)\p{L}*(?: \p{L}+){0,4}? on|eingeschaltet|einschalt\p{L}*|schalte\p{L}*(?: \p{L}+){0,5}? ein|в?вімкн\p{L}+|увімкн\p{L}+|вмика\p{L}+|включ\p{L}+|włącz\p{L}*)` + wordEnd),
		knowledge.MustPattern(`(?i)` + edge + `(?:(?:switch|turn)\p{L}*(?: \p{L}+){0,4}? off|ausgeschaltet|ausschalt\p{L}*|schalte\p{L}*(?: \p{L}+){0,5}? (?:aus|ab)|вимкн\p{L}+|вимика\p{L}+|(?:вы|от)ключ\p{L}+|wyłącz\p{L}*)` + wordEnd),
	}},
	{denied: true, words: []*knowledge.Pattern{ // working
		knowledge.MustPattern(`(?i)` + edge + `(?:works?|worked|working|functions?|keeps? running|funktionier\p{L}*|läuft|laufen|працю\p{L}+|работа(?:ет|ют|ла|ло|ли|ть)|dział\p{L}+)` + wordEnd),
		knowledge.MustPattern(`(?i)` + edge + `(?:fails?|failed|breaks? down|fällt(?: \p{L}+){0,6}? aus|ausfall(?:en)?|ausgefallen|versag\p{L}+|зника\p{L}+|пропада\p{L}+|лама\p{L}+|ломает\p{L}*|awari\p{L}+|zawodzi\p{L}*|psuje)` + wordEnd),
	}},
	{denied: true, words: []*knowledge.Pattern{ // charging
		costsNothing,
		knowledge.MustPattern(`(?i)` + edge + `(?:for a fee|chargeable|subject to (?:a )?(?:fee|charge)s?|kostenpflichtig\p{L}*|gebührenpflichtig\p{L}*|платн(?:о|ий|а|е|і|ый|ая|ое|ые|им|ым|ою|ой)|płatn\p{L}+)` + wordEnd),
	}},
}

// workingTime works not.
var workingTime = knowledge.MustPattern(`(?i)` + edge + `working[ -](?:days?|hours?|times?|weeks?)` + wordEnd)

// exchanged finds the word of a sentence that stands where what it is made of has an opposite one.
func exchanged(s, of string) (string, bool) {
	s, of = workingTime.ReplaceAllString(s, " "), workingTime.ReplaceAllString(of, " ")
	for _, group := range opposites {
		var adds, loses *knowledge.Pattern
		for _, re := range group.words {
			switch says, said := re.MatchString(s), re.MatchString(of); {
			case says && !said:
				adds = re
			case said && !says:
				loses = re
			}
		}
		if adds != nil && loses != nil && !(group.denied && deniesBeside(s, adds) != deniesBeside(of, loses)) {
			added := adds.FindString(s)
			return strings.TrimFunc(added, func(c rune) bool { return !unicode.IsLetter(c) }), true
		}
	}
	return "", false
}

// deniesBeside tells whether a text denies something in each clause that has a word.
func deniesBeside(text string, word *knowledge.Pattern) bool {
	with := slices.DeleteFunc(clausesIn(text), func(clause string) bool { return !word.MatchString(clause) })
	return len(with) > 0 && !slices.ContainsFunc(with, func(clause string) bool { return !reallyDenies(clause) })
}

var (
	// evenIf says that something holds in a case in which it may not be expected to.
	evenIf = knowledge.MustPattern(`(?i)` + edge + `(?:even (?:if|when|while|though|after)|regardless|no matter|whether or not|auch (?:wenn|falls|dann)|selbst (?:wenn|dann)|egal(?:,)? (?:ob|wie)|навіть (?:якщо|коли|тоді)|незалежно від|даже (?:если|когда|тогда)|независимо от|nawet (?:jeśli|jeżeli|gdy|kiedy|wtedy)|niezależnie od)` + wordEnd)
	// concedes are the words by which an article may say the same.
	concedes = knowledge.MustPattern(`(?i)` + edge + `(?:even|also|too|regardless|matter|whether|still|despite|anyway|always|any|every|all|auch|selbst|egal|trotz\p{L}*|obwohl|immer|jede[nmrs]?|all\p{L}{0,2}|навіть|також|теж|незалежно|попри|незважаючи|завжди|кож\p{L}+|усі\p{L}*|всі\p{L}*|будь|даже|также|тоже|независимо|несмотря|всегда|кажд\p{L}+|все\p{L}*|люб\p{L}+|nawet|również|także|też|niezależnie|mimo|pomimo|zawsze|każd\p{L}+|wszystk\p{L}+)` + wordEnd)
	// onlyIf is a condition.
	onlyIf = knowledge.MustPattern(`(?i)` + edge + `(?:if|unless|only|provided|as long as|so long as|when|while|until|wenn|falls|solange|sofern|nur|bis|якщо|лише|тільки|коли|поки|доки|если|только|лишь|когда|пока|jeśli|jeżeli|gdy|tylko|dopóki|o ile|kiedy)` + wordEnd)
)

// waives tells whether a sentence has something hold even if, or for everyone, where what it is made of has it hold if.
func waives(s, of string) bool {
	return (evenIf.MatchString(s) || inAnyCase.MatchString(s) && !onlyIf.MatchString(s)) && onlyIf.MatchString(of) && !concedes.MatchString(of)
}

// onTerms are the words of a condition beside onlyIf.
var onTerms = wholeWord(`on condition|with(?:in)? (?:a|an|your|every)|unter der (?:bedingung|voraussetzung)|in begleitung|bei|за умови|при умові|при условии|у разі|в случае|при|pod warunkiem|w przypadku|przy`)

// conditional tells whether a text names a condition, or a limit from or up to which something holds.
func conditional(text string) bool {
	return onlyIf.MatchString(text) || onTerms.MatchString(text) || slices.ContainsFunc(Claims(text), func(c Claim) bool {
		return (c.Sort == ClaimPrice || c.Sort == ClaimNumber) && (c.end == fromEnd || c.end == untilEnd)
	})
}

// freeAnyway tells whether a sentence says without a condition that something is free which what it is made of says with one, each time.
func freeAnyway(s, of string) bool {
	if !costsNothing.MatchString(s) || conditional(s) {
		return false
	}
	found := false
	for _, place := range sentencePlaces(of) {
		if said := of[place[0]:place[1]]; costsNothing.MatchString(said) {
			if !conditional(said) {
				return false
			}
			found = true
		}
	}
	return found
}

// inAnyCase says that something holds for everyone and always.
var inAnyCase = knowledge.MustPattern(`(?i)` + edge + `(?:for (?:everyone|everybody|all|anyone)|(?:at )?any ?time|in (?:any|every) case|unconditionally|für (?:alle|jeden)|jederzeit|bedingungslos|для (?:всіх|кожного|всех|каждого)|` +
	`(?:у|в) будь-як(?:ий (?:час|момент)|ому разі)|будь-коли|безумовно|в любо(?:е время|й момент|м случае)|безусловно|dla (?:wszystkich|każdego)|w (?:dowolnej|każdej) chwili|w każdym (?:czasie|przypadku)|bezwarunkowo)` + wordEnd)

// goesWithout is what a sentence says that something goes without.
var goesWithout = knowledge.MustPattern(`(?i)` + edge + `(?:without|ohne|без|bez)(?: (?:any|an?|the|your|jegliche[nrms]?|einen?|einer|ein|den|die|das|жодн\p{L}+|будь-як\p{L}+|всяк\p{L}+|как\p{L}+-либо|żadn\p{L}+|jakichkolwiek|jakiegokolwiek))* (\p{L}+)`)

// waivesThing tells whether a sentence has something go without what the passage speaks of, and denies nowhere: "without a receipt", where it is
// to be kept.
func waivesThing(s, passage, lang string) bool {
	for _, m := range goesWithout.FindAllStringSubmatch(s, -1) {
		for _, t := range terms(m[1], lang) {
			spoken := false
			for _, place := range sentencePlaces(passage) {
				said := passage[place[0]:place[1]]
				if among := bagOf(terms(said, lang)); among.found(t) == 1 {
					if denies(said) {
						return false
					}
					spoken = true
				}
			}
			if spoken && !t.stop() {
				return true
			}
		}
	}
	return false
}
