package assist_test

import (
	"strings"
	"testing"

	"switchboard/knowledge"
)

// Of what one article alone mentions by the way there is a draft to look at, and of what none mentions, or several, there is not.
func TestTheOnlyArticleThatMentionsAThingIsWorthAGlance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang     string
		articles []knowledge.Article
		asked    []string // and what the quotation has to say
		says     string
		not      []string
	}{
		{"en", []knowledge.Article{
			{Title: "Your visit", Body: "Plan two hours for the museum and an hour for the garden. Large bags stay at the desk. There are lockers for £1 behind the stairs. The guide speaks at noon.\n\nPhotographs are welcome without flash. Eat in the garden.", Questions: []string{"how long does a visit take"}},
			{Title: "Tickets and prices", Body: "A ticket costs £9, a family ticket £20. It is valid all day, in the garden too.", Questions: []string{"how much is a ticket"}},
			{Title: "Opening hours", Body: "Open Tuesday to Sunday, 10:00–17:00; the garden until 19:00.", Questions: []string{"when are you open"}}},
			[]string{"do you have lockers", "are there any lockers", "where are your lockers"}, "lockers for £1", []string{"do you have a cinema", "is there a garden", "do you like lockers"}},
		{"uk", []knowledge.Article{
			{Title: "Ваш візит", Body: "На музей потрібно дві години, на сад — година. Великі сумки лишайте на вході. Є камери схову по 20 грн за сходами. Екскурсія опівдні.\n\nФотографувати можна без спалаху. Їсти можна в саду.", Questions: []string{"скільки триває візит"}},
			{Title: "Квитки та ціни", Body: "Квиток коштує 150 грн, сімейний — 400 грн. Діє весь день, також у саду.", Questions: []string{"скільки коштує квиток"}},
			{Title: "Години роботи", Body: "Відчинено з вівторка по неділю, 10:00–17:00; сад — до 19:00.", Questions: []string{"коли відчинено"}}},
			[]string{"чи є камери", "у вас є камери схову?", "де у вас камери"}, "камери схову по 20", []string{"чи є кінотеатр", "чи є сад"}},
		{"ru", []knowledge.Article{
			{Title: "Ваш визит", Body: "На музей нужно два часа, на сад — час. Большие сумки оставляйте на входе. Есть шкафчики по 50 руб за лестницей. Экскурсия в полдень.\n\nФотографировать можно без вспышки. Есть можно в саду.", Questions: []string{"сколько длится визит"}},
			{Title: "Билеты и цены", Body: "Билет стоит 300 руб, семейный — 700 руб. Действует весь день, также в саду.", Questions: []string{"сколько стоит билет"}},
			{Title: "Часы работы", Body: "Открыто со вторника по воскресенье, 10:00–17:00; сад — до 19:00.", Questions: []string{"когда открыто"}}},
			[]string{"есть ли шкафчики", "у вас есть шкафчики?"}, "шкафчики по 50", []string{"есть ли кинотеатр", "есть ли сад"}},
		{"pl", []knowledge.Article{
			{Title: "Twoja wizyta", Body: "Na muzeum trzeba dwie godziny, na ogród godzinę. Duże torby zostają przy wejściu. Są schowki po 5 zł za schodami. Przewodnik mówi w południe.\n\nZdjęcia wolno robić bez lampy. Jeść można w ogrodzie.", Questions: []string{"jak długo trwa wizyta"}},
			{Title: "Bilety i ceny", Body: "Bilet kosztuje 30 zł, rodzinny 70 zł. Jest ważny cały dzień, także w ogrodzie.", Questions: []string{"ile kosztuje bilet"}},
			{Title: "Godziny otwarcia", Body: "Otwarte od wtorku do niedzieli, 10:00–17:00; ogród do 19:00.", Questions: []string{"kiedy jest otwarte"}}},
			[]string{"czy są schowki", "czy macie schowki"}, "schowki po 5", []string{"czy jest kino", "czy jest ogród"}},
		{"de", []knowledge.Article{
			{Title: "Ihr Besuch", Body: "Für das Museum braucht man zwei Stunden, für den Garten eine. Große Taschen bleiben am Eingang. Hinter der Treppe sind Schließfächer für 1 €. Die Führung beginnt mittags.\n\nFotos sind ohne Blitz erlaubt. Essen darf man im Garten.", Questions: []string{"wie lange dauert ein Besuch"}},
			{Title: "Karten und Preise", Body: "Eine Karte kostet 9 €, für Familien 20 €. Sie gilt den ganzen Tag, auch im Garten.", Questions: []string{"was kostet eine Karte"}},
			{Title: "Öffnungszeiten", Body: "Geöffnet dienstags bis sonntags, 10:00–17:00; der Garten bis 19:00.", Questions: []string{"wann haben Sie geöffnet"}}},
			[]string{"gibt es Schließfächer", "haben Sie Schließfächer", "wo sind die Schließfächer"}, "Schließfächer für 1", []string{"gibt es ein Kino", "gibt es einen Garten"}},
	} {
		for i := range c.articles {
			c.articles[i].Lang = c.lang
		}
		a := sole(t, c.articles...)
		for _, text := range c.asked {
			if got := ask(t, a, c.lang, text); len(got) == 0 || !got[0].Mentions || !strings.Contains(got[0].Text, c.says) {
				t.Errorf("%q: %s %+v", text, describe(got), got)
			}
		}
		for _, text := range c.not {
			if got := ask(t, a, c.lang, text); len(got) > 0 && got[0].Mentions {
				t.Errorf("%q: %s", text, describe(got))
			}
		}
	}
}

