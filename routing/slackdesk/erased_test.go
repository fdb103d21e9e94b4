package slackdesk_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/routing"
	"switchboard/routing/slackdesk/slacktest"
)

func TestWhatIsErasedGoesInSlackToo(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{replicas: 2})
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
	r.until("who typed a note is asked to delete it", func() bool { return len(r.slack.Directs(r.olha)) > 0 })
	if told := r.slack.Directs(r.olha)[0].Shown(); !has(told, "A customer was erased", "/archives/"+card.Channel+"/p", "|a note>", "only you can delete it") || strings.Contains(told, "gone") {
		t.Errorf("she is told %s", told)
	}
	if !strings.Contains(r.dump(), "Maria kept") || kept.TS == "" {
		t.Error("another customer's card is gone")
	}
	if n, calls := r.slack.Files(), r.slack.Calls("files.delete"); n != 0 || calls == 0 { // both replicas may have asked
		t.Errorf("%d files are still kept in Slack, after %d calls", n, calls)
	}
}

// TestWhoTypedIsToldOnce: by one replica of two, also after an outage of Slack; not of what he deleted, nor of what went with age.
func TestWhoTypedIsToldOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{replicas: 2})
	boss, _ := r.hire("Sue", routing.RoleSupervisor, "support")
	notes := func(want int) {
		t.Helper()
		r.until("the notes are kept", func() bool {
			var n int
			return r.pool.QueryRow(t.Context(), `SELECT count(*) FROM slack_posts WHERE theirs AND NOT gone`).Scan(&n) == nil && n == want
		})
	}
	talked := func(from string) (slacktest.Message, int64) {
		t.Helper()
		r.says(from, "My router is broken, I need a person")
		card := r.card(from, "queue")
		var conv int64
		if err := r.pool.QueryRow(t.Context(), `SELECT c.id FROM conversations c JOIN addresses a ON a.id = c.address_id WHERE a.value = $1`, from).Scan(&conv); err != nil {
			t.Fatal(err)
		}
		return card, conv
	}
	first, conv := talked("first")
	r.olha.Say(first.Channel, first.TS, "I know this one")
	r.olha.Say(first.Channel, first.TS, "So do I")
	notes(2)
	ended, old := talked("old")
	r.olha.Say(ended.Channel, ended.TS, "This one went with age")
	notes(3)
	var subscriber int64
	if err := r.pool.QueryRow(t.Context(), `SELECT subscriber_id FROM conversations WHERE id = $1`, conv).Scan(&subscriber); err != nil {
		t.Fatal(err)
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE conversations SET state = 'closed', owner_id = NULL, closed_at = now() - interval '2 days' WHERE id = $1`, old); err != nil {
		t.Fatal(err)
	}
	keeper := routing.New(routing.Config{Pool: r.pool, Policy: routing.Policy{Keep: 24 * time.Hour}})
	if err := keeper.Retain(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.slack.Down(true)
	if _, err := r.router.Erase(t.Context(), boss, subscriber, "asked by letter"); err != nil {
		t.Fatal(err)
	}
	r.slack.Down(false)
	r.until("she is told", func() bool {
		// What was being posted when Slack went down is looked for after two minutes: as if they had passed.
		if _, err := r.pool.Exec(t.Context(), `UPDATE slack_posts SET at = at - interval '3 minutes' WHERE erasing AND ts = ''`); err != nil {
			t.Fatal(err)
		}
		var left int
		return len(r.slack.Directs(r.olha)) > 0 && r.pool.QueryRow(t.Context(), `SELECT count(*) FROM slack_posts WHERE erasing`).Scan(&left) == nil && left == 0
	})
	list := r.slack.Directs(r.olha)
	if len(list) != 1 || !has(list[0].Shown(), "|2 notes>", "delete them") {
		t.Errorf("she is told %d times: %v", len(list), list)
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
