package channeltest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// Answer is what the fake platform answers to one request.
type Answer struct {
	Path   string            // only for a request whose path contains this; empty: for any
	Status int               // 0 means 200
	Header map[string]string // further headers
	Body   string
	Hang   bool // do not answer until the caller gave up
}

// Sent is one request that the fake platform saw.
type Sent struct {
	Method string
	Path   string
	Query  url.Values
	Header http.Header
	Body   []byte
}

// Platform is a fake platform on the loopback: it records every request and answers as told.
type Platform struct {
	server *httptest.Server
	usual  http.Handler
	closed chan struct{}

	mu      sync.Mutex
	answers []Answer
	seen    []Sent
}

// NewPlatform starts a platform that answers as usual does, except where Answer said otherwise; with usual nil it
// answers 200 and {}. It ends with the test.
func NewPlatform(t testing.TB, usual http.Handler) *Platform {
	if usual == nil {
		usual = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			io.WriteString(w, "{}")
		})
	}
	p := &Platform{usual: usual, closed: make(chan struct{})}
	p.server = httptest.NewServer(p)
	t.Cleanup(func() {
		close(p.closed)
		p.server.CloseClientConnections()
		p.server.Close()
	})
	return p
}

// URL returns the platform's address, without a slash at the end.
func (p *Platform) URL() string { return p.server.URL }

// Answer says what the next requests get, one answer a request.
func (p *Platform) Answer(answers ...Answer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answers = append(p.answers, answers...)
}

// Seen returns the requests so far, in order.
func (p *Platform) Seen() []Sent {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Sent(nil), p.seen...)
}

// ServeHTTP records the request and answers it.
func (p *Platform) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the caller went away while sending
	}
	r.Body = io.NopCloser(strings.NewReader(string(body)))
	answer, told := p.take(r, body)
	if !told {
		p.usual.ServeHTTP(w, r)
		return
	}
	if answer.Hang {
		select {
		case <-r.Context().Done():
		case <-p.closed:
		}
		return
	}
	for name, value := range answer.Header {
		w.Header().Set(name, value)
	}
	if answer.Status == 0 {
		answer.Status = http.StatusOK
	}
	w.WriteHeader(answer.Status)
	io.WriteString(w, answer.Body)
}

func (p *Platform) take(r *http.Request, body []byte) (Answer, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seen = append(p.seen, Sent{Method: r.Method, Path: r.URL.Path, Query: r.URL.Query(), Header: r.Header.Clone(), Body: body})
	for i, answer := range p.answers {
		if strings.Contains(r.URL.Path, answer.Path) {
			p.answers = append(p.answers[:i:i], p.answers[i+1:]...)
			return answer, true
		}
	}
	return Answer{}, false
}
