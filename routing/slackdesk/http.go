package slackdesk

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/slack-go/slack"
)

const (
	maxBody    = 4 << 20                 // bytes of one request of Slack
	ackWithin  = 2500 * time.Millisecond // Slack waits three seconds
	jsonType   = "application/json; charset=utf-8"
	maxWaiting = 256 // requests dealt with at once
)

// routes are the addresses that Slack is given: /slack/events, /slack/interactive, /slack/commands.
func (d *Desk) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /slack/events", d.signed(d.takeEvent))
	mux.HandleFunc("POST /slack/interactive", d.signed(d.takeInteraction))
	mux.HandleFunc("POST /slack/commands", d.signed(d.takeCommand))
	return mux
}

// signed lets through what Slack signed within five minutes. Nothing else is even parsed.
func (d *Desk) signed(next func(http.ResponseWriter, *http.Request, []byte)) http.HandlerFunc {
	slots := make(chan struct{}, maxWaiting)
	return func(w http.ResponseWriter, r *http.Request) {
		if d.cfg.Secret == "" {
			http.Error(w, "Slack's HTTP path is closed: set SLACK_SIGNING_SECRET to open it.", http.StatusNotFound)
			return
		}
		verifier, err := slack.NewSecretsVerifier(r.Header, d.cfg.Secret)
		if err != nil {
			http.Error(w, "The request carries no valid signature of Slack, or its clock is off by more than five minutes.", http.StatusUnauthorized)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
			http.Error(w, "The request is too large.", http.StatusRequestEntityTooLarge)
			return
		}
		if err != nil {
			http.Error(w, "The request could not be read.", http.StatusBadRequest)
			return
		}
		if _, err = verifier.Write(body); err == nil {
			err = verifier.Ensure()
		}
		if err != nil {
			http.Error(w, "The signature does not fit: is SLACK_SIGNING_SECRET that of this app?", http.StatusUnauthorized)
			return
		}
		select {
		case slots <- struct{}{}:
			defer func() { <-slots }()
		default:
			w.Header().Set("Retry-After", "1")
			http.Error(w, "Too many requests at once.", http.StatusServiceUnavailable)
			return
		}
		next(w, r, body)
	}
}

// takeEvent answers 200 only when the event is committed: otherwise Slack brings it again.
func (d *Desk) takeEvent(w http.ResponseWriter, r *http.Request, body []byte) {
	var outer struct {
		Type      string `json:"type"`
		Challenge string `json:"challenge"`
		EventID   string `json:"event_id"`
	}
	if err := json.Unmarshal(body, &outer); err != nil {
		http.Error(w, "The body is no JSON of the Events API.", http.StatusBadRequest)
		return
	}
	if outer.Type == "url_verification" {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, outer.Challenge) // Slack asks again if it did not arrive
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), ackWithin)
	defer cancel()
	if err := d.event(ctx, outer.EventID, body); err != nil {
		d.log.Warn("an event of Slack could not be dealt with; Slack brings it again", "event", outer.EventID, "error", err)
		http.Error(w, "The event could not be stored; please send it again.", http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusOK)
}

func (d *Desk) takeInteraction(w http.ResponseWriter, r *http.Request, body []byte) {
	form, err := url.ParseQuery(string(body))
	var in slack.InteractionCallback
	if err == nil {
		err = json.Unmarshal([]byte(form.Get("payload")), &in)
	}
	if err != nil {
		http.Error(w, "The body is no interaction of Slack.", http.StatusBadRequest)
		return
	}
	reply(w, d.inTime(r.Context(), func(ctx context.Context) (answer, error) { return d.interaction(ctx, in) }, whoPressed(in)))
}

func (d *Desk) takeCommand(w http.ResponseWriter, r *http.Request, body []byte) {
	form, err := url.ParseQuery(string(body))
	if err != nil || form.Get("command") == "" {
		http.Error(w, "The body is no slash command of Slack.", http.StatusBadRequest)
		return
	}
	in := slack.SlashCommand{
		Command: form.Get("command"), Text: form.Get("text"), UserID: form.Get("user_id"), UserName: form.Get("user_name"),
		ChannelID: form.Get("channel_id"), TriggerID: form.Get("trigger_id"), ResponseURL: form.Get("response_url"), TeamID: form.Get("team_id"),
	}
	a := d.inTime(r.Context(), func(ctx context.Context) (answer, error) { return d.command(ctx, in) }, pressed{user: in.UserID, channel: in.ChannelID, url: in.ResponseURL})
	if a == nil {
		a = map[string]any{"response_type": "ephemeral", "text": "Done."}
	}
	reply(w, a)
}

func reply(w http.ResponseWriter, a answer) {
	if a == nil {
		w.WriteHeader(http.StatusOK)
		return
	}
	w.Header().Set("Content-Type", jsonType)
	if err := json.NewEncoder(w).Encode(a); err != nil {
		panic(http.ErrAbortHandler) // the caller is gone
	}
}
