package slackdesk_test

import (
	"strings"
	"testing"

	"switchboard/channels"
	"switchboard/routing"
)

func TestWhatIsErasedGoesInSlackToo(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	boss, _ := r.hire("Sue", routing.RoleSupervisor, "support")
	r.says("kept", "Hello, my fridge is broken, I need a person")
	kept := r.card("kept", "queue")
	r.receive(channels.Inbound{Account: "chat", ID: "f1", From: "gone", Name: "Maria gone", Text: "My router is broken, I need a person",
		Files: []channels.File{{Name: "passport.txt", Type: "text/plain", Data: []byte("passport")}}})
	card := r.card("gone", "queue")
	r.reply(card, ":paperclip:")
	r.reply(card, "Hold the button")
	r.olha.Say(card.Channel, card.TS, "I know this one")
	r.until("the note is kept", func() bool {
		var n int
		return r.pool.QueryRow(t.Context(), `SELECT count(*) FROM notes`).Scan(&n) == nil && n == 1
	})
	var subscriber int64
	if err := r.pool.QueryRow(t.Context(), `SELECT subscriber_id FROM addresses WHERE value = 'gone'`).Scan(&subscriber); err != nil {
		t.Fatal(err)
	}
	e, err := r.router.Erase(t.Context(), boss, subscriber, "asked by letter")
	if err != nil || len(e.Typed) != 1 || e.Typed[0].Notes != 1 || e.Typed[0].Channel != card.Channel || e.Typed[0].Thread != card.TS {
		t.Fatalf("%+v %v", e, err)
	}
	if link := r.desks[0].Link(e.Typed[0].Channel, e.Typed[0].Thread, e.Typed[0].TS); !strings.Contains(link, "/archives/"+card.Channel+"/p") || !strings.Contains(link, "?thread_ts="+card.TS+"&cid=") {
		t.Errorf("the note's address is %s", link)
	}
	r.until("nothing of the customer stands in Slack", func() bool {
		var n int
		_ = r.pool.QueryRow(t.Context(), `SELECT count(*) FROM slack_posts WHERE erasing`).Scan(&n)
		all := r.dump()
		return n == 0 && !strings.Contains(all, "gone") && !strings.Contains(all, ":paperclip:") && !strings.Contains(all, "Hold the button")
	})
	if !strings.Contains(r.dump(), "Maria kept") || kept.TS == "" {
		t.Error("another customer's card is gone")
	}
	if r.slack.Calls("files.delete") != 1 {
		t.Error("the file is still kept in Slack")
	}
}

// TestAFileThatSlackKeepsHoldsUpNoErasure: an app without the right to look at files deletes all the rest.
func TestAFileThatSlackKeepsHoldsUpNoErasure(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	boss, _ := r.hire("Sue", routing.RoleSupervisor, "support")
	r.receive(channels.Inbound{Account: "chat", ID: "f1", From: "gone", Name: "Maria gone", Text: "My router is broken, I need a person",
		Files: []channels.File{{Name: "passport.txt", Type: "text/plain", Data: []byte("passport")}}})
	r.reply(r.card("gone", "queue"), ":paperclip:")
	r.slack.Without("files:read")
	var subscriber int64
	if err := r.pool.QueryRow(t.Context(), `SELECT subscriber_id FROM addresses WHERE value = 'gone'`).Scan(&subscriber); err != nil {
		t.Fatal(err)
	}
	if _, err := r.router.Erase(t.Context(), boss, subscriber, "asked by letter"); err != nil {
		t.Fatal(err)
	}
	r.until("the card is gone", func() bool {
		var n int
		return r.pool.QueryRow(t.Context(), `SELECT count(*) FROM slack_posts WHERE erasing AND ts NOT LIKE 'file:%'`).Scan(&n) == nil && n == 0 &&
			!strings.Contains(r.dump(), "Maria gone")
	})
}
