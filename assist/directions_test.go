package assist_test

import (
	"strings"
	"testing"

	"switchboard/knowledge"
)

// bothWays are articles that say the one thing and its contrary, and what is asked of each; has stands where that is answered.
var bothWays = []struct {
	lang, title, one, other string // sections
	asked                   [][2]string
}{
	{"en", "Porting a number", "## Coming to us\n\nA number is brought to us in three days: order a temporary SIM on our page, we do all else ONE.", "## Leaving\n\nTo leave with the number, order the porting at your new operator; nothing but a positive balance is needed OTHER.",
		[][2]string{{"how do I move my number to you from another operator and keep contacts", "ONE"}, {"porting the number from my old provider", "ONE"}, {"can I bring my number to Norden", "ONE"},
			{"porting a number to another operator", "OTHER"}, {"how do I port my number away from you", "OTHER"}}},
	{"uk", "Перенесення номера", "## Перехід до нас\n\nНомер переноситься до нас за три дні: замовте тимчасову картку на нашій сторінці, решту зробимо ми ONE.", "## Якщо ви йдете\n\nЩоб піти від нас з номером, замовте перенесення в нового оператора; потрібен лише додатний баланс OTHER.",
		[][2]string{{"як перенести номер до вас від іншого оператора", "ONE"}, {"перейти до Norden зі своїм номером", "ONE"}, {"перенесення номера до іншого оператора", "OTHER"}, {"як піти від вас зі своїм номером", "OTHER"}}},
	{"ru", "Перенос номера", "## Переход к нам\n\nНомер переносится к нам за три дня: закажите временную карту на нашей странице, остальное сделаем мы ONE.", "## Если вы уходите\n\nЧтобы уйти от нас с номером, закажите перенос у нового оператора; нужен только положительный баланс OTHER.",
		[][2]string{{"как перенести номер к вам от другого оператора", "ONE"}, {"перейти в Norden со своим номером", "ONE"}, {"перенос номера к другому оператору", "OTHER"}, {"как уйти от вас со своим номером", "OTHER"}}},
	{"pl", "Przeniesienie numeru", "## Przejście do nas\n\nNumer przenosimy w trzy dni: zamów tymczasową kartę na naszej stronie, resztę zrobimy sami ONE. Przejście do nas nic nie kosztuje.", "## Odejście\n\nAby odejść od nas z numerem, zamów przeniesienie u nowego operatora; wystarczy dodatnie saldo OTHER.",
		[][2]string{{"jak przenieść numer do was od innego operatora", "ONE"}, {"chcę przejść do Norden z moim numerem", "ONE"}, {"przeniesienie numeru do innego operatora", "OTHER"}, {"jak odejść od was z numerem", "OTHER"}}},
	{"de", "Rufnummer mitnehmen", "## Wechsel zu uns\n\nDie Rufnummer ist in drei Tagen bei uns: Bestellen Sie eine vorläufige Karte auf unserer Seite, den Rest machen wir ONE.", "## Sie gehen\n\nUm die Rufnummer von uns mitzunehmen, beauftragen Sie das bei Ihrem neuen Anbieter; nötig ist nur ein Guthaben OTHER.",
		[][2]string{{"wie kann ich meine Rufnummer von einem anderen Anbieter zu euch mitnehmen", "ONE"}, {"mit der Rufnummer zu Norden wechseln", "ONE"}, {"Rufnummer zu einem anderen Anbieter mitnehmen", "OTHER"}}},
	{"en", "Voicemail", "## Starting\n\nTo turn the voicemail on, dial *86# and wait for the message, it is there within a minute ONE.", "## Stopping\n\nTo turn the voicemail off, dial *87# and wait for the message, it is gone within a minute OTHER.",
		[][2]string{{"how do I turn on my voicemail", "ONE"}, {"activate voicemail", "ONE"}, {"how can I switch the voicemail off", "OTHER"}, {"disable voicemail", "OTHER"}}},
	{"uk", "Голосова пошта", "## Початок\n\nЩоб увімкнути голосову пошту, наберіть *86# і зачекайте на повідомлення ONE.", "## Кінець\n\nЩоб вимкнути голосову пошту, наберіть *87# і зачекайте на повідомлення OTHER.",
		[][2]string{{"як підключити голосову пошту", "ONE"}, {"увімкнути голосову пошту", "ONE"}, {"як відключити голосову пошту", "OTHER"}}},
	{"ru", "Голосовая почта", "## Начало\n\nЧтобы включить голосовую почту, наберите *86# и дождитесь сообщения ONE.", "## Конец\n\nЧтобы выключить голосовую почту, наберите *87# и дождитесь сообщения OTHER.",
		[][2]string{{"как подключить голосовую почту", "ONE"}, {"отключить голосовую почту", "OTHER"}}},
	{"pl", "Poczta głosowa", "## Początek\n\nAby włączyć pocztę głosową, wybierz *86# i poczekaj na wiadomość ONE.", "## Koniec\n\nAby wyłączyć pocztę głosową, wybierz *87# i poczekaj na wiadomość OTHER.",
		[][2]string{{"jak aktywować pocztę głosową", "ONE"}, {"jak wyłączyć pocztę głosową", "OTHER"}}},
	{"de", "Mailbox", "## Beginn\n\nUm die Mailbox einzuschalten, wählen Sie *86# und warten auf die Nachricht ONE.", "## Ende\n\nUm die Mailbox auszuschalten, wählen Sie *87# und warten auf die Nachricht OTHER.",
		[][2]string{{"wie kann ich die Mailbox aktivieren", "ONE"}, {"wie schalte ich die Mailbox aus", "OTHER"}}},
	{"en", "Contacts in the app", "## Into the app\n\nYou import contacts under Settings, People, from a file of up to 5 MB ONE.", "## Out of the app\n\nYou export contacts under Settings, People, as a file for any other program OTHER.",
		[][2]string{{"how do I import contacts", "ONE"}, {"how do I export my contacts", "OTHER"}}},
	{"de", "Kontakte in der App", "## Hinein\n\nKontakte importieren Sie unter Einstellungen, Personen, aus einer Datei bis 5 MB ONE.", "## Heraus\n\nKontakte exportieren Sie unter Einstellungen, Personen, als Datei für jedes andere Programm OTHER.",
		[][2]string{{"wie kann ich Kontakte importieren", "ONE"}, {"Kontakte exportieren", "OTHER"}}},
}

