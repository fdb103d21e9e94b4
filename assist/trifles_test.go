package assist_test

import (
	"testing"

	"switchboard/knowledge"
)

// "Something" is whatever was lost, "£20" are pounds, and by accident is by mistake: what is only said in other words than the article's
// is answered. What it does not tell of is not.
func TestWhatIsSaidInOtherWordsThanTheArticlesIsAnswered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang     string
		articles []knowledge.Article
		yes, no  []string
	}{
		{"en", []knowledge.Article{
			{Title: "Lost something at the theatre?", Body: "Umbrellas, phones and bags are kept for 6 weeks at the stage door. What is found after a concert waits there from noon.", Questions: []string{"how long do you keep lost things", "i left my bag in the hall"}},
			{Title: "Paying at the bar", Body: "The bar takes cards and cash, notes up to £20. It gives change up to £10.", Questions: []string{"does the bar take cards", "do you take notes"}},
			{Title: "Season ticket", Body: "A season ticket costs £180 with the programme, £165 without it. A season ticket that was bought by mistake is taken back within a day.", Questions: []string{"how much is a season ticket", "can I give a season ticket back"}},
			{Title: "Wheelchair places", Body: "Four wheelchair places are in row K. Tell us at least 2 days before, by phone.", Questions: []string{"is there a place for a wheelchair", "how do I book a wheelchair place"}}},
			[]string{"how long do you keep lost umbrellas", "how long do you keep lost phones", "does the bar take 50 pound notes", "how much is a season ticket incl the programme", "i bought a season ticket by accident", "how far ahead do i book a wheelchair place"},
			[]string{"does the bar take 50 euro notes", "how far ahead do i book a parking place"}},
		{"uk", []knowledge.Article{
			{Title: "Загубили щось у театрі?", Body: "Парасольки, телефони й сумки зберігаємо 6 тижнів на вахті. Знайдене після концерту чекає там з полудня.", Questions: []string{"скільки зберігаєте загублені речі", "я забув сумку в залі"}},
			{Title: "Оплата в буфеті", Body: "Буфет приймає картки й готівку, купюри до 200 ₴. Решту дає до 100 ₴.", Questions: []string{"чи приймає буфет картки", "чи приймаєте купюри"}},
			{Title: "Абонемент", Body: "Абонемент коштує 2800 ₴ з програмкою, 2500 ₴ без неї. Абонемент, куплений помилково, повертаємо протягом дня.", Questions: []string{"скільки коштує абонемент", "чи можна повернути абонемент"}},
			{Title: "Місця для візків", Body: "Чотири місця для візків — у ряду К. Скажіть нам щонайменше за 2 дні телефоном.", Questions: []string{"чи є місце для візка", "як замовити місце для візка"}}},
			[]string{"скільки зберігаєте загублені парасольки", "чи приймає буфет купюри 500 гривень", "скільки коштує абонемент включно з програмкою", "за скільки днів заздалегідь замовити місце для візка"},
			[]string{"чи приймає буфет купюри 50 євро"}},
		{"ru", []knowledge.Article{
			{Title: "Потеряли что-то в театре?", Body: "Зонты, телефоны и сумки храним 6 недель на вахте. Найденное после концерта ждёт там с полудня.", Questions: []string{"сколько храните потерянные вещи", "я забыл сумку в зале"}},
			{Title: "Оплата в буфете", Body: "Буфет принимает карты и наличные, купюры до 1000 ₽. Сдачу даёт до 500 ₽.", Questions: []string{"принимает ли буфет карты", "принимаете ли купюры"}},
			{Title: "Абонемент", Body: "Абонемент стоит 5800 ₽ с программкой, 5500 ₽ без неё. Абонемент, купленный ошибочно, возвращаем в течение дня.", Questions: []string{"сколько стоит абонемент", "можно ли вернуть абонемент"}},
			{Title: "Места для колясок", Body: "Четыре места для колясок — в ряду К. Скажите нам минимум за 2 дня по телефону.", Questions: []string{"есть ли место для коляски", "как заказать место для коляски"}}},
			[]string{"сколько храните потерянные зонты", "принимает ли буфет купюры 5000 рублей", "сколько стоит абонемент включая программку", "за сколько дней заранее заказать место для коляски"},
			[]string{"принимает ли буфет купюры 50 евро"}},
		{"pl", []knowledge.Article{
			{Title: "Zgubiłeś coś w teatrze?", Body: "Parasole, telefony i torby przechowujemy 6 tygodni na portierni. Rzeczy znalezione po koncercie czekają tam od południa.", Questions: []string{"jak długo przechowujecie zgubione rzeczy", "zostawiłem torbę na sali"}},
			{Title: "Płatność w bufecie", Body: "Bufet przyjmuje karty i gotówkę, banknoty do 100 zł. Resztę wydaje do 50 zł.", Questions: []string{"czy bufet przyjmuje karty", "czy przyjmujecie banknoty"}},
			{Title: "Karnet", Body: "Karnet kosztuje 480 zł z programem, 450 zł bez niego. Karnet kupiony przez pomyłkę przyjmujemy z powrotem w ciągu dnia.", Questions: []string{"ile kosztuje karnet", "czy można oddać karnet"}},
			{Title: "Miejsca dla wózków", Body: "Cztery miejsca dla wózków są w rzędzie K. Prosimy powiedzieć nam co najmniej 2 dni przed, telefonicznie.", Questions: []string{"czy jest miejsce dla wózka", "jak zamówić miejsce dla wózka"}}},
			[]string{"jak długo przechowujecie zgubione parasole", "czy bufet przyjmuje banknoty 200 złotych", "ile kosztuje karnet wraz z programem", "z jakim wyprzedzeniem zamówić miejsce dla wózka"},
			[]string{"czy bufet przyjmuje banknoty 50 euro"}},
		{"de", []knowledge.Article{
			{Title: "Etwas im Theater verloren?", Body: "Schirme, Telefone und Taschen bewahren wir 6 Wochen an der Pforte auf. Was nach einem Konzert gefunden wird, liegt dort ab Mittag.", Questions: []string{"wie lange bewahren Sie verlorene Sachen auf", "ich habe meine Tasche im Saal vergessen"}},
			{Title: "Zahlen am Buffet", Body: "Das Buffet nimmt Karten und Bargeld, Scheine bis 20 €. Es wechselt bis 10 €.", Questions: []string{"nimmt das Buffet Karten", "nehmen Sie Scheine"}},
			{Title: "Abonnement", Body: "Das Abonnement kostet 180 € mit Programmheft, 165 € ohne. Ein Abonnement, das irrtümlich gekauft wurde, nehmen wir binnen eines Tages zurück.", Questions: []string{"was kostet das Abonnement", "kann ich das Abonnement zurückgeben"}},
			{Title: "Plätze für Rollstühle", Body: "Vier Plätze für Rollstühle sind in Reihe K. Sagen Sie es uns mindestens 2 Tage vorher am Telefon.", Questions: []string{"gibt es einen Platz für den Rollstuhl", "wie buche ich einen Platz für den Rollstuhl"}}},
			[]string{"wie lange bewahren Sie verlorene Schirme auf", "nimmt das Buffet Scheine von 50 Euro", "was kostet das Abonnement inkl Programmheft", "wie lange im Voraus buche ich einen Platz für den Rollstuhl"},
			[]string{"nimmt das Buffet Scheine von 50 Dollar"}},
	} {
		for i := range c.articles {
			c.articles[i].Lang = c.lang
		}
		a := sole(t, c.articles...)
		for _, text := range c.yes {
			if got := ask(t, a, c.lang, text); !alone(got) {
				t.Errorf("%q: %s", text, describe(got))
			}
		}
		for _, text := range c.no {
			if got := ask(t, a, c.lang, text); alone(got) {
				t.Errorf("%q: %s", text, describe(got))
			}
		}
	}
}
