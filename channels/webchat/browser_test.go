package webchat_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels"
	"switchboard/channels/webchat/browsertest"
)

func TestWidgetInABrowser(t *testing.T) {
	browser := browsertest.New(t)
	for name, test := range map[string]func(*testing.T, context.Context){
		"a question is answered on a foreign strict page": answered,
		"a reload and another tab show the history":       returns,
		"a file is sent and shown":                        sendsFile,
		"the keyboard is enough":                          keyboard,
		"an operator takes over":                          takenOver,
		"answers are drawn from Markdown, safely":         draws,
		"nothing is lost or doubled by a restart":         restarted,
		"what cannot be sent says so":                     refused,
		"another site cannot use the chat":                forbidden,
		"the demo page puts a question into the chat":     demo,
	} {
		t.Run(name, func(t *testing.T) { test(t, browser) })
	}
}

func answered(t *testing.T, browser context.Context) {
	s, ctx := newStage(t, browser)
	s.visit(ctx, s.shop.URL+"/en")
	browsertest.Shot(t, ctx, "launcher")
	if n := len(s.archive.received(channels.Started)); n > 0 {
		t.Errorf("%d visitors before anybody opened the chat", n)
	}
	do(t, ctx, "open", chromedp.Click(in(".launcher")))
	s.send(ctx, "How much does Aurora cost for a team of five?")
	browsertest.Until(t, ctx, "the answer", shows("€45 a month"))
	browsertest.Until(t, ctx, "bold", has(".theirs strong"))
	browsertest.Until(t, ctx, "markup as text", shows("<b>Not bold</b> [bad](javascript:alert(1))"))
	browsertest.Until(t, ctx, "the source", has(`.sources a[href="https://lumen.example/aurora/prices"][rel~="noopener"]`))
	browsertest.Until(t, ctx, "the answer marked as read", fmt.Sprintf("%s.querySelectorAll('.choices button').length === 2", root))
	until(t, "the answer is read", func() bool {
		e, _ := s.archive.History(t.Context(), "site", s.visitor(), 0, 10)
		return len(e) == 2 && slices.ContainsFunc(e, func(e channels.Entry) bool { return e.Out && e.State == "read" })
	})
	s.archive.change(s.visitor(), func(e *channels.Entry) bool { e.State = "read"; return !e.Out })
	browsertest.Until(t, ctx, "the tick", has(`.mine .tick.read`))
	browsertest.Shot(t, ctx, "answer-desktop-light")
	do(t, ctx, "dark", browsertest.Scheme("dark"))
	browsertest.Shot(t, ctx, "answer-desktop-dark")
	do(t, ctx, "phone", browsertest.Phone())
	browsertest.Shot(t, ctx, "answer-phone-dark")
	do(t, ctx, "light", browsertest.Scheme("light"))
	browsertest.Shot(t, ctx, "answer-phone-light")
	browsertest.Until(t, ctx, "the panel covers the phone", fmt.Sprintf(
		"(r => r.left === 0 && r.top === 0 && r.width === innerWidth && Math.abs(r.height - innerHeight) < 2)(%s.getBoundingClientRect())", has(".panel")))
	browsertest.Until(t, ctx, "letters that a phone does not zoom into", fmt.Sprintf("parseFloat(getComputedStyle(%s).fontSize) >= 16", has("textarea")))
	do(t, ctx, "press", chromedp.Click(in(".choices button")))
	browsertest.Until(t, ctx, "the choice", shows("you chose Yes, thank you"))
	press := s.archive.received(channels.Press)
	if len(press) != 1 || press[0].Ref == "" || press[0].Page != s.shop.URL+"/en" {
		t.Errorf("pressed %+v", press)
	}
	browsertest.Until(t, ctx, "no choice is left", "!"+has(".choices"))
	do(t, ctx, "close", chromedp.Click(in(".close")))
	s.archive.say(s.visitor(), channels.Entry{By: "operator", Name: "Olena", Text: "One more thing"})
	browsertest.Until(t, ctx, "the badge", has(".badge")+".textContent === '1' && !"+has(".badge")+".hidden")
	browsertest.Until(t, ctx, "the badge in words", has(".launcher")+".getAttribute('aria-label').includes('1')")
	browsertest.Until(t, ctx, "the badge for ears", has(".frame > [role=status]")+".textContent === 'New messages: 1'")
	browsertest.Shot(t, ctx, "badge-phone")
}

func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 800 {
		if is() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s: did not happen", what)
}

