package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

const (
	tariffs = "## Home internet\n\n| Tariff | Speed | Price a month |\n|---|---|---|\n| Start | 100 Mbit/s | UAH 290 |\n| Home | 500 Mbit/s | UAH 320 |\n| Giga | 1 Gbit/s | UAH 390 |"
	returns = "You can return unused goods within 14 days of receiving them. Send them back to our warehouse.\n" +
		"The money comes back within 5 banking days after we have received the parcel. Return shipping costs UAH 80."
	shops = "Our shops:\n\n- Lviv, 18 Fotonna Street: Mon–Sat 10:00–19:00\n- Odesa, 5 Morska Street: Mon–Fri 9:00–18:00"

	tariffsUK = "| Тариф | Швидкість | Ціна на місяць |\n|---|---|---|\n| Старт | 100 Мбіт/с | 290 грн |\n| Дім | 500 Мбіт/с | 320 грн |\n| Гіга | 1 Гбіт/с | 390 грн |"
	returnsUK = "Невикористаний товар можна повернути протягом 14 днів після отримання. Надішліть його на наш склад.\n" +
		"Гроші повертаємо протягом 5 банківських днів після отримання посилки. Зворотна доставка коштує 80 грн."
	shopsUK = "Наші магазини:\n\n- Львів, вул. Фотонна, 18: пн–сб 10:00–19:00\n- Одеса, вул. Морська, 5: пн–пт 9:00–18:00"
)

// A figure stands where the sentence quotes it: what the passage says of another thing, or in another sentence, is none of its own.
func TestAFigureOfAnotherRowOrSentenceIsNotKept(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lang, written, passage string
		says                   []sentence
		stays                  string
	}{
		"another row": {"en", "en", tariffs, []sentence{{"Giga costs UAH 290 a month.", 1, "| Giga | 1 Gbit/s | UAH 390 |"},
			{"Start costs UAH 590 a month.", 1, "| Start | 100 Mbit/s | UAH 290 |"}}, ""},
		"another row, with the whole table quoted": {"en", "en", tariffs, []sentence{{"Giga costs UAH 290 a month.", 1, tariffs}}, ""},
		"another row that was quoted before": {"en", "en", tariffs, []sentence{{"Start costs UAH 290 a month.", 1, "Start | 100 Mbit/s | UAH 290"},
			{"Giga costs UAH 290 a month.", 1, "Giga | 1 Gbit/s | UAH 390"}}, "Start costs UAH 290 a month."},
		"it, of another row": {"en", "en", tariffs, []sentence{{"Giga has a speed of 1 Gbit/s.", 1, tariffs}, {"It costs UAH 290 a month.", 1, tariffs}}, "Giga has a speed of 1 Gbit/s."},
		"its own row": {"en", "en", tariffs, []sentence{{"Giga costs UAH 390 a month.", 1, "| Giga | 1 Gbit/s | UAH 390 |"},
			{"Start has 100 Mbit/s for UAH 290 a month.", 1, "| Start | 100 Mbit/s | UAH 290 |"}}, "Giga costs UAH 390 a month. Start has 100 Mbit/s for UAH 290 a month."},
		"a cell of its own row": {"en", "en", tariffs, []sentence{{"Giga costs UAH 390 a month.", 1, "Giga | 1 Gbit/s"}, {"Start has 100 Mbit/s.", 1, "100 Mbit/s"}},
			"Giga costs UAH 390 a month. Start has 100 Mbit/s."},
		"another sentence": {"en", "en", returns, []sentence{{"You can return unused goods within 5 days.", 1, "return unused goods within 14 days"},
			{"The money comes back within 14 days.", 1, "The money comes back within 5 banking days"}}, ""},
		"another sentence, with all quoted": {"en", "en", returns, []sentence{{"You can return unused goods within 5 days.", 1, returns}}, ""},
		"its own sentence": {"en", "en", returns, []sentence{{"You can return unused goods within 14 days of receiving them.", 1, "You can return unused goods within 14 days"},
			{"The money comes back within 5 banking days.", 1, "The money comes back within 5 banking days"}},
			"You can return unused goods within 14 days of receiving them. The money comes back within 5 banking days."},
		"two sentences in one quote": {"en", "en", returns, []sentence{{"The money comes back within 5 banking days, and return shipping costs UAH 80.", 1,
			"The money comes back within 5 banking days after we have received the parcel. Return shipping costs UAH 80."}},
			"The money comes back within 5 banking days, and return shipping costs UAH 80."},
		"another sentence that was quoted before": {"en", "en", returns, []sentence{{"Return shipping costs UAH 80.", 1, "Return shipping costs UAH 80"},
			{"Send the unused goods back to our warehouse, shipping costs UAH 80.", 1, "Send them back to our warehouse"}},
			"Return shipping costs UAH 80. Send the unused goods back to our warehouse, shipping costs UAH 80."},
		"another item": {"en", "en", shops, []sentence{{"The shop in Odesa is open Mon–Sat 10:00–19:00.", 1, "Odesa, 5 Morska Street: Mon–Fri 9:00–18:00"}}, ""},
		"its own item": {"en", "en", shops, []sentence{{"The shop in Odesa is open Mon–Fri 9:00–18:00.", 1, "Odesa, 5 Morska Street"}}, "The shop in Odesa is open Mon–Fri 9:00–18:00."},

		"Ukrainian, another row":      {"uk", "uk", tariffsUK, []sentence{{"Гіга коштує 290 грн на місяць.", 1, "| Гіга | 1 Гбіт/с | 390 грн |"}}, ""},
		"Ukrainian, the whole table":  {"uk", "uk", tariffsUK, []sentence{{"Гіга коштує 290 грн на місяць.", 1, tariffsUK}}, ""},
		"Ukrainian, its own row":      {"uk", "uk", tariffsUK, []sentence{{"Гіга коштує 390 грн на місяць.", 1, "Гіга | 1 Гбіт/с"}}, "Гіга коштує 390 грн на місяць."},
		"Ukrainian, another sentence": {"uk", "uk", returnsUK, []sentence{{"Невикористаний товар можна повернути протягом 5 днів.", 1, "Невикористаний товар можна повернути протягом 14 днів"}}, ""},
		"Ukrainian, its own sentence": {"uk", "uk", returnsUK, []sentence{{"Гроші повертаємо протягом 5 банківських днів.", 1, "Гроші повертаємо протягом 5 банківських днів"}},
			"Гроші повертаємо протягом 5 банківських днів."},
		"Ukrainian, another item": {"uk", "uk", shopsUK, []sentence{{"Магазин в Одесі працює пн–сб 10:00–19:00.", 1, "Одеса, вул. Морська, 5: пн–пт 9:00–18:00"}}, ""},
		"Ukrainian, its own item": {"uk", "uk", shopsUK, []sentence{{"Магазин в Одесі працює пн–пт 9:00–18:00.", 1, "Одеса, вул. Морська, 5"}}, "Магазин в Одесі працює пн–пт 9:00–18:00."},

		"translated, another row":      {"en", "uk", tariffs, []sentence{{"Giga коштує 290 грн на місяць.", 1, "| Giga | 1 Gbit/s | UAH 390 |"}}, ""},
		"translated, its own row":      {"en", "uk", tariffs, []sentence{{"Giga коштує 390 грн на місяць.", 1, "| Giga | 1 Gbit/s |"}}, "Giga коштує 390 грн на місяць."},
		"translated, another sentence": {"en", "uk", returns, []sentence{{"Товар можна повернути протягом 5 днів.", 1, "return unused goods within 14 days"}}, ""},
		"translated, its own sentence": {"en", "uk", returns, []sentence{{"Товар можна повернути протягом 14 днів.", 1, "return unused goods within 14 days"}}, "Товар можна повернути протягом 14 днів."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := assist.New(assist.Config{Writer: assist.Writer{Model: says(t, c.says...)}})
			got, err := a.Write(t.Context(), assist.Dialogue{Lang: c.written, Turns: []assist.Turn{{Customer: true, Text: "?"}}},
				[]assist.Source{{Article: 1, Lang: c.lang, Passage: c.passage}}, nil)
			if got.Text != c.stays || (err == nil) != (c.stays != "") {
				t.Errorf("%q, %v", got.Text, err)
			}
		})
	}
}

