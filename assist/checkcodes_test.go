package assist_test

import (
	"testing"

	"switchboard/assist"
)

func TestACodeThatIsSaidOfSomethingElseIsDisputed(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	sources := []assist.Source{
		{Article: 1, Title: "Errors", Heading: "E-104: session not authorised", Passage: "E-104 means that the balance is negative. Top up the account and restart the router."},
		{Article: 1, Title: "Errors", Heading: "E-107: address conflict", Passage: "E-107 means that two devices use the same address. Restart the router first."},
		{Article: 2, Title: "Parts", Passage: "The battery has the article number BX500 and costs €249; the charger has the article number CX120 and costs €39."},
		{Article: 3, Title: "Claims", Passage: "You get a claim number such as C-204518 by SMS."},
		{Article: 4, Title: "Kits", Passage: "| kit | panels | price |\n|---|---|---|\n| S-5 | 5 kW | €4,900 |\n| S-10 | 10 kW | €8,700 |"},
	}
	for _, c := range []struct{ text, asked, says string }{
		{"E-104 means that your balance is negative, please top up the account.", "", ""},
		{"E-105 means that your balance is negative, please top up the account.", "", "E-104"},
		{"E-107 means that your balance is negative, please top up the account.", "", "E-104"},
		{"Е-104 means that your balance is negative, please top up the account.", "", ""}, // a Cyrillic Е
		{"E-105 means that your balance is negative, please top up the account.", "it shows E-105", ""},
		{"Restart the router.", "", ""},
		{"The battery has the article number BX500.", "", ""},
		{"The battery has the article number BX550.", "", "BX500"},
		{"The battery has the article number CX120.", "", "BX500"},
		{"Your claim number is C-317744, you get it by SMS, too.", "", ""},
		{"Your claim number is C-317, you get it by SMS, too.", "", ""},
		{"Our technician has the number T-77 and comes on Monday.", "", ""},
		{"For 10 kW take the kit S-10 for €8,700.", "", ""},
		{"For 10 kW take the kit S-12 for €8,700.", "", "S-10"},
		{"The battery costs UAH249.", "", ""},
	} {
		var says []string
		for _, d := range assist.Compare(c.text, sources, []string{c.asked}) {
			if d.Claim.Sort == assist.ClaimCode || d.Claim.Sort == assist.ClaimName { // a known one is a name, too
				says = append(says, d.Value)
				if c.text[d.Claim.Start:d.Claim.End] != d.Claim.Text {
					t.Errorf("%q: %q is not where it is said to be", c.text, d.Claim.Text)
				}
			}
		}
		if len(says) > 1 || len(says) == 1 && says[0] != c.says || len(says) == 0 && c.says != "" {
			t.Errorf("%q, asked %q: %v, want %q", c.text, c.asked, says, c.says)
		}
	}
}
