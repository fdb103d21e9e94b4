// Package channeltest holds what every channel's tests need: a Receiver that remembers, a fake Platform, and Run,
// which checks the obligations that all adapters share.
//
// The idea: an adapter's own test is two tables. Inbound says which request becomes which events, Outbound says which
// message becomes which calls of the platform. From these tables Run derives the rest: that nothing is
// acknowledged before it is committed, that a repeat has the same ids, that a forged request is turned away without
// a word, that malformed bodies never take the adapter down, that long texts are split, that secrets stay in.
//
// An obligation that a platform cannot have is waived with a reason in Cases.Waive; none is skipped in silence.
package channeltest

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"time"

	"switchboard/channels"
)

// The obligations that may be waived.
const (
	Signature   = "signature"    // forged requests get 401
	TooBig      = "too big"      // 413
	Method      = "method"       // 405
	Split       = "split"        // long text is split within Limits
	RateLimit   = "rate limit"   // Retry with After
	Block       = "block"        // BlockedByUser
	Unreachable = "unreachable"  // platform away: Retry; silent: Unknown
	KeepsRaw    = "raw"          // every Inbound carries the event as received
	Dead        = "dead letters" // ErrInvalid is acknowledged with 2xx
)

// Cases describe one adapter to Run. Groups that are empty are not checked, so that an adapter that only polls or
// whose Send calls nobody uses the parts that fit it.
type Cases struct {
	// Account returns the account under test. platform is the address of the fake platform.
	Account func(platform string) channels.Account
	// Wrap makes the adapter's Receiver, for adapters that assert more of it (channels.Archive). Nil: the Receiver itself.
	Wrap func(*Receiver) channels.Receiver
	// Secrets are the tokens in the account's settings. They must not show in errors, answers or logs.
	Secrets []string
	// Logs returns what the adapter logged, if it has a logger of its own. The default logger is watched anyway.
	Logs func() string
	// Settings are settings that Open must refuse. An unknown field is always tried.
	Settings []Settings

	// Inbound are requests and the events they become. From here on the adapter must be an http.Handler.
	Inbound []In
	// Sign adds to the request what proves that it comes from the platform.
	Sign func(*Request)
	// Forged are further requests that must get 401; they are sent as they are. Sign's own headers are tampered
	// with in all the usual ways without being listed here.
	Forged []Request
	// Malformed are further requests, signed before they are sent, that must be answered below 500.
	Malformed []Request
	// Corpus holds bodies, one a file, that are sent to every path of Inbound like Malformed.
	Corpus fs.FS
	// MaxBody is the adapter's limit of a body in bytes: one more gets 413.
	MaxBody int64

	// Platform is how the fake platform usually answers. Nil: 200 and {}.
	Platform http.Handler
	// Outbound are messages and the calls they become.
	Outbound []Out
	// Refused are the platform's refusals and what they mean. One must be a Retry with After, one BlockedByUser.
	Refused []Refusal
	// Texts picks the texts of messages out of the calls, in order, so that splitting can be checked.
	Texts func([]Sent) []string

	// Pulled are what the platform has to give and the events they become, for adapters with Run.
	Pulled []Pull

	// Waive names obligations that this platform cannot have, each with the reason.
	Waive map[string]string
}

// Settings are bad settings: the error of Open must contain Want, which names the field.
type Settings struct{ Name, JSON, Want string }

// Request is an HTTP request as the adapter's handler sees it, its path without /channels/<account>.
type Request struct {
	Name   string
	Method string // empty: POST
	Path   string // empty: "/"; may hold a query
	Header map[string]string
	Body   string
	Peer   string // remote address; empty: a public one
}

// In is a request and the events it becomes. In Want an empty Account, ID or At and a nil Raw stand for any;
// an empty Kind is Message.
type In struct {
	Request
	Want     []channels.Inbound
	Receipts []channels.Receipt // At empty stands for any
	Status   int                // 0: any 2xx
}

