package routing_test

import (
	"slices"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/routing"
)

// TestWhatTheAssistantAnsweredIsCountedByWhatBecameOfIt: what customers and operators said of it, and that nobody said anything.
func TestWhatTheAssistantAnsweredIsCountedByWhatBecameOfIt(t *testing.T) {
	r := newRig(t, routing.Policy{})
	ends := func(from, says string, want routing.State) routing.Head {
		t.Helper()
		r.says(from, "how do I restart my router")
		r.head(from, func(h routing.Head) bool { return strings.Contains(h.LastText, "ten seconds") })
		if says == "" {
			return r.head(from, state(routing.Assistant))
		}
		r.says(from, says)
		return r.head(from, state(want))
	}
	ends("open", "", "")
	ends("denied", "It did not help.", routing.Queued)
	ends("asked", "I want to talk to a person", routing.Queued)
	ends("confirmed", "Yes, that helped", routing.Closed)
	silent := ends("silent", "", "")
	corrected, reworded := ends("corrected", "", ""), ends("reworded", "", "")
	if _, err := r.Reply(t.Context(), r.admin(), corrected.ID, routing.Reply{Text: "Sorry, that was of another router."}); err != nil {
		t.Fatal(err)
	}
	items, err := r.Timeline(t.Context(), r.admin(), reworded.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	answer := slices.IndexFunc(items, func(it routing.Item) bool {
		return it.Author == "assistant" && strings.Contains(it.Text, "ten seconds")
	})
	if _, err := r.pool.Exec(t.Context(), `UPDATE messages SET state = 'sent' WHERE id = $1`, items[answer].ID); err != nil {
		t.Fatal(err)
	}
	if err := r.DeleteSent(t.Context(), r.admin(), items[answer].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE conversations SET state = 'closed', closed_at = now(), disposition = 'solved silently' WHERE id = $1`, silent.ID); err != nil {
		t.Fatal(err)
	}
	list, err := routing.Given(t.Context(), r.pool, 30)
	if err != nil {
		t.Fatal(err)
	}
	want := knowledge.Given{Project: "net", Lang: "en", Answers: 7, Denied: 1, Asked: 1, Corrected: 2, Failed: 4, Confirmed: 1, Solved: 1}
	if len(list) != 1 || list[0] != want || list[0].Unsaid() != 1 {
		t.Errorf("counted %+v, want %+v", list, want)
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE messages SET at = at - interval '31 days'`); err != nil {
		t.Fatal(err)
	}
	if list, err := routing.Given(t.Context(), r.pool, 30); err != nil || len(list) != 0 {
		t.Errorf("a month later %+v, %v", list, err)
	}
}
