// Package webchat is the chat on a web site: the handler that the browser talks to, the widget that one script tag
// puts on any page, and a demo page.
//
// The idea: the archive is the chat. A visitor's message is acknowledged once Receive committed it; everything the
// visitor sees comes out of the archive by revision, over server-sent events. So Send has nothing to do but check
// limits, any replica can serve any visitor, and a browser that slept, reloaded or met another replica asks for what
// changed after the last revision it saw. The process keeps nothing but the rate limits' buckets and a count of its
// own open streams.
//
// A visitor is a random token that this server signed (token.go); no table is needed. The visitor's address is
// derived from the token and does not lead back to it. The package owns no table.
//
// The endpoints, relative to /channels/<account>/. Bodies and answers are JSON; errors are {"error", "field"}.
// All but the first two need "Authorization: Bearer <token>". Messages carry an id that the client chose (1 to 64 of
// A-Za-z0-9_-); a repeated id is stored once and answered 200, with another text it is answered 409. A client that
// says "attempt": 1 promises that the id is new, which spares the look-up.
//
//	GET  widget.js         the widget, settings and texts inside
//	POST session           {lang, page} → {token, visitor, lang, greeting, title, …}; with a token it is renewed
//	POST messages          {id, text, page, lang, attempt} → 201, 200 when repeated
//	POST press             {id, text, ref, page, lang, attempt}: a quick reply of message ref was chosen
//	POST files             multipart (id, page, lang, then file), or the raw content with the headers X-Message-Id
//	                       and X-File-Name (percent-encoded)
//	GET  files/{id}        by token, or by the signed address that messages carry
//	GET  history?after=    {entries, status}: what changed after a revision; 0 gives the newest
//	GET  events            server-sent events: entry (with id: the revision to resume from), ready, status, typing,
//	                       reset (forget all), bye; Last-Event-ID or ?after= resumes
//	POST seen              {rev, read}: everything up to rev arrived (false) or was read (true)
//	POST typing            the visitor is writing
//
// The widget needs a browser of 2023 or later (constructed style sheets). A site with a Content-Security-Policy adds
// this server to script-src, connect-src and img-src, and nothing else. Switchboard.open(text) and
// Switchboard.close() are there for the page's own buttons; the event switchboard:ready tells when.
//
// Status codes: 400 malformed, 401 no or bad token (empty body), 403 origin not allowed, 409 id used for another text, 413 too
// large, 415 wrong or compressed media type, 429 too fast (Retry-After), 503 not stored, try again (Retry-After: 5).
//
// Bad text: a body that is not UTF-8 is refused with 400, since no browser makes one. NUL and other control characters
// are dropped and lone surrogates become U+FFFD, since a person's message should not fail for half an emoji.
package webchat

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode/utf16"

	"switchboard/channels"
)

const (
	maxText      = 4000  // characters of a visitor's message
	maxReply     = 16000 // UTF-16 units of a message to a visitor
	maxChoices   = 8
	maxChoice    = 60
	historyLimit = 100
	callTimeout  = 10 * time.Second // of one call of the Receiver
)

// Chat is the channel of one site.
type Chat struct {
	account  string
	settings Settings
	receiver channels.Receiver
	archive  channels.Archive
	signer   signer
	origins  origins
	limits   limits
	uploads  chan struct{} // one slot for each upload held in memory
	widget   asset
	mux      *http.ServeMux
	closed   chan struct{}
	close    func()
}

// Open makes the web chat of an account. It implements channels.Opener. The Receiver must be a channels.Archive too,
// and the settings must hold a secret.
func Open(a channels.Account, r channels.Receiver) (channels.Channel, error) {
	settings, err := decodeSettings(a.Settings)
	if err != nil {
		return nil, fmt.Errorf("open web chat %s: %w", a.Name, err)
	}
	archive, ok := r.(channels.Archive)
	if !ok {
		return nil, fmt.Errorf("open web chat %s: the receiver %T keeps no archive", a.Name, r)
	}
	widget, err := buildWidget(settings)
	if err != nil {
		return nil, fmt.Errorf("open web chat %s: %w", a.Name, err)
	}
	closed := make(chan struct{})
	c := &Chat{
		account:  a.Name,
		settings: settings,
		receiver: r,
		archive:  archive,
		signer:   newSigner(a.Name, settings),
		origins:  newOrigins(settings),
		limits:   newLimits(settings),
		uploads:  make(chan struct{}, 8),
		widget:   widget,
		closed:   closed,
		close:    sync.OnceFunc(func() { close(closed) }),
	}
	c.mux = c.routes()
	return c, nil
}

