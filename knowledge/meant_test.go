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
		"rjkb":                              {"uk", "коли"},
		"руддщ":                             {"uk", "hello"},
		"z gjdthyekf ntktajy? xb gjdthyenm": {"uk", "я повернула телефон, чи повернуть"},
		"рщц ещ куагтв ьн щквук":             {"", "how to refund my order"},
		"уккщк С-502 щт ьн ышеу":             {"ru", "error C-502 on my site"},
		"oj, gjdthyenb uhjis pf rehc":        {"", "щоб повернути гроші за курс"},
		"skilky koshtuye dostavka":           {"uk", "скілки коштує доставка"},
		"kogda priedet moy zakaz 55017":      {"ru", "когда приедет мой заказ 55017"},
		"chy pracyuye router bez svitla":     {"uk", "чи працює router без світла"},
		"привіт, rjkb ,elt ljcnfdrf":         {"uk", "привіт, коли буде доставка"},
		"привіт, rjkb ,elt  ljcnfdrf\nдякую": {"", "привіт, коли буде  доставка\nдякую"},
		"crskmrb rjinet доставка до Lviv":    {"uk", "скільки коштуе доставка до Lviv"},
		"здравствуйте ult vjq pfrfp":         {"ru", "здравствуйте где мой заказ"},
		"hello, цруку шы ьн щквук":           {"en", "hello, where is my order"},
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
		"czy mogę zapłacić kartą", "wo ist mein Paket", "Olena Kovalenko", "ок", "thx", "кек", "налаштування router Lumen Net", "не працює esim на iphone", "помилка wifi dns timeout", "hello, привіт", "see вул. Шота Руставелі", "як оплатити apple pay",
		"моя адреса Flat B, Baker street", "привіт gjcnbkf", "скасуйте замовлення ljcnfdrf", "що таке QWERTY", "промокод ghbdtn", "пароль: Ghbdtn2024", "\xff\xfe", "skilky koshtuye dostavka", "ile kosztuje dostawa",
	} {
		if got := knowledge.Meant(text, ""); got != text {
			t.Errorf("%q: %q", text, got)
		}
	}
	for lang, texts := range map[string][]string{
		"uk": {"а в будні?", "у будні", "в будні?", "філії", "переїзді", "кинув", "юність", "а на дачі?"}, "ru": {"а в будни", "бросил", "филиал"}, "en": {"and gbit?", "gbit"}, "de": {"und gbit?"}, "pl": {"a gbit?"},
	} { // one short word that is another on the other keyboard
		for _, text := range texts {
			if got := knowledge.Meant(text, lang); got != text {
				t.Errorf("%q in a conversation in %s: %q", text, lang, got)
			}
		}
	}
	for _, text := range []string{"one of us", "of two", "is it ok", "top of it", "is he in", "of", "це він", "я не у неї"} { // short words alone
		for _, lang := range []string{"", "en", "uk", "ru"} {
			if got := knowledge.Meant(text, lang); got != text {
				t.Errorf("%q in a conversation in %q: %q", text, lang, got)
			}
		}
	}
	for _, text := range []string{ // Slovak, Czech, Croatian, Turkish, Romanian: nobody writes Ukrainian so
		"Dobrý deň, chcel by som vrátiť tovar, ako to mám urobiť?", "Kedy príde môj balík? Čakám už týždeň.", "Kdy mi přijde zásilka?", "Gdje je moja narudžba?",
		"Siparişim nerede?", "Unde este comanda mea și când ajunge?", "Kde je moja objednávka", "Mám problém s internetom, nefunguje už tri dni",
		"kedy pride moj balik, cakam uz tyzden", "chcel by som vratit tovar, ako to mam urobit", "kde je moja objednavka",
	} {
		for _, lang := range []string{"uk", "ru"} {
			if got := knowledge.Meant(text, lang); got != text {
				t.Errorf("%q in a conversation in %s: %q", text, lang, got)
			}
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
		wrong, read, all, halves, half := 0, 0, 0, 0, 0
		for _, a := range articles {
			for line := range strings.Lines(a.Body) {
				if line = strings.TrimSpace(line); knowledge.Meant(line, a.Lang) != line && a.Lang == lang {
					t.Errorf("%q is read as %q", line, knowledge.Meant(line, a.Lang))
				}
			}
			for _, q := range a.Questions {
				q = strings.ToLower(q)
				if a.Lang != lang || strings.ContainsFunc(q, unicode.IsDigit) || lang == "uk" && strings.ContainsAny(q, "abcdefghijklmnopqrstuvwxyz") {
					continue
				}
				if all++; knowledge.Meant(q, "uk") != q {
					wrong++
				}
				typed := retype(pairs...).Replace(q)
				if knowledge.Meant(typed, "uk") == q {
					read++
				}
				words, wrongly := strings.Fields(q), strings.Fields(typed)
				if n := len(words); n >= 6 {
					halves++
					if knowledge.Meant(strings.Join(append(words[:n/2:n/2], wrongly[n/2:]...), " "), lang) == strings.Join(words, " ") {
						half++
					}
				}
			}
		}
		t.Logf("%s: of %d questions %d are read that were typed in other letters, %d wrongly that were not; of %d half in other letters %d", lang, all, read, wrong, halves, half)
		if wrong > 0 || read*10 < all*8 || half*10 < halves*6 {
			t.Errorf("%s: of %d questions %d are read, %d wrongly; of %d halves %d", lang, all, read, wrong, halves, half)
		}
	}
}
