package assist_test

import (
	"encoding/json"
	"strings"
	"testing"

	"switchboard/assist"
)

// turnedLimits are sentences of articles with one that says the same, and one that has the least as the most or the other way round.
var turnedLimits = []struct{ lang, article, same, turned string }{
	{"en", "During a blackout our internet works for at least 72 hours.", "During a blackout our internet works for 72 hours or more.", "During a blackout our internet works for at most 72 hours."},
	{"en", "The parcel may weigh up to 20 kg.", "The parcel may weigh no more than 20 kg.", "The parcel may weigh at least 20 kg."},
	{"en", "The contract lasts at least 12 months.", "The contract lasts not less than 12 months.", "The contract lasts no longer than 12 months."},
	{"uk", "Під час відключень наш інтернет працює щонайменше 72 години.", "Під час відключень наш інтернет працює не менше ніж 72 години.", "Під час відключень наш інтернет працює щонайбільше 72 години."},
	{"uk", "Посилка важить не більше 20 кг.", "Посилка важить до 20 кг.", "Посилка важить не менше 20 кг."},
	{"ru", "Во время отключений наш интернет работает не менее 72 часов.", "Во время отключений наш интернет работает минимум 72 часа.", "Во время отключений наш интернет работает не более 72 часов."},
	{"ru", "Посылка весит не больше 20 кг.", "Посылка весит максимум 20 кг.", "Посылка весит как минимум 20 кг."},
	{"pl", "Podczas przerw nasz internet działa co najmniej 72 godziny.", "Podczas przerw nasz internet działa nie krócej niż 72 godziny.", "Podczas przerw nasz internet działa co najwyżej 72 godziny."},
	{"pl", "Paczka waży nie więcej niż 20 kg.", "Paczka waży maksymalnie 20 kg.", "Paczka waży przynajmniej 20 kg."},
	{"de", "Bei Stromausfall läuft unser Internet mindestens 72 Stunden.", "Bei Stromausfall läuft unser Internet 72 Stunden oder länger.", "Bei Stromausfall läuft unser Internet höchstens 72 Stunden."},
	{"de", "Das Paket wiegt nicht mehr als 20 kg.", "Das Paket wiegt bis zu 20 kg.", "Das Paket wiegt mindestens 20 kg."},
}

// drafted is what stands of a model's sentence that quotes a passage.
func drafted(t *testing.T, lang, says, passageLang, passage, quote string) string {
	t.Helper()
	b, err := json.Marshal(map[string]any{"sentences": []sentence{{says, 1, quote}}})
	if err != nil {
		t.Fatal(err)
	}
	m := &scripted{answer: func(assist.Prompt) (string, error) { return string(b), nil }}
	got, _ := assist.New(assist.Config{Writer: assist.Writer{Model: m}}).Write(t.Context(), assist.Dialogue{Lang: lang, Turns: []assist.Turn{{Customer: true, Text: "?"}}},
		[]assist.Source{{Article: 1, Lang: passageLang, Passage: passage}}, nil)
	return got.Text
}

func TestTheLeastIsNotTheMost(t *testing.T) {
	t.Parallel()
	for _, c := range turnedLimits {
		sources := []assist.Source{{Article: 1, Title: "Terms", Lang: c.lang, Passage: c.article}}
		if got := assist.Compare(c.turned, sources, nil); len(got) != 1 {
			t.Errorf("%q: disputed %v", c.turned, got)
		}
		if got := assist.Compare(c.same, sources, nil); len(got) != 0 {
			t.Errorf("%q: disputed %v", c.same, got)
		}
		if got := drafted(t, c.lang, c.turned, c.lang, c.article, c.article); got != "" {
			t.Errorf("drafted: %q", got)
		}
		if got := drafted(t, c.lang, c.same, c.lang, c.article, c.article); got != c.same {
			t.Errorf("drafted: %q for %q", got, c.same)
		}
		if got, _, err := toned(t, assist.Rewording{Text: c.article, Tone: assist.Formal}, c.turned); err == nil {
			t.Errorf("reworded: %q", got.Text)
		}
		if got, _, err := toned(t, assist.Rewording{Text: c.article, Tone: assist.Formal}, c.same); err != nil || got.Text != c.same {
			t.Errorf("reworded: %q, %v", got.Text, err)
		}
	}
	en, de := turnedLimits[0], turnedLimits[9]
	if got := drafted(t, "de", de.turned, "en", en.article, en.article); got != "" {
		t.Errorf("drafted in another language: %q", got)
	}
	if got := drafted(t, "de", de.same, "en", en.article, en.article); got != de.same {
		t.Errorf("drafted in another language: %q for %q", got, de.same)
	}
}

