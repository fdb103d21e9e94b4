package assist_test

import (
	"testing"

	"switchboard/assist"
)

// A question that stands by itself is told from one that goes on with what was asked, and from what only tells something.
func TestWhatIsAskedFurtherStandsByItself(t *testing.T) {
	t.Parallel()
	for lang, texts := range map[string]map[bool][]string{
		"en": {true: {"ok then which buses have bike racks", "Are dogs allowed on the ferry", "hello, how do I reset my router?", "is there a discount for students"},
			false: {"and on sunday?", "how much is it", "and what about big dogs on the ferry?", "the ticket is number 4711", "thanks", "ok", "how long does it take by bus", "what about the ferry to Inchgair?"}},
		"uk": {true: {"тоді підкажіть, як заморозити курс", "чи є парковка біля школи", "є парковка біля школи"}, false: {"а в неділю працюєте?", "скільки це коштує у львові", "номер квитка 4711", "дякую", "добре, а для дітей знижка є?"}},
		"ru": {true: {"тогда подскажите, как заморозить курс", "есть ли парковка возле школы"}, false: {"а в воскресенье работаете?", "сколько это стоит во львове", "номер билета 4711", "спасибо"}},
		"de": {true: {"wie kann ich einen Kurs stornieren", "gibt es Rabatt für Studenten", "Sind Hunde an Bord erlaubt"}, false: {"und sonntags im Sommer?", "was kostet das in Berlin", "die Nummer des Tickets ist 4711", "danke"}},
		"pl": {true: {"gdzie jest parking przy szkole", "są zniżki dla studentów", "czy mogę zawiesić kurs"}, false: {"a w niedzielę pracujecie?", "ile to kosztuje we Lwowie", "numer biletu 4711", "dziękuję"}},
	} {
		for want, list := range texts {
			for _, text := range list {
				if assist.AsksFurther(text, lang) != want {
					t.Errorf("%s: %q: %v", lang, text, !want)
				}
			}
		}
	}
}
