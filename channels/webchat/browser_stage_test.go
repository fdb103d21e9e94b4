package webchat_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels"
	"switchboard/channels/webchat"
	"switchboard/channels/webchat/browsertest"
)

// stage is a running chat, and a shop on another origin that embeds it.
type stage struct {
	t       *testing.T
	archive *archive
	address string // host:port of the chat, the same after a restart
	shop    *httptest.Server
	chat    *webchat.Chat
	server  *http.Server
	json    string
}

const shopPage = `<!doctype html><html lang="%s"><head><meta charset="utf-8"><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Shop</title>
<style>* { font-family: serif !important; } button { background: red !important; display: block; } div { margin: 30px; color: green }</style>
</head><body><h1>Shop</h1><p><a href="#" id="link">A link</a></p>
<script src="http://%s/channels/site/widget.js" async></script></body></html>`

// newStage also opens a tab for a visitor, which is closed before the servers are, so that it has nothing to complain of.
func newStage(t *testing.T, browser context.Context, allowed ...string) (*stage, context.Context) {
	t.Helper()
	s := &stage{t: t, archive: newArchive()}
	s.archive.answer = reply
	s.shop = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A strict shop: nothing inline, nothing but itself and the chat.
		w.Header().Set("Content-Security-Policy", fmt.Sprintf("default-src 'none'; style-src 'unsafe-inline'; script-src http://%[1]s; "+
			"connect-src http://%[1]s; img-src http://%[1]s data:", s.address))
		fmt.Fprintf(w, shopPage, strings.TrimPrefix(r.URL.Path, "/"), s.address)
	}))
	t.Cleanup(s.shop.Close)
	s.json = fmt.Sprintf(`{"secret": %q, "origins": [%q], "title": "Lumen & Co", "rate": 1000, "max_file": 200000}`, secret, s.shop.URL)
	s.start("127.0.0.1:0")
	t.Cleanup(func() { s.stop() })
	return s, browsertest.Visitor(t, browser, allowed...)
}

func (s *stage) start(address string) {
	s.t.Helper()
	var listener net.Listener
	var err error
	for range 100 { // the port may still be closing
		if listener, err = net.Listen("tcp", address); err == nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	s.address = listener.Addr().String()
	s.chat = open(s.t, s.archive, s.json)
	mux := http.NewServeMux()
	mux.Handle("/channels/site/", http.StripPrefix("/channels/site", s.chat))
	mux.Handle("/", webchat.Demo(webchat.Page{Questions: []string{
		"How much does Aurora cost for a team of five?", "Can I return a lamp after 30 days?", "Як підключити розумну лампу?",
		"My bill looks wrong, can a person check it?", "Do you deliver to Lviv?", "What is covered by the warranty?",
	}, Projects: []webchat.Project{
		{Name: "Aurora", Summary: "Smart lamps that follow the daylight, with an app and a bridge."},
		{Name: "Beacon", Summary: "Street lighting for towns, with remote control and fault reports."},
		{Name: "Glow Energy", Summary: "Electricity from wind and sun at a fixed price."},
	}}))
	s.server = &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	go s.server.Serve(listener)
}

func (s *stage) stop() {
	s.chat.Close()
	s.server.Close()
}

// reply is the assistant of these tests.
func reply(a *archive, in channels.Inbound) {
	say := func(e channels.Entry) { a.say(in.From, e) }
	switch {
	case in.Kind == channels.Press:
		say(channels.Entry{By: "system", Text: "Thank you, you chose " + in.Text})
	case strings.Contains(in.Text, "Aurora"):
		say(channels.Entry{By: "assistant", Choices: []string{"Yes, thank you", "No, I need a person"},
			Text: "A team of five pays **€45 a month**:\n\n- five seats at *€9* each\n- the bridge is included\n\n" +
				"Run `aurora pair` to begin, or read [the guide](https://lumen.example/guide). <b>Not bold</b> [bad](javascript:alert(1))",
			Sources: []channels.Source{{Project: "Aurora", Title: "Plans and prices", Link: "https://lumen.example/aurora/prices"},
				{Project: "Aurora", Title: "Getting started"}}})
	case len(in.Files) > 0:
		say(channels.Entry{By: "assistant", Text: "Got " + in.Files[0].Name + " of type " + in.Files[0].Type})
	case in.Kind == channels.Message:
		say(channels.Entry{By: "assistant", Text: "You wrote: " + in.Text})
	}
}

const root = `document.querySelector('#switchboard-chat').shadowRoot`

// in finds an element of the widget.
func in(selector string) chromedp.JSPath {
	return chromedp.JSPath(fmt.Sprintf("%s.querySelector(%q)", root, selector))
}

// shows is an expression that is true when the widget's messages contain the text.
func shows(text string) string {
	return fmt.Sprintf("%s.querySelector('.list').innerText.includes(%q)", root, text)
}

func has(selector string) string { return fmt.Sprintf("%s.querySelector(%q)", root, selector) }

func do(t *testing.T, ctx context.Context, what string, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	short, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(short, steps...); err != nil {
		browsertest.Shot(t, ctx, "failed")
		t.Fatalf("%s: %v", what, err)
	}
}

func (s *stage) visit(ctx context.Context, page string) {
	s.t.Helper()
	do(s.t, ctx, "visit "+page, chromedp.Navigate(page))
	browsertest.Until(s.t, ctx, "the launcher", "document.querySelector('#switchboard-chat')?.shadowRoot.querySelector('.launcher')")
}

func (s *stage) send(ctx context.Context, text string) {
	s.t.Helper()
	do(s.t, ctx, "write", chromedp.SendKeys(in("textarea"), text+kb.Enter))
}

// visitor is the only visitor's address.
func (s *stage) visitor() string {
	s.t.Helper()
	started := s.archive.received(channels.Started)
	if len(started) != 1 {
		s.t.Fatalf("%d visitors started, want 1", len(started))
	}
	return started[0].From
}
