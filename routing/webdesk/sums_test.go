package webdesk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/routing"
)

// returning is a customer who had a conversation three days ago and says of himself what the card lacks.
func returning(r *rig, ann *desk) int64 {
	r.Helper()
	before := r.customer("v1", "Bob Brown", "Do you sell the lamp in green?")
	if _, err := r.router.Reply(r.Context(), ann.op, before, routing.Reply{Text: "Yes, from March on."}); err != nil {
		r.Fatal(err)
	}
	if err := r.router.CloseConversation(r.Context(), ann.op, before, routing.Closing{Disposition: "informed"}); err != nil {
		r.Fatal(err)
	}
	if _, err := r.pool.Exec(r.Context(), `UPDATE conversations SET closed_at = now() - interval '3 days'`); err != nil {
		r.Fatal(err)
	}
	if _, err := r.pool.Exec(r.Context(), `UPDATE subscribers SET fields = '{"contract": "AB-54999"}'`); err != nil {
		r.Fatal(err)
	}
	r.customer("v1", "Bob Brown", "Hello, my name is Bob Brown-Miller, contract number AB-55017. Order 8841 has not come, this is unacceptable!")
	id := r.customer("v1", "Bob Brown", "You can call me on +44 20 7946 0958 after 6 pm.")
	r.until("what follows from the new words", func() bool {
		var n int
		err := r.pool.QueryRow(r.Context(), `SELECT max(conversation_id), count(*) FROM facts`).Scan(&id, &n)
		return err == nil && n == 4
	})
	return id
}

func TestSummaryFactsAndTheProposedEnding(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := returning(r, ann)
	ctx := browsertest.New(t, "409")
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the summary", says("#part-handoff", "Order 8841 has not come")+" && "+says("#part-handoff", "upset (“unacceptable”)")+" && "+says("#part-handoff", "informed · Do you sell the lamp in green?"))
	lines := "[...document.querySelectorAll('.summary dd')]"
	browsertest.Until(t, ctx, "a summary of short lines", lines+".length > 3 && "+lines+".every(d => getComputedStyle(d).webkitLineClamp === '2' && d.clientHeight <= 2.2 * parseFloat(getComputedStyle(d).lineHeight))")
	do(t, ctx, "in full", chromedp.Click(".unfold summary"))
	browsertest.Until(t, ctx, "whole lines", lines+".every(d => getComputedStyle(d).webkitLineClamp === 'none' && d.scrollHeight <= d.clientHeight + 1)")
	browsertest.Until(t, ctx, "the facts", "document.querySelectorAll('#part-facts .fact').length === 4 && "+says("#part-facts del", "Bob Brown"))
	for _, scheme := range []string{"light", "dark"} {
		do(t, ctx, scheme, browsertest.Scheme(scheme))
		browsertest.Accessible(t, ctx, scheme+", facts")
		browsertest.Shot(t, ctx, "facts-"+scheme)
	}
	do(t, ctx, "the message", chromedp.Click("#part-facts .fact:last-of-type [data-act=show-line]"))
	browsertest.Until(t, ctx, "the line", says(".pointed", "after 6 pm"))
	do(t, ctx, "accept by keyboard", chromedp.Focus("#part-facts .fact .accept"), chromedp.KeyEvent("\r"))
	browsertest.Until(t, ctx, "the name on the card, and the next fact in hand", "document.querySelector('#p-name').value === 'Bob Brown-Miller' && document.querySelectorAll('#part-facts .fact').length === 3 && document.activeElement.matches('#part-facts .accept')")
	browsertest.Until(t, ctx, "who did it", says("#part-timeline", "Ann Arden took into the customer’s card what the customer wrote: name"))
	do(t, ctx, "reject the telephone", look, chromedp.Click("#part-facts .fact form[action$=reject] button"))
	browsertest.Until(t, ctx, "two facts", "document.querySelectorAll('#part-facts .fact').length === 2 && !"+says("#part-facts", "telephone"))
	do(t, ctx, "the rest at once", chromedp.Click("#part-facts .facts-title .accept"))
	browsertest.Until(t, ctx, "the contract on the card", "[...document.querySelectorAll('#part-person [name=value]')].some(e => e.value === 'AB-55017')")
	browsertest.Until(t, ctx, "nothing on offer", "document.querySelector('#part-facts').children.length === 0")
	browsertest.Until(t, ctx, "the focus on the card", "document.activeElement.id === 'p-name'")
	r.customer("v1", "Bob Brown", "My address is 5 Oak Street, Riverton. I have a TP-Link Archer C6.")
	browsertest.Until(t, ctx, "more facts", "document.querySelectorAll('#part-facts .fact').length === 2")

	do(t, ctx, "phone", browsertest.Phone(), browsertest.Scheme("light"), chromedp.Click(".bar [data-view=help]"))
	browsertest.Until(t, ctx, "the facts under the thumb", "document.querySelector('#part-facts .accept').getBoundingClientRect().height >= 44")
	browsertest.Accessible(t, ctx, "phone, facts")
	browsertest.Shot(t, ctx, "facts-phone")
	do(t, ctx, "show from the phone", chromedp.Click("#part-facts [data-act=show-line]"))
	browsertest.Until(t, ctx, "the words", "document.querySelector('.pointed').checkVisibility()")

	do(t, ctx, "close", browsertest.Desktop(), press("t"), press("e"))
	browsertest.Until(t, ctx, "the proposal", says("#part-closing .proposal", "Proposed: complaint – the customer is upset (“unacceptable”)")+" && document.querySelector('#part-closing :checked').value === 'complaint'")
	browsertest.Accessible(t, ctx, "close")
	browsertest.Shot(t, ctx, "close")
	do(t, ctx, "confirm by one key", chromedp.KeyEvent("\r"))
	browsertest.Until(t, ctx, "the end", says("#part-head", "Closed: complaint")+" && "+says("#part-handoff", "How it went"))
	browsertest.Shot(t, ctx, "closed")
	var proposed, chosen string
	if err := r.pool.QueryRow(t.Context(), `SELECT proposed, chosen FROM closings WHERE conversation_id = $1`, id).Scan(&proposed, &chosen); err != nil || proposed != "complaint" || chosen != "complaint" {
		t.Errorf("%q, %q, %v", proposed, chosen, err)
	}
}

