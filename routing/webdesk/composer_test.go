package webdesk_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels/webchat/browsertest"
	"switchboard/routing"
)

// tap is a finger at a place.
func tap(x, y float64) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: x, Y: y}}})
		if err == nil {
			_, err = cdp.Call(ctx, t, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}})
		}
		return err
	})
}

// The phone's bar is away while somebody writes. It does not come back under the finger that presses Send.
func TestTheFirstTapSends(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	for i, press := range []func(x, y float64) []chromedp.Action[chromedp.Void]{
		func(x, y float64) []chromedp.Action[chromedp.Void] {
			return []chromedp.Action[chromedp.Void]{tap(x, y)}
		},
		func(x, y float64) []chromedp.Action[chromedp.Void] {
			return []chromedp.Action[chromedp.Void]{mouse(x, y, input.DispatchMouseEventTypeMousePressed), mouse(x, y, input.DispatchMouseEventTypeMouseReleased)}
		},
	} {
		id, words := r.customer(fmt.Sprint("v", i), "Bob Brown", "Good day, are you there?"), fmt.Sprint("We are here, ", i)
		ctx := browsertest.New(t)
		do(t, ctx, "visit", browsertest.Phone(), chromedp.Navigate(ann.url+conv(id, "")))
		browsertest.Until(t, ctx, "the words", says("#part-timeline", "are you there"))
		do(t, ctx, "write", chromedp.Click("#reply-text"), chromedp.SendKeys("#reply-text", words))
		browsertest.Until(t, ctx, "no bar", "getComputedStyle(document.querySelector('.bar')).display === 'none'")
		x, y := centre(t, ctx, "#send")
		do(t, ctx, "press", press(x, y)...)
		r.until("what was sent with one press", func() bool { return r.channel.said(words) })
		browsertest.Until(t, ctx, "the next text can be begun", "document.activeElement.id === 'reply-text'")
	}
}

// Once the text is emptied nothing of the draft goes with what is written instead.
func TestAnEmptiedReplyHasNoDraft(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "When is the delivery?")
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the drafts", "document.querySelectorAll('[data-draft]').length === 3")
	do(t, ctx, "edit", chromedp.Click("[data-n='1'] [data-act=edit-draft]"))
	browsertest.Until(t, ctx, "of the draft", "!document.querySelector('#using').hidden")
	do(t, ctx, "empty it", chromedp.Evaluate[chromedp.Void]("document.querySelector('#reply-text').select()"), chromedp.KeyEvent(kb.Backspace))
	browsertest.Until(t, ctx, "without it", "document.querySelector('#using').hidden && document.querySelector('#reply').elements.draft.value === '0'")
	do(t, ctx, "send another", chromedp.SendKeys("#reply-text", "Delivery takes how long you like."), chromedp.Click("#send"))
	r.until("it is sent", func() bool { return r.channel.said("how long you like") })
	var used int
	if err := r.pool.QueryRow(t.Context(), `SELECT count(*) FROM suggestions WHERE state IN ('sent', 'edited')`).Scan(&used); err != nil || used != 0 || r.channel.said("Source") {
		t.Errorf("%d drafts were used (%v): %q", used, err, r.channel.texts())
	}
}

// What the knowledge base says otherwise is told of one text: it goes when that is corrected, emptied, or something else is sent. The
// reason that was begun stays for the next time.
func TestADisputeIsOfOneText(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "What is shipping to Poland, and the delivery?")
	ctx := browsertest.New(t, "409")
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the drafts", "document.querySelectorAll('[data-draft]').length === 3")
	disputed := func(keys string) {
		t.Helper()
		do(t, ctx, "write", chromedp.SendKeys("#reply-text", keys), chromedp.Click("#send"))
		browsertest.Until(t, ctx, "what differs", says("#disputes", "costs 5 €")+" && !document.querySelector('#send').disabled")
	}
	hidden := "document.querySelector('#disputes').hidden"
	disputed("Shipping to Poland costs 7 €.")
	do(t, ctx, "give a reason, and correct", chromedp.SendKeys("#despite", "prices rise"), chromedp.SendKeys("#reply-text", " Today only."))
	browsertest.Until(t, ctx, "nothing is said of it", hidden)
	disputed(" Truly.")
	browsertest.Until(t, ctx, "the reason", "document.querySelector('#despite').value === 'prices rise'")
	do(t, ctx, "empty", chromedp.Evaluate[chromedp.Void]("document.querySelector('#reply-text').select()"), chromedp.KeyEvent(kb.Backspace))
	browsertest.Until(t, ctx, "nothing is said of it, nor the reason kept", hidden+" && document.querySelector('#despite').value === ''")
	disputed("Shipping to Poland costs 8 €.")
	do(t, ctx, "send a draft", look, chromedp.Click("[data-n='1'] [data-act=send-draft]"))
	r.until("the draft", func() bool { return r.channel.said("working days") })
	browsertest.Until(t, ctx, "nothing is said any more", hidden)
	if r.channel.said("7 €") || r.channel.said("8 €") {
		t.Errorf("sent %q", r.channel.texts())
	}
}

