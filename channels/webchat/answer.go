package webchat

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"switchboard/channels"
)

// refusal is an error that the client is told.
type refusal struct {
	status int
	text   string
	field  string
	after  time.Duration
}

func (e *refusal) Error() string { return e.text }

func invalid(field, text string) error {
	return &refusal{status: http.StatusBadRequest, field: field, text: text}
}

// open is a handler for everybody; known is one for visitors with a token.
func (c *Chat) open(do func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if err := do(w, r); err != nil {
			c.report(r, err)
			writeError(w, err)
		}
	})
}

func (c *Chat) known(do func(http.ResponseWriter, *http.Request, visitor) error) http.Handler {
	return c.open(func(w http.ResponseWriter, r *http.Request) error {
		v, ok := c.visitor(r)
		if !ok {
			return &refusal{status: http.StatusUnauthorized, text: "the token is missing or not valid; ask for a session"}
		}
		return do(w, r, v)
	})
}

func (c *Chat) visitor(r *http.Request) (visitor, bool) {
	given := r.Header.Values("Authorization")
	if len(given) != 1 {
		return visitor{}, false
	}
	scheme, token, _ := strings.Cut(given[0], " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return visitor{}, false
	}
	return c.signer.verify(token)
}

// report logs what is our fault. A visitor who went away is nobody's.
func (c *Chat) report(r *http.Request, err error) {
	if _, ok := errors.AsType[*refusal](err); ok || r.Context().Err() != nil {
		return
	}
	slog.ErrorContext(r.Context(), "web chat request failed", "account", c.account, "method", r.Method,
		"path", r.URL.Path, "error", err)
}

// writeError answers a refusal as it is, and anything else as 503: the client keeps its message and tries again.
func writeError(w http.ResponseWriter, err error) {
	e, ok := errors.AsType[*refusal](err)
	if !ok {
		e = &refusal{status: http.StatusServiceUnavailable, text: "not available now, try again", after: 5 * time.Second}
	}
	if e.after > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(e.after.Seconds()))))
	}
	if e.status == http.StatusUnauthorized { // without a word, as everywhere
		w.Header().Set("WWW-Authenticate", `Bearer realm="web chat"`)
		w.WriteHeader(e.status)
		return
	}
	writeJSON(w, e.status, map[string]string{"error": e.text, "field": e.field})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the visitor went away: nobody is left to tell
}

// receive hands an event to the router, within a bound.
func (c *Chat) receive(r *http.Request, in channels.Inbound) error {
	ctx, cancel := context.WithTimeout(r.Context(), callTimeout)
	defer cancel()
	err := c.receiver.Receive(ctx, in)
	if errors.Is(err, channels.ErrInvalid) {
		return invalid("", "this message cannot be accepted")
	}
	return err
}
