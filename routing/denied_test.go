package routing_test

import (
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/routing"
)

// TestWhoSaysThatAnAnswerDidNotHelpAsksNothing: a person is fetched, what was refused comes back as no draft, and "it did not help" is neither
// learned, whatever an operator sends for it, nor missing from the knowledge base.
func TestWhoSaysThatAnAnswerDidNotHelpAsksNothing(t *testing.T) {
	r := newRig(t, routing.Policy{})
	for from, said := range map[string]string{"c1": "It did not help.", "c2": "це не допомогло", "c3": "это не то", "c4": "das hat mir nicht geholfen", "c5": "to mi nie pomogło", "c6": "that is wrong, wrong answer"} {
		shop := suggestion("Come to our shop.", .3, "net")
		refused := r.suggest.by["router"][0]
		r.suggest.by[said] = []assist.Suggestion{refused, shop}
		r.says(from, "how do I restart my router")
		r.head(from, func(h routing.Head) bool {
			return h.State == routing.Assistant && strings.Contains(h.LastText, "ten seconds")
		})
		r.says(from, said)
		h := r.head(from, state(routing.Queued))
		v, err := r.View(t.Context(), h.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(v.Drafts) != 1 || v.Drafts[0].Text != shop.Text {
			t.Errorf("%q is offered %+v", said, v.Drafts)
			continue
		}
		if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: shop.Text, Draft: v.Drafts[0].ID}); err != nil {
			t.Fatal(err)
		}
	}
	if n := r.count(`SELECT count(*) FROM suggestions WHERE state = 'answered' AND helped IS FALSE`); n != 6 {
		t.Errorf("%d of 6 answers did not help", n)
	}
	list, err := r.Lessons(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	asked, _, err := r.Unanswered(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range list {
		if l.Text != "how do I restart my router" {
			t.Errorf("taught %q", l.Text)
		}
	}
	for _, q := range asked {
		if q.Text != "how do I restart my router" {
			t.Errorf("gathered %q", q.Text)
		}
	}
}
