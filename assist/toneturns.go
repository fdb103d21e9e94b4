package assist

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"switchboard/knowledge"
)

// saying is one thing that texts say: the words for it, and those that may say it as well.
type saying struct{ said, kept *knowledge.Pattern }

func sayingOf(said, more string) saying {
	s := saying{said: knowledge.MustPattern(`(?i)` + edge + `(?:` + said + `)` + wordEnd)}
	if s.kept = s.said; more != "" {
		s.kept = knowledge.MustPattern(`(?i)` + edge + `(?:` + said + `|` + more + `)` + wordEnd)
	}
	return s
}

// unwordly are the signs beside a word that a pattern took.
const unwordly = " \n\t,.;:()–—"

const elseSaid = `otherwise|or else|sonst|andernfalls|ansonsten|інакше|в іншому (?:разі|випадку)|иначе|в противном случае|в ином случае|inaczej|w przeciwnym (?:razie|wypadku)`

var (
	provisos = []saying{
		sayingOf(`if|provided|as long as|in case|wenn|falls|sofern|solange|vorausgesetzt|якщо|за умови|у разі|в разі|если|при условии|в случае|jeśli|jeżeli|o ile|pod warunkiem|w razie|gdy`,
			`should|when|once|unless|only|depending|bei|beim|im fall\p{L}*|sollte\p{L}*|коли|при|поки|когда|пока|przy|kiedy|w przypadku|dopóki`),
		sayingOf(`only|solely|exclusively|nur|lediglich|ausschließlich|лише|лиш|тільки|виключно|только|лишь|исключительно|tylko|jedynie|wyłącznie`, `just|alone|allein|einzig|sole|merely|must|muss|müssen`),
		sayingOf(elseSaid, `else|in (?:all )?other cases|if not|wenn nicht|falls nicht|якщо ні|если нет|jeśli nie|unless`),
		sayingOf(`unless|except|excluding|apart from|außer|ausgenommen|es sei denn|крім|окрім|за винятком|хіба що|кроме|за исключением|разве что|oprócz|z wyjątkiem|chyba że`,
			`other than|besides|only|not|no|without|nicht|kein\p{L}*|ohne|не|без|nie|bez`),
	}
	// courtesies are conditions that restrict nothing, or no condition.
	courtesies = knowledge.MustPattern(`(?i)` + edge + `(?:if (?:you (?:have|need) (?:any |further |more |other |some )*(?:questions?|help|assistance)|you (?:like|wish|want)|possible|needed|necessary)` +
		`|(?:wenn|falls) (?:sie|du) (?:noch |weitere |irgendwelche )*(?:fragen|hilfe|möchten|wünschen)|wenn möglich|falls nötig` +
		`|якщо (?:у вас )?(?:є |виникнуть |виникли |будуть |залишилися |маєте )*(?:ще |інші |додаткові )*(?:запитання|питання)|якщо (?:бажаєте|хочете|можливо|потрібно)` +
		`|если (?:у вас )?(?:есть |возникнут |возникли |будут |остались )*(?:ещё |еще |другие |дополнительные )*вопросы|если (?:хотите|возможно|нужно)` +
		`|(?:jeśli|jeżeli|gdyby) (?:ma|mają|masz|będą|pojawią się)(?: \p{L}+){0,3} pytania|jeśli (?:chcesz|to możliwe)` +
		`|not only|nicht nur|не лише|не тільки|не только|nie tylko|(?:only|just|nur|лише|тільки|только|tylko) (?:\p{Lu}{3} |[$€£₴] ?)?\d)`)
	elseWord = knowledge.MustPattern(`(?i)` + edge + `(?:` + elseSaid + `)` + wordEnd)
)

// unconditional points out a condition of the text that the wording has no word for.
func (w wording) unconditional() string {
	mine := courtesies.ReplaceAllString(w.from, " ")
	for _, p := range provisos {
		if word := p.said.FindString(mine); word != "" && !p.kept.MatchString(w.to) {
			return fmt.Sprintf("Your text says “%s”, and this one no such thing: compare what it leaves out.", strings.Trim(word, unwordly))
		}
	}
	return ""
}

// freeElse tells on which side of "otherwise" a text says that something is free: before (-1), behind (1), or neither or both (0).
func freeElse(text string) int {
	at := elseWord.FindStringIndex(text)
	if at == nil {
		return 0
	}
	switch before, behind := costsNothing.MatchString(text[:at[0]]), costsNothing.MatchString(text[at[1]:]); {
	case before == behind:
		return 0
	case before:
		return -1
	}
	return 1
}

// promises are words by which a company gives something.
var promises = []saying{
	sayingOf(`refund\p{L}*|money back|reimburs\p{L}*|(?:rück)?erstatt\p{L}*|geld zurück|поверн\p{L}*(?: вам)? (?:гроші|кошти)|відшкод\p{L}*|верн\p{L}+(?: вам)? (?:деньги|средства)|возмест\p{L}*|возврат\p{L}* (?:денег|средств)|zwr\p{L}+ (?:\p{L}+ )?pieni\p{L}+|odda\p{L}* (?:\p{L}+ )?pieni\p{L}+`, ""),
	sayingOf(`discount\p{L}*|rabatt\p{L}*|preisnachl\p{L}*|знижк\p{L}*|скидк\p{L}*|rabat\p{L}*|zniżk\p{L}*|upust\p{L}*`, ""),
	sayingOf(`compensat\p{L}*|entschädig\p{L}*|компенс\p{L}*|rekompens\p{L}*|odszkodowan\p{L}*`, ""),
	sayingOf(`guarante\p{L}*|we promise|garantieren|versprechen|гаранту[єю]\p{L}*|гарантируе\p{L}*|обіця\p{L}*|обеща\p{L}*|gwarantuj\p{L}*|obiecuj\p{L}*`, ""),
	sayingOf(`gifts?|vouchers?|bonus\p{L}*|geschenk\p{L}*|gutschein\p{L}*|подарун\p{L}*|подар[оукі]\p{L}*|бонус\p{L}*|prezent\p{L}*|gratisy`, ""),
	sayingOf(`free of charge|for free|complimentary|`+freeSaid, "free"),
}

