package assist_test

import (
	"strings"
	"testing"

	"switchboard/knowledge"
)

// skiHire is an article on prices whose currency is named once, above the table, and a rule of shares below it.
func skiHire(lang string) knowledge.Article {
	return map[string]knowledge.Article{
		"en": {Title: "Ski hire", Questions: []string{"how much are skis"}, Body: "Prices in hryvnias for adults, helmet included.\n\n| What | 1 day | 7 days |\n|---|---|---|\n| Ski set | 450 | 2,400 |\n| Snowboard set | 550 | 3,050 |\n| Goggles | 80 | 400 |\n\n" +
			"## Holidays and children\n\nFor children up to 12 everything costs 40 % less, goggles excepted. From 25 December to 10 January a day costs 20 % more. Who takes the set after 18:00 pays for the next day."},
		"uk": {Lang: "uk", Title: "Прокат лиж", Questions: []string{"скільки коштують лижі"}, Body: "Ціни в гривнях для дорослих, шолом включено.\n\n| Що | 1 день | 7 днів |\n|---|---|---|\n| Комплект лиж | 450 | 2 400 |\n| Сноуборд | 550 | 3 050 |\n| Маска | 80 | 400 |\n\n" +
			"## Свята й діти\n\nДітям до 12 років усе коштує на 40 % менше, крім масок. З 25 грудня до 10 січня день коштує на 20 % більше. Хто бере комплект після 18:00, платить за наступний день."},
		"de": {Lang: "de", Title: "Skiverleih", Questions: []string{"was kosten Ski"}, Body: "Preise in Hrywnja für Erwachsene, Helm inbegriffen.\n\n| Was | 1 Tag | 7 Tage |\n|---|---|---|\n| Skiset | 450 | 2.400 |\n| Snowboard | 550 | 3.050 |\n| Brille | 80 | 400 |\n\n" +
			"## Feiertage und Kinder\n\nFür Kinder bis 12 kostet alles 40 % weniger, außer Brillen. Vom 25. Dezember bis 10. Januar kostet ein Tag 20 % mehr. Wer das Set nach 18:00 nimmt, zahlt für den nächsten Tag."},
		"pl": {Lang: "pl", Title: "Wypożyczalnia nart", Questions: []string{"ile kosztują narty"}, Body: "Ceny w hrywnach dla dorosłych, kask w cenie.\n\n| Sprzęt | 1 dzień | 7 dni |\n|---|---|---|\n| Narty | 450 | 2 400 |\n| Snowboard | 550 | 3 050 |\n| Gogle | 80 | 400 |\n\n" +
			"## Święta i dzieci\n\nDla dzieci do 12 lat wszystko kosztuje 40 % mniej, oprócz gogli. Od 25 grudnia do 10 stycznia dzień kosztuje 20 % więcej. Kto bierze zestaw po 18:00, płaci za następny dzień."},
	}[lang]
}

// Where money is named above a table, its bare numbers are the prices that are asked for, and no share below it is.
func TestBareNumbersArePricesWhereMoneyIsNamedAboveThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, asked, has string }{
		{"en", "how much are goggles for a day", "Goggles — 1 day: 80"}, {"en", "how much is a snowboard set", "Snowboard set — 1 day: 550"},
		{"uk", "скільки коштує сноуборд на день", "Сноуборд — 1 день: 550"}, {"uk", "почім маска", "Маска — 1 день: 80"},
		{"de", "was kostet ein Snowboard am Tag", "Snowboard — 1 Tag: 550"}, {"de", "wie teuer ist eine Brille", "Brille — 1 Tag: 80"},
		{"pl", "ile kosztuje snowboard na jeden dzień", "Snowboard — 1 dzień: 550"}, {"pl", "ile kosztują gogle", "Gogle — 1 dzień: 80"},
	} {
		got := lastOf(t, reading(t, skiHire(c.lang)), c.lang, c.asked)
		if !strings.Contains(got.Text, c.has) || !strings.Contains(got.Text, strings.Split(skiHire(c.lang).Body, ",")[0]) {
			t.Errorf("%q: %q", c.asked, got.Text)
		}
	}
	// What holds on a day that is named, or for a child, stands beside the prices.
	for _, c := range []struct{ lang, asked, has string }{
		{"en", "how much is a snowboard set on 2 january", "20 %"}, {"uk", "скільки коштують лижі для дитини 10 років", "40 %"},
		{"de", "was kostet ein Snowboard am 2. Januar", "20 %"}, {"pl", "ile kosztują narty dla dzieci", "40 %"},
	} {
		if got := lastOf(t, reading(t, skiHire(c.lang)), c.lang, c.asked); !strings.Contains(got.Text, c.has) || !strings.Contains(got.Text, "50") {
			t.Errorf("%q: %q", c.asked, got.Text)
		}
	}
}

