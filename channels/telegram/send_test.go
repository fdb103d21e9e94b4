package telegram_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/channels/channeltest"
	"switchboard/channels/telegram"
	"switchboard/channels/telegram/telegramtest"
)

const olenaAddress = "4815162342"

// sender opens a polling channel towards a server that knows Olena.
func sender(t testing.TB) (*telegramtest.Server, *telegram.Channel) {
	t.Helper()
	server := telegramtest.New(t)
	server.Meet(olena())
	return server, open(t, byPolling(server.URL()), &channeltest.Receiver{})
}

func file(name, kind string) channels.File {
	return channels.File{Name: name, Type: kind, Data: []byte("content of " + name)}
}

// outline says in a line each what the person sees: method, texts, file names, buttons.
func outline(messages []telegramtest.Message) string {
	var lines []string
	for _, m := range messages {
		line := strings.TrimPrefix(m.Method, "send")
		for _, f := range m.Files {
			line += " " + f.Name
		}
		if text := m.Text; text != "" {
			if len(text) > 20 {
				text = fmt.Sprintf("%d units", len(text))
			}
			line += " '" + text + "'"
		}
		for _, row := range m.Buttons {
			line += " ["
			for i, b := range row {
				line += map[bool]string{true: "|"}[i > 0] + b.Text
			}
			line += "]"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestMessagesAreLaidOut(t *testing.T) {
	t.Parallel()
	photo, other, clip := file("a.jpg", "image/jpeg"), file("b.png", "image/png"), file("c.mp4", "video/mp4")
	pdf, xls := file("d.pdf", "application/pdf"), file("e.xlsx", "application/vnd.ms-excel")
	voice := channels.File{Type: "audio/ogg", Sort: "voice", Data: []byte("ogg"), Duration: 3 * time.Second}
	long := strings.Repeat("a", 1025)
	for _, c := range []struct {
		name string
		o    channels.Outbound
		want string
	}{
		{"each file in its form", channels.Outbound{Files: []channels.File{file("x.gif", "image/gif"), voice, file("m.mp3", "audio/mpeg"), file("s.svg", "image/svg+xml")}},
			"Animation x.gif\nVoice voice.ogg\nAudio m.mp3\nDocument s.svg"},
		{"a photo as a document when asked", channels.Outbound{Files: []channels.File{{Name: "a.jpg", Type: "image/jpeg", Sort: "document", Data: []byte("x")}}}, "Document a.jpg"},
		{"photos and videos are an album, its text the caption", channels.Outbound{Text: "look", Files: []channels.File{photo, clip, other}},
			"MediaGroup photo0.jpg 'look'\nMediaGroup video1.mp4\nMediaGroup photo2.jpg"},
		{"documents are an album that keeps their names", channels.Outbound{Files: []channels.File{pdf, xls}}, "MediaGroup d.pdf\nMediaGroup e.xlsx"},
		{"documents with names of other letters go alone", channels.Outbound{Files: []channels.File{pdf, file("договір.pdf", "application/pdf")}}, "Document d.pdf\nDocument договір.pdf"},
		{"kinds that cannot be together", channels.Outbound{Text: "x", Files: []channels.File{photo, pdf}}, "Photo a.jpg 'x'\nDocument d.pdf"},
		{"eleven photos are two albums", channels.Outbound{Files: []channels.File{photo, photo, photo, photo, photo, photo, photo, photo, photo, photo, photo}},
			strings.Repeat("MediaGroup photo%.jpg\n", 10) + "Photo a.jpg"},
		{"a long text stands above the file", channels.Outbound{Text: long, Files: []channels.File{photo}}, "Message '1025 units'\nPhoto a.jpg"},
		{"buttons under a caption", channels.Outbound{Text: "ok?", Files: []channels.File{photo}, Choices: []string{"Yes", "No"}}, "Photo a.jpg 'ok?' [Yes|No]"},
		{"an album has no buttons, so the text comes last", channels.Outbound{Text: "ok?", Files: []channels.File{photo, other}, Choices: []string{"Yes"}},
			"MediaGroup photo0.jpg\nMediaGroup photo1.jpg\nMessage 'ok?' [Yes]"},
		{"an album with buttons and no text", channels.Outbound{Files: []channels.File{photo, other}, Choices: []string{"Yes"}},
			"MediaGroup photo0.jpg\nMediaGroup photo1.jpg\nMessage '👇' [Yes]"},
		{"long choices have rows of their own", channels.Outbound{Text: "?", Choices: []string{strings.Repeat("ж", 60), "b", " "}},
			"Message '?' [" + strings.Repeat("ж", 60) + "] [b]"},
		{"a file's own caption", channels.Outbound{Files: []channels.File{{Name: "a.jpg", Type: "image/jpeg", Data: []byte("x"), Caption: "*roof*"}}}, "Photo a.jpg 'roof'"},
		{"names are no paths", channels.Outbound{Files: []channels.File{file("../../etc/a\u202egnp.exe\x00", "application/x")}}, "Document agnp.exe"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, want := outline(sent(t, c.o)), c.want
			for i := range strings.Count(want, "%") {
				want = strings.Replace(want, "%", fmt.Sprint(i), 1)
			}
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestTheOperatorsNameIsShownWhenAsked(t *testing.T) {
	t.Parallel()
	server := telegramtest.New(t)
	server.Meet(olena())
	c := open(t, settings(server.URL(), map[string]any{"show_name": true}), &channeltest.Receiver{})
	if _, err := c.Send(t.Context(), channels.Outbound{Key: "k", To: olenaAddress, Text: "*hi*", Name: "Ігор 😀"}); err != nil {
		t.Fatal(err)
	}
	if got, want := show(server.Answers(olena().ID)[0]), "<bold>Ігор 😀</bold>\n<italic>hi</italic>"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhatCanNeverBeSentIsRejectedWithoutACall(t *testing.T) {
	t.Parallel()
	server, c := sender(t)
	for name, o := range map[string]channels.Outbound{
		"empty": {To: olenaAddress}, "blank": {To: olenaAddress, Text: " \u200b\n"}, "address": {To: "@olena", Text: "x"}, "no address": {Text: "x"},
		"empty file": {To: olenaAddress, Files: []channels.File{{Name: "a"}}},
		"huge file":  {To: olenaAddress, Files: []channels.File{{Name: "a", Data: make([]byte, 50<<20+1)}}},
	} {
		if _, err := c.Send(t.Context(), o); channels.FateOf(err).Fate != channels.Rejected {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := len(server.Calls("")); n > 0 {
		t.Errorf("%d calls", n)
	}
}

func TestAnAnswerToAMessageOfAnotherChatIsJustAMessage(t *testing.T) {
	t.Parallel()
	server, c := sender(t)
	for _, ref := range []string{"77:1", "4815162342:x", "nonsense", "4815162342:-1", "4815162342:999"} {
		if _, err := c.Send(t.Context(), channels.Outbound{Key: ref, To: olenaAddress, Text: "x", ReplyTo: ref}); err != nil {
			t.Errorf("%s: %v", ref, err)
		}
	}
	for _, m := range server.Answers(olena().ID) {
		if m.ReplyTo != 0 {
			t.Errorf("answers %d", m.ReplyTo)
		}
	}
}

func twoParts() channels.Outbound {
	return channels.Outbound{Key: "two", To: olenaAddress, Text: strings.Repeat("a", 3000) + "\n\n" + strings.Repeat("b", 3000)}
}

func TestALaterPartIsTriedAgain(t *testing.T) {
	t.Parallel()
	server, c := sender(t)
	server.Fail("sendMessage", telegramtest.Fault{Body: `{"ok":true,"result":{"message_id":500,"chat":{"id":4815162342}}}`},
		telegramtest.Fault{Code: 429, Words: "Too Many Requests", After: 1})
	id, err := c.Send(t.Context(), twoParts())
	if err != nil || id != "4815162342:500" {
		t.Fatalf("%s, %v", id, err)
	}
	if n := len(server.Calls("sendMessage")); n != 3 {
		t.Errorf("%d calls, want 3", n)
	}
}

func TestAMessageThatBrokeOffIsUnknownAndGoesOnWhereItBroke(t *testing.T) {
	t.Parallel()
	server, c := sender(t)
	server.Fail("sendMessage", telegramtest.Fault{Body: `{"ok":true,"result":{"message_id":500,"chat":{"id":4815162342}}}`},
		telegramtest.Fault{Code: 409, Words: "Conflict: try again"})
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	_, err := c.Send(ctx, twoParts())
	if failed := channels.FateOf(err); failed.Fate != channels.Unknown || !strings.Contains(err.Error(), "1 of 2 parts") {
		t.Fatalf("%v", err)
	}
	id, err := c.Send(t.Context(), twoParts())
	if err != nil || id != "4815162342:500" {
		t.Fatalf("%s, %v", id, err)
	}
	if got := outline(server.Answers(olena().ID)); got != "Message '3000 units'" {
		t.Errorf("sent again: %s", got)
	}
}

func TestALaterPartThatIsRefusedSaysWhatArrived(t *testing.T) {
	t.Parallel()
	server, c := sender(t)
	server.Fail("sendMessage", telegramtest.Fault{Body: `{"ok":true,"result":{"message_id":500}}`},
		telegramtest.Fault{Code: 403, Words: "Forbidden: bot was blocked by the user"})
	_, err := c.Send(t.Context(), twoParts())
	if failed := channels.FateOf(err); failed.Fate != channels.BlockedByUser || !strings.Contains(err.Error(), "1 of 2 parts") {
		t.Errorf("%v", err)
	}
}

func TestAFaultThatCanBeMendedIsMended(t *testing.T) {
	t.Parallel()
	t.Run("entities", func(t *testing.T) {
		t.Parallel()
		server, c := sender(t)
		server.Fail("sendMessage", telegramtest.Fault{Code: 400, Words: "Bad Request: can't parse entities: whatever"})
		if _, err := c.Send(t.Context(), channels.Outbound{Key: "k", To: olenaAddress, Text: "**x**"}); err != nil {
			t.Fatal(err)
		}
		if got := show(server.Answers(olena().ID)[0]); got != "x" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("a picture of odd dimensions", func(t *testing.T) {
		t.Parallel()
		server, c := sender(t)
		server.Fail("sendPhoto", telegramtest.Fault{Code: 400, Words: "Bad Request: PHOTO_INVALID_DIMENSIONS"})
		o := channels.Outbound{Key: "k", To: olenaAddress, Text: "x", Files: []channels.File{file("a.jpg", "image/jpeg")}}
		if _, err := c.Send(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		if got := outline(server.Answers(olena().ID)); got != "Document a.jpg 'x'" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("a chat that moved", func(t *testing.T) {
		t.Parallel()
		server, c := sender(t)
		server.Meet(telegramtest.Person{ID: -100500})
		server.Fail("sendMessage", telegramtest.Fault{Code: 400, Words: "Bad Request: group chat was upgraded", Moved: -100500})
		id, err := c.Send(t.Context(), channels.Outbound{Key: "k", To: olenaAddress, Text: "x"})
		if err != nil || id != "-100500:1" {
			t.Errorf("%s, %v", id, err)
		}
	})
	t.Run("not for ever", func(t *testing.T) {
		t.Parallel()
		server, c := sender(t)
		moved := telegramtest.Fault{Code: 400, Words: "Bad Request: group chat was upgraded", Moved: 4815162342}
		server.Fail("sendMessage", moved, moved, moved, moved, moved, moved)
		if _, err := c.Send(t.Context(), channels.Outbound{Key: "k", To: olenaAddress, Text: "x"}); channels.FateOf(err).Fate != channels.Rejected {
			t.Errorf("%v", err)
		}
	})
}

func TestWhatMayHaveArrivedIsNotRepeated(t *testing.T) {
	t.Parallel()
	server, c := sender(t)
	server.Fail("sendMessage", telegramtest.Fault{Done: true, Status: 502, Body: "<html>"})
	_, err := c.Send(t.Context(), channels.Outbound{Key: "k", To: olenaAddress, Text: "x"})
	if channels.FateOf(err).Fate != channels.Unknown || len(server.Answers(olena().ID)) != 1 {
		t.Errorf("%v, %d messages", err, len(server.Answers(olena().ID)))
	}
}

func TestARateLimitOfOneChatSparesTheOthers(t *testing.T) {
	t.Parallel()
	server, c := sender(t)
	ivan, petro := telegramtest.Person{ID: 8, First: "Ivan"}, telegramtest.Person{ID: 9, First: "Petro"}
	server.Meet(ivan)
	server.Meet(petro)
	limited := telegramtest.Fault{Code: 429, Words: "Too Many Requests: retry after 35", After: 35}
	send := func(to string) *channels.SendError {
		_, err := c.Send(t.Context(), channels.Outbound{Key: to, To: to, Text: "x"})
		if err == nil {
			return &channels.SendError{}
		}
		return channels.FateOf(err)
	}
	server.Fail("sendMessage", limited)
	if got := send(olenaAddress); got.Fate != channels.Retry || got.After != 35*time.Second || got.Whole {
		t.Errorf("limited: %+v", got)
	}
	if got := send("8"); got.Fate != "" {
		t.Errorf("another chat: %+v", got)
	}
	calls := len(server.Calls("sendMessage"))
	if got := send(olenaAddress); got.Fate != channels.Retry || got.After < 30*time.Second || got.Whole || len(server.Calls("sendMessage")) != calls {
		t.Errorf("the limited chat again, without a call: %+v", got)
	}
	server.Fail("sendMessage", limited)
	if got := send("9"); got.Fate != channels.Retry || !got.Whole {
		t.Errorf("two chats at once are the account: %+v", got)
	}
	if got := send("8"); got.Fate != channels.Retry || !got.Whole {
		t.Errorf("the whole account waits: %+v", got)
	}
}

func TestTheOwnPaceEndsWithTheDeadline(t *testing.T) {
	t.Parallel()
	server, c := sender(t)
	ctx, cancel := context.WithTimeout(t.Context(), 900*time.Millisecond)
	defer cancel()
	var last error
	for i := 0; last == nil && i < 20; i++ {
		_, last = c.Send(ctx, channels.Outbound{Key: fmt.Sprint(i), To: olenaAddress, Text: "x"})
	}
	got := channels.FateOf(last)
	if got.Fate != channels.Retry || got.After <= 0 || got.After > 2*time.Second {
		t.Errorf("%+v", got)
	}
	if n := len(server.Calls("sendMessage")); n < 3 || n > 6 {
		t.Errorf("%d messages went out in a burst", n)
	}
}

func TestTypingAndCheck(t *testing.T) {
	t.Parallel()
	server, c := sender(t)
	if err := c.Typing(t.Context(), olenaAddress); err != nil {
		t.Error(err)
	}
	if calls := server.Calls("sendChatAction"); len(calls) != 1 || calls[0].Fields["action"] != "typing" {
		t.Errorf("%+v", calls)
	}
	facts, err := c.Check(t.Context())
	if err != nil || facts != "@"+telegramtest.Name+", polling, 0 waiting" {
		t.Errorf("%q, %v", facts, err)
	}
	hook := open(t, settings(server.URL(), map[string]any{"mode": "webhook", "webhook_url": "https://a.example", "secret": secret}), &channeltest.Receiver{})
	if _, err := hook.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "https://a.example/channels/bot/webhook") {
		t.Errorf("a webhook that is not set: %v", err)
	}
	server.Fail("getMe", telegramtest.Fault{Code: 401, Words: "Unauthorized"})
	if _, err := c.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "401 Unauthorized") {
		t.Errorf("a revoked token: %v", err)
	}
}

func TestFilesAreFetched(t *testing.T) {
	t.Parallel()
	server, c := sender(t)
	body, err := c.Fetch(t.Context(), server.Keep(telegramtest.File{Name: "a", Data: []byte("content")}))
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	if got, err := io.ReadAll(body); err != nil || string(got) != "content" {
		t.Errorf("%q, %v", got, err)
	}
	big := server.Keep(telegramtest.File{Name: "b", Data: make([]byte, 20<<20+1)})
	for name, ref := range map[string]string{"unknown": "nonsense", "empty": "", "too big": big} {
		if _, err := c.Fetch(t.Context(), ref); !errors.Is(err, channels.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAFileIsNotFetchedPastItsCapNorFromOddPlaces(t *testing.T) {
	t.Parallel()
	server, c := sender(t)
	at := func(path string) telegramtest.Fault {
		return telegramtest.Fault{Body: fmt.Sprintf(`{"ok":true,"result":{"file_id":"x","file_path":%q}}`, path)}
	}
	big := server.Keep(telegramtest.File{Name: "b", Data: bytes.Repeat([]byte("x"), 20<<20+1)})
	server.Fail("getFile", at("documents/"+big)) // lies about the size
	body, err := c.Fetch(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	if n, err := io.Copy(io.Discard, body); !errors.Is(err, channels.ErrInvalid) || n > 20<<20 {
		t.Errorf("read %d bytes: %v", n, err)
	}
	for _, path := range []string{"", "/var/lib/telegram/x", "../getMe", "a/../../getMe", "a?b", "a#b", `a\b`} {
		server.Fail("getFile", at(path))
		if _, err := c.Fetch(t.Context(), "x"); err == nil {
			t.Errorf("fetched from %q", path)
		}
	}
	server.Fail("getFile", at("gone"))
	if _, err := c.Fetch(t.Context(), "x"); err == nil || strings.Contains(err.Error(), telegramtest.Token) {
		t.Errorf("a file that is gone: %v", err)
	}
}
