package assist_test

import (
	"testing"

	"switchboard/assist"
)

// The same in another unit is no difference, the same number of another unit is one; months and days without a month are compared.
func TestUnitsDaysAndMonthsAreCompared(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, article string
		disputed      bool
	}{
		{"The parcel may weigh up to 1000 g.", "The parcel may weigh up to 1 kg.", false},
		{"The parcel may weigh up to 1000 kg.", "The parcel may weigh up to 1 kg.", true},
		{"The survey takes 120 minutes.", "The survey takes 2 hours.", false},
		{"The survey takes 5400 seconds.", "The survey takes 90 minutes.", false},
		{"The survey takes 2 days.", "The survey takes 2 hours.", true},
		{"The guarantee lasts 30 days.", "The guarantee lasts one month.", false},
		{"The guarantee lasts 30 minutes.", "The guarantee lasts 30 days.", true},
		{"The guarantee lasts 3 weeks.", "The guarantee lasts one month.", true},
		{"The mailbox has 2048 MB.", "The mailbox has 2 GB.", false},
		{"The mailbox has 2000 MB.", "The mailbox has 2 GB.", false},
		{"The mailbox has 3000 MB.", "The mailbox has 2 GB.", true},
		{"The bottle holds 0.5 l of oil.", "The bottle holds 500 ml of oil.", false},
		{"The bottle holds 0.7 l of oil.", "The bottle holds 500 ml of oil.", true},
		{"Заставу повернемо протягом тижня.", "Заставу повернемо за 7 днів.", false},
		{"Заставу повернемо протягом місяця.", "Заставу повернемо за 7 днів.", true},
		{"Залог вернём в течение суток.", "Залог вернём за 24 часа.", false},
		{"Kaucję zwracamy w ciągu tygodnia.", "Kaucję zwracamy w ciągu 7 dni.", false},
		{"Die Kaution zahlen wir innerhalb eines Monats zurück.", "Die Kaution zahlen wir innerhalb einer Woche zurück.", true},
		{"Die Abgabe der Räder ist vom 10. bis 15. Dezember.", "Räder: Abgabe vom 10. bis 15. Dezember.", false},
		{"Die Abgabe der Räder ist vom 10. bis 20. Dezember.", "Räder: Abgabe vom 10. bis 15. Dezember.", true},
		{"Die Gebühr buchen wir am 5. ab.", "Die Gebühr wird am 5. des Monats abgebucht.", false},
		{"Die Gebühr buchen wir am 15. ab.", "Die Gebühr buchen wir am 5. des Monats ab.", true},
		{"Opłatę pobieramy do 15. dnia miesiąca.", "Opłatę pobieramy do 5. dnia miesiąca.", true},
		{"Оплату вносять до 15 числа.", "Оплату вносять до 5 числа.", true},
		{"We return the bicycles in March.", "We return the bicycles in March.", false},
		{"We return the bicycles in April.", "We return the bicycles in March.", true},
		{"The offer is in force from November to February.", "The offer is in force from 1 November 2026 to 28 February 2027.", false},
		{"The offer is in force from November to March.", "The offer is in force from 1 November 2026 to 28 February 2027.", true},
		{"The pass may be paused in January.", "The pass may be paused in January and February.", false},
		{"The pass may be paused in December.", "The pass may be paused in January and February.", true},
		{"Pupils show their card in October.", "Pupils show their card from September to May.", false},
		{"Велосипеди повертаємо у квітні.", "Велосипеди повертаємо у березні.", true},
		{"You may pause the pass, we march on.", "You can pause the pass in April.", false},
	} {
		got := assist.Compare(c.text, []assist.Source{{Article: 1, Title: "Terms", Passage: c.article}}, nil)
		if (len(got) > 0) != c.disputed {
			t.Errorf("%q against %q: %v", c.text, c.article, got)
		}
	}
}