// What is free from a sum on costs something below it: the other side of a line is no turned one.
func TestTheOtherSideOfALineIsNotDisputed(t *testing.T) {
	t.Parallel()
	for article, reply := range map[string]string{
		"Delivery is free for orders from UAH 500.":            "Delivery is not free for orders under UAH 500.",
		"Delivery is free for orders over UAH 500, else paid.": "Delivery is paid for orders up to UAH 500.",
		"Доставка безкоштовна для замовлень від 500 грн.":      "Доставка платна для замовлень до 500 грн.",
		"Ab 20 kg kostet die Lieferung 8 €.":                   "Bis 20 kg kostet die Lieferung weniger als 8 €.",
		"Customers from 18 years on sign alone.":               "Customers under 18 years do not sign alone.",
	} {
		if got := assist.Compare(reply, []assist.Source{{Article: 1, Title: "Terms", Passage: article}}, nil); len(got) != 0 {
			t.Errorf("%q: %s", reply, strings.TrimSpace(got[0].String()))
		}
	}
}

// "Not only" sets no limit, and opposes none.
func TestNotOnlyIsNoLimit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, article, reply string }{
		{"de", "Das Angebot gilt nicht nur für Neukunden, sondern auch für Kunden, die länger als ein Jahr bei uns sind.", "Das Angebot gilt auch für Kunden, die länger als ein Jahr bei uns sind."},
		{"en", "The offer is not only for new customers, but also for customers who have been with us longer than a year.", "The offer is also for customers who have been with us longer than a year."},
		{"uk", "Пропозиція діє не лише для нових клієнтів, а й для клієнтів, які з нами довше ніж рік.", "Пропозиція діє й для клієнтів, які з нами довше ніж рік."},
		{"ru", "Предложение действует не только для новых клиентов, но и для клиентов, которые с нами дольше года.", "Предложение действует и для клиентов, которые с нами дольше года."},
		{"pl", "Oferta obowiązuje nie tylko nowych klientów, ale także klientów, którzy są z nami dłużej niż rok.", "Oferta obowiązuje także klientów, którzy są z nami dłużej niż rok."},
	} {
		if got := assist.Compare(c.reply, []assist.Source{{Article: 1, Title: "Terms", Lang: c.lang, Passage: c.article}}, nil); len(got) != 0 {
			t.Errorf("%q: disputed %v", c.reply, got)
		}
		if got := drafted(t, c.lang, c.reply, c.lang, c.article, c.article); got != c.reply {
			t.Errorf("drafted: %q for %q", got, c.reply)
		}
	}
}

// What is over a line and what is under it are two things; the same of either is a contradiction.
func TestOverAndUnderALineAreBothTrue(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, article, reply string
		disputed             bool
	}{
		{"en", "Delivery costs 60 UAH. It is free for orders over 500 UAH.", "Delivery of orders under 500 UAH costs 60 UAH.", false},
		{"de", "Die Lieferung kostet 6 €. Sie ist kostenlos bei Bestellungen über 50 €.", "Die Lieferung von Bestellungen unter 50 € kostet 6 €.", false},
		{"uk", "Доставка коштує 60 грн. Вона безкоштовна для замовлень понад 500 грн.", "Доставка замовлень менше 500 грн коштує 60 грн.", false},
		{"ru", "Доставка стоит 60 грн. Она бесплатна для заказов свыше 500 грн.", "Доставка заказов менее 500 грн стоит 60 грн.", false},
		{"pl", "Dostawa kosztuje 9 zł. Jest bezpłatna przy zamówieniach powyżej 100 zł.", "Dostawa zamówień poniżej 100 zł kosztuje 9 zł.", false},
		{"en", "If you are abroad for less than 30 days, roaming is free.", "If you are abroad for more than 30 days, roaming costs extra.", false},
		{"en", "Delivery is free for orders over 500 UAH.", "Delivery is free for orders under 500 UAH.", true},
		{"en", "Delivery is free for orders over 500 UAH.", "If your order is under 500 UAH, delivery is free.", true},
		{"de", "Die Lieferung ist kostenlos bei Bestellungen über 50 €.", "Die Lieferung ist kostenlos bei Bestellungen unter 50 €.", true},
		{"uk", "Доставка безкоштовна для замовлень понад 500 грн.", "Доставка безкоштовна для замовлень менше 500 грн.", true},
		{"ru", "Доставка бесплатна для заказов свыше 500 грн.", "Доставка бесплатна для заказов менее 500 грн.", true},
		{"pl", "Dostawa jest bezpłatna przy zamówieniach powyżej 100 zł.", "Dostawa jest bezpłatna przy zamówieniach poniżej 100 zł.", true},
	} {
		if got := assist.Compare(c.reply, []assist.Source{{Article: 1, Title: "Terms", Lang: c.lang, Passage: c.article}}, nil); len(got) > 0 != c.disputed {
			t.Errorf("%q: disputed %v", c.reply, got)
		}
	}
}
