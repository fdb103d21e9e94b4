package editor_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
	"switchboard/knowledge/samples"
)

func do(t *testing.T, ctx context.Context, what string, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	short, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(short, steps...); err != nil {
		browsertest.Shot(t, ctx, "failed")
		t.Fatalf("%s: %v", what, err)
	}
}

// says is an expression that is true when the element's text contains the words.
func says(selector, words string) string {
	return fmt.Sprintf("document.querySelector(%q)?.innerText.includes(%q)", selector, words)
}

func (r *rig) samples() {
	r.Helper()
	report, err := knowledge.Import(r.Context(), r.store, samples.FS, knowledge.ImportOptions{Author: "Maria Bondar", Sample: true})
	if err != nil || len(report.Bad) > 0 {
		r.Fatal(report.Bad, err)
	}
}

// views takes pictures of a page at both widths in both schemes, and looks for what is wrong with each.
func views(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	for _, size := range []string{"desktop", "phone"} {
		for _, scheme := range []string{"light", "dark"} {
			view := browsertest.Desktop()
			if size == "phone" {
				view = chromedp.EmulateViewport(390, 844)
			}
			do(t, ctx, name, view, browsertest.Scheme(scheme))
			browsertest.Shot(t, ctx, name+"-"+size+"-"+scheme)
			browsertest.Accessible(t, ctx, name+", "+size+", "+scheme)
		}
	}
	do(t, ctx, name, browsertest.Desktop(), browsertest.Scheme("light"))
}

