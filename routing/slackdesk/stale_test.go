package slackdesk_test

import (
	"strings"
	"testing"
)

// TestAReplyThatNewWordsOvertookIsSentOnceTheyAreRead with what the operator has typed, and with its draft's source.
func TestAReplyThatNewWordsOvertookIsSentOnceTheyAreRead(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "my router is dead")
	card := r.card("c1", "router")
	r.reply(card, "Hold the button")
	r.ok(r.olha.Press(card.Channel, card.TS, "Reply"))
	r.says("c1", "no wait, it is the white modem")
	r.says("c1", "and it smells of plastic")
	r.card("c1", "plastic")
	mine := "Hold the button for ten seconds. Then tell me what you see."
	r.ok(r.olha.Submit(map[string]any{"text": mine}))
	text, errors := r.slack.Modal(r.olha)
	if len(errors) > 0 || !has(text, "Not sent", "white modem", "smells of plastic", "Read this, then send", mine) {
		t.Fatalf("the window shows %s, %v", text, errors)
	}
	r.says("c1", "are you there?? the lamp blinks red now")
	r.card("c1", "blinks red")
	r.ok(r.olha.Submit(nil))
	if text, _ := r.slack.Modal(r.olha); !has(text, "blinks red", mine) || strings.Contains(text, "white modem") {
		t.Fatalf("the window shows %s", text)
	}
	r.ok(r.olha.Submit(nil))
	r.sent(mine)
	r.until("the draft is edited", func() bool {
		var n int
		return r.pool.QueryRow(t.Context(), `SELECT count(*) FROM suggestions WHERE state = 'edited'`).Scan(&n) == nil && n == 1
	})
}

// TestAReplyWhoseDraftIsGoneGoesAsTheOperatorsOwnWords once he was told.
func TestAReplyWhoseDraftIsGoneGoesAsTheOperatorsOwnWords(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "my router is dead")
	card := r.card("c1", "router")
	r.reply(card, "Hold the button")
	r.ok(r.olha.Press(card.Channel, card.TS, "Reply"))
	var draft int64
	if err := r.pool.QueryRow(t.Context(), `SELECT id FROM suggestions WHERE state = 'offered' ORDER BY rank LIMIT 1`).Scan(&draft); err != nil {
		t.Fatal(err)
	}
	if err := r.router.Dismiss(t.Context(), r.op, draft, "wrong"); err != nil {
		t.Fatal(err)
	}
	r.ok(r.olha.Submit(map[string]any{"text": "Hold the button for ten seconds, please."}))
	if text, errors := r.slack.Modal(r.olha); len(errors) > 0 || !has(text, "this draft was dismissed", "Hold the button for ten seconds, please.") {
		t.Fatalf("the window shows %s, %v", text, errors)
	}
	r.ok(r.olha.Submit(nil))
	r.sent("Hold the button for ten seconds, please.")
}
