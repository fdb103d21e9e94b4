package assist_test

import (
	"testing"

	"switchboard/assist"
)

func TestAMessageAsksAnewOrBelongsToTheOneBefore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, before, text string
		anew               bool
	}{
		{"en", "How much is a crown?", "and do you take cards?", true},
		{"en", "How much is a crown?", "also my booking for Friday — can I move it?", true},
		{"en", "How much is a crown?", "do u have parking", true},
		{"en", "How much is a crown?", "how much is delivery", true},
		{"en", "How much is a crown?", "Sorry, another question: is there parking?", true},
		{"en", "How much is a crown?", "I also want to change my address", true},
		{"en", "how do I turn it on", "do you take cards?", true},
		{"en", "How much is a crown?", "from what age can kids ski", true},
		{"en", "Can I come at five?", "at what time then?", false},
		{"uk", "Скільки коштує коронка?", "а картою можна заплатити?", true},
		{"uk", "Скільки коштує коронка?", "і ще одне питання, ви працюєте в суботу?", true},
		{"ru", "Сколько стоит коронка?", "а в субботу вы работаете?", true},
		{"de", "Was kostet eine Krone?", "und kann man mit Karte zahlen?", true},
		{"pl", "Ile kosztuje korona?", "a czy można płacić kartą?", true},
		{"en", "How much is a crown?", "ok", false},
		{"en", "How much is a crown?", "???", false},
		{"en", "How much is a crown?", "hello? anybody there?", false},
		{"en", "How much is a crown?", "thanks", false},
		{"en", "Can I come at five?", "I mean on Friday", false},
		{"en", "Can I come at five?", "sorry, at six?", false},
		{"en", "Can I come at five?", "on Friday?", false},
		{"en", "How much is a crown?", "and for two?", false},
		{"en", "How much is a crown?", "how long does it take?", false},
		{"en", "How much is", "a zirconia crown?", false},
		{"en", "can I pay with", "american express or apple pay?", false},
		{"en", "My order has not come", "order number 5512, Ann Arden", false},
		{"uk", "Скільки коштує коронка?", "а за дві?", false},
		{"uk", "Чи можна прийти о п'ятій?", "тобто в п'ятницю", false},
		{"ru", "Сколько стоит коронка?", "ау", false},
		{"de", "Was kostet eine Krone?", "ich meine aus Keramik", false},
		{"pl", "Ile kosztuje korona?", "to znaczy cyrkonowa", false},
	} {
		if got := assist.AsksAnew(c.text, c.before, c.lang); got != c.anew {
			t.Errorf("behind %q %q asks anew: %v", c.before, c.text, got)
		}
	}
}
