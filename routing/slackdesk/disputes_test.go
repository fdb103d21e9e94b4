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
	r.ok(r.olha.Submit(map[string]any{"text": "Shipping to Poland costs 7 €.", "despite": "prices rise today"}))
	r.sent("Shipping to Poland costs 7 €.")
	r.reply(card, "prices rise today")
}
