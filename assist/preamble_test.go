package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

func TestWhatOnlySaysThatAQuestionFollowsAsksNothing(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"i have a problem": true, "Hi! I have a quick question.": true, "can you help me please?": true, "help": true, "I need help": true,
		"Hello, I have two questions": true, "Підкажіть, будь ласка": true, "Добрий день, маю питання": true, "у мене проблема": true,
		"у меня вопрос": true, "Помогите пожалуйста": true, "Ich habe eine Frage": true, "Können Sie mir helfen?": true, "mam pytanie": true, "Czy możecie mi pomóc?": true,
		"new question": true, "Thanks! One more question": true, "дякую, ще одне питання": true, "And one more thing": true, "another thing": true, "ще одне питання": true, "і ще є питання": true, "ещё вопрос": true, "und noch eine Frage": true, "jeszcze jedno pytanie": true,
		"Witam, mam pytanie": true, "Dzien dobry mam pytanie": true, "Cześć, mam pytanko": true, "Szanowni Państwo, mam pytanie": true, "czy moge o cos zapytac?": true,
		"hallo ich hab mal eine frage": true, "Moin, ich hätte da mal ne Frage": true, "moin ich haette da mal ne frage": true, "Grüß Gott, ich habe eine Frage": true, "Hi, kurze Frage": true, "sehr geehrte damen und herren, ich habe eine frage": true,
		"Guten Tag zusammen, ich hab ne kurze Frage": true, "Servus, könnt ihr mir weiterhelfen?": true, "hey quick question": true, "heya, got a question for you": true, "good morning everyone, I was wondering if you could help me": true,
		"маю питаннячко": true, "є питання": true, "Добрий вечір! Маю до вас питання": true, "вітання, в мене таке питання": true, "есть вопросик": true, "Приветствую! можно вопрос?": true, "доброго времени суток, есть вопрос": true,
		"mam pytanie o fakturę": false, "Witam, mam pytanie czy wynajmujecie kampery": false, "ich hab mal eine frage zum sprinter": false, "kurze Frage: habt ihr auch Wohnmobile?": false, "quick question about my invoice": false, "another one": false,
		"є питання по тарифу": false, "есть вопросик по доставке": false, "Guten Tag zusammen": false,
		"Thanks, no questions": false, "no help": false, "I still have a problem": false,
		"one more router": false, "ще один роутер": false, "i have a problem with my tv": false, "help me cancel my order": false, "Підкажіть, скільки коштує eSIM": false, "I have a problem. The router is red.": false,
		"Hello": false, "": false, "mam problem z internetem": false, "can you help me with the invoice?": false, "есть доставка": false,
	} {
		if got := assist.Preamble(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
		if s := assist.Summary(talk(text, "how much is an eSIM?")); want && !strings.Contains(s, "Asks: how much is an eSIM?\n") {
			t.Errorf("%q: %s", text, s)
		}
	}
}
