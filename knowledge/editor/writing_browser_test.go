package editor_test

import (
	"fmt"
	"html/template"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
	"switchboard/knowledge/editor"
)

func TestATextLeadsToAnotherArticleFoundByItsWords(t *testing.T) {
	r := newRig(t)
	r.help = true
	r.article("restart", "en", "Restart the router", "Pull the plug.")
	r.article("restart", "uk", "Перезапуск роутера", "Вимкніть.")
	r.article("prices", "en", "Router prices", "It costs 10.", func(e *knowledge.Edit) { e.Link = "https://shop.example/prices" })
	r.article("secret", "en", "Router discounts", "Half price.", func(e *knowledge.Edit) { e.Audience = knowledge.Internal })
	r.article("soon", "en", "Router of tomorrow", "Soon.", func(e *knowledge.Edit) { e.Publish = false })
	id := r.article("lights", "en", "Lights", "Green is good.")
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	do(t, ctx, "write", chromedp.Navigate(p.url+at(id, "/edit")), chromedp.SendKeys("#body", kb.End+" See also: "), chromedp.Click("[data-link-article]"))
	browsertest.Until(t, ctx, "the search", "document.activeElement.matches('[data-links] input')")
	do(t, ctx, "search", chromedp.SendKeys("[data-links] input", "router"))
	browsertest.Until(t, ctx, "what is found", says("[data-links]", "Restart the router")+" && "+says("[data-links]", "for colleagues only")+" && "+says("[data-links]", "not published")+
		" && !"+says("[data-links]", "Перезапуск")+" && document.querySelector('[data-links-said]').textContent === document.querySelectorAll('[data-links] li').length + ' articles'")
	browsertest.Until(t, ctx, "the list is not read aloud", "!document.querySelector('[aria-live] li, [role=status] li')")
	views(t, ctx, "links")
	do(t, ctx, "another word", chromedp.SendKeys("[data-links] input", " restart"))
	browsertest.Until(t, ctx, "one", "document.querySelectorAll('[data-links] li').length === 1")
	do(t, ctx, "by keys", chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
	const want = "Green is good. See also: [Restart the router](/help/en/net/restart)"
	browsertest.Until(t, ctx, "the link", fmt.Sprintf("document.querySelector('#body').value === %q && document.activeElement.id === 'body' && !document.querySelector('[data-links]').open", want))
	browsertest.Until(t, ctx, "it is seen", "document.querySelector('#preview a')?.textContent === 'Restart the router'")

	for audience, has := range map[string]string{"public": "https://shop.example/prices", "internal": "/knowledge/a/"} {
		code, page := p.post("/knowledge/links", "q", "router prices", "lang", "en", "audience", audience)
		if code != 200 || !strings.Contains(page, has) {
			t.Errorf("%s: %d %s", audience, code, page)
		}
	}
	if _, page := p.post("/knowledge/links", "q", "router", "lang", "uk", "audience", "public"); !strings.Contains(page, "/help/uk/net/restart") {
		t.Errorf("a text in Ukrainian is led to %s", page)
	}
	hasNot(t, "for the public", func() string {
		_, page := p.post("/knowledge/links", "q", "discounts", "audience", "public")
		return page
	}(), "data-url")
}

func TestTablesAndAddressesArePastedAsMarkdown(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	paste := func(plain, html string) string {
		return fmt.Sprintf("(b => { const d = new DataTransfer(); d.setData('text/plain', %q); d.setData('text/html', %q); b.dispatchEvent(new ClipboardEvent('paste', {clipboardData: d, bubbles: true, cancelable: true})); return true })(document.querySelector('#body'))", plain, html)
	}
	do(t, ctx, "write", chromedp.Navigate(p.url+"/knowledge/p/net/new"), chromedp.Click("#body"))
	browsertest.Until(t, ctx, "cells of a spreadsheet", paste("Plan\tPrice\nSmall|mini\t10\n", "<table><tr><td>Plan</td></tr></table>"))
	browsertest.Until(t, ctx, "a table", `document.querySelector('#body').value === "| Plan | Price |\n|---|---|\n| Small\\|mini | 10 |\n" && document.querySelectorAll('#preview td').length === 2`)
	browsertest.Until(t, ctx, "words are chosen", "(b => { b.value = 'our prices'; b.setSelectionRange(4, 10); return true })(document.querySelector('#body'))")
	browsertest.Until(t, ctx, "an address", paste("https://shop.example/prices", ""))
	browsertest.Until(t, ctx, "the words lead there", "document.querySelector('#body').value === 'our [prices](https://shop.example/prices)'")
	browsertest.Until(t, ctx, "nothing", typing(""))
	do(t, ctx, "a table to fill", chromedp.Click("[data-tool=table]"))
	browsertest.Until(t, ctx, "it is seen", "document.querySelectorAll('#preview th').length === 2")
}

func TestATranslationIsBroughtUpToDateBesideItsOriginal(t *testing.T) {
	r := newRig(t)
	en := r.article("router", "en", "Router", "Restart it.\n\nWait a minute.")
	uk := r.article("router", "uk", "Роутер", "Перезапустіть його.\n\nЗачекайте хвилину.", func(e *knowledge.Edit) { e.Original = &knowledge.Original{Lang: "en", Version: 1} })
	r.again(en, 1, "Restart it twice.\n\nWait a minute.", true)
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	do(t, ctx, "edit", chromedp.Navigate(p.url+at(uk, "/edit")))
	browsertest.Until(t, ctx, "the original, with what changed", says(".original h2", "Original (en, version 2)")+" && "+says(".original .line.added mark", "twice")+" && "+says(".original", "Changed since version 1"))
	views(t, ctx, "translation-behind")
	browsertest.Until(t, ctx, "write", typing("Перезапустіть його двічі.\n\nЗачекайте хвилину."))
	do(t, ctx, "say that it follows", chromedp.Click("[name=fresh]"), chromedp.Click("[value=publish]"))
	browsertest.Until(t, ctx, "published", says(".fine", "Published"))
	if d := r.read(uk); d.Behind() || d.Translated != 2 {
		t.Errorf("%+v", d.Flow)
	}
	hasNot(t, "the form of what is up to date", p.shows(at(uk, "/edit"), "Show the original beside"), "Changed since")
	hasNot(t, "the form with the original", p.shows(at(uk, "/edit?beside=1"), "Original (en, version 2)", "Restart it twice."), "Changed since")
	if err := r.store.Remove(t.Context(), en, "eva"); err != nil {
		t.Fatal(err)
	}
	hasNot(t, "the form without an original", p.shows(at(uk, "/edit")), "Original (en")
}

func TestTablesKeepTheirWordsWholeAtAnyWidth(t *testing.T) {
	r := newRig(t)
	r.looks = []editor.Look{{Name: "Web chat", Show: func(md string) []template.HTML { return []template.HTML{knowledge.RenderLines(md)} }}}
	const text = "| місто | адреса | години роботи | телефонуйте | відповідальний |\n|---|---|---|---|---|\n| Львів | вулиця Фотонна, 18 | пн–сб 10:00–19:00 | +380321234567 | Володимир |"
	id := r.article("centres", "uk", "Сервісні центри", text)
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	for name, size := range map[string]chromedp.Action[chromedp.Void]{"phone": chromedp.EmulateViewport(390, 844), "desktop": browsertest.Desktop()} {
		do(t, ctx, "read", size, chromedp.Navigate(p.url+at(id, "")))
		browsertest.Tables(t, ctx, name+", article", `"article table"`)
		browsertest.Accessible(t, ctx, name+", article")
		do(t, ctx, "write", chromedp.Navigate(p.url+at(id, "/edit")))
		if name == "phone" {
			do(t, ctx, "look", chromedp.Click("[data-pane=preview]"))
		}
		browsertest.Until(t, ctx, "the preview", "document.querySelector('#preview table')")
		browsertest.Tables(t, ctx, name+", preview", `"#preview table"`)
		browsertest.Accessible(t, ctx, name+", preview")
		do(t, ctx, "as a message", chromedp.Click("[data-look='1']"))
		browsertest.Until(t, ctx, "the message", "document.querySelector('#preview .message-look table')")
		browsertest.Tables(t, ctx, name+", message", `"#preview table"`)
		browsertest.Shot(t, ctx, "table-"+name)
	}
}

func TestWhatIsPastedFromADocumentKeepsItsForm(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	paste := func(plain, html string) string {
		return fmt.Sprintf("(b => { const d = new DataTransfer(); d.setData('text/plain', %q); d.setData('text/html', %q); b.dispatchEvent(new ClipboardEvent('paste', {clipboardData: d, bubbles: true, cancelable: true})); return true })(document.querySelector('#body'))", plain, html)
	}
	do(t, ctx, "write", chromedp.Navigate(p.url+"/knowledge/p/net/new"), chromedp.Click("#body"))
	browsertest.Until(t, ctx, "a document", paste("Head Bold one", "<h2>Head</h2><p><b>Bold</b> <a href='https://example.com'>words</a></p><ul><li>one</li></ul><img src='x.png'>"))
	browsertest.Until(t, ctx, "its Markdown", `document.querySelector('#body').value === "## Head\n\n**Bold** [words](https://example.com)\n\n- one"`)
	browsertest.Until(t, ctx, "what was left out", says("#toasts", "A picture was left out"))
	browsertest.Until(t, ctx, "nothing", typing(""))
	browsertest.Until(t, ctx, "the server is out of reach", away)
	browsertest.Until(t, ctx, "a document", paste("Head Bold", "<h2>Head</h2><b>Bold</b>"))
	browsertest.Until(t, ctx, "its plain text", "document.querySelector('#body').value === 'Head Bold'")
}

// A block that is put into other text gets the blank lines that it needs, words stay in their line, and items go on a list.
func TestWhatIsPastedStandsApart(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	do(t, ctx, "write", chromedp.Navigate(p.url+"/knowledge/p/net/new"), chromedp.Click("#body"))
	for name, c := range map[string]struct {
		text     string
		from, to int
		html     string
		want     string
	}{
		"a table at the end of a line": {"The end.", 8, 8, "<table><tr><th>A</th><th>B</th></tr></table>", "The end.\n\n| A | B |\n|---|---|"},
		"a list within a line":         {"Before after", 7, 7, "<ul><li><b>one</b></li><li>two</li></ul>", "Before \n\n- **one**\n- two\n\nafter"},
		"a heading between lines":      {"One\nTwo", 4, 4, "<h2>Head</h2>", "One\n\n## Head\n\nTwo"},
		"words":                        {"A  text", 2, 2, "<b>bold</b>", "A **bold** text"},
		"items after an item":          {"- one", 5, 5, "<ul><li>two</li><li>three</li></ul>", "- one\n- two\n- three"},
		"items into an empty item":     {"- one\n- ", 8, 8, "<ul><li>two</li><li>three</li></ul>", "- one\n- two\n- three"},
	} {
		browsertest.Until(t, ctx, name, fmt.Sprintf(`(b => { b.value = %q; b.setSelectionRange(%d, %d); const d = new DataTransfer(); d.setData('text/plain', 'x'); d.setData('text/html', %q);
			b.dispatchEvent(new ClipboardEvent('paste', {clipboardData: d, bubbles: true, cancelable: true})); return true })(document.querySelector('#body'))`, c.text, c.from, c.to, c.html))
		browsertest.Until(t, ctx, name+", apart", fmt.Sprintf("document.querySelector('#body').value.replace(/-{3,}/g, '---').replace(/ +\\|/g, ' |') === %q", c.want))
	}
}

// Pressed twice, a mark is gone again.
func TestAMarkIsTakenAwayAsItWasMade(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	value := func(want string) string {
		return fmt.Sprintf("document.querySelector('#body').value === %q && ((b) => b.value.slice(b.selectionStart, b.selectionEnd))(document.querySelector('#body')).includes('hello')", want)
	}
	ctrl := func(key string) chromedp.Action[chromedp.Void] {
		return chromedp.KeyEvent(key, chromedp.KeyModifiers(chromedp.ModifierCtrl))
	}
	do(t, ctx, "write", chromedp.Navigate(p.url+"/knowledge/p/net/new"), chromedp.Click("#body"))
	browsertest.Until(t, ctx, "a word", "(b => { b.value = 'say hello now'; b.setSelectionRange(4, 9); return true })(document.querySelector('#body'))")
	for _, step := range []struct{ key, want string }{{"b", "say **hello** now"}, {"i", "say ***hello*** now"}, {"b", "say *hello* now"}, {"b", "say ***hello*** now"}, {"i", "say **hello** now"}, {"b", "say hello now"}} {
		do(t, ctx, "press", ctrl(step.key))
		browsertest.Until(t, ctx, step.key+" makes "+step.want, value(step.want))
	}
	browsertest.Until(t, ctx, "with its marks", "(b => { b.value = 'say **hello** now'; b.setSelectionRange(4, 13); return true })(document.querySelector('#body'))")
	do(t, ctx, "press", ctrl("b"))
	browsertest.Until(t, ctx, "without them", value("say hello now"))
}

// The numbers and points of a message stand within its bubble, and what is nested stands deeper.
func TestAMessageIsShownAsTheChatShowsIt(t *testing.T) {
	r := newRig(t)
	r.looks = []editor.Look{{Name: "Web chat", Show: func(md string) []template.HTML { return []template.HTML{knowledge.RenderLines(md)} }}}
	id := r.article("steps", "en", "Steps", "Do this:\n\n1. Unplug\n   - the router\n2. Wait")
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	do(t, ctx, "look", chromedp.Navigate(p.url+at(id, "/edit")), chromedp.Click("[data-look='1']"))
	browsertest.Until(t, ctx, "indented", `(b => b && [...b.querySelectorAll('ol, ul')].length === 2 && [...b.querySelectorAll('ol, ul')].every((l) => parseFloat(getComputedStyle(l).paddingInlineStart) >= 20) &&
		b.querySelector('ul li').getBoundingClientRect().x > b.querySelector('ol > li').getBoundingClientRect().x + 15)(document.querySelector('.message-look'))`)
	browsertest.Shot(t, ctx, "message-lists")
}

// Where nothing answers, saving stays on the page and says so.
func TestSavingWithoutAServerStaysOnThePage(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "One.")
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	do(t, ctx, "write", chromedp.Navigate(p.url+at(id, "/edit")))
	browsertest.Until(t, ctx, "the server is out of reach", "window.real ??= window.fetch, "+away)
	browsertest.Until(t, ctx, "she writes", typing("One. Two."))
	browsertest.Until(t, ctx, "she is told", says(".state", "in this browser only: the server cannot be reached"))
	do(t, ctx, "save", chromedp.Click("[value=save]"))
	browsertest.Until(t, ctx, "she stays", says("#toasts", "What you wrote stays here")+" && document.querySelector('#body').value === 'One. Two.'")
	browsertest.Until(t, ctx, "it is back", "(window.fetch = window.real) !== null")
	do(t, ctx, "save", chromedp.Click("[value=save]"))
	browsertest.Until(t, ctx, "saved", says(".fine", "Saved as a new version"))
}