func TestEditorWritesPublishesComparesAndRestores(t *testing.T) {
	r := newRig(t)
	p := r.person("Olena Koval", true)
	ctx := browsertest.New(t, "409")
	do(t, ctx, "visit", chromedp.Navigate(p.url+"/knowledge/p/net/new"), chromedp.SendKeys("[name=title]", "How to restart the router"))
	do(t, ctx, "write", chromedp.SendKeys("#body", "Unplug the router, wait **14** seconds and plug it in again.\n\n## If it does not help\n\n- Look at the lamp.\n- Call us."))
	browsertest.Until(t, ctx, "the live preview", "document.querySelector('#preview strong')?.textContent === '14' && document.querySelectorAll('#preview li').length === 2")
	browsertest.Until(t, ctx, "the counter", says("#count", "of 32768 bytes")+" && !"+says("#count", "0 characters, 0"))
	do(t, ctx, "questions", chromedp.SendKeys("[name=questions]", "how do i reboot it\nrestart wifi"), chromedp.SendKeys("[name=tags]", "wifi, router"))
	browsertest.Until(t, ctx, "the text is kept", "localStorage.getItem('knowledge:draft:new:net')?.includes('restart wifi')")
	browsertest.Shot(t, ctx, "write-new")
	do(t, ctx, "publish", chromedp.Click("[value=publish]"))
	browsertest.Until(t, ctx, "it is published", says(".fine", "readers see it now"))
	browsertest.Until(t, ctx, "the kept text is dropped", "localStorage.getItem('knowledge:draft:new:net') === null && !location.search.includes('done')")

	d, err := r.store.ArticleByKey(t.Context(), "net", "how-to-restart-the-router", "en")
	if err != nil || d.Published != 1 || len(d.Versions[0].Questions) != 2 {
		t.Fatalf("%+v, %v", d, err)
	}
	do(t, ctx, "edit", chromedp.Click("[data-edit]"))
	browsertest.Until(t, ctx, "the form", "document.querySelector('#body')?.value.includes('14')")
	browsertest.Until(t, ctx, "the server is out of reach", "window.real ??= window.fetch, window.fetch = () => Promise.reject(new Error('down'))") // it would have kept the text sooner or later
	do(t, ctx, "bold", chromedp.SendKeys("#body", kb.End+"\n\nCall 555."))
	const choose = "(b => { b.focus(); b.setSelectionRange(b.value.indexOf('555'), b.value.indexOf('555') + 3); return true })(document.querySelector('#body'))"
	browsertest.Until(t, ctx, "a selection", choose)
	do(t, ctx, "bold", chromedp.Click("[data-tool=bold]"))
	browsertest.Until(t, ctx, "bold words", "document.querySelector('#body').value.includes('**555**')")
	browsertest.Until(t, ctx, "the text is kept", fmt.Sprintf("localStorage.getItem('knowledge:draft:a%d')?.includes('**555**')", d.ID))

	other := browsertest.Tab(t, ctx)
	do(t, other, "another visit", chromedp.Navigate(p.url+at(d.ID, "/edit")))
	browsertest.Until(t, other, "the offer", says("[data-kept]", "did not save"))
	browsertest.Shot(t, other, "write-kept")
	do(t, other, "go on", chromedp.Click("[data-kept] .primary"))
	browsertest.Until(t, other, "the text is there again", "document.querySelector('#body').value.includes('**555**')")
	do(t, other, "save a draft", chromedp.SendKeys("[name=comment]", "the number"), chromedp.Click("[value=save]"))
	browsertest.Until(t, other, "a draft", says(".fine", "Saved as a new version")+" && "+says(".banner", "newer than what readers see"))

	do(t, other, "versions", chromedp.Click("a[href$='/versions']"))
	browsertest.Until(t, other, "both versions", says(".versions", "Version 2")+" && "+says(".versions", "the number"))
	do(t, other, "difference", chromedp.Click(".compare-bar button"))
	browsertest.Until(t, other, "what differs", says(".difference", "Call **555**"))
	do(t, other, "publish that", chromedp.Click("form[action$='/publish'] button"))
	browsertest.Until(t, other, "published", says(".fine", "Published")+" && "+says("article", "Call 555"))
	do(t, other, "restore", chromedp.Navigate(p.url+at(d.ID, "/versions")), chromedp.Click("form[action$='/restore'] button"))
	browsertest.Until(t, other, "restored", says(".fine", "Restored"))
	if d := r.read(d.ID); d.Latest != 3 || d.Published != 2 || d.Versions[0].Body != d.Versions[2].Body || d.Versions[0].Author != "Olena Koval" {
		t.Errorf("%+v", d)
	}

	// The first tab still has what it began with version 1: it gets both texts.
	browsertest.Until(t, ctx, "the server is back", "(window.fetch = window.real) !== null")
	do(t, ctx, "save late", chromedp.SendKeys("#body", kb.End+" At any hour."), chromedp.Click("[value=save]"))
	browsertest.Until(t, ctx, "the conflict", says(".conflict", "while you were writing")+" && document.querySelector('#body').value.includes('At any hour')")
	browsertest.Shot(t, ctx, "conflict")
	browsertest.Accessible(t, ctx, "conflict")
	browsertest.Until(t, ctx, "leaving is warned of, for nothing is saved", "!dispatchEvent(new Event('beforeunload', {cancelable: true}))")
	do(t, ctx, "decide", chromedp.Click("[value=save]"))
	browsertest.Until(t, ctx, "saved", says(".fine", "Saved as a new version"))
}

func TestListIsFoundWhileTyping(t *testing.T) {
	r := newRig(t)
	r.samples()
	p := r.person("Olena Koval", true)
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(p.url+"/knowledge"))
	// The browser's own way of pressing a key types it into the field that the key opens, which a keyboard does not.
	browsertest.Until(t, ctx, "the key of the search",
		"document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true, cancelable: true})) || document.activeElement.matches('[data-find]')")
	do(t, ctx, "search", chromedp.SendKeys("[data-find]", "e-104"))
	browsertest.Until(t, ctx, "what was found", "document.querySelectorAll('#results .entry').length > 0 && document.querySelectorAll('#results .entry').length < 20 && location.search === '?q=e-104'")
	browsertest.Shot(t, ctx, "list-search")
	do(t, ctx, "go down", chromedp.KeyEvent(kb.ArrowDown))
	browsertest.Until(t, ctx, "the first one", "document.activeElement === document.querySelector('#results [data-result]')")
	do(t, ctx, "clear", chromedp.Navigate(p.url+"/knowledge"), chromedp.SetValue("[name=audience]", "internal"))
	browsertest.Until(t, ctx, "choose", "document.querySelector('[name=audience]').dispatchEvent(new Event('change', {bubbles: true}))")
	browsertest.Until(t, ctx, "only internal ones", "[...document.querySelectorAll('#results .entry')].every(e => e.matches('.is-internal')) && document.querySelectorAll('#results .entry').length > 3 && document.querySelector('.shelves a:nth-child(2)').search.includes('audience=internal')")
}

