package assist

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// facts keeps those that the customer's own lines say.
func (r *digesting) facts(list []told) []Fact {
	var out []Fact
	for _, item := range list[:min(digestItems, len(list))] {
		f, ok := r.fact(item)
		if ok && !slices.ContainsFunc(out, func(o Fact) bool { return o.Field == f.Field && FactKey(o.Field, o.Value) == FactKey(f.Field, f.Value) }) {
			out = append(out, f)
		}
	}
	return out
}

func (r *digesting) fact(item told) (Fact, bool) {
	if !slices.Contains(FactFields(), item.Field) || !r.quoted(item) || !r.turns[item.Line-1].Customer {
		return Fact{}, false
	}
	t := r.turns[item.Line-1]
	value, known := r.hidden.restore(r.hidden.mend(oneLine(item.Value)))
	quote, _ := r.hidden.restore(item.Quote)
	at := strings.Index(strings.ToLower(t.Text), strings.ToLower(value))
	if !known || value == "" {
		return Fact{}, false
	}
	f := Fact{Field: item.Field, Seq: t.Seq, Quote: strings.TrimSpace(quote)}
	if item.Field == FactLanguage || item.Field == FactChannel { // said in other words than the card has them
		if f.Value = way(value); item.Field == FactLanguage {
			f.Value = language(languageNamed(value))
		}
		return f, f.Value != "" && strings.Contains(t.Text, f.Quote) && wishNamed(f, t.Text) && wishMeant(f)
	}
	if at < 0 || len(strings.ToLower(t.Text)) != len(t.Text) { // lower case of a few letters is longer: then exactly
		at = strings.Index(t.Text, value)
	}
	if at < 0 || at+len(value) > len(t.Text) || !utf8.ValidString(t.Text[at:at+len(value)]) {
		return Fact{}, false
	}
	for _, p := range knowledge.FindPrivate(t.Text) {
		if (p.Sort == knowledge.PrivateCard || p.Sort == knowledge.PrivateIBAN) && at < p.End && p.Start < at+len(value) {
			return Fact{}, false
		}
	}
	f.Value, f.Quote = readFact(item.Field, t.Text[at:at+len(value)]), around(t.Text, at, at+len(value))
	return f, f.Value != "" && speaksOfThing(f) && isSo(f.Field, t.Text, at, at+len(value))
}

// languageWords are the names of the languages that a customer may wish for, in all of them.
var languageWords = map[string]*knowledge.Pattern{
	"en": knowledge.MustPattern(`(?i)` + edge + `(?:english|englisch\p{L}*|англійськ\p{L}*|английск\p{L}*|angielsk\p{L}*)` + wordEnd),
	"de": knowledge.MustPattern(`(?i)` + edge + `(?:german|deutsch\p{L}*|німецьк\p{L}*|немецк\p{L}*|niemieck\p{L}*)` + wordEnd),
	"pl": knowledge.MustPattern(`(?i)` + edge + `(?:polish|polnisch\p{L}*|польськ\p{L}*|польск\p{L}*|polsk\p{L}*)` + wordEnd),
	"uk": knowledge.MustPattern(`(?i)` + edge + `(?:ukrainian|ukrainisch\p{L}*|українськ\p{L}*|украинск\p{L}*|ukraińsk\p{L}*)` + wordEnd),
	"ru": knowledge.MustPattern(`(?i)` + edge + `(?:russian|russisch\p{L}*|російськ\p{L}*|русск\p{L}*|rosyjsk\p{L}*)` + wordEnd),
}

// calls are words for the telephone that way does not begin with.
var calls = knowledge.MustPattern(`(?i)` + edge + `(?:call\p{L}*|ring|anruf\p{L}*|ruf\p{L}*|(?:za|od)?dzwo\p{L}+|пере(?:телефон|дзвон|звон)\p{L}*)`)

// wishNamed tells whether the words that a wish is quoted from name the language or the way, or the message is in that language.
func wishNamed(f Fact, message string) bool {
	if f.Field == FactLanguage {
		is, sure := knowledge.Language(message, "")
		return languageWords[f.Value].MatchString(f.Quote) || sure && knowledge.Base(is) == f.Value
	}
	return f.Value == way("telephone") && calls.MatchString(f.Quote) || slices.ContainsFunc(wordsOf(f.Quote), func(word string) bool { return way(word) == f.Value })
}

