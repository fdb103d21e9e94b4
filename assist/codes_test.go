package assist_test

import "testing"

// Who asks about a code finds the article that has it, in whatever words he asks; one that lacks it stays behind, however alike its
// questions are.
func TestACodeFindsWhatHasIt(t *testing.T) {
	t.Parallel()
	a := sampleBase(t).assistant(t, false)
	for lang, questions := range map[string]map[string]string{
		"en": {"what does P-12 mean?": "declined-payment", "what does error P-12 mean?": "declined-payment", "P-12": "declined-payment", "what is P-12": "declined-payment", "it says P-12": "declined-payment", "what does E-104 mean?": "error-codes",
			"what does F27 mean": "inverter-errors", "my tv shows TV-21": "errors", "error TV-34": "errors"},
		"uk": {"що означає P-12?": "declined-payment", "що таке P-12": "declined-payment", "код P-40": "declined-payment", "помилка TV-21": "errors", "що таке F27": "inverter-errors"},
	} {
		for text, want := range questions {
			if got := ask(t, a, lang, text); len(got) == 0 || got[0].Sources[0].Key != want || got[0].Score < .3 {
				t.Errorf("%q: %s", text, describe(got))
			}
		}
	}
	for _, text := range []string{"P-99", "what does P-99 mean?", "what does E-555 mean", "error X-77"} {
		if got := ask(t, a, "en", text); alone(got) {
			t.Errorf("%q: %s", text, describe(got))
		}
	}
}
