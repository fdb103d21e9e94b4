package assist_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"switchboard/assist"
)

func TestMostOfWhatCallersSayWantsNoAnswer(t *testing.T) {
	t.Parallel()
	for want, list := range map[assist.Wants][]string{
		assist.WantsNothing: {
			"", "[noise]", "hi", "yes", "mm hmm", "hi my name is mary smith", "My name is Patricia Brown.", "no that was going to be it", "no that's all thank you", "okay got it",
			"one moment please", "Hold on, let me get my glasses.", "okay i'll write that down", "can you hear me now", "are you still there", "okay bye", "have a great day", "you too bye",
			"I am still here", "okay one moment i am looking for my contract", "i'm looking for my card", "my phone number is 067 123 45 67", "so", "yeah yeah", "could you repeat that please",
			"Хвилинку, зараз подивлюся.", "Так, дякую.", "Мене звати Олена", "Ні, це все.", "Алло", "Минутку, сейчас запишу", "Einen Moment bitte", "Nein, das war alles.", "Chwileczkę", "to wszystko dziękuję",
		},
		assist.Tells: {"we moved to another flat last spring", "My daughter studies in Lviv and comes home at weekends"},
		assist.Asks: {
			"i lost my debit card", "can you send me a new one", "do they take dogs", "what about parking", "my internet has not worked since yesterday", "I would like to change my plan", "The app shows error 507.",
			"uh great and could you check if they have wifi", "let me know how much it costs", "this is my third call and the router is still broken", "I need a human", "Is that all that is in the box?",
			"Скільки коштує доставка", "інтернет не працює", "Мене звати Олена, у мене не працює роутер", "Как вернуть заказ", "Was kostet der Versand", "mein Router ist kaputt", "Ile kosztuje wysyłka", "Nie działa mi internet",
		},
	} {
		for _, text := range list {
			if got := assist.Wanting(text); got != want {
				t.Errorf("%q: %d, want %d", text, got, want)
			}
		}
	}
}

// TestWhatCallersAskedIsHeardAsAQuestion looks at recognised questions of real calls: one that is taken for talk costs a draft.
func TestWhatCallersAskedIsHeardAsAQuestion(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../../shared/data/calls-dstc10/queries.jsonl")
	if err != nil {
		t.Skip("the data are not here")
	}
	n, missed := 0, 0
	for line := range strings.Lines(string(b)) {
		var q struct{ Text string }
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		n++
		switch assist.Wanting(q.Text) {
		case assist.WantsNothing:
			t.Errorf("taken for talk: %s", q.Text)
		case assist.Tells:
			missed++
		}
	}
	if missed*20 > n {
		t.Errorf("%d of %d questions are not heard as such", missed, n)
	}
}

func TestASummaryOfACallSaysWhatWasAskedAndNoTalk(t *testing.T) {
	t.Parallel()
	d := assist.Dialogue{Call: true, Lang: "en"}
	for i, text := range []string{"hi my name is mary smith", "do you have parking at the office", "one moment i'm looking for my card", "i lost my debit card ending 4417", "yes", "can you send me a new one", "okay i'll write that down"} {
		d.Turns = append(d.Turns, assist.Turn{Customer: true, Text: text, Seq: int64(2 * i)}, assist.Turn{Text: "uh huh", By: "operator", Seq: int64(2*i + 1)})
	}
	got := assist.Summary(d)
	if want := "Asks: I lost my debit card ending 4417. Can you send me a new one?\nNumbers: 4417\nAsked before: do you have parking at the office"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	d.Turns = d.Turns[:2]
	if got := assist.Summary(d); !strings.HasPrefix(got, "Asks: my name is mary smith") {
		t.Errorf("before anything was asked: %s", got)
	}
	written := assist.Summary(assist.Dialogue{Lang: "en", Turns: []assist.Turn{{Customer: true, Text: "my router is dead"}, {Customer: true, Text: "what shall I do"}}})
	if !strings.HasPrefix(written, "Asks: my router is dead. what shall I do\n") {
		t.Errorf("in writing: %s", written)
	}
}
