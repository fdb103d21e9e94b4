package webdesk_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/routing"
)

func TestTheEndingOfAClosedConversationCanBeChanged(t *testing.T) {
	r := newRig(t)
	ann, ben := r.hire("Ann Arden", routing.RoleOperator, "support"), r.hire("Ben Berg", routing.RoleOperator, "support")
	boss := r.hire("Sue Head", routing.RoleSupervisor, "support")
	id := r.customer("v1", "Bob Brown", "A person, please")
	if code, answer := ann.post(conv(id, "/ending"), "disposition", "sold"); code != 422 || !strings.Contains(answer, "close it first") {
		t.Errorf("an open one: %d %s", code, answer)
	}
	if code, answer := ann.post(conv(id, "/close"), "disposition", "informed"); code != 204 {
		t.Fatal(code, answer)
	}
	if code, answer := ben.post(conv(id, "/ending"), "disposition", "spam"); code != 422 || !strings.Contains(answer, "only whoever closed") {
		t.Errorf("a colleague: %d %s", code, answer)
	}
	ctx := browsertest.New(t, "422")
	do(t, ctx, "visit", browsertest.Phone(), chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the end", says("#part-head", "Closed: informed"))
	do(t, ctx, "the menu", chromedp.Click("#part-head .more summary"))
	browsertest.Shot(t, ctx, "ending-menu-phone")
	do(t, ctx, "change it", chromedp.Click("#part-head [data-dialog=ending]"))
	browsertest.Until(t, ctx, "as it stands", "document.querySelector('#dialog-ending').open && document.querySelector('#dialog-ending :checked').value === 'informed'")
	browsertest.Accessible(t, ctx, "the ending")
	browsertest.Shot(t, ctx, "ending-phone")
	do(t, ctx, "another", chromedp.Click("#dialog-ending [value=sold]"), chromedp.Click("#dialog-ending .primary"))
	browsertest.Until(t, ctx, "the new end", says("#part-head", "Closed: sold")+" && "+says("#part-timeline", "Ann Arden changed how it ended: sold"))
	if code, answer := boss.post(conv(id, "/ending"), "disposition", "solved"); code != 204 {
		t.Errorf("a supervisor: %d %s", code, answer)
	}
	if _, page := boss.get(conv(id, "/parts")); !strings.Contains(page, `href="/customers/`) {
		t.Error("a supervisor is not led to the customer's data")
	}
	if _, page := ann.get(conv(id, "/parts")); strings.Contains(page, `href="/customers/`) {
		t.Error("an operator is led to the customer's data")
	}
}
