package telegram

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
)

const (
	secretHeader = "X-Telegram-Bot-Api-Secret-Token"
	maxBody      = 1 << 20
	commitWait   = 20 * time.Second // Receive's bound; Telegram waits longer
)

// ServeHTTP is the webhook. It answers 200, with an empty body since Telegram would carry out another one as a method
// call, only when the update is committed or will never be acceptable; 503 makes Telegram come again, in order. It
// never answers 410, which would remove the webhook. See https://core.telegram.org/bots/api#setwebhook
func (c *Channel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch path := strings.TrimSuffix(r.URL.Path, "/"); {
	case c.settings.Mode != webhook, path != "" && path != "/webhook":
		w.WriteHeader(http.StatusNotFound)
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
	case !c.genuine(r.Header.Values(secretHeader)):
		c.log().Warn("webhook call with a wrong secret", "remote", r.RemoteAddr)
		w.WriteHeader(http.StatusUnauthorized)
	case r.Header.Get("Content-Encoding") != "" && r.Header.Get("Content-Encoding") != "identity":
		w.WriteHeader(http.StatusUnsupportedMediaType)
	default:
		c.take(w, r)
	}
}

func (c *Channel) take(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, tooBig := errors.AsType[*http.MaxBytesError](err); tooBig {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	if err != nil {
		w.WriteHeader(http.StatusBadRequest) // the caller broke off
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), commitWait)
	defer cancel()
	if err := c.accept(ctx, body); err != nil {
		c.log().Error("an update was not committed; Telegram will bring it again", "error", err)
		w.Header().Set("Retry-After", "5")
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// genuine compares in constant time, hashed so that the length does not show either.
func (c *Channel) genuine(given []string) bool {
	if len(given) != 1 {
		return false
	}
	hash := sha256.Sum256([]byte(given[0]))
	current := sha256.Sum256([]byte(c.settings.Secret))
	good := subtle.ConstantTimeCompare(hash[:], current[:])
	if c.settings.SecretPrevious != "" {
		previous := sha256.Sum256([]byte(c.settings.SecretPrevious))
		good |= subtle.ConstantTimeCompare(hash[:], previous[:])
	}
	return good == 1
}
