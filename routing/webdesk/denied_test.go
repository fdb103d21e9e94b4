package webdesk_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/routing"
)

// What a model found not to answer stands beside the customer's words with that doubt.
func TestADraftThatAModelDeniedSaysSo(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "Do you have a gift <b>box</b>? Where is the shop?")
	if _, err := r.pool.Exec(t.Context(), `UPDATE suggestions SET verdict = 'denies' WHERE conversation_id = $1 AND text LIKE '%Market%'`, id); err != nil {
		t.Fatal(err)
	}
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the doubt", says("[data-n='2']", "finds no answer in it")+" && !"+says("[data-n='1']", "finds no answer in it"))
	browsertest.Accessible(t, ctx, "a draft that a model denied")
	browsertest.Shot(t, ctx, "desk-denied")
}
