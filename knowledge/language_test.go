package knowledge_test

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"switchboard/knowledge"
)

func TestLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, prior, want string
		sure              bool
	}{
		{"How do I restart the router?", "", "en", true},
		{"Як перезавантажити роутер після відключення світла?", "", "uk", true},
		{"Как перезагрузить роутер после отключения света?", "", "ru", true},
		{"Wie kann ich den Router neu starten?", "", "de", true},
		{"Jak mogę zresetować router?", "", "pl", true},
		{"де моя посилка", "", "uk", true},
		{"где моя посылка", "", "ru", true},
		{"OK", "uk", "uk", false},
		{"router", "pl", "pl", false},
		{"", "de", "de", false},
		{"E-104 55017", "ru", "ru", false},
		{"\xff\xfe", "", "", false},
		{"Чому не працює інтернет", "en", "uk", true},
	} {
		if lang, sure := knowledge.Language(c.text, c.prior); lang != c.want || sure != c.sure {
			t.Errorf("Language(%q, %q) = %q, %v; want %q, %v", c.text, c.prior, lang, sure, c.want, c.sure)
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
	right, all := map[string]int{}, map[string]int{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var row struct{ Text, Label, Kind string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		if !slices.Contains([]string{"en", "uk", "ru", "de", "pl"}, row.Label) {
			continue
		}
		all[row.Kind]++
		if lang, _ := knowledge.Language(row.Text, ""); lang == row.Label {
			right[row.Kind]++
		}
	}
	least := map[string]float64{"sentences": 0.97, "word-pairs": 0.83, "single-words": 0.74}
	for kind, n := range all {
		share := float64(right[kind]) / float64(n)
		t.Logf("%s: %.3f of %d", kind, share, n)
		if share < least[kind] {
			t.Errorf("%s: %.3f, want at least %.2f", kind, share, least[kind])
		}
	}
}