// What an article says word for word is kept where it is quoted as it stands.
func TestAnArticlesOwnFiguresAreKept(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	var own sentence
	a := assist.New(assist.Config{Writer: assist.Writer{Model: &scripted{answer: func(assist.Prompt) (string, error) { return says(t, own).answer(assist.Prompt{}) }}}})
	all := 0
	for i, article := range sampleBase(t).articles {
		if i%8 != 0 { // all of them take a minute
			continue
		}
		for _, p := range knowledge.Passages(article.Body) {
			for paragraph := range strings.SplitSeq(p.Text, "\n\n") {
				for s := range strings.SplitSeq(strings.ReplaceAll(paragraph, "\n", " "), ". ") {
					if len(s) < 10 || len(assist.Claims(s)) == 0 || strings.ContainsAny(s, "|<>`[*") {
						continue
					}
					own = sentence{s, 1, s}
					got, err := a.Write(t.Context(), assist.Dialogue{Lang: article.Lang, Turns: []assist.Turn{{Customer: true, Text: "?"}}},
						[]assist.Source{{Article: 1, Lang: article.Lang, Title: article.Title, Heading: p.Heading, Passage: p.Text}}, nil)
					if all++; err != nil || len(assist.Claims(got.Text)) != len(assist.Claims(s)) {
						t.Errorf("%q became %q, %v", s, got.Text, err)
					}
				}
			}
		}
	}
	if all < 50 {
		t.Errorf("%d sentences alone were tried", all)
	}
}
