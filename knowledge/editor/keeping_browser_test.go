package editor_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels/webchat/browsertest"
)

const (
	away      = "window.fetch = () => Promise.reject(new Error('down'))"
	signedOut = "window.real ??= window.fetch, window.fetch = () => Promise.resolve(new Response('', {status: 401}))"
	leaves    = "dispatchEvent(new Event('beforeunload', {cancelable: true}))"                                                                            // true: nothing is asked
	quiet     = "![...document.querySelectorAll('[role=status], [role=alert], [aria-live]')].some((l) => l.querySelector('time, .difference, textarea'))" // what is read aloud changes only with what it tells
)

func TestLeavingAsksOnlyAboutWhatIsKeptNowhere(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "One.")
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	do(t, ctx, "write", chromedp.Navigate(p.url+at(id, "/edit")))
	browsertest.Until(t, ctx, "she writes", typing("One. Two."))
	browsertest.Until(t, ctx, "it is kept", says(".state", "Autosaved "))
	browsertest.Until(t, ctx, "she may leave", leaves)
	browsertest.Until(t, ctx, "she leaves with her last words", typing("One. Two. Three.")+" && "+leaves+" && !location.assign('/knowledge')")
	browsertest.Until(t, ctx, "they are on the server", says(".unsaved", "Router"))
	browsertest.Until(t, ctx, "this browser forgets", "localStorage.clear() === undefined")
	do(t, ctx, "return", chromedp.Navigate(p.url+at(id, "/edit")))
	browsertest.Until(t, ctx, "all of it", "document.querySelector('#body')?.value === 'One. Two. Three.'")
	browsertest.Until(t, ctx, "the server is out of reach", away)
	browsertest.Until(t, ctx, "she writes", typing("One. Two. Three. Four."))
	browsertest.Until(t, ctx, "she is told", says(".state", "in this browser only: the server cannot be reached"))
	browsertest.Until(t, ctx, "leaving is warned of", "!"+leaves)
}

// Keeping the same text again and again is not read aloud again and again.
func TestKeepingIsToldOnce(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "One.")
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	do(t, ctx, "write", chromedp.Navigate(p.url+at(id, "/edit")))
	browsertest.Until(t, ctx, "she writes", typing("One. Two."))
	browsertest.Until(t, ctx, "it is kept", says(".state", "Autosaved "))
	browsertest.Until(t, ctx, "somebody listens", `(window.heard = 0, new MutationObserver((all) => { window.heard += all.filter((m) => m.target.closest?.("[role=status], [role=alert], [aria-live]")).length; }).observe(document.body, {childList: true, characterData: true, subtree: true}), true)`)
	browsertest.Until(t, ctx, "answers are counted", "window.real = window.fetch, window.kept = 0, window.fetch = (...a) => window.real(...a).finally(() => setTimeout(() => window.kept++, 50))")
	browsertest.Until(t, ctx, "it is kept twice more", "window.kept > 1 || (document.dispatchEvent(new Event('visibilitychange')), false)")
	browsertest.Until(t, ctx, "nothing is said of it", "window.heard === 0")
	browsertest.Until(t, ctx, "nor of the time", quiet)
}

func TestWhatWasTypedWhileTheServerWasAwayIsOffered(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "One.")
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	do(t, ctx, "write", chromedp.Navigate(p.url+at(id, "/edit")))
	browsertest.Until(t, ctx, "she writes", typing("One. Two."))
	browsertest.Until(t, ctx, "it is kept", says(".state", "Autosaved "))
	browsertest.Until(t, ctx, "the server is out of reach", away)
	browsertest.Until(t, ctx, "she writes more", typing("One. Two. Three."))
	browsertest.Until(t, ctx, "the browser keeps it", fmt.Sprintf("localStorage.getItem('knowledge:draft:a%d')?.includes('Three')", id))

	again := browsertest.Tab(t, ctx)
	do(t, again, "return", chromedp.Navigate(p.url+at(id, "/edit")))
	browsertest.Until(t, again, "what the server has", "document.querySelector('#body')?.value === 'One. Two.'")
	browsertest.Until(t, again, "what the browser has", says("[data-kept]", "It differs from what is below"))
	views(t, again, "kept-twice")
	do(t, again, "go on", chromedp.Click("[data-kept] .primary"))
	browsertest.Until(t, again, "all of it, with the cursor in it", "document.querySelector('#body').value === 'One. Two. Three.' && document.activeElement.id === 'body'")
}

