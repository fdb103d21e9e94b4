package assist

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"switchboard/knowledge"
)

// A hit's words are looked up among the question's; elsewhere a question's word is looked up among a text's. Both find the same.
func TestWordsAreFoundAlikeFromBothSides(t *testing.T) {
	t.Parallel()
	words := []string{"router", "routers", "ruoter", "restart", "restarting", "invoice", "bill", "F-12", "F12", "F-45", "55017", "the", "Wi-Fi", "wifi", "роутер", "роутера", "перезапуск", "I"}
	others := map[string][]string{"invoic": {"bill"}, "bill": {"invoic", "invoice"}}
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]string{"en", "uk", "de", ""}).Draw(t, "lang")
		some := rapid.SliceOfN(rapid.SampledFrom(words), 0, 8)
		question, text := strings.Join(some.Draw(t, "question"), " "), strings.Join(some.Draw(t, "text"), " ")
		asked := bagOf(terms(question, lang))
		asked.others = others
		got := pageOf(knowledge.Hit{Lang: lang, Passage: text}, soughtOf(asked, lang), &knowledge.Analyzer{}).has
		in := bag{list: terms(text, lang), others: others}
		for i, w := range asked.list {
			if want := in.found(w); got[i] != want {
				t.Errorf("%q of %q in %q (%s): %.1f instead of %.1f", w.Word, question, text, lang, got[i], want)
			}
		}
	})
}
