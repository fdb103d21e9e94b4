package routing

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"switchboard/knowledge"
)

// What customers write is repeated above an answer as plain words, whatever Markdown would make of it.
func TestAQuestionIsRepeatedAsPlainWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"How do I pay?":                   "How do I pay?",
		"  what\n is E_104,\t__really__?": "what is E_104, really?",
		"![x](http://e.example) [a](javascript:1) `c` ~~s~~ **b**?": "!(x)(http://e.example) (a)(javascript:1) c s b?",
		"2) 1. how much is 1.5 GB?":                                 "how much is 1.5 GB?",
		"- > # <b>5*5</b> \u202eis it|so?":                          "# (b)5 5(/b) is it so?",
		strings.Repeat("long ", 40) + "?":                           strings.TrimSpace(strings.Repeat("long ", 24)) + " …",
	} {
		if got := quotable(text); got != strings.ReplaceAll(want, "# ", "") {
			t.Errorf("%q: %q instead of %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := quotable(rapid.StringOf(rapid.SampledFrom([]rune("ab 1.)(][*_`~<>|#\\!+-=\n&;:/é😀"))).Draw(t, "text"))
		html := string(knowledge.RenderLines("> " + text))
		for _, tag := range []string{"<a", "<img", "<em", "<strong", "<code", "<del", "<h", "<li", "<table"} {
			if strings.Contains(html, tag) {
				t.Fatalf("%q becomes %s", text, html)
			}
		}
	})
}
