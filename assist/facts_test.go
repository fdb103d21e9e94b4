package assist_test

import (
	"fmt"
	"strings"
	"testing"

	"switchboard/assist"
)

// factsOf are the facts of messages, as field=value.
func factsOf(texts ...string) string {
	var out []string
	for _, f := range assist.Facts(customer(texts...)) {
		out = append(out, f.Field+"="+f.Value)
	}
	return strings.Join(out, "|")
}

func TestFactsAreFoundInTheCustomersOwnWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"Hello, my name is Anna Smith, contract number AB-55017.", "name=Anna Smith|contract=AB-55017"},
		{"my name is bob brown and the router is dead", "name=Bob Brown"},
		{"This is Mary Jones speaking, call me on +44 20 7946 0958 after 6 pm", "name=Mary Jones|telephone=+44 20 7946 0958|preferred time=after 6 pm"},
		{"You can reach me at mary.jones@mail.example. My address is 12 Baker Street, London NW1. Thanks", "e-mail=mary.jones@mail.example|address=12 Baker Street, London NW1"},
		{"Please answer me in German and write to me on WhatsApp", "language=de|preferred channel=WhatsApp"},
		{"My account 5501234 is blocked and I am on the Home 300 plan", "contract=5501234|plan=Home 300"},
		{"I have a TP-Link Archer C6 and an iPhone 13 Pro", "device=TP-Link Archer C6|device=iPhone 13 Pro"},
		{"Добрий день, мене звати Олена Коваль, договір № 4471203, телефон 067 123 45 67", "name=Олена Коваль|telephone=067 123 45 67|contract=4471203"},
		{"Моя адреса: вул. Хрещатик, 22, кв. 5, Київ. Дзвоніть після 18:00", "address=вул. Хрещатик, 22, кв. 5, Київ|preferred time=після 18:00"},
		{"Пишіть мені у вайбер, і відповідайте, будь ласка, українською. У мене тариф «Старт 100»", "plan=Старт 100|language=uk|preferred channel=Viber"},
		{"Меня зовут Иван Петров, лицевой счёт 1234567, звоните с 10 до 12", "name=Иван Петров|contract=1234567|preferred time=с 10 до 12"},
		{"Мой адрес: ул. Ленина, д. 5, кв. 10. Лучше позвоните, отвечайте на русском", "address=ул. Ленина, д. 5, кв. 10|language=ru|preferred channel=telephone"},
		{"Ich heiße Jürgen Groß, meine Kundennummer lautet K-4471203. Bitte auf Deutsch antworten", "name=Jürgen Groß|contract=K-4471203|language=de"},
		{"Ich wohne in der Hauptstraße 5, 10115 Berlin! Am besten rufen Sie mich nach 17 Uhr an", "address=Hauptstraße 5, 10115 Berlin|preferred time=nach 17 Uhr"},
		{"Das Modem ist kaputt.\n\nMit freundlichen Grüßen\nKarin Schäfer", "name=Karin Schäfer"},
		{"Nazywam się Jan Kowalski, numer umowy 5512/2024, mam taryfę Komfort Plus", "name=Jan Kowalski|contract=5512/2024|plan=Komfort Plus"},
		{"Mieszkam przy ul. Długiej 7, Gdańsk. Proszę pisać po polsku, dzwonić po 16", "address=ul. Długiej 7, Gdańsk|language=pl|preferred time=po 16"},
	} {
		if got := factsOf(c.text); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestWhatIsNoFactIsNotFound(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"my name is not important, where is order 0441234567?", "What is your phone number and your address?", "My card 4111 1111 1111 1111 was charged",
		"IBAN DE89 3704 0044 0532 0130 00", "I want to close my account", "this is ridiculous, error E-104 since 2024", "Чи можу я змінити адресу на замовленні 4471?",
		"Wo finde ich meine Vertragsnummer?", "Мій тариф не працює", "Jaki jest numer konta?", "Call it a day after all", "I am German and I am on holiday",
		"transfer 5 to 70707086547 this account", "remind me to call my mother at 8 pm", "the contactless card failed this morning", "my name is what?",
		"Can I write a review in English literature class?", "the IP address is 10.0.0.1", "посилка 20450012345678 не прийшла",
	} {
		if got := factsOf(text); got != "" {
			t.Errorf("%s: %s", text, got)
		}
	}
}

