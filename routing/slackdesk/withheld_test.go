package slackdesk_test

import "testing"

// TestWhatIsForColleaguesNeverLeavesSlack: not from the window of a reply, and not as another wording of a message.
func TestWhatIsForColleaguesNeverLeavesSlack(t *testing.T) {
	const inside, refused = "The zorblax password is hunter2.", "This draft is for colleagues only"
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "what is the password?")
	card := r.card("c1")
	drafts := r.reply(card, inside)
	says := func(what string) {
		t.Helper()
		if text, errors := r.slack.Modal(r.olha); !has(text+errors["text"], refused) {
			t.Errorf("%s: %s %v", what, text, errors)
		}
	}
	r.ok(r.olha.Press(card.Channel, drafts.TS, "Edit and send"))
	r.ok(r.olha.Submit(nil))
	says("the draft as it is")
	r.ok(r.olha.Press(card.Channel, card.TS, "Reply"))
	r.ok(r.olha.Submit(map[string]any{"text": "Ask at the desk, please."}))
	r.sent("Ask at the desk, please.")
	r.ok(r.olha.Press(card.Channel, card.TS, "Reply"))
	r.ok(r.olha.Submit(map[string]any{"text": inside}))
	says("without the draft")
	sent := r.reply(card, "Olha to the customer", "Ask at the desk", "sent")
	r.ok(r.olha.Press(card.Channel, sent.TS, "Change"))
	r.ok(r.olha.Submit(map[string]any{"text": inside}))
	says("as another wording")
	r.sent("Ask at the desk, please.")
}
