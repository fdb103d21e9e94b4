package slackdesk_test

import (
	"fmt"
	"testing"
	"time"

	"switchboard/channels"
)

// TestALateLineOfACallSaysWhenItWasSaid: Slack lets nobody put it before what stands in the thread.
func TestALateLineOfACallSaysWhenItWasSaid(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	say := func(start int, us bool, text string) {
		t.Helper()
		r.n++
		r.receive(channels.Inbound{Account: "chat", ID: fmt.Sprint("s", r.n), From: "c1", Name: "Maria c1", Text: text, FromUs: us,
			Call: &channels.Call{ID: "k", Live: true, Segment: fmt.Sprint(r.n), Start: time.Duration(start) * time.Second}})
	}
	say(1, false, "hello, this is Maria")
	say(65, false, "where do I find the button")
	card := r.card("c1")
	r.reply(card, "where do I find the button")
	say(63, true, "good day, what can I do for you")
	if m := r.reply(card, "good day, what can I do", "Said earlier: 1:03 into the call."); has(m.Shown(), "the button") {
		t.Errorf("%s", m.Shown())
	}
	if m := r.reply(card, "where do I find the button"); has(m.Shown(), "Said earlier") {
		t.Errorf("%s", m.Shown())
	}
}
