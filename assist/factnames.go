package assist

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

var notNames = setOf(`what who wrong not no sorry calling from the a an and but i my your it is here with about looking having just still for writing trying very on in at of so because or this that
	speaking um uh er erm uhm hm hmm well yes yeah okay ok
	і й та а але що я ми не з від по про дуже у в на мене номер пишу це ваш ваша ну е
	и но что я мы не с от по про очень у меня номер пишу это на ваш ваша ну э эм
	und aber ich wir nicht von aus mit die der das ein eine sehr meine mein auf ist äh ähm hier falsch richtig
	i a ale ja my nie z od w o bardzo mam moje mój numer proszę na jest to tu`)

// hesitation is what a recogniser writes of somebody who thinks before he says his name.
const hesitation = `(?:(?i:u[hm]+|er+m?|hm+|well|yes|yeah|okay|äh+m?|ну|е+|э+м?|eee)[,.]*\s+)*`

// beforeKnown are the words behind which a name stands that is known as one: much else may stand there.
var beforeKnown = knowledge.MustPattern(`(?i)(?:^|[^\p{L}\d'’])(?:i am|i['’]?m|this is|it['’]?s|it is|here is|я|це|це я|это|это я|пише|пишет|дзвонить|звонит|вас турбує|вас беспокоит|ich bin(?: die| der)?|hier(?: ist| spricht)?|es spricht|tu|tutaj|jestem|mówi|z tej strony)[\s,:–-]*$`)

// speaksHere is what stands behind a name with which a message begins: "Anna Smith here".
var speaksHere = knowledge.MustPattern(`(?i)^,? (?:here|speaking)(?:[^\p{L}]|$)`)

