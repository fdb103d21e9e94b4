package channeltest

import (
	"net/http"
	"strings"
	"testing"
)

// A forgery is a signed request that was tampered with.
type forgery struct {
	name   string
	change func(*http.Request)
	body   func(string) string
}

// signatures checks that no forged request is believed: 401, an empty body, nothing received.
func (s *suite) signatures(t *testing.T) {
	if s.waived(t, Signature) {
		return
	}
	if s.Sign == nil && len(s.Forged) == 0 {
		t.Fatal("Cases.Sign is missing")
	}
	for _, r := range s.Forged {
		t.Run(r.Name, func(t *testing.T) { s.refused(t, r, nil) })
	}
	if s.Sign == nil {
		return
	}
	for _, r := range s.paths() {
		for _, f := range s.forgeries(r) {
			t.Run(strings.TrimPrefix(r.path(), "/")+" "+f.name, func(t *testing.T) {
				forged := s.signed(r)
				if f.body != nil {
					forged.Body = f.body(forged.Body)
				}
				s.refused(t, forged, f.change)
			})
		}
	}
}

func (s *suite) refused(t *testing.T, r Request, change func(*http.Request)) {
	t.Helper()
	handler, receiver := s.handler(t)
	answer := s.askWith(t, handler, r, change)
	if answer.status != http.StatusUnauthorized {
		t.Errorf("answered %d, want 401", answer.status)
	}
	if answer.body != "" {
		t.Errorf("401 with a body: %.200s", answer.body)
	}
	if n := len(receiver.Attempts()) + len(receiver.Receipts()); n > 0 {
		t.Errorf("%d events received from a forged request", n)
	}
}

// forgeries tampers with every header that Sign sets, and with the body if the signature covers it.
func (s *suite) forgeries(r Request) []forgery {
	var forgeries []forgery
	signed := s.signed(r)
	for name, value := range signed.Header {
		if r.Header[name] == value {
			continue
		}
		set := func(tampered string) func(*http.Request) {
			return func(req *http.Request) { req.Header.Set(name, tampered) }
		}
		forgeries = append(forgeries,
			forgery{name: name + " missing", change: func(req *http.Request) { req.Header.Del(name) }},
			forgery{name: name + " empty", change: set("")},
			forgery{name: name + " truncated", change: set(value[:len(value)-1])},
			forgery{name: name + " longer", change: set(value + "0")},
			forgery{name: name + " with a space", change: set(value[:len(value)/2] + " " + value[len(value)/2:])},
			forgery{name: name + " changed", change: set(value[:len(value)-1] + other(value[len(value)-1]))},
			forgery{name: name + " twice", change: func(req *http.Request) { req.Header.Add(name, "forged") }},
		)
		if upper := strings.ToUpper(value); upper != value {
			forgeries = append(forgeries, forgery{name: name + " in upper case", change: set(upper)})
		}
	}
	r.Body += " "
	if changed := s.signed(r); covers(signed.Header, changed.Header) {
		forgeries = append(forgeries, forgery{name: "body changed", body: func(body string) string { return body + " " }})
	}
	return forgeries
}

func covers(before, after map[string]string) bool {
	for name, value := range before {
		if after[name] != value {
			return true
		}
	}
	return false
}

func other(c byte) string {
	if c == '1' {
		return "2"
	}
	return "1"
}