func TestAListGoesOnAndEnds(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	value := func(want string) string { return fmt.Sprintf("document.querySelector('#body').value === %q", want) }
	do(t, ctx, "a list", chromedp.Navigate(p.url+"/knowledge/p/net/new"), chromedp.SendKeys("#body", "- one\rtwo\r\rText\r1. first\rsecond"))
	browsertest.Until(t, ctx, "its marks", value("- one\n- two\n\nText\n1. first\n2. second"))
	browsertest.Until(t, ctx, "nothing", typing(""))
	do(t, ctx, "marks by hand", chromedp.SendKeys("#body", "- one\r- two\r\r9) nine\r10) ten"))
	browsertest.Until(t, ctx, "each mark once", value("- one\n- two\n\n9) nine\n10) ten"))
}

// A link stands where the cursor was, also where it was looked for by keys.
func TestALinkStandsWhereTheCursorWas(t *testing.T) {
	r := newRig(t)
	r.help = true
	r.article("restart", "en", "Restart the router", "Pull the plug.")
	id := r.article("lights", "en", "Lights", "Green is good. Red is bad.")
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	do(t, ctx, "write", chromedp.Navigate(p.url+at(id, "/edit")), chromedp.Click("#body"))
	browsertest.Until(t, ctx, "a word is chosen", "(b => { b.focus(); b.setSelectionRange(15, 18); return true })(document.querySelector('#body'))")
	do(t, ctx, "by keys", chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierCtrl, chromedp.ModifierShift)))
	browsertest.Until(t, ctx, "the search", "document.activeElement.matches('[data-links] input')")
	browsertest.Until(t, ctx, "the browser forgets the place", "(b => { b.setSelectionRange(0, 0); return true })(document.querySelector('#body'))")
	do(t, ctx, "another word", chromedp.KeyEvent("router"))
	browsertest.Until(t, ctx, "what is found", says("[data-links]", "Restart the router"))
	do(t, ctx, "choose", chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "the link", "document.querySelector('#body').value === 'Green is good. [Red](/help/en/net/restart) is bad.'")
}
