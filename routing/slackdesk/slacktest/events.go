package slacktest

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// event delivers an event to the app, by socket or by HTTP, again and again until it is acknowledged or Slack gives up.
func (s *Server) event(inner map[string]any) {
	s.mu.Lock()
	if scope := scopeOf(inner); scope != "" && !s.scopes[scope] {
		s.mu.Unlock()
		return
	}
	outer := map[string]any{"token": "verification", "team_id": teamID, "api_app_id": appID, "event": inner, "type": "event_callback",
		"event_id": s.id("Ev") + secret()[:8], "event_time": time.Now().Unix(), "authorizations": []any{map[string]any{"team_id": teamID, "user_id": botUser, "is_bot": true}}}
	f := s.faults
	s.mu.Unlock()
	for range 1 + f.duplicate {
		s.interact.Go(func() {
			if f.shuffle > 0 {
				time.Sleep(time.Duration(pick(int(f.shuffle))))
			}
			for try := 0; ; try++ {
				if s.deliver(outer, try) || try >= len(f.redeliver) {
					return
				}
				time.Sleep(f.redeliver[try])
			}
		})
	}
}

// scopeOf is the scope without which an event is not delivered.
func scopeOf(inner map[string]any) string {
	switch inner["type"] {
	case "message":
		return map[any]string{"im": "im:history", "group": "groups:history", "channel": "channels:history"}[inner["channel_type"]]
	case "reaction_added", "reaction_removed":
		return "reactions:read"
	}
	return ""
}

// deliver brings an event once, and tells whether it was acknowledged.
func (s *Server) deliver(outer map[string]any, try int) bool {
	if c := s.anySocket(); c != nil {
		_, ok := c.send("events_api", outer, try)
		return ok
	}
	target := s.anyTarget()
	if target == "" {
		return true // nobody listens
	}
	body, err := json.Marshal(outer)
	if err != nil {
		return true
	}
	header := http.Header{"Content-Type": {"application/json"}}
	if try > 0 {
		header.Set("X-Slack-Retry-Num", strconv.Itoa(try))
		header.Set("X-Slack-Retry-Reason", "http_error")
	}
	a := s.post(target+"/slack/events", body, header)
	return a.Status >= 200 && a.Status < 300
}

func (s *Server) patience() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.faults.patience
}

func (s *Server) anyTarget() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.targets) == 0 {
		return ""
	}
	return s.targets[pick(len(s.targets))]
}

// Ack is what the app answered to a press, a modal or a command.
type Ack struct {
	Status int
	Body   string
	Took   time.Duration
	Late   bool // not while Slack waits: the person sees that it did not work
}

// post signs and posts a body.
func (s *Server) post(address string, body []byte, header http.Header) Ack {
	start := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), s.patience())
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return Ack{}
	}
	r.Header = header
	Sign(r, body, Secret, time.Now())
	resp, err := s.client.Do(r)
	if err != nil {
		return Ack{Took: time.Since(start), Late: ctx.Err() != nil}
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	return Ack{Status: resp.StatusCode, Body: string(answer), Took: time.Since(start), Late: err != nil}
}

// Sign signs a request as Slack does (v0).
func Sign(r *http.Request, body []byte, secret string, at time.Time) {
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
}

// interaction brings a press, a shortcut or a filled-in modal to the app.
func (s *Server) interaction(payload map[string]any) Ack {
	payload["token"], payload["team"], payload["api_app_id"] = "verification", map[string]any{"id": teamID, "domain": "lumen"}, appID
	if c := s.anySocket(); c != nil {
		start := time.Now()
		answer, ok := c.send("interactive", payload, 0)
		return Ack{Status: map[bool]int{true: 200}[ok], Body: string(answer), Took: time.Since(start), Late: !ok}
	}
	body, err := json.Marshal(payload)
	target := s.anyTarget()
	if err != nil || target == "" {
		return Ack{Late: true}
	}
	form := url.Values{"payload": {string(body)}}.Encode()
	return s.post(target+"/slack/interactive", []byte(form), http.Header{"Content-Type": {"application/x-www-form-urlencoded"}})
}

