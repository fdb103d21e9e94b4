package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

// What customers take back of what they said of themselves, without saying what is so instead, in en, uk, ru, de and pl: "that's not my
// number", "forget that address".

// fieldNamed are the words for what a card holds of a customer. Their groups are the fields; a number is that of a telephone unless something
// else is said.
const fieldNamed = `(?:(?P<contract>(?:contract|account|customer|client)(?: (?:number|no\.?|id))?|номер\p{L}* (?:договору|договора|рахунку|счета|сч[её]та|клієнта|клиента)|догов[іо]р\p{L}*|(?:vertrags|kunden|konto)-?nummer|(?:numer\p{L}*|nr) (?:umowy|klienta|konta))|` +
	`(?P<mail>e-?mail(?:[ -]?(?:address|adresse))?|mail(?:[ -]?(?:address|adresse))?|(?:адрес\p{L}* )?(?:електронн|электронн)\p{L}+ (?:пошт|почт|адрес)\p{L}*|пошт\p{L}+|почт\p{L}+|[іи]мейл\p{L}*|(?:adres\p{L}* )?e-?mail\p{L}*)|` +
	`(?P<address>address|адрес\p{L}*|adresse|anschrift|adres\p{L}{0,2})|` +
	`(?P<telephone>(?:(?:tele)?phone|mobile|cell)(?: number)?|number|номер\p{L}*(?: телефон\p{L}*)?|телефон\p{L}*|(?:telefon|handy|mobil|ruf)?-?nummer|handy|numer\p{L}*(?: telefonu)?|telefon\p{L}*)|` +
	`(?P<name>(?:first |last |sur)?name|ім['’ʼ]я|прізвище|имя|фамили\p{L}|nazwisko|imię))` + wordEnd

const (
	saysNot  = `(?:not|no longer|never|(?:is|was|ai)n['’]?t|не|nicht|nie|kein\p{L}{0,2})(?: (?:any ?more|actually|really|longer|вже|уже|більше|больше|взагалі|вообще|mehr|gar|już|wcale))?`
	ownWords = `(?:my|our|mein\p{L}{0,2}|unser\p{L}{0,2}|мій|моя|моє|мо[йяеёю]|наш\p{L}?|mój|moj[aeąę]|mojego|nasz\p{L}?)`
	thisOne  = `(?:that|this|the|it|those|my|цю|цей|це|ця|той|ту|мою|мій|эт[оту]\p{L}?|этот|тот|мой|мо[юё]|die(?:se[nrs]?)?|das|den|der|mein\p{L}{0,2}|ten|tę|tego|tej|ta|to|mój|moj[ąę])`
	wrongOne = `(?:wrong|old|falsch\p{L}*|alte[rnms]?|неправильн\p{L}+|невірн\p{L}+|неверн\p{L}+|стар(?:ий|а|е|ый|ая|ое)|zł[yae]|błędn\p{L}+|star[yae]|nieprawidłow\p{L}+)`
)

var (
	// notMine denies that something is the speaker's, or right.
	notMine = knowledge.MustPattern(`(?i)(?:^\s*(?:(?:no|nope|nein|ні|нет|nie)[,.!]? )?|` + edge + `(?:that|this|it|das|dies|це|это|to)(?:['’]s| is| was| ist| war| був| було| был| было| jest| był| вже| уже| już| більше| больше)* )` + saysNot + ` ` + ownWords + ` (?:\p{L}+ )??` + fieldNamed)
	// wrongSaid says that what was said was wrong, or is so no more.
	wrongSaid = knowledge.MustPattern(`(?i)` + edge + `(?:that|this|it|це|это|das|to)(?:['’]s| is| was| був| була| было| был| ist| war| jest| był)?(?: (?:the|an?|my|die|der|das|eine?|мій|мой|mój))? ` + wrongOne + ` ` + fieldNamed)
	// notSo stands before what is said of a thing of the card, behind which deniedAfter is looked for.
	notSo = knowledge.MustPattern(`(?i)` + edge + thisOne + ` (?:\p{L}+ )??` + fieldNamed)
	// forgetIt asks to use something no more.
	forgetIt = knowledge.MustPattern(`(?i)` + edge + `(?:(?:forget|ignore|disregard|delete|remove)(?: about)?|(?:do not|don['’]?t|never) (?:use|call|ring|phone|text|write to|send (?:it|anything) to)|забудьте(?: про)?|забудь(?: про)?|ігноруйте|видаліть|приберіть|` +
		`не (?:використовуйте|телефонуйте на|дзвоніть на|пишіть на)|игнорируйте|удалите|уберите|не (?:используйте|звоните (?:на|по)|пишите на)|vergessen sie|vergiss|ignorieren sie|ignoriere|löschen sie|lösche|(?:nutzen|verwenden) sie|rufen sie|` +
		`(?:proszę )?(?:zapomnieć|zapomnij|zignorować|zignoruj|usunąć|usuń)(?: o)?|(?:proszę )?nie (?:dzwonić na|dzwoń na|używać|używaj|pisać na|pisz na)) ` + thisOne + ` (?:\p{L}+ )??` + fieldNamed)
	// moved says that somebody lives somewhere no more.
	moved = knowledge.MustPattern(`(?i)` + edge + `(?:(?:i|we)(?: (?:do not|don['’]?t|no longer))(?: actually)? live (?:there|at that address|here any ?more)|(?:i|we)(?:['’]ve| have)? moved (?:out|away)|(?:я|ми|мы) (?:там|тут|здесь) (?:більше |вже |больше |уже )?не жив(?:у|емо|[её]м)|` +
		`(?:більше |вже |больше |уже )не жив(?:у|емо|[её]м) (?:там|тут|здесь)|(?:ich|wir) wohnen? (?:da|dort|hier) nicht(?: mehr)?|(?:da|dort|hier) wohnen? (?:ich|wir) nicht(?: mehr)?|(?:już )?tam (?:już )?nie mieszkam\p{L}*|(?:już )?nie mieszkam\p{L}* tam)` + wordEnd)
	germanForget = knowledge.MustPattern(`(?i)` + edge + `(?:nicht|nie)` + wordEnd)
	reported     = wholeWord(`says?|said|shows?|site|website|app|system|error|каже|пише|сайт\p{L}*|помилк\p{L}*|говорит|пишет|ошибк\p{L}*|sagt|zeigt|seite|fehler\p{L}*|mówi|pisze|stron\p{L}*|błąd\p{L}*|система|додат\p{L}*|приложени\p{L}*|aplikacj\p{L}*`)
)

