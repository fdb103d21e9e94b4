package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

// What a model says of a line is compared with that line: figures and their order, what they are of, what was done, what is denied.
func TestASentenceSaysWhatItsLineSays(t *testing.T) {
	t.Parallel()
	const (
		en   = "You charged me 700 instead of 350 UAH. I already paid the 350 and I don't want the TV package. I am Olena Bondar, my device is Router E-104."
		uk   = "Ви нарахували мені 700 замість 350 грн. Я вже сплатила 350 і не хочу пакет ТБ. Мене звати Олена Бондар, мій пристрій Router E-104."
		ru   = "Вы начислили мне 700 вместо 350 грн. Я уже заплатила 350 и не хочу пакет ТВ. Меня зовут Елена Бондарь, моё устройство Router E-104."
		pl   = "Naliczyliście mi 700 zamiast 350 zł. Zapłaciłam już 350 i nie chcę pakietu TV. Nazywam się Olena Bondar, moje urządzenie to Router E-104."
		bill = "Mir wurden 700 Euro berechnet, bezahlt habe ich 350."
		lamp = "Meine Bestellung ist die 55017. Sie kam nie an."
		de   = "Sie haben mir 700 statt 350 Euro berechnet. Ich habe die 350 schon bezahlt und will das TV-Paket nicht. Ich bin Olena Bondar, mein Gerät ist Router E-104."
	)
	for _, c := range []struct {
		lang, said, label, text, quote string
		want                           bool
	}{
		{"en", en, "asks", "The customer was charged 700 instead of 350 UAH.", "You charged me 700 instead of 350", true},
		{"en", en, "asks", "The customer already paid the 350.", "I already paid the 350", true},
		{"en", en, "asks", "The customer does not want the TV package.", "I don't want the TV package", true},
		{"en", en, "asks", "The customer was charged 350 UAH instead of 700.", "You charged me 700 instead of 350", false},
		{"en", en, "asks", "The customer already paid 700.", "I already paid the 350", false},
		{"en", en, "asks", "The customer wants the TV package.", "I don't want the TV package", false},
		{"en", en, "open", "The customer must pay 350 UAH.", "I already paid the 350", false},
		{"en", en, "open", "The customer has to pay the 350.", "I already paid the 350", false},
		{"en", en, "tried", "Olena Bondar has restarted the router.", "Router E-104", false},
		{"uk", uk, "asks", "Клієнтці нарахували 700 замість 350 грн.", "Ви нарахували мені 700 замість 350", true},
		{"uk", uk, "asks", "Клієнтці нарахували 350 грн замість 700.", "Ви нарахували мені 700 замість 350", false},
		{"uk", uk, "asks", "Клієнтка вже сплатила 350.", "Я вже сплатила 350", true},
		{"uk", uk, "asks", "Клієнтка вже сплатила 700.", "Я вже сплатила 350", false},
		{"uk", uk, "open", "Клієнтка повинна сплатити 350 грн.", "Я вже сплатила 350", false},
		{"uk", uk, "tried", "Олена Бондар перезавантажила роутер.", "Router E-104", false},
		{"ru", ru, "asks", "Клиентке начислили 700 вместо 350 грн.", "Вы начислили мне 700 вместо 350", true},
		{"ru", ru, "asks", "Клиентке начислили 350 грн вместо 700.", "Вы начислили мне 700 вместо 350", false},
		{"ru", ru, "asks", "Клиентка уже заплатила 700.", "Я уже заплатила 350", false},
		{"ru", ru, "open", "Клиентка должна заплатить 350 грн.", "Я уже заплатила 350", false},
		{"ru", ru, "tried", "Елена Бондарь перезагрузила роутер.", "Router E-104", false},
		{"pl", pl, "asks", "Klientce naliczyliście 700 zamiast 350 zł.", "Naliczyliście mi 700 zamiast 350", true},
		{"pl", pl, "asks", "Klientce naliczyliście 350 zł zamiast 700.", "Naliczyliście mi 700 zamiast 350", false},
		{"pl", pl, "asks", "Klientka zapłaciła już 700.", "Zapłaciłam już 350", false},
		{"pl", pl, "open", "Klientka musi zapłacić 350 zł.", "Zapłaciłam już 350", false},
		{"pl", pl, "tried", "Olena Bondar zrestartowała router.", "Router E-104", false},
		{"de", de, "asks", "Der Kundin wurden 700 statt 350 Euro berechnet.", "Sie haben mir 700 statt 350 Euro berechnet", true},
		{"de", de, "asks", "Der Kundin wurden 350 Euro statt 700 berechnet.", "Sie haben mir 700 statt 350 Euro berechnet", false},
		{"de", de, "asks", "Die Kundin hat schon 700 bezahlt.", "Ich habe die 350 schon bezahlt", false},
		{"de", bill, "asks", "Der Kunde hat 350 bezahlt.", "bezahlt habe ich 350", true},
		{"de", bill, "asks", "Der Kunde hat 700 bezahlt.", "bezahlt habe ich 350", false},
		{"de", bill, "asks", "Dem Kunden wurden 700 Euro berechnet.", "Mir wurden 700 Euro berechnet", true},
		{"de", bill, "asks", "Dem Kunden wurden 350 Euro berechnet.", "Mir wurden 700 Euro berechnet", false},
		{"de", lamp, "asks", "Die Bestellung 55017 kam nie an.", "Meine Bestellung ist die 55017. Sie kam nie an", true},
		{"de", lamp, "asks", "Die Bestellung 55071 kam nie an.", "Meine Bestellung ist die 55017. Sie kam nie an", false},
		{"de", de, "open", "Die Kundin muss 350 Euro bezahlen.", "Ich habe die 350 schon bezahlt", false},
		{"de", de, "tried", "Olena Bondar hat den Router neu gestartet.", "Router E-104", false},
	} {
		asks := told{Label: "asks", Text: c.said, Line: 1, Quote: c.said}
		d := assist.Dialogue{Lang: c.lang, Turns: []assist.Turn{{Customer: true, Text: c.said, Seq: 1}, {Text: "One moment.", By: "operator", Seq: 2}}}
		got, err := summarizer(t, sums(t, []told{asks, {Label: c.label, Text: c.text, Line: 1, Quote: c.quote}}, nil, told{})).Digest(t.Context(), d, ends)
		if err != nil || strings.Contains(got.Summary, strings.TrimSuffix(c.text, ".")) != c.want {
			t.Errorf("%s %q of %q: want %v, %v\n%s", c.label, c.text, c.quote, c.want, err, got.Summary)
		}
	}
}

