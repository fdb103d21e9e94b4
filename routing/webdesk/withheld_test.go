package webdesk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/routing"
)

// TestWhatIsForColleaguesIsRefusedWithoutItsDraftToo by the form and by the change of a message, and what was said of it leaves the page
// once something else has gone out.
func TestWhatIsForColleaguesIsRefusedWithoutItsDraftToo(t *testing.T) {
	const inside, words = "If the parcel is late by a week, offer a discount of up to 20 %.", "This draft is for colleagues only"
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob", "When is the delivery?")
	if code, answer := ann.send(conv(id, "/reply"), map[string]string{"draft": "0", "text": inside}, nil); code != 422 || !strings.Contains(answer, words) {
		t.Errorf("without the draft: %d %s", code, answer)
	}
	ctx := browsertest.New(t, "422")
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the drafts", "document.querySelectorAll('[data-draft]').length === 3")
	do(t, ctx, "reword it, and send it as it is", chromedp.Click("[data-draft].internal [data-act=edit-draft]"), chromedp.Click("#send"))
	browsertest.Until(t, ctx, "refused", says("#toasts", words)+" && !document.querySelector('#send').disabled")
	do(t, ctx, "without the draft", chromedp.Click("#unuse"), chromedp.Click("#send"))
	browsertest.Until(t, ctx, "refused again", says("#toasts", words)+" && document.querySelector('#using').hidden && !document.querySelector('#send').disabled")
	browsertest.Shot(t, ctx, "withheld")
	do(t, ctx, "in other words", chromedp.SetValue("#reply-text", "I am sorry: you get a discount."), chromedp.Click("#send"))
	browsertest.Until(t, ctx, "it is sent, and nothing is said of another text", says("#part-timeline", "you get a discount")+" && !document.querySelector('#toasts .bad')")

	var message int64
	r.until("delivery", func() bool {
		return r.pool.QueryRow(t.Context(), `SELECT id FROM messages WHERE author = 'operator' AND state = 'sent'`).Scan(&message) == nil
	})
	if code, answer := ann.post(fmt.Sprintf("/desk/message/%d/edit", message), "conversation", fmt.Sprint(id), "text", inside); code != 422 || !strings.Contains(answer, words) {
		t.Errorf("as another wording: %d %s", code, answer)
	}
	if r.channel.said("discount of up to") {
		t.Errorf("sent %q", r.channel.texts())
	}
}
