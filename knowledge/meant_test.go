package knowledge_test

import (
	"strings"
	"testing"
	"unicode"

	"switchboard/knowledge"
	"switchboard/knowledge/samples"
)

func TestWhatWasTypedInOtherLettersIsRead(t *testing.T) {
	t.Parallel()
	for typed, c := range map[string]struct{ lang, meant string }{
		"crskmrb rjine' ljcnfdrf":           {"", "скільки коштує доставка"},
		"Crjkmrj cnjbn ljcnfdrf&":           {"", "Сколько стоит доставка?"},
		"ghbdtn":                            {"uk", "привет"},
		"z gjdthyekf ntktajy? xb gjdthyenm": {"uk", "я повернула телефон, чи повернуть"},
		"рщц ещ куагтв ьн щквук":            {"", "how to refund my order"},
		"уккщк С-502 щт ьн ышеу":            {"ru", "error C-502 on my site"},
		"oj, gjdthyenb uhjis pf rehc":       {"", "щоб повернути гроші за курс"},
		"skilky koshtuye dostavka":          {"uk", "скілки коштує доставка"},
		"kogda priedet moy zakaz 55017":     {"ru", "когда приедет мой заказ 55017"},
		"chy pracyuye router bez svitla":    {"uk", "чи працює router без світла"},
	} {
		if got := knowledge.Meant(typed, c.lang); got != c.meant {
			t.Errorf("%q in %q: %q instead of %q", typed, c.lang, got, c.meant)
		}
		if got := knowledge.Meant(c.meant, c.lang); got != c.meant {
			t.Errorf("%q in %q: %q", c.meant, c.lang, got)
		}
	}
	for _, text := range []string{
		"", " ", "55017", "E-104", "QWERTY", "vpn", "asdfgh", "😀", "olena@example.com", "https://example.com/rjinet", "що покриває care full", "do you ship to Lviv",
		"czy mogę zapłacić kartą", "wo ist mein Paket", "Olena Kovalenko", "ок", "thx", "кек", "\xff\xfe", "skilky koshtuye dostavka", "ile kosztuje dostawa",
	} {
		if got := knowledge.Meant(text, ""); got != text {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// What was typed in the letters that it was meant in stays as it is, and what was not is read in most cases.
func TestSampleQuestionsAreReadAsTheyWereMeant(t *testing.T) {
	t.Parallel()
	articles, _, err := knowledge.ReadFolder(t.Context(), samples.FS)
	if err != nil {
		t.Fatal(err)
	}
	retype := strings.NewReplacer
	english := strings.Split("`qwertyuiop[]asdfghjkl;'zxcvbnm,./?&", "")
	for lang, letters := range map[string]string{"en": "'йцукенгшщзхїфівапролджєячсмитьбю.,?", "uk": "'йцукенгшщзхїфівапролджєячсмитьбю.,?"} {
		var pairs []string
		for i, c := range strings.Split(letters, "") {
			if lang == "en" {
				pairs = append(pairs, english[i], c)
			} else {
				pairs = append(pairs, c, english[i])
			}
		}
		wrong, read, all := 0, 0, 0
		for _, a := range articles {
			for _, q := range a.Questions {
				q = strings.ToLower(q)
				if a.Lang != lang || strings.ContainsFunc(q, unicode.IsDigit) || lang == "uk" && strings.ContainsAny(q, "abcdefghijklmnopqrstuvwxyz") {
					continue
				}
				if all++; knowledge.Meant(q, "uk") != q {
					wrong++
				}
				if knowledge.Meant(retype(pairs...).Replace(q), "uk") == q {
					read++
				}
			}
		}
		t.Logf("%s: of %d questions %d are read that were typed in other letters, %d wrongly that were not", lang, all, read, wrong)
		if wrong > 0 || read*10 < all*8 {
			t.Errorf("%s: of %d questions %d are read, %d wrongly", lang, all, read, wrong)
		}
	}
}
