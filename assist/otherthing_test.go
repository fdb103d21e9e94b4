package assist_test

import "testing"

// What has nearly all words of an article and is about another thing is for a person to look at.
func TestAnotherThingIsNotAnswered(t *testing.T) {
	t.Parallel()
	b := sampleBase(t)
	known, heldOut := b.checker(t), b.assistant(t, true)
	for _, q := range []struct{ lang, text string }{
		{"en", "how long does a sensor battery last"},
		{"en", "how long does the internet last in a blackout"},
		{"uk", "на скільки вистачає батареї хаба"},
	} {
		if got := ask(t, heldOut, q.lang, q.text); len(got) == 0 || got[0].Score < answer || !got[0].Beside {
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
