package telegram_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"switchboard/channels"
	"switchboard/channels/channeltest"
	"switchboard/channels/telegram"
	"switchboard/channels/telegram/telegramtest"
)

// deliver calls the webhook and returns its status.
func deliver(c *telegram.Channel, body, secret string) int {
	r := httptest.NewRequest(http.MethodPost, "/webhook", strings.NewReader(body))
	if secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	w := httptest.NewRecorder()
	c.ServeHTTP(w, r)
	return w.Code
}

// run runs the channel until the test ends, and waits for it.
func run(t *testing.T, c *telegram.Channel) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = c.Run(ctx) })
	stop = sync.OnceFunc(func() { cancel(); running.Wait() })
	t.Cleanup(stop)
	return stop
}

// hooked opens the channel in webhook mode behind a real listener.
func hooked(t *testing.T, server *telegramtest.Server, receiver channels.Receiver) *telegram.Channel {
	t.Helper()
	mux := http.NewServeMux()
	front := httptest.NewServer(mux)
	t.Cleanup(front.Close)
	c := open(t, settings(server.URL(), map[string]any{"mode": "webhook", "webhook_url": front.URL + "/", "secret": secret}), receiver)
	mux.Handle("/channels/bot/", http.StripPrefix("/channels/bot", c))
	return c
}

func numbers(from, to int) string {
	var all []string
	for i := from; i <= to; i++ {
		all = append(all, fmt.Sprintf("message %d", i))
	}
	return strings.Join(all, "\n")
}

func textsOf(events []channels.Inbound) string {
	var all []string
	for _, in := range events {
		all = append(all, in.Text)
	}
	return strings.Join(all, "\n")
}

func TestEveryMessageArrivesOnceAndInOrderWhileCommitsFail(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"polling", "webhook"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			server, receiver := telegramtest.New(t), &channeltest.Receiver{}
			server.Meet(olena())
			for i := 1; i <= 5; i++ {
				server.Say(olena(), fmt.Sprintf("message %d", i))
			}
			receiver.Script(nil, channeltest.ErrDown, nil, channels.ErrInvalid, channeltest.ErrDown, channeltest.ErrDown)
			var c *telegram.Channel
			if mode == "polling" {
				c = open(t, byPolling(server.URL()), receiver)
			} else {
				c = hooked(t, server, receiver)
			}
			stop := run(t, c)
			receiver.Wait(t, 4)
			for i := 6; i <= 40; i++ {
				server.Say(olena(), fmt.Sprintf("message %d", i))
			}
			events := receiver.Wait(t, 39)
			want := strings.Replace(numbers(1, 40), "message 3\n", "", 1) // the third was refused for good
			if got := textsOf(events); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			server.Until(t, "all are confirmed", func() bool { return server.Pending() == 0 })
			stop()
		})
	}
}

func TestAnUpdateThatIsNotCommittedSurvivesTheProgram(t *testing.T) {
	t.Parallel()
	server, down, up := telegramtest.New(t), &channeltest.Receiver{}, &channeltest.Receiver{}
	down.Fail(1000, nil)
	server.Say(olena(), "do not lose me")
	stop := run(t, open(t, byPolling(server.URL()), down))
	down.WaitAttempts(t, 2)
	stop()
	if server.Pending() != 1 {
		t.Fatalf("%d updates wait, want 1: it was confirmed before it was committed", server.Pending())
	}
	run(t, open(t, byPolling(server.URL()), up))
	if got := textsOf(up.Wait(t, 1)); got != "do not lose me" {
		t.Errorf("got %q", got)
	}
}

func TestPollingRemovesAWebhookAndKeepsWhatWaits(t *testing.T) {
	t.Parallel()
	server, receiver := telegramtest.New(t), &channeltest.Receiver{}
	server.Say(olena(), "before")
	stop := run(t, open(t, settings(server.URL(), map[string]any{
		"mode": "webhook", "webhook_url": "http://127.0.0.1:1", "secret": secret}), receiver))
	server.Until(t, "the webhook is set", func() bool { return server.Webhook() != "" })
	stop()
	run(t, open(t, byPolling(server.URL()), receiver))
	receiver.Wait(t, 1)
	if server.Webhook() != "" {
		t.Error("the webhook is still set")
	}
}

