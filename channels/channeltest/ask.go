package channeltest

import (
	"bytes"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// A reply is the adapter's answer to one request.
type reply struct {
	status int
	header http.Header
	body   string
}

func (r reply) ok() bool { return r.status >= 200 && r.status < 300 }

// recorder is an http.ResponseWriter that knows, from another goroutine, whether it was written to.
type recorder struct {
	mu     sync.Mutex
	header http.Header
	status int
	body   bytes.Buffer
	panics any
}

func (w *recorder) Header() http.Header { return w.header }

func (w *recorder) WriteHeader(status int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.status == 0 {
		w.status = status
	}
}

func (w *recorder) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.body.Write(p)
}

// early tells whether the request is answered while its event is held. The short wait gives a handler that
// acknowledges beside Receive the time to be caught.
func (w *recorder) early(done <-chan struct{}) bool {
	select {
	case <-done:
		return true
	case <-time.After(10 * time.Millisecond):
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.status != 0
}

func (w *recorder) wait(t *testing.T, done <-chan struct{}) reply {
	t.Helper()
	select {
	case <-done:
	case <-time.After(patience):
		t.Fatalf("no answer within %s", patience)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.panics != nil {
		t.Fatalf("the handler panicked: %v", w.panics)
	}
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return reply{w.status, w.header, w.body.String()}
}

// begin sends the request in a goroutine that ends with the handler.
func begin(handler http.Handler, r Request) (*recorder, <-chan struct{}) {
	return beginWith(handler, r, nil)
}

func beginWith(handler http.Handler, r Request, change func(*http.Request)) (*recorder, <-chan struct{}) {
	req := httptest.NewRequest(r.method(), r.path(), strings.NewReader(r.Body))
	req.RemoteAddr = "203.0.113.7:40001"
	if r.Peer != "" {
		req.RemoteAddr = r.Peer
	}
	for name, value := range r.Header {
		req.Header.Set(name, value)
	}
	if change != nil {
		change(req)
	}
	w := &recorder{header: http.Header{}}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			problem := recover()
			w.mu.Lock()
			defer w.mu.Unlock()
			w.panics = problem
		}()
		handler.ServeHTTP(w, req)
	}()
	return w, done
}

func (s *suite) ask(t *testing.T, handler http.Handler, r Request) reply {
	t.Helper()
	return s.askWith(t, handler, r, nil)
}

func (s *suite) askWith(t *testing.T, handler http.Handler, r Request, change func(*http.Request)) reply {
	t.Helper()
	w, done := beginWith(handler, r, change)
	answer := w.wait(t, done)
	s.mute(t, "answer to "+r.path(), answer.body)
	return answer
}

func (s *suite) signed(r Request) Request {
	r.Header = maps.Clone(r.Header)
	if r.Header == nil {
		r.Header = map[string]string{}
	}
	if s.Sign != nil {
		s.Sign(&r)
	}
	return r
}

func (r Request) method() string {
	if r.Method == "" {
		return http.MethodPost
	}
	return r.Method
}

func (r Request) path() string {
	if r.Path == "" {
		return "/"
	}
	return r.Path
}
