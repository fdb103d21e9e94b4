// Package slacktest is a fake Slack for tests and for trying the desk without a workspace. It speaks the wire format of
// Slack's documentation (Web API, Events API by HTTP and by Socket Mode, interactivity, slash commands, response URLs)
// and refuses what Slack refuses: unknown arguments, missing scopes, blocks beyond the limits, wrong threads, expired
// triggers, used-up response URLs. It was written from docs.slack.dev, and shares no type with any client.
//
// A test makes people with User and lets them act; what the app did is read by Thread, Modal, Home, Whispers. Every
// request that Slack would have refused as malformed is in Violations.
package slacktest

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"
)

// The secrets of the one app that is installed.
const (
	BotToken = "xoxb-fake-bot"
	AppToken = "xapp-fake-app"
	Secret   = "fake-signing-secret"
)

// Scopes are all bot scopes that the fake knows a use for; a test may take some away.
func Scopes() []string {
	all := map[string]bool{}
	for _, m := range methods {
		for _, s := range m.scopes {
			all[s] = true
		}
	}
	for _, s := range []string{"commands", "chat:write.customize", "users:read.email", "im:history", "reactions:read"} {
		all[s] = true
	}
	return slices.Sorted(maps.Keys(all))
}

// Server is a workspace with one app in it.
type Server struct {
	URL string // of the fake itself
	srv *httptest.Server

	mu         sync.Mutex
	targets    []string // addresses of the app's replicas: events go to one of them, /slack/… is added
	scopes     map[string]bool
	users      map[string]*Person
	channels   map[string]*channel
	files      map[string]*file
	views      map[string]*view
	homes      map[string]map[string]any
	whispers   map[string][]Message
	triggers   map[string]*trigger
	responses  map[string]*response
	sockets    map[*socket]bool
	violations []string
	n          int64
	lastTS     int64
	ahead      time.Duration // of its clock to the app's
	calls      map[string]int

	faults   faults
	interact tasks
	client   *http.Client
}

// patience is how long Slack waits for the answer to an event, a press, a modal or a command.
const patience = 3 * time.Second

// faults are what goes wrong on demand.
type faults struct {
	down      bool
	held      chan struct{} // closed when calls are answered again
	patience  time.Duration // how long the app's answer is waited for
	revoked   bool
	lose      map[string]int       // method → calls that are carried out and not answered
	limited   map[string]time.Time // method, or method and channel → until
	retry     time.Duration        // Retry-After of a limit
	per       time.Duration        // least time between two posts in a channel; 0: no limit
	posted    map[string]time.Time
	duplicate int // further deliveries of each event
	shuffle   time.Duration
	redeliver []time.Duration
}

// New starts a fake that ends with the test. The test fails if Slack would have refused a request as malformed, unless it
// asks for Violations itself.
func New(t testing.TB, targets ...string) *Server {
	t.Helper()
	s := newServer(targets...)
	s.srv = httptest.NewServer(s)
	s.URL = s.srv.URL
	t.Cleanup(func() {
		s.Close()
		for _, v := range s.Violations() {
			t.Errorf("Slack would have refused: %s", v)
		}
	})
	return s
}

// Start makes a fake that is served at an address, for a developer.
func Start(addr string, targets ...string) *Server {
	s := newServer(targets...)
	s.URL = "http://" + addr
	return s
}

func newServer(targets ...string) *Server {
	s := &Server{
		targets: targets, scopes: map[string]bool{}, users: map[string]*Person{}, channels: map[string]*channel{}, files: map[string]*file{},
		views: map[string]*view{}, homes: map[string]map[string]any{}, whispers: map[string][]Message{}, triggers: map[string]*trigger{},
		responses: map[string]*response{}, sockets: map[*socket]bool{}, calls: map[string]int{},
		faults: faults{patience: patience, lose: map[string]int{}, limited: map[string]time.Time{}, posted: map[string]time.Time{}, redeliver: []time.Duration{20 * time.Millisecond, 100 * time.Millisecond, 500 * time.Millisecond, 2 * time.Second, 5 * time.Second}},
		client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}},
	}
	for _, scope := range Scopes() {
		s.scopes[scope] = true
	}
	s.users[botUser] = &Person{s: s, ID: botUser, Name: "switchboard", bot: true}
	return s
}

const (
	botUser = "U0BOT"
	botID   = "B0BOT"
	appID   = "A0APP"
	teamID  = "T0TEAM"
)

// Target adds the address of a replica of the app, to which events, presses and commands are posted.
func (s *Server) Target(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.targets = append(s.targets, url)
}

// API is the address for the client's API URL option.
func (s *Server) API() string { return s.URL + "/api/" }

// Close ends the server and waits for what is on its way to the app.
func (s *Server) Close() {
	s.DropSockets()
	s.interact.Wait()
	if s.srv != nil {
		s.srv.Close()
	}
	s.client.CloseIdleConnections()
}

// Settle waits until all events are delivered.
func (s *Server) Settle() { s.interact.Wait() }

// violate records a request that Slack would have refused as malformed. The caller holds the lock.
func (s *Server) violate(format string, args ...any) {
	s.violations = append(s.violations, fmt.Sprintf(format, args...))
}

// Violations returns and forgets the requests that Slack would have refused as malformed.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.violations
	s.violations = nil
	return out
}

// Calls counts the calls of a method so far.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
}

// Files counts the files that are kept.
func (s *Server) Files() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.files)
}

// id makes an identifier. The caller holds the lock.
func (s *Server) id(prefix string) string {
	s.n++
	return fmt.Sprintf("%s0%06d", prefix, s.n)
}

// ts makes a timestamp, later than all before. The caller holds the lock.
func (s *Server) ts() string {
	now := time.Now().Add(s.ahead).UnixMicro()
	s.lastTS = max(s.lastTS+1, now)
	return fmt.Sprintf("%d.%06d", s.lastTS/1e6, s.lastTS%1e6)
}

func secret() string {
	var b [12]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

func pick(n int) int {
	i, err := rand.Int(rand.Reader, big.NewInt(int64(n)))
	if err != nil {
		return 0
	}
	return int(i.Int64())
}
