package routing_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/routing"
)

// lamp is a draft whose words an operator may say in his own way.
const lamp = "A red lamp means that the line to your house is interrupted. Restart the router and wait two minutes."

// lampKnown makes an article of lamp, which is the draft for what is asked about it.
func (r *rig) lampKnown() *knowledge.Store {
	r.suggest.mu.Lock()
	r.suggest.by["lamp"] = []assist.Suggestion{suggestion(lamp, 0.5, "net")}
	r.suggest.mu.Unlock()
	return r.knows("Red lamp", lamp)
}

func TestSolvedConversationsTeachThoughNobodySentADraft(t *testing.T) {
	r := newRig(t, routing.Policy{Wrap: time.Nanosecond})
	store := r.lampKnown()
	solved := func(chat, asks, reply, how string) int64 {
		t.Helper()
		r.says(chat, asks)
		h := r.head(chat, state(routing.Queued))
		if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: reply}); err != nil {
			t.Fatal(err)
		}
		if err := r.CloseConversation(t.Context(), r.op, h.ID, routing.Closing{Disposition: how}); err != nil {
			t.Fatal(err)
		}
		return h.ID
	}
	solved("same", "what does the lamp say", "The red lamp means your line is interrupted: restart the router, wait two minutes.", "solved")
	solved("other", "is the lamp sold separately", "Spare bulbs cost forty hryvnias, order them in any shop.", "solved")
	solved("spam", "my lamp is broken", "The red lamp means your line is interrupted: restart the router, wait two minutes.", "spam")
	solved("short", "which lamp is it", "That one.", "solved")
	r.says("silent", "the router is off") // the assistant answers, and nothing more is asked
	r.head("silent", func(h routing.Head) bool { return h.LastAuthor == "assistant" })
	r.swept("silent")
	list, err := r.NewLessons(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]knowledge.Lesson{}
	for _, l := range list {
		got[l.Text] = l
	}
	for text, want := range map[string]struct {
		solved bool
		role   string
	}{"what does the lamp say": {true, "operator"}, "is the lamp sold separately": {false, "operator"}, "the router is off": {true, "customer"}} {
		l, ok := got[text]
		if !ok || l.Solved != want.solved || l.Role != want.role || !l.Inferred || !strings.HasPrefix(l.Person, want.role+"/") {
			t.Errorf("%q teaches %+v", text, l)
		}
	}
	if len(list) != 3 {
		t.Errorf("%+v", list)
	}
	for _, l := range list {
		if state, err := store.Teach(t.Context(), l); err != nil || state != "learned" {
			t.Error(state, err)
		}
	}
	if list, err := r.Lessons(t.Context(), 10); err != nil || len(list) != 0 {
		t.Errorf("taught again: %+v, %v", list, err)
	}
}

func TestADraftThatWasRewrittenTeachesLessThanOneThatWasSent(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.knows("Perhaps", "It may be so.")
	sent, rewritten := r.drafted("c1"), r.drafted("c2")
	for conv, reply := range map[int64]routing.Reply{
		sent.Conversation:      {Text: "It may be so.", Draft: sent.ID},
		rewritten.Conversation: {Text: "Можливо, так воно буває: приходьте з документами до крамниці на площі.", Draft: rewritten.ID},
	} {
		if _, err := r.Reply(t.Context(), r.op, conv, reply); err != nil {
			t.Fatal(err)
		}
	}
	list, err := r.Lessons(t.Context(), 10)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	inferred := 0
	for _, l := range list {
		if l.Inferred {
			inferred++
		}
		if !l.Solved {
			t.Errorf("%+v", l)
		}
	}
	if inferred != 1 {
		t.Errorf("%d of 2 count for less: %+v", inferred, list)
	}
}
