package channeltest_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"switchboard/channels"
)

const toyLimit = 100

// toy is a small adapter that keeps every obligation, except the one that its flaw names.
type toy struct {
	account  channels.Account
	receiver channels.Receiver
	flaw     string
	API      string `json:"api"`
	Secret   string `json:"secret"`
}

type toyEvent struct {
	ID, From, Text string
}

func openToy(flaw string) channels.Opener {
	return func(account channels.Account, receiver channels.Receiver) (channels.Channel, error) {
		c := &toy{account: account, receiver: receiver, flaw: flaw}
		decoder := json.NewDecoder(bytes.NewReader(account.Settings))
		if flaw != "lax settings" {
			decoder.DisallowUnknownFields()
		}
		if err := decoder.Decode(c); err != nil {
			return nil, fmt.Errorf("toy %s: settings: %w", account.Name, err)
		}
		if c.Secret == "" {
			return nil, fmt.Errorf("toy %s: secret is empty", account.Name)
		}
		return c, nil
	}
}

func toySign(secret, body string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(body))
	return hex.EncodeToString(mac.Sum(nil))
}

func (c *toy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost && c.flaw != "any method" {
		w.Header().Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	limit := int64(4096)
	if c.flaw == "no limit" {
		limit = 1 << 30
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	want := toySign(c.Secret, string(raw))
	given := strings.Join(r.Header.Values("X-Toy"), ",")
	if c.flaw == "case" {
		given = strings.ToLower(given)
	}
	if !hmac.Equal([]byte(given), []byte(want)) && c.flaw != "no signature" {
		w.WriteHeader(http.StatusUnauthorized)
		if c.flaw == "tells" {
			fmt.Fprintf(w, "expected %s", want)
		}
		return
	}
	var events []toyEvent
	if err := json.Unmarshal(raw, &events); err != nil {
		if c.flaw == "panics" {
			panic(err)
		}
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if c.flaw == "logs" {
		slog.Info("received", "secret", c.Secret)
	}
	if c.flaw == "early" {
		w.WriteHeader(http.StatusOK)
	}
	if err := c.receive(r.Context(), events, raw); err != nil {
		if c.flaw != "bare 503" {
			w.Header().Set("Retry-After", "5")
		}
		if c.flaw != "200 always" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}
}

func (c *toy) receive(ctx context.Context, events []toyEvent, raw []byte) error {
	for _, e := range events {
		clean := strings.NewReplacer("\x00", "").Replace(e.Text)
		if c.flaw == "nul" {
			clean = e.Text
		}
		if e.ID == "" || e.From == "" || strings.Contains(e.ID+e.From, "\x00") {
			continue
		}
		if c.flaw == "new ids" {
			e.ID += strconv.FormatInt(time.Now().UnixNano(), 10)
		}
		err := c.receiver.Receive(ctx, channels.Inbound{
			Account: c.account.Name, ID: e.ID, From: e.From, Text: clean, At: time.Now(), Raw: raw,
		})
		if err != nil && (!errors.Is(err, channels.ErrInvalid) || c.flaw == "invalid again") {
			return err
		}
	}
	return nil
}

func (c *toy) Limits() channels.Limits { return channels.Limits{Text: toyLimit} }

func (c *toy) Send(ctx context.Context, m channels.Outbound) (string, error) {
	if c.flaw == "abroad" {
		http.Get("http://switchboard.invalid/")
	}
	rest := []rune(m.Text)
	for first := true; first || len(rest) > 0; first = false {
		n := len(rest)
		for at := 0; at < len(rest) && at < 40 && c.flaw != "no split"; at++ {
			if rest[at] == ' ' || rest[at] == '\n' {
				n = at + 1
			}
		}
		if err := c.post(ctx, string(rest[:n])); err != nil {
			return "", err
		}
		rest = rest[n:]
	}
	return "1", nil
}

func (c *toy) post(ctx context.Context, text string) error {
	body, err := json.Marshal(map[string]string{"text": text})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.API+"/send", bytes.NewReader(body))
	if err != nil {
		return err
	}
	answer, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(req)
	if err != nil {
		if c.flaw == "error tells" {
			err = fmt.Errorf("%w with %s", err, c.Secret)
		}
		fate := channels.Retry
		if ctx.Err() != nil && c.flaw != "blind retry" {
			fate = channels.Unknown
		}
		return &channels.SendError{Fate: fate, Err: err}
	}
	defer answer.Body.Close()
	switch answer.StatusCode {
	case http.StatusOK:
		return nil
	case http.StatusTooManyRequests:
		after, _ := strconv.Atoi(answer.Header.Get("Retry-After"))
		return &channels.SendError{Fate: channels.Retry, After: time.Duration(max(after, 0)) * time.Second, Err: errors.New("too fast")}
	case http.StatusGone:
		return &channels.SendError{Fate: channels.BlockedByUser, Err: errors.New("blocked")}
	}
	return &channels.SendError{Fate: channels.Unknown, Err: fmt.Errorf("answer %d", answer.StatusCode)}
}

// Run polls /events until ctx ends, and acknowledges by the id of the last event that is committed.
func (c *toy) Run(ctx context.Context) error {
	last := ""
	for ctx.Err() == nil {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.API+"/events?after="+last, nil)
		if err != nil {
			return err
		}
		answer, err := http.DefaultClient.Do(req)
		if err != nil {
			continue
		}
		var events []toyEvent
		err = json.NewDecoder(answer.Body).Decode(&events)
		answer.Body.Close()
		if err != nil {
			continue
		}
		for _, e := range events {
			err := c.receive(ctx, []toyEvent{e}, []byte(e.ID))
			if err != nil && c.flaw != "offset first" {
				break
			}
			last = e.ID
		}
	}
	return ctx.Err()
}
