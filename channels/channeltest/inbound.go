package channeltest

import (
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"testing"

	"switchboard/channels"
)

// inbound checks the receiving side: the table itself and what follows from it.
func (s *suite) inbound(t *testing.T) {
	for _, c := range s.Inbound {
		t.Run(c.Name, func(t *testing.T) {
			s.becomes(t, c)
			if len(c.Want) > 0 {
				s.repeats(t, c)
				s.unacknowledged(t, c)
				s.waits(t, c)
				s.deadLetter(t, c)
			}
		})
	}
	t.Run("signature", s.signatures)
	t.Run("too big", s.tooBig)
	t.Run("method", s.methods)
	t.Run("malformed", s.malformed)
}

func (s *suite) handler(t *testing.T) (http.Handler, *Receiver) {
	t.Helper()
	platform := NewPlatform(t, s.Platform)
	channel, receiver := s.opened(t, s.Account(platform.URL()))
	handler, ok := channel.(http.Handler)
	if !ok {
		t.Fatalf("%T is no http.Handler", channel)
	}
	return handler, receiver
}

func (s *suite) becomes(t *testing.T, c In) {
	handler, receiver := s.handler(t)
	answer := s.ask(t, handler, s.signed(c.Request))
	if c.Status != 0 && answer.status != c.Status {
		t.Errorf("answered %d, want %d: %s", answer.status, c.Status, answer.body)
	}
	if c.Status == 0 && !answer.ok() {
		t.Errorf("answered %d, want 2xx: %s", answer.status, answer.body)
	}
	s.compare(t, receiver.Inbounds(), c.Want)
	s.compareReceipts(t, receiver.Receipts(), c.Receipts)
	s.wellFormed(t, receiver.Attempts())
}

// repeats checks that a repeat of the request, also by another process, has the same ids.
func (s *suite) repeats(t *testing.T, c In) {
	first, one := s.handler(t)
	second, two := s.handler(t)
	s.ask(t, first, s.signed(c.Request))
	if answer := s.ask(t, first, s.signed(c.Request)); c.Status == 0 && !answer.ok() {
		t.Errorf("the repeat was answered %d, want 2xx", answer.status)
	}
	s.ask(t, second, s.signed(c.Request))
	if a, b := ids(one.Inbounds()), ids(two.Inbounds()); a != b {
		t.Errorf("the repeat has other ids:\n%s\nfirst\n%s", b, a)
	}
}

// unacknowledged checks that a failed commit, be it of the first event or of the last, is 503, and that the
// platform's next try completes it.
func (s *suite) unacknowledged(t *testing.T, c In) {
	for _, fail := range []int{0, len(c.Want) - 1} {
		handler, receiver := s.handler(t)
		receiver.Script(make([]error, fail)...)
		receiver.Fail(1, nil)
		answer := s.ask(t, handler, s.signed(c.Request))
		if answer.status != http.StatusServiceUnavailable {
			t.Errorf("event %d not committed: answered %d, want 503", fail, answer.status)
		}
		if answer.header.Get("Retry-After") == "" {
			t.Errorf("event %d not committed: 503 without Retry-After", fail)
		}
		if strings.Contains(answer.body, ErrDown.Error()) {
			t.Errorf("the 503 tells our inside: %s", answer.body)
		}
		if again := s.ask(t, handler, s.signed(c.Request)); !again.ok() && c.Status == 0 {
			t.Errorf("the next try was answered %d, want 2xx", again.status)
		}
		s.compare(t, receiver.Inbounds(), c.Want)
	}
}

// waits checks that nothing is answered before the commit.
func (s *suite) waits(t *testing.T, c In) {
	handler, receiver := s.handler(t)
	release := receiver.Hold()
	defer release()
	w, done := begin(handler, s.signed(c.Request))
	receiver.WaitAttempts(t, 1)
	early := w.early(done)
	release()
	w.wait(t, done)
	if early {
		t.Error("acknowledged before the commit")
	}
}

func (s *suite) deadLetter(t *testing.T, c In) {
	if s.waived(t, Dead) {
		return
	}
	handler, receiver := s.handler(t)
	receiver.Fail(len(c.Want), channels.ErrInvalid)
	if answer := s.ask(t, handler, s.signed(c.Request)); !answer.ok() {
		t.Errorf("event refused as invalid: answered %d, want 2xx so that it does not come again", answer.status)
	}
	if got := len(receiver.Attempts()); got != len(c.Want) {
		t.Errorf("an invalid event stopped those after it: %d of %d tried", got, len(c.Want))
	}
}

