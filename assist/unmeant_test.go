package assist_test

import (
	"testing"

	"switchboard/knowledge"
)

// Who asks in an article's very words has its draft, although people ask anybody in such words, too, and although the tables of
// meanings know few of them.
func TestWhatIsAskedInAnArticlesWordsIsAskedOfIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, title, body, question, other, text string
		least                                    float64
	}{
		{"uk", "Графік роботи та як нас знайти", "Доїхати можна трамваєм 3 або 8 до зупинки «Ринок». Працюємо щодня.", "Як до вас записатись?", "Запис", "як до вас доїхати трамваєм", .7},
		{"ru", "График и адрес", "Доехать можно трамваем 3 или 8 до остановки «Рынок». Работаем каждый день.", "Как до вас дозвониться?", "Телефоны", "как до вас доехать трамваем", .55},
		{"pl", "Godziny i adres", "Dojechać można tramwajem 3 lub 8 do przystanku Rynek. Pracujemy codziennie.", "Jak do was zadzwonić?", "Telefony", "jak do was dojechać tramwajem", draft},
	} {
		a := small(t, knowledge.Article{Lang: c.lang, Title: c.title, Body: c.body}, knowledge.Article{Lang: c.lang, Title: c.other, Body: c.other + ".", Questions: []string{c.question}})
		if got := ask(t, a, c.lang, c.text); len(got) == 0 || got[0].Sources[0].Title != c.title || got[0].Score < c.least {
			t.Errorf("%q: %s", c.text, describe(got))
		}
	}
}
