// Package telegramtest is a Bot API server for tests, on the loopback, written from Telegram's documentation
// (https://core.telegram.org/bots/api): one bot, any number of people who write to it in private chats.
//
// The idea: a test plays the people (Say, Press, Edit …) and looks at what they see (Chat); the program under test talks to
// the server as to Telegram, by polling or by webhook. The server is strict: it refuses what Telegram refuses, with the same
// codes, and keeps an update until it is confirmed. Only time runs faster: the waits between tries of the webhook are a
// hundredth of Telegram's.
package telegramtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// Token is the token of the server's bot.
const Token = "123456789:AAE-only-for-tests_0123456789abcdef"

// Name is the bot's user name.
const Name = "switchboard_test_bot"

const patience = 5 * time.Second

// Server is the Bot API. It ends with the test.
type Server struct {
	server *httptest.Server
	ended  chan struct{}
	work   sync.WaitGroup

	mu       sync.Mutex
	changed  chan struct{} // closed at every change
	people   map[int64]Person
	blocked  map[int64]bool
	chats    map[int64][]*Message
	lastID   map[int64]int
	files    map[string]File
	updateID int64
	pending  []pending
	allowed  []string
	hook     hook
	poll     int // counts polls: a newer one ends an older one
	faults   map[string][]Fault
	calls    []Call
	problems []string
}

// Person is somebody who writes to the bot. Their private chat has the person's number.
type Person struct {
	ID                          int64
	First, Last, Username, Lang string
}

// Call is one method call of the program under test.
type Call struct {
	Method string
	Fields map[string]string // JSON values as their text
	Files  map[string]File   // by field
}

// File is a file's content.
type File struct {
	Name string
	Data []byte
}

// Fault is how a call fails.
type Fault struct {
	Status int    // 0: by the error code
	Body   string // sent as it is; empty: an error of the Bot API of Code and Words
	Code   int
	Words  string
	After  int   // retry_after
	Moved  int64 // migrate_to_chat_id
	Hang   bool  // no answer until the caller gives up
	Done   bool  // the call is carried out, and only its answer fails
}

// New starts a server.
func New(t testing.TB) *Server {
	s := &Server{
		ended: make(chan struct{}), changed: make(chan struct{}), people: map[int64]Person{}, blocked: map[int64]bool{},
		chats: map[int64][]*Message{}, lastID: map[int64]int{}, files: map[string]File{}, updateID: 1000, faults: map[string][]Fault{},
	}
	s.server = httptest.NewServer(s)
	t.Cleanup(func() {
		close(s.ended)
		s.server.CloseClientConnections()
		s.server.Close()
		s.work.Wait()
		for _, problem := range s.problems {
			t.Errorf("Bot API: %s", problem)
		}
	})
	return s
}

// URL is the address to give as api_url.
func (s *Server) URL() string { return s.server.URL }

// Fail says how the next calls of a method fail, one fault a call.
func (s *Server) Fail(method string, faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[method] = append(s.faults[method], faults...)
}

// Calls returns the calls of a method so far; of all methods if it is empty.
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []Call
	for _, call := range s.calls {
		if method == "" || call.Method == method {
			found = append(found, call)
		}
	}
	return found
}

// Until waits until the condition holds, which is tried after every change, and ends the test if it takes too long.
func (s *Server) Until(t testing.TB, what string, holds func() bool) {
	t.Helper()
	deadline := time.After(patience)
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if holds() {
			return
		}
		select {
		case <-changed:
		case <-time.After(20 * time.Millisecond): // what the condition looks at may be another's
		case <-deadline:
			t.Fatalf("waited %s for: %s", patience, what)
		}
	}
}

// wake tells everybody who waits; the caller holds the lock.
func (s *Server) wake() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// ServeHTTP is the Bot API: /bot<token>/<method> and /file/bot<token>/<path>.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if path, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+Token+"/"); ok {
		s.download(w, path)
		return
	}
	method, ok := strings.CutPrefix(r.URL.Path, "/bot"+Token+"/")
	if !ok {
		refuse(w, refusal{code: 401, words: "Unauthorized"})
		return
	}
	call, err := readCall(method, r)
	if err != nil {
		refuse(w, bad("%v", err))
		return
	}
	s.mu.Lock()
	s.calls = append(s.calls, call)
	var fault *Fault
	if faults := s.faults[method]; len(faults) > 0 {
		fault, s.faults[method] = &faults[0], faults[1:]
	}
	s.wake()
	s.mu.Unlock()
	if fault != nil {
		s.misbehave(w, r, call, *fault)
		return
	}
	if method == "getUpdates" {
		s.getUpdates(w, r, call)
		return
	}
	result, failed := s.carryOut(call)
	if failed != nil {
		refuse(w, *failed)
		return
	}
	answer(w, result)
}

func (s *Server) misbehave(w http.ResponseWriter, r *http.Request, call Call, f Fault) {
	if f.Done {
		if _, failed := s.carryOut(call); failed != nil {
			refuse(w, *failed)
			return
		}
	}
	switch {
	case f.Hang:
		select {
		case <-r.Context().Done():
		case <-s.ended:
		}
	case f.Body != "":
		w.WriteHeader(max(f.Status, 200))
		fmt.Fprint(w, f.Body)
	default:
		refuse(w, refusal{code: f.Code, words: f.Words, after: f.After, moved: f.Moved})
	}
}

// refusal is an error of the Bot API.
type refusal struct {
	code  int
	words string
	after int
	moved int64
}

func bad(format string, args ...any) refusal {
	return refusal{code: http.StatusBadRequest, words: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func refuse(w http.ResponseWriter, f refusal) {
	body := map[string]any{"ok": false, "error_code": f.code, "description": f.words}
	parameters := map[string]any{}
	if f.after > 0 {
		parameters["retry_after"] = f.after
	}
	if f.moved != 0 {
		parameters["migrate_to_chat_id"] = f.moved
	}
	if len(parameters) > 0 {
		body["parameters"] = parameters
	}
	write(w, f.code, body)
}

func answer(w http.ResponseWriter, result any) {
	write(w, http.StatusOK, map[string]any{"ok": true, "result": result})
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		return // the caller went away
	}
}

// readCall reads the parameters of a call, which may come in four ways.
func readCall(method string, r *http.Request) (Call, error) {
	call := Call{Method: method, Fields: map[string]string{}, Files: map[string]File{}}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		var fields map[string]json.RawMessage
		if err := json.NewDecoder(r.Body).Decode(&fields); err != nil {
			return call, err
		}
		for name, raw := range fields {
			var text string
			if err := json.Unmarshal(raw, &text); err != nil {
				text = string(raw)
			}
			call.Fields[name] = text
		}
		return call, nil
	}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") && r.ContentLength != 0 {
		if err := readForm(&call, r); err != nil {
			return call, err
		}
	}
	if err := r.ParseForm(); err != nil {
		return call, err
	}
	for name, values := range r.Form {
		call.Fields[name] = values[0]
	}
	return call, nil
}
