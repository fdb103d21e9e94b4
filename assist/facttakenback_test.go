package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

// What a customer takes back is no fact any more, though he does not say what is so instead.
func TestWhatIsTakenBackIsNoFact(t *testing.T) {
	t.Parallel()
	const (
		en = "My name is Anna Smith, my address is 5 Oak Street. Call me on +44 20 7946 0958, contract number AB-55017, e-mail anna@mail.example"
		uk = "Мене звати Олена Коваль, моя адреса: вул. Зелена, 14. Дзвоніть 067 123 45 67, договір № 4471203, пошта olena@mail.example"
		ru = "Меня зовут Иван Петров, мой адрес: ул. Ленина, д. 5. Звоните 067 123 45 67, лицевой счёт 1234567, почта ivan@mail.example"
		pl = "Nazywam się Jan Kowalski, mój adres: ul. Długa 7, Gdańsk. Proszę dzwonić 600 700 800, numer umowy 5512/2024, e-mail jan@mail.example"
		de = "Ich heiße Karin Schäfer, meine Adresse ist Hauptstraße 5, 10115 Berlin. Rufen Sie mich an: 030 9018200, Kundennummer K-4471203, E-Mail karin@mail.example"
	)
	for _, c := range []struct{ first, ours, then, field string }{
		{en, "", "no, that's not my number", assist.FactPhone}, {en, "", "Forget that address, I don't live there any more", assist.FactAddress}, {en, "", "I no longer live there.", assist.FactAddress},
		{en, "", "sorry, that number isn't mine any more", assist.FactPhone}, {en, "", "That was the wrong e-mail address", assist.FactEmail}, {en, "", "Please ignore the contract number I gave you", assist.FactContract},
		{en, "", "That's not my name", assist.FactName}, {en, "", "+44 20 7946 0958 is not my number", assist.FactPhone}, {en, "Is your address still 5 Oak Street?", "No.", assist.FactAddress},
		{en, "", "don't call that number, it is my mother's", assist.FactPhone}, {en, "", "anna@mail.example is wrong", assist.FactEmail},
		{uk, "", "ні, це не мій номер", assist.FactPhone}, {uk, "", "Забудьте цю адресу, я там більше не живу", assist.FactAddress}, {uk, "", "я там вже не живу", assist.FactAddress},
		{uk, "", "Це був неправильний номер договору", assist.FactContract}, {uk, "", "Ця пошта вже не моя", assist.FactEmail}, {uk, "Ваш номер 067 123 45 67?", "ні", assist.FactPhone},
		{ru, "", "нет, это не мой номер телефона", assist.FactPhone}, {ru, "", "Я там больше не живу", assist.FactAddress}, {ru, "", "Забудьте этот адрес", assist.FactAddress},
		{ru, "", "это неправильный номер счёта", assist.FactContract}, {ru, "", "Это не моё имя", assist.FactName}, {ru, "", "не звоните на этот номер", assist.FactPhone},
		{pl, "", "nie, to nie mój numer telefonu", assist.FactPhone}, {pl, "", "Już tam nie mieszkam", assist.FactAddress}, {pl, "", "Proszę zapomnieć ten adres", assist.FactAddress},
		{pl, "", "To był zły numer umowy", assist.FactContract}, {pl, "", "ten e-mail jest już nieaktualny", assist.FactEmail}, {pl, "Czy to Pana numer: 600 700 800?", "Nie.", assist.FactPhone},
		{de, "", "nein, das ist nicht meine Nummer", assist.FactPhone}, {de, "", "Vergessen Sie die Adresse, da wohne ich nicht mehr", assist.FactAddress}, {de, "", "Ich wohne dort nicht mehr.", assist.FactAddress},
		{de, "", "Das war die falsche Kundennummer", assist.FactContract}, {de, "", "Das ist nicht mein Name", assist.FactName}, {de, "", "Bitte rufen Sie diese Nummer nicht mehr an", assist.FactPhone},

		{en, "", "I don't know my number by heart", ""}, {en, "", "Do not forget my address!", ""}, {en, "", "Is that not my number?", ""}, {en, "", "Your number is wrong, nobody answers", ""}, {en, "", "the site says my contract number is not valid", ""},
		{en, "", "My neighbour doesn't live there any more", ""}, {en, "Did the reset help?", "no", ""}, {en, "", "I forgot my password, not my name", ""}, {en, "", "The number of devices is wrong", ""},
		{uk, "", "Це не ваш номер?", ""}, {uk, "", "Не забудьте мою адресу", ""}, {uk, "", "сусід там більше не живе", ""}, {ru, "", "я не помню свой номер договора", ""}, {ru, "", "Не забудьте мой адрес!", ""}, {ru, "", "мне не пришёл номер заказа", ""},
		{pl, "", "Nie znam numeru umowy na pamięć", ""}, {pl, "", "Proszę nie zapomnieć o moim adresie", ""}, {de, "", "Ich habe keine Nummer bekommen", ""}, {de, "", "Vergessen Sie meine Adresse bitte nicht", ""}, {de, "", "Ihre Nummer ist falsch, niemand geht ran", ""},
	} {
		d := assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: c.first, Seq: 1}}}
		before := assist.Facts(d)
		if c.ours != "" {
			d.Turns = append(d.Turns, assist.Turn{Text: c.ours, By: "operator", Seq: 2})
		}
		d.Turns = append(d.Turns, assist.Turn{Customer: true, Text: c.then, Seq: 3})
		facts, taken := assist.FactsTold(d, nil)
		var left, gone []string
		for _, f := range before {
			stays := false
			for _, g := range facts {
				stays = stays || g.Field == f.Field && g.Value == f.Value
			}
			if !stays {
				gone = append(gone, f.Field)
			}
		}
		for _, b := range taken {
			left = append(left, b.Field)
			if b.Seq != 3 || !strings.Contains(c.then, b.Quote) || b.Quote == "" {
				t.Errorf("%q: %+v", c.then, b)
			}
		}
		if strings.Join(gone, ", ") != c.field || c.field != "" && !strings.Contains(strings.Join(left, ", "), c.field) || c.field == "" && len(taken) > 0 || len(before) < 5 {
			t.Errorf("%q: gone %v, told %v, want %q; of %d", c.then, gone, left, c.field, len(before))
		}
	}
}
