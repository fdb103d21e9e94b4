package assist_test

import (
	"testing"

	"switchboard/knowledge"
)

// A thing that is like several of those that an article has rows for, and is none of them, has another price; another word for one of them
// has not.
func TestAThingLikeThoseOfSeveralRowsIsNoneOfThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang    string
		article knowledge.Article
		yes, no []string
	}{
		{"en", knowledge.Article{Title: "What lessons cost", Questions: []string{"how much is a lesson"}, Body: "| lesson | 30 minutes | 60 minutes |\n|---|---|---|\n| guitar | £20 | £36 |\n| piano | £24 | £42 |\n| violin | £26 | £46 |\n\nThe first lesson is free of charge."},
			[]string{"how much is a piano lesson"}, []string{"how much is a flute lesson", "how much is a cello lesson", "how much is a trumpet lesson"}},
		{"en", knowledge.Article{Title: "Cleaning of furniture: prices", Questions: []string{"how much is cleaning"}, Body: "- sofa: £60\n- armchair: £30\n- mattress: £40\n- carpet: £5 a square metre\n\nWe bring the machine along."},
			[]string{"how much is cleaning a carpet", "price of cleaning a rug"}, []string{"how much is cleaning a curtain", "price of cleaning a blanket"}},
		{"en", knowledge.Article{Title: "Fares of the ferry", Questions: []string{"how much is the ferry"}, Body: "| vehicle | one way | return |\n|---|---|---|\n| car | £14 | £25 |\n| van | £20 | £36 |\n| bicycle | £3 | £5 |\n\nWho is on foot pays £2."},
			[]string{"how much is the ferry with a bike", "ferry fare for a car"}, []string{"how much is the ferry for a truck"}},
		{"uk", knowledge.Article{Title: "Скільки коштує консультація", Questions: []string{"скільки коштує консультація"}, Body: "| тварина | перша | повторна |\n|---|---|---|\n| собака | 650 грн | 400 грн |\n| кіт | 550 грн | 350 грн |\n| птах | 700 грн | 450 грн |\n\nВночі на половину дорожче."},
			[]string{"скільки коштує консультація для кота"}, []string{"скільки коштує консультація для коня", "скільки коштує консультація для змії"}},
		{"ru", knowledge.Article{Title: "Сколько стоит консультация", Questions: []string{"сколько стоит консультация"}, Body: "| животное | первая | повторная |\n|---|---|---|\n| собака | 650 грн | 400 грн |\n| кошка | 550 грн | 350 грн |\n| птица | 700 грн | 450 грн |\n\nНочью в полтора раза дороже."},
			[]string{"сколько стоит консультация для кошки"}, []string{"сколько стоит консультация для лошади", "сколько стоит консультация для змеи"}},
		{"pl", knowledge.Article{Title: "Ile kosztuje konsultacja", Questions: []string{"ile kosztuje konsultacja"}, Body: "| zwierzę | pierwsza | kontrolna |\n|---|---|---|\n| pies | 120 zł | 80 zł |\n| kot | 110 zł | 70 zł |\n| królik | 100 zł | 60 zł |\n\nW nocy o połowę drożej."},
			[]string{"ile kosztuje konsultacja dla kota"}, []string{"ile kosztuje konsultacja dla konia", "ile kosztuje konsultacja dla krowy"}},
		{"de", knowledge.Article{Title: "Was eine Beratung kostet", Questions: []string{"was kostet eine Beratung"}, Body: "| Tier | erste | weitere |\n|---|---|---|\n| Hund | 65 € | 40 € |\n| Katze | 55 € | 35 € |\n| Vogel | 70 € | 45 € |\n\nNachts kostet es die Hälfte mehr."},
			[]string{"was kostet eine Beratung für eine Katze"}, []string{"was kostet eine Beratung für ein Pferd", "was kostet eine Beratung für eine Schlange"}},
		{"uk", knowledge.Article{Title: "Скільки можна не ходити", Questions: []string{"на скільки можна зупинити абонемент"}, Body: "| абонемент | днів паузи |\n|---|---|\n| 1 місяць | немає |\n| 6 місяців | 30 |\n| 12 місяців | 60 |\n\nПаузу вмикають у застосунку."},
			[]string{"на скільки можна зупинити абонемент на рік", "на скільки можна зупинити річний абонемент"}, nil},
	} {
		c.article.Lang = c.lang
		a := sole(t, c.article)
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
