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
		"дайте номер директора буду жалітись", "покличте керівника", "хочу поговорити з вашим начальником", "позовите начальника", "хочу говорить с руководством", "ich will den Chef sprechen sofort",
		"Verbinden Sie mich mit Ihrem Vorgesetzten", "chcę rozmawiać z kierownikiem", "proszę o numer do dyrektora", "let me speak to your boss",
		"Proszę o kontakt z konsultantem", "konsultant proszę", "Chcę rozmawiać z konsultantem", "Talk to a person", "Хочу поговорити з оператором", "Хочу поговорить с оператором", "Ich möchte mit einem Menschen sprechen", "Potrzebuję człowieka", "chcę rozmawiać z człowiekiem")
	check(t, "AsksForPerson", assist.AsksForPerson, false,
		"Which mobile operator do you use for parcels?", "what does an operator earn", "camera operator course", "how to restart the router",
		"оператор стільникового зв'язку змінився", "як змінити мобільного оператора", "Скільки людей може дивитися одночасно?",
		"сколько человек может смотреть одновременно", "Wie viele Personen können gleichzeitig schauen?", "ile osób może oglądać", "", "???",
		"дайте рахунок для директора фірми", "мой начальник не может войти в кабинет", "Ich brauche eine Rechnung für meinen Chef", "proszę o fakturę dla dyrektora", "my boss cannot sign in", "як змінити директора в договорі",
		"My parcel has not come", strings.Repeat("operator ", 20_000), "\xff\xfe")
}

func TestThanks(t *testing.T) {
	t.Parallel()
	check(t, "Thanks", assist.Thanks, true, "thanks!", "Thank you so much", "ok", "OK, super", "great, thanks a lot", "👍",
		"Дякую", "дякую, все зрозуміло", "ок", "щиро дякую за допомогу", "спасибо большое", "спс", "всё понятно, спасибо", "хорошо", "danke dir", "alles klar, danke",
		"vielen Dank", "dziękuję bardzo", "dzięki, super", "bye", "до побачення",
		"Thanks in advance!", "many thanks", "Thank you in advance for your answer", "much appreciated", "заздалегідь дякую", "Дякую за швидку відповідь!", "величезне спасибі", "спасибо заранее", "Заранее благодарен",
		"Vielen Dank im Voraus", "herzlichen Dank", "Besten Dank für Ihre Mühe", "z góry dziękuję", "Serdecznie dziękuję za pomoc")
	check(t, "Thanks", assist.Thanks, false, "thanks, but how do I restart it?", "ok, and what about Poland", "ok?", "дякую, а скільки коштує доставка",
		"спасибо, а где посылка", "danke, aber es geht nicht", "dziękuję, ale nie działa", "router", "", "hello",
		"do I pay in advance", "in advance", "many", "оплата наперед", "заранее", "im Voraus zahlen", "z góry", "is it paid in advance, thanks?", "thanks, I paid in advance and got nothing")
}

func TestGreeting(t *testing.T) {
	t.Parallel()
	check(t, "Greeting", assist.Greeting, true, "hello", "Hi!", "Dzien dobry", "dobry wieczor", "Grüezi", "Gruess Gott", "Guten Tag zusammen", "sehr geehrte damen und herren", "Szanowni Państwo", "доброго времени суток", "Good morning", "hey there", "Добрий день!", "привіт", "вітаю", "добридень", "здрасте", "Здравствуйте", "добрый вечер",
		"Guten Tag", "hallo", "Dzień dobry", "cześć")
	check(t, "Greeting", assist.Greeting, false, "hello, my router is dead", "добрий день, де посилка", "привет как дела с заказом", "Guten Tag, ich habe eine Frage", "", "ok", "good")
}

func TestWithdraws(t *testing.T) {
	t.Parallel()
	check(t, "Withdraws", assist.Withdraws, true, "no matter", "never mind, I found it", "Nevermind", "not needed anymore", "it works again", "thanks, it works now", "вже не треба", "не треба, сам розібрався", "дякую, запрацювало",
		"спасибо, заработало", "уже не надо", "всё работает", "hat sich erledigt", "funktioniert wieder, danke", "już nie trzeba", "nieważne", "już działa")
	check(t, "Withdraws", assist.Withdraws, false, "", "thanks", "it does not work", "не працює", "уже не работает", "is it not needed any more?", "интернет работает медленно", "I found it in the shop and it costs more than on your page, why",
		"my router works slowly", "działa powoli", "mein Router geht nicht")
}

func TestNudges(t *testing.T) {
	t.Parallel()
	check(t, "Nudges", assist.Nudges, true, "hello? anybody there?", "Is anyone there??", "are you still there?", "please answer", "I'm still waiting", "any news yet?", "why is nobody answering?", "how long do I have to wait?",
		"???", "...", "😡😡😡", "", "ну що?", "Ало!", "є хто живий?", "я вже чекаю годину", "чому не відповідаєте?", "дайте вже відповідь", "скільки ще чекати?", "ну что там?", "алло", "Есть кто?", "жду ответа", "почему молчите", "сколько ещё ждать",
		"Hallo? Ist da jemand?", "Ich warte immer noch", "wie lange muss ich noch warten?", "halo, jest tam ktoś?", "halo, jest tam kto?", "czekam", "no i co?", "ile jeszcze mam czekać?", "hey\nanybody there?\nplease answer")
	check(t, "Nudges", assist.Nudges, false, "hello", "thanks", "👍", "ok", "How long do I have to wait for a refund?", "how long does delivery take", "waiting for my parcel since Monday", "скільки чекати посилку?", "жду посылку", "wie lange dauert der Versand",
		"answer my question about the router", "and in Poland?", "1", "а в неділю?", "I want an operator", "my router is dead, anybody there?", "urgent: my card was stolen", "що там з моїм замовленням?")
}
