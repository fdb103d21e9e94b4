package knowledge_test

import (
	"os"
	"strings"
	"testing"

	"switchboard/knowledge"
)

// What somebody writes in few words outweighs what he was thought to write, if they are of one language alone; what may be in several
// does not.
func TestFewWordsOutweighWhatIsKnown(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/short.tsv")
	if err != nil {
		t.Fatal(err)
	}
	heard, all := map[string]int{}, map[string]int{}
	for line := range strings.Lines(string(data)) {
		lang, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		for _, prior := range []string{"en", "uk", "ru", "de", "pl"} {
			switch got, sure := knowledge.Language(text, prior); {
			case got != prior && got != lang, lang == "-" && sure:
				t.Errorf("%q after %s is taken for %s", text, prior, got)
			case prior == lang || lang == "-":
			case got == lang:
				heard[lang]++
			}
			if prior != lang {
				all[lang]++
			}
		}
	}
	for _, lang := range []string{"en", "uk", "ru", "de", "pl"} {
		t.Logf("%s: %d of %d heard", lang, heard[lang], all[lang])
		if 10*heard[lang] < 9*all[lang] {
			t.Errorf("%s: %d of %d heard", lang, heard[lang], all[lang])
		}
	}
}
