package webchat_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/channels"
)

// listener reads a stream over a real connection.
type listener struct {
	t     testing.TB
	lines *bufio.Scanner
}

func (s *site) listen(server *httptest.Server, last string) *listener {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 10*time.Second)
	s.t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, "GET", server.URL+"/events", nil)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+s.token)
	r.Header.Set("Last-Event-ID", last)
	res, err := server.Client().Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { res.Body.Close() })
	if res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		s.t.Fatalf("events: %d %v", res.StatusCode, res.Header)
	}
	return &listener{s.t, bufio.NewScanner(res.Body)}
}

// until collects "event id data" up to an event of the name.
func (l *listener) until(name string) string {
	l.t.Helper()
	var all, id string
	var event string
	for l.lines.Scan() {
		key, value, _ := strings.Cut(l.lines.Text(), ": ")
		switch key {
		case "id":
			id = value + " "
		case "event":
			event = value
		case "data":
			all += event + " " + id + value + "\n"
			id = ""
		}
		if key == "data" && event == name {
			return all
		}
	}
	l.t.Fatalf("the stream ended before %q: %s", name, all)
	return ""
}

func (s *site) serve() *httptest.Server {
	server := httptest.NewUnstartedServer(s.chat)
	server.Config.ReadTimeout = 150 * time.Millisecond // a stream outlives the server's own limits
	server.Config.WriteTimeout = 150 * time.Millisecond
	server.Start()
	s.t.Cleanup(server.Close)
	s.t.Cleanup(func() { s.chat.Close() })
	return server
}

func TestEventsResumeWhereTheyEnded(t *testing.T) {
	t.Parallel()
	s := newSite(t, settings)
	server := s.serve()
	for _, text := range []string{"one", "two", "three"} {
		s.archive.say(s.address, channels.Entry{By: "operator", Name: "Olena", Text: text})
	}
	all := s.listen(server, "").until("ready")
	if strings.Count(all, "entry ") != 3 || strings.Contains(all, "entry 1 ") || !strings.Contains(all, "entry 3 ") || !strings.Contains(all, `status {"handled":"assistant"`) {
		t.Errorf("from the start:\n%s", all)
	}
	l := s.listen(server, "2")
	if got := l.until("ready"); strings.Count(got, "entry ") != 1 || !strings.Contains(got, "three") {
		t.Errorf("from 2:\n%s", got)
	}
	s.archive.say(s.address, channels.Entry{By: "operator", Text: "four\nlines"})
	if got := l.until("entry"); !strings.Contains(got, `four\nlines`) {
		t.Errorf("live: %s", got)
	}
	s.archive.wake(s.address, channels.Signal{Typing: true, Name: "Olena"})
	if got := l.until("typing"); !strings.Contains(got, "Olena") {
		t.Errorf("typing: %s", got)
	}
	s.archive.setStatus(s.address, channels.Status{Handled: "waiting", Position: 2, Open: true})
	if got := l.until("status"); !strings.Contains(got, `"position":2`) {
		t.Errorf("status: %s", got)
	}
	s.chat.Close()
	l.until("bye")
}

func TestForgedLastEventIDIsHarmless(t *testing.T) {
	t.Parallel()
	s := newSite(t, settings)
	server := s.serve()
	s.archive.say(s.address, channels.Entry{By: "assistant", Text: "mine"})
	_, other := s.newVisitor()
	s.archive.say(other, channels.Entry{By: "assistant", Text: "theirs"})
	for _, forged := range []string{"999999999999", "9223372036854775807", "-1", "x", "1; drop table", "99999999999999999999999"} {
		got := s.listen(server, forged).until("ready")
		if !strings.Contains(got, "mine") || strings.Contains(got, "theirs") {
			t.Errorf("Last-Event-ID %q:\n%s", forged, got)
		}
	}
}

func TestMoreThanOnePageIsCaughtUp(t *testing.T) {
	t.Parallel()
	s := newSite(t, settings)
	server := s.serve()
	for range 250 {
		s.archive.say(s.address, channels.Entry{By: "assistant", Text: "again"})
	}
	if got := strings.Count(s.listen(server, "5").until("ready"), "entry "); got != 245 {
		t.Errorf("%d entries after 5, want 245", got)
	}
	s.archive.mu.Lock()
	for _, k := range s.archive.entries[50:130] { // read at once
		k.Rev = 130
	}
	s.archive.mu.Unlock()
	if got := strings.Count(s.listen(server, "5").until("ready"), "entry "); got != 245 {
		t.Errorf("%d entries after 5 when many share a revision, want 245", got)
	}
	if got := strings.Count(s.listen(server, "").until("ready"), "entry "); got != 100 {
		t.Errorf("%d entries at first, want the newest 100", got)
	}
}

func TestAnotherReplicaServesTheVisitor(t *testing.T) {
	t.Parallel()
	s := newSite(t, settings)
	l := s.listen(s.serve(), "")
	l.until("ready")
	replica := &site{t: t, archive: s.archive, chat: open(t, s.archive, settings), token: s.token}
	replica.want(replica.do("POST", "/messages", `{"id":"r1","text":"by the other"}`), 201, "")
	if got := l.until("entry"); !strings.Contains(got, "by the other") {
		t.Errorf("live: %s", got)
	}
	s.want(s.do("POST", "/messages", `{"id":"r1","text":"by the other"}`), 200, "")
}

func TestStreamsAreBounded(t *testing.T) {
	t.Parallel()
	s := newSite(t, settings)
	server := s.serve()
	for range 12 {
		s.listen(server, "").until("ready")
	}
	s.want(s.do("GET", "/events", ""), 429, "")
}

// In a bubble time passes by itself: the stream beats, and finds what a lost signal did not tell.
func TestHeartbeatFindsWhatASignalDidNotTell(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, settings)
		ctx, cancel := context.WithCancel(t.Context())
		r := httptest.NewRequestWithContext(ctx, "GET", "/events", nil)
		r.Header.Set("Authorization", "Bearer "+s.token)
		w := httptest.NewRecorder()
		done := make(chan struct{})
		go func() {
			defer close(done)
			s.chat.ServeHTTP(w, r)
		}()
		synctest.Wait()
		s.archive.say("nobody", channels.Entry{By: "assistant", Text: "for somebody else"})
		s.archive.mu.Lock()
		s.archive.entries[0].address = s.address // now the visitor's, without a signal
		s.archive.mu.Unlock()
		time.Sleep(16 * time.Second)
		synctest.Wait()
		cancel()
		<-done
		if got := w.Body.String(); !strings.Contains(got, ": beat\n\n") || !strings.Contains(got, "somebody else") {
			t.Errorf("after 16 seconds:\n%s", got)
		}
		if n := s.archive.watching(); n != 0 {
			t.Errorf("%d watches left", n)
		}
	})
}
