package knowledge_test

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"switchboard/knowledge"
)

func TestLanguage(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text, prior, want string
		sure              bool
	}{
		"English":                  {"How do I restart the router?", "", "en", true},
		"Ukrainian":                {"Як перезавантажити роутер після відключення світла?", "", "uk", true},
		"Russian":                  {"Как перезагрузить роутер после отключения света?", "", "ru", true},
		"German":                   {"Wie kann ich den Router neu starten?", "", "de", true},
		"Polish":                   {"Jak mogę zresetować router?", "", "pl", true},
		"Polish, plain letters":    {"gdzie jest moja paczka, zamowienie 55017", "", "pl", true},
		"German, plain letters":    {"wie lange dauert die rueckerstattung", "", "de", true},
		"short Ukrainian":          {"де моя посилка", "", "uk", true},
		"short Russian":            {"где моя посылка", "", "ru", true},
		"Latin i in Ukrainian":     {"не працює iнтернет i телебачення", "", "uk", true},
		"product names":            {"Де мій iPhone Pro Max?", "", "uk", true},
		"two alphabets":            {"чому не приходить SMS з PIN", "en", "uk", true},
		"a word with a prior":      {"OK", "uk", "uk", false},
		"a word that is alike":     {"router", "pl", "pl", false},
		"a strong word":            {"Rückerstattung", "en", "en", false},
		"nothing":                  {"", "de", "de", false},
		"numbers":                  {"E-104 55017", "ru", "ru", false},
		"invalid UTF-8":            {"\xff\xfe", "", "", false},
		"against the prior":        {"Чому не працює інтернет", "en", "uk", true},
		"Spanish":                  {"¿Dónde está mi paquete? Hace una semana que lo espero.", "de", "de", false},
		"Bulgarian":                {"Къде е моята пратка, чакам я вече цяла седмица", "uk", "uk", false},
		"Chinese":                  {"我的包裹在哪里", "en", "en", false},
		"thanks, mixed":            {"ok дякую", "", "uk", true},
		"thanks, mixed, known":     {"ok дякую", "uk", "uk", false},
		"thanks in another":        {"ок дякую", "ru", "uk", true},
		"thanks in German":         {"ok danke", "de", "de", true},
		"Ukrainian in Latin":       {"koly vidkryto?", "uk", "uk", false},
		"Ukrainian in Latin, long": {"chy mozhna oplatyty kartoyu pry otrymanni", "uk", "uk", false},
		"Russian in Latin":         {"zdravstvuyte, kogda priedet moy zakaz", "ru", "ru", false},
		"no Latin Ukrainian":       {"how do I return the phone that I bought", "uk", "en", true},
		"Polish after Ukrainian":   {"czy mogę zapłacić kartą przy odbiorze", "uk", "pl", true},
		"half Ukrainian":           {"в мене не работає інтернет", "ru", "uk", true},
		"half Russian":             {"де мой заказ", "uk", "ru", true},
		"one that may be both":     {"када буде мій заказ", "uk", "uk", false},
		"a brand between":          {"visa картка не проходить", "uk", "uk", false},
		"two alphabets, one asks":  {"my order чому не приїхав", "en", "uk", true},
		"one endless word":         {strings.Repeat("ы", 100_000), "en", "en", false},
	} {
		if lang, sure := knowledge.Language(c.text, c.prior); lang != c.want || sure != c.sure {
			t.Errorf("%s: Language(%q, %q) = %q, %v; want %q, %v", name, c.text[:min(len(c.text), 80)], c.prior, lang, sure, c.want, c.sure)
		}
	}
}

func TestLanguageOnRealTexts(t *testing.T) {
	t.Parallel()
	f, err := os.Open("../../shared/data/lid-lingua/test.jsonl")
	if err != nil {
		t.Skipf("the evaluation data is not here: %v", err)
	}
	defer f.Close()
	type count struct{ right, sure, sureRight, all int }
	counts := map[string]*count{}
	reread := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var row struct{ Text, Label, Kind string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		if !slices.Contains([]string{"en", "uk", "ru", "de", "pl"}, row.Label) {
			row.Kind = "foreign " + row.Kind
		}
		c := counts[row.Kind]
		if c == nil {
			c = &count{}
			counts[row.Kind] = c
		}
		if knowledge.Meant(row.Text, "") != row.Text {
			reread++
		}
		lang, sure := knowledge.Language(row.Text, "")
		c.all++
		if lang == row.Label {
			c.right++
		}
		if sure {
			c.sure++
			if lang == row.Label {
				c.sureRight++
			}
		}
	}
	if reread > 2 {
		t.Errorf("%d texts are read as if they had been typed in other letters", reread)
	}
	least := map[string]float64{"sentences": 0.985, "word-pairs": 0.93, "single-words": 0.80}
	for kind, c := range counts {
		share := func(n, of int) float64 { return float64(n) / float64(max(of, 1)) }
		t.Logf("%s: right %.3f of %d, sure %.3f, right of those %.3f", kind, share(c.right, c.all), c.all, share(c.sure, c.all), share(c.sureRight, c.sure))
		if share(c.right, c.all) < least[kind] {
			t.Errorf("%s: %.3f, want at least %.3f", kind, share(c.right, c.all), least[kind])
		}
	}
}

func FuzzLanguage(f *testing.F) {
	f.Add("Як справи?", "en")
	f.Add("\xff'’_", "")
	f.Fuzz(func(t *testing.T, text, prior string) {
		lang, sure := knowledge.Language(text, prior)
		if (sure && lang == "") || (!sure && prior != "" && lang != prior) {
			t.Errorf("%q, prior %q: %q, %v", text, prior, lang, sure)
		}
	})
}

func BenchmarkLanguage(b *testing.B) {
	for b.Loop() {
		knowledge.Language("Чому не працює інтернет після вчорашньої грози?", "en")
	}
}
