package slackdesk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/routing"
)

// TestAnEditAtTheMomentOfSendingReachesTheCustomer: who edits a live line just when it goes out has edited what was sent.
func TestAnEditAtTheMomentOfSendingReachesTheCustomer(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "please phone me back")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	r.ok(r.olha.Press(card.Channel, card.TS, "More …"))
	r.ok(r.olha.PressModal("Live mode on"))
	r.card("c1", "Live mode")
	ts := r.olha.Say(card.Channel, card.TS, "We call you at nine.")
	r.reply(card, "goes to the customer")

	tx, err := r.pool.Begin(t.Context()) // as the line is held while it is sent
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	var line, conv int64
	err = tx.QueryRow(t.Context(), `SELECT id, conversation_id FROM slack_lines WHERE ts = $1 AND state = 'waits' FOR UPDATE`, ts).Scan(&line, &conv)
	if err != nil {
		t.Fatal(err)
	}
	seq, err := r.router.Reply(t.Context(), r.op, conv, routing.Reply{Text: "We call you at nine."})
	if err != nil {
		t.Fatal(err)
	}
	r.sent("We call you at nine.")
	r.until("it is known to be sent", func() (sent bool) {
		return r.pool.QueryRow(t.Context(), `SELECT state = 'sent' FROM messages WHERE conversation_id = $1 AND seq = $2`, conv, seq).Scan(&sent) == nil && sent
	})
	r.olha.Edit(card.Channel, ts, "We call you at ten.")
	r.until("the edit waits for the line", func() (waits bool) {
		return r.pool.QueryRow(t.Context(), `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'UPDATE slack_lines%')`).Scan(&waits) == nil && waits
	})
	if _, err := tx.Exec(t.Context(), `UPDATE slack_lines SET state = 'sent', seq = $2 WHERE id = $1`, line, seq); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.until("it is changed at the customer's", func() bool { return slices.Contains(r.out.all(), "reworded: We call you at ten.") })
}

// TestWhoseLiveModeHasEndedIsToldThatHisLineIsANote and sends it with one press, once however often he presses.
func TestWhoseLiveModeHasEndedIsToldThatHisLineIsANote(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "please phone me back")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	r.ok(r.olha.Press(card.Channel, card.TS, "More …"))
	r.ok(r.olha.PressModal("Live mode on"))
	r.card("c1", "Live mode")
	if _, err := r.pool.Exec(t.Context(), `UPDATE slack_live SET until = now() - interval '1 second'`); err != nil {
		t.Fatal(err)
	}
	r.until("live mode is over", func() bool { return !strings.Contains(r.card("c1").Shown(), "Live mode") })
	r.olha.Say(card.Channel, card.TS, "We call you at nine.")
	r.whispered(r.olha, "Live mode ended at", "this is a note")
	r.slack.Settle()
	if got := r.out.byOperators(); len(got) != 0 {
		t.Fatalf("it went to the customer: %q", got)
	}
	r.ok(r.olha.PressWhisper("Send it"))
	r.ok(r.olha.PressWhisper("Send it"))
	r.sent("We call you at nine.")
	r.olha.Say(card.Channel, card.TS, "he sounds old")
	r.until("a second note", func() bool {
		var n int
		return r.pool.QueryRow(t.Context(), `SELECT count(*) FROM notes`).Scan(&n) == nil && n == 2
	})
	r.slack.Settle()
	if n := len(r.slack.Whispers(r.olha)); n != 1 {
		t.Errorf("he is told %d times", n)
	}
}

// TestThatALineIsANoteIsToldWithTheNextOne when Slack did not take it at first; who is mentioned is told all the same.
func TestThatALineIsANoteIsToldWithTheNextOne(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	_, petro := r.hire("Petro", routing.RoleOperator, "support")
	petro.OpenHome() // so that he is known in Slack
	r.until("he is known", func() bool { return r.slack.Home(petro) != "" })
	r.says("c1", "please phone me back")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	_, err := r.pool.Exec(t.Context(), `INSERT INTO slack_live (conversation_id, operator_id, since, until) VALUES (1, $1, now() - interval '1 hour', now() - interval '1 second')`, r.op)
	if err != nil {
		t.Fatal(err)
	}
	r.slack.Limit("chat.postEphemeral", time.Second)
	r.olha.Say(card.Channel, card.TS, "<@"+petro.ID+"> phones him")
	r.directly(petro, 1, "Olha mentioned you in a note")
	r.slack.Settle()
	time.Sleep(time.Second)
	r.olha.Say(card.Channel, card.TS, "We call you at nine.")
	r.whispered(r.olha, "Live mode ended at", "this is a note")
}