// Who asks in few words whether a thing is let, sold or taught, or what it costs, is shown the article that alone has it, whatever else is found;
// who asks for what none has, or something else of it, is not.
func TestTheOnlyArticleOnAThingThatIsLetIsWorthAGlance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang       string
		articles   []knowledge.Article
		asked, not []string
		says       string
	}{
		{"en", []knowledge.Article{
			{Title: "Bicycles", Body: "A bicycle costs £20 a day and £90 a week. Helmets and locks are included. Children ride for half. We hire out no tandems and no racing bikes.", Questions: []string{"how much is a bicycle"}},
			{Title: "Opening hours", Body: "The shop is open daily, 9:00–18:00. In winter it opens at 10:00."}},
			[]string{"do you rent tandems", "can I hire tandems", "tandem price"}, []string{"do you rent cars", "I like tandems"}, "tandems"},
		{"uk", []knowledge.Article{
			{Title: "Велосипеди", Body: "Велосипед коштує 300 грн на день і 1500 грн на тиждень. Шоломи й замки включено. Діти платять половину. Тандемів і гоночних не видаємо.", Questions: []string{"скільки коштує велосипед"}},
			{Title: "Години роботи", Body: "Магазин відчинено щодня, 9:00–18:00. Узимку — з 10:00."}},
			[]string{"чи можна взяти тандем", "чи здаєте тандеми"}, []string{"чи здаєте автомобілі", "люблю тандеми"}, "Тандемів"},
		{"ru", []knowledge.Article{
			{Title: "Велосипеды", Body: "Велосипед стоит 300 руб на день и 1500 руб на неделю. Шлемы и замки включены. Дети платят половину. Тандемы и гоночные не выдаём.", Questions: []string{"сколько стоит велосипед"}},
			{Title: "Часы работы", Body: "Магазин открыт ежедневно, 9:00–18:00. Зимой — с 10:00."}},
			[]string{"можно взять тандем", "сдаёте тандемы"}, []string{"сдаёте автомобили", "люблю тандемы"}, "Тандемы"},
		{"pl", []knowledge.Article{
			{Title: "Rowery", Body: "Rower kosztuje 30 zł za dzień i 150 zł za tydzień. Kaski i zamki są w cenie. Dzieci płacą połowę. Tandemów i rowerów wyścigowych nie mamy.", Questions: []string{"ile kosztuje rower"}},
			{Title: "Godziny otwarcia", Body: "Sklep jest czynny codziennie, 9:00–18:00. Zimą od 10:00."}},
			[]string{"czy można wypożyczyć tandem", "wypożyczacie tandemy"}, []string{"wypożyczacie samochody", "lubię tandemy"}, "Tandemów"},
		{"de", []knowledge.Article{
			{Title: "Fahrräder", Body: "Ein Rad kostet 20 € am Tag und 90 € in der Woche. Helme und Schlösser sind dabei. Kinder fahren zum halben Preis. Tandems und Rennräder verleihen wir nicht.", Questions: []string{"was kostet ein Rad"}},
			{Title: "Öffnungszeiten", Body: "Der Laden ist täglich geöffnet, 9:00–18:00. Im Winter ab 10:00."}},
			[]string{"verleihen Sie Tandems", "kann man Tandems leihen"}, []string{"verleihen Sie Autos", "ich mag Tandems"}, "Tandems"},
	} {
		for i := range c.articles {
			c.articles[i].Lang = c.lang
		}
		a := sole(t, c.articles...)
		for _, text := range c.asked {
			if got := ask(t, a, c.lang, text); len(got) == 0 || got[0].Score < draft && !got[0].Mentions || !strings.Contains(got[0].Text, c.says) || alone(got) {
				t.Errorf("%q: %s %+v", text, describe(got), got)
			}
		}
		for _, text := range c.not {
			if got := ask(t, a, c.lang, text); len(got) > 0 && got[0].Mentions {
				t.Errorf("%q: %s", text, describe(got))
			}
		}
	}
}