// promised points out what the wording gives and neither the text nor what it was made of: not at all, or in a sentence of its own
// that is about something else.
func (w wording) promised() string {
	for _, p := range promises {
		word := p.said.FindString(w.to)
		if word != "" && (!p.kept.MatchString(w.basis()) || w.tone != Translate && w.givesMore(p)) || w.tone == Translate && word != "" && sentencesWith(p.said, w.to) > sentencesWith(p.kept, w.from) {
			return fmt.Sprintf("Your text does not promise “%s”.", strings.Trim(word, unwordly))
		}
	}
	return ""
}

// sentencesWith is how many sentences of a text have a word.
func sentencesWith(word *knowledge.Pattern, text string) (n int) {
	for line := range strings.Lines(text) {
		for _, sentence := range sentences(line) {
			if word.MatchString(sentence) {
				n++
			}
		}
	}
	return n
}

const givesSame = 0.5 // share of the words of a sentence that one which promises the same has

// givesMore tells whether a sentence of the wording promises what no sentence that it is made of promises of the same.
func (w wording) givesMore(p saying) bool {
	if sentencesWith(p.said, w.to) <= sentencesWith(p.kept, w.from) {
		return false
	}
	var known []bag
	for line := range strings.Lines(w.basis()) {
		for _, s := range sentences(line) {
			if p.kept.MatchString(s) {
				known = append(known, bagOf(terms(s, w.lang)))
			}
		}
	}
	for line := range strings.Lines(w.to) {
		for _, s := range sentences(line) {
			of := bagOf(terms(s, w.lang))
			if p.said.MatchString(s) && !slices.ContainsFunc(known, func(b bag) bool { return of.covered(b) >= givesSame }) {
				return true
			}
		}
	}
	return false
}

// How English and German say what we do and what the customer is to do, and how the other languages form it.
var (
	weWill  = knowledge.MustPattern(`(?i)\bwe(?:['’]ll)?(?: (?:will|can|shall|would|are|be|happy|glad|going|to|of|course|also|then|now|just|\p{L}+ly))* (\p{L}{3,})`)
	wirTun  = knowledge.MustPattern(`(?i)(?:(\p{L}{3,}en) wir|wir (\p{L}{3,}en))` + wordEnd)
	sieTun  = knowledge.MustPattern(`(?i)(?:(\p{L}{3,}en) sie|sie (?:können|müssen|sollen|sollten|dürfen)(?: [\p{L}\d]+){0,6}? (\p{L}{3,}en))` + wordEnd)
	askedTo = knowledge.MustPattern(`(?i)` + edge + `(?:proszę|można|może pan\p{L}*|mogą państwo|можете|можна) (\p{L}{3,}(?:ć|ти|ть))` + wordEnd)
	weDo    = knowledge.MustPattern(`^\p{L}{3,}(?:емо|имо|ємо|їмо|ем|им|ём|emy|imy|ymy|amy)(?:ся|сь)?$`)
	youMust = knowledge.MustPattern(`^\p{L}{2,}(?:іть|їть|йте|ьте|ите|cie|ij|aj|uj)(?:ся|сь)?$`)
)

const actBegins = 4 // letters that an act and another form of it begin with alike

// doneByUs points out what the text has the customer do, and the wording us.
func (w wording) doneByUs() string {
	is := func(act string) func(string) bool { return func(o string) bool { return o == act } }
	alike := func(act string) func(string) bool { return func(o string) bool { return actAlike(act, o) } }
	for _, by := range []struct {
		ours   []string
		yours  []string
		before []string // ours in the text
		same   func(act string) func(other string) bool
	}{
		{groupsOf(weWill, w.to), wordsOf(w.from), groupsOf(weWill, w.from), is},
		{groupsOf(wirTun, w.to), groupsOf(sieTun, w.from), groupsOf(wirTun, w.from), is},
		{formed(weDo, w.to), append(groupsOf(askedTo, w.from), formed(youMust, w.from)...), formed(weDo, w.from), alike},
	} {
		for _, act := range by.ours {
			if slices.ContainsFunc(by.yours, by.same(act)) && !slices.ContainsFunc(by.before, by.same(act)) {
				return fmt.Sprintf("Your text has the customer do this, and the new one us: “%s”.", act)
			}
		}
	}
	return ""
}

// formed are the words of a text that have a form.
func formed(p *knowledge.Pattern, text string) []string {
	return slices.DeleteFunc(wordsOf(text), func(word string) bool { return !p.MatchString(word) })
}

// actAlike tells whether two words are forms of one act.
func actAlike(a, b string) bool {
	a, b = folded(a), folded(b)
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return utf8.RuneCountInString(a[:n]) >= actBegins
}

// groupsOf are what the groups of a pattern took in a text, in lower case.
func groupsOf(p *knowledge.Pattern, text string) (out []string) {
	for _, m := range p.FindAllStringSubmatch(text, -1) {
		for _, g := range m[1:] {
			if g != "" {
				out = append(out, strings.ToLower(g))
			}
		}
	}
	return out
}

// wordsOf are the words of a text in lower case.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !isWordRune(c) })
}
