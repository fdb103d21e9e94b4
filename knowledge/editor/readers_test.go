package editor_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
)

func TestEditorsLearnWhatReadersOfTheHelpCentreMissed(t *testing.T) {
	r := newRig(t)
	id := r.article("lights", "en", "What the lights mean", "Green is good.")
	for i := range 4 {
		if err := r.store.Vote(t.Context(), id, i == 0); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.store.NoteOfReader(t.Context(), id, "<b>What</b> if it blinks?"); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"static ip address", "static ip address", "gift cards"} {
		if err := r.store.SearchedInVain(t.Context(), "en", q); err != nil {
			t.Fatal(err)
		}
	}
	p := r.person("Maria", true)
	p.shows("/knowledge/check-up", "Not helpful to readers", "What the lights mean", "3 not helped, 1 helped", "&lt;b&gt;What&lt;/b&gt; if it blinks?")
	p.shows(at(id, ""), "Readers say", "<b>3</b> not helped")
	r.again(id, 1, "Green is good, blinking is not.", true)
	hasNot(t, "what was mended", p.shows("/knowledge/check-up"), "Not helpful to readers")

	ctx := browsertest.New(t)
	do(t, ctx, "gaps", chromedp.Navigate(p.url+"/knowledge/gaps"))
	browsertest.Until(t, ctx, "what was searched for", says("[aria-labelledby=searches]", "static ip address")+" && "+says("[aria-labelledby=searches]", "2 times"))
	views(t, ctx, "searches")
	do(t, ctx, "write it", chromedp.Click("[aria-labelledby=searches] a"))
	browsertest.Until(t, ctx, "the project is asked", says("blockquote", "static ip address"))
	do(t, ctx, "choose", chromedp.Click(".titles a"))
	browsertest.Until(t, ctx, "the form", "document.querySelector('[name=title]')?.value === 'static ip address' && document.querySelector('[name=questions]').value === 'static ip address' && document.querySelector('[name=language]').value === 'en'")
	if code, to := p.post("/knowledge/searches/forget", "lang", "en", "text", "static ip address"); code != http.StatusSeeOther || !strings.HasPrefix(to, "/knowledge/gaps") {
		t.Error(code, to)
	}
	hasNot(t, "the list", p.shows("/knowledge/gaps", "gift cards"), "static ip address")
}
