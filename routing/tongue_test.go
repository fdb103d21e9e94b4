package routing_test

import (
	"testing"

	"switchboard/assist"
	"switchboard/routing"
)

// Who wishes for another language gets the answer that he had in it; it is an answer to his question, not to the wish.
func TestAWishForAnotherLanguageAnswersTheQuestionInIt(t *testing.T) {
	r := newRig(t, routing.Policy{})
	uk := suggestion("Тримайте кнопку десять секунд.", 0.95, "net")
	uk.Lang, uk.Sources[0].Lang = "uk", "uk"
	r.says("c1", "my router is off")
	r.sent("Hold the button for ten seconds.")
	r.suggest.mu.Lock()
	r.suggest.by = map[string][]assist.Suggestion{"my router is off": {uk}}
	r.suggest.mu.Unlock()
	r.says("c1", "In Ukrainian please")
	r.sent("Hold the button for ten seconds.", "Тримайте кнопку десять секунд.")
	r.suggest.mu.Lock()
	last := r.suggest.was[len(r.suggest.was)-1]
	r.suggest.mu.Unlock()
	if last.Lang != "en" || last.Wishes != "uk" {
		t.Errorf("it was asked in %q and wished for in %q", last.Lang, last.Wishes)
	}
	if n := r.count(`SELECT count(*) FROM suggestions g JOIN messages m ON m.conversation_id = g.conversation_id AND m.seq = g.for_seq WHERE g.lang = 'uk' AND m.text = 'my router is off'`); n != 1 {
		t.Errorf("%d drafts answer the question", n)
	}
	if h := r.head("c1", state(routing.Assistant)); h.Lang != "uk" {
		t.Errorf("it is spoken to in %s", h.Lang)
	}
	r.says("c1", "так, допомогло")
	r.head("c1", state(routing.Closed))
}

// Nothing was asked yet, or what was asked is settled: the assistant goes over to the language and asks what it is about.
func TestAWishForALanguageIsMetBeforeAnythingIsAsked(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "Hi! Sprechen Sie Deutsch?")
	r.sent("Gern, auf Deutsch.")
	if h := r.head("c1", state(routing.Assistant)); h.Lang != "de" || !h.Waiting.IsZero() {
		t.Errorf("it is spoken to in %s and waits since %v", h.Lang, h.Waiting)
	}
	if questions, err := r.RecentQuestions(t.Context(), 10); err != nil || len(questions) != 0 {
		t.Errorf("questions: %v, %v", questions, err)
	}
	r.says("c1", "I want to talk to a human")
	h := r.head("c1", state(routing.Queued))
	r.says("c1", "українською, будь ласка")
	r.head("c1", func(n routing.Head) bool { return n.ID == h.ID && n.State == routing.Queued && n.Lang == "uk" })
}

// The name of a project tells no language: who has wished for one before he chooses is answered in it.
func TestAWishOutlastsTheChoiceOfAProject(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.imported()
	mobile := suggestion("Check the access point.", .95, "net")
	mobile.Or = suggestion("Restart the box.", .9, "shop").Sources
	r.suggest.mu.Lock()
	r.suggest.by["broken"] = []assist.Suggestion{mobile}
	r.suggest.mu.Unlock()
	r.says("c1", "internet is broken today")
	r.sent("Which of these is it about?")
	mobile.Lang = "uk"
	r.suggest.mu.Lock()
	r.suggest.by["broken"] = []assist.Suggestion{mobile}
	r.suggest.mu.Unlock()
	r.says("c1", "можна українською?")
	r.sent("Which of these is it about?", "Про що саме йдеться?")
	r.says("c1", "SHOP")
	r.sent("Which of these is it about?", "Про що саме йдеться?", "Check the access point.\n\nЦе допомогло?")
	if h := r.head("c1", state(routing.Assistant)); h.Lang != "uk" {
		t.Errorf("it is spoken to in %s", h.Lang)
	}
	r.suggest.mu.Lock()
	last := r.suggest.was[len(r.suggest.was)-1]
	r.suggest.mu.Unlock()
	if last.Wishes != "uk" || last.Lang != "en" {
		t.Errorf("asked in %q, wished for %q", last.Lang, last.Wishes)
	}
}

// The question may begin with a no: the wish is no word on its answer. Who goes on in the language of his question is answered in the
// one that he has wished for, till he writes that or another.
func TestAWishHoldsAndIsNoWordOnTheAnswer(t *testing.T) {
	r := newRig(t, routing.Policy{})
	uk := func(text string) assist.Suggestion {
		s := suggestion(text, 0.95, "net")
		s.Lang, s.Sources[0].Lang = "uk", "uk"
		return s
	}
	by := func(words string, s assist.Suggestion) {
		r.suggest.mu.Lock()
		r.suggest.by[words] = []assist.Suggestion{s}
		r.suggest.mu.Unlock()
	}
	by("No internet", suggestion("Restart the box.", 0.95, "net"))
	r.says("c1", "No internet since morning")
	r.sent("Restart the box.")
	by("No internet", uk("Перезапустіть коробку."))
	by("how much", uk("Гіга коштує 390 грн."))
	r.says("c1", "Can you write in Ukrainian?")
	r.sent("Restart the box.", "Перезапустіть коробку.")
	if n := r.count(`SELECT count(*) FROM suggestions WHERE helped IS NOT NULL`); n != 0 {
		t.Errorf("%d answers were judged", n)
	}
	r.says("c1", "And how much does the Giga tariff cost a month?")
	r.sent("Restart the box.", "Перезапустіть коробку.", "Гіга коштує 390 грн.")
	r.suggest.mu.Lock()
	last := r.suggest.was[len(r.suggest.was)-1]
	r.suggest.mu.Unlock()
	if last.Lang != "en" || last.Wishes != "uk" {
		t.Errorf("asked in %q, wished for %q", last.Lang, last.Wishes)
	}
	r.says("c1", "Wie lange dauert die Lieferung nach München?")
	r.head("c1", state(routing.Queued))
	r.suggest.mu.Lock()
	defer r.suggest.mu.Unlock()
	if last = r.suggest.was[len(r.suggest.was)-1]; last.Lang != "de" || last.Wishes != "" {
		t.Errorf("asked in %q, wished for %q", last.Lang, last.Wishes)
	}
}

// Who says that it helped and wishes for a person gets one.
func TestAWishForAPersonComesBeforeAYes(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "my router is off")
	r.sent("Hold the button for ten seconds.")
	r.says("c1", "Yes it helped, now connect me to an operator")
	if h := r.head("c1", state(routing.Queued)); h.Reason != "the customer asked for a person" {
		t.Errorf("queued because %q", h.Reason)
	}
}
