package routing_test

import (
	"testing"

	"switchboard/channels"
	"switchboard/routing"
)

// After an answer, who wants nothing just now gets no answer, no person and no promise, and has said neither that it helped nor
// that it did not.
func TestWhoWantsNothingJustNowIsLeftAlone(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "my router is off")
	r.sent("Hold the button for ten seconds.")
	for i, text := range []string{"I'll try that", "one sec", "No, that's all, thanks", "ага, зараз спробую", "hmm", ":)", "have a nice day"} {
		r.says("c1", text)
		r.eventually(func() bool {
			return r.count(`SELECT count(*) FROM messages WHERE author = 'customer'`) == i+2 && r.count(`SELECT count(*) FROM lanes WHERE consumer = 'desk' AND tail > done`) == 0
		}, func() string { return text + " is not looked at" })
		if h := r.head("c1", func(routing.Head) bool { return true }); h.State != routing.Assistant || !h.Waiting.IsZero() {
			t.Errorf("after %q it is %s and waits since %v", text, h.State, h.Waiting)
		}
	}
	r.sent("Hold the button for ten seconds.")
	if n := r.count(`SELECT count(*) FROM suggestions WHERE helped IS NOT NULL`); n != 0 {
		t.Errorf("%d answers were judged", n)
	}
	r.says("c1", "yes, thank you")
	r.head("c1", state(routing.Closed))
}

// On a closed conversation a goodbye wakes nobody, and a picture does, whatever is written below it.
func TestAPictureAfterTheEndIsLookedAt(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "my router is off")
	r.sent("Hold the button for ten seconds.")
	r.says("c1", "it helped")
	r.head("c1", state(routing.Closed))
	r.says("c1", "see you")
	r.eventually(func() bool { return r.count(`SELECT count(*) FROM messages WHERE text = 'see you'`) == 1 }, func() string { return "it is lost" })
	r.head("c1", state(routing.Closed))
	r.receive(channels.Inbound{Account: "chat", ID: "photo", From: "c1", Text: "got it", Raw: []byte("x"), Files: []channels.File{{Name: "photo.png", Type: "image/png", Size: 3, Data: []byte("png")}}})
	r.head("c1", state(routing.Queued))
}

// A customer who only thanks his owner waits for nothing, and the owner keeps the conversation; whose question is open waits on.
func TestWhoThanksHisOwnerWaitsForNothing(t *testing.T) {
	r := newRig(t, routing.Policy{})
	h := r.answered("c1") // the owner has replied
	owned := func(waits bool) func(routing.Head) bool {
		return func(h routing.Head) bool { return h.State == routing.Owned && h.Waiting.IsZero() != waits }
	}
	r.head("c1", owned(false))
	for i, text := range []string{"super, dzięki", "no that's all, thanks", "Нет, спасибо, всё работает", "Nein, danke, das war alles", "ні, дякую, це все", ":)"} {
		r.says("c1", text)
		r.eventually(func() bool {
			return r.count(`SELECT count(*) FROM messages WHERE author = 'customer'`) == i+2 && r.count(`SELECT count(*) FROM lanes WHERE consumer = 'desk' AND tail > done`) == 0
		}, func() string { return text + " is not looked at" })
		if h := r.head("c1", func(routing.Head) bool { return true }); h.State != routing.Owned || !h.Waiting.IsZero() {
			t.Errorf("after %q it is %s and waits since %v", text, h.State, h.Waiting)
		}
	}
	r.says("c1", "and does it come with a bulb?")
	r.head("c1", owned(true))
	r.says("c1", "thanks!")
	r.eventually(func() bool { return r.count(`SELECT count(*) FROM lanes WHERE consumer = 'desk' AND tail > done`) == 0 }, func() string { return "thanks are not looked at" })
	r.head("c1", owned(true)) // the question is open
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "It does."}); err != nil {
		t.Fatal(err)
	}
	r.says("c1", "no, it does not work")
	r.head("c1", owned(true))
}
