package slackdesk_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/routing"
	"switchboard/routing/slackdesk/slacktest"
)

// complete waits until the card and thread of a customer show all that was said, once each and in order.
func (r *rig) complete(from string, texts ...string) {
	r.t.Helper()
	card := r.card(from)
	r.until("everything in order, once", func() bool {
		var all strings.Builder
		for _, m := range r.slack.Thread(card.Channel, card.TS) {
			all.WriteString(m.Shown() + "\n")
		}
		at := 0
		for _, text := range texts {
			if strings.Count(all.String(), text) != 1 {
				return false
			}
			i := strings.Index(all.String(), text)
			if i < at {
				return false
			}
			at = i
		}
		cards := 0
		for _, m := range r.slack.Messages(card.Channel) {
			if has(m.Shown(), "Maria "+from) {
				cards++
			}
		}
		return cards == 1
	})
}

func TestNothingIsLostOrDoubledInTrouble(t *testing.T) {
	for name, trouble := range map[string]func(r *rig) (over func()){
		"slack is down": func(r *rig) func() { r.slack.Down(true); return func() { r.inVain(2); r.slack.Down(false) } },
		"answers are lost": func(r *rig) func() {
			r.slack.Lose("chat.postMessage", 3)
			r.slack.Lose("chat.update", 2)
			return func() {}
		},
		"posts are limited":   func(r *rig) func() { r.slack.Limit("chat.postMessage", time.Second); return func() {} },
		"updates are limited": func(r *rig) func() { r.slack.Limit("chat.update", time.Second); return func() {} },
		"a post in a while":   func(r *rig) func() { r.slack.Pace(300 * time.Millisecond); return func() {} },
		"the token is revoked": func(r *rig) func() {
			r.slack.RevokeToken(true)
			return func() { r.inVain(2); r.slack.RevokeToken(false); r.forget() }
		},
		"events come twice": func(r *rig) func() { r.slack.Duplicate(2); r.slack.Shuffle(50 * time.Millisecond); return func() {} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, config{})
			r.says("c1", "first of all")
			r.card("c1")
			over := trouble(r)
			r.says("c2", "line one")
			if err := r.router.Note(t.Context(), r.op, 1, "line two"); err != nil {
				t.Fatal(err)
			}
			r.says("c1", "line three")
			over()
			r.says("c1", "line four")
			r.complete("c1", "first of all", "line two", "line three", "line four")
			r.complete("c2", "line one")
		})
	}
}

// inVain waits until the desk has tried to show so many conversations, and could not.
func (r *rig) inVain(n int) {
	r.until("it is tried in vain", func() bool {
		var tried int
		if err := r.pool.QueryRow(r.t.Context(), `SELECT count(*) FROM slack_threads WHERE failures > 0`).Scan(&tried); err != nil {
			r.t.Fatal(err)
		}
		return tried >= n
	})
}

// forget ends the pauses, as if their time had passed.
func (r *rig) forget() {
	for _, sql := range []string{`DELETE FROM slack_pauses`, `UPDATE slack_threads SET ready_at = now()`} {
		if _, err := r.pool.Exec(r.t.Context(), sql); err != nil {
			r.t.Fatal(err)
		}
	}
	for _, d := range r.desks {
		d.EndPauses()
	}
}

func TestTheTokenThatIsRevokedIsToldOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "first of all")
	r.card("c1")
	r.slack.RevokeToken(true)
	r.says("c1", "and then")
	r.until("the check tells it", func() bool {
		_, err := r.desks[0].Check(t.Context())
		return err != nil && strings.Contains(err.Error(), "install the app again")
	})
	calls := r.slack.Calls("chat.update") + r.slack.Calls("chat.postMessage")
	for n := range 5 {
		r.says(fmt.Sprint("d", n), "please phone me back")
	}
	r.inVain(6)
	if n := r.slack.Calls("chat.update") + r.slack.Calls("chat.postMessage"); n > calls+1 {
		t.Errorf("%d calls with a dead token for five more conversations", n-calls)
	}
}

