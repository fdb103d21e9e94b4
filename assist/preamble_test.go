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
