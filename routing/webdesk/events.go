package webdesk

import (
	"fmt"
	"net/http"
	"time"
)

// beat is how often an open stream says that it lives; a page that hears nothing for longer begins anew.
const (
	beat    = 15 * time.Second
	recheck = 5 * time.Second
)

// serveEvents is the stream that tells a page what may have changed: "update" and "typing" with the number of a
// conversation, 0 for any, and "ping". It carries nothing else, so nothing can be missed by missing it.
func (d *Desk) serveEvents(w http.ResponseWriter, r *http.Request) {
	me, ok := d.who(r)
	if !ok {
		http.Error(w, "You are signed out. Sign in again.", http.StatusUnauthorized)
		return
	}
	updates, stop := d.router.Updates(me.ID)
	defer stop()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	stream := http.NewResponseController(w)
	_ = stream.SetReadDeadline(time.Time{}) // or the server's ReadTimeout would end the stream
	say := func(event string, conv int64) bool {
		_ = stream.SetWriteDeadline(time.Now().Add(10 * time.Second)) // not every writer has deadlines
		if _, err := fmt.Fprintf(w, "event: %s\ndata: %d\n\n", event, conv); err != nil {
			return false
		}
		return stream.Flush() == nil
	}
	if _, err := fmt.Fprint(w, "retry: 2000\n"); err != nil || !say("update", 0) {
		return
	}
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	checked := time.Now()
	for {
		event, conv := "ping", int64(0)
		select {
		case <-r.Context().Done():
			return
		case <-ticker.C:
		case u, ok := <-updates:
			if !ok {
				return
			}
			event, conv = "update", u.Conv
			if u.Typing {
				event = "typing"
			}
		}
		if time.Since(checked) >= recheck {
			if _, ok := d.who(r); !ok {
				say("out", 0)
				return
			}
			checked = time.Now()
		}
		if !say(event, conv) {
			return
		}
	}
}
