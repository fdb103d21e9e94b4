package channeltest

import (
	"context"
	"errors"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"switchboard/channels"
)

// outbound checks the sending side: the table itself and what follows from it.
func (s *suite) outbound(t *testing.T) {
	for _, c := range s.Outbound {
		t.Run(c.Name, func(t *testing.T) { s.sends(t, c) })
	}
	for _, c := range s.Refused {
		t.Run(c.Name, func(t *testing.T) { s.refusal(t, c) })
	}
	t.Run("fates", s.fates)
	t.Run("unreachable", s.unreachable)
	t.Run("silent", s.silent)
	t.Run("nonsense", s.nonsense)
	t.Run("split", s.split)
}

func (s *suite) sends(t *testing.T, c Out) {
	platform := NewPlatform(t, s.Platform)
	channel, _ := s.opened(t, s.Account(platform.URL()))
	platform.Answer(c.Answers...)
	id, err := channel.Send(t.Context(), c.Message)
	if err != nil {
		t.Fatalf("send: %v", err)
	}
	if c.ID != "" && id != c.ID {
		t.Errorf("id %q, want %q", id, c.ID)
	}
	seen := platform.Seen()
	if len(seen) != len(c.Want) && c.Want != nil {
		t.Fatalf("the platform saw %d calls, want %d: %s", len(seen), len(c.Want), calls(seen))
	}
	for i, want := range c.Want {
		got := seen[i]
		if want.Method != "" && got.Method != want.Method || !strings.HasSuffix(got.Path, want.Path) {
			t.Errorf("call %d is %s %s, want %s %s", i, got.Method, got.Path, want.Method, want.Path)
		}
		for _, part := range want.Body {
			if !strings.Contains(string(got.Body), part) {
				t.Errorf("call %d lacks %s:\n%s", i, part, got.Body)
			}
		}
	}
	if c.Saw == nil {
		return
	}
	if err := c.Saw(seen); err != nil {
		t.Error(err)
	}
}

// send sends the table's first message and returns what came of it.
func (s *suite) send(t *testing.T, ctx context.Context, address string) error {
	t.Helper()
	channel, _ := s.opened(t, s.Account(address))
	_, err := channel.Send(ctx, s.Outbound[0].Message)
	if err != nil {
		s.mute(t, "error of Send", err.Error())
	}
	return err
}

func (s *suite) refusal(t *testing.T, c Refusal) {
	platform := NewPlatform(t, s.Platform)
	platform.Answer(c.Answer)
	err := s.send(t, t.Context(), platform.URL())
	if err == nil {
		t.Fatal("Send succeeded")
	}
	if _, ok := errors.AsType[*channels.SendError](err); !ok {
		t.Errorf("%T is no *SendError: %v", err, err)
	}
	got := channels.FateOf(err)
	if got.Fate != c.Fate || got.After != c.After || got.Whole != c.Whole {
		t.Errorf("%s after %s (whole account: %t), want %s after %s (%t): %v",
			got.Fate, got.After, got.Whole, c.Fate, c.After, c.Whole, err)
	}
}

// fates checks that the table has the refusals that every adapter must tell apart.
func (s *suite) fates(t *testing.T) {
	limited := slices.ContainsFunc(s.Refused, func(c Refusal) bool { return c.Fate == channels.Retry && c.After > 0 })
	if !limited && !s.waived(t, RateLimit) {
		t.Error("Cases.Refused has no Retry with After")
	}
	blocked := slices.ContainsFunc(s.Refused, func(c Refusal) bool { return c.Fate == channels.BlockedByUser })
	if !blocked && !s.waived(t, Block) {
		t.Error("Cases.Refused has no BlockedByUser")
	}
}