// slash brings a slash command to the app.
func (s *Server) slash(form map[string]string) Ack {
	if c := s.anySocket(); c != nil {
		body := map[string]any{}
		for k, v := range form {
			body[k] = v
		}
		start := time.Now()
		answer, ok := c.send("slash_commands", body, 0)
		return Ack{Status: map[bool]int{true: 200}[ok], Body: string(answer), Took: time.Since(start), Late: !ok}
	}
	target := s.anyTarget()
	if target == "" {
		return Ack{Late: true}
	}
	values := url.Values{}
	for k, v := range form {
		values.Set(k, v)
	}
	return s.post(target+"/slack/commands", []byte(values.Encode()), http.Header{"Content-Type": {"application/x-www-form-urlencoded"}})
}

// socket is one Socket Mode connection of the app.
type socket struct {
	conn  *websocket.Conn
	write sync.Mutex
	mu    sync.Mutex
	waits map[string]chan json.RawMessage
}

func (s *Server) anySocket() *socket {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.sockets)
	if n == 0 {
		return nil
	}
	i := pick(n)
	for c := range s.sockets {
		if i == 0 {
			return c
		}
		i--
	}
	return nil
}

func (s *Server) connectionsOpen(call) (map[string]any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ticket := secret()
	s.responses["socket "+ticket] = &response{}
	return map[string]any{"url": "ws" + strings.TrimPrefix(s.URL, "http") + "/link?ticket=" + ticket}, nil
}

// link takes a Socket Mode connection.
func (s *Server) link(w http.ResponseWriter, r *http.Request) {
	ticket := "socket " + r.URL.Query().Get("ticket")
	s.mu.Lock()
	_, ok := s.responses[ticket]
	delete(s.responses, ticket)
	s.mu.Unlock()
	if !ok {
		http.Error(w, "the ticket is used or unknown", http.StatusForbidden)
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &socket{conn: conn, waits: map[string]chan json.RawMessage{}}
	s.mu.Lock()
	n := len(s.sockets) + 1
	s.mu.Unlock()
	c.say(map[string]any{"type": "hello", "num_connections": n, "connection_info": map[string]any{"app_id": appID},
		"debug_info": map[string]any{"host": "applink", "approximate_connection_time": 18060}})
	s.mu.Lock()
	s.sockets[c] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.sockets, c)
		s.mu.Unlock()
		_ = conn.Close()
	}()
	for {
		var ack struct {
			ID      string          `json:"envelope_id"`
			Payload json.RawMessage `json:"payload"`
		}
		if conn.ReadJSON(&ack) != nil {
			return
		}
		c.mu.Lock()
		wait, known := c.waits[ack.ID]
		delete(c.waits, ack.ID)
		c.mu.Unlock()
		switch {
		case known:
			wait <- ack.Payload
		case ack.ID == "":
			s.mu.Lock()
			s.violate("an acknowledgement names no envelope")
			s.mu.Unlock()
		default: // of an envelope that came by a socket that is gone: Slack brings it again
		}
	}
}

func (c *socket) say(v any) {
	c.write.Lock()
	defer c.write.Unlock()
	_ = c.conn.WriteJSON(v) // the reader notices a connection that is gone
}

// send brings one envelope and waits for its acknowledgement as long as Slack does.
func (c *socket) send(kind string, payload any, try int) (json.RawMessage, bool) {
	id, wait := secret(), make(chan json.RawMessage, 1)
	c.mu.Lock()
	c.waits[id] = wait
	c.mu.Unlock()
	e := map[string]any{"type": kind, "envelope_id": id, "payload": payload, "accepts_response_payload": kind != "events_api"}
	if try > 0 {
		e["retry_attempt"], e["retry_reason"] = try, "timeout"
	}
	c.say(e)
	select {
	case answer := <-wait:
		return answer, true
	case <-time.After(patience):
		return nil, false
	}
}

// Refresh asks every socket to be replaced, as Slack does every few hours, and closes it a little later.
func (s *Server) Refresh() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.sockets {
		c.say(map[string]any{"type": "disconnect", "reason": "refresh_requested", "debug_info": map[string]any{"host": "wss"}})
	}
}

// DropSockets cuts all sockets without a word.
func (s *Server) DropSockets() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.sockets {
		_ = c.conn.Close()
		delete(s.sockets, c)
	}
}

// Sockets counts the open sockets.
func (s *Server) Sockets() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sockets)
}