// knownNames finds the names by which a customer introduces himself without a word for a name: known ones alone.
func knownNames(text string) (out []factFound) {
	from := 0
	for _, name := range knowledge.Introduced(text) {
		i := strings.Index(text[from:], name)
		if i < 0 {
			continue
		}
		start := from + i
		end := start + len(name)
		from = end
		lead := beforeKnown.FindStringIndex(text[:start])
		here := lead == nil && (start == 0 || strings.ContainsAny(strings.TrimRight(text[:start], " ")[max(0, len(strings.TrimRight(text[:start], " "))-1):], ".,!?:;\n")) && speaksHere.MatchString(text[end:])
		first, _ := utf8.DecodeRuneInString(name)
		if lead == nil && !here || !unicode.IsUpper(first) && len(strings.Fields(name)) < 2 {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(text[end:]); strings.ContainsRune("'’?", next) { // Anna's
			continue
		}
		at := start
		if lead != nil {
			at = lead[0]
		}
		out = append(out, factFound{FactName, properName(name, false), at, start, end})
	}
	return out
}

// saidName reads what follows words behind which much else than a name may follow: "my name is misspelled".
func saidName(text string) string { return properName(text, true) }

// toldName reads what follows words behind which hardly anything but a name does.
func toldName(text string) string { return properName(text, false) }

// calledName reads a name that is written as one: a known one, or words that are said for nothing else.
func calledName(text string) string {
	name := properName(text, false)
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	if !isGiven(first) && (isPlain(first) || ordinary()[first]) {
		return ""
	}
	return name
}

// unknownName reads a name of several words that need not be known, where other words may stand as well.
func unknownName(text string) string {
	name := properName(text, false)
	words := strings.Fields(name)
	if len(words) < 2 || attribute.MatchString(words[0]) || ofCompany.MatchString(name) || deviceWords.MatchString(name) || planWords.MatchString(name) {
		return ""
	}
	for _, w := range words {
		if low := strings.ToLower(w); notNames[low] || isPlain(low) || ordinary()[low] && !isGiven(low) {
			return ""
		}
	}
	return name
}

// What begins as adjectives do is no name, nor what companies have to do with.
var (
	attribute = knowledge.MustPattern(`(?i)(?:ий|ый|ой|ая|яя|ое|ова|owy|ny|wy|ły|euer|eue|eues|lich\p{L}{0,2}|isch\p{L}{0,2})$`)
	ofCompany = wholeWord(`internet|service|support|customer|client|manager|director|engineer|lead|kund\p{L}+|rechnung|techniker\p{L}*|інтернет|интернет|клієнт\p{L}*|клиент\p{L}*|пошт\p{L}|почт\p{L}|кабінет\p{L}*|кабинет\p{L}*|абонент\p{L}*|klient\p{L}*|abonent\p{L}*|poczt\p{L}`)
)

// properName reads a person's name from what follows the words that announce one. In doubt, what is written as no name is one only if it
// is known, or no word that is said in English otherwise.
func properName(text string, doubt bool) string {
	var out []string
	shouted := strings.ToUpper(text) == text
	for i, w := range strings.Fields(text) {
		word := strings.Trim(w, `.,;:!?"«»„“”()`)
		first, _ := utf8.DecodeRuneInString(word)
		low := strings.ToLower(word)
		written := unicode.IsUpper(first) && !shouted
		letter := i > 0 && utf8.RuneCountInString(word) == 1 && unicode.IsUpper(first) // Ó Briain
		if !letter && (notNames[low] || utf8.RuneCountInString(word) < 2) || strings.ContainsAny(word, "0123456789@/") || !written && doubt && !mayBeName(low, i) {
			break
		}
		if len(out) > 0 && unicode.IsUpper([]rune(out[0])[0]) && !unicode.IsUpper(first) {
			break
		}
		out = append(out, word)
		if word != w || len(out) == 3 { // a sign ends it
			break
		}
	}
	if len(out) == 0 {
		return ""
	}
	if last := len(out) - 1; last > 0 && utf8.RuneCountInString(out[last]) == 1 { // "Anna I want": no name ends with a letter
		out = out[:last]
	}
	if first, _ := utf8.DecodeRuneInString(out[0]); unicode.IsLower(first) { // written carelessly: two words at most
		out = out[:min(len(out), 2)]
		for i, w := range out {
			r := []rune(w)
			out[i] = string(unicode.ToUpper(r[0])) + string(r[1:])
		}
	}
	return strings.Join(out, " ")
}

// isGiven tells whether a word is known as a given name.
func isGiven(word string) bool {
	return len(knowledge.Introduced("my name is "+strings.ToLower(word))) > 0
}

// asWord is how words end that are adjectives and forms of verbs rather than names.
var asWord = knowledge.MustPattern(`(?:ed|ing|ly|ong|ten|elt|ant|ent|існо|ний|на|не|но|ый|ая|ое|lich|isch|ig|iert|ieben|owane|one|any)$`)

// isPlain tells whether a word in lower case is one of those that stand in every sentence, or of courtesy.
func isPlain(word string) bool {
	return knowledge.StopWord(word, "") || greetings[knowledge.WithoutMarks(word)] || courtesy[word]
}

// mayBeName tells whether a word in lower case may be one of a name, the first one or one of those behind it.
func mayBeName(word string, i int) bool {
	if isGiven(word) {
		return true
	}
	if isPlain(word) {
		return false
	}
	return i > 0 || !ordinary()[word] && !asWord.MatchString(word)
}

// nameAlone reads an answer that is a name and nothing else: one that is known, or words that are said for nothing else.
func nameAlone(text string) string {
	text, _, _ = strings.Cut(text, ",")
	text = strings.TrimRight(text, ".! ")
	words := strings.Fields(text)
	if len(words) > 3 || slices.ContainsFunc(words, func(w string) bool { return notNames[strings.ToLower(w)] }) {
		return ""
	}
	known := slices.ContainsFunc(words, isGiven)
	saidElse := slices.ContainsFunc(words, func(w string) bool { return isPlain(strings.ToLower(w)) || ordinary()[strings.ToLower(w)] })
	switch {
	case wholeName.MatchString(text) && (known || !saidElse):
		return properName(text, false)
	case wholeSmall.MatchString(text) && isGiven(words[0]) && !slices.ContainsFunc(words, isPlain):
		return properName(text, false)
	}
	return ""
}

var (
	wholeName  = knowledge.MustPattern(`^` + upper + `$`)
	wholeSmall = knowledge.MustPattern(`^\p{Ll}[\p{L}'’ʼ-]+(?: \p{Ll}[\p{L}'’ʼ-]+){0,2}$`)
)
