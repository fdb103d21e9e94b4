package slackdesk_test

import (
	"strings"
	"testing"
)

func TestAConversationFromItsCardToItsEnd(t *testing.T) {
	for _, socket := range []bool{false, true} {
		t.Run(map[bool]string{false: "events by HTTP", true: "events by socket"}[socket], func(t *testing.T) {
			t.Parallel()
			r := newRig(t, config{socket: socket})
			r.says("c1", "my router is dead, call me at +380 44 123 45 67 & <!channel> please")
			card := r.card("c1", "in the queue", "nobody yet", "Support")
			if len(r.slack.Messages(card.Channel)) != 1 {
				t.Fatalf("several cards: %s", r.dump())
			}
			if strings.Contains(card.Shown(), "123 45 67") {
				t.Errorf("the card shows a telephone number: %s", card.Shown())
			}
			r.reply(card, "Maria c1", "my router is dead")
			drafts := r.reply(card, "Hold the button", "almost certain", "Restart the router", "version 3", "3 months old", "Pull the plug")

			r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
			r.card("c1", "taken", "<@"+r.olha.ID+">")

			r.ok(r.olha.Press(card.Channel, drafts.TS, "Edit and send"))
			text, _ := r.slack.Modal(r.olha)
			if !has(text, "Reply", "Hold the button for ten seconds.", "my router is dead") {
				t.Fatalf("the modal: %s", text)
			}
			r.ok(r.olha.Submit(map[string]any{"text": "Hold the button for *twelve* seconds."}))
			if text, errors := r.slack.Modal(r.olha); text != "" {
				t.Fatalf("the modal stays: %s %v", text, errors)
			}
			r.sent("Hold the button for **twelve** seconds.")
			r.reply(card, "Olha to the customer", "twelve", "sent")
			r.reply(card, "Suggested answers", "sent after editing")

			r.ok(r.olha.Press(card.Channel, card.TS, "Close"))
			r.ok(r.olha.Submit(map[string]any{"how": "solved", "wish": "a bigger button"}))
			r.card("c1", "closed: solved")
			var wishes int
			if err := r.pool.QueryRow(t.Context(), `SELECT count(*) FROM wishes WHERE text = 'a bigger button'`).Scan(&wishes); err != nil || wishes != 1 {
				t.Errorf("%d wishes, %v", wishes, err)
			}
			if n := len(r.slack.Messages(card.Channel)); n != 1 {
				t.Errorf("%d cards at the end", n)
			}
		})
	}
}

func TestWhatWasTypedWithAnotherKeyboardCanBeRead(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "ьн кщгеук шы вуфвб сфдд ьу +380441234567")
	r.reply(r.card("c1", "in the queue"), "Maria c1", "ьн кщгеук", "Probably meant: my router is dead, call me")
	if strings.Contains(r.dump(), "1234567") {
		t.Errorf("a telephone number is shown: %s", r.dump())
	}
}
