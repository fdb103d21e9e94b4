package slackdesk_test

import "testing"

func TestWhatTheKnowledgeBaseContradictsTakesAReason(t *testing.T) {
	r := newRig(t, config{})
	r.says("c1", "What is shipping to Poland?")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	r.ok(r.olha.Press(card.Channel, card.TS, "Reply"))
	for range 2 { // without a reason, and again
		r.ok(r.olha.Submit(map[string]any{"text": "Shipping to Poland costs 7 €."}))
		if text, _ := r.slack.Modal(r.olha); !has(text, "says otherwise", "7 €", "Shipping to Poland costs 5 €.", "Shipping &amp; returns", "Why it is right") {
			t.Fatalf("the modal: %s", text)
		}
	}
	if sent := r.out.byOperators(); len(sent) != 0 {
		t.Fatalf("sent without a reason: %q", sent)
	}
	r.ok(r.olha.Submit(map[string]any{"text": "Shipping to Poland costs 8 €.", "despite": "prices rise today"})) // a reason for another price
	if text, _ := r.slack.Modal(r.olha); !has(text, "says otherwise", "8 €") {
		t.Fatalf("the modal: %s", text)
	}
	r.ok(r.olha.Submit(map[string]any{"text": "Shipping to Poland costs 8 €.", "despite": "prices rise today"}))
	r.sent("Shipping to Poland costs 8 €.")
	r.reply(card, "prices rise today")
}

func TestWhatAProjectsCardContradictsLinksTheCard(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "What is gift wrapping?")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	r.ok(r.olha.Press(card.Channel, card.TS, "Reply"))
	r.ok(r.olha.Submit(map[string]any{"text": "The gift wrapping costs 4 €. A pallet to Poland costs 80 €."}))
	if text, _ := r.slack.Modal(r.olha); !has(text, "The gift wrapping costs 3 €.", "/knowledge/p/shop|Shop · Project card>", "/knowledge/a/7|Pallets>") {
		t.Errorf("the modal: %s", text)
	}
}

func TestLiveModeSaysHowADisputedLineGoesOutAllTheSame(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "What is shipping to Poland?")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	r.ok(r.olha.Press(card.Channel, card.TS, "More …"))
	r.ok(r.olha.PressModal("Live mode on"))
	told := func(words ...string) {
		t.Helper()
		r.until("Olha is told "+words[0], func() bool {
			for _, m := range r.slack.Whispers(r.olha) {
				if has(m.Shown(), words...) {
					return true
				}
			}
			return false
		})
	}
	ts := r.olha.Say(card.Channel, card.TS, "Shipping to Poland costs 7 €.")
	told("was not sent to the customer", "7 €", "press Reply on the card", "asks for the reason")
	r.olha.Edit(card.Channel, ts, "Shipping to Poland costs 5 €.") // corrected where it was typed
	r.sent("Shipping to Poland costs 5 €.")
	r.olha.Edit(card.Channel, ts, "Shipping to Poland costs 9 €.")
	told("still sees the old message", "9 €", "press Change below the message", "asks for the reason")
	r.slack.Settle()
	if all := r.out.all(); len(all) == 0 || all[len(all)-1] != "Shipping to Poland costs 5 €." {
		t.Errorf("sent %q", all)
	}
}
