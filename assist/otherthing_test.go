package assist_test

import "testing"

// What has nearly all words of an article and is about another thing is for a person to look at.
func TestAnotherThingIsNotAnswered(t *testing.T) {
	t.Parallel()
	b := sampleBase(t)
	known, heldOut := b.assistant(t, false), b.assistant(t, true)
	for _, q := range []struct{ lang, text string }{
		{"en", "how long does a sensor battery last"},
		{"en", "how long does the internet last in a blackout"},
		{"uk", "на скільки вистачає батареї хаба"},
	} {
		if got := ask(t, heldOut, q.lang, q.text); len(got) == 0 || alone(got) {
			t.Errorf("%q: %s", q.text, describe(got))
		}
		if got := ask(t, known, q.lang, q.text); !alone(got) { // their own articles are known by these words
			t.Errorf("%q is not answered: %s", q.text, describe(got))
		}
	}
	for _, text := range []string{"raise my credit limit", "does my new bank card have any international transaction fees"} {
		if got := ask(t, known, "en", text); len(got) == 0 || alone(got) {
			t.Errorf("%q: %s", text, describe(got))
		}
	}
}

// What happened to another thing, a short question that names nothing, and a second thing that is told are for a person as well.
func TestAnotherFactIsNotAnswered(t *testing.T) {
	t.Parallel()
	known := sampleBase(t).assistant(t, false)
	for _, q := range []struct {
		lang, text string
		alone      bool
	}{
		{"en", "i need to report a stolen card", false},
		{"en", "my sim was stolen", true},
		{"en", "my stolen phone", true},
		{"en", "connect with my phone", false},
		{"en", "connect the H1 to my phone", true},
		{"en", "how to create a mailbox", true},
		{"en", "my internet is slow in the evening and the router blinks red", false},
		{"en", "my internet is slow in the evening and the wifi too", true},
		{"en", "my card was stolen", false},
		{"en", "i lost my bank card", false},
		{"en", "my phone got stolen", true},
		{"en", "i forgot the password to my wallet", true},
		{"en", "the parcel arrived damaged", true},
		{"en", "my wallet is blocked", false},
		{"en", "my number is blocked", false},
		{"en", "block my wallet, it was stolen", true},
		{"en", "my sim is locked", true},
		{"uk", "у мене вкрали картку", false},
		{"uk", "гаманець заблокували", false},
		{"uk", "заблокуйте мій номер", true},
		{"uk", "сімка заблокована", true},
		{"uk", "загубив картку приватбанку", false},
		{"uk", "загубив телефон, заблокуйте номер", true},
	} {
		if got := ask(t, known, q.lang, q.text); len(got) == 0 || alone(got) != q.alone {
			t.Errorf("%q: %s", q.text, describe(got))
		}
	}
}
