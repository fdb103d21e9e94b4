package assist

import (
	"strings"

	"switchboard/knowledge"
)

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
	{FactAddress, knowledge.MustPattern(`\s(your (full |delivery |home |postal )?address|ваш\S? адрес(а|у)?|адрес(а|у)? доставки|ihre (liefer)?(adresse|anschrift)|(pana|pani|państwa|twój) adres|adres dostawy)\s`), 14, streetAddress},
}

var (
	asking = knowledge.MustPattern(`\?|(?i)(?:please|bitte|proszę|будь ласка|пожалуйста|назвіть|вкажіть|назовите|укажите|podaj|nennen|may i|can i|could)`)
	// opening is what people say before they answer.
	opening = knowledge.MustPattern(`^(?i)(?:it['’]?s|it is|i['’]?m|i am|sure|yes|of course|okay|ok|hi|hello|this is|the number is|це|це я|я|так|звісно|добре|это|да|конечно|ich bin|das ist|ja|natürlich|gerne|to|jestem|tak|oczywiście|dobrze)[ ,.!:]+`)
	coded   = knowledge.MustPattern(code)
)

// answered finds what somebody says of himself because we asked for it: short answers that are nothing else.
func answered(asked, text string) (out []Fact) {
	if !asking.MatchString(asked) || strings.ContainsAny(text, "?") {
		return nil
	}
	bare := oneLine(text)
	for range 3 {
		bare = opening.ReplaceAllString(bare, "")
	}
	words := len(strings.Fields(bare))
	for _, a := range askedFor {
		if words > a.words || !a.asks.MatchString(simple(asked)) {
			continue
		}
		value := a.value(bare)
		if i := strings.Index(text, value); value != "" && i >= 0 {
			out = append(out, Fact{Field: a.field, Value: value, Quote: around(text, i, i+len(value))})
		}
	}
	return out
}

// nameAlone reads an answer that is a name, written as one.
func nameAlone(text string) string {
	text = strings.TrimRight(text, ".!, ")
	if wholeName.MatchString(text) {
		return properName(text)
	}
	return ""
}

var wholeName = knowledge.MustPattern(`^` + upper + `$`)

// codeAlone reads the number out of a short answer.
func codeAlone(text string) string { return contractNumber(coded.FindString(text)) }
