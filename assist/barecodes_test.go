package assist_test

import (
	"strings"
	"testing"
)

// What customers call an error by its number alone, the screen shows with letters: the number finds the code.
func TestANumberOfAnErrorFindsItsCode(t *testing.T) {
	t.Parallel()
	a := sampleBase(t).assistant(t, false)
	for lang, questions := range map[string]map[string]string{
		"en": {"what is error 502": "error-codes", "my site gives error 502": "error-codes", "my site shows 502": "error-codes", "site error code: 503": "error-codes", "502 error on my site": "error-codes", "my router shows error 104": "error-codes",
			"TV shows code 34": "errors", "inverter error 12": "inverter-errors"},
		"uk": {"що робити, роутер показує помилку 104": "error-codes", "що робити, роутер показує помилку E-104": "error-codes", "сайт видає 502": "error-codes", "помилка номер 503 на сайті": "error-codes"},
		"de": {"Fehler 502": "error-codes"}, "pl": {"błąd 502": "error-codes"}, "ru": {"ошибка 502 на сайте": "error-codes"},
	} {
		for text, want := range questions {
			got := ask(t, a, lang, text)
			if len(got) == 0 || got[0].Sources[0].Key != want || got[0].Score < answer {
				t.Errorf("%q: %s", text, describe(got))
				continue
			}
			number := strings.Map(func(c rune) rune {
				if c >= '0' && c <= '9' {
					return c
				}
				return -1
			}, text)
			if !strings.Contains(got[0].Text, "-"+number+" ") {
				t.Errorf("%q: %q", text, got[0].Text)
			}
		}
	}
	for _, text := range []string{"my router shows error 777, what does it mean", "my site shows error 333", "error 199 on the router", "my router shows error 502, what does it mean", "my tv shows 34 channels", "error 999", "my bill shows 104 hryvnias for the router", "the site says 503 visitors came", "inverter error 45", "tv error 61", "I paid 502 hryvnias"} {
		if got := ask(t, a, "en", text); alone(got) {
			t.Errorf("%q: %s", text, describe(got))
		}
	}
}
