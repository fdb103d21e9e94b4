package webdesk_test

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/assist"
	"switchboard/channels/webchat/browsertest"
	"switchboard/routing"
)

// dragoman is an Author that only translates.
type dragoman struct{ routing.Author }

func (dragoman) Write(context.Context, assist.Dialogue, []assist.Source, func(assist.Written) error) (assist.Written, error) {
	return assist.Written{}, nil
}

func (dragoman) Reword(_ context.Context, r assist.Rewording) (assist.Reworded, error) {
	return assist.Reworded{Text: "Доставка триває 2–3 робочі дні по країні.", Lang: r.Lang}, nil
}

const (
	hidden = "!document.querySelector('#foreign').checkVisibility()"
	warned = "document.querySelector('#foreign').checkVisibility()"
)

func TestAnotherLanguageThanTheCustomersIsSaidBesideSend(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Марія", "Добрий день! Скажіть, будь ласка, коли буде delivery мого замовлення?")
	same := r.customer("v2", "Eve Green", "Hello, how long does the delivery of my order take?")
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "it is said in the draft", says("[data-n='1'] .foreign", "This is in English, the customer writes Ukrainian."))
	browsertest.Until(t, ctx, "no tool where no model is", "!document.querySelector('[data-act=translate-draft], #foreign-into')")
	do(t, ctx, "edit the draft", press("1"))
	browsertest.Until(t, ctx, "it is said beside Send", warned+" && "+says("#foreign", "in English, the customer writes Ukrainian"))
	browsertest.Shot(t, ctx, "foreign-reply")
	browsertest.Accessible(t, ctx, "a reply in another language")
	do(t, ctx, "look at another conversation", chromedp.Click("#list [data-tab=waiting]"))
	browsertest.Until(t, ctx, "the other one", says("#part-list", "Eve Green"))
	do(t, ctx, "open it", chromedp.Click("#part-list .conv:not([aria-current])"))
	browsertest.Until(t, ctx, "nothing of it there", says("#part-head", "Eve Green")+" && "+hidden+" && !document.querySelector('.draft .foreign')")
	do(t, ctx, "write what she understands", chromedp.SendKeys("#reply-text", "Your order will arrive within two or three days."))
	browsertest.Until(t, ctx, "it was heard", "performance.getEntriesByType('resource').some((e) => e.name.endsWith('/"+strings.TrimPrefix(conv(same, "/language"), "/desk/c/")+"'))")
	browsertest.Until(t, ctx, "and is no matter", hidden)
	do(t, ctx, "back", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "it is said again", warned)
	do(t, ctx, "a phone", browsertest.Phone())
	browsertest.Until(t, ctx, "it is said there", warned+" && document.documentElement.scrollWidth <= innerWidth")
	browsertest.Shot(t, ctx, "foreign-reply-phone")
	do(t, ctx, "send it all the same, at once", browsertest.Desktop(), chromedp.SendKeys("#reply-text", kb.End), chromedp.Click("#send"))
	browsertest.Until(t, ctx, "it is sent", says("#part-timeline li.msg:last-of-type", "2–3 working days")+" && "+hidden)
	if n := count(r, `SELECT count(*) FROM events WHERE what = 'sent despite'`); n != 0 {
		t.Error("a reason is on record that nobody gave")
	}
}

func TestADraftInAnotherLanguageIsTranslatedByOnePress(t *testing.T) {
	r := newRig(t, dragoman{})
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Марія", "Добрий день! Скажіть, будь ласка, коли буде delivery мого замовлення?")
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the way out", says("[data-n='1'] .row", "Into Ukrainian"))
	browsertest.Shot(t, ctx, "foreign-draft")
	do(t, ctx, "translate", chromedp.Click("[data-n='1'] [data-act=translate-draft]"))
	browsertest.Until(t, ctx, "the translation is offered", says("#wording", "Доставка триває"))
	do(t, ctx, "use it", chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "it is in the reply, and nothing is said of it", "document.querySelector('#reply-text').value.startsWith('Доставка') && "+hidden)
	do(t, ctx, "undo", chromedp.Click("#unword"))
	browsertest.Until(t, ctx, "the tool beside the warning", warned+" && "+says("#foreign", "Into Ukrainian"))
	browsertest.Shot(t, ctx, "foreign-tool")
	do(t, ctx, "a phone", browsertest.Phone())
	browsertest.Until(t, ctx, "the tool is large enough for a finger", warned+" && document.querySelector('#foreign-into').offsetHeight >= 40 && document.documentElement.scrollWidth <= innerWidth")
	browsertest.Shot(t, ctx, "foreign-tool-phone")
	browsertest.Accessible(t, ctx, "another language on a phone")
	do(t, ctx, "a screen again", browsertest.Desktop())
	do(t, ctx, "press it", chromedp.Click("#foreign-into"))
	browsertest.Until(t, ctx, "offered again", says("#wording", "Доставка триває"))
	do(t, ctx, "use and send it", chromedp.KeyEvent(kb.Enter), chromedp.Click("#send"))
	r.until("Ukrainian at the customer", func() bool { return r.channel.said("Доставка триває") })
}
