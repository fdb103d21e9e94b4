package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Who asks no more than how much or how long asks it of what was spoken of: the club's price list answers something else, and so does
// how long something else takes that the article tells of.
func TestHowMuchAndHowLongAreAskedOfWhatWasSpokenOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang          string
		prices, night knowledge.Article // what the club costs, and an evening for guests that has a price, and how long it is open
		tour          knowledge.Article // that has no end, but lets one sign on until some days before
		more          []string          // how much and how long the evening is, in several words each
		says          []string
		howLong       string
	}{
		{"en", knowledge.Article{Title: "What membership costs", Body: "Membership costs £45 a month. A single row costs £12 and lasts 90 minutes.", Questions: []string{"how much is membership", "how long does a single row last"}},
			knowledge.Article{Title: "Guest evening", Body: "The guest evening is on the first Friday, 18:00. The guest evening lasts two hours and costs £8.", Questions: []string{"when is the guest evening"}},
			knowledge.Article{Title: "Island tour", Body: "The island tour starts on Sunday at 9:00. Names are taken until 4 days before.", Questions: []string{"when is the island tour"}},
			[]string{"how much does it cost", "how much", "how long does it last"}, []string{"£8", "£8", "two hours"}, "how long does it take"},
		{"uk", knowledge.Article{Title: "Скільки коштує членство", Body: "Членство коштує 900 грн на місяць. Разове заняття коштує 250 грн і триває 90 хвилин.", Questions: []string{"скільки коштує членство", "скільки триває разове заняття"}},
			knowledge.Article{Title: "Вечір для гостей", Body: "Вечір для гостей — першої п’ятниці о 18:00. Вечір для гостей триває дві години й коштує 160 грн.", Questions: []string{"коли вечір для гостей"}},
			knowledge.Article{Title: "Похід на острів", Body: "Похід на острів починається в неділю о 9:00. Імена записуємо за 4 дні до того.", Questions: []string{"коли похід на острів"}},
			[]string{"скільки коштує", "а скільки коштує?", "скільки триває", "як довго триває"}, []string{"160 грн", "160 грн", "дві години", "дві години"}, "скільки триває"},
		{"ru", knowledge.Article{Title: "Сколько стоит членство", Body: "Членство стоит 1900 руб в месяц. Разовое занятие стоит 450 руб и длится 90 минут.", Questions: []string{"сколько стоит членство", "сколько длится разовое занятие"}},
			knowledge.Article{Title: "Вечер для гостей", Body: "Вечер для гостей — в первую пятницу в 18:00. Вечер для гостей длится два часа и стоит 260 руб.", Questions: []string{"когда вечер для гостей"}},
			knowledge.Article{Title: "Поход на остров", Body: "Поход на остров начинается в воскресенье в 9:00. Имена записываем за 4 дня до того.", Questions: []string{"когда поход на остров"}},
			[]string{"сколько стоит", "а сколько стоит?", "сколько длится", "как долго длится"}, []string{"260 руб", "260 руб", "два часа", "два часа"}, "сколько длится"},
		{"pl", knowledge.Article{Title: "Ile kosztuje członkostwo", Body: "Członkostwo kosztuje 190 zł miesięcznie. Jedne zajęcia kosztują 45 zł i trwają 90 minut.", Questions: []string{"ile kosztuje członkostwo", "jak długo trwają zajęcia"}},
			knowledge.Article{Title: "Wieczór dla gości", Body: "Wieczór dla gości jest w pierwszy piątek o 18:00. Wieczór dla gości trwa dwie godziny i kosztuje 26 zł.", Questions: []string{"kiedy jest wieczór dla gości"}},
			knowledge.Article{Title: "Wyprawa na wyspę", Body: "Wyprawa na wyspę zaczyna się w niedzielę o 9:00. Zapisy przyjmujemy 4 dni przed.", Questions: []string{"kiedy jest wyprawa na wyspę"}},
			[]string{"ile kosztuje", "a ile kosztuje?", "jak długo trwa", "ile trwa"}, []string{"26 zł", "26 zł", "dwie godziny", "dwie godziny"}, "jak długo trwa"},
		{"de", knowledge.Article{Title: "Was die Mitgliedschaft kostet", Body: "Die Mitgliedschaft kostet 39 € im Monat. Eine einzelne Stunde kostet 14 € und dauert 90 Minuten.", Questions: []string{"was kostet die Mitgliedschaft", "wie lange dauert eine einzelne Stunde"}},
			knowledge.Article{Title: "Gästeabend", Body: "Der Gästeabend ist am ersten Freitag um 18:00. Der Gästeabend dauert zwei Stunden und kostet 9 €.", Questions: []string{"wann ist der Gästeabend"}},
			knowledge.Article{Title: "Inseltour", Body: "Die Inseltour beginnt am Sonntag um 9:00. Namen nehmen wir bis 4 Tage vorher auf.", Questions: []string{"wann ist die Inseltour"}},
			[]string{"was kostet", "wie viel kostet", "wie lange dauert"}, []string{"9 €", "9 €", "zwei Stunden"}, "wie lange dauert"},
	} {
		c.prices.Lang, c.night.Lang, c.tour.Lang = c.lang, c.lang, c.lang
		a := sole(t, c.prices, c.night, c.tour)
		then := func(before knowledge.Article, text string) []assist.Suggestion {
			got, err := a.Suggest(t.Context(), assist.Dialogue{Lang: c.lang, Turns: []assist.Turn{{Customer: true, Text: before.Questions[0]}, {Text: before.Body}, {Customer: true, Text: text}}})
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		for i, text := range c.more {
			if got := then(c.night, text); len(got) == 0 || got[0].Beside || got[0].Sources[0].Title != c.night.Title || !strings.Contains(got[0].Text, c.says[i]) {
				t.Errorf("%q, then %q: %s", c.night.Questions[0], text, describe(got))
			}
		}
		if got := then(c.tour, c.howLong); alone(got) {
			t.Errorf("%q, then %q: %s", c.tour.Questions[0], c.howLong, describe(got))
		}
		if got := ask(t, a, c.lang, c.prices.Questions[0]); !alone(got) || got[0].Sources[0].Title != c.prices.Title {
			t.Errorf("%q: %s", c.prices.Questions[0], describe(got))
		}
	}
}
