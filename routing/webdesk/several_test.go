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

// What was asked first keeps its quote below the drafts for what is asked next, with the customer's words above it.
func TestAnEarlierQuestionKeepsItsQuote(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "How long does the delivery take?")
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "its drafts", "document.querySelectorAll('[data-draft]').length === 3")
	r.customer("v1", "Bob Brown", "Do you have a gift <b>box</b>? Where is the shop?")
	browsertest.Until(t, ctx, "all three questions", "document.querySelectorAll('[data-draft]').length === 3 && "+says("[data-n='1']", "Answers “Do you have a gift <b>box</b>?”")+
		" && "+says("[data-n='2']", "Answers “Where is the shop?”")+" && "+says("[data-n='3']", "Answers “How long does the delivery take?”")+" && "+says("[data-n='3']", "2–3 working days"))
	browsertest.Shot(t, ctx, "desk-earlier-question")
	for left := 2; left >= 0; left-- {
		do(t, ctx, "send the last", look, chromedp.Click(fmt.Sprintf("[data-n='%d'] [data-act=send-draft]", left+1)))
		browsertest.Until(t, ctx, "the others stay", fmt.Sprintf("document.querySelectorAll('[data-draft]').length === %d", left))
	}
	r.until("all are sent", func() bool {
		return r.channel.said("working days") && r.channel.said("Market Square") && r.channel.said("costs 3 €")
	})
}
