package assist

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// askedForAddress is how we ask for an address.
var askedForAddress = knowledge.MustPattern(`\s(your (full |delivery |home |postal )?address|ваш\S? адрес(а|у)?|адрес(а|у)? доставки|ihre (liefer)?(adresse|anschrift)|(pana|pani|państwa|twój) adres|adres dostawy)\s`)

// askedFor are the facts that we ask for, by how we ask in en, uk, ru, de and pl, in the form that simple makes of texts, and
// how the answer is read.
var askedFor = []struct {
	field string
	asks  *knowledge.Pattern
	words int // of an answer at most
	value func(string) string
}{
	{FactName, knowledge.MustPattern(`\s(your (full |first |last )?name|who am i (speaking|talking|chatting) (to|with)|ваш\S* (повне )?імя|як (вас|до вас) (звати|звертатися|звертатись)|` +
		`ваш\S* (полное )?имя|как (вас|к вам) (зовут|звать|обращаться)|ihr(en)? (vollen |vollständigen )?namen?|wie heißen sie|mit wem spreche ich|` +
		`(pana|pani|państwa|twoje|swoje) imię|imię i nazwisko|jak (się )?(pan|pani) nazywa)\s`), 4, nameAlone},
	{FactContract, knowledge.MustPattern(`\s((contract|account|customer|client) (number|id|no)|номер\S* (договору|рахунку|клієнта|договора|счета|счёта|клиента)|особов\S+ рахун\S+|` +
		`лицев\S+ сч(е|ё)т\S*|(vertrags|kunden)nummer|numer\S* (umowy|klienta|konta))\s`), 6, codeAlone},
	{FactAddress, askedForAddress, 14, streetAddress},
}

var (
	asking = knowledge.MustPattern(`\?|(?i)(?:please|bitte|proszę|будь ласка|пожалуйста|назвіть|вкажіть|назовите|укажите|podaj|nennen|may i|can i|could)`)
	// opening is what people say before they answer.
	opening = knowledge.MustPattern(`^(?i)(?:no|nein|ні|нет|nie|it['’]?s|it is|i['’]?m|i am|sure|yes|of course|okay|ok|hi|hello|this is|the number is|це|це я|я|так|звісно|добре|это|да|конечно|ich bin|das ist|ja|natürlich|gerne|to|jestem|tak|oczywiście|dobrze)[ ,.!:]+`)
	coded   = knowledge.MustPattern(code)
)

// asksFor tells whether we asked for a telephone number or an e-mail address.
func asksFor(field, asked string) bool {
	if !asking.MatchString(asked) {
		return false
	}
	switch field {
	case FactPhone:
		return phoneAsked.MatchString(simple(asked))
	case FactEmail:
		return emailAsked.MatchString(simple(asked))
	}
	return false
}

var (
	phoneAsked = knowledge.MustPattern(`\s((tele)?phone|mobile|cell|contact) number|\s(номер\S*( \S+)? телефон|ваш\S* (номер|телефон)|контактн\S+ (номер|телефон)|telefonnummer|handynummer|rufnummer|numer\S* telefonu)`)
	emailAsked = knowledge.MustPattern(`\s(e ?mail|mail adresse|mailadresse|адрес\S* (електронної|электронной)|електронн\S+ (пошт|адрес)|электронн\S+ (почт|адрес)|ваш\S* (пошт|почт|mail))`)
)

// answered finds what somebody says of himself because we asked for it: short answers that are nothing else.
func answered(asked, text string) (out []Fact) {
	if !asking.MatchString(asked) || strings.ContainsAny(text, "?") {
		return nil
	}
	bare := unopened(text)
	words := len(strings.Fields(bare))
	for _, a := range askedFor {
		if words > a.words || !a.asks.MatchString(simple(asked)) {
			continue
		}
		value := a.value(bare)
		i := strings.Index(text, value)
		if low := strings.ToLower(text); i < 0 && len(low) == len(text) { // a name in small letters
			i = strings.Index(low, strings.ToLower(value))
		}
		if value != "" && i >= 0 {
			out = append(out, Fact{Field: a.field, Value: value, Quote: around(text, i, i+len(value))})
		}
	}
	return out
}

// unopened is an answer without what people say before they answer.
func unopened(text string) string {
	bare := oneLine(text)
	for range 3 {
		bare = opening.ReplaceAllString(bare, "")
	}
	return bare
}

// codeAlone reads the number out of a short answer.
func codeAlone(text string) string { return contractNumber(coded.FindString(text)) }

// partWords is how many words a message has that is a part of an address.
const partWords = 6

// addressPart adds a message to the parts of an address that we asked for and that is told in several; nil: it is told no longer.
func addressPart(asked, text string, parts []string) []string {
	if !asking.MatchString(asked) || !askedForAddress.MatchString(simple(asked)) {
		return nil
	}
	part := strings.Trim(unopened(text), " .,;")
	words := strings.Fields(part)
	first, _ := utf8.DecodeRuneInString(part)
	ofAddress := unicode.IsUpper(first) || unicode.IsDigit(first) || streetWord.MatchString(part)
	if len(words) == 0 || len(words) > partWords || strings.ContainsAny(text, "?!@") || !ofAddress || mentionsMore.MatchString(part) || Greeting(text) {
		return nil
	}
	return append(parts, part)
}

// joinedAddress is an address told in parts, if they make one.
func joinedAddress(parts []string) []Fact {
	whole := streetAddress(strings.Join(parts, ", "))
	if whole == "" {
		return nil
	}
	return []Fact{{Field: FactAddress, Value: whole, Quote: parts[len(parts)-1]}}
}

// mentionsMore are words of messages that are no part of an address.
var mentionsMore = wholeWord(`i|my|you|we|thanks|thank|wait|please|not|yes|no|ok|я|мій|моя|ви|мені|дякую|так|ні|не|зараз|мой|вы|спасибо|да|нет|сейчас|ich|mein|sie|danke|ja|nein|nicht|moment|mój|dziękuję|tak|nie|chwil\p{L}*`)

// extends tells whether a fact says in full what another one says in part.
func (f Fact) extends(o Fact) bool {
	return f.Field == FactAddress && len(f.Value) > len(o.Value) && strings.Contains(f.Value, o.Value)
}