// unreachable checks that a message that cannot have been sent is tried again.
func (s *suite) unreachable(t *testing.T) {
	if s.waived(t, Unreachable) {
		return
	}
	gone := httptest.NewServer(nil)
	gone.Close()
	err := s.send(t, t.Context(), gone.URL)
	if err == nil {
		t.Fatal("Send succeeded")
	}
	if got := channels.FateOf(err).Fate; got != channels.Retry {
		t.Errorf("nothing was sent: %s, want %s: %v", got, channels.Retry, err)
	}
}

// silent checks that a message that may have been sent is not just tried again.
func (s *suite) silent(t *testing.T) {
	if s.waived(t, Unreachable) {
		return
	}
	platform := NewPlatform(t, s.Platform)
	platform.Answer(Answer{Hang: true})
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	err := s.send(t, ctx, platform.URL())
	if err == nil {
		t.Fatal("Send succeeded")
	}
	if got := channels.FateOf(err).Fate; got != channels.Unknown {
		t.Errorf("it may have been sent: %s, want %s: %v", got, channels.Unknown, err)
	}
}

// nonsense checks that no answer of a platform takes the adapter down, or passes for success when it is none.
func (s *suite) nonsense(t *testing.T) {
	if s.waived(t, Unreachable) {
		return
	}
	for _, answer := range []Answer{
		{Status: 500, Body: "<html>oops"}, {Status: 502}, {Status: 403, Body: "null"}, {Status: 400, Body: `{"error":[]}`},
		{Status: 429, Header: map[string]string{"Retry-After": "-99999999999999999999"}, Body: "[]"},
		{Status: 302, Header: map[string]string{"Location": "http://switchboard.invalid/"}},
	} {
		platform := NewPlatform(t, s.Platform)
		platform.Answer(answer)
		if err := s.send(t, t.Context(), platform.URL()); err == nil {
			t.Errorf("answer %d %q passed for success", answer.Status, answer.Body)
		}
	}
}

// split checks that a long text is sent whole, in parts that each fit.
func (s *suite) split(t *testing.T) {
	platform := NewPlatform(t, s.Platform)
	channel, _ := s.opened(t, s.Account(platform.URL()))
	limiter, ok := channel.(channels.Limiter)
	if !ok || limiter.Limits().Text == 0 {
		t.Log("no limit of text")
		return
	}
	if s.waived(t, Split) {
		return
	}
	if s.Texts == nil {
		t.Fatal("Cases.Texts is missing")
	}
	limit := limiter.Limits().Text
	long := words(limit*3 + limit/2)
	message := s.Outbound[0].Message
	message.Text, message.Files, message.Choices = long, nil, nil
	if _, err := channel.Send(t.Context(), message); err != nil {
		t.Fatalf("send %d units: %v", limit*3, err)
	}
	var fields []string
	for i, text := range s.Texts(platform.Seen()) {
		if n := len(utf16.Encode([]rune(text))); n > limit {
			t.Errorf("part %d has %d UTF-16 units, limit %d", i, n, limit)
		}
		if !utf8.ValidString(text) || strings.ContainsRune(text, utf8.RuneError) {
			t.Errorf("part %d is torn inside a character", i)
		}
		fields = append(fields, strings.Fields(text)...)
	}
	if !slices.Equal(fields, strings.Fields(long)) {
		t.Errorf("%d words arrived of %d, or torn, or in another order", len(fields), len(strings.Fields(long)))
	}
}

// words makes a plain text of at least n UTF-16 units with words, emoji and paragraphs.
func words(n int) string {
	var b strings.Builder
	for units, i := 0, 0; units < n; i++ {
		word := []string{"light", "світло", "👩‍👩‍👧", "mañana", "🇺🇦", "ok"}[i%6]
		b.WriteString(word)
		units += len(utf16.Encode([]rune(word))) + 1
		if i%40 == 39 {
			b.WriteString("\n")
			continue
		}
		b.WriteString(" ")
	}
	return strings.TrimSpace(b.String())
}

func calls(seen []Sent) string {
	var all []string
	for _, sent := range seen {
		all = append(all, sent.Method+" "+sent.Path)
	}
	return strings.Join(all, ", ")
}