func TestALostChannelFallsBackToTheDefaultOne(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	_, boss := r.hire("Boss", routing.RoleAdministrator)
	r.says("c0", "something else first")
	first := r.card("c0")
	r.ok(boss.Command(first.Channel, "/switchboard", "bind billing"))
	billing := r.slack.ChannelNamed("billing")
	var id int64
	if err := r.pool.QueryRow(t.Context(), `SELECT id FROM departments WHERE key = 'billing'`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	r.says("c1", "my bill is wrong")
	old := r.card("c1")
	if err := r.router.Transfer(t.Context(), r.op, 2, routing.Target{Department: id}, "money"); err != nil {
		t.Fatal(err)
	}
	r.until("the card moves", func() bool {
		list := r.slack.Messages(billing)
		return len(list) == 1 && has(list[0].Shown(), "Maria c1", "Billing")
	})
	r.until("the old card tells where", func() bool {
		for _, m := range r.slack.Messages(old.Channel) {
			if m.TS == old.TS {
				return has(m.Shown(), "moved to <#"+billing+">")
			}
		}
		return false
	})
	moved := r.slack.Messages(billing)[0]
	r.until("its thread follows", func() bool {
		return has(all(r.slack.Thread(billing, moved.TS)), "my bill is wrong", "transferred")
	})
	r.slack.Archive(billing)
	r.says("c1", "are you there?")
	card := r.card("c1", "are you there?", "Billing")
	r.reply(card, "my bill is wrong")
	r.until("a word in the default channel", func() bool {
		return has(all(r.slack.Messages(card.Channel)), "cannot be posted in any more")
	})
	r.olha.Say(old.Channel, old.TS, "a note in the old thread")
	r.until("it is a note of the conversation", func() bool {
		var n int
		return r.pool.QueryRow(t.Context(), `SELECT count(*) FROM notes WHERE conversation_id = 2 AND text = 'a note in the old thread'`).Scan(&n) == nil && n == 1
	})
}

func all(list []slacktest.Message) string {
	var b strings.Builder
	for _, m := range list {
		b.WriteString(m.Shown() + "\n")
	}
	return b.String()
}

func TestADeletedCardIsPostedAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "first of all")
	card := r.card("c1")
	r.reply(card, "first of all")
	r.slack.Forget(card.Channel, card.TS)
	r.says("c1", "and then")
	r.until("another card with its thread", func() bool {
		for _, m := range r.slack.Messages(card.Channel) {
			if m.TS != card.TS && has(m.Shown(), "Maria c1") && has(all(r.slack.Thread(card.Channel, m.TS)), "first of all", "and then") {
				return true
			}
		}
		return false
	})
}

func TestSocketsThatDropAreReplaced(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{socket: true, replicas: 2})
	r.says("c1", "first of all")
	card := r.card("c1")
	r.slack.Refresh()
	r.slack.DropSockets()
	r.until("new sockets", func() bool { return r.slack.Sockets() == 2 })
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "<@"+r.olha.ID+">")
}

func TestOnlyWhatSlackSignedGetsIn(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	body := `{"type":"url_verification","challenge":"abc"}`
	for name, c := range map[string]struct {
		secret string
		at     time.Time
		change string
		status int
	}{
		"signed":          {slacktest.Secret, time.Now(), "", 200},
		"another secret":  {"other", time.Now(), "", 401},
		"six minutes old": {slacktest.Secret, time.Now().Add(-6 * time.Minute), "", 401},
		"from the future": {slacktest.Secret, time.Now().Add(6 * time.Minute), "", 401},
		"another body":    {slacktest.Secret, time.Now(), " ", 401},
		"not signed":      {"", time.Now(), "", 401},
		"no JSON":         {slacktest.Secret, time.Now(), "", 400},
	} {
		sent := body
		if name == "no JSON" {
			sent = "{"
		}
		q, err := http.NewRequest(http.MethodPost, r.url+"/slack/events", strings.NewReader(sent+c.change))
		if err != nil {
			t.Fatal(err)
		}
		if c.secret != "" {
			slacktest.Sign(q, []byte(sent), c.secret, c.at)
		}
		resp, err := http.DefaultClient.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != c.status {
			t.Errorf("%s: %d, want %d", name, resp.StatusCode, c.status)
		}
	}
}

func TestWhateverACustomerWritesStaysText(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	for i, text := range []string{
		"<!channel> <@U0000001> <https://evil.example|your bank>", strings.Repeat("very long ", 5000), "*bold* _it_ ~x~ `c` &amp; &lt;!here&gt;",
		"\u202eright to left\u200b", strings.Repeat("\n", 3000) + "x", "```\n<!everyone>", ":eyes: :white_check_mark:", "@channel @here #general",
	} {
		r.receive(channels.Inbound{Account: "chat", ID: string(rune('a' + i)), From: "c1", Name: "Maria c1 <!channel>", Text: text})
	}
	card := r.card("c1")
	r.reply(card, "@channel @here #general")
	for _, m := range append(r.slack.Thread(card.Channel, card.TS), card) {
		if strings.Contains(m.Text, "<!") || strings.Contains(m.Text, "<@U") || strings.Contains(m.Text, "<https://evil") {
			t.Errorf("markup in the text of a post: %s", m.Text)
		}
		for _, b := range m.Blocks {
			if strings.Contains(slacktest.Words(b), "<!channel>") && strings.Contains(slacktest.Markup(b), "<!channel>") {
				t.Errorf("a mass mention in mrkdwn: %v", b)
			}
		}
	}
}

func TestNotesWhoseEventsNeverCameAreRead(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "first of all")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	r.ok(r.olha.Press(card.Channel, card.TS, "More …"))
	r.ok(r.olha.PressModal("Live mode on"))
	r.olha.SayUnheard(card.Channel, card.TS, "written during the outage", 10*time.Minute)
	for range 2 {
		if err := r.desks[0].ReadMissed(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var notes, lines int
	err := r.pool.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM notes WHERE text = 'written during the outage'), (SELECT count(*) FROM slack_lines)`).Scan(&notes, &lines)
	if err != nil || notes != 1 || lines != 0 {
		t.Errorf("%d notes, %d lines, %v", notes, lines, err)
	}
}
