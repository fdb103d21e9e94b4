package slackdesk_test

import (
	"testing"
	"time"

	"switchboard/routing"
)

// TestAPressIsAnsweredThoughSlackDoesNotTakeTheReason: who comes late is told so by a call to Slack, which may take longer than Slack
// waits for the answer to the press. The press is answered while Slack answers nothing.
func TestAPressIsAnsweredThoughSlackDoesNotTakeTheReason(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	_, first := r.hire("First", routing.RoleOperator, "support")
	_, second := r.hire("Second", routing.RoleOperator, "support")
	r.says("maria", "please phone me back")
	card := r.card("maria", "nobody yet")
	if a := first.PressOn(card, "Take"); a.Status != 200 || a.Late {
		t.Fatalf("not acknowledged: %+v", a)
	}
	r.card("maria", "taken")
	r.slack.Wait(time.Minute) // only for who waits for Slack in vain
	letGo := r.slack.Hold()
	a := second.PressOn(card, "Take")
	if a.Status != 200 || a.Late {
		t.Errorf("not acknowledged while Slack is silent: %+v", a)
	}
	for _, m := range r.slack.Whispers(second) {
		t.Errorf("Slack took %v meanwhile", m.Shown())
	}
	letGo()
	r.until("the second is told", func() bool {
		for _, m := range r.slack.Whispers(second) {
			if has(m.Shown(), "has already taken this conversation") {
				return true
			}
		}
		return false
	})
}
