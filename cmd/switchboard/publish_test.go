package main

import (
	"encoding/json"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels/webchat/browsertest"
	"switchboard/migrations/pgtest"
)

// twin is another replica of a program, over the same database.
func (p *program) twin() *program {
	p.t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		p.t.Fatal(err)
	}
	addr := ln.Addr().String()
	ln.Close()
	t := &program{t: p.t, base: "http://" + addr, out: &syncBuffer{}}
	t.env = append(append([]string{}, p.env...), "SWITCHBOARD_ADDR="+addr, "SWITCHBOARD_DATA="+filepath.Join(p.t.TempDir(), "data"))
	p.t.Cleanup(t.end)
	return t
}

// caughtUp tells whether a replica's index and memory hold the newest revision of the knowledge base.
func (p *program) caughtUp(rev string) bool {
	resp, err := http.Get(p.base + "/readyz")
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	var state struct {
		Parts map[string]struct{ Fact string }
	}
	at := "at revision " + rev + " "
	return json.NewDecoder(resp.Body).Decode(&state) == nil && strings.HasPrefix(state.Parts["index"].Fact, at) && strings.HasPrefix(state.Parts["memory"].Fact, at)
}

// TestWhatIsPublishedIsAnsweredOnAnotherReplica: a customer asks what nobody has written; an editor writes it, tries it on
// what customers asked, publishes it on one replica; another customer is answered on the other one.
func TestWhatIsPublishedIsAnsweredOnAnotherReplica(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	one := newProgram(t, "DATABASE_URL="+pool.Config().ConnString())
	one.start()
	two := one.twin()
	two.start()
	first := browsertest.New(t, "409", "ERR_INCOMPLETE_CHUNKED_ENCODING")
	const question = "How do I get my bagpipes tuned?"
	visitChat(t, first, one.base)
	step(t, first, "ask", write(question))
	browsertest.Until(t, first, "nobody has written it", chat("in line"))

	link := setupLink.FindString(two.output()) // the newest holds
	if link == "" {
		t.Fatalf("no link for the first administrator:\n%s", two.output())
	}
	link = one.base + link[strings.Index(link, "/setup/"):]
	editor := browsertest.Visitor(t, first, "409", "ERR_INCOMPLETE_CHUNKED_ENCODING")
	step(t, editor, "set up", chromedp.Navigate(link))
	becomeAdministrator(t, editor)
	step(t, editor, "write", chromedp.Navigate(one.base+"/knowledge/p/lumen-parcel/new"),
		chromedp.SetValue("[name=language]", "en"), chromedp.SendKeys("[name=title]", "Bagpipe tuning"),
		chromedp.SendKeys("#body", "We tune **bagpipes** for UAH 444 at the workshop.\n\n- It is open from 9 to 17."),
		chromedp.SendKeys("[name=questions]", "how do i get my bagpipes tuned\nwho repairs bagpipes"))
	browsertest.Until(t, editor, "the preview", "document.querySelector('#preview strong')")
	for look, words := range map[string]string{"Web chat": "bagpipes", "Telegram": "• It is open", "Slack": "UAH 444"} {
		browsertest.Until(t, editor, "as in "+look, "[...document.querySelectorAll('[data-look]')].find(b => b.textContent === '"+look+"').click() || true")
		browsertest.Until(t, editor, "as in "+look, "document.querySelector('#preview .message-look') && "+page("#preview", words))
	}
	browsertest.Shot(t, editor, "look")
	browsertest.Until(t, editor, "it is kept", page("[data-state]", "Autosaved"))
	step(t, editor, "try", chromedp.Click("[value=try]"))
	browsertest.Until(t, editor, "what it changes", page(".trial", "bagpipes")+" && "+page(".trial", "Found now"))
	browsertest.Shot(t, editor, "tried")

	second := browsertest.Visitor(t, first, "ERR_INCOMPLETE_CHUNKED_ENCODING")
	visitChat(t, second, two.base)
	step(t, second, "type", chromedp.SendKeys(chromedp.JSPath(widget("textarea")), question))
	next := scan[string](t, pool, `SELECT (rev + 1)::text FROM knowledge_state`)
	known := make(chan time.Time, 1)
	go func() {
		for deadline := time.Now().Add(time.Minute); !two.caughtUp(next) && time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		}
		known <- time.Now()
	}()
	step(t, editor, "publish", chromedp.Click("[value=publish]"))
	browsertest.Until(t, editor, "it is published", page(".fine", "readers see it now"))
	took := (<-known).Sub(scan[time.Time](t, pool, `SELECT max(at) FROM article_steps WHERE what = 'published'`)).Seconds()
	step(t, second, "ask", chromedp.SendKeys(chromedp.JSPath(widget("textarea")), kb.Enter))
	defer func() {
		if t.Failed() {
			browsertest.Shot(t, second, "dbg")
			t.Log(one.output(), two.output())
		}
	}()
	browsertest.Until(t, second, "the new answer", chat("UAH 444")+" && "+chat("Did that help?"))
	browsertest.Shot(t, second, "answered-on-two")
	answer := scan[float64](t, pool, `SELECT extract(epoch FROM max(a.at) - max(q.at))::float8 FROM messages a, messages q
		WHERE a.author = 'assistant' AND a.text LIKE '%444%' AND q.author = 'customer' AND q.conversation_id = a.conversation_id`)
	t.Logf("known on the other replica after %.2f s; answered %.2f s after the question", took, answer)
	// Each replica hears of it from the database, and looks out by itself only where that fails; the first question after it is answered.
	if n := scan[int](t, pool, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN knowledge'`); n != 2 {
		t.Errorf("%d of 2 replicas listen for what is published", n)
	}
	if n := scan[int](t, pool, `SELECT count(*) FROM messages WHERE author IN ('assistant', 'system') AND lang <> '' AND conversation_id = (SELECT max(id) FROM conversations)`); n != 1 {
		t.Errorf("%d lines of ours instead of the answer alone", n)
	}
	if out := one.output() + two.output(); strings.Contains(out, "panic") {
		t.Errorf("a program panicked:\n%s", out)
	}
}
