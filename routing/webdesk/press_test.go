package webdesk_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/routing"
)

// mouse tells the browser what the mouse does at a place: the left button goes down or up there.
func mouse(x, y float64, what input.DispatchMouseEventType) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.DispatchMouseEvent, input.DispatchMouseEventParams{
			Type: what, X: x, Y: y, Button: input.MouseButtonLeft, ClickCount: 1,
		})
		return err
	})
}

// centre is the middle of what the selector finds, in points of the page that is seen.
func centre(t *testing.T, ctx context.Context, selector string) (x, y float64) {
	t.Helper()
	at, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](fmt.Sprintf(`(() => { const r = document.querySelector(%q).getBoundingClientRect();
		return [r.x + r.width / 2, r.y + r.height / 2] })()`, selector)))
	if err != nil || len(at) != 2 {
		t.Fatalf("where %s is: %v, %v", selector, at, err)
	}
	return at[0], at[1]
}

// look takes as long as seeing what stands there now: until then a press where another button stood is not taken.
var look = chromedp.Sleep(600 * time.Millisecond)

// Between press and release the drafts change, since one was sent from another desk: the press still sends what was pressed.
func TestAPressIsNotLostWhileThePageChanges(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "Do you have a gift <b>box</b>? Where is the shop?")
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "both drafts", says("[data-n='2']", "Market Square"))
	other := browsertest.Tab(t, ctx)
	do(t, other, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, other, "both drafts, too", says("[data-n='2']", "Market Square"))
	x, y := centre(t, ctx, "[data-n='2'] [data-act=send-draft]")
	do(t, ctx, "press", mouse(x, y, input.DispatchMouseEventTypeMousePressed))
	do(t, other, "send the first", chromedp.Click("[data-n='1'] [data-act=send-draft]"))
	browsertest.Until(t, other, "one left", "document.querySelectorAll('[data-draft]').length === 1")
	time.Sleep(300 * time.Millisecond) // the desk that is held has heard of it, too
	do(t, ctx, "release", mouse(x, y, input.DispatchMouseEventTypeMouseReleased))
	r.until("both at the customer", func() bool { return r.channel.said("costs 3 €") && r.channel.said("Market Square") })
	browsertest.Until(t, ctx, "no drafts any more", "!document.querySelector('[data-draft]')")
}

// The second press of a double click falls on the draft that moved to where the first one was: it is not sent.
func TestADoubleClickSendsOneDraft(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "Do you have a gift <b>box</b>? Where is the shop?")
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "both drafts", says("[data-n='2']", "Market Square"))
	x, y := centre(t, ctx, "[data-n='1'] [data-act=send-draft]")
	// The page presses once more by itself as soon as the other draft has come: no test is as quick as a hand.
	do(t, ctx, "arm", chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`new MutationObserver((_, o) => {
		const b = document.querySelector("[data-n='1'] [data-act=send-draft]");
		if (!b || document.querySelectorAll("[data-draft]").length > 1) return;
		o.disconnect();
		setTimeout(() => {
			b.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 2, clientX: %g, clientY: %g }));
			window.twice = true;
		});
	}).observe(document.getElementById("part-drafts"), { childList: true }), null`, x, y)))
	do(t, ctx, "press", mouse(x, y, input.DispatchMouseEventTypeMousePressed), mouse(x, y, input.DispatchMouseEventTypeMouseReleased))
	browsertest.Until(t, ctx, "pressed twice", "window.twice && "+says("#toasts", "only just moved here"))
	browsertest.Shot(t, ctx, "desk-moved")
	drafts, err := r.router.Drafts(t.Context(), ann.op, id)
	if err != nil || len(drafts) != 1 {
		t.Fatalf("after two presses %d drafts are left (%v), want 1", len(drafts), err)
	}
	do(t, ctx, "press the other", look, chromedp.Click("[data-act=send-draft]"))
	r.until("both at the customer", func() bool { return r.channel.said("costs 3 €") && r.channel.said("Market Square") })
}