func (s *suite) tooBig(t *testing.T) {
	if s.waived(t, TooBig) {
		return
	}
	if s.MaxBody <= 0 {
		t.Fatal("Cases.MaxBody is missing")
	}
	handler, receiver := s.handler(t)
	for _, path := range s.paths() {
		path.Body = strings.Repeat(" ", int(s.MaxBody)) + "{"
		if answer := s.ask(t, handler, s.signed(path)); answer.status != http.StatusRequestEntityTooLarge {
			t.Errorf("%s with %d bytes: answered %d, want 413", path.Path, len(path.Body), answer.status)
		}
	}
	if n := len(receiver.Attempts()); n > 0 {
		t.Errorf("%d events out of bodies that are too big", n)
	}
}

func (s *suite) methods(t *testing.T) {
	if s.waived(t, Method) {
		return
	}
	handler, _ := s.handler(t)
	for _, path := range s.paths() {
		path.Method = http.MethodPatch
		answer := s.ask(t, handler, s.signed(path))
		if answer.status != http.StatusMethodNotAllowed {
			t.Errorf("PATCH %s: answered %d, want 405", path.Path, answer.status)
		}
		if answer.header.Get("Allow") == "" {
			t.Errorf("PATCH %s: 405 without Allow", path.Path)
		}
	}
}

// malformed sends everything that is known to break decoders to every path.
func (s *suite) malformed(t *testing.T) {
	handler, receiver := s.handler(t)
	requests := append([]Request(nil), s.Malformed...)
	for _, path := range s.paths() {
		for name, body := range s.corpus(t, path.Body) {
			r := path
			r.Name, r.Body = name, body
			requests = append(requests, r)
		}
	}
	for _, r := range requests {
		if answer := s.ask(t, handler, s.signed(r)); answer.status >= 500 {
			t.Errorf("%s %s: answered %d, want less than 500: %.200s", r.Path, r.Name, answer.status, answer.body)
		}
	}
	s.wellFormed(t, receiver.Attempts())
}

func (s *suite) corpus(t *testing.T, valid string) map[string]string {
	half := valid[:len(valid)/2]
	bodies := map[string]string{
		"empty": "", "space": " \n", "object": "{}", "array": "[]", "null": "null", "string": `"x"`, "number": "-1e400",
		"truncated": half, "doubled": valid + valid, "html": "<html><script>alert(1)</script>",
		"deep arrays": strings.Repeat("[", 100_000), "deep objects": strings.Repeat(`{"a":`, 20_000),
		"utf-16": "\xff\xfe{\x00}\x00", "bom": "\xef\xbb\xbf" + valid, "nul": half + "\x00" + valid[len(half):],
		"objects as lists": strings.ReplaceAll(valid, `":{`, `":[],"x":{`),
		"lists as objects": strings.ReplaceAll(valid, `":[`, `":{},"x":[`),
		"bidi":             strings.ReplaceAll(valid, `":"`, "\":\"\u202e\u2066"),
	}
	for name, hostile := range map[string]string{
		"nul": `":"\u0000`, "surrogate": `":"\ud83d`, "invalid": `":"` + "\xff\xc3", "null": `":null,"x":"`, "list": `":[1],"x":"`,
	} {
		for i := range min(strings.Count(valid, `":"`), 60) {
			bodies[fmt.Sprintf("%s in string %d", name, i)] = replaceNth(valid, `":"`, hostile, i)
		}
	}
	if s.Corpus == nil {
		return bodies
	}
	err := fs.WalkDir(s.Corpus, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(s.Corpus, path)
		bodies["corpus "+path] = string(body)
		return err
	})
	if err != nil {
		t.Fatalf("corpus: %v", err)
	}
	return bodies
}

// replaceNth replaces the nth occurrence of old, from 0.
func replaceNth(text, old, with string, n int) string {
	parts := strings.Split(text, old)
	return strings.Join(parts[:n+1], old) + with + strings.Join(parts[n+1:], old)
}

// paths returns one request for every path of the table.
func (s *suite) paths() []Request {
	seen := map[string]bool{}
	var paths []Request
	for _, c := range s.Inbound {
		method, path := c.method(), c.path()
		if !seen[method+" "+path] && len(c.Body) > 0 {
			seen[method+" "+path] = true
			paths = append(paths, c.Request)
		}
	}
	return paths
}