// takenBackIn finds what one message takes back of the facts before it; asked is what we said before it.
func takenBackIn(asked, text string, before []Fact) (out []Fact) {
	if len(before) == 0 {
		return nil
	}
	for _, place := range sentencePlaces(text) {
		s := text[place[0]:place[1]]
		at := placeOfValue(text, place[0], place[0], place[0]+len(s))
		if strings.HasSuffix(strings.TrimSpace(s), "?") || at.quoted() {
			continue
		}
		quote := around(text, place[0], place[1])
		if field := fieldDenied(s); field != "" {
			out = append(out, Fact{Field: meantBy(field, before), Quote: quote})
		}
		for _, f := range before {
			if i := strings.Index(s, f.Value); i >= 0 {
				from := place[0] + i
				if placeOfValue(text, from, from, from+len(f.Value)).denied() {
					out = append(out, Fact{Field: f.Field, Value: f.Value, Quote: quote})
				}
			}
		}
	}
	if _, no := YesNo(text); no && len(out) == 0 && strings.HasSuffix(strings.TrimSpace(asked), "?") {
		for _, f := range before {
			if strings.Contains(asked, f.Value) {
				out = append(out, Fact{Field: f.Field, Value: f.Value, Quote: clipPlain(oneLine(text), factQuote)})
			}
		}
	}
	return out
}

// fieldDenied is the field that a sentence says is not so, empty if none.
func fieldDenied(s string) string {
	if moved.MatchString(s) {
		return FactAddress
	}
	for _, re := range []*knowledge.Pattern{notMine, wrongSaid} {
		if field, _ := fieldIn(re, s); field != "" && !yours.MatchString(s) {
			return field
		}
	}
	if field, at := fieldIn(forgetIt, s); field != "" && !denialBefore(s, at) {
		return field
	}
	if field, at := fieldIn(notSo, s); field != "" && deniedAfter.MatchString(s[at[1]:]) && !reported.MatchString(s) && !yours.MatchString(s) {
		return field
	}
	return ""
}

// denialBefore tells whether what is to be forgotten is not to be, or in German where the denial stands behind it.
func denialBefore(s string, at []int) bool {
	verb := strings.ToLower(s[at[0]:at[1]])
	behind := germanForget.MatchString(s[at[1]-1:])
	if strings.Contains(verb, "vergess") || strings.Contains(verb, "vergiss") || strings.Contains(verb, "ignorier") || strings.Contains(verb, "lösch") {
		return behind
	}
	if strings.Contains(verb, "rufen sie") || strings.Contains(verb, "nutzen sie") || strings.Contains(verb, "verwenden sie") {
		return !behind
	}
	return deniedNext.MatchString(s[:at[0]+1])
}

// fieldIn is the field that a pattern names in a sentence, and where the pattern stands, up to the end of the field's word.
func fieldIn(re *knowledge.Pattern, s string) (field string, at []int) {
	m := re.FindStringSubmatchIndex(s)
	if m == nil {
		return "", nil
	}
	names := map[string]string{"contract": FactContract, "mail": FactEmail, "address": FactAddress, "telephone": FactPhone, "name": FactName}
	for g, name := range re.SubexpNames() {
		if names[name] != "" && m[2*g] >= 0 {
			return names[name], []int{m[0], m[2*g+1]}
		}
	}
	return "", nil
}

// meantBy is the field that is meant: by a number alone that of a contract, where no telephone's was said.
func meantBy(field string, before []Fact) string {
	said := func(field string) bool {
		return slices.ContainsFunc(before, func(f Fact) bool { return f.Field == field })
	}
	if field == FactPhone && !said(FactPhone) && said(FactContract) {
		return FactContract
	}
	return field
}

// Takes tells whether what is taken back is a fact that was said before it.
func (f Fact) Takes(o Fact) bool {
	return f.Field == o.Field && (f.Value == "" || FactKey(f.Field, f.Value) == FactKey(o.Field, o.Value))
}
