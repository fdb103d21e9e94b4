package slackdesk_test

import (
	"fmt"
	"testing"
	"time"
)

// TestNewLinesAreShownWhileSlackTakesNoEdits each once, though the post of the first ones would be edited, and the card; both follow.
func TestNewLinesAreShownWhileSlackTakesNoEdits(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "my router is dead")
	card := r.card("c1", "router is dead")
	r.reply(card, "Hold the button")
	const limit = 6 * time.Second
	end := time.Now().Add(limit)
	r.slack.Limit("chat.update", limit)
	r.says("c1", "now it smells of plastic")
	r.reply(card, "Maria c1", "smells of plastic")
	if time.Now().After(end) {
		t.Error("the line came with the end of the limit")
	}
	var failures int
	r.until("an edit waits", func() bool {
		return r.pool.QueryRow(t.Context(), `SELECT failures FROM slack_threads WHERE error IS NOT NULL AND lease_until IS NULL`).Scan(&failures) == nil
	})
	if failures > 0 {
		t.Errorf("an edit that waits is taken for %d failures", failures)
	}
	r.says("c1", "and it hums")
	r.reply(card, "Maria c1", "and it hums")
	r.card("c1", "and it hums")
	r.says("c1", "are you there")
	r.reply(card, "Maria c1", "are you there")
	for _, words := range []string{"router is dead", "smells of plastic", "and it hums", "are you there"} {
		n := 0
		for _, m := range r.slack.Thread(card.Channel, card.TS) {
			if has(m.Name, "Maria c1") && has(m.Shown(), words) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%q stands %d times\n%s", words, n, r.dump())
		}
	}
}

// TestAtARushTheCardsComeFirst one with each post that Slack takes, then what was said.
func TestAtARushTheCardsComeFirst(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c0", "my router is dead")
	first := r.card("c0")
	r.reply(first, "Hold the button")
	const customers, pace = 5, time.Second
	r.slack.Pace(pace)
	begun := time.Now()
	for i := range customers {
		r.says(fmt.Sprint("d", i), "my router is dead")
	}
	channel := first.Channel
	r.until("all cards", func() bool { return len(r.slack.Messages(channel)) == customers+1 })
	took := time.Since(begun)
	for _, card := range r.slack.Messages(channel)[2:] {
		if n := len(r.slack.Thread(channel, card.TS)); n > 0 {
			t.Errorf("a thread has %d posts before the last card", n)
		}
	}
	if most := 2 * customers * pace; took > most {
		t.Errorf("the cards took %v, more than %v", took, most)
	}
	r.slack.Pace(0)
	r.until("all is shown", func() bool {
		for _, card := range r.slack.Messages(channel) {
			if !has(all(r.slack.Thread(channel, card.TS)), "router is dead", "Hold the button") {
				return false
			}
		}
		return true
	})
}

// TestACardThatCannotBePostedKeepsNobodyWaiting in its channel: the others wait for those whose turn comes.
func TestACardThatCannotBePostedKeepsNobodyWaiting(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	for _, from := range []string{"c1", "c2"} {
		r.says(from, "my router is dead")
		r.reply(r.card(from), "Hold the button")
	}
	card := r.card("c1")
	if _, err := r.pool.Exec(t.Context(), `UPDATE slack_threads SET ts = '', failures = 3, error = 'slack chat.postMessage: internal_error', ready_at = now() + interval '1 minute'
		WHERE conversation_id = 2`); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	r.says("c1", "now it smells of plastic")
	r.reply(card, "Maria c1", "smells of plastic")
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("the line took %v", took)
	}
}
