package routing_test

import (
	"slices"
	"testing"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/routing"
)

// Who says what an article of another project says as well is asked which he means, by buttons; his choice is answered, and what he
// asked is what is learned.
func TestWhatNamesNoProjectIsAskedAbout(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.imported()
	mobile, home := suggestion("Check the access point.", .95, "net"), suggestion("Restart the box.", .9, "shop")
	mobile.Or = home.Sources
	r.suggest.mu.Lock()
	r.suggest.by["broken"] = []assist.Suggestion{mobile}
	r.suggest.mu.Unlock()
	r.says("c1", "internet is broken today")
	r.sent("Which of these is it about?")
	r.out.mu.Lock()
	choices := r.out.sent[0].Choices
	r.out.mu.Unlock()
	if !slices.Equal(choices, []string{"NET", "SHOP"}) {
		t.Fatalf("choices %q", choices)
	}
	r.says("c1", "one moment, let me check") // the question stays open
	r.eventually(func() bool {
		return r.count(`SELECT count(*) FROM lanes WHERE consumer = 'desk' AND tail > done`) == 0 && r.count(`SELECT count(*) FROM messages WHERE author = 'customer'`) == 2
	}, func() string { return "the moment is not looked at" })
	r.suggest.mu.Lock()
	r.suggest.by["broken"] = []assist.Suggestion{home}
	r.suggest.mu.Unlock()
	r.receive(channels.Inbound{Account: "chat", ID: "press", From: "c1", Text: "SHOP", Kind: channels.Press, Raw: []byte("{}")})
	r.sent("Which of these is it about?", "Restart the box.")
	r.suggest.mu.Lock()
	last := r.suggest.was[len(r.suggest.was)-1]
	r.suggest.mu.Unlock()
	if text := last.Turns[len(last.Turns)-1].Text; text != "internet is broken today (SHOP)" || !slices.Equal(last.Projects, []string{"shop"}) {
		t.Errorf("asked %q of %q", text, last.Projects)
	}
	r.says("c1", "Yes, thank you")
	r.head("c1", state(routing.Closed))
	list, err := r.Lessons(t.Context(), 10)
	if err != nil || len(list) != 1 || list[0].Text != "internet is broken today" || !list[0].Solved {
		t.Errorf("taught %+v, %v", list, err)
	}
}

// Who was asked and says something else is not asked again.
func TestOneIsAskedOnceWhichProjectIsMeant(t *testing.T) {
	r := newRig(t, routing.Policy{})
	mobile := suggestion("Check the access point.", .95, "net")
	mobile.Or = suggestion("Restart the box.", .9, "shop").Sources
	r.suggest.mu.Lock()
	r.suggest.by["broken"] = []assist.Suggestion{mobile}
	r.suggest.mu.Unlock()
	r.says("c1", "internet is broken today")
	r.sent("Which of these is it about?")
	r.says("c1", "it is broken since yesterday")
	r.sent("Which of these is it about?", "Check the access point.")
}
