package editor_test

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels/webchat/browsertest"
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
