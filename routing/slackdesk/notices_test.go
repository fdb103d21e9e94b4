package slackdesk_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/routing"
	"switchboard/routing/slackdesk/slacktest"
)

// directly waits until a person has so many direct messages, and until the last one says all the words.
func (r *rig) directly(p *slacktest.Person, n int, words ...string) []slacktest.Message {
	r.t.Helper()
	var list []slacktest.Message
	r.until("a direct message to "+p.ID+": "+strings.Join(words, ", "), func() bool {
		list = r.slack.Directs(p)
		return len(list) == n && has(list[n-1].Shown(), words...)
	})
	return list
}

// TestEachReasonIsADirectMessageOfItsOwn since Slack notifies nobody of an edit; what the customer writes later edits none.
func TestEachReasonIsADirectMessageOfItsOwn(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	_, boss := r.hire("Boss", routing.RoleSupervisor, "support")
	boss.OpenHome() // so that she is known in Slack
	other, petro := r.hire("Petro", routing.RoleOperator, "support")
	petro.OpenHome()
	r.until("they are known", func() bool { return r.slack.Home(boss) != "" && r.slack.Home(petro) != "" })
	r.says("c1", "my router is dead")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	if err := r.router.Transfer(t.Context(), r.op, 1, routing.Target{Operator: other}, "he knows routers"); err != nil {
		t.Fatal(err)
	}
	r.directly(petro, 1, "Olha handed this conversation to you", "my router is dead")
	waits := func() {
		t.Helper()
		if _, err := r.pool.Exec(t.Context(), `UPDATE conversations SET waiting_since = now() - interval '6 minutes'`); err != nil {
			t.Fatal(err)
		}
	}
	waits()
	r.directly(petro, 2, "Your customer has been waiting")
	r.says("c1", "the house smells of gas and it burns, help")
	list := r.directly(petro, 3, "Your customer speaks of danger", "smells of gas")
	r.directly(boss, 1, "A customer speaks of danger", "with Petro", "smells of gas")
	r.says("c1", "it is on fire")
	r.reply(card, "it is on fire")
	if _, err := r.router.Reply(t.Context(), other, 1, routing.Reply{Text: "Leave the house."}); err != nil {
		t.Fatal(err)
	}
	r.until("they are answered", func() bool {
		got := r.slack.Directs(petro)
		return len(got) == 3 && has(got[1].Shown(), "answered") && has(got[2].Shown(), "answered")
	})
	r.says("c1", "thank you, and what of the router?")
	waits()
	if got := r.directly(petro, 4, "Your customer has been waiting"); got[0].Shown() != list[0].Shown() || !has(got[1].Shown(), "answered") {
		t.Errorf("the first ones are now %s and %s", got[0].Shown(), got[1].Shown())
	}
	if n := len(r.slack.Directs(boss)); n != 1 {
		t.Errorf("the supervisor is told %d times of one danger", n)
	}
}

// TestDangerIsToldBeforeItsCardCanBePosted since the direct message waits for nothing that the channel waits for.
func TestDangerIsToldBeforeItsCardCanBePosted(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	_, boss := r.hire("Boss", routing.RoleSupervisor, "support")
	boss.OpenHome() // so that she is known in Slack
	r.until("she is known", func() bool { return r.slack.Home(boss) != "" })
	r.says("c1", "my router is dead")
	card := r.card("c1")
	r.slack.Pace(4 * time.Second)
	r.says("c2", "my router is dead")
	r.card("c2")
	r.says("c3", "the house smells of gas and it burns, help")
	r.directly(boss, 1, "A customer speaks of danger", "smells of gas")
	if n := len(r.slack.Messages(card.Channel)); n > 2 {
		t.Error("she is told when its card is posted")
	}
	r.slack.Pace(0)
	r.directly(boss, 1, "/archives/"+card.Channel)
}

// TestTheChannelHearsOfAConversationThatIsInTheQueueAgain by a reply that stands in the channel too; a new card needs none.
func TestTheChannelHearsOfAConversationThatIsInTheQueueAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "unsure about my bill")
	card := r.card("c1")
	heard := func(n int, words ...string) {
		t.Helper()
		r.until("the channel hears: "+strings.Join(words, ", "), func() bool {
			var list []slacktest.Message
			for _, m := range r.slack.Thread(card.Channel, card.TS) {
				if m.Broadcast {
					list = append(list, m)
				}
			}
			return len(list) == n && (n == 0 || has(list[n-1].Shown(), words...))
		})
	}
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	heard(0)
	if err := r.router.Release(t.Context(), r.op, 1, "not mine"); err != nil {
		t.Fatal(err)
	}
	heard(1, "Maria c1", "in the queue again", "put back by Olha")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	if err := r.router.CloseConversation(t.Context(), r.op, 1, routing.Closing{Disposition: "solved"}); err != nil {
		t.Fatal(err)
	}
	r.card("c1", "closed")
	r.says("c1", "unsure about another thing: what of my second bill?")
	r.card("c1", "in the queue")
	heard(2, "in the queue again", "handed over")
}
