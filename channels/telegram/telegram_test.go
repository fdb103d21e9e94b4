package telegram_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/channels/channeltest"
	"switchboard/channels/telegram"
	"switchboard/channels/telegram/telegramtest"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler)) // faults are what many tests are about
	m.Run()
}

var update = flag.Bool("update", false, "write the golden events anew")

const (
	secret   = "0123456789abcdef0123456789abcdef"
	previous = "fedcba9876543210fedcba9876543210"
)

func olena() telegramtest.Person {
	return telegramtest.Person{ID: 4815162342, First: "Олена", Last: "Коваль", Username: "olena_k", Lang: "uk"}
}

func settings(platform string, more map[string]any) channels.Account {
	fields := map[string]any{"token": telegramtest.Token, "api_url": platform}
	for name, value := range more {
		fields[name] = value
	}
	raw, err := json.Marshal(fields)
	if err != nil {
		panic(err)
	}
	return channels.Account{Name: "bot", Kind: "telegram", Settings: raw}
}

func byWebhook(platform string) channels.Account {
	return settings(platform, map[string]any{
		"mode": "webhook", "webhook_url": "https://support.example.com", "secret": secret, "secret_previous": previous,
	})
}

func byPolling(platform string) channels.Account { return settings(platform, nil) }

func sign(r *channeltest.Request) { r.Header["X-Telegram-Bot-Api-Secret-Token"] = secret }

// samples reads the updates of testdata and the events they become. A golden event without a time had none.
func samples(t *testing.T) []channeltest.In {
	t.Helper()
	paths, err := filepath.Glob("testdata/updates/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("samples: %d, %v", len(paths), err)
	}
	var all []channeltest.In
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		in := channeltest.In{Request: channeltest.Request{Name: name, Path: "/webhook", Body: string(body)}, Status: http.StatusOK}
		golden := filepath.Join("testdata", "golden", name+".json")
		if *update {
			in.Want = received(t, in.Request)
			write(t, golden, in.Want)
		}
		raw, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		in.Want = nil
		if err := json.Unmarshal(raw, &in.Want); err != nil {
			t.Fatalf("%s: %v", golden, err)
		}
		all = append(all, in)
	}
	return all
}

// received returns what a request becomes, without what differs from run to run.
func received(t *testing.T, r channeltest.Request) []channels.Inbound {
	t.Helper()
	receiver := &channeltest.Receiver{}
	c := open(t, byWebhook("http://127.0.0.1:1"), receiver)
	w := deliver(c, r.Body, secret)
	if w != http.StatusOK {
		t.Errorf("%s: %d", r.Name, w)
	}
	events := receiver.Inbounds()
	for i := range events {
		events[i].Raw = nil
		if time.Since(events[i].At) < time.Minute {
			events[i].At = time.Time{}
		}
	}
	return events
}

func write(t *testing.T, path string, events []channels.Inbound) {
	t.Helper()
	if events == nil {
		events = []channels.Inbound{}
	}
	var buffer bytes.Buffer
	e := json.NewEncoder(&buffer)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(events); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, buffer.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, account channels.Account, receiver channels.Receiver) *telegram.Channel {
	t.Helper()
	c, err := telegram.Open(account, receiver)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return c.(*telegram.Channel)
}

// form reads the fields of a call.
func form(sent channeltest.Sent) (map[string]string, error) {
	_, parameters, err := mime.ParseMediaType(sent.Header.Get("Content-Type"))
	if err != nil {
		return nil, err
	}
	fields := map[string]string{}
	reader := multipart.NewReader(bytes.NewReader(sent.Body), parameters["boundary"])
	for {
		part, err := reader.NextPart()
		if err == io.EOF {
			return fields, nil
		}
		if err != nil {
			return nil, err
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return nil, err
		}
		fields[part.FormName()] = string(value)
	}
}

func texts(seen []channeltest.Sent) []string {
	var all []string
	for _, sent := range seen {
		if !strings.HasSuffix(sent.Path, "/sendMessage") {
			continue
		}
		fields, err := form(sent)
		if err != nil {
			return []string{err.Error()}
		}
		all = append(all, fields["text"])
	}
	return all
}

