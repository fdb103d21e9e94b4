package assist_test

import (
	"testing"

	"switchboard/knowledge"
)

// schools are the articles of one in several languages: prices for some of what it teaches and some of where, a list of all of it in another article,
// and an exception in a third.
var schools = map[string][]knowledge.Article{
	"en": {
		{Title: "What a lesson costs", Questions: []string{"how much is a lesson", "price of a guitar lesson"}, Body: "| lesson | Leeds | York | Hull |\n|---|---|---|---|\n| guitar | £30 | £28 | £26 |\n| piano | £34 | £32 | £30 |\n| violin | £36 | £34 | £32 |\n\nA lesson lasts 45 minutes."},
		{Title: "Instruments for hire", Questions: []string{"can I hire an instrument"}, Body: "- guitar: two at each school\n- piano: to practise at the school\n- violin: all sizes\n- drums: no hire\n- cello: from September\n\nAsk at the desk."},
		{Title: "Where our schools are", Questions: []string{"where is the school"}, Body: "- Leeds: 4 Park Row\n- York: 7 Coney Street\n- Hull: 1 Whitefriargate\n- Bradford: 9 Ivegate"},
		{Title: "Pausing a subscription", Questions: []string{"how do I pause my subscription"}, Body: "Open *My lessons*, choose *Pause* and a date. A subscription is paused for four weeks at most and begins again by itself."},
		{Title: "Subscriptions for companies", Questions: []string{"do you teach the staff of companies"}, Body: "Five employees or more pay 20% less. A corporate subscription cannot be paused or passed on."},
	},
	"uk": {
		{Title: "Скільки коштує урок", Questions: []string{"скільки коштує урок", "ціна уроку гітари"}, Body: "| урок | Київ | Львів | Одеса |\n|---|---|---|---|\n| гітара | 600 грн | 550 грн | 500 грн |\n| піаніно | 700 грн | 650 грн | 600 грн |\n| скрипка | 750 грн | 700 грн | 650 грн |\n\nУрок триває 45 хвилин."},
		{Title: "Інструменти напрокат", Questions: []string{"чи можна взяти інструмент напрокат"}, Body: "- гітара: дві в кожній школі\n- піаніно: лише в школі\n- скрипка: усі розміри\n- барабани: немає\n- бандура: з вересня\n\nПитайте на рецепції."},
		{Title: "Де наші школи", Questions: []string{"де ваша школа"}, Body: "- Київ: Хрещатик, 4\n- Львів: Городоцька, 7\n- Одеса: Дерибасівська, 1\n- Полтава: Соборності, 9"},
		{Title: "Призупинити підписку", Questions: []string{"як призупинити підписку"}, Body: "Відкрийте *Мої уроки*, оберіть *Пауза* й дату. Підписку призупиняють щонайбільше на чотири тижні, далі вона поновлюється сама."},
		{Title: "Підписки для компаній", Questions: []string{"чи навчаєте працівників компаній"}, Body: "Від п'яти працівників — на 20 % дешевше. Корпоративну підписку не можна призупинити чи передати."},
	},
	"ru": {
		{Title: "Сколько стоит урок", Questions: []string{"сколько стоит урок", "цена урока гитары"}, Body: "| урок | Киев | Львов | Одесса |\n|---|---|---|---|\n| гитара | 600 грн | 550 грн | 500 грн |\n| пианино | 700 грн | 650 грн | 600 грн |\n| скрипка | 750 грн | 700 грн | 650 грн |\n\nУрок длится 45 минут."},
		{Title: "Инструменты напрокат", Questions: []string{"можно ли взять инструмент напрокат"}, Body: "- гитара: две в каждой школе\n- пианино: только в школе\n- скрипка: все размеры\n- барабаны: нет\n- бандура: с сентября\n\nСпросите на ресепшене."},
		{Title: "Где наши школы", Questions: []string{"где ваша школа"}, Body: "- Киев: Крещатик, 4\n- Львов: Городоцкая, 7\n- Одесса: Дерибасовская, 1\n- Полтава: Соборности, 9"},
		{Title: "Приостановить подписку", Questions: []string{"как приостановить подписку"}, Body: "Откройте *Мои уроки*, выберите *Пауза* и дату. Подписку приостанавливают самое большее на четыре недели, потом она возобновляется сама."},
		{Title: "Подписки для компаний", Questions: []string{"обучаете ли вы сотрудников компаний"}, Body: "От пяти сотрудников — на 20 % дешевле. Корпоративную подписку нельзя приостановить или передать."},
	},
	"pl": {
		{Title: "Ile kosztuje lekcja", Questions: []string{"ile kosztuje lekcja", "cena lekcji gitary"}, Body: "| lekcja | Kraków | Łódź | Lublin |\n|---|---|---|---|\n| gitara | 90 zł | 80 zł | 75 zł |\n| fortepian | 110 zł | 100 zł | 95 zł |\n| skrzypce | 120 zł | 110 zł | 100 zł |\n\nLekcja trwa 45 minut."},
		{Title: "Instrumenty do wypożyczenia", Questions: []string{"czy można wypożyczyć instrument"}, Body: "- gitara: dwie w każdej szkole\n- fortepian: tylko na miejscu\n- skrzypce: wszystkie rozmiary\n- perkusja: nie ma\n- wiolonczela: od września\n\nProszę pytać w recepcji."},
		{Title: "Gdzie są nasze szkoły", Questions: []string{"gdzie jest szkoła"}, Body: "- Kraków: Długa 4\n- Łódź: Piotrkowska 7\n- Lublin: Lipowa 1\n- Rzeszów: Rynek 9"},
		{Title: "Zawieszenie abonamentu", Questions: []string{"jak zawiesić abonament"}, Body: "Proszę otworzyć *Moje lekcje*, wybrać *Przerwa* i datę. Abonament zawiesza się najwyżej na cztery tygodnie, potem rusza sam."},
		{Title: "Abonamenty dla firm", Questions: []string{"czy uczycie pracowników firm"}, Body: "Od pięciu pracowników 20% taniej. Abonamentu firmowego nie można zawiesić ani przekazać."},
	},
	"de": {
		{Title: "Was eine Stunde Unterricht kostet", Questions: []string{"was kostet der Unterricht", "Preis für Unterricht an der Gitarre"}, Body: "| Unterricht | Kassel | Fulda | Gera |\n|---|---|---|---|\n| Gitarre | 30 € | 28 € | 26 € |\n| Klavier | 34 € | 32 € | 30 € |\n| Geige | 36 € | 34 € | 32 € |\n\nEine Stunde hat 45 Minuten."},
		{Title: "Instrumente zum Leihen", Questions: []string{"kann ich ein Instrument leihen"}, Body: "- Gitarre: zwei in jeder Schule\n- Klavier: nur in der Schule\n- Geige: alle Größen\n- Schlagzeug: nicht zu leihen\n- Cello: ab September\n\nFragen Sie am Empfang."},
		{Title: "Wo unsere Schulen sind", Questions: []string{"wo ist die Schule"}, Body: "- Kassel: Königsplatz 4\n- Fulda: Karlstraße 7\n- Gera: Markt 1\n- Marburg: Steinweg 9"},
		{Title: "Ein Abo pausieren", Questions: []string{"wie pausiere ich mein Abo"}, Body: "Öffnen Sie *Meine Stunden*, wählen Sie *Pause* und ein Datum. Ein Abo ruht höchstens vier Wochen und läuft dann weiter."},
		{Title: "Abos für Unternehmen", Questions: []string{"unterrichten Sie Mitarbeiter von Unternehmen"}, Body: "Ab fünf Mitarbeitern 20 % weniger. Ein betriebliches Abo kann man nicht pausieren oder übertragen."},
	},
}

