package routing_test

import (
	"slices"
	"testing"

	"switchboard/channels"
	"switchboard/routing"
)

// Drafts in a language that the customer does not write are better in one that he has chosen, or has written before.
func TestTheAssistantKnowsWhichLanguagesACustomerReads(t *testing.T) {
	r := newRig(t, routing.Policy{ReopenIn: 1})
	r.receive(channels.Inbound{Account: "chat", ID: "l1", From: "c1", Lang: "pl", Text: "Доброго дня, підкажіть, скільки коштує доставка до Львова"})
	h := r.head("c1", state(routing.Queued))
	if err := r.CloseConversation(t.Context(), r.op, h.ID, routing.Closing{Disposition: "informed"}); err != nil {
		t.Fatal(err)
	}
	r.receive(channels.Inbound{Account: "chat", ID: "l2", From: "c1", Lang: "pl", Text: "Wie lange dauert die Lieferung nach München?"})
	r.head("c1", func(n routing.Head) bool { return n.ID != h.ID && n.State == routing.Queued })
	r.suggest.mu.Lock()
	defer r.suggest.mu.Unlock()
	last := r.suggest.was[len(r.suggest.was)-1]
	if last.Lang != "de" || !slices.Equal(last.Langs, []string{"pl", "uk"}) {
		t.Errorf("he writes %s and reads %q", last.Lang, last.Langs)
	}
}