func returns(t *testing.T, browser context.Context) {
	s, ctx := newStage(t, browser)
	s.visit(ctx, s.shop.URL+"/uk")
	do(t, ctx, "open", chromedp.Click(in(".launcher")))
	browsertest.Until(t, ctx, "Ukrainian", has("textarea")+".placeholder.startsWith('Напишіть')")
	s.send(ctx, "Перше")
	browsertest.Until(t, ctx, "the answer", shows("You wrote: Перше"))
	s.visit(ctx, s.shop.URL+"/uk")
	browsertest.Until(t, ctx, "the history", shows("You wrote: Перше"))
	browsertest.Until(t, ctx, "still open", "!"+has(".panel")+".hidden")

	do(t, ctx, "phone", browsertest.Phone())
	s.visit(ctx, s.shop.URL+"/uk") // the next page, which the visitor asked for
	browsertest.Until(t, ctx, "nothing covers the page", has(".panel")+".hidden && !"+has(".launcher")+".hidden")
	browsertest.Shot(t, ctx, "next-page-phone")
	do(t, ctx, "open it again", browsertest.Desktop(), chromedp.Click(in(".launcher")))
	browsertest.Until(t, ctx, "the history again", shows("You wrote: Перше"))

	second := browsertest.Tab(t, ctx)
	s.visit(second, s.shop.URL+"/pl")
	browsertest.Until(t, second, "the history in the other tab", shows("You wrote: Перше"))
	do(t, second, "open", chromedp.Click(in(".launcher")))
	s.send(second, "Druga")
	browsertest.Until(t, second, "the answer", shows("You wrote: Druga"))
	browsertest.Until(t, ctx, "the answer in the first tab", shows("You wrote: Druga"))
	s.send(ctx, "Третє")
	browsertest.Until(t, second, "the third in the second tab", shows("You wrote: Третє"))
	until(t, "one stream for two tabs", func() bool { return s.archive.watching() == 1 })
	if got := strings.Join(s.archive.texts(s.visitor()), "|"); got != "Перше|You wrote: Перше|Druga|You wrote: Druga|Третє|You wrote: Третє" {
		t.Errorf("stored %s", got)
	}
}

func sendsFile(t *testing.T, browser context.Context) {
	s, ctx := newStage(t, browser)
	file := filepath.Join(t.TempDir(), "lamp.png")
	if err := os.WriteFile(file, picture(t, 240, 160), 0o600); err != nil {
		t.Fatal(err)
	}
	s.visit(ctx, s.shop.URL+"/en")
	do(t, ctx, "open", chromedp.Click(in(".launcher")))
	do(t, ctx, "choose a file", chromedp.SetUploadFiles(in("input[type=file]"), []string{file}))
	browsertest.Until(t, ctx, "the answer", shows("Got lamp.png of type image/png"))
	browsertest.Until(t, ctx, "the picture", "((i) => i && i.complete && i.naturalWidth === 240)("+has(".picture img")+")")
	paste := `(() => { const d = new DataTransfer(); d.items.add(new File(['%s'], '%s')); const e = %s; e.dispatchEvent(new %s('%s', {%s: d, bubbles: true, cancelable: true})); return true })()`
	browsertest.Until(t, ctx, "pasting", fmt.Sprintf(paste, "pasted", "pasted.txt", has("textarea"), "ClipboardEvent", "paste", "clipboardData"))
	browsertest.Until(t, ctx, "the answer to what was pasted", shows("Got pasted.txt of type text/plain"))
	browsertest.Until(t, ctx, "dropping", fmt.Sprintf(paste, "dropped", "dropped.svg", has(".panel"), "DragEvent", "drop", "dataTransfer"))
	browsertest.Until(t, ctx, "the answer to what was dropped", shows("Got dropped.svg of type application/octet-stream"))
	browsertest.Until(t, ctx, "files to save", fmt.Sprintf("%s.querySelectorAll('a.file').length === 2", root))
	browsertest.Shot(t, ctx, "files")
}

