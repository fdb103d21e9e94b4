package slackdesk_test

import (
	"strings"
	"testing"

	"switchboard/routing"
)

func TestTheCardSumsUpAndKnowsTheLastTime(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "do you sell <!channel> *green* lamps?")
	card := r.card("c1", "*Asks* do you sell &lt;!channel&gt;")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	if _, err := r.router.Reply(t.Context(), r.op, 1, routing.Reply{Text: "Yes, from March on."}); err != nil {
		t.Fatal(err)
	}
	r.card("c1", "*Answered* by an operator: “Yes, from March on.”")
	r.ok(r.olha.Press(card.Channel, card.TS, "Close"))
	if text, _ := r.slack.Modal(r.olha); !has(text, "Proposed: *informed*", "we answered, and the customer asked no more") {
		t.Errorf("modal: %s", text)
	}
	r.ok(r.olha.Submit(nil)) // confirmed as it is proposed
	r.card("c1", "closed: informed", "*Asks* do you sell")
	if _, err := r.pool.Exec(t.Context(), `UPDATE conversations SET closed_at = now() - interval '3 days'`); err != nil {
		t.Fatal(err)
	}
	r.says("c1", "the lamp has not come, write to maria@home.example, this is unacceptable")
	again := r.card("c1", "in the queue", "*Last time*", "informed: do you sell", "*Mood* upset")
	if strings.Contains(again.Shown()+again.Text, "maria@home") {
		t.Errorf("an address is shown: %s", again.Shown())
	}
}

func TestFactsAreAcceptedInTheThread(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{replicas: 2})
	r.says("c1", "nobody knows: my contract number is AB-55017, *call* me on +380 67 123 45 67")
	card := r.card("c1")
	offer := r.reply(card, "New about the customer", "*contract*  AB-55017", "*telephone*  •••• 67", "*call* me on •••• 67")
	if strings.Contains(offer.Shown()+offer.Text, "123 45") {
		t.Errorf("a number is shown: %s", offer.Shown())
	}
	stranger := r.slack.User("Guest", "guest@elsewhere.example")
	r.ok(stranger.PressOn(offer, "Add it"))
	r.whispered(stranger, "Only operators may do this")
	r.ok(r.olha.PressOn(offer, "Add it")) // the first: the telephone
	r.until("the number on the card", func() bool {
		s, err := r.router.Subscriber(t.Context(), r.op, 1)
		return err == nil && s.Fields["telephone"] == "+380 67 123 45 67" && s.Fields["contract"] == ""
	})
	r.reply(card, "taken into the card from the customer’s words by Olha: telephone")
	r.ok(r.olha.PressOn(offer, "Add it")) // an old press of what was decided
	r.whispered(r.olha, "decided on this already")
	r.until("one fact is left", func() bool { return !has(r.reply(card, "*contract*").Shown(), "*telephone*") })
	r.ok(r.olha.Press(card.Channel, offer.TS, "No"))
	r.reply(card, "~New about the customer~ decided")
	r.says("c1", "as I said, contract number AB-55017. And my name is Maria Kovalenko")
	r.reply(card, "New about the customer", "*name*  Maria Kovalenko  (instead of Maria c1)")
	r.says("c1", "I have a TP-Link Archer C6 and my address is 5 Oak Street, Riverton")
	r.ok(r.olha.PressOn(r.reply(card, "New about the customer", "*device*"), "Add all 2"))
	r.until("both on the card", func() bool {
		s, err := r.router.Subscriber(t.Context(), r.op, 1)
		return err == nil && s.Fields["device"] == "TP-Link Archer C6" && s.Fields["address"] == "5 Oak Street, Riverton"
	})
	r.slack.Settle()
	for _, m := range r.slack.Thread(card.Channel, card.TS) {
		if has(m.Shown(), "*contract*") {
			t.Errorf("what was rejected is offered again: %s", m.Shown())
		}
	}
}

// TestWhatIsNotedOnClosingStandsInTheThread for colleagues.
func TestWhatIsNotedOnClosingStandsInTheThread(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "my router is dead")
	card := r.card("c1")
	err := r.router.CloseConversation(t.Context(), r.op, 1, routing.Closing{Disposition: "solved", Comment: "He had the *old* box.", Wish: "a longer warranty"})
	if err != nil {
		t.Fatal(err)
	}
	r.reply(card, "closed by Olha: solved · He had the ∗old∗ box. · The customer wishes: a longer warranty")
}
