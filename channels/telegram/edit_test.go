package telegram_test

import (
	"errors"
	"strings"
	"testing"

	"switchboard/channels"
)

func TestWhatWasSentIsRewordedAndTakenBack(t *testing.T) {
	t.Parallel()
	server, bot := sender(t)
	id, err := bot.Send(t.Context(), channels.Outbound{Key: "k1", To: olenaAddress, Text: "The price is 5"})
	if err != nil {
		t.Fatal(err)
	}
	sent := channels.Sent{ID: id, Key: "k1", To: olenaAddress}
	for range 2 { // the second time nothing is different
		if err := bot.Reword(t.Context(), sent, "The price is **6**"); err != nil {
			t.Fatal(err)
		}
	}
	if chat := server.Chat(4815162342); len(chat) != 1 || chat[0].Text != "The price is 6" {
		t.Errorf("Olena sees %+v", chat)
	}
	for what, m := range map[string]channels.Sent{"of another chat": {ID: "1:5", To: olenaAddress}, "without an id": {To: olenaAddress}} {
		err := bot.Reword(t.Context(), m, "x")
		if failed := new(channels.SendError); !errors.As(err, &failed) || failed.Fate != channels.Rejected {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := bot.Reword(t.Context(), sent, strings.Repeat("long ", 1000)); err == nil {
		t.Error("a text that fits into no message was taken")
	}
	if err := bot.Unsend(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	for _, m := range server.Chat(4815162342) {
		if !m.Deleted {
			t.Errorf("Olena still sees %+v", m)
		}
	}
}