// What devices and plans are called in general.
var (
	deviceWords = knowledge.MustPattern(`(?i)` + edge + `(?:routers?|modems?|(?:smart)?phones?|tablets?|laptops?|computers?|pcs?|tvs?|television|cameras?|printers?|decoders?|set-top|terminals?|hubs?|boilers?|meters?|watch|` + brands +
		`|handy|telefon\p{L}*|rechner|fernseher|kamera\p{L}*|drucker|роутер\p{L}*|модем\p{L}*|телефон\p{L}*|смартфон\p{L}*|планшет\p{L}*|ноутбук\p{L}*|комп['’ʼ]?ютер\p{L}*|компьютер\p{L}*|телев[іи]зор\p{L}*|камер\p{L}*|принтер\p{L}*|приставк\p{L}*|пристр\p{L}+|устройств\p{L}*|` +
		`komputer\p{L}*|telewizor\p{L}*|drukark\p{L}*|dekoder\p{L}*|urządzeni\p{L}*|gerät\p{L}*|device)` + wordEnd)
	planWords = knowledge.MustPattern(`(?i)` + edge + `(?:plans?|tariffs?|packages?|subscriptions?|tarif\p{L}*|pakete?|abo|abonnement|vertrag|тариф\p{L}*|пакет\p{L}*|план\p{L}{0,2}|п[іо]дписк\p{L}*|taryf\p{L}*|pakiet\p{L}*|abonament\p{L}*)` + wordEnd)
)

// speaksOfThing tells whether a device or a plan is said to be one: by its own words, or by those beside what has a name.
func speaksOfThing(f Fact) bool {
	words := map[string]*knowledge.Pattern{FactDevice: deviceWords, FactPlan: planWords}[f.Field]
	named := strings.ContainsFunc(f.Value, unicode.IsUpper) || strings.ContainsFunc(f.Value, unicode.IsDigit)
	return words == nil || words.MatchString(f.Value) || words.MatchString(f.Quote) && (named || f.Field == FactPlan)
}

// wishMeant tells whether the words that a wish is quoted from wish it: none that tell of what was, or deny it.
func wishMeant(f Fact) bool {
	if f.Field == FactLanguage {
		return !languageWords[f.Value].MatchString(f.Quote) || !reallyDenies(f.Quote)
	}
	asked := strings.HasSuffix(f.Quote, "?")
	for _, place := range sentencePlaces(f.Quote) {
		called, written := noWish, noWish
		for _, p := range partsOfSentence(f.Quote, place) {
			said := f.Quote[p.from:p.to]
			called, written = beCalled.in(p, said, called, asked), beWritten.in(p, said, written, asked)
			wished := called == isWished || written == isWished || preferring.MatchString(said) && !reallyDenies(said)
			if wished && wishNamed(Fact{Field: f.Field, Value: f.Value, Quote: said}, "") {
				return true
			}
		}
	}
	return false
}

var (
	// timeNamed is a time of day without the word before it.
	timeNamed = knowledge.MustPattern(`(?i)^(?:\d{1,2}[:.]\d{2}|\d{1,2} ?(?:am|pm|o['’]?clock|uhr|год\p{L}*|час\p{L}*))(?:[ –-].*)?$`)
	onlyCode  = knowledge.MustPattern(`^\p{L}{0,3}[- ]?\d+$`)
	ofError   = wholeWord(`errors?|codes?|fehler\p{L}*|помилк\p{L}*|код\p{L}*|ошибк\p{L}*|błąd|błęd\p{L}*|kod\p{L}*`)
	branded   = knowledge.MustPattern(`(?i)` + edge + `(?:` + brands + `)`)
)

// isSo tells whether what a model read of a customer is so by the words around it: as strictly as rules look for it, and more so where
// rules know by the words that announce it.
func isSo(field, text string, start, end int) bool {
	s := placeOfValue(text, leadOf(field, text, start, start), start, end)
	if !s.stands(field, true) {
		return false
	}
	value, part := text[start:end], text[s.part(start):start]
	switch field {
	case FactName:
		return !s.another() && !reallyDenies(part)
	case FactPlan:
		return !reallyDenies(part) && s.had()
	case FactTime:
		return (timeOfDay.MatchString(value) || timeNamed.MatchString(value)) && !reallyDenies(part) && !toldOf.MatchString(text[s.from:s.to])
	case FactDevice:
		return branded.MatchString(value) || !onlyCode.MatchString(value) && !ofError.MatchString(part)
	}
	return true
}

// languageNamed is a code of a language as a word that language reads.
func languageNamed(code string) string {
	if name := map[string]string{"en": "english", "de": "german", "pl": "polish", "uk": "ukrainian", "ru": "russian"}[strings.ToLower(code)]; name != "" {
		return name
	}
	return code
}

// readFact reads a value as the rules for its field do; empty: it is none.
func readFact(field, value string) string {
	short := utf8.RuneCountInString(value) <= 60
	switch n := len(knowledge.OnlyDigits(value)); field {
	case FactName:
		return toldName(value)
	case FactContract:
		return contractNumber(value)
	case FactAddress:
		return streetAddress(value)
	case FactPhone:
		if n < 7 || n > 15 || strings.ContainsFunc(value, unicode.IsLetter) {
			return ""
		}
		return oneLine(value)
	case FactEmail:
		if m := claimEmail.FindString(value); m != value {
			return ""
		}
	}
	if !short {
		return ""
	}
	return asItStands(value)
}
