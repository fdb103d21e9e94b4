package assist_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"switchboard/assist"
)

// A long talk's summary has its several matters, and what we promised in it.
func TestALongTalkKeepsItsMatters(t *testing.T) {
	t.Parallel()
	talk := func(lines ...string) (d assist.Dialogue) {
		for _, l := range lines {
			text, ours := strings.CutPrefix(l, "us: ")
			by := ""
			if ours {
				by = "operator"
			}
			d.Turns = append(d.Turns, assist.Turn{Customer: !ours, By: by, Text: text})
		}
		return d
	}
	for name, d := range map[string]assist.Dialogue{
		"en": talk("Hello", "us: Hello! What can I do for you?", "I need to talk to someone about my internet", "us: Of course.", "It drops every evening since Monday, error E-104 on the router", "us: I see.", "What can be done about the drops?", "us: I have measured the line, there is a fault in the cable.",
			"I restarted it twice", "us: Thank you.", "And you charged me 700 for TV that I never ordered, it should be 350", "us: Sorry about that.", "When do I get the money back?", "us: We will refund 350 UAH within five days.", "ok", "us: Anything else?", "When does the technician come?", "us: The technician comes on Friday 4 December between 10 and 12.",
			"The bell is broken, the technician should ring at the gate, please", "us: Noted."),
		"ru": talk("Здравствуйте", "us: Здравствуйте! Чем помочь?", "Интернет каждый вечер обрывается с понедельника, ошибка E-104", "us: Понятно.", "Что можно сделать с обрывами?", "us: Я проверил линию, повреждён кабель.", "Ещё вы списали 700 за ТВ, а должно быть 350", "us: Извините.", "Когда вернут деньги?", "us: Вернём вам 350 грн в течение пяти дней.",
			"Когда придёт мастер?", "us: Мастер приедет в пятницу 4 декабря с 10 до 12.", "Звонок сломан, пусть мастер позвонит у ворот", "us: Записал."),
	} {
		got := assist.Summary(d)
		for _, want := range map[string][]string{
			"en": {"every evening", "charged me 700", "refund 350 UAH", "Friday 4 December between 10 and 12", "ring at the gate"},
			"ru": {"вечер", "списали 700", "350 грн", "4 декабря с 10 до 12", "у ворот"},
		}[name] {
			if !strings.Contains(got, want) {
				t.Errorf("%s lacks %q:\n%s", name, want, got)
			}
		}
		if strings.Contains(got, "Noted") || strings.Contains(got, "Записал") || utf8.RuneCountInString(got) > 1200 {
			t.Errorf("%s, %d long:\n%s", name, utf8.RuneCountInString(got), got)
		}
	}
}
