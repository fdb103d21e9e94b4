package assist_test

import (
	"testing"

	"switchboard/knowledge"
)

// A customer's own amount need not stand where the answer does; one that stands there still tells.
func TestTheCustomersOwnAmountIsNoCode(t *testing.T) {
	t.Parallel()
	for lang, c := range map[string]struct{ title, body, other, plain, amount string }{
		"en": {"Payment in instalments", "An overdue bill can be paid in four instalments. Write to us.", "Moving house", "can i pay the bill in instalments", "can i pay the bill of £1200 in instalments"},
		"uk": {"Оплата частинами", "Прострочений рахунок можна оплатити частинами. Напишіть нам.", "Переїзд", "чи можна оплатити рахунок частинами", "чи можна оплатити рахунок 1200 грн частинами"},
		"ru": {"Оплата частями", "Просроченный счёт можно оплатить частями. Напишите нам.", "Переезд", "можно ли оплатить счёт частями", "можно ли оплатить счёт 1200 рублей частями"},
		"pl": {"Zapłata na raty", "Zaległy rachunek można rozłożyć na raty. Proszę do nas napisać.", "Przeprowadzka", "czy rozłożycie mi rachunek na raty", "czy rozłożycie mi rachunek 1200 zł na raty"},
		"de": {"Ratenzahlung", "Eine offene Rechnung kann man in vier Raten zahlen. Schreiben Sie uns.", "Umzug", "kann ich die rechnung in raten zahlen", "kann ich die rechnung von 950€ in raten zahlen"},
	} {
		a := small(t, knowledge.Article{Lang: lang, Title: c.title, Body: c.body}, knowledge.Article{Lang: lang, Title: c.other, Body: c.other + "."})
		first := func(text string) float64 {
			got := ask(t, a, lang, text)
			if len(got) == 0 || got[0].Sources[0].Title != c.title {
				t.Fatalf("%q: %s", text, describe(got))
			}
			return got[0].Score
		}
		if plain, amount := first(c.plain), first(c.amount); amount < plain-.25 {
			t.Errorf("%s: %.2f without the amount, %.2f with it", lang, plain, amount)
		}
	}
}