func keyboard(t *testing.T, browser context.Context) {
	s, ctx := newStage(t, browser)
	s.visit(ctx, s.shop.URL+"/en")
	focus := func(selector string) string { return fmt.Sprintf("%s.activeElement === %s", root, has(selector)) }
	do(t, ctx, "to the link", chromedp.KeyEvent(kb.Tab))
	do(t, ctx, "to the launcher", chromedp.KeyEvent(kb.Tab))
	browsertest.Until(t, ctx, "the launcher in focus", focus(".launcher"))
	do(t, ctx, "open", chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "the field in focus", focus("textarea"))
	browsertest.Until(t, ctx, "a dialog with a name", has(`.panel[role=dialog][aria-labelledby="title"]:not([hidden])`)+"&&"+has("#title")+".textContent === 'Lumen & Co'")
	do(t, ctx, "two lines", chromedp.KeyEvent("Aurora"), chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierShift)), chromedp.KeyEvent("please"))
	browsertest.Until(t, ctx, "two lines", has("textarea")+".value === 'Aurora\\nplease'")
	do(t, ctx, "send", chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "the answer", shows("€45 a month"))
	browsertest.Until(t, ctx, "the choices", has(".choices button"))
	for i := 0; ; i++ {
		do(t, ctx, "back by tab", chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
		at, err := chromedp.Run(ctx, chromedp.Evaluate[bool](fmt.Sprintf("%s.activeElement === [...%s.querySelectorAll('.choices button')].at(-1)", root, root)))
		if err != nil || i > 5 {
			t.Fatalf("the choices cannot be reached: %v", err)
		}
		if at {
			break
		}
	}
	browsertest.Shot(t, ctx, "keyboard-focus")
	do(t, ctx, "press", chromedp.KeyEvent(" "))
	browsertest.Until(t, ctx, "the choice", shows("you chose No, I need a person"))
	browsertest.Until(t, ctx, "the field in focus again", focus("textarea"))
	do(t, ctx, "escape", chromedp.KeyEvent(kb.Escape))
	browsertest.Until(t, ctx, "closed", has(".panel[hidden]"))
	browsertest.Until(t, ctx, "the launcher in focus again", focus(".launcher"))
	browsertest.Until(t, ctx, "a log that is spoken", has(`[role=log][aria-live=polite][aria-busy=false]`))
}

func takenOver(t *testing.T, browser context.Context) {
	s, ctx := newStage(t, browser)
	s.visit(ctx, s.shop.URL+"/en")
	do(t, ctx, "open", chromedp.Click(in(".launcher")))
	s.send(ctx, "A person, please")
	browsertest.Until(t, ctx, "the answer", shows("You wrote"))
	who := s.visitor()
	status := func(want string) {
		t.Helper()
		browsertest.Until(t, ctx, want, fmt.Sprintf("%s.textContent.includes(%q)", has(".status"), want))
	}
	s.archive.setStatus(who, channels.Status{Handled: "waiting", Position: 2, Open: true})
	status("number 2 in line")
	browsertest.Shot(t, ctx, "waiting")
	s.archive.setStatus(who, channels.Status{Handled: "waiting"})
	status("away now")
	s.archive.setStatus(who, channels.Status{Handled: "operator", Operator: "Olena Koval", Open: true})
	status("You are talking to Olena Koval")
	s.archive.wake(who, channels.Signal{Typing: true, Name: "Olena Koval"})
	browsertest.Until(t, ctx, "typing", has(".typing")+".innerText.includes('Olena Koval is writing')")
	yesterday := time.Now().Add(-26 * time.Hour)
	s.archive.say(who, channels.Entry{By: "operator", Name: "Olena Koval", Text: "Yesterday's words", At: yesterday})
	s.archive.say(who, channels.Entry{By: "operator", Name: "Olena Koval", Text: "Hello, I am Olena. I looked at your bill and found it:\n\n1. The bridge was counted twice.\n2. I took one off.\n\nYou get **€12.40** back by Friday.", Quote: "A person, please"})
	s.archive.say(who, channels.Entry{By: "operator", Name: "Olena Koval", Text: "Is there anything else?"})
	browsertest.Until(t, ctx, "the operator's words", shows("anything else"))
	browsertest.Until(t, ctx, "no more typing", has(".typing[hidden]"))
	browsertest.Until(t, ctx, "the days", shows("Today"))
	browsertest.Shot(t, ctx, "operator")
	s.archive.change(who, func(e *channels.Entry) bool {
		if e.Text != "Is there anything else?" {
			return false
		}
		e.Deleted, e.Text = true, ""
		return true
	})
	browsertest.Until(t, ctx, "the deletion", shows("This message was deleted"))
	do(t, ctx, "write", chromedp.SendKeys(in("textarea"), "No, tha"))
	until(t, "typing at the desk", func() bool { s.archive.mu.Lock(); defer s.archive.mu.Unlock(); return s.archive.typed > 0 })
}

func forbidden(t *testing.T, browser context.Context) {
	s, ctx := newStage(t, browser, "403", "net::ERR_FAILED", "CORS policy")
	other := httptest.NewServer(s.shop.Config.Handler)
	defer other.Close()
	s.visit(ctx, other.URL+"/de")
	do(t, ctx, "open", chromedp.Click(in(".launcher")))
	s.send(ctx, "hello")
	browsertest.Until(t, ctx, "still unsent", has(".tick.sending"))
	if n := len(s.archive.received(channels.Message)); n > 0 {
		t.Errorf("%d messages from a site that is not allowed", n)
	}
}

