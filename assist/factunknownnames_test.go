package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

// Names that no list knows are found where people say who they are, and what is no name is not.
func TestUnknownNamesAreFoundWhereTheyAreSaid(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ ours, text, want string }{
		{"", "My parcel is late.\n\nKind regards,\nSiobhán Ó Briain", "Siobhán Ó Briain"}, {"", "When do you open?\n\nBest,\nOluwaseun Adeyemi", "Oluwaseun Adeyemi"},
		{"", "When do you open?\n\nThanks,\nNguyen Thi Lan", "Nguyen Thi Lan"}, {"", "When do you open?\n\nCheers\nThandiwe Mbeki", "Thandiwe Mbeki"}, {"", "The lamp is broken.\n\nMany thanks and best wishes\nXiulan Zhao\n+44 20 7946 0958", "Xiulan Zhao"},
		{"", "This is Oluwaseun Adeyemi speaking, my router is dead", "Oluwaseun Adeyemi"}, {"", "Hello, Oluwaseun Adeyemi here. My router is dead.", "Oluwaseun Adeyemi"},
		{"", "Hi, I'm Thandiwe Mbeki from Harrow Dental, we need an invoice", "Thandiwe Mbeki"}, {"", "I am Siobhán Ó Briain and I want to cancel", "Siobhán Ó Briain"}, {"May I have your name please?", "Oluwaseun Adeyemi", "Oluwaseun Adeyemi"},
		{"", "Ім'я: Ейнар Торвальдсен\nТелефон: 067 123 45 67", "Ейнар Торвальдсен"}, {"", "Прізвище та ім'я: Кшиштоф Вуйцик", "Кшиштоф Вуйцик"}, {"", "Роутер не працює.\n\nЗ повагою,\nЕйнар Торвальдсен", "Ейнар Торвальдсен"},
		{"", "Добрий день, це Ейнар Торвальдсен, роутер не працює", "Ейнар Торвальдсен"}, {"Як до Вас звертатися?", "Ейнар", "Ейнар"}, {"", "Роутер не працює.\nДякую,\nЕйнар Торвальдсен", "Ейнар Торвальдсен"},
		{"", "меня зовут Айгерим Сейтказина", "Айгерим Сейтказина"}, {"", "Здравствуйте, это Айгерим Сейтказина звонит по поводу счёта", "Айгерим Сейтказина"}, {"", "Не работает.\n\nС уважением,\nАйгерим Сейтказина", "Айгерим Сейтказина"},
		{"", "Здравствуйте, вас беспокоит Айгерим Сейтказина", "Айгерим Сейтказина"}, {"Назовите, пожалуйста, ваше имя", "Айгерим Сейтказина", "Айгерим Сейтказина"}, {"", "Фамилия, имя: Сейтказина Айгерим", "Сейтказина Айгерим"},
		{"", "Dzień dobry, na nazwisko Brzęczyszczykiewicz, chodzi o fakturę", "Brzęczyszczykiewicz"}, {"", "Mam umowę na nazwisko Brzęczyszczykiewicz", "Brzęczyszczykiewicz"}, {"", "Router nie działa.\n\nZ poważaniem\nŻelisława Brzęk", "Żelisława Brzęk"},
		{"", "Dzień dobry, tu Żelisława Brzęk, router nie działa", "Żelisława Brzęk"}, {"Poproszę Pana imię i nazwisko?", "Żelisław Brzęk", "Żelisław Brzęk"}, {"", "Router nie działa.\n\nPozdrawiam serdecznie\nŻelisława Brzęk", "Żelisława Brzęk"},
		{"", "my name is Thandiwe I want to cancel", "Thandiwe"}, {"", "ich heiße Çağla Yıldırım", "Çağla Yıldırım"}, {"", "Guten Tag, hier ist Çağla Yıldırım, mein Router geht nicht", "Çağla Yıldırım"}, {"", "Guten Tag, mein Name ist Yıldırım.", "Yıldırım"}, {"", "Router defekt.\n\nViele Grüße\nÇağla Yıldırım", "Çağla Yıldırım"},
		{"", "Router defekt.\n\nMit freundlichem Gruß\nÇağla Yıldırım", "Çağla Yıldırım"}, {"Wie ist Ihr Name, bitte?", "Yıldırım", "Yıldırım"}, {"", "Ich bin Çağla Yıldırım aus Köln und brauche eine Rechnung", "Çağla Yıldırım"},

		{"", "Thanks, Lumen Net", ""}, {"", "Дякую, Ейнар Торвальдсен", ""}, {"", "I'm waiting for an answer", ""}, {"", "This is terrible", ""}, {"", "here is my bill", ""}, {"", "I'm from Berlin", ""}, {"", "I am Premium Plus customer", ""}, {"", "This is Home Internet speaking of speed", ""},
		{"", "I'm In Trouble", ""}, {"", "THIS IS VERY BAD", ""}, {"", "I am Ukrainian and I live here", ""}, {"", "This is Lumen Net, right?", ""}, {"", "My router is a TP Link.\n\nThanks,\nGood Bye", ""}, {"", "Please help.\n\nBest regards\nSent from my iPhone", ""},
		{"", "Router Box here does not work", ""}, {"", "Kind regards to Maria Lopez", ""}, {"May I have your name please?", "Home Internet", ""}, {"", "I'm Very Angry", ""}, {"", "Is this Lumen Care?", ""}, {"", "I am Not Happy", ""},
		{"", "це Дуже Погано", ""}, {"", "це Київстар?", ""}, {"", "це Новий Роутер, він не працює", ""}, {"", "Дякую, Добрий День", ""}, {"", "это Личный Кабинет не работает", ""}, {"", "это Новая Почта не доставила", ""},
		{"", "tu Nowy Router nie działa", ""}, {"", "na nazwisko mojej żony jest umowa", ""}, {"", "hier ist Meine Rechnung", ""}, {"", "Hier ist Internet Langsam", ""}, {"", "Ich bin Neuer Kunde", ""}, {"", "hier ist mein Vertrag", ""},
	} {
		d := customer(c.text)
		if c.ours != "" {
			d.Turns = append([]assist.Turn{{Text: c.ours, By: "operator"}}, d.Turns...)
		}
		var got []string
		for _, f := range assist.Facts(d) {
			if f.Field == assist.FactName {
				got = append(got, f.Value)
				if !strings.Contains(c.text, f.Quote) || !strings.Contains(f.Quote, f.Value) {
					t.Errorf("%q quoted as %q", c.text, f.Quote)
				}
			}
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