// has checks fields of the only call.
func has(want map[string]string) func([]channeltest.Sent) error {
	return func(seen []channeltest.Sent) error {
		fields, err := form(seen[0])
		if err != nil {
			return err
		}
		for name, value := range want {
			if fields[name] != value {
				return fmt.Errorf("%s is %q, want %q", name, fields[name], value)
			}
		}
		return nil
	}
}

func refusedWith(code int, words, parameters string) channeltest.Answer {
	if parameters == "" {
		parameters = "{}"
	}
	return channeltest.Answer{Status: code, Body: fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%q,"parameters":%s}`, code, words, parameters)}
}

// It replaces the process's defaults, so it is not parallel.
func TestObligationsOfAChannel(t *testing.T) {
	server := telegramtest.New(t)
	server.Meet(olena())
	server.Say(olena(), "hello")
	to := "4815162342"
	channeltest.Run(t, telegram.Open, channeltest.Cases{
		Account:  byWebhook,
		Secrets:  []string{telegramtest.Token, secret, previous},
		Settings: wrongSettings(),
		Inbound:  samples(t),
		Sign:     sign,
		Corpus:   os.DirFS("testdata/corpus"),
		MaxBody:  1 << 20,
		Platform: server,
		Outbound: []channeltest.Out{
			{Name: "text", Message: channels.Outbound{Key: "1", To: to, Text: "**Hello** [page](https://example.com)", ReplyTo: to + ":1"},
				Want: []channeltest.Call{{Method: "POST", Path: "/sendMessage"}},
				Saw: has(map[string]string{
					"chat_id": to, "text": "Hello page", "reply_parameters": `{"message_id":1,"allow_sending_without_reply":true}`,
					"entities": `[{"type":"bold","offset":0,"length":5},{"type":"text_link","offset":6,"length":4,"url":"https://example.com"}]`,
				})},
			{Name: "quick replies", Message: channels.Outbound{Key: "2", To: to, Text: "Did that help?", Choices: []string{"Yes", "No"}},
				Saw: has(map[string]string{
					"reply_markup": `{"inline_keyboard":[[{"text":"Yes","callback_data":"=Yes"},{"text":"No","callback_data":"=No"}]]}`})},
			{Name: "photo with caption", Message: channels.Outbound{Key: "3", To: to, Text: "the *roof*",
				Files: []channels.File{{Name: "roof.jpg", Type: "image/jpeg", Data: []byte("jpeg")}}},
				Want: []channeltest.Call{{Path: "/sendPhoto"}},
				Saw:  has(map[string]string{"caption": "the roof", "photo": "jpeg", "caption_entities": `[{"type":"italic","offset":4,"length":4}]`})},
			{Name: "id", Message: channels.Outbound{Key: "4", To: to, Text: "x"}, ID: to + ":77",
				Answers: []channeltest.Answer{{Body: `{"ok":true,"result":{"message_id":77,"date":1,"chat":{"id":4815162342,"type":"private"}}}`}}},
			{Name: "success that the library cannot read", Message: channels.Outbound{Key: "5", To: to, Text: "x"}, ID: to + ":78",
				Answers: []channeltest.Answer{{Body: `{"ok":true,"result":{"message_id":78,"date":"new","forward_origin":{"type":"hologram"}}}`}}},
		},
		Refused: refusals(),
		Texts:   texts,
		Pulled: []channeltest.Pull{{
			Name: "polling", Account: byPolling,
			Serve: func() http.Handler {
				platform := telegramtest.New(t)
				platform.Say(olena(), "one")
				platform.Say(olena(), "two")
				platform.Say(olena(), "three")
				return platform
			},
			Want: []channels.Inbound{said(1, "one"), said(2, "two"), said(3, "three")},
		}},
	})
}

func said(id int, text string) channels.Inbound {
	return channels.Inbound{
		ID: fmt.Sprintf("4815162342:%d", id), Kind: channels.Message, From: "4815162342", Name: "Олена Коваль", Lang: "uk", Text: text,
	}
}

func refusals() []channeltest.Refusal {
	return []channeltest.Refusal{
		{Name: "slow down", Answer: refusedWith(429, "Too Many Requests: retry after 35", `{"retry_after":35}`), Fate: channels.Retry, After: 35 * time.Second},
		{Name: "blocked", Answer: refusedWith(403, "Forbidden: bot was blocked by the user", ""), Fate: channels.BlockedByUser},
		{Name: "account deleted", Answer: refusedWith(403, "Forbidden: user is deactivated", ""), Fate: channels.BlockedByUser},
		{Name: "never wrote", Answer: refusedWith(403, "Forbidden: bot can't initiate conversation with a user", ""), Fate: channels.Rejected},
		{Name: "no such chat", Answer: refusedWith(400, "Bad Request: chat not found", ""), Fate: channels.Rejected},
		{Name: "token revoked", Answer: refusedWith(401, "Unauthorized", ""), Fate: channels.Misconfigured},
		{Name: "token unknown", Answer: refusedWith(404, "Not Found", ""), Fate: channels.Misconfigured},
		{Name: "too large", Answer: refusedWith(413, "Request Entity Too Large", ""), Fate: channels.Rejected},
		{Name: "page of a proxy, 413", Answer: channeltest.Answer{Status: 413, Body: "<html>"}, Fate: channels.Rejected},
		{Name: "internal error", Answer: refusedWith(500, "Internal Server Error", ""), Fate: channels.Unknown},
		{Name: "bad gateway", Answer: channeltest.Answer{Status: 502, Body: "<html><h1>502</h1>"}, Fate: channels.Unknown},
		{Name: "200 with a page", Answer: channeltest.Answer{Body: "<html>welcome to the hotel wifi"}, Fate: channels.Unknown},
		{Name: "200 and no, without a code", Answer: channeltest.Answer{Body: `{"ok":false}`}, Fate: channels.Unknown},
		{Name: "200 and yes, without a message", Answer: channeltest.Answer{Body: `{"ok":true,"result":true}`}, Fate: channels.Unknown},
		{Name: "half an answer", Answer: channeltest.Answer{Body: `{"ok":tr`}, Fate: channels.Unknown},
		{Name: "redirect", Answer: channeltest.Answer{Status: 301, Header: map[string]string{"Location": "https://example.com"}}, Fate: channels.Misconfigured},
		{Name: "429 of a proxy", Answer: channeltest.Answer{Status: 429, Header: map[string]string{"Retry-After": "7"}, Body: "slow"}, Fate: channels.Retry, After: 7 * time.Second},
	}
}

func wrongSettings() []channeltest.Settings {
	hook := func(more string) string {
		return `{"token":"` + telegramtest.Token + `","mode":"webhook"` + more + `}`
	}
	return []channeltest.Settings{
		{Name: "no token", JSON: `{}`, Want: "token is missing"},
		{Name: "null", JSON: `null`, Want: "token is missing"},
		{Name: "not a token", JSON: `{"token":"hunter2"}`, Want: "token is not"},
		{Name: "two objects", JSON: `{"token":"` + telegramtest.Token + `"}{}`, Want: "more follows"},
		{Name: "wrong type", JSON: `{"token":7}`, Want: "token"},
		{Name: "mode", JSON: `{"token":"` + telegramtest.Token + `","mode":"carrier pigeon"}`, Want: `use "polling" or "webhook"`},
		{Name: "api_url", JSON: `{"token":"` + telegramtest.Token + `","api_url":"telegram"}`, Want: "api_url"},
		{Name: "project", JSON: `{"token":"` + telegramtest.Token + `","project":"Solar Roof"}`, Want: "project"},
		{Name: "language", JSON: `{"token":"` + telegramtest.Token + `","language":"ukrainian!"}`, Want: "language"},
		{Name: "webhook without address", JSON: hook(``), Want: "webhook_url is missing"},
		{Name: "webhook without secret", JSON: hook(`,"webhook_url":"https://a.example"`), Want: "secret is missing"},
		{Name: "short secret", JSON: hook(`,"webhook_url":"https://a.example","secret":"short"`), Want: "secret is not usable"},
		{Name: "secret of wrong characters", JSON: hook(`,"webhook_url":"https://a.example","secret":"0123456789abcdef!!"`), Want: "secret is not usable"},
		{Name: "second secret", JSON: hook(`,"webhook_url":"https://a.example","secret":"` + secret + `","secret_previous":"x"`), Want: "secret_previous"},
		{Name: "plain http", JSON: hook(`,"webhook_url":"http://a.example","secret":"` + secret + `"`), Want: "not https"},
		{Name: "no host", JSON: hook(`,"webhook_url":"support","secret":"` + secret + `"`), Want: "webhook_url"},
	}
}