// What a company names beside the things that an article has prices for, and the article does not, is another thing. So is what another
// article makes an exception of.
func TestWhatACompanyNamesBesideIsAnotherThing(t *testing.T) {
	t.Parallel()
	for lang, c := range map[string]struct{ yes, no []string }{
		"en": {[]string{"how much is a piano lesson", "price of a guitar lesson in york", "how do I pause my subscription"},
			[]string{"how much is a drums lesson", "price of a cello lesson", "price of a guitar lesson in bradford", "how do I pause my corporate subscription", "can I pause a corporate subscription"}},
		"uk": {[]string{"скільки коштує урок піаніно", "ціна уроку гітари у львові", "як призупинити підписку"},
			[]string{"скільки коштує урок на барабанах", "ціна уроку бандури", "ціна уроку гітари в полтаві", "як призупинити корпоративну підписку"}},
		"ru": {[]string{"сколько стоит урок пианино", "цена урока гитары в одессе", "как приостановить подписку"},
			[]string{"сколько стоит урок на барабанах", "цена урока бандуры", "цена урока гитары в полтаве", "как приостановить корпоративную подписку"}},
		"pl": {[]string{"ile kosztuje lekcja fortepianu", "cena lekcji gitary w krakowie", "jak zawiesić abonament"},
			[]string{"ile kosztuje lekcja perkusji", "cena lekcji wiolonczeli", "cena lekcji gitary w rzeszowie", "jak zawiesić abonament firmowy"}},
		"de": {[]string{"was kostet der Unterricht am Klavier", "Preis für Unterricht an der Gitarre in Fulda", "wie pausiere ich mein Abo"},
			[]string{"was kostet der Unterricht am Schlagzeug", "Preis für Unterricht am Cello", "Preis für Unterricht an der Gitarre in Marburg", "wie pausiere ich mein betriebliches Abo"}},
	} {
		articles := schools[lang]
		for i := range articles {
			articles[i].Lang = lang
		}
		a := sole(t, articles...)
		for _, text := range c.yes {
			if got := ask(t, a, lang, text); !alone(got) {
				t.Errorf("%q is not answered: %s", text, describe(got))
			}
		}
		for _, text := range c.no {
			if got := ask(t, a, lang, text); alone(got) {
				t.Errorf("%q: %s", text, describe(got))
			}
		}
	}
}
