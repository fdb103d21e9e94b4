package knowledge_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"switchboard/knowledge"
)

func terms(text, lang string) []string {
	var out []string
	for _, t := range knowledge.Analyze(text, lang) {
		out = append(out, t.Term)
	}
	return out
}

func TestAnalyzeBringsWordsTogether(t *testing.T) {
	for _, c := range []struct{ why, lang, a, b string }{
		{"case", "en", "ROUTER", "router"},
		{"English endings", "en", "returning returned returns", "return return return"},
		{"English plurals in -uses", "en", "buses gases", "bus gas"},
		{"German endings", "de", "Rechnungen", "rechnung"},
		{"German sharp s", "de", "Straße", "STRASSE"},
		{"Russian endings", "ru", "возвратами", "возврат"},
		{"Russian ё", "ru", "счёт", "счет"},
		{"Ukrainian apostrophes", "uk", "п'ять п’ять пʼять", "пять пять пять"},
		{"Ukrainian ґ and й", "uk", "ґанок йод", "ганок иод"},
		{"Ukrainian endings by length", "uk", "повернення", "поверненню"},
		{"Polish marks", "pl", "płatność zażółć", "platnosc zazolc"},
		{"a foreign word in any language", "uk", "routers", "router"},
		{"combining marks", "ru", "мой счёт", "мой счёт"},
		{"full width", "en", "ｒｏｕｔｅｒ", "router"},
		{"areas and volumes", "de", "5 m³ und 60m² sind km²", "5 m3 und 60m2 sind km2"},
		{"Cyrillic ones", "uk", "м³", "м3"},
		{"the number of a note", "de", "Preis² ab³", "preis ab"},
	} {
		if a, b := terms(c.a, c.lang), terms(c.b, c.lang); !slices.Equal(a, b) {
			t.Errorf("%s: %q gives %q, %q gives %q", c.why, c.a, a, c.b, b)
		}
	}
}

func TestAnalyzeKeepsNumbersCodesAndAddressesWhole(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"error E-104!", []string{"error", "e104", "e", "104"}},
		{"e104", []string{"e104"}},
		{"Е104 А2 Х-4 Б2", []string{"e104", "a2", "x4", "х", "4", "б2"}}, // in Cyrillic letters, of which some look like Latin ones
		{"12.50 or 12,50", []string{"12.50", "or", "12.50"}},
		{"from 9:00 24/7", []string{"from", "9:00", "247", "24", "7"}},
		{"v2.3.1", []string{"v2.3.1"}},
		{"Help@Example.COM.", []string{"help@example.com", "help", "exampl", "com"}},
		{"end.Begin", []string{"end", "begin"}},
		{"Wi-Fi", []string{"wifi", "wi", "fi"}},
		{"and/or", []string{"and", "or"}},
		{"don't", []string{"dont"}},
		{"身份证实", []string{"身份", "份证", "证实"}},
		{"бот Telegram支付", []string{"бот", "telegram", "支付"}},
		{"a\xffb \x00", []string{"a", "b"}},
		{"", nil}, {"'’-.", nil},
	} {
		if got := terms(c.text, "en"); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestAnalyzeMarksStopWords(t *testing.T) {
	for lang, text := range map[string]string{
		"en": "how do i the", "uk": "як чи що для", "ru": "как что для ещё", "de": "wie die für können", "pl": "jak czy się może",
	} {
		for _, token := range knowledge.Analyze(text, lang+"-XX") {
			if !token.Stop || !knowledge.StopWord(token.Word, "") {
				t.Errorf("%s: %q is a stop word", lang, token.Word)
			}
		}
	}
	if knowledge.Analyze("router", "en")[0].Stop {
		t.Error("router is no stop word")
	}
}

func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{"E-104 a@b.c п'ять", "\xff\xfe'x", "a'b'c-d-e/1.2,3:4", "ﬁ½²身a1", strings.Repeat("x", 500), "ё'́"} {
		f.Add(s, "en")
		f.Add(s, "ru")
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		last := 0
		for _, token := range knowledge.Analyze(text, lang) {
			if token.Start < last || token.End <= token.Start || token.End > len(text) {
				t.Fatalf("%q: token %+v after %d", text, token, last)
			}
			last = token.Start
			if token.Term == "" || len(token.Term) > 64 || !utf8.ValidString(token.Term) {
				t.Fatalf("%q: term %q", text, token.Term)
			}
			if part := text[token.Start:token.End]; utf8.ValidString(text) && !utf8.ValidString(part) {
				t.Fatalf("%q: %q is cut inside a rune", text, part)
			}
		}
	})
}

func TestAnAnalyzerThatKnowsWordsSaysTheSame(t *testing.T) {
	var a knowledge.Analyzer
	for range 2 {
		for _, text := range []string{"Returning the ROUTER E-104, Wi-Fi 3.5 GHz; ask help@lumen.example", "Возвратами счёт", "Rechnungen auf der Straße", "п'ять ґанок", "the Wi-Fi and the router's", "我如何设立 Login.gov 账户", strings.Repeat("x", 200), "", "\xff a\x00b"} {
			for _, lang := range []string{"en", "uk", "ru", "de-AT", "pl", "zh", ""} {
				if got, want := a.Analyze(text, lang), knowledge.Analyze(text, lang); !slices.Equal(got, want) {
					t.Errorf("%q in %q: %v instead of %v", text, lang, got, want)
				}
			}
		}
	}
}

func BenchmarkAnalyze(b *testing.B) {
	for lang, text := range map[string]string{
		"en": "Restart the router, wait two minutes and check that the green light stays on before you call us. ",
		"uk": "Перезавантажте маршрутизатор, зачекайте дві хвилини та перевірте, чи горить зелений індикатор. ",
	} {
		b.Run(lang, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				knowledge.Analyze(text, lang)
			}
		})
	}
}