func TestEveryPageIsFitToBeSeen(t *testing.T) {
	r := newRig(t)
	r.samples()
	r.trier = r.wordTrier()
	p := r.person("Olena Koval", true)
	d, err := r.store.ArticleByKey(t.Context(), "lumen-net", "error-codes", "en")
	if err != nil {
		t.Fatal(err)
	}
	body := d.Versions[0].Body
	r.again(d.ID, 1, strings.Replace(body, "minutes", "hours", 1)+"\n\nNew at the end.", false)
	rows, err := r.store.Articles(t.Context(), knowledge.Filter{Audience: knowledge.Internal, Project: "lumen-net"})
	if err != nil || len(rows) == 0 {
		t.Fatal(err)
	}
	flow, err := r.store.ArticleByKey(t.Context(), "lumen-net", "error-codes", "uk")
	if err != nil {
		t.Fatal(err)
	}
	e := knowledge.Edit{Article: flow.ID, Based: flow.Latest, Author: "Petro", Draft: flow.Versions[0].Draft, Submit: true, Original: &knowledge.Original{Lang: "en"}}
	e.Body += "\n\nНове."
	if _, _, err := r.store.SaveVersion(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	if err := r.store.Plan(t.Context(), flow.ID, knowledge.Plan{Version: 2, From: time.Now().Add(48 * time.Hour), Until: time.Now().Add(96 * time.Hour)}, "Olena Koval"); err != nil {
		t.Fatal(err)
	}
	if err := r.store.Doubt(t.Context(), flow.ID, "Petro", "E-104?"); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"what does error e-104 on my router mean", "помилка E-104 на роутері"} {
		if err := r.store.AddMustFind(t.Context(), knowledge.MustFind{Project: "lumen-net", Key: "error-codes", Text: q, By: "Olena Koval"}); err != nil {
			t.Fatal(err)
		}
	}
	for i, text := range []string{"my router blinks red, what is it", "чому мій роутер блимає червоним"} {
		l := knowledge.Lesson{Key: text, Article: d.ID, Lang: []string{"en", "uk"}[i], Text: text, Solved: i == 0, Role: "operator", Person: "operator/1", At: time.Now()}
		if _, err := r.store.Teach(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	gone := knowledge.Lesson{Key: "gone", Article: d.ID, Lang: "en", Text: "is it the router's fault", Solved: true, Role: "operator", Person: "operator/2", At: time.Now()}
	if _, err := r.store.Teach(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	if n, err := r.store.ForgetPerson(t.Context(), gone.Person, "Olena Koval"); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	ctx := browsertest.New(t)
	for _, v := range []struct{ name, path string }{
		{"memory", "/knowledge/memory?project=lumen-net"}, {"flow", at(flow.ID, "")}, {"flow-write", at(flow.ID, "/edit")}, {"must-find", "/knowledge/must-find"}, {"import", "/knowledge/import"},
		{"list", "/knowledge"}, {"project", "/knowledge/p/lumen-net"}, {"project-form", "/knowledge/p/lumen-net/edit"}, {"read", at(d.ID, "")},
		{"internal", at(rows[0].ID, "")}, {"versions", at(d.ID, "/versions")}, {"difference", at(d.ID, "/difference?a=1&b=2")}, {"write", at(d.ID, "/edit")},
		{"translate", at(d.ID, "/translate?lang=de")}, {"empty", "/knowledge?q=nothingatall"}, {"failure", "/knowledge/a/99999"},
	} {
		page := ctx
		if v.name == "failure" {
			page = browsertest.Tab(t, ctx, "404")
		}
		do(t, page, v.name, chromedp.Navigate(p.url+v.path))
		views(t, page, v.name)
	}
}
