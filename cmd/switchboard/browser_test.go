package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels/webchat/browsertest"
	"switchboard/migrations/pgtest"
)

func step(t *testing.T, ctx context.Context, what string, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	short, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(short, steps...); err != nil {
		browsertest.Shot(t, ctx, "failed")
		t.Fatalf("%s: %v", what, err)
	}
}

// widget is an expression for an element inside the chat widget.
func widget(selector string) string {
	return fmt.Sprintf("document.querySelector('#switchboard-chat').shadowRoot.querySelector(%q)", selector)
}

// chat is an expression that is true when the widget's messages contain the text.
func chat(text string) string {
	return fmt.Sprintf("%s?.innerText.includes(%q)", widget(".list"), text)
}

// page is an expression that is true when the page's element contains the text.
func page(selector, text string) string {
	return fmt.Sprintf("document.querySelector(%q)?.innerText.includes(%q)", selector, text)
}

func write(text string) chromedp.Action[chromedp.Void] {
	return chromedp.SendKeys(chromedp.JSPath(widget("textarea")), text+kb.Enter)
}

var setupLink = regexp.MustCompile(`http://\S+/setup/\S+`)

// TestTheMainJobInABrowser is the product's main job, with the real program and a real browser on both sides: a
// customer asks what the knowledge base answers, and is answered with the source; asks for a person and is handed over;
// the operator signs in by the first link, takes the conversation, edits a draft and sends it; the customer reads it;
// a reload on both sides loses nothing.
func TestTheMainJobInABrowser(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "DATABASE_URL="+pgtest.New(t).Config().ConnString())
	p.start()
	link := ""
	for deadline := time.Now().Add(10 * time.Second); link == "" && time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		link = setupLink.FindString(p.output())
	}
	if link == "" {
		t.Fatalf("no link for the first administrator:\n%s", p.output())
	}
	// The browser reports what the kill at the end cuts off.
	cut := []string{"ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "ERR_SOCKET_NOT_CONNECTED", "401", "409"}
	customer := browsertest.New(t, cut...)
	operator := browsertest.Visitor(t, customer, cut...)

	visitChat(t, customer, p.base)
	step(t, customer, "ask", write("How do I restart my router?"))
	browsertest.Until(t, customer, "the answer with its source", chat("Lumen Net")+" && "+chat("Did that help?"))
	browsertest.Shot(t, customer, "answered")

	step(t, customer, "ask for a person", write("I want to talk to a person: my internet is very slow since yesterday"))
	browsertest.Until(t, customer, "the promise", chat("in line"))

	step(t, operator, "set up", chromedp.Navigate(link))
	browsertest.Shot(t, operator, "setup")
	becomeAdministrator(t, operator)
	step(t, operator, "desk", chromedp.Navigate(p.base+"/desk"))
	browsertest.Until(t, operator, "the waiting customer", "document.querySelector('#part-list [data-key^=c]')")
	step(t, operator, "open", chromedp.Click("#part-list [data-key^=c]"))
	browsertest.Until(t, operator, "the words", page("#part-timeline", "very slow since yesterday"))
	browsertest.Until(t, operator, "drafts", "document.querySelector('[data-draft]')")
	browsertest.Shot(t, operator, "desk-waiting")
	step(t, operator, "take", key("t"))
	browsertest.Until(t, operator, "ownership", page("#part-head", "Yours"))
	step(t, operator, "the first draft", key("1"))
	browsertest.Until(t, operator, "the draft in the reply", "document.querySelector('#reply-text').value.length > 20")
	step(t, operator, "edit and send", chromedp.SendKeys("#reply-text", " Greetings from Ann."), chromedp.Click("#send"))
	browsertest.Until(t, operator, "the reply", page("#part-timeline", "Greetings from Ann."))

	browsertest.Until(t, customer, "the operator's reply", chat("Greetings from Ann."))
	browsertest.Shot(t, customer, "replied")
	step(t, customer, "reload", chromedp.Navigate(p.base+"/"))
	browsertest.Until(t, customer, "the launcher", widget(".launcher"))
	step(t, customer, "open the chat", run("window.Switchboard.open()"))
	for _, text := range []string{"How do I restart my router?", "Did that help?", "very slow since yesterday", "Greetings from Ann."} {
		browsertest.Until(t, customer, "after the reload: "+text, chat(text))
	}
	step(t, operator, "reload", chromedp.Navigate(p.base+"/desk"))
	step(t, operator, "open", chromedp.Click("#part-list [data-key^=c]"))
	for _, text := range []string{"How do I restart my router?", "very slow since yesterday", "Greetings from Ann."} {
		browsertest.Until(t, operator, "after the reload: "+text, page("#part-timeline", text))
	}
	browsertest.Shot(t, operator, "desk-after")

	books := browsertest.Tab(t, operator, cut...)
	step(t, books, "the knowledge base", chromedp.Navigate(p.base+"/knowledge"))
	browsertest.Until(t, books, "the projects", page("main", "Lumen Net"))
	browsertest.Shot(t, books, "knowledge")
	step(t, books, "on a phone", browsertest.Phone(), chromedp.Navigate(p.base+"/knowledge"))
	browsertest.Shot(t, books, "knowledge-phone")

	p.kill()
	p.start()
	step(t, customer, "write after a restart", write("Thank you, one more question: where is my parcel?"))
	browsertest.Until(t, operator, "the words after a restart", page("#part-timeline", "one more question"))
	if strings.Contains(p.output(), "panic") {
		t.Errorf("the program panicked:\n%s", p.output())
	}
}

// visitChat opens the demonstration page and the chat on it.
func visitChat(t *testing.T, ctx context.Context, base string) {
	t.Helper()
	step(t, ctx, "visit", chromedp.Navigate(base+"/"))
	browsertest.Until(t, ctx, "the launcher", widget(".launcher"))
	browsertest.Shot(t, ctx, "demo")
	step(t, ctx, "open the chat", chromedp.Click(chromedp.JSPath(widget(".launcher"))))
	browsertest.Until(t, ctx, "the composer", widget("textarea"))
}

// becomeAdministrator fills in the page of the first administrator.
func becomeAdministrator(t *testing.T, ctx context.Context) {
	t.Helper()
	step(t, ctx, "make the administrator",
		chromedp.SendKeys("input[name=name]", "Ann Arden"), chromedp.SendKeys("input[name=email]", "ann@lumen.example"),
		chromedp.SendKeys("input[name=password]", "correct horse battery staple"),
		chromedp.SendKeys("input[name=again]", "correct horse battery staple"), chromedp.Click("main form button"))
	browsertest.Until(t, ctx, "signed in", "!location.pathname.startsWith('/setup')")
}

// key presses a key outside of all fields.
func key(k string) chromedp.Action[chromedp.Void] {
	return run(fmt.Sprintf("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: %q, bubbles: true, cancelable: true})) || true", k))
}

// run evaluates an expression.
func run(expression string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Run(ctx, chromedp.Evaluate[any](expression))
		return err
	})
}