func (c *Chat) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.Handle("GET /widget.js", c.widget)
	mux.Handle("POST /session", c.open(c.session))
	mux.Handle("POST /messages", c.known(c.message))
	mux.Handle("POST /press", c.known(c.press))
	mux.Handle("POST /files", c.known(c.upload))
	mux.Handle("GET /files/{id}", c.open(c.download))
	mux.Handle("GET /history", c.known(c.history))
	mux.Handle("GET /events", c.known(c.events))
	mux.Handle("POST /seen", c.known(c.seen))
	mux.Handle("POST /typing", c.known(c.typing))
	return mux
}

// ServeHTTP serves the paths of the package comment, the account's prefix stripped.
func (c *Chat) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.URL.Path, "/") {
		r = r.Clone(r.Context())
		r.URL.Path = "/" + r.URL.Path
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Referrer-Policy", "no-referrer")
	if r.URL.Path != "/widget.js" && !c.origins.admit(w, r) {
		return
	}
	c.mux.ServeHTTP(w, r)
}

// Send checks the limits and returns the message's Key: the message is in the archive already, and the event
// stream of whatever replica the visitor is connected to takes it from there.
func (c *Chat) Send(_ context.Context, out channels.Outbound) (string, error) {
	if err := c.acceptable(out); err != nil {
		return "", &channels.SendError{Fate: channels.Rejected, Err: err}
	}
	return out.Key, nil
}

// Reword checks the new text. The archive holds it; visitors' streams take it from there.
func (c *Chat) Reword(_ context.Context, m channels.Sent, text string) error {
	if err := c.acceptable(channels.Outbound{Key: m.Key, To: m.To, Text: text}); err != nil {
		return &channels.SendError{Fate: channels.Rejected, Err: err}
	}
	return nil
}

// Unsend has nothing to do: what the archive says is deleted, visitors do not see any more.
func (c *Chat) Unsend(context.Context, channels.Sent) error { return nil }

func (c *Chat) acceptable(out channels.Outbound) error {
	switch {
	case out.Key == "":
		return errors.New("the message has no key")
	case !isAddress(out.To):
		return fmt.Errorf("%q is no visitor's address", out.To)
	case strings.TrimSpace(out.Text) == "" && len(out.Files) == 0:
		return errors.New("the message is empty")
	case units(out.Text) > maxReply:
		return fmt.Errorf("the text has %d UTF-16 units, %d are allowed", units(out.Text), maxReply)
	case len(out.Choices) > maxChoices:
		return fmt.Errorf("%d quick replies, %d are allowed", len(out.Choices), maxChoices)
	}
	for _, choice := range out.Choices {
		if len([]rune(choice)) > maxChoice {
			return fmt.Errorf("the quick reply %q is longer than %d characters", choice, maxChoice)
		}
	}
	for _, f := range out.Files {
		if size := max(f.Size, int64(len(f.Data))); size > c.settings.MaxFile {
			return fmt.Errorf("the file %q has %d bytes, %d are allowed", f.Name, size, c.settings.MaxFile)
		}
	}
	return nil
}

// Limits tells what fits into one message to a visitor.
func (c *Chat) Limits() channels.Limits {
	return channels.Limits{Text: maxReply, Caption: maxReply, File: c.settings.MaxFile, Choices: maxChoices}
}

// Check reports who may embed the widget. There is no platform to ask.
func (c *Chat) Check(context.Context) (string, error) {
	return fmt.Sprintf("%s, widget %d KB, files up to %d MB", c.origins, len(c.widget.packed)/1024,
		c.settings.MaxFile>>20), nil
}

// Close ends all event streams; the widgets reconnect by themselves, to another replica if there is one. Call it
// before http.Server.Shutdown, which would wait for the streams otherwise.
func (c *Chat) Close() error {
	c.close()
	return nil
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }
