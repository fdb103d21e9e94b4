package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

func TestWhatStandsInAnotherRowOfATableIsDisputed(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	shops := "| city | address | open |\n|---|---|---|\n| Kyiv | 5 Liumenna Street, 2nd floor | Mon–Sat 9:00–19:00 |\n| Lviv | 18 Fotonna Street | Mon–Sat 10:00–19:00 |\n" +
		"| Odesa | 2 Kvantovyi Lane | Mon–Fri 10:00–18:00 |"
	repairs := "## Repairs\n- Lviv, 18 Fotonna Street: Mon–Fri 8:00–16:00\n- Odesa, 7 Opticheska Street: Mon–Sat 8:00–17:00\n\nBring the receipt."
	plans := "| plan | channels | screens at once | a month |\n|---|---|---|---|\n| Basic | 60 | 1 | UAH 99 |\n| Standard | 120 | 2 | UAH 179 |\n| Premium | 180, and sport | 4 | UAH 289 |"
	ways := "| way | price | free from |\n|---|---|---|\n| courier | UAH 79 | UAH 1,500 |\n| Lumen Parcel locker | UAH 49 | UAH 900 |"
	uk := "| місто | адреса | години |\n|---|---|---|\n| Київ | вул. Люменна, 5 | пн–сб 9:00–19:00 |\n| Львів | вул. Фотонна, 18 | пн–сб 10:00–19:00 |\n| Одеса | пров. Квантовий, 2 | пн–пт 10:00–18:00 |"
	for _, c := range []struct{ lang, text, where, given, want string }{
		{"en", "Our shop in Odesa at 18 Fotonna Street is waiting for you.", shops, "", "Odesa: Lviv"},
		{"en", "Our shop in Odesa is at 18 Fotonna Street.", shops, "Where is the shop in Odesa?", "18 Fotonna Street: 2 Kvantovyi Lane"},
		{"en", "Our shop in Odesa is open from Monday to Saturday.", shops, "", "Monday to Saturday: Mon–Fri"},
		{"en", "Our shop in Odesa at 2 Kvantovyi Lane is open Mon–Fri, 10:00 to 19:00.", shops, "", "19:00: 18:00"},
		{"en", "Our shop in Lviv, 18 Fotonna Street, is open Mon–Sat 10 to 19.", shops, "", ""},
		{"en", "Lviv: 18 Fotonna Street. Odesa: 2 Kvantovyi Lane.", shops, "", ""},
		{"en", "From Odesa take the bus to our shop in Lviv at 18 Fotonna Street.", shops, "", ""},
		{"en", "For repairs come to Odesa from Monday to Saturday.", shops + "\n\n" + repairs, "", ""},
		{"en", "Premium shows 120 channels on 4 screens.", plans, "", "120: 180"},
		{"en", "Premium has 2 screens at once.", plans, "", "2: 4"},
		{"en", "Premium shows 200 channels.", plans, "", "200: 180"},
		{"en", "Premium shows 40 sport channels more.", plans + "\n\nPremium has 40 sport channels.", "", ""},
		{"en", "Premium has 4 screens, Basic only 1.", plans, "", ""},
		{"en", "Standard costs UAH 179, that is UAH 110 less than Premium.", plans, "", ""},
		{"en", "A courier brings it for UAH 79; to a locker it is UAH 49.", ways, "", ""},
		{"uk", "Магазин в Одесі на вулиці Фотонна, 18 чекає на вас.", uk, "", "Одесі: Львів"},
		{"uk", "Магазин у Львові на вулиці Фотонна, 18 працює з понеділка до п'ятниці.", uk, "", "понеділка до п'ятниці: пн–сб"},
		{"uk", "Магазин у Львові на вулиці Фотонна, 18 працює з понеділка до суботи.", uk, "", ""},
	} {
		got := []string{}
		for _, d := range assist.Compare(c.text, []assist.Source{{Article: 1, Title: "Places", Lang: c.lang, Passage: c.where}}, []string{c.given}) {
			got = append(got, d.Claim.Text+": "+d.Value)
			if d.Says == "" || strings.Contains(d.Says, "|") {
				t.Errorf("%q: %q is no line to be read", c.text, d.Says)
			}
			if c.text[d.Claim.Start:d.Claim.End] != d.Claim.Text {
				t.Errorf("%q: %q does not stand at %d", c.text, d.Claim.Text, d.Claim.Start)
			}
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%q: disputed %q, want %q", c.text, got, c.want)
		}
	}
}
