package assist

import (
	"slices"
	"strings"
	"testing"
)

func TestQuestionsInOneSentenceAreToldApart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, text string
		want       []string
		unsure     bool
	}{
		{"en", "how much is courier delivery and how do I return goods?", []string{"how much is courier delivery?", "how do I return goods?"}, false},
		{"en", "what are the shop opening hours and do you deliver to Poland", []string{"what are the shop opening hours?", "do you deliver to Poland?"}, false},
		{"en", "how much does home internet cost, when can you connect my flat and can I keep my old router?", []string{"how much does home internet cost?", "when can you connect my flat?", "can I keep my old router?"}, false},
		{"en", "how much is courier delivery and can I return it?", []string{"how much is courier delivery?", "can I return it?"}, true},
		{"uk", "Скільки коштує доставка посилки і як повернути товар?", []string{"Скільки коштує доставка посилки?", "як повернути товар?"}, false},
		{"ru", "сколько стоит доставка посылки и можно ли вернуть товар", []string{"сколько стоит доставка посылки?", "можно ли вернуть товар?"}, false},
		{"de", "Was kostet die Lieferung nach Kyiv und wie kann ich Ware zurückgeben?", []string{"Was kostet die Lieferung nach Kyiv?", "wie kann ich Ware zurückgeben?"}, false},
		{"pl", "Ile kosztuje dostawa paczki i jak zwrócić towar?", []string{"Ile kosztuje dostawa paczki?", "jak zwrócić towar?"}, false},
		{"en", "where are your terms and conditions?", nil, false},
		{"en", "how do I buy and pay?", nil, false},
		{"en", "when and where do the shops open?", nil, false},
		{"en", "how do I install and activate an eSIM?", nil, false},
		{"en", "how do I get an eSIM and how much is roaming in Turkey?", []string{"how do I get an eSIM?", "how much is roaming in Turkey?"}, true},
		{"en", "what does error E-104 mean and what should I do?", nil, false},
		{"en", "My router is broken, what should I do now with the contract?", nil, false},
		{"en", "can I pay by card, and is it safe?", []string{"can I pay by card?", "is it safe?"}, true}, // which the articles decide
		{"pl", "W jakich godzinach jest otwarta kasa i czy mogę tam zapłacić kartą?", []string{"W jakich godzinach jest otwarta kasa?", "czy mogę tam zapłacić kartą?"}, true},
		{"pl", "ile kosztuje wynajem kampera i o ktorej mozna go odebrac?", []string{"ile kosztuje wynajem kampera?", "o ktorej mozna go odebrac?"}, true},
		{"pl", "do której jest otwarte biuro obsługi i od ilu lat można wynająć auto", []string{"do której jest otwarte biuro obsługi?", "od ilu lat można wynająć auto?"}, false},
		{"pl", "czy jest kasa, w której można zapłacić kartą?", nil, false},
		{"de", "Was kostet der Sprinter am Tag und ab welchem Alter darf ich ihn fahren?", []string{"Was kostet der Sprinter am Tag?", "ab welchem Alter darf ich ihn fahren?"}, true},
		{"de", "Bis wann kann ich die Buchung stornieren und um wie viel Uhr öffnet die Station?", []string{"Bis wann kann ich die Buchung stornieren?", "um wie viel Uhr öffnet die Station?"}, false},
		{"de", "gibt es ein Büro, in welchem man Bargeld zahlen kann?", nil, false},
		{"de", "Was kostet der Transporter und in welchen Städten kann ich ihn abholen?", []string{"Was kostet der Transporter?", "in welchen Städten kann ich ihn abholen?"}, true},
		{"en", "how do I find out if I can return a kettle?", nil, false},
		{"en", "how much is the van per day and from what age can I drive it?", []string{"how much is the van per day?", "from what age can I drive it?"}, true},
		{"en", "is there a cash desk, at which I can pay by card?", nil, false},
		{"uk", "Скільки коштує оренда буса і до котрої години працює офіс?", []string{"Скільки коштує оренда буса?", "до котрої години працює офіс?"}, false},
		{"uk", "чи є каса, в якій можна оплатити карткою?", nil, false},
		{"ru", "сколько стоит аренда буса и с какого возраста можно водить", []string{"сколько стоит аренда буса?", "с какого возраста можно водить?"}, false},
		{"ru", "есть ли касса, в которой можно оплатить картой?", nil, false},
		{"uk", "доставка і оплата", nil, false},
		{"uk", "яка доставка і оплата?", nil, false},
		{"uk", "як підключити і налаштувати роутер?", nil, false},
		{"uk", "підкажіть, будь ласка, як оплатити інтернет?", nil, false},
		{"ru", "как подключить и настроить роутер?", nil, false},
		{"de", "wie kann ich buchen und bezahlen?", nil, false},
		{"pl", "jak kupić i zapłacić?", nil, false},
	} {
		got := clausesOf(c.text, c.lang)
		if !slices.Equal(got.list, c.want) || (len(got.leans) > 0 || got.short) != c.unsure {
			t.Errorf("%q: %+v", c.text, got)
		}
	}
}

func TestWordsThatReferToNothingLeanOnNothing(t *testing.T) {
	for text, leans := range map[string]bool{
		"en is there a fee?": false, "en how long does it take to send a parcel?": false, "en can I return it?": true, "en are they open, and is there parking?": true,
		"de gibt es eine Gebühr?": false, "de ist es möglich zu buchen?": false, "de kann ich es zurückgeben?": true,
		"uk чи можна його повернути?": true,
	} {
		lang, said, _ := strings.Cut(text, " ")
		if got := speaksOfMore(simple(said), lang); got != leans {
			t.Errorf("%q: %v", text, got)
		}
	}
}