func TestAWriterWhoIsSignedOutSignsInBesideTheText(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "One.")
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	do(t, ctx, "write", chromedp.Navigate(p.url+at(id, "/edit")))
	browsertest.Until(t, ctx, "her session ends", signedOut)
	do(t, ctx, "write on", chromedp.SendKeys("#body", kb.End+" Two."))
	browsertest.Until(t, ctx, "she is told", says("[data-signed-out]:not([hidden])", "You are signed out")+" && "+says(".state", "you are signed out"))
	views(t, ctx, "signed-out")
	do(t, ctx, "save", chromedp.Click("[value=publish]"))
	browsertest.Until(t, ctx, "she stays, and is led to sign in", "document.activeElement.matches('[data-signed-out] a') && document.querySelector('#body').value === 'One. Two.'")
	browsertest.Until(t, ctx, "she has signed in in another tab", "(window.fetch = window.real) !== null")
	do(t, ctx, "save again", chromedp.Click("[value=publish]"))
	browsertest.Until(t, ctx, "published", says(".fine", "Published"))
	if d := r.read(id); d.Versions[0].Body != "One. Two." {
		t.Errorf("%q", d.Versions[0].Body)
	}
}

func TestWhatIsNotSavedIsDiscardedWithoutOpeningIt(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	for i := range 4 {
		if code, page := p.post("/knowledge/keep", "form", fmt.Sprint("new:net:asked", i), "dirty", "1", "title", fmt.Sprint("Story ", i)); code != 200 {
			t.Fatal(code, page)
		}
	}
	has(t, "the list", p.shows("/knowledge"), "All 4")
	ctx := browsertest.New(t)
	do(t, ctx, "the day", chromedp.Navigate(p.url+"/knowledge/today"))
	browsertest.Until(t, ctx, "this browser has it too", "localStorage.setItem('knowledge:draft:new:net:asked3', '{}') === undefined")
	do(t, ctx, "discard the last", chromedp.Click("#begun + ul li:first-child summary"))
	views(t, ctx, "discard")
	do(t, ctx, "discard the last", chromedp.Click("#begun + ul li:first-child button"))
	browsertest.Until(t, ctx, "it is gone", "document.querySelectorAll('#begun + ul li').length === 3 && !"+says("#begun + ul", "Story 3")+" && localStorage.getItem('knowledge:draft:new:net:asked3') === null")
}

func TestAMessageNeverLiesOverTheButtons(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	ctx := browsertest.New(t, "422")
	for name, view := range map[string]chromedp.Action[chromedp.Void]{"desktop": browsertest.Desktop(), "phone": chromedp.EmulateViewport(390, 844)} {
		do(t, ctx, "visit", view, chromedp.Navigate(p.url+"/knowledge/p/net/new"), chromedp.SetUploadFiles("[data-file]", []string{file(t, "evil.svg", "<svg onload=alert(1)>")}))
		browsertest.Until(t, ctx, "why it is not taken", says("#toasts", "not taken"))
		browsertest.Shot(t, ctx, "toast-"+name)
		browsertest.Until(t, ctx, name+": each button can be pressed", `[...document.querySelectorAll(".save-bar button:not(.no-script), .save-bar a")].filter(b => b.offsetParent).every(b => {
			const r = b.getBoundingClientRect();
			return b.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2));
		})`)
	}
}
