package openai

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	wireMost = 4 << 20          // bytes of an answer in words that are read
	waitMost = 10 * time.Minute // longest time that a server may ask to be left alone
)

var (
	// errTooLong says that an answer has more bytes than any of ours needs.
	errTooLong = errors.New("the server's answer does not end")
	// errWebPage says that what answers is no such API: a proxy's page, or another address of the server.
	errWebPage = errors.New("a web page came instead of an answer")
	// errStalled says that a stream has begun and then nothing came.
	errStalled = errors.New("nothing more came")
)

// wire is the HTTP client of the library. It bounds what is read, hears when a server asks to be left alone, leaves a stream
// that stalls, and makes of the many ways in which servers stream events and refuse requests the one that the library reads.
type wire struct {
	client *http.Client
	stalls time.Duration // longest pause within an answer that has begun
	most   int           // bytes of one
}

// waitKey finds in a request's context where it is written how long the server wants to be left alone.
type waitKey struct{}

// heeding is a context whose request tells how long the server wants to be left alone.
func heeding(ctx context.Context) (context.Context, *time.Duration) {
	wait := new(time.Duration)
	return context.WithValue(ctx, waitKey{}, wait), wait
}

// Do sends a request.
func (w wire) Do(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(r.Context())
	answer, err := w.client.Do(r.WithContext(ctx))
	if err != nil {
		cancel(err)
		return nil, err
	}
	if wait, ok := r.Context().Value(waitKey{}).(*time.Duration); ok && (answer.StatusCode == http.StatusTooManyRequests || answer.StatusCode >= http.StatusInternalServerError) {
		*wait = waitOf(answer.Header, time.Now())
	}
	streams := answer.StatusCode < http.StatusBadRequest && strings.HasPrefix(answer.Header.Get("Content-Type"), "text/event-stream")
	moving := &moving{from: answer.Body, ctx: ctx, cancel: cancel, within: w.stalls, whole: !streams}
	body := io.Reader(&bounded{from: moving, left: w.most})
	if streams {
		body = &events{lines: bufio.NewReader(body), of: moving}
	} else if body, err = plainly(answer, body, w.most); err != nil {
		_ = moving.Close() // nobody reads it
		return nil, err
	}
	answer.Body = struct {
		io.Reader
		io.Closer
	}{body, moving}
	return answer, nil
}

// moving reads an answer as long as it moves. Until it has begun, whoever asked waits as long as he likes: servers send the header
// while a question still stands in their queue (vLLM), or its words are being read (llama.cpp), and blanks or comments meanwhile.
type moving struct {
	from   io.ReadCloser
	ctx    context.Context // of the request
	cancel context.CancelCauseFunc
	within time.Duration
	whole  bool // it comes in one piece, and has begun with its first sign; else its events tell
	begun  bool
}

// Read reads; what comes too late is errStalled.
func (m *moving) Read(p []byte) (int, error) {
	if m.begun {
		late := time.AfterFunc(m.within, func() { m.cancel(errStalled) })
		defer late.Stop()
	}
	n, err := m.from.Read(p)
	m.begun = m.begun || m.whole && len(bytes.TrimSpace(p[:n])) > 0
	if err != nil && n == 0 && errors.Is(context.Cause(m.ctx), errStalled) {
		return 0, errStalled
	}
	return n, err
}

// Close lets the connection go.
func (m *moving) Close() error {
	m.cancel(context.Canceled)
	return m.from.Close()
}

// waitOf reads how long a server wants to be left alone: seconds, a date (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after),
// or OpenAI's milliseconds. 0: it does not say.
func waitOf(h http.Header, now time.Time) time.Duration {
	var wait time.Duration
	if ms, err := strconv.ParseFloat(h.Get("Retry-After-Ms"), 64); err == nil && ms < 1e9 {
		wait = time.Duration(ms * float64(time.Millisecond))
	} else if s, err := strconv.ParseFloat(h.Get("Retry-After"), 64); err == nil && s < 1e6 {
		wait = time.Duration(s * float64(time.Second))
	} else if at, err := http.ParseTime(h.Get("Retry-After")); err == nil {
		wait = at.Sub(now)
	}
	return min(max(wait, 0), waitMost)
}

// bounded reads so many bytes; a further one is an error.
type bounded struct {
	from io.Reader
	left int
}

// Read reads.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	if b.left -= n; b.left < 0 {
		return 0, errTooLong
	}
	return n, err
}

// saysWords finds an event in which something is said or thought: the first ones of many servers name the role alone, or what a
// filter found, and come before the model was asked.
var saysWords = regexp.MustCompile(`"(content|reasoning|reasoning_content)"\s*:\s*"[^"]`)

// events makes of a stream of server-sent events one line for each that has data
// (https://html.spec.whatwg.org/multipage/server-sent-events.html): comments, names, and line ends within the data go. A
// stream that ends without "[DONE]" was torn.
type events struct {
	lines *bufio.Reader
	of    *moving
	out   []byte
	done  bool
	err   error
}

// Read reads.
func (e *events) Read(p []byte) (int, error) {
	for len(e.out) == 0 {
		if e.err != nil {
			return 0, e.err
		}
		e.next()
	}
	n := copy(p, e.out)
	e.out = e.out[n:]
	return n, nil
}

// next reads one event.
func (e *events) next() {
	var data [][]byte
	var named []byte
	for e.err == nil {
		var line []byte
		line, e.err = e.lines.ReadBytes('\n')
		line = bytes.TrimRight(bytes.TrimPrefix(line, []byte("\ufeff")), "\r\n")
		if len(line) == 0 {
			break
		}
		switch field, value, _ := bytes.Cut(line, []byte(":")); string(field) {
		case "data":
			data = append(data, bytes.TrimPrefix(value, []byte(" ")))
		case "event":
			named = bytes.TrimPrefix(value, []byte(" "))
		}
	}
	if len(data) > 0 {
		joined := bytes.Join(data, []byte(" "))
		e.done = e.done || string(bytes.TrimSpace(joined)) == "[DONE]"
		if bytes.Contains(joined, []byte(`"error"`)) || string(named) == "error" {
			if r, ok := refusalOf(joined); ok && json.Valid(joined) {
				joined, e.done, e.err = r.body(), true, io.EOF // nothing of worth comes after it
			}
		}
		joined = plainContent(joined)
		e.of.begun = e.of.begun || saysWords.Match(joined)
		e.out = append(append([]byte("data: "), joined...), "\n\n"...)
	}
	if errors.Is(e.err, io.EOF) && !e.done {
		e.err = io.ErrUnexpectedEOF
	}
}
