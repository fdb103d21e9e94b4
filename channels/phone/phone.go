// Package phone takes in transcripts of telephone calls: finished ones, live ones while people still speak, and
// files that a recogniser wrote.
//
// The idea: a call is a conversation and each segment of it a message. The adapter keeps nothing between two requests,
// so any process may take the next one: every request names the person who is on the line, and every event has an
// id made of the call's and the segment's. A request may be repeated at will.
//
// # Requests
//
// All paths are below /channels/<account>.
//
//	POST /calls                  a call: its beginning (state live), a part of it, or all of it (state finished)
//	POST /calls/{id}/segments    what was said since, in a live call
//	POST /calls/{id}/end         the call is over
//	POST /calls/{id}/transcript  a file of a finished call: WebVTT, SRT, Whisper JSON, or "Speaker: text"
//
// An example of the first; the second and the third take the same object with fewer fields:
//
//	{
//	  "id": "c-1042",
//	  "caller": "+380440000017",
//	  "caller_name": "Olena",
//	  "called": "+380440000001",
//	  "direction": "inbound",
//	  "started_at": "2026-11-23T10:00:00Z",
//	  "state": "live",
//	  "operator": "ivan@lumen.example",
//	  "language": "uk",
//	  "project": "lumen-net",
//	  "segments": [
//	    {"id": "1", "speaker": "operator", "start": 0.4, "end": 2.1, "text": "Lumen, good day"},
//	    {"id": "2", "speaker": "caller", "start": 2.6, "text": "hello my rou", "confidence": 0.61, "partial": true}
//	  ]
//	}
//
// The person's number is required in each request: caller, or called when direction is outbound. An empty one, or
// "anonymous", says that it was withheld; such a call is a person of its own. The speaker is caller (customer) for the
// person and operator (agent) for us, whatever the direction. Times are seconds from the call's begin, and tell in
// which order the call is read, whatever order the segments come in. A partial segment
// may come any number of times, each replacing the last, and the segment without partial replaces them for good. The
// ids of segments may be left out in a finished call: they are then their positions, from 1. A segment
// without words is left out. A finished call that follows the live one adds what is missing. A recogniser's other
// guesses of a segment (its n-best list) go along as "alternatives": ["hello my router", "hallo my route"]; they help
// to find names and questions that the first guess got wrong, and stand behind the words on the desk.
//
// A file's facts are in the query: POST /calls/c-1043/transcript?caller=%2B380440000017&format=vtt. The format may be left
// to Content-Type or to the content. A file may also carry the facts itself: lines "# caller: …" atop of text, "NOTE
// caller: …" in WebVTT. Who speaks is told by usual words (customer, operator, клієнт, оператор …); caller_speaker
// names the caller's label where it is another. See speakers.go for the rule.
//
// # Answers
//
// 200 {"call":"c-1042","segments":2} once everything is stored · 400 {"error":…,"field":…} for what cannot be a call
// · 401
// · 404 for the end of a call that nothing was told of; where its words come after all, the call ends by itself once nothing was
// heard in it for four hours · 405 · 413 beyond 2 MB · 415 · 503 with Retry-After when it has to be sent again.
//
// # Who may send
//
// With "secrets" set, requests bear X-Gateway-Signature: t=<unix time>,v1=<hex HMAC-SHA256 of "t.body">, at most five
// minutes old; with "tokens" set, Authorization: Bearer <token>. Two of each may be active at a time. The signature
// covers the body, not the path and the query: over an untrusted network use TLS. With neither set only programs on the
// same machine are heard, not through a proxy and not from a browser's page. A proxy that hides that it is one cannot be
// told from a program: set a secret before the account can be reached through one.
package phone

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"golang.org/x/text/language"

	"switchboard/channels"
)

// Settings of an account, as they stand in its configuration.
type Settings struct {
	Secrets       []string `json:"secrets"`        // for signatures; at most two, at least 16 characters each
	Tokens        []string `json:"tokens"`         // for Authorization: Bearer; the same
	DefaultRegion string   `json:"default_region"` // of numbers without a country code, e.g. UA; empty: they stay as they are
	Language      string   `json:"language"`       // of calls that do not tell theirs, BCP 47
	Project       string   `json:"project"`        // of calls that do not tell theirs
}

// Phone is one account: a switchboard line or a recogniser that sends its transcripts here.
type Phone struct {
	account  string
	settings Settings
	receiver channels.Receiver
	mux      *http.ServeMux
	now      func() time.Time
}

// Open makes the channel of an account. It is a channels.Opener.
func Open(account channels.Account, receiver channels.Receiver) (channels.Channel, error) {
	p := &Phone{account: account.Name, receiver: receiver, now: time.Now}
	if len(bytes.TrimSpace(account.Settings)) > 0 {
		if err := decode(account.Settings, "", &p.settings); err != nil {
			return nil, fmt.Errorf("phone %s: settings: %w", account.Name, err)
		}
	}
	if err := p.settings.check(); err != nil {
		return nil, fmt.Errorf("phone %s: settings: %w", account.Name, err)
	}
	p.mux = p.routes()
	return p, nil
}

func (s Settings) check() error {
	for field, keys := range map[string][]string{"secrets": s.Secrets, "tokens": s.Tokens} {
		if len(keys) > 2 {
			return fmt.Errorf("%s: %d given, at most two can be active", field, len(keys))
		}
		for i, key := range keys {
			if len(key) < 16 || strings.ContainsFunc(key, func(c rune) bool { return c <= ' ' || c > '~' }) {
				return fmt.Errorf(`%s[%d]: must be 16 or more printable characters without spaces, e.g. from "openssl rand -hex 32"`, field, i)
			}
		}
	}
	if s.DefaultRegion != "" && !knownRegion(s.DefaultRegion) {
		return fmt.Errorf(`default_region: %q is no country, write e.g. "UA"`, s.DefaultRegion)
	}
	if _, err := language.Parse(s.Language); s.Language != "" && err != nil {
		return fmt.Errorf(`language: %q is no language, write e.g. "uk"`, s.Language)
	}
	if s.Project != "" && !projectKey.MatchString(s.Project) {
		return fmt.Errorf(`project: %q is no project key, write e.g. "lumen-net"`, s.Project)
	}
	return nil
}

// OneWay tells the operator why there is nothing to send here.
func (p *Phone) OneWay() string {
	return "Nothing can be written into a telephone call. Tell it on the phone, or write to another address of the caller."
}

// Send refuses: a call is one-way.
func (p *Phone) Send(context.Context, channels.Outbound) (string, error) {
	return "", &channels.SendError{Fate: channels.Rejected, Code: "one_way", Err: errors.New("a telephone call is one-way")}
}

// Limits are none, since nothing is sent.
func (p *Phone) Limits() channels.Limits { return channels.Limits{} }

// Check tells who may send transcripts. There is no platform to ask.
func (p *Phone) Check(context.Context) (string, error) {
	if len(p.settings.Secrets)+len(p.settings.Tokens) == 0 {
		return "open to programs on this machine only: no secret and no token set", nil
	}
	return fmt.Sprintf("signature with %d secrets, or one of %d tokens", len(p.settings.Secrets), len(p.settings.Tokens)), nil
}

// answer is the body of a 200.
type answer struct {
	Call     string `json:"call"`
	Segments int    `json:"segments"`          // with words
	Refused  int    `json:"refused,omitempty"` // events that can never be stored; kept as dead letters
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body) // a caller that went away needs no answer
}
