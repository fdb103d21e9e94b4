package slacktest

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"
)

// A response URL may be used five times within thirty minutes.
const (
	responseUses = 5
	responseFor  = 30 * time.Minute
)

type response struct {
	user, channel, thread string
	at                    time.Time
	uses                  int
}

// response makes a response URL. The caller holds the lock.
func (s *Server) response(user, channel, thread string) string {
	id := secret()
	s.responses[id] = &response{user: user, channel: channel, thread: thread, at: time.Now()}
	return s.URL + "/respond/" + id
}

func (s *Server) respond(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Type     string          `json:"response_type"`
		Text     string          `json:"text"`
		Blocks   json.RawMessage `json:"blocks"`
		Replace  bool            `json:"replace_original"`
		Delete   bool            `json:"delete_original"`
		ThreadTS string          `json:"thread_ts"`
	}
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	err := d.Decode(&body)
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.responses[strings.TrimPrefix(r.URL.Path, "/respond/")]
	switch {
	case x == nil || time.Since(x.at) > responseFor:
		http.Error(w, "expired_url", http.StatusNotFound)
		return
	case x.uses >= responseUses:
		s.violate("a response URL was used more than %d times", responseUses)
		http.Error(w, "used_url", http.StatusNotFound)
		return
	case err != nil:
		s.violate("response URL: %v", err)
		http.Error(w, "invalid_payload", http.StatusBadRequest)
		return
	}
	x.uses++
	s.whispers[x.user] = append(s.whispers[x.user], Message{Channel: x.channel, Thread: x.thread, Text: body.Text, TS: s.ts()})
	_, _ = io.WriteString(w, "ok")
}
