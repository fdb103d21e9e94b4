package knowledge_test

import (
	"strings"
	"testing"

	"switchboard/knowledge"
)

// identities are numbers that states give persons, as their specifications or their own examples show them; not one is
// taken from a set that is measured.
var identities = []struct{ country, number string }{
	{"US social security", "078-05-1120"}, {"US social security", "078 05 1120"}, {"US social security", "078.05.1120"},
	{"US social security", "my social is 078051120"}, {"US social security", "078051120 is my ssn"}, {"US taxpayer", "912-90-3457"},
	{"US passport", "passport number C01234567"},
	{"UK national insurance", "AB 12 34 56 C"}, {"UK national insurance", "AB123456C"}, {"UK national insurance", "jg 10 37 59 a"},
	{"UK health service", "943 476 5919"}, {"UK health service", "NHS number 9434765919"},
	{"PL PESEL", "44051401359"}, {"PL NIP", "123-456-32-18"}, {"PL dowód", "ABA300000"}, {"PL dowód", "ABA 300000"}, {"PL paszport", "paszport ZS 0000177"},
	{"UA РНОКПП", "3184710691"}, {"UA РНОКПП", "ІПН: 3184710691"}, {"UA паспорт", "паспорт СО 123456"}, {"UA паспорт", "СО123456"},
	{"UA ID-картка", "паспорт 001234567"}, {"UA УНЗР", "19850709-12345"}, {"UA закордонний", "FE123456 закордонний паспорт"},
	{"RU паспорт", "паспорт 45 08 123456"}, {"RU СНИЛС", "112-233-445 95"}, {"RU ИНН", "500100732259"},
	{"DE Steuer-ID", "86095742719"}, {"DE Steuer-ID", "86 095 742 719"}, {"DE Ausweis", "T220001293"}, {"DE Ausweis", "Personalausweis L01X00T471"},
	{"DE Rente", "65 170839 J 003"}, {"DE Rente", "65170839J003"},
	{"FR sécurité sociale", "2 55 08 14 168 025 38"}, {"FR sécurité sociale", "255081416802538"},
	{"ES DNI", "12345678Z"}, {"ES DNI", "12345678-Z"}, {"ES NIE", "X1234567L"}, {"IT codice fiscale", "RSSMRA85T10A562S"},
	{"NL BSN", "BSN 111222333"}, {"BE rijksregister", "85.07.30-033.28"}, {"SE personnummer", "811228-9874"}, {"SE personnummer", "19811228-9874"},
	{"FI henkilötunnus", "131052-308T"}, {"DK CPR", "070761-4285"}, {"NO fødselsnummer", "15108695088"}, {"CZ rodné číslo", "710319/2745"},
	{"CH AHV", "756.9217.0769.85"}, {"AT Sozialversicherung", "1237 010180"}, {"RO CNP", "1630615123457"}, {"BG EGN", "7523169263"},
	{"EE isikukood", "36805280109"}, {"LV personas kods", "161175-19997"}, {"PT NIF", "NIF 501964843"}, {"HR OIB", "33392005961"},
	{"IE PPS", "6433435F"}, {"TR kimlik", "17291716060"}, {"IN Aadhaar", "2341 2341 2346"}, {"IN PAN", "ACUPA7085R"},
	{"CA social insurance", "123-456-782"}, {"AU tax file", "123 456 782"}, {"BR CPF", "390.533.447-05"}, {"CN identity", "11010519491231002X"},
	{"MX CURP", "BOXW310820HNERXN09"}, {"SG NRIC", "S1234567D"}, {"ZA identity", "7503305044089"},
}

// spokenNumbers are numbers as people say them and recognisers write them.
var spokenNumbers = []string{
	"my number is five five five one two three four five six seven", "it's oh seven seven double zero nine hundred one two three",
	"sure it is eight zero zero five five five zero one nine nine", "the card number is four one one one one one one one one one one one one one one one",
	"the last four of my social are six seven eight nine", "my social is zero seven eight zero five one one two zero",
	"five five five, one two one, two one two one", "call me at triple five one two three forty five sixty seven",
	"reach me at john dot smith at gmail dot com", "my e-mail is anna underscore k at example dot org",
	"мій номер нуль шість сім один два три чотири п'ять шість сім", "мой телефон восемь девять один шесть один два три четыре пять шесть семь",
	"mój numer to pięć zero jeden dwa trzy cztery pięć sześć siedem", "meine nummer ist null eins sieben sechs eins zwei drei vier fünf sechs sieben",
	"seven eight zero one", "card ending in four two four two", "it is 5 5 5 1 2 3 4 5 6 7",
}

func TestIdentitiesOfManyStates(t *testing.T) {
	for _, i := range identities {
		for _, text := range []string{i.number, "hello, here it is: " + i.number + ", what else do you need?"} {
			if got := knowledge.FindPrivate(text); !coversDigits(text, i.number, got) {
				t.Errorf("%s, %q: %v", i.country, text, got)
			}
		}
	}
	for _, text := range spokenNumbers {
		if got := knowledge.FindPrivate(text); len(got) == 0 {
			t.Errorf("%q: nothing", text)
		}
	}
}

// coversDigits tells whether every digit of the number is in what was found.
func coversDigits(text, number string, found []knowledge.Private) bool {
	from := strings.Index(text, number)
	for i := from; i < from+len(number); i++ {
		in := false
		for _, p := range found {
			in = in || p.Start <= i && i < p.End
		}
		if c := text[i]; c >= '0' && c <= '9' && !in {
			return false
		}
	}
	return true
}
