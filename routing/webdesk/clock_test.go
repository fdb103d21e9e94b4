package webdesk_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/routing"
)

// TestUntilWhenSomethingIsPutAsideHasItsDay by the reader's own clock, as all times of the desk: an hour alone would be
// taken for today's.
func TestUntilWhenSomethingIsPutAsideHasItsDay(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "Where is my lamp?")
	if err := r.router.Take(t.Context(), ann.op, id); err != nil {
		t.Fatal(err)
	}
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	until := time.Date(time.Now().Year()+1, 3, 2, 23, 30, 0, 0, time.UTC)
	if err := r.router.Snooze(t.Context(), ann.op, id, until, "asks the store", false); err != nil {
		t.Fatal(err)
	}
	ctx := browsertest.New(t)
	do(t, ctx, "look", browsertest.Zone("Asia/Tokyo"), chromedp.Navigate(fmt.Sprintf("%s/desk/c/%d", ann.url, id)))
	day := until.In(tokyo).Format("Jan 2, 2006") // the third of March, half past eight in the morning
	for _, place := range []string{"#part-head", "#part-timeline"} {
		browsertest.Until(t, ctx, "the day in "+place, says(place, "aside until "+day+", 8:30"))
	}
	browsertest.Until(t, ctx, "why", says("#part-timeline", ": asks the store"))
}
