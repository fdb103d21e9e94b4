package assist_test

import (
	"testing"

	"switchboard/knowledge"
)

// An age that lies in none of those that a table has groups for has no group there.
func TestAnAgeThatATableLeavesOutIsNotAnswered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, title, known, body string
		yes, no                  []string
	}{
		{"en", "Dance classes for children", "dance classes for children", "| group | age | a month |\n|---|---|---|\n| Sparrows | 4–6 | £40 |\n| Swifts | 7–9 | £45 |\n| Swans | 10–13 | £50 |\n\nClasses are on Saturdays.",
			[]string{"dance classes for a 9 year old"}, []string{"dance classes for a 10 month old", "dance classes for a 14 year old", "dance classes for children, my son is 15 years old"}},
		{"uk", "Танці для дітей", "танці для дітей", "| вік | група | на місяць |\n|---|---|---|\n| 4–6 | Горобці | 900 грн |\n| 7–9 | Стрижі | 950 грн |\n| 10–13 | Лебеді | 1000 грн |\n\nЗаняття в суботу.",
			[]string{"танці для дітей 8 років"}, []string{"танці для дітей 15 років", "танці для дітей 10 місяців"}},
		{"ru", "Танцы для детей", "танцы для детей", "| группа | возраст | в месяц |\n|---|---|---|\n| Воробьи | 4–6 | 900 руб |\n| Стрижи | 7–9 | 950 руб |\n| Лебеди | 10–13 | 1000 руб |\n\nЗанятия в субботу.",
			[]string{"танцы для детей"}, []string{"танцы для детей 15 лет", "танцы для детей 10 месяцев"}},
		{"pl", "Taniec dla dzieci", "taniec dla dzieci", "| grupa | wiek | miesięcznie |\n|---|---|---|\n| Wróble | 4–6 | 90 zł |\n| Jerzyki | 7–9 | 95 zł |\n| Łabędzie | 10–13 | 100 zł |\n\nZajęcia są w soboty.",
			[]string{"taniec dla dzieci 8 lat"}, []string{"taniec dla dzieci 15 lat", "taniec dla dzieci 10 miesięcy"}},
		{"de", "Tanzen für Kinder", "Tanzen für Kinder", "| Gruppe | Alter | im Monat |\n|---|---|---|\n| Spatzen | 4–6 | 40 € |\n| Segler | 7–9 | 45 € |\n| Schwäne | 10–13 | 50 € |\n\nDie Kurse sind samstags.",
			[]string{"Tanzen für Kinder 8 Jahre"}, []string{"Tanzen für Kinder 15 Jahre", "Tanzen für Kinder 10 Monate"}},
	} {
		a := sole(t, knowledge.Article{Lang: c.lang, Title: c.title, Body: c.body, Questions: []string{c.known}})
		for _, text := range c.yes {
			if got := ask(t, a, c.lang, text); !alone(got) {
				t.Errorf("%q is not answered: %s", text, describe(got))
			}
		}
		for _, text := range c.no {
			if got := ask(t, a, c.lang, text); alone(got) {
				t.Errorf("%q: %s", text, describe(got))
			}
		}
	}
}
