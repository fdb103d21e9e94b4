package webdesk_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
	"switchboard/routing"
)

// rests is true when the page has read nothing anew for a second.
const rests = `(() => {
	const read = performance.getEntriesByType("resource").length;
	if (window.read !== read) [window.read, window.since] = [read, performance.now()];
	return performance.now() - window.since > 1000;
})()`

// The mark of a report comes to an open page when somebody reports, and goes when somebody answers that.
func TestTheMarkOfAReportFollowsItOnAnOpenPage(t *testing.T) {
	r := newRig(t)
	ann, ben := r.hire("Ann Arden", routing.RoleOperator, "support"), r.hire("Ben Barlow", routing.RoleOperator, "support")
	for _, sql := range []string{
		`INSERT INTO projects (key, name) VALUES ('lumen', 'Lumen Shop')`,
		`INSERT INTO articles (id, project_id, key, lang, latest, rev) OVERRIDING SYSTEM VALUE SELECT 7, id, 'delivery', 'en', 3, 1 FROM projects`,
		`INSERT INTO article_versions (article_id, version, title, body, audience, author) VALUES (7, 3, 'Delivery times', 'Fast.', 'public', 'Maria')`,
		`UPDATE articles SET published = 3`,
	} {
		if _, err := r.pool.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	id, elsewhere := r.customer("v1", "Bob Brown", "When is the delivery?"), r.customer("v2", "", "I want to talk to an operator")
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	const marked = "document.body.innerText.includes('reported as wrong')"
	browsertest.Until(t, ctx, "drafts without a mark", says("[data-n='1']", "working days")+" && !"+marked)
	if code, answer := ben.post(conv(elsewhere, "/article/7/wrong"), "text", "It takes a week."); code != 204 {
		t.Fatal(code, answer)
	}
	browsertest.Until(t, ctx, "the mark", marked)
	browsertest.Until(t, ctx, "a page at rest", rests) // or it might read once more for what came before
	store := knowledge.NewStore(r.pool)
	list, err := store.Reports(t.Context(), false)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	article, err := store.ResolveReport(t.Context(), list[0].ID, "Maria", "It takes three days again.")
	if err != nil {
		t.Fatal(err)
	}
	r.router.ReportAnswered(t.Context(), article)
	browsertest.Until(t, ctx, "no mark", "!"+marked)
}
