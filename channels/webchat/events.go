package webchat

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"switchboard/channels"
)

const (
	heartbeat   = 15 * time.Second
	writeTime   = 10 * time.Second
	statusEvery = 4 // heartbeats, while nobody waits in a queue
)

// stream is one open event stream. All it knows beside the connection is the last revision it wrote.
type stream struct {
	chat    *Chat
	who     visitor
	w       http.ResponseWriter
	rc      *http.ResponseController
	last    int64
	status  channels.Status
	started bool
}

// events streams what changes for the visitor until the visitor or the server goes.
func (c *Chat) events(w http.ResponseWriter, r *http.Request, v visitor) error {
	if err := c.limits.reads.take(v.address); err != nil {
		return err
	}
	leave, err := c.limits.streams.enter(v.address)
	if err != nil {
		return err
	}
	defer leave()
	if leave, err = c.limits.networks.enter(network(r)); err != nil {
		return err
	}
	defer leave()
	signals, stop := c.archive.Watch(c.account, v.address) // before the first look, so that nothing falls between
	defer stop()
	s := &stream{chat: c, who: v, w: w, rc: http.NewResponseController(w), last: resumeAt(r)}
	if err := s.begin(r.Context()); err != nil {
		if s.started { // too late for a status; the browser comes back by itself
			c.report(r, err)
			return nil
		}
		return err
	}
	if err := s.follow(r.Context(), signals); err != nil {
		c.report(r, err)
	}
	return nil
}

// resumeAt reads where to resume. Nonsense means from the newest: a forged value shows the visitor's own messages at
// most.
func resumeAt(r *http.Request) int64 {
	for _, s := range []string{r.Header.Get("Last-Event-ID"), r.URL.Query().Get("after")} {
		if rev, err := strconv.ParseInt(s, 10, 64); err == nil && rev > 0 {
			return rev
		}
	}
	return 0
}

func (s *stream) begin(ctx context.Context) error {
	reset, err := s.behind(ctx)
	if err != nil {
		return err
	}
	first, err := s.since(ctx)
	if err != nil {
		return err
	}
	more := s.last > 0 && len(first) >= historyLimit
	if more {
		first = whole(first)
	}
	if s.status, err = s.chat.statusOf(ctx, s.who); err != nil {
		return err
	}
	_ = s.rc.SetReadDeadline(time.Time{}) // or the server's ReadTimeout would end the stream
	h := s.w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("X-Accel-Buffering", "no") // nginx holds events back otherwise
	s.started = true
	s.w.WriteHeader(http.StatusOK)
	if reset {
		if err := s.write("reset", struct{}{}); err != nil {
			return err
		}
	}
	if err := s.entries(first); err != nil {
		return err
	}
	if more {
		if err := s.catchUp(ctx); err != nil {
			return err
		}
	}
	if err := s.write("status", s.status); err != nil {
		return err
	}
	return s.write("ready", struct{}{})
}

// behind finds a client that has seen a revision which is not there: a forged value, a restored database, or a
// message taken back. It starts anew, or it would wait for what comes after that revision.
func (s *stream) behind(ctx context.Context) (reset bool, err error) {
	if s.last == 0 {
		return false, nil
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	seen, err := s.chat.archive.History(ctx, s.chat.account, s.who.address, s.last-1, 1)
	if err != nil || len(seen) > 0 {
		return false, err
	}
	s.last = 0
	return true, nil
}

func (s *stream) follow(ctx context.Context, signals <-chan channels.Signal) error {
	tick := time.NewTicker(heartbeat)
	defer tick.Stop()
	for beats := 1; ; {
		select {
		case <-ctx.Done():
			return nil
		case <-s.chat.closed:
			return s.write("bye", struct{}{})
		case sig, ok := <-signals:
			if !ok {
				return s.write("bye", struct{}{})
			}
			if err := s.signal(ctx, sig); err != nil {
				return err
			}
		case <-tick.C:
			if err := s.beat(ctx, beats%statusEvery == 0 || s.status.Handled == "waiting"); err != nil {
				return err
			}
			beats++
		}
	}
}

func (s *stream) signal(ctx context.Context, sig channels.Signal) error {
	if sig.Typing {
		return s.write("typing", map[string]string{"name": sig.Name})
	}
	if err := s.catchUp(ctx); err != nil {
		return err
	}
	return s.tell(ctx)
}

// beat keeps proxies from closing the connection, and looks itself, should a signal have been lost.
func (s *stream) beat(ctx context.Context, status bool) error {
	if err := s.raw(": beat\n\n"); err != nil {
		return err
	}
	if err := s.catchUp(ctx); err != nil || !status {
		return err
	}
	return s.tell(ctx)
}

func (s *stream) tell(ctx context.Context) error {
	status, err := s.chat.statusOf(ctx, s.who)
	if err != nil || status == s.status {
		return err
	}
	s.status = status
	return s.write("status", status)
}

func (s *stream) since(ctx context.Context) ([]channels.Entry, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return s.chat.archive.History(ctx, s.chat.account, s.who.address, s.last, historyLimit)
}

// whole drops the last revision of a full page, which may go on in the next one: many messages that are read at once
// share a revision.
func whole(page []channels.Entry) []channels.Entry {
	last := page[len(page)-1].Rev
	for i := len(page) - 1; i >= 0; i-- {
		if page[i].Rev != last {
			return page[:i+1]
		}
	}
	return page
}

// catchUp writes page after page until one is not full.
func (s *stream) catchUp(ctx context.Context) error {
	for {
		page, err := s.since(ctx)
		if err != nil {
			return fmt.Errorf("history of %s after %d: %w", s.who.address, s.last, err)
		}
		full := len(page) >= historyLimit
		if full {
			page = whole(page)
		}
		if err := s.entries(page); err != nil || !full {
			return err
		}
	}
}

// entries writes a page. The newest messages come in their order, not in that of revisions, so only the last of a
// page carries an id to resume from.
func (s *stream) entries(page []channels.Entry) error {
	for i, e := range page {
		s.last = max(s.last, e.Rev)
		id := ""
		if i == len(page)-1 {
			id = fmt.Sprintf("id: %d\n", s.last)
		}
		if err := s.writeID(id, "entry", s.chat.show(s.who, e)); err != nil {
			return err
		}
	}
	return nil
}

func (s *stream) write(event string, v any) error { return s.writeID("", event, v) }

func (s *stream) writeID(id, event string, v any) error {
	data, err := json.Marshal(v) // never has a line break
	if err != nil {
		return err
	}
	return s.raw(id + "event: " + event + "\ndata: " + string(data) + "\n\n")
}

func (s *stream) raw(text string) error {
	_ = s.rc.SetWriteDeadline(time.Now().Add(writeTime)) // not every writer can; then the server's own holds
	if _, err := s.w.Write([]byte(text)); err != nil {
		return err
	}
	return s.rc.Flush()
}