func TestPollingGoesOnAfterFaults(t *testing.T) {
	t.Parallel()
	server, receiver := telegramtest.New(t), &channeltest.Receiver{}
	server.Fail("deleteWebhook", telegramtest.Fault{Code: 500, Words: "Internal Server Error"})
	server.Fail("getUpdates",
		telegramtest.Fault{Status: 502, Body: "<html>Bad Gateway"},
		telegramtest.Fault{Body: `{"ok":true,"result":"nonsense"}`},
		telegramtest.Fault{Body: `{"ok":true,"result":[{"update_id":"x"}]}`})
	server.Say(olena(), "still here")
	run(t, open(t, byPolling(server.URL()), receiver))
	receiver.WaitAttempts(t, 2)
	server.Until(t, "confirmed", func() bool { return server.Pending() == 0 })
	for _, in := range receiver.Inbounds() {
		if in.Text == "still here" {
			return
		}
	}
	t.Error("the message did not arrive")
}

func TestTheWebhookIsSetWithSecretAndKinds(t *testing.T) {
	t.Parallel()
	server, receiver := telegramtest.New(t), &channeltest.Receiver{}
	server.Fail("setWebhook", telegramtest.Fault{Code: 429, Words: "Too Many Requests: retry after 1", After: 1})
	run(t, open(t, settings(server.URL(), map[string]any{
		"mode": "webhook", "webhook_url": "https://support.example.com/", "secret": secret}), receiver))
	server.Until(t, "the webhook is set", func() bool { return server.Webhook() != "" })
	call := server.Calls("setWebhook")[1]
	want := map[string]string{
		"url": "https://support.example.com/channels/bot/webhook", "secret_token": secret,
		"allowed_updates": `["message","edited_message","message_reaction","callback_query","my_chat_member"]`,
	}
	for name, value := range want {
		if call.Fields[name] != value {
			t.Errorf("%s is %q, want %q", name, call.Fields[name], value)
		}
	}
	if call.Fields["drop_pending_updates"] == "true" {
		t.Error("what waits would be dropped")
	}
}

func TestBothSecretsAreGoodDuringRotation(t *testing.T) {
	t.Parallel()
	c := open(t, byWebhook("http://127.0.0.1:1"), &channeltest.Receiver{})
	body := `{"update_id":5,"message":{"message_id":1,"date":1763900000,"chat":{"id":5,"type":"private"},"text":"x"}}`
	for given, want := range map[string]int{secret: 200, previous: 200, "": 401, secret + "0": 401, strings.ToUpper(secret): 401} {
		if got := deliver(c, body, given); got != want {
			t.Errorf("secret of %d characters: %d, want %d", len(given), got, want)
		}
	}
}

func TestTheWebhookTurnsAway(t *testing.T) {
	t.Parallel()
	hook := open(t, byWebhook("http://127.0.0.1:1"), &channeltest.Receiver{})
	poller := open(t, byPolling("http://127.0.0.1:1"), &channeltest.Receiver{})
	for _, c := range []struct {
		name         string
		channel      *telegram.Channel
		method, path string
		encoding     string
		want         int
	}{
		{"the bare prefix is the webhook too", hook, "POST", "/", "", 200},
		{"another path", hook, "POST", "/webhook/x", "", 404},
		{"another method", hook, "GET", "/webhook", "", 405},
		{"a packed body", hook, "POST", "/webhook", "gzip", 415},
		{"polling mode has no webhook", poller, "POST", "/webhook", "", 404},
	} {
		r := httptest.NewRequest(c.method, c.path, strings.NewReader("{}"))
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
		if c.encoding != "" {
			r.Header.Set("Content-Encoding", c.encoding)
		}
		w := httptest.NewRecorder()
		c.channel.ServeHTTP(w, r)
		if w.Code != c.want || w.Body.Len() > 0 {
			t.Errorf("%s: %d with %d bytes, want %d with none", c.name, w.Code, w.Body.Len(), c.want)
		}
	}
}

