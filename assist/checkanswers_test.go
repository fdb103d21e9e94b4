package assist_test

import (
	"testing"

	"switchboard/assist"
)

// TestShortAnswersOtherVerbsAndSpansWithoutANumberAreCompared: an answer that names its subject in the question only, what is
// forbidden, the same by another verb, and a year that is one without saying so.
func TestShortAnswersOtherVerbsAndSpansWithoutANumberAreCompared(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		asked, text, article string
		disputed             bool
	}{
		{"", "The warranty lasts a year.", "The warranty lasts 2 years.", true},
		{"", "The warranty is a year.", "The warranty is one year.", false},
		{"", "Гарантія діє рік.", "Гарантія діє 2 роки.", true},
		{"", "Гарантія діє рік.", "Гарантія діє 12 місяців.", false},
		{"", "Гарантия на год.", "Гарантия на 12 месяцев.", false},
		{"", "Gwarancja trwa rok.", "Gwarancja trwa 2 lata.", true},
		{"", "Die Garantie gilt ein Jahr.", "Die Garantie gilt 2 Jahre.", true},
		{"", "Повернення протягом місяця.", "Повернення протягом 14 днів.", true},
		{"", "Повернути товар можна впродовж місяця.", "Повернути товар можна впродовж 14 днів.", true},
		{"", "The line costs 20 € a month.", "The line costs 20 € for 30 days.", false},
		{"", "Лінія коштує 200 грн на рік.", "Лінія коштує 200 грн на 12 місяців.", false},
		{"Is delivery free? Do I have to book it?", "No.", "Delivery is free.", false},
		{"Is delivery to Poland free?", "Packing costs 2 €. It is not free.", "Delivery to Poland is free.", false},
		{"Isn't delivery to Poland free?", "No.", "Delivery to Poland is free.", false},
		{"", "Smoking is not forbidden on the terrace of the hotel.", "Smoking is allowed on the terrace of the hotel.", false},
		{"", "Палити на терасі готелю не заборонено.", "Палити на терасі готелю дозволено.", false},
		{"", "You can return goods within a month.", "You can return goods within 14 days.", true},
		{"", "You can return goods within a fortnight.", "You can return goods within 14 days.", false},
		{"", "The courier comes within an hour.", "The courier comes within 3 hours.", true},
		{"", "The courier comes in half an hour.", "The courier comes within 3 hours.", true},
		{"", "Курьер приедет в течение часа.", "Курьер приедет в течение 3 часов.", true},
		{"", "Курьер приедет через полчаса.", "Курьер приедет через 3 часа.", true},
		{"", "Кур'єр приїде за пів години.", "Кур'єр приїде за 3 години.", true},
		{"", "Dostawa trwa tydzień.", "Dostawa trwa 2 dni.", true},
		{"", "Die Lieferung dauert eine Woche.", "Die Lieferung dauert 2 Tage.", true},
		{"Is delivery to Poland free?", "No, it is not free.", "Delivery to Poland is free.", true},
		{"Is delivery to Poland free?", "Yes, it is free.", "Delivery to Poland is free.", false},
		{"Is delivery to Poland free?", "Yes, it is free.", "Delivery to Poland is not free.", true},
		{"Is delivery to Poland free?", "It is not free, sorry.", "Delivery to Poland is free.", true},
		{"Do I need to book a table?", "No, it is not necessary.", "You need to book a table.", true},
		{"Do I need to book a table?", "Yes, it is necessary.", "You need to book a table.", false},
		{"Чи платна доставка в Польщу?", "Ні, вона безкоштовна.", "Доставка в Польщу платна.", true},
		{"Чи платна доставка в Польщу?", "Так, вона платна.", "Доставка в Польщу платна.", false},
		{"Чи платна доставка в Польщу?", "Вона платна.", "Доставка в Польщу безкоштовна.", true},
		{"Доставка в Польшу платная?", "Нет, она бесплатная.", "Доставка в Польшу платная.", true},
		{"Ist der Versand nach Polen kostenlos?", "Nein, er ist nicht kostenlos.", "Der Versand nach Polen ist kostenlos.", true},
		{"Czy dostawa do Polski jest bezpłatna?", "Nie, jest płatna.", "Dostawa do Polski jest bezpłatna.", true},
		{"Is delivery to Poland free? And do I need to pay for packing?", "It is free.", "Delivery to Poland is free. Packing is charged.", false},
		{"Is delivery to Poland free?", "Yes.", "Delivery to Poland is free.", false},
		{"Is delivery to Poland free?", "Yes.", "Delivery to Poland is not free.", true},
		{"Is delivery to Poland free?", "No.", "Delivery to Poland is free.", true},
		{"Is delivery to Poland free?", "No.", "Delivery to Poland is free from 50 €.", false},
		{"Is delivery to Poland free?", "No.", "Delivery to Poland costs 5 €.", false},
		{"Is delivery to Poland free?", "Yes.", "Delivery to Poland costs 5 €.", true},
		{"", "The subscription cannot be annulled in the app.", "You can cancel the subscription in the app.", true},
		{"", "The subscription can be annulled in the app.", "You can cancel the subscription in the app.", false},
		{"", "Замовлення не можна скасувати у застосунку.", "Замовлення можна відмінити у застосунку.", true},
		{"", "Посилку не можна відправити у відділенні на вокзалі.", "Посилку можна надіслати у відділенні на вокзалі.", true},
		{"", "Sie können das Abo in der App nicht stornieren.", "Das Abo kann in der App widerrufen werden.", true},
		{"", "You cannot purchase a gift card online.", "You can buy a gift card online.", true},
		{"", "Dogs are forbidden in the hall.", "Dogs are allowed in the hall.", true},
		{"", "Dogs are not allowed in the hall.", "Dogs are forbidden in the hall.", false},
		{"", "It is prohibited to bring dogs into the hall.", "You may bring dogs into the hall.", true},
		{"", "You cannot return opened headphones.", "Opened headphones can be returned.", true},
		{"", "The subscription renews automatically.", "The subscription does not renew automatically.", true},
		{"", "З собаками вхід до зали заборонено.", "З собаками вхід до зали дозволено.", true},
		{"", "С собаками вход в зал запрещён.", "С собаками вход в зал разрешён.", true},
		{"", "Hunde sind im Saal verboten.", "Hunde sind im Saal erlaubt.", true},
		{"", "Psy na sali są zabronione.", "Psy na sali są dozwolone.", true},
		{"", "It is impossible to change the address after the order.", "The address can be changed after the order.", true},
		{"", "Delivery is included in the price.", "Delivery is not included in the price.", true},
		{"", "The shop is closed on Sunday.", "The shop is open on Sunday.", true},
	} {
		var given []string
		if c.asked != "" {
			given = []string{c.asked}
		}
		got := assist.Compare(c.text, []assist.Source{{Article: 1, Title: "Terms", Passage: c.article}}, given)
		if (len(got) > 0) != c.disputed {
			t.Errorf("%q, asked %q, against %q: %v", c.text, c.asked, c.article, got)
		}
	}
}
