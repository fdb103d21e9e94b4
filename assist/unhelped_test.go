package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

// ended are the endings that speak of a conversation whose customer answered our last words, and its summary.
func ended(by, ours, theirs string) (ends []string, summary string) {
	d := assist.Dialogue{Turns: []assist.Turn{
		{Customer: true, Text: "My internet is slow since Monday, what can I do?"},
		{Text: "Please restart the router and wait two minutes.", By: "operator"},
		{Customer: true, Text: "I have restarted the router and waited."},
		{Text: ours, By: by},
		{Customer: true, Text: theirs},
	}}
	for _, e := range assist.Endings(d) {
		ends = append(ends, e.Key)
	}
	return ends, assist.Summary(d)
}

// "No" answers what was asked: only to "did that help?" it says that something did not.
func TestANoAnswersWhatWasAsked(t *testing.T) {
	t.Parallel()
	const unhelped = "The customer says that it did not help"
	for _, c := range []struct {
		want, by string
		ours     []string
		theirs   []string
	}{
		{"thanked", "operator",
			[]string{"Anything else?", "Is there anything else I can help you with?", "Can I help you with anything else?", "Чи можу ще чимось допомогти?", "Могу ли я ещё чем-то помочь?", "Kann ich Ihnen sonst noch helfen?", "Czy mogę w czymś jeszcze pomóc?", "Shall I send you a technician?"},
			[]string{"No, thanks", "No thanks", "no that's all, thanks for your help", "No, thank you, everything works now", "No. That is all, thank you!", "No, nothing else", "Nope, all good", "Ні, дякую", "Ні, це все, дякую", "ні, дякую, все працює", "ні, більше нічого", "Нет, спасибо", "Нет, это всё, спасибо", "нет, спасибо, всё работает",
				"Nein, danke", "Nein, danke, das war alles", "Nein danke, jetzt funktioniert alles", "Nie, dziękuję", "Nie, dziękuję, to wszystko", "nie, dzięki, już działa"}},
		{"", "operator",
			[]string{"Is the light blinking?", "Have you changed the cable?", "Блимає лампочка?", "Мигает лампочка?", "Blinkt die Lampe?", "Czy lampka miga?"},
			[]string{"No", "no", "nope", "Ні", "Нет", "Nein", "Nie", "No, it is red", "Ні, вона червона", "Нет, она красная", "Nein, die Lampe ist rot", "Nie, jest czerwona"}},
		{"did not help", "operator",
			[]string{"Did that help?", "Is it working now?", "Does the internet work now?", "Is the problem solved?", "Чи допомогло?", "Зараз працює?", "Помогло?", "Теперь работает?", "Hat das geholfen?", "Funktioniert es jetzt?", "Czy to pomogło?", "Teraz działa?"},
			[]string{"No", "nope", "Ні", "Нет", "Nein", "Nie", "No, it is still slow", "Ні, так само", "Нет, то же самое", "Nein, immer noch langsam", "Nie, tak samo", "No, it does not work"}},
		{"did not help", "assistant", []string{"Put the router on the table and wait for a minute."}, []string{"No", "Ні", "Нет", "Nein", "Nie", "no, thanks"}},
		{"did not help", "operator", []string{"Anything else?", "Is the light blinking?"}, []string{"No, it did not help", "No, it still doesn't work", "Ні, не допомогло", "Нет, не помогло", "Нет, всё ещё не работает", "Nein, es hat nicht geholfen", "Nein, geht immer noch nicht", "Nie, nie pomogło", "Nie, nadal nie działa", "не допомогло"}},
	} {
		for i, ours := range c.ours {
			for j, theirs := range c.theirs {
				if i > 0 && j > 2 {
					continue
				}
				ends, summary := ended(c.by, ours, theirs)
				got := strings.Join(ends, " ")
				if c.want == "" && (strings.Contains(got, "did not help") || strings.Contains(got, "thanked")) || c.want != "" && !strings.HasPrefix(got, c.want) {
					t.Errorf("%q, %q: %q, want %q", ours, theirs, got, c.want)
				}
				if strings.Contains(summary, unhelped) != (c.want == "did not help") {
					t.Errorf("%q, %q: %s", ours, theirs, summary)
				}
				if c.want == "thanked" && !strings.Contains(summary, "Open: nothing: the customer thanks") {
					t.Errorf("%q, %q: %s", ours, theirs, summary)
				}
			}
		}
	}
}
