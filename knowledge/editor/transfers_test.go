package editor_test

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
	"switchboard/routing"
)

// transferred are conversations that Ann has transferred to departments, and lessons of which some wait.
func (r *rig) transferred() {
	r.Helper()
	r.talked(3)
	router := routing.New(routing.Config{Pool: r.pool})
	if err := router.EnsureDepartments(r.Context(), map[string]string{"billing": "Billing", "technical": "Technical help"}); err != nil {
		r.Fatal(err)
	}
	_, err := r.pool.Exec(r.Context(), `
		INSERT INTO department_lessons (conversation_id, department, text, lang, weight, state, operator_id, rev)
		SELECT c.id, x.department, x.text, x.lang, x.weight, x.state, o.id, nextval('department_lessons_rev')
		FROM (VALUES (1, 'billing', 'I was charged <b>twice</b> for my March invoice', 'en', 1, 'learned'),
			(2, 'technical', 'Роутер не вмикається після грози, індикатор не світиться', 'uk', 1, 'learned'),
			(3, 'billing', 'where do I send the meter reading', 'en', 0, 'quarantined')) AS x (n, department, text, lang, weight, state)
		JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM conversations) c USING (n), operators o WHERE o.name = 'Ann' ORDER BY x.n`)
	if err != nil {
		r.Fatal(err)
	}
	r.moved = router
}

func TestEditorsSeeAndUndoWhatTransfersTaught(t *testing.T) {
	r := newRig(t)
	r.transferred()
	publisher, writer := r.serve("eva", true, true), r.serve("wim", true, false)
	const path = "/knowledge/memory/departments"
	page := publisher.shows(path, "charged &lt;b&gt;twice&lt;/b&gt;", "Billing", "Technical help", "transferred by Ann", "Waiting for you", "1 wait", ">waits for an editor</option>", "/desk/c/1")
	hasNot(t, path, page, "<b>twice")
	hasNot(t, "a writer's page", writer.shows(path, "Billing"), "Undo")
	publisher.shows(path+"?department=technical", "Роутер")
	publisher.shows(path+"?q=nothing", "Nothing matches these filters")
	state := func(conv int64) string {
		t.Helper()
		var s string
		if err := r.pool.QueryRow(t.Context(), `SELECT concat_ws(' ', state, weight, department, judge, text <> '') FROM department_lessons WHERE conversation_id = $1`, conv).Scan(&s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, c := range []struct {
		who    *person
		path   string
		form   []string
		status int
		conv   int64
		want   string
	}{
		{writer, "/1/reject", nil, http.StatusForbidden, 1, "learned 1 billing  t"},
		{publisher, "/1/reject", nil, http.StatusSeeOther, 1, "rejected 0 billing eva t"},
		{publisher, "/1/approve", nil, http.StatusSeeOther, 1, "learned 1 billing eva t"},
		{publisher, "/3/approve", nil, http.StatusSeeOther, 3, "learned 1 billing eva t"},
		{publisher, "/2/correct", []string{"department", "nowhere"}, http.StatusNotFound, 2, "learned 1 technical  t"},
		{publisher, "/2/correct", []string{"department", "billing"}, http.StatusSeeOther, 2, "learned 1 billing eva t"},
		{publisher, "/2/forget", nil, http.StatusSeeOther, 2, "rejected 0 billing eva f"},
		{publisher, "/2/approve", nil, http.StatusNotFound, 2, "rejected 0 billing eva f"},
		{publisher, "/99/reject", nil, http.StatusNotFound, 1, "learned 1 billing eva t"},
		{publisher, "/x/reject", nil, http.StatusNotFound, 1, "learned 1 billing eva t"},
	} {
		if got, body := c.who.post(path+c.path, c.form...); got != c.status {
			t.Errorf("%s: %d %s", c.path, got, body)
		}
		if got := state(c.conv); got != c.want {
			t.Errorf("after %s: %q, not %q", c.path, got, c.want)
		}
	}
	if got, _ := publisher.get(path + "?state=nonsense"); got != http.StatusNotFound {
		t.Errorf("an unknown state: %d", got)
	}
}

func TestWhatTransfersTaughtIsReadToItsEndAndJudgingKeepsThePlace(t *testing.T) {
	r := newRig(t)
	r.transferred()
	_, err := r.pool.Exec(t.Context(), `
		INSERT INTO department_lessons (department, text, lang, weight, state, operator_id, rev, at)
		SELECT 'billing', 'charged twice ' || n || ' of 205', 'en', 1, 'learned', o.id, nextval('department_lessons_rev'), now() - n * interval '1 minute'
		FROM generate_series(1, 205) n, operators o WHERE o.name = 'Ann'`)
	if err != nil {
		t.Fatal(err)
	}
	p := r.person("Maria", true)
	const path = "/knowledge/memory/departments"
	first := p.shows(path+"?department=billing&q=of+205", ">charged twice 200 of 205<", `rel="next" href="`+path+`?department=billing&amp;page=2&amp;q=of&#43;205"`)
	hasNot(t, "the first page", first, "charged twice 201 of", `rel="prev"`)
	last := p.shows(path+"?department=billing&q=of+205&page=2", ">charged twice 201 of 205<", ">charged twice 205 of 205<", `rel="prev"`)
	hasNot(t, "the last page", last, "charged twice 200 of", `rel="next"`)
	if code, to := p.get(path + "?department=billing&page=9999"); code != http.StatusSeeOther || to != path+"?department=billing" {
		t.Errorf("a page past the end: %d, led to %s", code, to)
	}
	list, err := r.moved.Transfers(t.Context(), knowledge.TransferFilter{Text: "of 205", Limit: 1, Skip: 204})
	if err != nil || len(list) != 1 || list[0].Text != "charged twice 205 of 205" {
		t.Fatal(list, err)
	}
	if code, to := p.post(path+"/"+strconv.FormatInt(list[0].ID, 10)+"/reject", "asked", "department=billing&page=2"); code != http.StatusSeeOther || to != path+"?department=billing&page=2&done=judged" {
		t.Errorf("%d, led to %s", code, to)
	}
}

func TestTheMemoryInABrowser(t *testing.T) {
	r := newRig(t)
	r.transferred()
	refund := r.article("refund", "en", "Refunds within 14 days", "Within 14 days.")
	now := time.Now()
	for i := range 8 {
		l := knowledge.Lesson{Key: fmt.Sprint("c", i), Article: refund, Lang: "en", Text: fmt.Sprintf("this answer is useless, number %d", i), Role: "customer", Person: "customer/4", At: now}
		if i == 0 {
			l.Text, l.Solved, l.Role, l.Person, l.Inferred = "can I have my money back after two weeks", true, "operator", "operator/1", true
		}
		if _, err := r.store.Teach(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	p := r.serve("Eva Editor", true, true)
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(p.url+"/knowledge/memory"))
	browsertest.Until(t, ctx, "what waits", says(".waiting", "One customer: 2 lessons about 1 article, 2 against"))
	views(t, ctx, "memory")
	do(t, ctx, "none of them", chromedp.Click(".waiting [value=reject]"))
	browsertest.Until(t, ctx, "nothing waits", "!document.querySelector('.waiting') && "+says(".fine", "follows your decision"))
	do(t, ctx, "departments", chromedp.Click(".chips a:last-child"))
	browsertest.Until(t, ctx, "what transfers taught", says("main", "transferred by Ann"))
	views(t, ctx, "departments")
	do(t, ctx, "undo", chromedp.Click("form[action$='/1/reject'] button"))
	browsertest.Until(t, ctx, "it is undone", says("main", "Undone: does not count"))
}
