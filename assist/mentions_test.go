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
