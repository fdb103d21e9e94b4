package editor_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

// Who works by keyboard alone goes on from where a press has led, and not from the top of the page.
func TestTheFocusIsWhereAPressHasLed(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "Restart it.")
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	focus := func(selector string) string {
		return "document.activeElement?.matches(" + strconv.Quote(selector) + ")"
	}
	do(t, ctx, "edit", chromedp.Navigate(p.url+at(id, "/edit")))
	browsertest.Until(t, ctx, "the form is ready", "!document.querySelector('[data-tools]').hidden")
	do(t, ctx, "into the tools", chromedp.Focus("[name=audience]:checked"), chromedp.KeyEvent(kb.Tab))
	browsertest.Until(t, ctx, "the first tool", focus("[data-tool=heading]"))
	do(t, ctx, "along them", chromedp.KeyEvent(kb.ArrowRight))
	browsertest.Until(t, ctx, "the next tool", focus("[data-tool=bold]"))
	do(t, ctx, "to the last", chromedp.KeyEvent(kb.ArrowLeft+kb.ArrowLeft))
	browsertest.Until(t, ctx, "the last tool", focus("[data-upload]"))
	do(t, ctx, "past them", chromedp.KeyEvent(kb.Tab))
	browsertest.Until(t, ctx, "they are one stop", focus("#body"))
	do(t, ctx, "back", chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
	browsertest.Until(t, ctx, "where it was left", focus("[data-upload]"))
	do(t, ctx, "write", chromedp.SendKeys("#body", " Wait."), chromedp.Focus("[name=do][value=publish]"), chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "what was done", focus("[data-done]")+" && "+says("[data-done]", "readers see it now"))

	do(t, ctx, "the menu", chromedp.Focus(".menu summary"), chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "it is open", "document.querySelector('.menu').open")
	do(t, ctx, "into it", chromedp.KeyEvent(kb.Tab))
	browsertest.Until(t, ctx, "it stays while one is in it", "document.querySelector('.menu').open && document.activeElement.closest('.menu-body')")
	do(t, ctx, "out of it", chromedp.Focus("[data-edit]"))
	browsertest.Until(t, ctx, "it is closed", "!document.querySelector('.menu').open")

	do(t, ctx, "the list", chromedp.Navigate(p.url+"/knowledge"), chromedp.Focus("[data-pick]"), chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "Enter ticks", "document.querySelector('[data-pick]').checked && "+says("[data-chosen]", "1 article chosen"))
	do(t, ctx, "nothing chosen to do", chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "and unticks", "!document.querySelector('[data-pick]').checked")
}

// Arrow keys go through what a filter offers; the page is left only by pressing Show.
func TestAFilterIsChosenByArrowKeys(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	for path, state := range map[string]string{"/knowledge/gaps": "dismissed", "/knowledge/memory": "waits+for+a+second+voice", "/knowledge/memory/departments": "quarantined"} {
		do(t, ctx, path, chromedp.Navigate(p.url+path))
		browsertest.Until(t, ctx, "the page is known again", "(window.stays = true)")
		do(t, ctx, "to the second", chromedp.Focus(".filters [name=state]"), chromedp.KeyEvent(kb.ArrowDown+kb.ArrowDown))
		browsertest.Until(t, ctx, "it is chosen, and the page stays", "window.stays && document.activeElement.matches('.filters [name=state]') && document.activeElement.selectedIndex === 2")
		do(t, ctx, "show it", chromedp.Focus(".filters button"), chromedp.KeyEvent(kb.Enter))
		browsertest.Until(t, ctx, "what was chosen", "!window.stays && location.search.includes('state="+state+"')")
		browsertest.Shot(t, ctx, "filter-"+state)
	}
}

// covered names what has the focus, if a bar of the page hides more than half of it.
const covered = `(() => { const e = document.activeElement;
	if (!e || e === document.body || e.closest(".top, .save-bar, .batch, .skip")) return "";
	const r = e.getBoundingClientRect(), room = {top: Math.max(r.top, document.querySelector(".top").getBoundingClientRect().bottom), bottom: Math.min(r.bottom, innerHeight)};
	for (const bar of document.querySelectorAll(".save-bar, .batch")) if (getComputedStyle(bar).position === "sticky" && bar.offsetHeight) room.bottom = Math.min(room.bottom, bar.getBoundingClientRect().top);
	return room.bottom - room.top < Math.min(r.height, innerHeight / 4) / 2 ? (e.id || e.name || e.textContent || e.tagName).slice(0, 40) : ""; })()`

