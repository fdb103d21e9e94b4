package knowledge_test

import (
	"os"
	"strings"
	"testing"

	"switchboard/knowledge"
)

func TestWhatPeopleTypeInChatsIsTheWordThatArticlesHave(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, typed, written string }{
		{"uk", "шо робити якшо інет пропав", "що робити якщо інтернет пропав"},
		{"uk", "Скіки коштує білет", "скільки коштує квиток"},
		{"ru", "скок стоит, пж", "сколько стоит, пожалуйста"},
		{"de", "ich hab nix bekommen", "ich habe nichts bekommen"},
		{"pl", "czemu nie mam neta", "dlaczego nie mam internet"},
		{"en", "pls tell me abt ur plans", "please tell me about your plans"},
	} {
		typed, written := knowledge.Analyze(c.typed, c.lang), knowledge.Analyze(c.written, c.lang)
		if len(typed) != len(written) {
			t.Fatalf("%q: %+v, %+v", c.typed, typed, written)
		}
		for i := range typed {
			if typed[i].Term != written[i].Term || typed[i].Word != written[i].Word || typed[i].Stop != written[i].Stop {
				t.Errorf("%q: %+v is not %+v", c.typed, typed[i], written[i])
			}
		}
		if last := typed[len(typed)-1]; !strings.HasSuffix(c.typed, c.typed[last.Start:last.End]) {
			t.Errorf("%q: %+v stands elsewhere", c.typed, last)
		}
	}
	if got := knowledge.Analyze("шо", "de"); got[0].Word != "шо" {
		t.Errorf("in another language %+v", got)
	}
}

// A word is said for one other, which is not said for a third.
func TestEachWordOfChatsIsSaidForOneOther(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("colloquial.txt")
	if err != nil {
		t.Fatal(err)
	}
	lang, said := "", map[string]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if next, ok := strings.CutPrefix(line, "= "); ok {
			lang = next
			continue
		}
		written, words, ok := strings.Cut(line, ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		if got := knowledge.Analyze(written, lang); len(got) != 1 || said[lang+got[0].Word] != "" {
			t.Errorf("%s %s is said for %s", lang, written, said[lang+written])
		}
		for word := range strings.FieldsSeq(words) {
			if other := said[lang+word]; other != "" {
				t.Errorf("%s %s is said for %s and for %s", lang, word, other, written)
			}
			said[lang+word] = written
			if got := knowledge.Analyze(word, lang); len(got) != 1 || got[0].Word != knowledge.Analyze(written, lang)[0].Word {
				t.Errorf("%s %s: %+v", lang, word, got)
			}
		}
	}
	if len(said) == 0 {
		t.Error("nothing was read")
	}
}