func TestFactsAreQuotedOnceAndNeverOurs(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("so much happened today ", 40) + "my name is Anna Smith " + strings.Repeat("and then more ", 40)
	got := assist.Facts(assist.Dialogue{Turns: []assist.Turn{
		{Text: "My name is Olha, call us at +380 44 111 22 33.", By: "operator", Seq: 1},
		{Customer: true, Text: "067 123 45 67", Seq: 2}, {Customer: true, Text: "I said +38 067-123-45-67!", Seq: 3}, {Customer: true, Text: long, Seq: 4},
	}})
	if len(got) != 2 || got[0].Seq != 3 || got[0].Quote != "I said +38 067-123-45-67!" || got[1].Value != "Anna Smith" {
		t.Fatalf("%+v", got)
	}
	if q := got[1].Quote; !strings.Contains(long, q) || !strings.Contains(q, "Anna Smith") || len([]rune(q)) > 160 {
		t.Errorf("quote %q", q)
	}
}

func TestAShortAnswerIsWhatWeAskedFor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ ours, theirs, want string }{
		{"Sure, may I have your name please", "Crystal Minh", "name=Crystal Minh"},
		{"May I have your full name and account ID?", "Yes, it's Crystal Minh.", "name=Crystal Minh"},
		{"What is your account number?", "it is 5501234", "contract=5501234"},
		{"Could you tell me your delivery address?", "12 Baker Street, London NW1", "address=12 Baker Street, London NW1"},
		{"Як до Вас звертатися?", "Олена", "name=Олена"}, {"Вкажіть, будь ласка, номер договору.", "КВ-4471203", "contract=КВ-4471203"},
		{"Как Вас зовут?", "Иван Петров", "name=Иван Петров"}, {"Назовите лицевой счёт, пожалуйста.", "1234567", "contract=1234567"},
		{"Wie heißen Sie?", "Ich bin Jürgen Groß", "name=Jürgen Groß"}, {"Nennen Sie mir bitte Ihre Adresse.", "Hauptstraße 5, 10115 Berlin", "address=Hauptstraße 5, 10115 Berlin"},
		{"Proszę podać imię i nazwisko.", "Jan Kowalski", "name=Jan Kowalski"}, {"Jaki jest numer umowy?", "5512/2024", "contract=5512/2024"},
		{"May I have your name?", "anna smith", "name=Anna Smith"}, {"Як до Вас звертатися?", "ірина бондар", "name=Ірина Бондар"},
		{"Ваше ім'я та номер договору?", "Ірина Бондар, 4477120", "name=Ірина Бондар|contract=4477120"}, {"Как к Вам обращаться?", "Сергей Николаевич", "name=Сергей Николаевич"},
		{"May I have your name?", "Never Mind", ""}, {"Wie heißen Sie?", "Guten Tag", ""}, {"Як Вас звати?", "Добрий День", ""}, {"May I have your name?", "never mind", ""},
		{"Is your address still 14 Baker Street?", "No, 22", ""}, {"Is your address still 14 Baker Street?", "No, it is 22 Oak Road", "address=22 Oak Road"},
		{"What is your phone number?", "I think that it should be 067 123 45 67", "telephone=067 123 45 67"},
		{"May I have your name?", "Why do you need it?", ""}, {"May I have your name?", "not now, thanks", ""}, {"Your name is on the list.", "Great News", ""},
		{"What is your e-mail address?", "12 is not one", ""}, {"What is your account number?", "I do not have it", ""}, {"How are you?", "Crystal Minh", ""},
	} {
		d := assist.Dialogue{Turns: []assist.Turn{{Text: c.ours, By: "operator", Seq: 1}, {Customer: true, Text: c.theirs, Seq: 2}}}
		var got []string
		for _, f := range assist.Facts(d) {
			got = append(got, f.Field+"="+f.Value)
			if f.Seq != 2 || !strings.Contains(c.theirs, f.Quote) {
				t.Errorf("%+v", f)
			}
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s – %s: %s, want %s", c.ours, c.theirs, s, c.want)
		}
	}
}

