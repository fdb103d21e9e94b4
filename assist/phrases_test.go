package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

func check(t *testing.T, name string, f func(string) bool, want bool, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if f(text) != want {
			t.Errorf("%s(%q) = %v", name, text, !want)
		}
	}
}

func TestAsksForPerson(t *testing.T) {
	t.Parallel()
	check(t, "AsksForPerson", assist.AsksForPerson, true,
		"Operator, please", "operator", "I want to speak to an operator", "can I talk to a real person", "I need a person", "connect me with a human",
		"let me talk to a manager", "operater please", "I want an operator!", "human", "agent please", "get me someone who can help, I want to talk to a representative",
		"З'єднайте з оператором", "оператор!", "Потрібна людина", "хочу поговорити з живою людиною", "покличте менеджера", "дайте оператора",
		"Позовите живого человека", "соедините с оператором", "нужен оператор", "Нужен человек", "хочу поговорить с человеком",
		"Ich möchte mit einem Mitarbeiter sprechen", "Ich möchte mit einem Menschen sprechen", "Mitarbeiter bitte", "verbinden Sie mich mit einem Berater",
		"What does delivery cost? Operator please", "сколько стоит доставка?\nпозовите оператора",
		"Proszę o kontakt z konsultantem", "konsultant proszę", "Potrzebuję człowieka", "chcę rozmawiać z człowiekiem")
	check(t, "AsksForPerson", assist.AsksForPerson, false,
		"Which mobile operator do you use for parcels?", "what does an operator earn", "camera operator course", "how to restart the router",
		"оператор стільникового зв'язку змінився", "як змінити мобільного оператора", "Скільки людей може дивитися одночасно?",
		"сколько человек может смотреть одновременно", "Wie viele Personen können gleichzeitig schauen?", "ile osób może oglądać", "", "???",
		"My parcel has not come", strings.Repeat("operator ", 20_000), "\xff\xfe")
}

func TestThanks(t *testing.T) {
	t.Parallel()
	check(t, "Thanks", assist.Thanks, true, "thanks!", "Thank you so much", "ok", "OK, super", "great, thanks a lot", "👍",
		"Дякую", "дякую, все зрозуміло", "ок", "щиро дякую за допомогу", "спасибо большое", "всё понятно, спасибо", "хорошо", "danke dir", "alles klar, danke",
		"vielen Dank", "dziękuję bardzo", "dzięki, super", "bye", "до побачення")
	check(t, "Thanks", assist.Thanks, false, "thanks, but how do I restart it?", "ok, and what about Poland", "ok?", "дякую, а скільки коштує доставка",
		"спасибо, а где посылка", "danke, aber es geht nicht", "dziękuję, ale nie działa", "router", "", "hello")
}

func TestGreeting(t *testing.T) {
	t.Parallel()
	check(t, "Greeting", assist.Greeting, true, "hello", "Hi!", "Good morning", "hey there", "Добрий день!", "привіт", "вітаю", "Здравствуйте", "добрый вечер",
		"Guten Tag", "hallo", "Dzień dobry", "cześć")
	check(t, "Greeting", assist.Greeting, false, "hello, my router is dead", "добрий день, де посилка", "привет как дела с заказом", "Guten Tag, ich habe eine Frage", "", "ok", "good")
}

func TestYesNo(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]bool{
		"yes": {true, false}, "Yes, thank you": {true, false}, "так, дякую": {true, false}, "да": {true, false}, "ja danke": {true, false}, "tak": {true, false},
		"it helped": {true, false}, "допомогло": {true, false}, "👍": {true, false},
		"no": {false, true}, "No it did not": {false, true}, "ні, не допомогло": {false, true}, "не помогло": {false, true}, "nein, leider nicht": {false, true},
		"nie": {false, true}, "nope": {false, true}, "👎": {false, true}, "it has not helped": {false, true},
		"how do I restart": {false, false}, "": {false, false}, "yes?": {false, false}, "router": {false, false}, "no internet since yesterday in the whole house and street": {false, false},
	} {
		if yes, no := assist.YesNo(text); yes != want[0] || no != want[1] {
			t.Errorf("YesNo(%q) = %v, %v", text, yes, no)
		}
	}
}
