package routing_test

import (
	"slices"
	"testing"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/knowledge"
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

// Words that may be in either of two languages are in the one that the customer is known to write: he is not answered in the other.
func TestWhoseLanguageIsKnownIsNotAnsweredInARelatedOne(t *testing.T) {
	r := newRig(t, routing.Policy{})
	uk := suggestion("Доставка до дому безкоштовна.", 0.95, "net")
	uk.Lang, uk.Sources[0].Lang = "uk", "uk"
	r.suggest.by = map[string][]assist.Suggestion{"доставка": {uk}}
	const text = "доставка до дому"
	if _, sure := knowledge.Language(text, "ru"); sure {
		t.Fatalf("%q tells its language", text)
	}
	r.receive(channels.Inbound{Account: "chat", ID: "l1", From: "c1", Lang: "ru", Text: text})
	if h := r.head("c1", state(routing.Queued)); h.Reason != "the article that answers this is in another language" {
		t.Errorf("queued because %q", h.Reason)
	}
}

// Few words of one language alone are answered in it, whatever the conversation was in.
func TestFewWordsOfOneLanguageAloneAreAnsweredInIt(t *testing.T) {
	r := newRig(t, routing.Policy{})
	for text, want := range map[string]string{"есть ли парковка": "ru", "де вас знайти": "uk", "wo parken": "de", "co dalej": "pl", "any discounts": "en"} {
		for _, prior := range []string{"en", "uk", "ru", "de", "pl"} {
			r.receive(channels.Inbound{Account: "chat", ID: text + prior, From: text + prior, Lang: prior, Text: text})
		}
		for _, prior := range []string{"en", "uk", "ru", "de", "pl"} {
			if h := r.head(text+prior, state(routing.Queued)); h.Lang != want {
				t.Errorf("%q after %s is spoken to in %s", text, prior, h.Lang)
			}
		}
	}
}

// A browser's language says nothing of who writes other letters: he is spoken to in a language of those.
func TestWhoWritesOtherLettersThanHisBrowserIsSpokenToInThem(t *testing.T) {
	r := newRig(t, routing.Policy{})
	for from, text := range map[string]string{"c1": "ціна доставки", "c2": "вернуть билет", "c3": "eSIM"} {
		lang := "en"
		if from == "c3" {
			lang = "uk"
		}
		r.receive(channels.Inbound{Account: "chat", ID: from, From: from, Lang: lang, Text: text})
	}
	for from, want := range map[string]string{"c1": "uk", "c2": "ru", "c3": "uk"} {
		if h := r.head(from, state(routing.Queued)); h.Lang != want {
			t.Errorf("%s is spoken to in %s", from, h.Lang)
		}
	}
}
