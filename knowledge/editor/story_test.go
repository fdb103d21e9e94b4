package editor_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"switchboard/knowledge"
)

// Stories of an article that several people have to do with.

// TestAnAuthorWaitsForSomebodyElsesReview: what he asked for is no task of his own, and he can take it back.
func TestAnAuthorWaitsForSomebodyElsesReview(t *testing.T) {
	r := newRig(t)
	olena, petro := r.person("Olena Koval", true), r.person("Petro", true)
	id := r.article("return", "en", "Return an order", "Within 14 days.", func(e *knowledge.Edit) { e.Author, e.Publish, e.Submit = "Olena Koval", false, true })
	page := olena.shows(at(id, ""), "You</b> asked for a review", "Withdraw from review", "Publish it yourself")
	hasNot(t, "the author's page", page, "Send back…", ">Publish version 1<")
	page = olena.shows("/knowledge/today", "Your unfinished work", "Awaiting review")
	hasNot(t, "the author's day", page, "Drafts to review")
	hasNot(t, "the reviewer's page", petro.shows(at(id, ""), "Olena Koval</b> asked for a review", "Publish it", "Send back…"), "Withdraw from review", ">Publish version 1<")
	petro.shows("/knowledge/today", `Drafts to review <b class="pending">1</b>`)
	if code, to := olena.post(at(id, "/withdraw")); code != http.StatusSeeOther || r.read(id).Submitted != 0 {
		t.Errorf("withdrawn: %d %s", code, to)
	}
}

// What a reviewer reads is what he publishes, also where the author has written on.
func TestAReviewIsOfTheVersionThatWasSent(t *testing.T) {
	r := newRig(t)
	oleh, petro := r.operator("Oleh"), r.person("Petro", true)
	id := r.article("return", "en", "Return an order", "Within 14 days.", func(e *knowledge.Edit) { e.Author, e.Publish, e.Submit = "Oleh", false, true })
	if code, to := oleh.post(at(id, "/edit"), "do", "save", "based", "1", "title", "Return an order", "body", "Within 99 days.", "audience", "public", "owner", "Oleh"); code != 303 {
		t.Fatal(code, to)
	}
	petro.shows("/knowledge?state=review", fmt.Sprintf(`href="/knowledge/a/%d?v=1"`, id))
	petro.shows(at(id, "?v=1"), "Within 14 days.", "Publish it (version 1)", "There is a newer draft</b>, version 2 by Oleh", "difference?a=1&amp;b=2")
	hasNot(t, "the list of all", petro.shows("/knowledge", "Return an order"), "?v=1")
	if code, to := petro.post(at(id, "/publish"), "v", "1"); code != 303 || r.read(id).Published != 1 {
		t.Errorf("%d %s", code, to)
	}
}

// TestASpoiltTextIsRestoredAndPublishedAtOnce: with one press, and whoever edits next goes on from the good text.
func TestASpoiltTextIsRestoredAndPublishedAtOnce(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	id := r.article("return", "en", "Return an order", "Within 14 days.")
	r.again(id, 1, "Nonsense.", true)
	p.shows(at(id, "?v=1"), "Restore and publish version 1")
	p.shows(at(id, "/versions"), "Restore and publish")
	if code, to := p.post(at(id, "/publish"), "v", "1"); code != http.StatusSeeOther {
		t.Fatal(code, to)
	}
	d := r.read(id)
	if d.Published != 3 || d.Latest != 3 || d.Versions[0].Body != "Within 14 days." {
		t.Errorf("%+v", d)
	}
	r.again(id, 3, "Within 30 days.", false) // somebody is at it
	hasNot(t, "an old version beside a draft", p.shows(at(id, "?v=2"), "Publish version 2"), "Restore and publish")
	if code, to := p.post(at(id, "/publish"), "v", "2"); code != http.StatusSeeOther {
		t.Fatal(code, to)
	}
	if d := r.read(id); d.Published != 2 || d.Latest != 4 {
		t.Errorf("a draft was overtaken: %+v", d)
	}
}

// TestAReportIsAnsweredWhereItIsMended: who edits a reported article sees what was reported, answers it on the article's page, and
// the reporter finds the answer.
func TestAReportIsAnsweredWhereItIsMended(t *testing.T) {
	r := newRig(t)
	p, ivan := r.person("Maria", true), r.operator("Ivan")
	id := r.article("rent", "en", "Renting a router", "It costs 3 euro.")
	const wrong = "It is 4 euro <now>."
	if _, err := r.pool.Exec(t.Context(), `INSERT INTO article_reports (article_id, version, operator_id, text) SELECT $1, 1, id, $2 FROM operators WHERE name = 'Ivan'`, id, wrong); err != nil {
		t.Fatal(err)
	}
	p.shows(at(id, "/edit"), "Ivan</b> reported version 1 as wrong", "It is 4 euro &lt;now&gt;.")
	hasNot(t, "the page before", p.shows(at(id, ""), "It is 4 euro &lt;now&gt;.", "/resolve"), "Corrected in version")
	hasNot(t, "the operator's page", ivan.shows(at(id, ""), "It is 4 euro &lt;now&gt;."), "/resolve")
	r.again(id, 1, "It costs 4 euro.", true)
	page := p.shows(at(id, ""), `value="Corrected in version 2."`)
	_, rest, _ := strings.Cut(page, `action="/knowledge/reports/`)
	number, _, _ := strings.Cut(rest, "/")
	code, to := p.post("/knowledge/reports/"+number+"/resolve", "article", strings.TrimPrefix(at(id, ""), "/knowledge/a/"), "answer", "Corrected in version 2.")
	if code != http.StatusSeeOther || to != at(id, "?done=reportresolved") {
		t.Fatal(code, to)
	}
	hasNot(t, "the page afterwards", p.shows(to, "Resolved."), "It is 4 euro")
	ivan.shows("/knowledge/today", "What became of your reports", "Corrected in version 2.", "It is 4 euro &lt;now&gt;.")
	hasNot(t, "somebody else's day", p.shows("/knowledge/today"), "What became of your reports")
}

// TestTheKeyFollowsTheTitle: a form that was shown again has no key of an older title.
func TestTheKeyFollowsTheTitle(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	code, page := p.post("/knowledge/p/net/new", "do", "preview", "title", "Can I rent a second one?", "body", "Yes.", "language", "en", "audience", "public")
	if code != http.StatusOK || !strings.Contains(page, `name="key" value=""`) {
		t.Errorf("%d: the key is made from a title that may change", code)
	}
	if code, to := p.post("/knowledge/p/net/new", "do", "save", "title", "Renting a second router", "body", "Yes.", "language", "en", "audience", "public", "key", ""); code != http.StatusSeeOther {
		t.Fatal(code, to)
	}
	if _, err := r.store.ArticleByKey(t.Context(), "net", "renting-a-second-router", "en"); err != nil {
		t.Error(err)
	}
}
