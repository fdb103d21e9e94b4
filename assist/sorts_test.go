package assist_test

import (
	"strings"
	"testing"

	"switchboard/knowledge"
)

// What is charged is a price, and what is charged up is a battery; a span of time may be written in words.
func TestSpansOfTimeInWordsAreFound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, title, body, asked, says, lacks string }{
		{"en", "The battery", "The battery is in a bag.\n\n## Charging\n\nFrom empty to full takes four and a half hours.\n\n## Old ones\n\nWe test a battery for £25. Taking the battery back is free of charge.", "how long does it take to charge the battery", "four and a half hours", "£25"},
		{"en", "The battery", "The battery is in a bag.\n\n## Charging\n\nFrom empty to full takes four and a half hours.\n\n## Tests\n\nWe test a battery for £25.", "what do you charge for a test of the battery", "£25", "half hours"},
		{"uk", "Заняття", "Заняття проходять у залі.\n\n## Запис\n\nЗаписують на заняття за телефоном.\n\n## Перебіг\n\nОдне заняття — це півтори години з перервою.", "скільки часу триває заняття", "півтори години", "телефоном"},
		{"ru", "Занятия", "Занятия проходят в зале.\n\n## Запись\n\nНа занятие записывают по телефону.\n\n## Ход\n\nОдно занятие — это полтора часа.", "сколько времени длится занятие", "полтора часа", "телефону"},
		{"pl", "Zajęcia", "Zajęcia są w sali.\n\n## Zapisy\n\nNa zajęcia zapisuje recepcja.\n\n## Przebieg\n\nJedne zajęcia to półtorej godziny.", "jak długo trwają zajęcia", "półtorej godziny", "recepcja"},
		{"de", "Der Kurs", "Der Kurs ist in der Halle.\n\n## Anmeldung\n\nDen Kurs bucht man an der Kasse.\n\n## Ablauf\n\nEin Kurs sind anderthalb Stunden.", "wie lange dauert der Kurs", "anderthalb Stunden", "Kasse"},
	} {
		a := reading(t, knowledge.Article{Lang: c.lang, Key: "one", Title: c.title, Body: c.body, Questions: []string{c.asked}})
		got := ask(t, a, c.lang, c.asked)
		if len(got) == 0 || !strings.Contains(got[0].Text, c.says) || strings.Contains(got[0].Text, c.lacks) || got[0].Beside {
			t.Errorf("%s %q: %+v", c.lang, c.asked, got)
		}
	}
}