// Two tabs of one operator: what is half written in one is not gone once the other has sent what it holds.
func TestWhatAnotherTabWritesIsKept(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "Good day, are you there?")
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the words", says("#part-timeline", "are you there"))
	do(t, ctx, "write, and a note", chromedp.SendKeys("#reply-text", "We are here."), chromedp.Click("#mode-note"), chromedp.SendKeys("#note-text", "He is early."))
	other := browsertest.Tab(t, ctx)
	do(t, other, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, other, "what is written", "document.querySelector('#reply-text').value === 'We are here.'")
	do(t, other, "write on, and a longer note", chromedp.SendKeys("#reply-text", " What can"), chromedp.Click("#mode-note"), chromedp.SendKeys("#note-text", " And"))
	do(t, ctx, "keep the note, and send", chromedp.Click("#note .keep"))
	browsertest.Until(t, ctx, "the note", says("#part-timeline", "He is early."))
	do(t, ctx, "send", chromedp.Click("#mode-reply"), chromedp.Click("#send"))
	browsertest.Until(t, ctx, "sent", says("#part-timeline", "We are here.")+" && document.querySelector('#reply-text').value === ''")
	do(t, other, "reload", chromedp.Reload())
	browsertest.Until(t, other, "what was half written", "document.querySelector('#reply-text').value === 'We are here. What can' && document.querySelector('#note-text').value === 'He is early. And'")
}

// What went wrong is told beside the reply, not on it.
func TestAToastLeavesTheReplyFree(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "Good day, are you there?")
	ctx := browsertest.New(t)
	for _, size := range [][2]int64{{1920, 1000}, {1400, 900}, {1200, 800}, {1000, 700}, {390, 780}} {
		do(t, ctx, "visit", chromedp.EmulateViewport(size[0], size[1]), chromedp.Navigate(ann.url+conv(id, "")))
		browsertest.Until(t, ctx, "the words", says("#part-timeline", "are you there"))
		do(t, ctx, "write", chromedp.Click("#reply-text"), chromedp.Evaluate[chromedp.Void](`import(document.querySelector("script[src*='layout.js'], link[href*='layout.js']")?.src || "/assets/layout.js").then((m) => {
			for (const n of [1, 2, 3]) m.toast("Not sent: the customer has written something new since this draft was made, number " + n + ".", true);
		}), null`))
		browsertest.Until(t, ctx, "three", "document.querySelectorAll('#toasts .bad').length === 3")
		browsertest.Until(t, ctx, fmt.Sprint("free at ", size[0]), `(() => { const a = document.querySelector("#toasts").getBoundingClientRect(), b = document.querySelector("#composer").getBoundingClientRect();
			return a.left >= 0 && a.right <= innerWidth && (a.right <= b.left || a.left >= b.right || a.bottom <= b.top || a.top >= b.bottom) })()`)
		browsertest.Shot(t, ctx, fmt.Sprint("toasts-", size[0]))
	}
}

// What a model wrote and the knowledge base says otherwise is not sent by one press: it comes into the reply, with what differs.
func TestAWrittenDraftThatIsDisputedComesIntoTheReply(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "What is shipping to Poland, and the delivery?")
	if tag, err := r.pool.Exec(t.Context(), `UPDATE suggestions SET text = 'Shipping to Poland costs 7 €.', model = true WHERE conversation_id = $1 AND id = (SELECT min(id) FROM suggestions WHERE conversation_id = $1)`, id); err != nil || tag.RowsAffected() != 1 {
		t.Fatalf("%v, %v", tag, err)
	}
	ctx := browsertest.New(t, "409")
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the drafts", "document.querySelectorAll('[data-draft]').length === 3")
	do(t, ctx, "send it", chromedp.Click("[data-n='1'] [data-act=send-draft]"))
	browsertest.Until(t, ctx, "it is in the reply, with what differs", says("#disputes", "costs 5 €")+" && document.querySelector('#reply-text').value.includes('7 €') && !document.querySelector('#using').hidden")
	if r.channel.said("7 €") {
		t.Errorf("sent %q", r.channel.texts())
	}
}