// An address that is told in parts is one.
func TestAnAddressIsToldInParts(t *testing.T) {
	t.Parallel()
	ask := assist.Turn{Text: "Вкажіть, будь ласка, Вашу адресу.", By: "operator", Seq: 1}
	d := assist.Dialogue{Turns: []assist.Turn{ask, {Customer: true, Text: "Львів", Seq: 2}, {Customer: true, Text: "вул. Зелена 10", Seq: 3}, {Customer: true, Text: "кв. 3", Seq: 4}, {Customer: true, Text: "Дякую!", Seq: 5}}}
	if got := assist.Facts(d); len(got) != 1 || got[0].Value != "Львів, вул. Зелена 10, кв. 3" || got[0].Seq != 4 || got[0].Quote != "кв. 3" {
		t.Errorf("%+v", got)
	}
	d.Turns = []assist.Turn{{Text: "What is your address?", By: "operator"}, {Customer: true, Text: "14 Baker Street", Seq: 2}, {Customer: true, Text: "When will it come?", Seq: 3}}
	if got := assist.Facts(d); len(got) != 1 || got[0].Value != "14 Baker Street" {
		t.Errorf("%+v", got)
	}
}

func FuzzFacts(f *testing.F) {
	for _, s := range []string{"my name is Anna", "моя адреса: вул. 5", "\xff\xfe@a.b", "call me after 6 pm", strings.Repeat("мій тариф ", 50)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, x := range assist.Facts(customer(text)) {
			if x.Value == "" || !strings.Contains(text, x.Quote) {
				t.Errorf("%+v", x)
			}
		}
	})
}

func TestWhatWasLeftOpenIsProposedAsNotAnswered(t *testing.T) {
	t.Parallel()
	d := assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: "How do I restart my router?"}, {Text: "Unplug it.", By: "assistant"},
		{Customer: true, Text: "I want to talk to a person: my internet is very slow since yesterday"}}}
	if list := assist.Endings(d); len(list) != 1 || list[0].End != assist.EndNotAnswered || list[0].Key != "left open" {
		t.Errorf("%+v", list)
	}
	d.Turns[2].Text = "okay I will write that down"
	if list := assist.Endings(d); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

func TestAnEndingIsReadFromWhatWasSaid(t *testing.T) {
	t.Parallel()
	ask := assist.Turn{Customer: true, Text: "My router shows an error, what can I do?"}
	ours := func(text string) assist.Turn { return assist.Turn{Text: text, By: "operator"} }
	theirs := func(text string) assist.Turn { return assist.Turn{Customer: true, Text: text} }
	for i, c := range []struct {
		turns []assist.Turn
		want  string
	}{
		{[]assist.Turn{ask, ours("Restart it."), theirs("Thank you, it helped!")}, assist.EndSolved},
		{[]assist.Turn{theirs("This is unacceptable, terrible service"), ours("I am sorry, it works again."), theirs("Спасибо большое")}, assist.EndSolved},
		{[]assist.Turn{ask, ours("Restart it, please.")}, assist.EndInformed},
		{[]assist.Turn{ask, ours("Which model is it?")}, assist.EndSilent},
		{[]assist.Turn{ask}, assist.EndNotAnswered},
		{[]assist.Turn{ask, {Text: "Restart it.", By: "assistant"}, theirs("no, that did not help")}, assist.EndNotAnswered},
		{[]assist.Turn{ask, ours("Зателефонуємо Вам завтра о 10.")}, assist.EndCallBack},
		{[]assist.Turn{ask, ours("Wir rufen Sie morgen zurück.")}, assist.EndCallBack},
		{[]assist.Turn{ask, ours("Oddzwonimy jutro.")}, assist.EndCallBack},
		{[]assist.Turn{theirs("I want the big plan"), ours("Thank you for your order!"), theirs("thanks")}, assist.EndSold},
		{[]assist.Turn{theirs("Хочу пожаловаться на курьера"), ours("Мы разберёмся.")}, assist.EndComplaint},
		{[]assist.Turn{theirs("Das ist eine Frechheit, seit drei Tagen kein Netz")}, assist.EndComplaint},
		{[]assist.Turn{theirs("It would be great if the app had a dark mode"), ours("We keep it in mind.")}, assist.EndWish},
		{[]assist.Turn{ask, ours("Передаю технікам, вони перевірять лінію.")}, assist.EndPassedOn},
		{[]assist.Turn{theirs("Best SEO and backlinks for your site: https://spam.example")}, assist.EndSpam},
		{[]assist.Turn{theirs("A person, please")}, ""},
		{nil, ""},
	} {
		got := ""
		if list := assist.Endings(assist.Dialogue{Turns: c.turns}); len(list) > 0 {
			got = list[0].End
		}
		if got != c.want {
			t.Errorf("%d: %q, want %q", i, got, c.want)
		}
	}
}

