package main

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/channels/webchat/browsertest"
	"switchboard/migrations/pgtest"
	"switchboard/routing/slackdesk/slacktest"
)

// TestTheMainJobWithSlackAsTheDesk is the product's main job with the real program and Slack as the desk: a customer in web
// chat is answered from the knowledge base, asks what it does not answer, an operator takes the conversation in Slack,
// edits the draft and sends it; the program is killed in between; the customer reads the answer; the operator closes.
func TestTheMainJobWithSlackAsTheDesk(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t).Config().ConnString()
	slack := slacktest.New(t)
	p := newProgram(t, "DATABASE_URL="+db, "SLACK_BOT_TOKEN="+slacktest.BotToken, "SLACK_SIGNING_SECRET="+slacktest.Secret, "SLACK_API_URL="+slack.API())
	slack.Target(p.base)
	p.start()
	pool, err := pgxpool.New(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	_, err = pool.Exec(t.Context(), `INSERT INTO operators (email, name, display_name, role, presence, seen_at) VALUES ('olha@lumen.example', 'Olha', 'Olha', 'administrator', 'online', now())`)
	if err != nil {
		t.Fatal(err)
	}
	olha := slack.User("Olha", "olha@lumen.example")
	until := func(what string, holds func() bool) {
		t.Helper()
		for end := time.Now().Add(60 * time.Second); !holds(); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("never: %s\n%s", what, p.output())
			}
		}
	}
	var card slacktest.Message
	shows := func(words ...string) func() bool {
		return func() bool {
			for _, m := range slack.Messages(slack.ChannelNamed("switchboard")) {
				if containsAll(m.Shown(), words...) {
					card = m
					return true
				}
			}
			return false
		}
	}
	thread := func(words ...string) func() bool {
		return func() bool {
			for _, m := range slack.Thread(card.Channel, card.TS) {
				if containsAll(m.Name+" "+m.Shown(), words...) {
					return true
				}
			}
			return false
		}
	}
	v := p.visitor()
	ask := func(n int, text string) {
		t.Helper()
		if err := v.write(t.Context(), fmt.Sprintf("00000000-0000-4000-8000-%012d", n), text); err != nil {
			t.Fatal(err)
		}
	}
	hears := func(words string) func() bool {
		return func() bool {
			h, err := v.history()
			if err != nil {
				return false
			}
			for _, e := range h {
				if e.Out && strings.Contains(e.Text, words) {
					return true
				}
			}
			return false
		}
	}
	ask(1, "How do I restart my router?")
	until("the assistant's answer", hears("Did that help?"))
	if shows("Customer")() {
		t.Errorf("a card for what the assistant answers: %s", card.Shown())
	}
	ask(2, "I want to talk to a person: my internet is very slow since yesterday")
	until("a card", shows("in the queue", "very slow since yesterday"))
	until("the conversation in the thread", thread("How do I restart my router?"))
	until("a draft with its source", thread("Suggested answers", "Lumen"))
	if a := olha.Press(card.Channel, card.TS, "Take"); a.Status != 200 {
		t.Fatalf("take: %+v", a)
	}
	until("the owner on the card", shows("<@"+olha.ID+">"))

	p.kill()
	olha.Say(card.Channel, card.TS, "a note while the program is down")
	p.start()
	until("the note after the restart", func() bool {
		var n int
		return pool.QueryRow(t.Context(), `SELECT count(*) FROM notes WHERE text = 'a note while the program is down'`).Scan(&n) == nil && n == 1
	})
	if a := olha.Press(card.Channel, card.TS, "Reply"); a.Status != 200 {
		t.Fatalf("reply: %+v", a)
	}
	if a := olha.Submit(map[string]any{"text": "Move the router *away* from the microwave."}); a.Status != 200 {
		t.Fatalf("submit: %+v", a)
	}
	until("the customer reads it", hears("Move the router **away** from the microwave."))
	until("the thread tells", thread("Olha to the customer", "away"))
	if a := olha.Press(card.Channel, card.TS, "Close"); a.Status != 200 {
		t.Fatalf("close: %+v", a)
	}
	if a := olha.Submit(map[string]any{"how": "solved"}); a.Status != 200 {
		t.Fatalf("submit: %+v", a)
	}
	until("the card is closed", shows("closed: solved"))
	if n := len(slack.Messages(card.Channel)); n != 1 {
		t.Errorf("%d cards", n)
	}

	view := httptest.NewServer(slack)
	defer view.Close()
	page := browsertest.New(t)
	at := fmt.Sprintf("%s/?me=%s&channel=%s&thread=%s", view.URL, olha.ID, card.Channel, card.TS)
	step(t, page, "the workspace's page", chromedp.Navigate(at))
	browsertest.Until(t, page, "the card on it", `document.querySelector('main').innerText.includes('closed: solved')`)
	browsertest.Shot(t, page, "slack")
}

func containsAll(text string, words ...string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
