package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"
)

const maxAnswer = 8 << 20 // of an answer's body; a hundred updates are far below it

// wire is the HTTP client beneath go-telegram/bot. It follows no redirect, since the token is in the address, bounds
// what it reads, and notes on the attempt in the request's context what happened.
type wire struct {
	client *http.Client
	token  string
}

func newWire(s settings) *wire {
	var transport http.RoundTripper = http.DefaultTransport
	if t, ok := transport.(*http.Transport); ok {
		own := t.Clone()
		own.MaxIdleConnsPerHost = 32
		transport = own
	}
	return &wire{token: s.Token, client: &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// attempt is what became of one call.
type attempt struct {
	written atomic.Bool // the whole request left us
	status  int         // 0: no answer
	header  http.Header
	answer  answer
	readErr error // the body did not arrive whole
}

// answer is the envelope of every answer of the Bot API. OK is nil when the answer was none.
type answer struct {
	OK          *bool           `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

type attemptKey struct{}

// watch returns a context whose next call is noted on the attempt.
func (w *wire) watch(ctx context.Context) (context.Context, *attempt) {
	a := &attempt{}
	return context.WithValue(ctx, attemptKey{}, a), a
}

// Do sends the request. It is bot.HttpClient.
func (w *wire) Do(r *http.Request) (*http.Response, error) {
	a, ok := r.Context().Value(attemptKey{}).(*attempt)
	if !ok {
		return w.client.Do(r)
	}
	trace := &httptrace.ClientTrace{WroteRequest: func(info httptrace.WroteRequestInfo) {
		if info.Err == nil {
			a.written.Store(true)
		}
	}}
	response, err := w.client.Do(r.WithContext(httptrace.WithClientTrace(r.Context(), trace)))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	a.status, a.header, a.readErr = response.StatusCode, response.Header, err
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	if err := json.Unmarshal(body, &a.answer); err != nil {
		a.answer = answer{}
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}

// retryAfter is how long Telegram asked us to wait, bounded to an hour.
func (a *attempt) retryAfter() time.Duration {
	seconds := a.answer.Parameters.RetryAfter
	if seconds <= 0 && a.header != nil {
		if _, err := fmt.Sscanf(a.header.Get("Retry-After"), "%d", &seconds); err != nil {
			seconds = 0
		}
	}
	return time.Duration(min(max(seconds, 0), 3600)) * time.Second
}

// refused tells whether the Bot API itself said no.
func (a *attempt) refused() bool { return a.answer.OK != nil && !*a.answer.OK }

// statusOf is the code that the Bot API gave, or else the HTTP status.
func (a *attempt) statusOf() int {
	if a.refused() && a.answer.Code != 0 {
		return a.answer.Code
	}
	if a.refused() && a.status == http.StatusOK {
		return 0
	}
	return a.status
}

// explain makes an error of a call: Telegram's own words where it gave some, never the token or a foreign page.
func (c *Channel) explain(method string, a *attempt, err error) error {
	switch {
	case a.refused():
		return fmt.Errorf("telegram %s: %d %s", method, a.answer.Code, oneLine(a.answer.Description))
	case a.status != 0 && a.answer.OK == nil:
		return fmt.Errorf("telegram %s: status %d, and the answer is not the Bot API's", method, a.status)
	}
	return fmt.Errorf("telegram %s: %w", method, c.wire.scrub(err))
}

// scrub removes the token from an error. An ended context stays recognisable.
func (w *wire) scrub(err error) error {
	text := strings.ReplaceAll(err.Error(), w.token, "***")
	for _, known := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return known
		}
	}
	return errors.New(text)
}

// oneLine makes foreign words fit for one line of a log or a page.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if r := []rune(s); len(r) > 300 {
		s = string(r[:300]) + "…"
	}
	return s
}
