package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Three companies of two things each that were written after the rules for such, and asked once: what is said of the other thing and the
// price of what nobody names are for a person, and a further question is answered of what was spoken of.
func TestCompaniesOfTwoThingsThatTheRulesNeverSaw(t *testing.T) {
	t.Parallel()
	var told, untold, further shortly
	for _, c := range []struct {
		lang     string
		aliases  []string
		articles []knowledge.Article
		yes, no  []string
		then     [][3]string // asked before, asked now, and what answers that; empty: nothing does
	}{
		{"en", []string{"garden centre", "café"}, []knowledge.Article{
			{Title: "Garden centre opening times", Body: "Monday to Saturday 8:30–18:00, Sunday 10:30–16:30. Closed on Easter Sunday.", Questions: []string{"are you open on easter", "what time do you close on sunday"}},
			{Title: "The café", Body: "Breakfast until 11:30, lunch until 15:00. The café has 60 seats and a high chair. Scones cost £3.", Questions: []string{"when is breakfast served"}},
			{Title: "Delivery of plants", Body: "Delivery costs £12 within 10 miles and takes three days. Trees over 2 m cost £35.", Questions: []string{"how much is delivery", "do you deliver trees"}},
			{Title: "Garden design", Body: "A visit by our designer lasts 90 minutes and costs £75, which we take off the first order of plants.", Questions: []string{"do you design gardens"}},
			{Title: "Parties in the café", Body: "The café is let on evenings for up to 50 guests, £200 with staff. Cakes are £40.", Questions: []string{"can i book a party"}},
		}, []string{"is the garden centre open on easter", "how much is delivery of a tree over 2 m", "how much are cakes for a party"},
			[]string{"is the café open on easter", "what time does the café close on sunday", "how much is the marquee for a party of 50 guests with staff in the evening", "how much is turf if you deliver it within 10 miles in three days"},
			[][3]string{{"do you design gardens", "how much", "£75"}, {"do you design gardens", "how long does it last", "90 minutes"}, {"can i book a party", "how long does it last", ""}}},
		{"uk", []string{"кінотеатр", "боулінг"}, []knowledge.Article{
			{Title: "Кінотеатр: сеанси й каса", Body: "Каса відчинена з 10:00 до 22:00, у понеділок з 14:00. Останній сеанс о 21:30.", Questions: []string{"до котрої працює каса", "чи є сеанси в понеділок"}},
			{Title: "Боулінг", Body: "Доріжок вісім. Взуття даємо. У боулінгу можна замовити піцу.", Questions: []string{"скільки у вас доріжок"}},
			{Title: "Квитки в кінотеатр", Body: "Квиток 170 грн, до 12 років 110 грн. Окуляри 3D — 30 грн. У вівторок усі квитки по 100 грн.", Questions: []string{"скільки коштує квиток", "яка ціна у вівторок"}},
			{Title: "Ціни боулінгу", Body: "Година на доріжці — 350 грн, у вихідні 450 грн. До шести гравців.", Questions: []string{"скільки коштує година"}},
			{Title: "Дні народження", Body: "Свято в залі триває три години й коштує 4000 грн для десяти дітей, з піцою.", Questions: []string{"чи можна святкувати день народження"}},
		}, []string{"скільки коштує квиток у кінотеатр у вівторок", "скільки коштує година боулінгу"},
			[]string{"яка ціна боулінгу у вівторок", "чи працює боулінг у понеділок", "до котрої працює боулінг", "скільки коштує попкорн, якщо йти на останній сеанс у вівторок із квитком до 12 років"},
			[][3]string{{"чи можна святкувати день народження", "скільки коштує", "4000"}, {"чи можна святкувати день народження", "скільки триває", "три години"}}},
		{"de", []string{"Kino", "Bowling"}, []knowledge.Article{
			{Title: "Kino: Vorstellungen und Kasse", Body: "Die Kasse ist von 10 bis 22 Uhr offen, montags ab 14 Uhr. Die letzte Vorstellung beginnt um 21:30.", Questions: []string{"bis wann ist die Kasse offen", "gibt es montags Vorstellungen"}},
			{Title: "Bowling", Body: "Es gibt acht Bahnen. Schuhe sind dabei. Beim Bowling kann man Pizza bestellen.", Questions: []string{"wie viele Bahnen gibt es"}},
			{Title: "Karten fürs Kino", Body: "Eine Karte kostet 11 €, bis 12 Jahre 7 €. Eine 3D-Brille kostet 1 €. Dienstags kosten alle Karten 8 €.", Questions: []string{"was kostet eine Karte", "Preis am Dienstag"}},
			{Title: "Preise beim Bowling", Body: "Eine Stunde auf der Bahn kostet 24 €, am Wochenende 30 €. Bis sechs Spieler.", Questions: []string{"was kostet eine Stunde"}},
			{Title: "Kindergeburtstag", Body: "Der Kindergeburtstag dauert drei Stunden und kostet 180 € für zehn Kinder, mit Pizza.", Questions: []string{"kann man Kindergeburtstag feiern"}},
		}, []string{"was kostet eine Karte fürs Kino am Dienstag", "was kostet eine Stunde Bowling am Wochenende"},
			[]string{"Preis fürs Bowling am Dienstag", "gibt es montags Bowling", "was kostet Popcorn zur letzten Vorstellung am Dienstag mit Karte bis 12 Jahre"},
			[][3]string{{"kann man Kindergeburtstag feiern", "was kostet das", "180"}, {"kann man Kindergeburtstag feiern", "wie lange dauert es", "drei Stunden"}}},
	} {
		for i := range c.articles {
			c.articles[i].Lang, c.articles[i].Aliases = c.lang, c.aliases
		}
		a := sole(t, c.articles...)
		for _, text := range c.yes {
			if told.yes++; alone(ask(t, a, c.lang, text)) {
				told.answered++
			}
		}
		for _, text := range c.no {
			if untold.no++; alone(ask(t, a, c.lang, text)) {
				untold.wrong++
				t.Logf("%q is answered", text)
			}
		}
		for _, q := range c.then {
			got, err := a.Suggest(t.Context(), assist.Dialogue{Lang: c.lang, Turns: []assist.Turn{{Customer: true, Text: q[0]}, {Text: "Yes."}, {Customer: true, Text: q[1]}}})
			if err != nil {
				t.Fatal(err)
			}
			switch further.yes++; {
			case !alone(got):
			case q[2] != "" && strings.Contains(got[0].Text, q[2]):
				further.answered++
			default:
				further.wrong++
				t.Logf("%q, then %q: %q", q[0], q[1], got[0].Text)
			}
		}
	}
	t.Logf("told: %+v; of another thing: %+v; further: %+v", told, untold, further)
	if told.answered < 6 || untold.wrong > 0 || further.answered < 4 || further.wrong > 0 {
		t.Errorf("told: %+v; of another thing: %+v; further: %+v", told, untold, further)
	}
}
