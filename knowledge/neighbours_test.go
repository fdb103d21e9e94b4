package knowledge_test

import (
	"os"
	"strings"
	"testing"

	"switchboard/knowledge"
)

func TestATextIsPutIntoTheNeighboursLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, text, in, read string }{
		{"ru", "Сколько стоит доставка и когда привезут?", "uk", "скільки коштує доставка і коли привезуть?"},
		{"ru", "Хочу отменить заказ и вернуть деньги", "uk", "хочу скасувати замовлення і повернути гроші"},
		{"ru-UA", "забыл пароль от кошелька", "uk", "забув пароль від гаманця"},
		{"ru", "почтомат не открывается", "uk", "поштомат не відкривається"},
		{"ru", "как активировать eSIM, код E-104?", "uk", "як активувати eSIM, код E-104?"},
		{"uk", "скільки коштує доставка в інше місто", "ru", "сколько стоит доставка в другое город"},
		{"de", "Was kostet das?", "", "Was kostet das?"},
	} {
		read, in := knowledge.InNeighbour(c.text, c.lang)
		if read != c.read || in != c.in {
			t.Errorf("%q: %q in %q", c.text, read, in)
		}
	}
}

func TestRussianWordsInUkrainianAreTheUkrainianOnes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ mixed, written string }{
		{"ошибка", "помилка"}, {"отмінить", "скасувати"}, {"кошелька", "гаманця"}, {"звонок", "дзвінок"}, {"обращатися", "звертатися"}, {"дєньги", "гроші"},
	} {
		if got, want := knowledge.Analyze(c.mixed, "uk")[0], knowledge.Analyze(c.written, "uk")[0]; got.Word != want.Word {
			t.Errorf("%s is %s, not %s", c.mixed, got.Word, want.Word)
		}
	}
	for _, own := range strings.Fields("біль час неділя лист година місто візит надія вечеря домом рейсом поет чужому могила болить пишіть купе") {
		if got := knowledge.Analyze(own, "uk")[0].Word; got != knowledge.Analyze(own, "")[0].Word {
			t.Errorf("%s is %s", own, got)
		}
	}
}

// A Russian word is said for one meaning.
func TestEachRussianWordIsInOneLine(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("neighbours.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		russian, ukrainian, ok := strings.Cut(strings.TrimPrefix(line, "*"), " = ")
		if !ok || strings.TrimSpace(ukrainian) == "" {
			t.Errorf("%q has no Ukrainian words", line)
		}
		for word := range strings.FieldsSeq(russian) {
			if had := seen[word]; had != "" {
				t.Errorf("%s stands in %q and in %q", word, had, line)
			}
			seen[word] = line
		}
	}
	if len(seen) < 1000 {
		t.Errorf("only %d words", len(seen))
	}
}
