package slackdesk_test

import (
	"testing"
	"time"

	"switchboard/routing"
	"switchboard/routing/slackdesk/slacktest"
)

// TestACardThatAnAdministratorDeletesComesBack with its thread, though Slack tells a deletion of what has replies as an edit.
func TestACardThatAnAdministratorDeletesComesBack(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "my router is dead")
	card := r.card("c1")
	r.reply(card, "Hold the button")
	r.olha.Delete(card.Channel, card.TS)
	r.until("another card", func() bool {
		for _, m := range r.slack.Messages(card.Channel) {
			if m.TS != card.TS && has(m.Shown(), "Maria c1") {
				card = m
				return true
			}
		}
		return false
	})
	r.reply(card, "Hold the button")
}

// TestACardOfAnotherDepartmentSaysWhoseItIs before a window opens: departments without a channel share one.
func TestACardOfAnotherDepartmentSaysWhoseItIs(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	_, petro := r.hire("Petro", routing.RoleOperator, "billing")
	r.says("c1", "my router is dead")
	card := r.card("c1")
	if _, err := r.pool.Exec(t.Context(), `UPDATE conversations SET department_id = (SELECT id FROM departments WHERE key = 'support')`); err != nil {
		t.Fatal(err)
	}
	for i, press := range []func(){
		func() { r.ok(petro.Press(card.Channel, card.TS, "Reply")) },
		func() { r.ok(petro.Press(card.Channel, card.TS, "Take")) },
		func() { petro.React(card.Channel, card.TS, "eyes", true) },
	} {
		press()
		r.until("he is told whose it is", func() bool {
			list := r.slack.Whispers(petro)
			return len(list) == i+1 && has(list[i].Shown(), "This is for Support; you are in Billing.")
		})
	}
	if text, _ := r.slack.Modal(petro); text != "" {
		t.Errorf("a window opened: %s", text)
	}
}

// TestAChannelThatIsMadeHasItsOperatorsInIt: those who are known in Slack at once, others when they are met; who works for no department joins
// by himself.
func TestAChannelThatIsMadeHasItsOperatorsInIt(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	_, petro := r.hire("Petro", routing.RoleOperator, "billing")
	_, boss := r.hire("Boss", routing.RoleAdministrator)
	for _, p := range []*slacktest.Person{r.olha, petro, boss} {
		p.OpenHome() // so that he is known in Slack
		r.until("the Home tab", func() bool { return r.slack.Home(p) != "" })
	}
	r.slack.Limit("conversations.invite", 2*time.Second)
	r.says("c1", "my router is dead")
	card := r.card("c1")
	if r.slack.In(r.olha, card.Channel) || r.slack.In(petro, card.Channel) {
		t.Error("the first card has waited for the invitations")
	}
	r.until("they are in the channel", func() bool { return r.slack.In(r.olha, card.Channel) && r.slack.In(petro, card.Channel) })
	if r.slack.In(boss, card.Channel) {
		t.Error("who works for no department is in the channel")
	}
	_, late := r.hire("Late", routing.RoleOperator, "support")
	if err := r.desks[0].MeetOperators(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !r.slack.In(late, card.Channel) {
		t.Error("who is met later is not invited")
	}
	_, paula := r.hire("Paula", routing.RoleOperator, "billing")
	paula.OpenHome()
	r.until("the Home tab", func() bool { return r.slack.Home(paula) != "" })
	r.ok(boss.Command(card.Channel, "/switchboard", "bind billing #billing"))
	r.until("they are in the other channel", func() bool {
		billing := r.slack.ChannelNamed("billing")
		return r.slack.In(petro, billing) && r.slack.In(paula, billing) && !r.slack.In(late, billing)
	})
}
