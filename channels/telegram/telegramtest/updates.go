package telegramtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// faster is how much faster than Telegram's the time between tries runs.
const faster = 100

// pending is an update that was not confirmed.
type pending struct {
	id   int64
	chat int64
	raw  json.RawMessage
}

// hook is the webhook.
type hook struct {
	url, secret string
	stop        context.CancelFunc
	busy        map[int64]bool // chats whose head is on its way
	errorAt     time.Time
	errorText   string
}

// Pending tells how many updates were not confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.pending)
}

// Webhook returns the webhook's address, empty when there is none.
func (s *Server) Webhook() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hook.url
}

// wants tells whether the bot asked for updates of a kind; the caller holds the lock.
func (s *Server) wants(kind string) bool {
	if len(s.allowed) > 0 {
		return slices.Contains(s.allowed, kind)
	}
	return kind != "chat_member" && kind != "message_reaction" && kind != "message_reaction_count"
}

// allow notes allowed_updates, if they are given; the caller holds the lock.
func (s *Server) allow(call Call) *refusal {
	list, given := call.Fields["allowed_updates"]
	if !given {
		return nil
	}
	var kinds []string
	if err := json.Unmarshal([]byte(list), &kinds); err != nil {
		failed := bad("can't parse allowed updates: %v", err)
		return &failed
	}
	s.allowed = kinds
	return nil
}

// getUpdates answers at once when updates wait, else when one comes or the time is over.
func (s *Server) getUpdates(w http.ResponseWriter, r *http.Request, call Call) {
	offset, _ := strconv.ParseInt(call.Fields["offset"], 10, 64)
	limit, _ := strconv.Atoi(call.Fields["limit"])
	if limit <= 0 || limit > 100 {
		limit = 100
	}
	timeout, _ := strconv.Atoi(call.Fields["timeout"])
	over := time.After(time.Duration(timeout) * time.Second)
	s.mu.Lock()
	if failed := s.allow(call); failed != nil {
		s.mu.Unlock()
		refuse(w, *failed)
		return
	}
	s.poll++
	mine := s.poll
	s.wake()
	s.mu.Unlock()
	for {
		s.mu.Lock()
		if s.hook.url != "" {
			s.mu.Unlock()
			refuse(w, refusal{code: 409, words: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"})
			return
		}
		if s.poll != mine {
			s.mu.Unlock()
			refuse(w, refusal{code: 409, words: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"})
			return
		}
		s.pending = slices.DeleteFunc(s.pending, func(p pending) bool { return p.id < offset })
		updates := []json.RawMessage{}
		for _, p := range s.pending[:min(limit, len(s.pending))] {
			updates = append(updates, p.raw)
		}
		changed := s.changed
		s.mu.Unlock()
		if len(updates) > 0 || timeout <= 0 {
			answer(w, updates)
			return
		}
		select {
		case <-changed:
		case <-over:
			timeout = 0
		case <-r.Context().Done():
			return
		case <-s.ended:
			return
		}
	}
}

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// setWebhook begins to deliver; the caller holds the lock.
func (s *Server) setWebhook(call Call) (any, *refusal) {
	address, err := url.Parse(call.Fields["url"])
	if err != nil || address.Host == "" || address.Scheme != "https" && address.Hostname() != "127.0.0.1" {
		failed := bad("bad webhook: An HTTPS URL must be provided for webhook")
		return nil, &failed
	}
	secret := call.Fields["secret_token"]
	if secret != "" && !secretForm.MatchString(secret) {
		failed := bad("secret token contains unallowed characters")
		return nil, &failed
	}
	if failed := s.allow(call); failed != nil {
		return nil, failed
	}
	s.unhook()
	ctx, stop := context.WithCancel(context.Background())
	s.hook = hook{url: address.String(), secret: secret, stop: stop, busy: map[int64]bool{}}
	s.work.Go(func() { s.dispatch(ctx) })
	return true, nil
}

func (s *Server) unhook() {
	if s.hook.stop != nil {
		s.hook.stop()
	}
	s.hook = hook{}
}

func (s *Server) webhookInfo() any {
	info := map[string]any{"url": s.hook.url, "has_custom_certificate": false, "pending_update_count": len(s.pending)}
	if !s.hook.errorAt.IsZero() {
		info["last_error_date"], info["last_error_message"] = s.hook.errorAt.Unix(), s.hook.errorText
	}
	return info
}

// dispatch delivers the head of every chat's queue; the chats run beside each other.
func (s *Server) dispatch(ctx context.Context) {
	for {
		s.mu.Lock()
		for _, p := range s.pending {
			if ctx.Err() == nil && !s.hook.busy[p.chat] {
				s.hook.busy[p.chat] = true
				address, secret := s.hook.url, s.hook.secret
				s.work.Go(func() { s.push(ctx, p, address, secret) })
			}
		}
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return
		case <-s.ended:
			return
		}
	}
}

// push delivers one update until it is taken, or the webhook is gone.
func (s *Server) push(ctx context.Context, p pending, address, secret string) {
	for wait := time.Second / faster; ; wait = min(2*wait, time.Minute/faster) {
		after, problem := s.post(ctx, address, secret, p.raw)
		s.mu.Lock()
		if ctx.Err() != nil {
			s.mu.Unlock()
			return
		}
		if problem == "" {
			s.pending = slices.DeleteFunc(s.pending, func(q pending) bool { return q.id == p.id })
			delete(s.hook.busy, p.chat)
			s.wake()
			s.mu.Unlock()
			return
		}
		s.hook.errorAt, s.hook.errorText = time.Now(), problem
		s.mu.Unlock()
		select {
		case <-time.After(max(wait, after/faster)):
		case <-ctx.Done():
			return
		case <-s.ended:
			return
		}
	}
}

func (s *Server) post(ctx context.Context, address, secret string, raw []byte) (time.Duration, string) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(raw))
	if err != nil {
		return 0, err.Error()
	}
	r.Header.Set("Content-Type", "application/json")
	if secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<16))
	if err != nil {
		return 0, err.Error()
	}
	if response.StatusCode/100 != 2 {
		seconds, _ := strconv.Atoi(response.Header.Get("Retry-After"))
		return time.Duration(min(max(seconds, 0), 3600)) * time.Second,
			fmt.Sprintf("Wrong response from the webhook: %s", response.Status)
	}
	if len(body) > 0 {
		s.mu.Lock()
		s.problems = append(s.problems, "the webhook answered with a body, which may be carried out as a method call")
		s.mu.Unlock()
	}
	return 0, ""
}
