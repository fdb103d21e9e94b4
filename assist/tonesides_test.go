package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

// A wording that turns a limit, whose something is or when it is, or that promises more, is pointed out or thrown away.
func TestWhatAWordingTurnsRoundIsPointedOut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ tone, lang, mine, said string }{
		{assist.Formal, "en", "The offer is valid until 31 December.", "The offer is valid from 31 December."},
		{assist.Formal, "uk", "Магазин працює до 20:00.", "Магазин працює після 20:00."},
		{assist.Formal, "uk", "Зателефонуйте нам до 20 грудня.", "Зателефонуйте нам після 20 грудня."},
		{assist.Formal, "ru", "Оплатите счёт до 18:00.", "Оплатите счёт после 18:00."},
		{assist.Formal, "de", "Wir haben bis 18 Uhr geöffnet.", "Wir haben ab 18 Uhr geöffnet."},
		{assist.Formal, "pl", "Sklep jest czynny do 18:00.", "Sklep jest czynny od 18:00."},
		{assist.Formal, "en", "The repair takes up to 3 days.", "The repair takes more than 3 days."},
		{assist.Formal, "en", "We answer within 3 days.", "We answer in at least 3 days."},
		{assist.Formal, "de", "Wir antworten innerhalb von 3 Tagen.", "Wir antworten frühestens nach 3 Tagen."},
		{assist.Formal, "uk", "Ми відповімо протягом 3 днів.", "Ми відповімо не раніше ніж через 3 дні, щонайменше 3 дні."},
		{assist.Formal, "pl", "Odpowiemy w ciągu 3 dni.", "Odpowiemy po co najmniej 3 dni."},
		{assist.Formal, "en", "The fault is on our side.", "The fault is on your side."},
		{assist.Formal, "de", "Der Fehler liegt auf unserer Seite.", "Der Fehler liegt auf Ihrer Seite."},
		{assist.Formal, "uk", "Помилка сталася з нашого боку.", "Помилка сталася з вашого боку."},
		{assist.Formal, "ru", "Ошибка на нашей стороне, ваши данные целы.", "Ошибка на вашей стороне, ваши данные целы."},
		{assist.Formal, "pl", "Błąd leży po naszej stronie.", "Błąd leży po Państwa stronie."},
		{assist.Formal, "en", "We pay for the return.", "You pay for the return."},
		{assist.Formal, "en", "Your parcel will arrive on Monday.", "Your parcel has arrived on Monday."},
		{assist.Formal, "de", "Ihr Paket wird am Montag geliefert.", "Ihr Paket wurde am Montag geliefert."},
		{assist.Formal, "uk", "Посилка прибуде в понеділок.", "Посилка прибула в понеділок."},
		{assist.Formal, "ru", "Посылка придёт в понедельник.", "Посылка пришла в понедельник."},
		{assist.Friendlier, "en", "The repair is free of charge.", "The repair is free of charge. As an apology you get a month of internet for free!"},
		{assist.Translate, "de", "The offer is valid until 31 December.", "Das Angebot gilt ab dem 31. Dezember."},
		{assist.Translate, "uk", "The visit costs 250 UAH, the router 350 UAH.", "Візит коштує 350 грн, роутер 250 грн."},
		{assist.Translate, "pl", "The repair is free if the fault is ours.", "Naprawa jest bezpłatna."},
		{assist.Translate, "ru", "The fault is on our side.", "Ошибка на вашей стороне."},
		{assist.Translate, "de", "We answer within 3 days.", "Wir antworten nach mindestens 3 Tagen."},
	} {
		got, _, err := toned(t, assist.Rewording{Text: c.mine, Tone: c.tone, Lang: c.lang}, c.said)
		general := 0
		if c.tone == assist.Translate {
			general = 1
		}
		if err == nil && len(got.Notes) <= general {
			t.Errorf("%q is let through: %q", c.said, got.Notes)
		}
	}
}

// A wording that says the same is let through as it is.
func TestWhatSaysTheSameIsNotPointedOut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ tone, lang, mine, said string }{
		{assist.Formal, "en", "The offer is valid until 31 December.", "The offer stands until 31 December."},
		{assist.Formal, "en", "We are open from 9:00 to 18:00.", "Our doors are open from 9:00 until 18:00."},
		{assist.Formal, "en", "The repair takes up to 3 days.", "The repair takes 3 days at most."},
		{assist.Formal, "en", "We have received your request, the parcel will arrive on Monday.", "Thank you, we have received your request: the parcel will arrive on Monday."},
		{assist.Formal, "uk", "Ми відповімо протягом 3 днів.", "Ми надамо відповідь протягом 3 днів."},
		{assist.Formal, "de", "Wir haben bis 18 Uhr geöffnet.", "Unser Laden ist bis 18 Uhr geöffnet."},
		{assist.Friendlier, "en", "The repair is free of charge.", "Good news: the repair is free of charge!"},
		{assist.Translate, "de", "The offer is valid until 31 December.", "Das Angebot gilt bis zum 31. Dezember."},
		{assist.Translate, "uk", "The visit costs 250 UAH, the router 350 UAH.", "Візит коштує 250 грн, роутер 350 грн."},
		{assist.Translate, "pl", "The repair is free if the fault is ours.", "Naprawa jest bezpłatna, jeśli usterka jest po naszej stronie."},
		{assist.Translate, "de", "We answer within 3 days.", "Wir antworten innerhalb von 3 Tagen."},
		{assist.Translate, "ru", "Your parcel will arrive on Monday between 9:00 and 12:00.", "Ваша посылка придёт в понедельник с 9:00 до 12:00."},
		{assist.Translate, "pl", "Your refund has been sent.", "Zwrot został wysłany."},
	} {
		got, _, err := toned(t, assist.Rewording{Text: c.mine, Tone: c.tone, Lang: c.lang}, c.said)
		general := 0
		if c.tone == assist.Translate {
			general = 1
		}
		if err != nil || len(got.Notes) != general {
			t.Errorf("%q: %s %v", c.said, strings.Join(got.Notes, " | "), err)
		}
	}
}
