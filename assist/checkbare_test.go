package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

func TestABareNumberThatStandsForAPriceIsCompared(t *testing.T) {
	t.Parallel()
	sources := []assist.Source{{Article: 1, Title: "Tariffs", Lang: "en", Passage: "Giga costs 450 UAH a month. It has 1000 Mbit/s. Mega costs 300 UAH a month. The tariff Ultra costs 20 € or 900 UAH."},
		{Article: 2, Title: "Тарифи", Lang: "uk", Passage: "Тариф Космос коштує 250 грн на місяць."}}
	for _, c := range []struct{ text, asked, want string }{
		{"Giga is 350", "How much is Giga?", "350: 450 UAH"},
		{"Giga costs 350.", "", "350: 450 UAH"},
		{"Yes, the tariff Giga costs 350", "", "350: 450 UAH"},
		{"Hello! Giga: 350", "What is the price of Giga?", "350: 450 UAH"},
		{"Giga costs 450", "", ""},
		{"Giga is 450.", "How much is Giga?", ""},
		{"Тариф Космос коштує 200", "", "200: 250 грн"},
		{"Тариф Космос — 250", "скільки коштує Космос?", ""},
		{"Giga is 350", "How fast is Giga?", ""},                  // of something else, for all that is known
		{"Giga is 1000", "How much is Giga, and how fast?", ""},   // that is its speed
		{"Giga is 350", "Is it right that Giga costs 350?", ""},   // he has named it himself
		{"Connecting Giga costs 350", "", ""},                     // another thing
		{"Ultra costs 350", "", ""},                               // in which currency?
		{"Nano costs 350", "", ""},                                // nobody has written of it
		{"Your order 350 is on its way", "How much is Giga?", ""}, // no price
		{"Giga has 5 channels", "How much is Giga?", ""},
	} {
		var got []string
		for _, d := range assist.Compare(c.text, sources, []string{c.asked}) {
			got = append(got, d.Claim.Text+": "+d.Value)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%q, asked %q: disputed %q, want %q", c.text, c.asked, got, c.want)
		}
	}
}
