package assist_test

import (
	"testing"

	"switchboard/assist"
)

// Who only says that an answer did not help, or was wrong, asks nothing: it is his no, and no question.
func TestWhatOnlyDeniesIsANo(t *testing.T) {
	t.Parallel()
	no := func(text string) bool { _, n := assist.YesNo(text); return n }
	said := []string{"It did not help", "It did not help.", "this did not help", "that didn't help me", "Sorry, this does not help at all", "it has not helped us", "no, it didn't work", "Your answer did not help.", "not helpful", "this was not helpful, thanks", "that is wrong", "wrong answer",
		"That's not what I asked", "not what I need", "it didn't answer my question", "Nothing helped", "none of this works", "useless", "This is incorrect", "no",
		"не допомогло", "Це не допомогло", "мені це не допомогло, дякую", "нічого не допомогло", "ні, на жаль, не допомогло", "це не те", "не те", "Неправильна відповідь", "я питав про інше", "ваша відповідь не допомогла", "це неправда", "не спрацювало", "все одно не працює",
		"не помогло", "Это мне не помогло", "нет, не помогло", "ничего не помогло", "это не то", "не о том", "неправильный ответ", "я спрашивала о другом", "совсем не помогло, спасибо", "вы не ответили на вопрос",
		"hat nicht geholfen", "Das hat mir leider nicht geholfen", "Es hat nicht funktioniert", "das hilft mir nicht weiter", "nein, das hilft nicht", "falsche Antwort", "Das ist falsch", "das stimmt nicht", "nichts davon hat geholfen",
		"nie pomogło", "To nie pomogło", "niestety nie pomogło mi", "nic nie pomogło", "zła odpowiedź", "to nie to", "nie o to pytałem", "to mi nie pomaga"}
	check(t, "denies", assist.Denies, true, said...)
	check(t, "no", no, true, said...)
	check(t, "denies", assist.Denies, false, "my router does not work", "the app didn't work after the update", "the lamp does not work", "it does not work without the remote control", "no internet since yesterday", "I did not get my order", "did it not help?", "the answer on the invoice is wrong: 40 instead of 20", "wrong size, can I exchange it",
		"роутер не працює", "не працює інтернет", "не допомогло перезавантаження роутера, блимає червоним", "не прийшло замовлення", "неправильна сума в рахунку", "не працює застосунок", "не работает интернет", "не пришёл заказ", "неправильный адрес в заказе",
		"das Internet geht nicht", "mein Router funktioniert nicht", "falscher Betrag auf der Rechnung", "die Lampe geht nicht an", "router nie działa", "internet nie działa", "nie dostałem paczki", "zły adres na fakturze",
		"yes", "it helped", "допомогло", "thanks", "how do I return it", "so", "", "please send somebody", "Nein danke, wie kündige ich", "not a router but a phone")
}
