package assist

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// wording is a text and how a model says it.
type wording struct {
	from, to       string
	fromLang, lang string
	tone           string
	sources        []Source // of the text
	system         string   // prompt
}

// wrong says why a wording may not be used; empty: nothing speaks against it.
func (w wording) wrong() string {
	switch {
	case strings.IndexFunc(w.to, isWordRune) < 0:
		return "it is empty"
	case w.tone == Shorter && utf8.RuneCountInString(w.to) >= utf8.RuneCountInString(w.from):
		return "it is not shorter"
	case utf8.RuneCountInString(w.to) > 2*utf8.RuneCountInString(w.from)+400:
		return "it is much longer than your text"
	case leaks(w.to, w.system):
		return "it repeats the rules that the model was given"
	}
	for _, mark := range []string{"<", ">", "`", "](", "⟦"} {
		if strings.Contains(w.to, mark) && !strings.Contains(w.from, mark) {
			return "it has marks that your text does not have"
		}
	}
	if is, sure := knowledge.Language(w.to, ""); sure && knowledge.Base(is) != knowledge.Base(w.lang) {
		return "it is in another language (" + is + ")"
	}
	mine, theirs := w.claims(w.from), w.claims(w.to)
	if lost, ok := missing(mine, theirs); ok {
		return "it leaves out or changes “" + lost + "”"
	}
	if added, ok := missing(theirs, mine); ok {
		return "it adds “" + added + "”"
	}
	if lost, ok := w.lostName(w.from, w.to, w.fromLang, w.lang); ok {
		return "it leaves out or changes “" + lost + "”"
	}
	if added, ok := w.lostName(w.to, w.from, w.lang, w.fromLang); ok {
		return "it adds “" + added + "”"
	}
	if !w.read() {
		return ""
	}
	for _, s := range sentences(w.to) {
		s = withoutWarnings(s)
		switch word, ok := asksForSecret(s, w.from, w.from, true); {
		case ok && toldBeside(word, s):
			return "it asks for “" + word + "”"
		case ok:
			return "it adds “" + word + "”"
		}
	}
	if word, ok := exchanged(w.to, w.from); ok {
		return "it says “" + word + "” where your text says the opposite"
	}
	return ""
}

// readLangs are the languages whose words are read by rules.
var readLangs = []string{"en", "uk", "ru", "pl", "de"}

// read tells whether both texts are in a language whose words are read.
func (w wording) read() bool {
	return slices.Contains(readLangs, knowledge.Base(w.lang)) && slices.Contains(readLangs, knowledge.Base(w.fromLang))
}

// claims are those of a text that can be found again in the other one: days and times in words are read in five languages alone.
func (w wording) claims(text string) []Claim {
	all := Claims(text)
	if w.read() {
		return all
	}
	return slices.DeleteFunc(all, func(c Claim) bool {
		return (c.Sort == ClaimDay || c.Sort == ClaimTime) && !strings.ContainsAny(c.Text, "0123456789")
	})
}

// missing finds a claim that the others do not have.
func missing(claims, others []Claim) (string, bool) {
	for _, c := range claims {
		is := func(o Claim) bool { return same(c, o) }
		another := func(o Claim) bool { return single(o) && o.Sort == c.Sort } // a month for a week
		if (!single(c) || slices.ContainsFunc(others, another)) && !c.unsaidIn(others) && !slices.ContainsFunc(others, is) {
			return strings.TrimSpace(c.Text), true
		}
	}
	return "", false
}

// single tells whether a claim is one of something in words: "within a week" and "an hour" name no number, and another language may say
// so without one.
func single(c Claim) bool {
	return c.bare == 1 && !strings.ContainsAny(c.Text, "0123456789")
}

// same tells whether two claims say the same in whatever language: what is counted has other names, how much has not.
func same(a, b Claim) bool {
	if !a.sortedAs(b) || a.turnsLimit(b) {
		return false
	}
	if a.says(b) {
		return true
	}
	close := func(x, y float64) bool { return math.Abs(x-y) <= 1e-6*max(1, math.Abs(x)) }
	return a.Sort == ClaimNumber && close(a.low, b.low) && close(a.high, b.high) && !(measured(a.unit) && measured(b.unit))
}

// measured tells whether a unit is one that is known in every language.
func measured(unit string) bool {
	return slices.ContainsFunc(unitForms, func(f unitForm) bool { return f.unit == unit })
}

