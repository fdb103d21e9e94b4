package slackdesk_test

import "testing"

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