// A number is what its column says, where its heading has the unit: hours of a course are how long it takes.
func TestBareNumbersAreWhatTheirColumnSays(t *testing.T) {
	t.Parallel()
	levels := knowledge.Article{Title: "Levels", Questions: []string{"how long is a level"}, Body: "We teach by five levels.\n\n| Level | What you can do | Hours |\n|---|---|---|\n| A1 | Introduce yourself | 48 |\n| B2 | Read newspapers | 96 |\n\n" +
		"## Mini-groups\n\nIn mini-groups a level takes one module less. Who speaks another Slavonic language finishes Polish A1 and A2 in two modules each."}
	if got := lastOf(t, reading(t, levels), "en", "how long does B2 take"); !strings.Contains(got.Text, "Hours: 96") {
		t.Errorf("%q", got.Text)
	}
}

// Who asks for something instead of another thing is told what is said of that.
func TestWhatIsAskedInsteadIsQuoted(t *testing.T) {
	t.Parallel()
	deposit := knowledge.Article{Title: "Deposits", Questions: []string{"how much is the deposit"}, Body: "Bring a passport; we look at it and give it back.\n\n- City bike: €50\n- E-bike: €100\n\n## Guests\n\nGuests of partner hotels leave no deposit. A passport is never taken instead of a deposit."}
	if got := lastOf(t, reading(t, deposit), "en", "can I leave my passport instead of a deposit"); !strings.Contains(got.Text, "never taken instead") {
		t.Errorf("%q", got.Text)
	}
	lost := knowledge.Article{Title: "Exam results", Questions: []string{"when do I get my certificate"}, Body: "How long it takes depends on the exam: results come after two to six weeks, and the certificate three weeks later.\n\n## Certificates\n\nCertificates never expire. A lost certificate is not printed again; you get a statement of results."}
	if got := lastOf(t, reading(t, lost), "en", "i lost my certificate"); !strings.Contains(got.Text, "statement of results") {
		t.Errorf("%q", got.Text)
	}
}

// TestAThingForAWhileIsAskedWithItsPrice and with the rule for more days, of an article on prices.
func TestAThingForAWhileIsAskedWithItsPrice(t *testing.T) {
	t.Parallel()
	a := reading(t, knowledge.Article{Title: "Ski and snowboard prices", Questions: []string{"how much are skis"}, Body: `Prices in hryvnias for adults.

| Equipment | 1 day | 2 days | 7 days |
|---|---|---|---|
| Ski set, Basic | 450 | 850 | 2,400 |
| Ski set, Premium | 700 | 1,320 | 3,900 |
| Snowboard set | 550 | 1,040 | 3,050 |
| Goggles | 80 | 150 | 400 |

For children up to 12 everything costs 40 % less, goggles excepted. From 25 December to 10 January all prices are 20 % higher, for everybody who comes to one of our shops in the valley or on the slope, on whichever day that may be.

Each further day costs as much as a seventh of the price for 7 days. Half a day, from 13:00, costs 60 % of a day at Slope; at Riverside there are no half days. Who comes after 18:00 takes the set for the next day and pays only for that.

You may change between skis and snowboard once a day without paying more, if you pay for the dearer one.`})
	for _, text := range []string{"skis for 10 days", "I want skis for 10 days", "how much are skis for 10 days?"} {
		got := ask(t, a, "en", text)
		if len(got) == 0 || !strings.Contains(got[0].Text, "2,400") || !strings.Contains(got[0].Text, "Each further day") {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