func TestARepeatedConversationOverBothModes(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"polling", "webhook"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			server, receiver := telegramtest.New(t), &channeltest.Receiver{}
			var c *telegram.Channel
			if mode == "polling" {
				c = open(t, byPolling(server.URL()), receiver)
				run(t, c)
				server.Until(t, "polling", func() bool { return len(server.Calls("getUpdates")) > 0 })
			} else {
				c = hooked(t, server, receiver)
				run(t, c)
				server.Until(t, "webhook", func() bool { return server.Webhook() != "" })
			}
			first := server.Say(olena(), "is it open?")
			receiver.Wait(t, 1)
			id, err := c.Send(t.Context(), channels.Outbound{Key: "k", To: "4815162342", Text: "Yes. Did that help?",
				ReplyTo: fmt.Sprintf("4815162342:%d", first), Choices: []string{"Yes", strings.Repeat("Ні ", 19) + "дуже"}})
			if err != nil {
				t.Fatal(err)
			}
			sent := server.Answers(4815162342)[0]
			if sent.ReplyTo != first {
				t.Errorf("answers message %d, want %d", sent.ReplyTo, first)
			}
			if err := server.Press(olena(), sent.ID, strings.Repeat("Ні ", 19)+"дуже"); err != nil {
				t.Fatal(err)
			}
			server.Edit(olena(), first, "is it open today?")
			server.React(olena(), sent.ID, "👍")
			server.Block(olena(), true)
			events := receiver.Wait(t, 5)
			for i, want := range []channels.Inbound{
				{Kind: channels.Message, Text: "is it open?"},
				{Kind: channels.Press, Text: strings.Repeat("Ні ", 19) + "дуже", Ref: id},
				{Kind: channels.Edit, Text: "is it open today?", Ref: events[0].ID},
				{Kind: channels.Reaction, Text: "👍", Ref: id},
				{Kind: channels.Blocked},
			} {
				got := events[i]
				if got.Kind != want.Kind || got.Text != want.Text || got.Ref != want.Ref {
					t.Errorf("event %d is %s %q of %q, want %s %q of %q", i, got.Kind, got.Text, got.Ref, want.Kind, want.Text, want.Ref)
				}
			}
			if n := len(server.Calls("answerCallbackQuery")); n != 1 {
				t.Errorf("%d presses answered, want 1", n)
			}
			_, err = c.Send(t.Context(), channels.Outbound{Key: "k2", To: "4815162342", Text: "hello?"})
			if got := channels.FateOf(err).Fate; got != channels.BlockedByUser {
				t.Errorf("sent to somebody who blocked the bot: %s", got)
			}
		})
	}
}

// A panicking is a Receiver with a fault of its own the first time.
type panicking struct {
	channeltest.Receiver
	once sync.Once
}

func (p *panicking) Receive(ctx context.Context, in channels.Inbound) error {
	p.once.Do(func() { panic("a fault of the program") })
	return p.Receiver.Receive(ctx, in)
}

func TestAPanicBehindTheChannelLosesNothing(t *testing.T) {
	t.Parallel()
	server, receiver := telegramtest.New(t), &panicking{}
	server.Say(olena(), "still here")
	run(t, open(t, byPolling(server.URL()), receiver))
	if got := textsOf(receiver.Wait(t, 1)); got != "still here" {
		t.Errorf("got %q", got)
	}
}

func TestTwoThatPollAreToldOfEachOther(t *testing.T) {
	t.Parallel()
	server, receiver := telegramtest.New(t), &channeltest.Receiver{}
	run(t, open(t, byPolling(server.URL()), receiver))
	server.Until(t, "the first polls", func() bool { return len(server.Calls("getUpdates")) == 1 })
	stop := run(t, open(t, byPolling(server.URL()), receiver))
	server.Until(t, "the first was turned away and comes back", func() bool { return len(server.Calls("deleteWebhook")) >= 3 })
	stop()
	server.Say(olena(), "one of them takes it")
	receiver.Wait(t, 1)
}

func FuzzWebhook(f *testing.F) {
	for _, in := range seeds(f) {
		f.Add(in)
	}
	receiver := &channeltest.Receiver{}
	c := open(f, byWebhook("http://127.0.0.1:1"), receiver)
	f.Fuzz(func(t *testing.T, body string) {
		status := deliver(c, body, secret)
		if status != http.StatusOK && status != http.StatusRequestEntityTooLarge {
			t.Errorf("status %d", status)
		}
	})
}
