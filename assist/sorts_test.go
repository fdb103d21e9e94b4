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

// A board is no charge, though Russian and Ukrainian have one word for both.
func TestABoardIsNoPrice(t *testing.T) {
	t.Parallel()
	boards := map[string]knowledge.Article{
		"ru": {Lang: "ru", Title: "Материнская плата", Questions: []string{"сломалась материнская плата"}, Body: "Мы чиним платы всех моделей, приносите её в сервис целиком.\n\n## Гарантия\n\nГарантия на ремонт — год.\n\n## Цены\n\n- Диагностика: 500 руб.\n- Пайка: 2000 руб."},
		"uk": {Lang: "uk", Title: "Материнська плата", Questions: []string{"зламалася материнська плата"}, Body: "Ми лагодимо плати всіх моделей, приносьте її до сервісу цілою.\n\n## Гарантія\n\nГарантія на ремонт — рік.\n\n## Ціни\n\n- Діагностика: 300 грн\n- Паяння: 900 грн"},
	}
	for _, c := range []struct{ lang, asked, says, lacks string }{
		{"ru", "материнская плата мокрая", "приносите её", "500 руб"},
		{"ru", "какая плата за диагностику", "500 руб", "Гарантия"},
		{"uk", "материнська плата мокра", "приносьте її", "300 грн"},
		{"uk", "яка плата за діагностику", "300 грн", "Гарантія"},
	} {
		got := ask(t, reading(t, boards[c.lang]), c.lang, c.asked)
		if len(got) == 0 || !strings.Contains(got[0].Text, c.says) || strings.Contains(got[0].Text, c.lacks) {
			t.Errorf("%s %q: %+v", c.lang, c.asked, got)
		}
	}
}