// lostName finds a name or code of one text that stands nowhere in the other. Between languages names are declined and
// transliterated: there only codes can be told, and what stays in Latin letters among Cyrillic ones.
func (w wording) lostName(in, other, inLang, otherLang string) (string, bool) {
	among := bagOf(terms(other, otherLang))
	if w.tone != Translate && otherLang != inLang { // one language, read as two: words of either count
		among = bagOf(append(among.list, terms(other, inLang)...))
	}
	claims := Claims(in) // are compared as such: PLN 20 is 20 zł
	for _, n := range namesOf(in, inLang) {
		if n.within(claims) {
			continue
		}
		if w.tone == Translate && !n.code && !(n.latin && cyrillic(inLang) && !cyrillic(otherLang)) && !(n.latin && cyrillic(inLang) == cyrillic(otherLang) && n.acronym) {
			continue
		}
		if among.found(n.term) == 0 && !declined(n.term, among) {
			return n.text, true
		}
	}
	return "", false
}

// declined tells whether a name stands in a bag in another case: its beginning does.
func declined(t term, among bag) bool {
	r := []rune(t.Word)
	if t.code || len(r) < 4 {
		return false
	}
	begins := string(r[:max(3, len(r)-2)])
	return slices.ContainsFunc(among.list, func(o term) bool { return strings.HasPrefix(o.Word, begins) })
}

func cyrillic(lang string) bool { return slices.Contains([]string{"uk", "ru"}, knowledge.Base(lang)) }

// name is a word that is right or wrong to the letter.
type name struct {
	term
	text    string
	latin   bool
	acronym bool
}

// polite are words that courtesy writes with a capital letter, folded.
var polite = setOf(`i ви вас вам вами ваш ваша ваше ваші вашого вашої вашому вашій вашу вашим вашою ваших вашими
	вы ваши вашего вашей вашем вашею pan pana pani panu pania panstwo panstwu panstwa panem ty ciebie tobie cie ci twoj twoja twoje twojego twojej
	you your sie ihr ihnen ihre ihrem ihren ihrer ihres du dir dich dein deine deinem deinen deiner`)

// namesOf finds the names and codes of a text: words with digits or all in capitals, and those that begin with a capital
// where no sentence begins. German writes every noun so: there it is the codes alone.
func namesOf(text, lang string) []name {
	var out []name
	for _, t := range terms(text, lang) {
		word := text[t.Start:t.End]
		first, _ := utf8.DecodeRuneInString(word)
		n := name{term: t, text: word, latin: strings.IndexFunc(word, func(c rune) bool { return c < 128 && unicode.IsLetter(c) }) >= 0}
		letters := strings.IndexFunc(word, unicode.IsLetter) >= 0
		n.acronym = utf8.RuneCountInString(word) > 1 && letters && strings.ToUpper(word) == word
		switch {
		case t.code && letters && dayOfMonth.FindString(word) == word: // 15th has another form in every language, and is a claim
			continue
		case t.code && letters:
		case n.acronym && !polite[t.Word] && !courtesy[t.Word]:
		case knowledge.Base(lang) != "de" && unicode.IsUpper(first) && !t.stop() && !polite[t.Word] && !begins(text[:t.Start]) && knowledge.MonthOf(word) == 0:
		default:
			continue
		}
		out = append(out, n)
	}
	return out
}

// begins tells whether a sentence or a line begins after these words.
func begins(before string) bool {
	line := strings.TrimRight(before, " \t\u00a0\"'«„“”*_([-–—•")
	if line == "" || strings.HasSuffix(line, "\n") {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	if strings.ContainsRune(".!?…:;", last) {
		words := strings.Fields(line)
		short := strings.ToLower(strings.TrimSuffix(words[len(words)-1], "."))
		return last != '.' || !slices.Contains(shortForms, short) || slices.Contains(closing, short) // "ul. Lipowa"
	}
	after := line[strings.LastIndexByte(line, '\n')+1:] // "1) Press": the sign of a list
	return len(after) < 4 && strings.IndexFunc(after, unicode.IsLetter) < 0
}

// idioms deny nothing although they have a word of denial.
var idioms = []string{"don't hesitate", "do not hesitate", "no problem", "no worries", "don't worry", "do not worry", "if not", "if it is not", "if it does not", "if it doesn't",
	"не вагайтеся", "не хвилюйтеся", "не переживайте", "не соромтеся", "без проблем", "не стесняйтесь", "не волнуйтесь", "не беспокойтесь",
	"якщо ні", "если нет", "wenn nicht", "falls nicht", "jeśli nie",
	"keine sorge", "zögern sie nicht", "kein problem", "nie wahaj", "bez obaw", "nie martw", "nie ma problemu"}

// withoutIdioms is a text in lower case, of the same length, with spaces for the idioms.
func withoutIdioms(low string) string {
	for _, i := range idioms {
		for _, as := range []string{i, strings.ReplaceAll(i, "'", "’")} {
			low = strings.ReplaceAll(low, as, strings.Repeat(" ", len(as)))
		}
	}
	return withoutLimits(low)
}

// reallyDenies tells whether a text denies something, idioms left out.
func reallyDenies(text string) bool { return denies(withoutIdioms(strings.ToLower(text))) }