func TestFactsAreTextAndAreAcceptedOnlyAsSeen(t *testing.T) {
	r := newRig(t)
	ann, sal := r.hire("Ann Arden", routing.RoleOperator, "support"), r.hire("Sal Snow", routing.RoleOperator, "sales")
	id := r.customer("v1", "Eve", `Hello, my address is <script>alert(1)</script> 5 "Oak" Street & Sons`)
	_, page := ann.get(conv(id, "/parts"))
	if !strings.Contains(page, "data-key=\"fact1\"") || strings.Contains(page, "<script>") || !strings.Contains(page, "5 &#34;Oak&#34; Street &amp; Sons") {
		t.Errorf("parts: %s", page[strings.Index(page, "data-part=\"facts\""):])
	}
	for path, want := range map[string]int{"/desk/fact/1/accept": 409, "/desk/fact/99/accept": 404, "/desk/fact/x/reject": 404} {
		if code, answer := ann.post(path, "seen", "12", "conversation", fmt.Sprint(id)); code != want {
			t.Errorf("%s: %d %s", path, code, answer)
		}
	}
	for _, path := range []string{"/desk/fact/1/accept", "/desk/fact/1/reject"} {
		if code, _ := sal.post(path, "seen", "12"); code != 404 {
			t.Errorf("a stranger at %s: %d", path, code)
		}
	}
	if code, answer := ann.post("/desk/fact/1/reject", "conversation", fmt.Sprint(id)); code != 204 {
		t.Errorf("%d %s", code, answer)
	}
	if code, answer := ann.post("/desk/fact/1/reject", "conversation", fmt.Sprint(id)); code != 422 || !strings.Contains(answer, "decided") {
		t.Errorf("%d %s", code, answer)
	}
}
