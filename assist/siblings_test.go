package assist_test

import (
	"testing"

	"switchboard/knowledge"
)

// Of two things that a company has, one is not told the hours or the prices of the other, though all of the company is about both.
func TestOneOfTwoThingsIsNotToldOfTheOther(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang     string
		aliases  []string
		articles []knowledge.Article
		yes, no  []string
	}{
		{"en", []string{"bike hire", "boat hire", "cycle shop"}, []knowledge.Article{
			{Title: "Bikes: days and hours", Body: "From April to October on all days but Monday, 9:00–18:00. In winter on Saturdays and Sundays, 10:00–15:00.", Questions: []string{"are you open on mondays", "hours in winter"}},
			{Title: "When the boats go out", Body: "Every day from May to September, from 10:00 until an hour before dark, if the wind is below force 4. A boat needs a booking.", Questions: []string{"boat hours", "when is the last boat"}},
			{Title: "Prices for bikes", Body: "A bike is £14 for a day and £9 for half a day, with lock and helmet. A week is £70.", Questions: []string{"how much is half a day", "price for a week"}},
			{Title: "What a boat costs", Body: "A rowing boat is £16 an hour, a motor boat £45. The deposit is £100.", Questions: []string{"how much is a rowing boat"}},
			{Title: "Deposit", Body: "For a bike leave a card or £50; a boat is let against £100. Both come back at once.", Questions: []string{"is there a deposit"}},
		}, []string{"are the bikes out on mondays", "hours of the bikes in winter", "how much is a bike for half a day"},
			[]string{"are the boats open on mondays", "boat hours in winter", "how much is the boat for half a day", "price for a week on the boat"}},
		{"uk", []string{"басейн", "ковзанка", "спорткомплекс"}, []knowledge.Article{
			{Title: "Басейн: дні й години", Body: "Щодня, крім понеділка, 7:00–22:00. Улітку басейн зачинено в серпні.", Questions: []string{"чи працюєте в понеділок", "години влітку"}},
			{Title: "Коли працює ковзанка", Body: "З листопада до березня щодня 10:00–23:00, сеанси по 75 хвилин. Ковзанка приймає до 120 осіб.", Questions: []string{"години ковзанки", "який останній сеанс"}},
			{Title: "Ціни в басейні", Body: "Одне відвідування басейну — 180 грн, дітям — 90 грн. Абонемент на місяць — 1400 грн.", Questions: []string{"скільки коштує абонемент", "ціна для дітей"}},
			{Title: "Скільки коштує ковзанка", Body: "Сеанс — 200 грн, прокат ковзанів — 100 грн. Тренер на ковзанці — 400 грн.", Questions: []string{"скільки коштує сеанс", "прокат ковзанів"}},
			{Title: "Роздягальні", Body: "У басейні шафки на ключ, на ковзанці — на код. Рушники беріть із собою.", Questions: []string{"чи є шафки"}},
		}, []string{"чи працює басейн у понеділок", "скільки коштує абонемент у басейн"},
			[]string{"чи працює ковзанка в понеділок", "години ковзанки влітку", "скільки коштує абонемент на ковзанку"}},
		{"ru", []string{"картинг", "тир", "развлекательный центр"}, []knowledge.Article{
			{Title: "Картинг: дни и часы", Body: "Каждый день, кроме понедельника, 12:00–22:00. Картинг закрыт в январе.", Questions: []string{"работаете ли вы в понедельник", "часы работы в январе"}},
			{Title: "Когда работает тир", Body: "С вторника по субботу 15:00–21:00, по записи. В тире восемь мест.", Questions: []string{"часы тира"}},
			{Title: "Цены на картинг", Body: "Заезд — 900 руб, детям — 600 руб. Абонемент на десять заездов — 7500 руб. Картинг для взрослых — с 14 лет.", Questions: []string{"сколько стоит абонемент", "цена для детей"}},
			{Title: "Сколько стоит тир", Body: "Десять выстрелов — 300 руб. Инструктор в тире — 500 руб.", Questions: []string{"сколько стоит выстрел"}},
			{Title: "Что взять с собой", Body: "На картинг — закрытую обувь, в тир — паспорт.", Questions: []string{"что взять с собой"}},
		}, []string{"работает ли картинг в понедельник", "сколько стоит абонемент на картинг"},
			[]string{"работает ли тир в понедельник", "часы работы тира в январе", "сколько стоит абонемент в тир"}},
		{"pl", []string{"basen", "lodowisko", "ośrodek sportu"}, []knowledge.Article{
			{Title: "Basen: dni i godziny", Body: "Codziennie oprócz poniedziałku, 7:00–22:00. W sierpniu basen jest nieczynny.", Questions: []string{"czy jest otwarte w poniedziałek", "godziny w sierpniu"}},
			{Title: "Kiedy działa lodowisko", Body: "Od listopada do marca codziennie 10:00–21:00, tury po 75 minut. Lodowisko mieści 120 osób.", Questions: []string{"godziny lodowiska"}},
			{Title: "Ceny na basenie", Body: "Jedno wejście na basen kosztuje 22 zł, dla dzieci 12 zł. Karnet na miesiąc kosztuje 160 zł.", Questions: []string{"ile kosztuje karnet", "cena dla dzieci"}},
			{Title: "Ile kosztuje lodowisko", Body: "Tura kosztuje 18 zł, łyżwy 10 zł. Trener na lodowisku kosztuje 60 zł.", Questions: []string{"ile kosztuje tura"}},
			{Title: "Szatnie", Body: "Na basenie szafki są na klucz, na lodowisku na kod.", Questions: []string{"czy są szafki"}},
		}, []string{"czy basen jest otwarty w poniedziałek", "ile kosztuje karnet na basen"},
			[]string{"czy lodowisko jest otwarte w poniedziałek", "godziny lodowiska w sierpniu", "ile kosztuje karnet na lodowisko"}},
		{"de", []string{"Freibad", "Eishalle", "Sportpark"}, []knowledge.Article{
			{Title: "Freibad: Tage und Zeiten", Body: "Von Mai bis September täglich außer montags, 8:00–20:00. Bei Gewitter schließt das Freibad.", Questions: []string{"haben Sie am Montag geöffnet", "Zeiten im Mai"}},
			{Title: "Wann die Eishalle offen ist", Body: "Von Oktober bis März täglich 10:00–21:00, Läufe von 75 Minuten. Die Eishalle fasst 200 Gäste.", Questions: []string{"Zeiten der Eishalle"}},
			{Title: "Preise im Freibad", Body: "Der Eintritt ins Freibad kostet 5 €, für Kinder 3 €. Die Saisonkarte kostet 90 €.", Questions: []string{"was kostet die Saisonkarte", "Preis für Kinder"}},
			{Title: "Was die Eishalle kostet", Body: "Ein Lauf kostet 6 €, Schlittschuhe kosten 4 €.", Questions: []string{"was kosten Schlittschuhe"}},
			{Title: "Schränke", Body: "Im Freibad gibt es Schränke mit Schlüssel, in der Eishalle mit Code.", Questions: []string{"gibt es Schränke"}},
		}, []string{"hat das Freibad am Montag geöffnet", "was kostet die Saisonkarte im Freibad"},
			[]string{"hat die Eishalle am Montag geöffnet", "Zeiten der Eishalle im Mai", "was kostet die Saisonkarte für die Eishalle"}},
	} {
		for i := range c.articles {
			c.articles[i].Lang, c.articles[i].Aliases = c.lang, c.aliases
		}
		a := sole(t, c.articles...)
		for _, text := range c.yes {
			if got := ask(t, a, c.lang, text); !alone(got) {
				t.Errorf("%q: %s", text, describe(got))
			}
		}
		for _, text := range c.no {
			if got := ask(t, a, c.lang, text); alone(got) {
				t.Errorf("%q: %s: %q", text, describe(got), got[0].Text)
			}
		}
	}
}
