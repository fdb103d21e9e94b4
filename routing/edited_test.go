package routing_test

import (
	"fmt"
	"testing"

	"switchboard/assist"
	"switchboard/routing"
)

// TestWhatHasNothingOfTheDraftIsNoEditOfIt: the customer gets no source with it, nothing is learned for the draft's article, and the
// draft was passed over. What is still a wording of it, however short or changed, is an edit.
func TestWhatHasNothingOfTheDraftIsNoEditOfIt(t *testing.T) {
	r := newRig(t, routing.Policy{})
	_, lamps, _ := r.shelf()
	const draft = "A lamp of the Lumen series may be returned within 14 days of the delivery, with its receipt and in the box that it came in. The money comes back to the same card within a week. A courier fetches lamps that are larger than two metres."
	r.suggest.mu.Lock()
	r.suggest.by["green lamp"] = []assist.Suggestion{{Text: draft, Lang: "en", Score: 0.5, Public: true, Sources: []assist.Source{{
		Article: lamps, Version: 1, Key: "lamps", Project: "net", Name: "Net", Title: "Lamps", Link: "https://help.example/lamps", Lang: "en", Passage: returned}}}}
	r.suggest.mu.Unlock()
	for i, c := range []struct {
		text string
		edit bool
	}{
		{"Could you tell me your contract number please?", false},
		{"The Lumen R3 is UAH 70 a month to rent.", false},
		{"Yes.", false},
		{"Please come along, our shop is open until nine in the evening.", false},
		{draft, true},
		{"Within 14 days.", true},
		{"A courier fetches lamps that are larger than two metres.", true},
		{"Good morning! Of course you can: " + draft, true},
		{"The box that it came in and its receipt, and within 14 days: then the lamp may be returned, the money is on your card in a week.", true},
		{"Лампу можна повернути протягом 14 днів, якщо зберігся чек. Гроші повернемо за тиждень.", true},
	} {
		from := fmt.Sprint("c", i)
		r.says(from, "Can I bring a green lamp back to you?")
		h := r.head(from, state(routing.Queued))
		drafts, err := r.Drafts(t.Context(), r.op, h.ID)
		if err != nil || len(drafts) != 1 {
			t.Fatalf("drafts %+v, %v", drafts, err)
		}
		if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: c.text, Draft: drafts[0].ID}); err != nil {
			t.Fatal(err)
		}
		want := map[bool]int{true: 1}[c.edit]
		if err := r.Release(t.Context(), r.op, h.ID, ""); err != nil {
			t.Fatal(err)
		}
		if n := r.count(`SELECT count(*) FROM messages WHERE conversation_id = $1 AND author = 'operator' AND sources::text LIKE '%lamps%'`, h.ID); n != want {
			t.Errorf("%q has %d sources", c.text, n)
		}
		if n := r.count(`SELECT count(*) FROM suggestions WHERE conversation_id = $1 AND state IN ('sent', 'edited')`, h.ID); n != want {
			t.Errorf("%q: %d drafts were used", c.text, n)
		}
		if n := r.count(`SELECT count(*) FROM suggestions WHERE conversation_id = $1 AND state = 'ignored' AND message_id IS NULL`, h.ID); n != 1-want {
			t.Errorf("%q: %d drafts were passed over", c.text, n)
		}
	}
	list, err := r.Lessons(t.Context(), 20)
	if err != nil || len(list) != 6 {
		t.Errorf("%d lessons: %+v, %v", len(list), list, err)
	}
}
