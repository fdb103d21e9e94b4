package routing_test

import (
	"errors"
	"testing"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/routing"
)

// TestWhoPressesForAnAnswerTakesNoDraftAway: the question is what it was, and its draft is what the operator needs.
func TestWhoPressesForAnAnswerTakesNoDraftAway(t *testing.T) {
	r := newRig(t, routing.Policy{Answer: 2})
	r.suggest.by["address"] = []assist.Suggestion{suggestion("Our address is 5 Light Street.", 0.3, "net")}
	r.suggest.by["television"] = []assist.Suggestion{suggestion("Switch the television on.", 0.8, "net")}
	const beside, none = "Switch the television on.", ""
	news := map[string]bool{"Bought in March, the black one": true, "what about pianos?": true} // to be read before a draft is sent
	texts := map[string]string{                                                                 // what is said after the question → the draft that stands; "first" is the question's own
		"hello?? anybody there?": "first", "thanks!": "first", "👍": "first", "???": "first", "I want an operator": "first", "My name is Maria": "first",
		"my address is 12 Green Street": "first", "Bought in March, the black one": "first",
		"and where do I find the television?": beside, "what about pianos?": "first", "never mind, it works again": none,
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE operators SET capacity = 50`); err != nil {
		t.Fatal(err)
	}
	first := map[string]routing.Draft{}
	for text := range texts {
		r.says("who says "+text, "my router blinks orange")
	}
	for text := range texts {
		drafts, err := r.Drafts(t.Context(), r.op, r.head("who says "+text, state(routing.Queued)).ID)
		if err != nil || len(drafts) != 1 {
			t.Fatalf("drafts %+v, %v", drafts, err)
		}
		first[text] = drafts[0]
		r.says("who says "+text, text)
	}
	for text, want := range texts {
		h := r.head("who says "+text, func(h routing.Head) bool {
			return h.LastText == text && r.count(`SELECT count(*) FROM lanes WHERE conversation_id = $1 AND consumer = 'desk' AND tail > done`, h.ID) == 0
		})
		now, err := r.Drafts(t.Context(), r.op, h.ID)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case want == "first" && (len(now) != 1 || now[0].ID != first[text].ID), want == none && len(now) != 0,
			want == beside && (len(now) != 2 || now[0].Text != want || now[1].ID != first[text].ID):
			t.Errorf("after %q the drafts are %+v", text, now)
		case want == "first":
			_, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: now[0].Text, Draft: now[0].ID, LastSeq: now[0].ForSeq})
			if stale := (routing.StaleError{}); errors.As(err, &stale) != news[text] || err != nil && !news[text] {
				t.Errorf("after %q, unseen, it is sent: %v", text, err)
			}
			if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: now[0].Text, Draft: now[0].ID, LastSeq: h.LastSeq}); news[text] && err != nil {
				t.Errorf("after %q it cannot be sent: %v", text, err)
			}
		}
	}
}

func TestWhoBeginsWithoutWordsIsGreeted(t *testing.T) {
	r := newRig(t, routing.Policy{})
	for from, text := range map[string]string{"a": "🙂", "b": "???", "c": "Is anybody there?"} {
		r.says(from, text)
		r.head(from, func(h routing.Head) bool { return h.State == routing.Assistant && h.LastAuthor == "assistant" })
	}
	r.says("a", "Anybody there?")
	if h := r.head("a", state(routing.Queued)); h.Reason != "the customer presses for an answer" {
		t.Errorf("handed over as %q", h.Reason)
	}
}

func TestAPhotoAloneIsNamedInTheLists(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.receive(channels.Inbound{Account: "chat", ID: "p1", From: "maria", Files: []channels.File{{Name: "router.png", Type: "image/png", Data: []byte("x"), Size: 1}, {Type: "image/png", Data: []byte("y"), Size: 1}}})
	r.head("maria", func(h routing.Head) bool { return h.State == routing.Queued && h.LastText == "📎 router.png, file" })
}
