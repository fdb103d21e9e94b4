package assist_test

import (
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
)

// What an article says of some days that have gone by is not how it is now. Until then, and for who asks how it was, it is what answers.
func TestWhatIsOverIsNotHowItIsNow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, title, known, body, now, then string }{
		{"en", "Ice rink shut 4–20 May", "is the ice rink shut", "From 4 to 20 May 2026 the ice rink is shut while the cooling is renewed. The cafe is open as usual.", "is the ice rink shut now", "was the ice rink shut in may"},
		{"uk", "Каток зачинено 4–20 травня", "чи зачинений каток", "З 4 до 20 травня 2026 року каток зачинено: міняємо охолодження. Кав'ярня працює як завжди.", "каток зараз зачинений?", "чи був зачинений каток у травні"},
		{"ru", "Каток закрыт 4–20 мая", "закрыт ли каток", "С 4 по 20 мая 2026 года каток закрыт: меняем охлаждение. Кафе работает как обычно.", "каток сейчас закрыт?", "был ли закрыт каток в мае"},
		{"pl", "Lodowisko zamknięte 4–20 maja", "czy lodowisko jest zamknięte", "Od 4 do 20 maja 2026 lodowisko jest zamknięte: wymieniamy chłodzenie. Kawiarnia działa jak zwykle.", "czy lodowisko jest teraz zamknięte", ""},
		{"de", "Eisbahn vom 4. bis 20. Mai geschlossen", "ist die Eisbahn geschlossen", "Vom 4. bis 20. Mai 2026 ist die Eisbahn geschlossen: die Kühlung wird erneuert. Das Café ist offen wie immer.", "ist die Eisbahn jetzt geschlossen", "war die Eisbahn im Mai geschlossen"},
	} {
		a := sole(t, knowledge.Article{Lang: c.lang, Title: c.title, Body: c.body, Questions: []string{c.known}})
		for _, asked := range []struct {
			text  string
			on    time.Time
			alone bool
		}{
			{c.known, time.Date(2026, 5, 10, 12, 0, 0, 0, time.UTC), true},
			{c.known, time.Date(2026, 5, 20, 23, 0, 0, 0, time.UTC), true},
			{c.known, time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC), true},
			{c.now, time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC), false},
			{c.known, time.Date(2027, 5, 10, 12, 0, 0, 0, time.UTC), false},
			{c.then, time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC), true},
		} {
			if asked.text == "" { // a form of the verb that is another word there
				continue
			}
			got, err := a.Suggest(t.Context(), assist.Dialogue{Lang: c.lang, At: asked.on, Turns: []assist.Turn{{Customer: true, Text: asked.text}}})
			if err != nil || alone(got) != asked.alone {
				t.Errorf("%q on %s: %v %s", asked.text, asked.on.Format(time.DateOnly), err, describe(got))
			}
		}
	}
}