// What has the focus can be seen, whatever bars the page has and however small the window is.
func TestWhatHasTheFocusIsSeen(t *testing.T) {
	r := newRig(t)
	ids := r.petros(30)
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	for _, size := range [][2]int64{{1280, 800}, {390, 844}, {844, 390}} {
		for _, path := range []string{at(ids[0], "/edit"), "/knowledge"} {
			do(t, ctx, path, chromedp.EmulateViewport(size[0], size[1]), chromedp.Navigate(p.url+path))
			browsertest.Until(t, ctx, "its script has run", "document.documentElement.matches('.script')")
			if path == "/knowledge" {
				do(t, ctx, "tick", chromedp.Focus("[data-pick]"), chromedp.KeyEvent(kb.Enter))
			}
			for _, way := range []chromedp.Modifier{chromedp.ModifierNone, chromedp.ModifierShift} {
				for range 45 {
					do(t, ctx, "Tab", chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(way)))
					if name, err := chromedp.Run(ctx, chromedp.Evaluate[string](covered)); err != nil || name != "" {
						browsertest.Shot(t, ctx, fmt.Sprint("covered-", size[0]))
						t.Errorf("%s at %v, modifier %d: %q is covered (%v)", path, size, way, name, err)
					}
				}
			}
		}
	}
}

// A publication that breaks a test question asks for a reason, and is sent from where the reason is given.
func TestAPublicationIsSentFromWhereItsReasonIsGiven(t *testing.T) {
	r := newRig(t)
	r.trier = r.wordTrier()
	id := r.article("router", "en", "Router", "Restart it.")
	if err := r.store.AddMustFind(t.Context(), knowledge.MustFind{Project: "net", Key: "router", Text: "where is my router", Lang: "en", By: "Maria"}); err != nil {
		t.Fatal(err)
	}
	p := r.person("Maria", true)
	ctx := browsertest.New(t, "409")
	do(t, ctx, "publish", chromedp.Navigate(p.url+at(id, "/edit")), chromedp.SetValue("[name=title]", "Modem"), chromedp.Click("#save [value=publish]"))
	browsertest.Until(t, ctx, "what it breaks has the focus", "document.activeElement?.matches('.conflict') && "+says(".conflict", "where is my router"))
	do(t, ctx, "without a reason", chromedp.Click(".conflict [value=publish]"))
	browsertest.Until(t, ctx, "the field says what is missing", "document.activeElement?.matches('[name=reason][aria-invalid=true][aria-describedby=wrong-reason]') && "+says("#wrong-reason", "say why"))
	views(t, ctx, "reasonless")
	do(t, ctx, "with one", chromedp.KeyEvent("Modems replaced them."+kb.Tab+kb.Enter))
	browsertest.Until(t, ctx, "it is published", says("[data-done]", "readers see it now"))
}

// Read on its own, as a screen reader lists them, a button of a row tells which row it acts on.
func TestButtonsSayWhatTheyActOn(t *testing.T) {
	r := gapped(t)
	id := r.article("router", "en", "Router", "Restart it.")
	r.again(id, 1, "Restart it twice.", true)
	r.again(id, 2, "Restart it thrice.", false)
	for i, text := range []string{"my router is dead", "my router blinks"} {
		if err := r.store.AddMustFind(t.Context(), knowledge.MustFind{Project: "net", Key: "router", Text: text, Lang: "en", By: "Maria"}); err != nil {
			t.Fatal(err)
		}
		l := knowledge.Lesson{Key: text, Article: id, Lang: "en", Text: text, Solved: i == 0, Role: "operator", Person: "operator/1", At: time.Now()}
		if _, err := r.store.Teach(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	for _, path := range []string{"/knowledge", "/knowledge/gaps", "/knowledge/must-find", "/knowledge/memory", "/knowledge/synonyms", "/knowledge/reports", at(id, "/versions"), at(id, "")} {
		do(t, ctx, path, chromedp.Navigate(p.url+path))
		twice, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`(all => all.filter((name, i) => all.indexOf(name) < i))([...document.querySelectorAll("main button, main a.button")].map(b => b.textContent.trim()))`))
		if err != nil || len(twice) > 0 {
			t.Errorf("%s: buttons alike: %q (%v)", path, twice, err)
		}
	}
}

// A field is named by its label alone; its hint, and what is wrong with it, describe it.
func TestWhatIsWrongWithAFieldDescribesIt(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	ctx := browsertest.New(t, "422")
	do(t, ctx, "write", chromedp.Navigate(p.url+"/knowledge/p/net/new"), chromedp.SendKeys("[name=title]", "Prices"), chromedp.SendKeys("#body", "It costs 10."),
		chromedp.SetValue("[name=valid_from]", "2030-01-02"), chromedp.SetValue("[name=valid_until]", "2030-01-01"), chromedp.Click("#save [value=save]"))
	browsertest.Until(t, ctx, "what is wrong", says(".wrong", "")+` && (f => f.getAttribute("aria-describedby") === "hint-" + f.name + " wrong-" + f.name && f.labels[0].textContent.startsWith("Valid") && f.labels[0].textContent.length < 12)(document.activeElement)`)
	browsertest.Until(t, ctx, "no label has more than its name", "!document.querySelector('#write label :is(.wrong, .now, small:not(.muted))')")
	views(t, ctx, "wrong-day")
}