func demo(t *testing.T, browser context.Context) {
	s, ctx := newStage(t, browser)
	s.visit(ctx, "http://"+s.address+"/")
	browsertest.Shot(t, ctx, "demo-desktop-light")
	do(t, ctx, "dark", browsertest.Scheme("dark"))
	browsertest.Shot(t, ctx, "demo-desktop-dark")
	do(t, ctx, "phone", browsertest.Phone())
	browsertest.Shot(t, ctx, "demo-phone-dark")
	do(t, ctx, "light", browsertest.Scheme("light"))
	browsertest.Shot(t, ctx, "demo-phone-light")
	browsertest.Until(t, ctx, "nothing wider than the phone", "document.documentElement.scrollWidth <= innerWidth")
	do(t, ctx, "desktop", browsertest.Desktop(), chromedp.Click(chromedp.JSPath(`document.querySelector('.questions button')`)))
	browsertest.Until(t, ctx, "the question in the field", has("textarea")+".value.startsWith('How much does Aurora')")
	do(t, ctx, "send", chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "the answer", shows("€45 a month"))
	browsertest.Shot(t, ctx, "demo-answer")
	do(t, ctx, "escape", chromedp.KeyEvent(kb.Escape))
	browsertest.Until(t, ctx, "the question in focus again", "document.activeElement === document.querySelector('.questions button')")
}

func restarted(t *testing.T, browser context.Context) {
	s, ctx := newStage(t, browser, "net::ERR_", "503")
	s.visit(ctx, s.shop.URL+"/en")
	do(t, ctx, "open", chromedp.Click(in(".launcher")))
	s.send(ctx, "before")
	browsertest.Until(t, ctx, "the answer", shows("You wrote: before"))
	s.stop()
	s.send(ctx, "meanwhile 1")
	s.send(ctx, "meanwhile 2")
	browsertest.Until(t, ctx, "the unsent ones", fmt.Sprintf("%s.querySelectorAll('.tick.sending').length === 2", root))
	browsertest.Until(t, ctx, "honest words", has(".status")+".textContent.includes('No connection')")
	browsertest.Shot(t, ctx, "offline")
	s.archive.setFail(errDown) // first back without its database, then with it
	s.start(s.address)
	s.visit(ctx, s.shop.URL+"/en") // the page is reloaded in between
	browsertest.Until(t, ctx, "the unsent ones after the reload", shows("meanwhile 2"))
	s.archive.setFail(nil)
	browsertest.Until(t, ctx, "the answers", shows("You wrote: meanwhile 2"))
	browsertest.Until(t, ctx, "nothing in the outbox", fmt.Sprintf("!%s.querySelector('.tick.sending')", root))
	if got := strings.Join(s.archive.texts(s.visitor()), "|"); got != "before|You wrote: before|meanwhile 1|You wrote: meanwhile 1|meanwhile 2|You wrote: meanwhile 2" {
		t.Errorf("stored %s", got)
	}
}

var errDown = fmt.Errorf("the database is away")

func refused(t *testing.T, browser context.Context) {
	s, ctx := newStage(t, browser, "415")
	s.visit(ctx, s.shop.URL+"/en")
	do(t, ctx, "open", chromedp.Click(in(".launcher")))
	dir := t.TempDir()
	for name, content := range map[string]string{"big.bin": strings.Repeat("a", 200_001), "empty.txt": "", "setup.exe": "MZ"} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		do(t, ctx, "choose "+name, chromedp.SetUploadFiles(in("input[type=file]"), []string{file}))
	}
	browsertest.Until(t, ctx, "too large", shows("big.bin is too large"))
	browsertest.Until(t, ctx, "empty", shows("empty.txt is empty"))
	browsertest.Until(t, ctx, "programs", shows("programs are not accepted"))
	browsertest.Shot(t, ctx, "refused")
	for range 3 {
		do(t, ctx, "remove", chromedp.Click(in(".foot.bad .link:last-child")))
	}
	browsertest.Until(t, ctx, "all removed", "!"+has(".foot.bad"))
	browsertest.Until(t, ctx, "a long text", fmt.Sprintf("((f) => { f.value = 'a'.repeat(4001); f.dispatchEvent(new Event('input')); return true })(%s)", has("textarea")))
	browsertest.Until(t, ctx, "the length", has(".note.bad")+".textContent.includes('4000')")
	if got := s.archive.received(channels.Message); len(got) > 0 {
		t.Errorf("received %+v", got)
	}
}
