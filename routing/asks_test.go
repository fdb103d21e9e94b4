package routing_test

import (
	"fmt"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/routing"
)

// TestTalkOnTheTelephoneGetsNoDraft: what asks nothing is not suggested for, and takes no draft away; what only tells
// something has to be surer than what asks.
func TestTalkOnTheTelephoneGetsNoDraft(t *testing.T) {
	r := newRig(t, routing.Policy{})
	weak := suggestion("It may be so.", 0.1, "net")
	r.suggest.mu.Lock()
	r.suggest.by["moved"], r.suggest.by["wrong"] = append(r.suggest.by["moved"], weak), append(r.suggest.by["wrong"], weak)
	r.suggest.mu.Unlock()
	n := 0
	hears := func(text string) {
		t.Helper()
		n++
		r.receive(channels.Inbound{Account: "line", ID: fmt.Sprintf("s%d", n), From: "+380441234567", Text: text, At: time.Now(),
			Call: &channels.Call{ID: "call-1", Live: true, Segment: fmt.Sprint(n), Start: time.Duration(n) * time.Second}})
		r.eventually(func() bool {
			return r.count(`SELECT count(*) FROM lanes l JOIN conversations c ON c.id = l.conversation_id WHERE l.consumer = 'desk' AND l.tail > l.done`) == 0
		}, func() string { return "nobody looks at " + text })
	}
	offered := func(want int, after string) {
		t.Helper()
		if got := r.count(`SELECT count(*) FROM suggestions WHERE state = 'offered'`); got != want {
			t.Errorf("%d drafts after %q, want %d", got, after, want)
		}
	}
	hears("hi my name is mary smith")
	hears("one moment please")
	hears("we moved to another flat last spring")
	offered(0, "telling something, with a weak draft")
	hears("something is wrong with it")
	offered(1, "asking, with a weak draft")
	hears("the router does not work")
	offered(1, "a question")
	hears("okay i'll write that down")
	hears("my name is mary router")
	offered(1, "talk")
	for _, d := range r.suggest.was {
		if last := d.Turns[len(d.Turns)-1].Text; last == "okay i'll write that down" || last == "hi my name is mary smith" {
			t.Errorf("a draft was asked for %q", last)
		}
	}
}
