package routing_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/routing"
)

// TestACallThatNobodyEndsIsOverOnce nothing was heard in it for hours: its end may have overtaken its first words.
func TestACallThatNobodyEndsIsOverOnce(t *testing.T) {
	r := newRig(t, routing.Policy{})
	for _, call := range []string{"lost", "long", "new"} {
		r.receive(channels.Inbound{Account: "line", ID: call, Kind: channels.Message, From: "+1202555010" + call[:1], Text: "Hello, my name is Bob.", Lang: "en",
			Call: &channels.Call{ID: call, Live: true, Segment: call}})
	}
	for _, sql := range []string{
		`UPDATE conversations SET opened_at = now() - interval '5 hours', last_in_at = now() - interval '5 hours' WHERE call_id <> 'new'`,
		`UPDATE messages SET at = now() - interval '5 hours' WHERE external_id = 'lost'`,
	} {
		if _, err := r.pool.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	r.sweptUntil(func() bool {
		return r.count(`SELECT count(*) FROM conversations WHERE call_id = 'lost' AND NOT live`) == 1
	}, "the call never ends")
	if n := r.count(`SELECT count(*) FROM conversations WHERE live AND state <> 'closed'`); n != 2 {
		t.Errorf("%d calls go on", n)
	}
	if n := r.count(`SELECT count(*) FROM events WHERE what = 'call ended' AND why LIKE 'nothing was heard%'`); n != 1 {
		t.Errorf("%d ended", n)
	}
}

// TestACallIsReadInTheOrderInWhichItWasSpoken: a line of the operator that comes last, and was said before the question, stands before
// it and answers nothing.
func TestACallIsReadInTheOrderInWhichItWasSpoken(t *testing.T) {
	r := newRig(t, routing.Policy{})
	say := func(start int, us bool, text string) {
		t.Helper()
		r.n++
		r.receive(channels.Inbound{Account: "line", ID: fmt.Sprintf("e%d", r.n), Kind: channels.Message, From: "+12025550101", Text: text, FromUs: us, Lang: "en",
			Call: &channels.Call{ID: "call1", Live: true, Segment: fmt.Sprint(r.n), Start: time.Duration(start) * time.Second}})
	}
	says := func(lines ...string) {
		t.Helper()
		items, err := r.Timeline(t.Context(), r.op, 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, it := range items {
			switch {
			case it.Sort == "message" && it.Late:
				got = append(got, "late: "+it.Text)
			case it.Sort == "message":
				got = append(got, it.Text)
			case it.Sort == "note" || it.Kind == "call ended":
				got = append(got, it.Kind+it.Text)
			}
		}
		if strings.Join(got, "; ") != strings.Join(lines, "; ") {
			t.Errorf("it reads\n%q, not\n%q", got, lines)
		}
	}
	const hello, tariffs, asks, costs = "Hello, my name is Bob.", "We have the tariffs Giga and Mega in your street.", "How much does the tariff Giga cost?", "Giga costs 450 hryvnias a month."
	say(1, false, hello)
	say(5, false, asks)
	h := r.head("+12025550101", func(h routing.Head) bool { return strings.Contains(h.Summary, "Giga cost") })
	if err := r.Note(t.Context(), r.op, h.ID, "a note"); err != nil {
		t.Fatal(err)
	}
	say(3, true, tariffs)
	r.eventually(func() bool {
		return r.count(`SELECT count(*) FROM lanes WHERE consumer = 'desk' AND done < tail`) == 0
	}, func() string { return "nobody looks at it" })
	says(hello, "late: "+tariffs, asks, "a note")
	if h := r.head("+12025550101", func(h routing.Head) bool { return h.Summary != "" }); strings.Contains(h.Summary, "Answered") {
		t.Errorf("what was said before the question answers it: %s", h.Summary)
	}
	say(7, true, costs)
	r.head("+12025550101", func(h routing.Head) bool {
		return strings.Contains(h.Summary, "Answered: by an operator: “Giga costs 450")
	})
	r.receive(channels.Inbound{Account: "line", ID: "e99", Kind: channels.CallEnded, From: "+12025550101", Call: &channels.Call{ID: "call1"}})
	say(6, false, "Giga, the fast one.")
	says(hello, "late: "+tariffs, asks, "a note", "late: Giga, the fast one.", costs, "call ended")
}
