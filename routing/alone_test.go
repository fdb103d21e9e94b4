package routing_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/routing"
)

// What the assistant does not do alone, however sure it is.

func TestDangerIsForAPerson(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "there is smoke coming out of my router!")
	r.sent("call the emergency services first. I am passing this to a colleague")
	h := r.head("c1", state(routing.Queued))
	if h.Priority != 2 || h.Reason != "somebody may be in danger" {
		t.Errorf("%+v", h)
	}
	r.beside(h.ID, "Hold the button for ten seconds.")
}

func TestWhoAsksOnIsNotAnsweredTheSame(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "the router is broken")
	r.sent("Hold the button")
	r.says("c1", "and what about the router on Sunday?")
	r.sent("Hold the button", "I am passing this to a colleague")
	h := r.head("c1", state(routing.Queued))
	if h.Reason != "the assistant has given this answer already" {
		t.Errorf("queued because %q", h.Reason)
	}
}

func TestWhatDidNotHelpIsNoDraft(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.suggest.mu.Lock()
	r.suggest.by["router"] = []assist.Suggestion{suggestion("Hold the button for ten seconds.", 0.95, "net"), suggestion("Change the cable.", 0.4, "net")}
	r.suggest.mu.Unlock()
	r.says("c1", "the router is broken")
	r.sent("Hold the button")
	r.says("c1", "no, the router is still not working")
	h := r.head("c1", state(routing.Queued))
	r.beside(h.ID, "Change the cable.")
}

func TestWhoAsksWhetherAProgramAnswersIsTold(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "Are you a robot?")
	r.sent("I am a program")
	r.out.mu.Lock()
	choices := r.out.sent[0].Choices
	r.out.mu.Unlock()
	if !slices.Equal(choices, []string{"Talk to a person"}) {
		t.Errorf("choices %q", choices)
	}
	r.says("c1", "Talk to a person")
	r.head("c1", state(routing.Queued))
}

func TestWhoIsAngryIsToldThatWeAreSorry(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "Your courier was rude, I am furious")
	r.sent("I am sorry that this happened. I do not have an answer to this. I am passing this to a colleague")
}

// beside waits until these texts are what an operator is offered.
func (r *rig) beside(conv int64, want ...string) {
	r.t.Helper()
	var got []string
	r.eventually(func() bool {
		rows, err := r.pool.Query(r.t.Context(), `SELECT text FROM suggestions WHERE conversation_id = $1 AND state = 'offered' ORDER BY for_seq, rank`, conv)
		if err != nil {
			r.t.Fatal(err)
		}
		if got, err = pgx.CollectRows(rows, pgx.RowTo[string]); err != nil {
			r.t.Fatal(err)
		}
		return slices.Equal(got, want)
	}, func() string { return fmt.Sprintf("drafts %q, want %q", got, want) })
}

// Who writes in several lines is not told after the first that nobody knows.
func TestWhoIsAboutToAskIsLetAsk(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "Hi, I have a problem")
	r.sent("What can I do for you?")
	r.says("c1", "can you help me?")
	r.sent("What can I do for you?", "How can I help?")
	r.says("c1", "the router is broken")
	r.sent("What can I do for you?", "How can I help?", "Hold the button")
}

func TestWhoSaysNoMoreThanThatHeNeedsHelpGetsAPerson(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "help")
	r.sent("What can I do for you?")
	r.says("c1", "please help me")
	r.sent("What can I do for you?", "How can I help?")
	r.says("c1", "can somebody help me?")
	r.head("c1", state(routing.Queued))
}

// What is beside the matter takes no draft away, and is no question that nobody answered.
func TestWhatIsBesideTheMatterLeavesTheDrafts(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "maybe you know")
	h := r.head("c1", state(routing.Queued))
	for _, text := range []string{"can you help me?", "how are you?", "are you a robot?"} {
		r.says("c1", text)
		r.eventually(func() bool {
			return r.count(`SELECT count(*) FROM conversations WHERE desk_since IS NOT NULL`) == 0
		}, func() string { return "nobody looks at " + text })
		r.beside(h.ID, "It may be so.")
	}
	recent, err := r.RecentQuestions(t.Context(), 10)
	if err != nil || len(recent) != 1 || recent[0].Text != "maybe you know" {
		t.Errorf("%+v, %v", recent, err)
	}
}