// An ending is not shown by words that speak against it.
func TestAnEndingIsNotShownByWhatSpeaksAgainstIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		how, by, said string
		want          bool
	}{
		{assist.EndSolved, "", "Thank you, it works now", true}, {assist.EndSolved, "", "I need a person", false}, {assist.EndSolved, "", "Позовите оператора", false},
		{assist.EndSolved, "", "no, it still does not work", false}, {assist.EndSolved, "", "Nein, das hat nicht geholfen", false},
		{assist.EndCallBack, "operator", "We will call you back", true}, {assist.EndCallBack, "operator", "We cannot call you back today", false}, {assist.EndCallBack, "operator", "Ми не зателефонуємо", false},
		{assist.EndComplaint, "", "This is a complaint", true}, {assist.EndComplaint, "", "To nie jest skarga", false}, {assist.EndComplaint, "", "Ich will einen Mitarbeiter sprechen", false},
	} {
		first := "My internet is very slow"
		d := assist.Dialogue{Lang: "en", Turns: []assist.Turn{{Customer: true, Text: first, Seq: 1}, {Customer: c.by == "", By: c.by, Text: c.said, Seq: 2}}}
		asks := []told{{Label: "asks", Text: "My internet is very slow.", Line: 1, Quote: first}}
		got, err := summarizer(t, sums(t, asks, nil, told{How: c.how, Line: 2, Quote: c.said})).Digest(t.Context(), d, ends)
		if err != nil || (got.End != "") != c.want {
			t.Errorf("%q by %q: %q, %v", c.how, c.said, got.End, err)
		}
	}
}
