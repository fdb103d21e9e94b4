package webdesk_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/routing"
)

func TestADraftShowsTheEarlierQuestionsThatItIsLike(t *testing.T) {
	r := newRig(t)
	ann, sal := r.hire("Ann Arden", routing.RoleOperator, "support"), r.hire("Sal Sand", routing.RoleOperator, "sales")
	id := r.customer("v1", "Bob Brown", "So when is the delivery?")
	var draft int64
	if err := r.pool.QueryRow(t.Context(), `SELECT id FROM suggestions WHERE conversation_id = $1 AND earlier = 14`, id).Scan(&draft); err != nil {
		t.Fatal(err)
	}
	at := conv(id, fmt.Sprintf("/draft/%d/like", draft))
	if code, page := ann.get(at); code != http.StatusOK || !strings.Contains(page, "when is my &lt;b&gt;delivery&lt;/b&gt; due") {
		t.Errorf("%d %s", code, page)
	}
	for _, bad := range []string{conv(id, "/draft/x/like"), conv(id, "/draft/999999/like"), conv(id+1000, fmt.Sprintf("/draft/%d/like", draft))} {
		if code, _ := ann.get(bad); code != http.StatusNotFound {
			t.Errorf("%s: %d", bad, code)
		}
	}
	if code, _ := sal.get(at); code != http.StatusNotFound {
		t.Errorf("a colleague who may not see the conversation: %d", code)
	}
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the number", says("#part-drafts", "Like 14 earlier questions"))
	do(t, ctx, "peek", chromedp.Click(".like summary"))
	browsertest.Until(t, ctx, "the questions", says(".like .earlier", "13 times")+" && "+says(".like .earlier", "order ●●●●"))
	browsertest.Shot(t, ctx, "desk-earlier")
	browsertest.Accessible(t, ctx, "earlier questions")
	do(t, ctx, "phone", chromedp.EmulateViewport(390, 844), chromedp.Click("[data-view=help]"))
	browsertest.Shot(t, ctx, "desk-earlier-phone")
	browsertest.Accessible(t, ctx, "earlier questions on a phone")
}