// Out is a message and the calls it becomes.
type Out struct {
	Name    string
	Message channels.Outbound
	Answers []Answer           // what the platform answers; beyond them as usual
	Want    []Call             // the calls, in order
	Saw     func([]Sent) error // a closer look, or nil
	ID      string             // what Send returns; empty stands for any
}

// Call is what one request to the platform must look like.
type Call struct {
	Method string   // empty: any
	Path   string   // the end of its path
	Body   []string // parts of its body
}

// Refusal is the platform's answer to a message and what Send must make of it.
type Refusal struct {
	Name   string
	Answer Answer
	Fate   channels.Fate
	After  time.Duration
	Whole  bool
}

// Pull is what the platform gives to a polling adapter and the events it becomes.
type Pull struct {
	Name    string
	Account func(platform string) channels.Account // nil: Cases.Account
	// Serve is the platform. It must go on giving what was not acknowledged to it.
	Serve func() http.Handler
	Want  []channels.Inbound
}

// Run checks the adapter against its cases. Meanwhile it replaces the default logger, transport and resolver, so the
// calling test must not be parallel. Calls through a dialer of the adapter's own to a literal address are beyond it.
func Run(t *testing.T, open channels.Opener, cases Cases) {
	t.Helper()
	watch := guard(t, cases)
	s := &suite{open: open, Cases: cases}
	t.Run("settings", s.settings)
	if len(cases.Inbound) > 0 {
		t.Run("inbound", s.inbound)
	}
	if len(cases.Outbound) > 0 {
		t.Run("outbound", s.outbound)
	}
	if len(cases.Pulled) > 0 {
		t.Run("pulled", s.pulled)
	}
	t.Run("nothing leaves the loopback", watch.stayedHome)
	t.Run("secrets stay in", watch.keptSecrets)
}

type suite struct {
	open channels.Opener
	Cases
}

func (s *suite) waived(t *testing.T, obligation string) bool {
	t.Helper()
	reason, ok := s.Waive[obligation]
	if ok {
		t.Logf("%s waived: %s", obligation, reason)
	}
	return ok
}

func (s *suite) opened(t *testing.T, account channels.Account) (channels.Channel, *Receiver) {
	t.Helper()
	receiver := &Receiver{}
	var wrapped channels.Receiver = receiver
	if s.Wrap != nil {
		wrapped = s.Wrap(receiver)
	}
	channel, err := s.open(account, wrapped)
	if err != nil {
		t.Fatalf("open %s: %v", account.Name, err)
	}
	return channel, receiver
}

func (s *suite) settings(t *testing.T) {
	platform := NewPlatform(t, s.Platform)
	good := s.Account(platform.URL())
	s.opened(t, good)
	if n := len(platform.Seen()); n > 0 {
		t.Errorf("Open called the platform %d times, want none", n)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(good.Settings, &fields); err != nil && len(good.Settings) > 0 {
		t.Fatalf("settings of the account under test: %v", err)
	}
	if fields == nil {
		fields = map[string]json.RawMessage{}
	}
	fields["surely_unknown"] = json.RawMessage(`1`)
	unknown, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	bad := append([]Settings{{"unknown field", string(unknown), "surely_unknown"}, {"not JSON", "{", ""}}, s.Settings...)
	for _, c := range bad {
		t.Run(c.Name, func(t *testing.T) {
			account := good
			account.Settings = json.RawMessage(c.JSON)
			_, err := s.open(account, &Receiver{})
			if err == nil {
				t.Fatalf("Open took %s", c.JSON)
			}
			if !strings.Contains(err.Error(), c.Want) {
				t.Errorf("error %q does not name %q", err, c.Want)
			}
			s.mute(t, "error of Open", err.Error())
		})
	}
}

// mute fails the test when text holds a secret.
func (s *suite) mute(t *testing.T, what, text string) {
	t.Helper()
	for _, secret := range s.Secrets {
		if secret != "" && strings.Contains(text, secret) {
			t.Errorf("%s holds a secret", what)
		}
	}
}