func TestASummarySaysWhatIsOpenAndInWhichMood(t *testing.T) {
	t.Parallel()
	d := assist.Dialogue{Lang: "uk", Turns: []assist.Turn{
		{Customer: true, Text: "Не працює інтернет, помилка E-104"}, {Text: "Перезавантажте роутер. Зачекайте хвилину.", By: "assistant"},
		{Customer: true, Text: "ні, не допомогло"}, {Customer: true, Text: "Це жах, скільки можна чекати?"}}}
	got := fmt.Sprint(assist.SummaryLines(assist.Summary(d)))
	for _, want := range []string{"{Answered by the assistant: “Перезавантажте роутер.” The customer says that it did not help.}", "{Open the customer’s last words have no answer yet}", "{Mood upset (“жах”)}", "{Language Ukrainian}", "E-104"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s lacks %s", got, want)
		}
	}
	d = customer("Hello, my name is Bob Brown-Miller, contract number AB-55017. Order 8841 has not come!", "You can call me on +44 20 7946 0958 after 6 pm.")
	if got := assist.Summary(d); !strings.HasPrefix(got, "Asks: Order 8841 has not come!\nNumbers: AB-55017, 8841\n") {
		t.Error(got)
	}
	d = assist.Dialogue{Call: true, Turns: []assist.Turn{{Customer: true, Text: "my router is dead"}, {Text: "I am sorry. Restart it while I look.", By: "operator"},
		{Customer: true, Text: "Call me back on 067 123 45 67 after 6 pm"}, {Text: "Goodbye.", By: "operator"}}}
	if got := assist.Summary(d); !strings.HasPrefix(got, "Asks: my router is dead\n") || !strings.Contains(got, "by an operator: “Restart it while I look.”") {
		t.Error(got)
	}
	d = customer("Добрий день! Мене звати Олена, мій телефон 067 123 45 67. Мій рахунок 5501234 заблоковано, чому?")
	if got := assist.Summary(d); !strings.HasPrefix(got, "Asks: Мій рахунок 5501234 заблоковано, чому?\n") {
		t.Error(got)
	}
	if got := assist.Gist("Asks: where is it: now?\nOpen: x"); got != "where is it: now?" {
		t.Errorf("gist %q", got)
	}
}

func TestThanksForAPromiseLeaveTheQuestionOpen(t *testing.T) {
	t.Parallel()
	question := assist.Turn{Customer: true, Text: "The router blinks orange, what shall I do?"}
	for name, c := range map[string]struct {
		turns []assist.Turn
		open  string
	}{
		"thanks for being put in line":    {[]assist.Turn{question, {Customer: true, Text: "thanks!"}}, "{Open the customer’s last words have no answer yet}"},
		"a press for the answer":          {[]assist.Turn{question, {Customer: true, Text: "anybody there?"}}, "{Open the customer’s last words have no answer yet}"},
		"a greeting of ours is no answer": {[]assist.Turn{{Customer: true, Text: "hi"}, {Text: "Hello! What can I do for you?", By: "assistant"}, question}, "{Open the customer’s last words have no answer yet}"},
		"thanks for an answer":            {[]assist.Turn{question, {Text: "Restart it.", By: "operator"}, {Customer: true, Text: "thanks!"}}, "{Open nothing: the customer thanks}"},
		"he needs no answer any more":     {[]assist.Turn{question, {Customer: true, Text: "never mind, it works again"}}, "{Open nothing: the customer says that no answer is needed}"},
		"asked again after the answer":    {[]assist.Turn{question, {Text: "Restart it.", By: "operator"}, {Customer: true, Text: "How do I restart it?"}, {Customer: true, Text: "thanks"}}, "{Open the customer’s last words have no answer yet}"},
		"a press after we have answered":  {[]assist.Turn{question, {Text: "Restart it.", By: "operator"}, {Customer: true, Text: "hello???"}, {Customer: true, Text: "anybody there?"}}, "{Open the customer’s last words have no answer yet}"},
	} {
		lines := assist.SummaryLines(assist.Summary(assist.Dialogue{Lang: "en", Turns: c.turns}))
		if got := fmt.Sprint(lines); !strings.Contains(got, c.open) || strings.Contains(got, "anybody") || strings.Contains(got, "Hello") {
			t.Errorf("%s: %s", name, got)
		}
	}
}