// Where an article tells of both ways, the one that is asked for is quoted; where it tells of the other one alone, a person looks at it.
func TestTheContraryIsNoAnswer(t *testing.T) {
	t.Parallel()
	for _, c := range bothWays {
		for _, q := range c.asked {
			other, wrong := "ONE", c.one
			if q[1] == "ONE" {
				other, wrong = "OTHER", c.other
			}
			article := knowledge.Article{Lang: c.lang, Title: c.title, Name: "Norden Mobil", Questions: []string{q[0]}, Body: c.one + "\n\n" + c.other}
			got := ask(t, reading(t, article), c.lang, q[0])
			if len(got) == 0 || got[0].Beside || !strings.Contains(got[0].Text, q[1]) || strings.Contains(got[0].Text, other) {
				t.Errorf("%s: %q: %+v", c.lang, q[0], got)
			}
			article.Body = wrong
			if got = ask(t, reading(t, article), c.lang, q[0]); len(got) > 0 && !got[0].Beside {
				t.Errorf("%s: %q is answered with the contrary: %q", c.lang, q[0], got[0].Text)
			}
		}
	}
}

// What has both ways in one passage answers either, and what happened to a thing goes no way.
func TestWhatHasBothWaysAnswersEither(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, title, body, asked string }{
		{"en", "Voicemail", "Dial *86# to turn the voicemail on, and *87# to turn it off.", "how do I turn the voicemail off"},
		{"uk", "Роумінг", "Увімкнути роумінг можна командою *86#, вимкнути — командою *87#.", "як вимкнути роумінг"},
		{"uk", "Інтернет без світла", "Якщо відключили світло, увімкніть роутер від павербанка: мережа працює ще чотири години.", "відключили світло, чи буде інтернет"},
		{"de", "Der Alarm", "Den Alarm schalten Sie mit der Taste am Rand ein; noch einmal gedrückt, ist er wieder still.", "wie schalte ich den Alarm ein"},
		{"pl", "Karnet", "Karnet jest wyłącznie dla jednej osoby, do 10 wejść włącznie.", "czy karnet jest dla dwóch osób"},
		{"ru", "Перенос номера", "Номер переносят к нам от любого оператора, и от нас к любому, за три дня.", "как перенести номер к вам"},
	} {
		if got := ask(t, reading(t, knowledge.Article{Lang: c.lang, Title: c.title, Questions: []string{c.asked}, Body: c.body}), c.lang, c.asked); len(got) == 0 || got[0].Beside {
			t.Errorf("%q: %+v", c.asked, got)
		}
	}
}
