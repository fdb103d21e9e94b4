package assist_test

import (
	"testing"

	"switchboard/knowledge"
)

// What somebody wants to do with a thing is told by an article that says how that is done, be it in another word, and by no other.
func TestWhatSomebodyWantsToDoIsThePoint(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, title, body   string
		known, untold, told []string
	}{
		{"en", "Club membership", "Club membership costs £39 a year, for a family £65. Members get 10% off parts and a free safety check in spring. You can end it in your account.", []string{"how much is the club membership", "is there a club membership for my brother"},
			[]string{"how do I upgrade the club membership to a family one", "how do I transfer my club membership to my brother", "can I pause the club membership for a year", "can we extend the family club membership in spring"},
			[]string{"how do I cancel my club membership in my account"}},
		{"en", "Hiring a helmet", "A helmet for hire costs £5 a day, for a child £3. All helmets are cleaned after each ride.", []string{"how much is it to hire a helmet"},
			[]string{"how much is a child's helmet to buy"}, []string{"how much is it to rent a child's helmet for a day"}},
		{"uk", "Клубний абонемент", "Клубний абонемент коштує 900 грн на рік, для родини — 1500 грн. Члени клубу мають знижку 10 % на деталі й перевірку навесні. Відмовитися можна в кабінеті.", []string{"скільки коштує клубний абонемент", "чи є клубний абонемент на рік для родини", "де клубний абонемент у кабінеті"},
			[]string{"як подовжити клубний абонемент на рік для родини", "як переоформити клубний абонемент родини на рік", "чи можна призупинити клубний абонемент родини на рік"},
			[]string{"чи можна скасувати клубний абонемент на рік для родини"}},
		{"ru", "Клубный абонемент", "Клубный абонемент стоит 900 руб в год, для семьи — 1500 руб. Члены клуба получают скидку 10 % на детали и проверку весной. Отказаться можно в кабинете.", []string{"сколько стоит клубный абонемент", "есть ли клубный абонемент на год для семьи", "где клубный абонемент в кабинете"},
			[]string{"как продлить клубный абонемент на год для семьи", "как переоформить клубный абонемент семьи на год", "можно ли заморозить клубный абонемент семьи на год"},
			[]string{"как отменить клубный абонемент в кабинете"}},
		{"pl", "Karnet klubowy", "Karnet klubowy kosztuje 90 zł na rok, dla rodziny 150 zł. Członkowie klubu mają zniżkę 10% na części i przegląd wiosną. Zrezygnować można na koncie.", []string{"ile kosztuje karnet klubowy", "czy jest karnet klubowy dla rodziny na rok", "gdzie jest karnet klubowy na koncie"},
			[]string{"jak przedłużyć karnet klubowy na rok dla rodziny", "jak przepisać karnet klubowy rodziny na rok", "czy można zawiesić karnet klubowy rodziny na rok"},
			[]string{"jak anulować karnet klubowy na koncie"}},
		{"de", "Mitgliedschaft im Klub", "Die Mitgliedschaft im Klub kostet 39 € im Jahr, für eine Familie 65 €. Mitglieder bekommen 10 % auf Teile und im Frühling eine Prüfung. Sie endet mit einer Absage im Konto.", []string{"was kostet die Mitgliedschaft im Klub"},
			[]string{"wie kann ich die Mitgliedschaft im Klub für ein Jahr verlängern", "kann ich die Mitgliedschaft der Familie im Klub übertragen", "kann ich die Mitgliedschaft der Familie im Klub ein Jahr pausieren"},
			[]string{"wie kann ich die Mitgliedschaft im Klub im Konto kündigen"}},
	} {
		a := sole(t, knowledge.Article{Title: c.title, Body: c.body, Lang: c.lang, Questions: c.known})
		for i, text := range append(c.untold, c.told...) {
			if got := ask(t, a, c.lang, text); len(got) == 0 || got[0].Score < answer || alone(got) != (i >= len(c.untold)) {
				t.Errorf("%q: %s", text, describe(got))
			}
		}
	}
}
