package routing_test

import (
	"slices"
	"testing"

	"switchboard/routing"
)

// The assistant is told which articles answered before: those that it answered with itself, and those of drafts that operators sent. A line of an
// operator's own is of none, and neither is a customer's.
func TestTheAssistantKnowsWhatAnsweredBefore(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("pat", "my router is off")
	r.sent("Hold the button")
	r.says("pat", "and maybe on sunday?")
	h := r.head("pat", state(routing.Queued))
	drafts, err := r.Drafts(t.Context(), r.op, h.ID)
	if err != nil || len(drafts) != 1 {
		t.Fatal(drafts, err)
	}
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: drafts[0].Text, Draft: drafts[0].ID}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "Anything else?"}); err != nil {
		t.Fatal(err)
	}
	r.says("pat", "and on monday?")
	var quoted [][]int64
	r.eventually(func() bool {
		r.suggest.mu.Lock()
		defer r.suggest.mu.Unlock()
		quoted = nil
		for _, turn := range r.suggest.was[len(r.suggest.was)-1].Turns {
			quoted = append(quoted, turn.Quoted)
		}
		return len(quoted) > 0 && r.suggest.was[len(r.suggest.was)-1].Turns[len(quoted)-1].Text == "and on monday?"
	}, func() string { return "the last words are not looked at" })
	of := func(ids ...int64) func([]int64) bool { return func(q []int64) bool { return slices.Equal(q, ids) } }
	if n := len(slices.DeleteFunc(slices.Clone(quoted), of(1))); len(quoted)-n != 2 || !of(1)(quoted[1]) || !of()(quoted[len(quoted)-1]) || !of()(quoted[len(quoted)-2]) {
		t.Errorf("articles are known of the lines: %v", quoted)
	}
}
