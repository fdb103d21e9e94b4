package webdesk_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/routing"
)

// Each of several drafts says which of the customer's questions it answers, and the others stay when one is sent.
func TestDraftsSayWhichQuestionTheyAnswer(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "Do you have a gift <b>box</b>? Where is the shop?")
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the questions", says("[data-n='1']", "Answers “Do you have a gift <b>box</b>?”")+" && "+says("[data-n='2']", "Answers “Where is the shop?”"))
	browsertest.Accessible(t, ctx, "drafts for several questions")
	browsertest.Shot(t, ctx, "desk-several")
	do(t, ctx, "send the first", chromedp.Click("[data-n='1'] [data-act=send-draft]"))
	browsertest.Until(t, ctx, "the other one alone", "document.querySelectorAll('[data-draft]').length === 1 && "+says("[data-n='1']", "Market Square"))
	browsertest.Until(t, ctx, "the list goes with her", fmt.Sprintf("document.querySelector('[data-tab=mine]').ariaPressed === 'true' && document.querySelector('[data-key=c%d]')?.ariaCurrent === 'true'", id))
	browsertest.Until(t, ctx, "the summary of that", says("#part-handoff", "by an operator"))
	do(t, ctx, "send it, too", look, chromedp.Click("[data-n='1'] [data-act=send-draft]"))
	r.until("both at the customer", func() bool { return r.channel.said("costs 3 €") && r.channel.said("Market Square") })
	do(t, ctx, "on a phone", browsertest.Phone(), chromedp.Click("[data-view=help]"))
	browsertest.Shot(t, ctx, "desk-several-phone")
}
