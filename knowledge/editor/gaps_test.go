package editor_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

// talks is what conversations tell, as a test wants it.
type talks struct {
	replies  []knowledge.OwnReply
	disliked []knowledge.Disliked
	asked    map[int64]knowledge.Unanswered
}

func (t talks) OwnReplies(_ context.Context, conversations, seqs []int64) (list []knowledge.OwnReply, err error) {
	for _, r := range t.replies {
		for i := range conversations {
			if conversations[i] == r.Conversation && seqs[i] == r.Seq {
				list = append(list, r)
			}
		}
	}
	return list, nil
}

func (t talks) DislikedArticles(context.Context, time.Time) ([]knowledge.Disliked, error) {
	return t.disliked, nil
}

func (t talks) Asked(_ context.Context, _, conversation int64) (knowledge.Unanswered, string, error) {
	q, ok := t.asked[conversation]
	if !ok {
		return q, "", errors.New("not his")
	}
	return q, "Yes, from ten to four.", nil
}

// talked makes conversations and an operator for questions and reports to come from.
func (r *rig) talked(n int) {
	r.Helper()
	_, err := r.pool.Exec(r.Context(), `
		WITH o AS (INSERT INTO operators (email, name, display_name, role) VALUES ('ann@lumen.example', 'Ann', 'Ann', 'operator')),
			s AS (INSERT INTO subscribers DEFAULT VALUES RETURNING id),
			a AS (INSERT INTO addresses (subscriber_id, account, kind, value) SELECT id, 'site', 'webchat', 'x' FROM s RETURNING id, subscriber_id)
		INSERT INTO conversations (subscriber_id, address_id, account, state, closed_at)
		SELECT a.subscriber_id, a.id, 'site', 'closed', now() FROM a, generate_series(1, $1)`, n)
	if err != nil {
		r.Fatal(err)
	}
}

// gapped has a gap of three questions with a reply, one gap of no project, and conversation 5 that asked something.
func gapped(t testing.TB) *rig {
	r := newRig(t)
	r.talked(9)
	now := time.Now()
	ask := func(conv int64, project, text string, ago time.Duration) knowledge.Unanswered {
		return knowledge.Unanswered{Conversation: conv, Seq: 1, Text: text, Lang: "en", Project: project, At: now.Add(-ago)}
	}
	_, err := r.store.AddUnanswered(t.Context(), []knowledge.Unanswered{
		ask(1, "net", "Do you connect houses on Sundays?", 9*24*time.Hour), ask(2, "net", "can my house be connected on a Sunday", time.Hour),
		ask(3, "net", "<b>Sunday</b> connection of a house?", 2*time.Hour), ask(4, "", "Can I pay with cryptocurrency?", time.Hour),
	})
	if err != nil {
		t.Fatal(err)
	}
	r.talks = talks{
		replies:  []knowledge.OwnReply{{Conversation: 2, Seq: 1, Text: "Yes, from **ten** to four.", Operator: "Ann", Solved: true}},
		asked:    map[int64]knowledge.Unanswered{5: {Conversation: 5, Seq: 1, Project: "net", Text: "May I keep my old router?", Lang: "en"}},
		disliked: []knowledge.Disliked{{Article: r.article("old", "en", "Old prices", "It costs 5 a month."), Dismissed: 3, Used: 1, Reasons: []string{"out of date"}}},
	}
	return r
}

func TestAGapIsWrittenMergedAndDismissed(t *testing.T) {
	r := gapped(t)
	p := r.person("Maria", true)
	page := p.shows("/knowledge/gaps", "Do you connect houses on Sundays?", "3 questions", "A week is today and the six days before.", "Can I pay with cryptocurrency?", "This week 2, the week before 1")
	hasNot(t, "the page", page, "<b>Sunday")
	p.shows("/knowledge", "Gaps")
	gap := p.shows("/knowledge/gaps/1", "can my house be connected", "<strong>ten</strong>", "Ann", "solved", "/knowledge/p/net/new?gap=1")
	hasNot(t, "the gap", gap, "<b>Sunday")

	form := p.shows("/knowledge/p/net/new?gap=1", `value="Do you connect houses on Sundays?"`, "Yes, from **ten** to four.", "can my house be connected on a Sunday")
	has(t, "the form", form, `name="gap" value="1"`)
	code, to := p.post("/knowledge/p/net/new", "do", "publish", "gap", "1", "language", "en", "title", "Connections on Sundays", "body", "From ten to four.", "audience", "public")
	if code != http.StatusSeeOther {
		t.Fatal(code, to)
	}
	p.shows("/knowledge/gaps?state=written", "Do you connect houses on Sundays?", "1 written in the last 90 days")
	hasNot(t, "the open gaps", p.shows("/knowledge/gaps"), "Do you connect houses on Sundays?")

	list, err := r.store.Articles(t.Context(), knowledge.Filter{Text: "Connections on Sundays"})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if err := r.store.Remove(t.Context(), list[0].ID, "Maria"); err != nil {
		t.Fatal(err)
	}
	p.shows("/knowledge/gaps", "Do you connect houses on Sundays?", "its article is removed")
	gap = p.shows("/knowledge/gaps/1", "The article that was to answer this is removed", fmt.Sprintf(`href="/knowledge/a/%d">Read it, or bring it back`, list[0].ID), "Write it")
	hasNot(t, "the gap", gap, "Go on writing")
	if _, err := r.store.Restore(t.Context(), list[0].ID, 1, "Maria"); err != nil {
		t.Fatal(err)
	}
	p.shows("/knowledge/gaps", "being written")
	if err := r.store.Publish(t.Context(), list[0].ID, 1, "Maria"); err != nil {
		t.Fatal(err)
	}
	hasNot(t, "the open gaps", p.shows("/knowledge/gaps"), "Do you connect houses on Sundays?")

	if code, page := p.post("/knowledge/gaps/2/dismiss", "reason", " "); code != http.StatusUnprocessableEntity || !strings.Contains(page, "say why") {
		t.Errorf("dismissed without a reason: %d %s", code, page)
	}
	if code, _ := p.post("/knowledge/gaps/2/dismiss", "reason", "we never shall"); code != http.StatusSeeOther {
		t.Error(code)
	}
	if _, err := r.store.AddUnanswered(t.Context(), []knowledge.Unanswered{{Conversation: 6, Seq: 1, Text: "pay with cryptocurrency", Lang: "en", At: time.Now()}}); err != nil {
		t.Fatal(err)
	}
	hasNot(t, "the open gaps", p.shows("/knowledge/gaps"), "cryptocurrency") // it is not brought again
	p.shows("/knowledge/gaps?state=dismissed", "we never shall", "2 questions")
	if code, to := p.post("/knowledge/gaps/2/reopen"); code != http.StatusSeeOther || to != "/knowledge/gaps/2" {
		t.Error(code, to)
	}
	if code, _ := p.post("/knowledge/gaps/1/reopen"); code != http.StatusSeeOther {
		t.Error(code)
	}
	if code, _ := p.post("/knowledge/gaps/2/merge", "into", "x"); code != http.StatusUnprocessableEntity {
		t.Error(code)
	}
	if code, to := p.post("/knowledge/gaps/2/merge", "into", "1"); code != http.StatusSeeOther {
		t.Error(code, to)
	}
	p.shows("/knowledge/gaps/1", "5 questions", "cryptocurrency")
	for _, path := range []string{"/knowledge/gaps/2", "/knowledge/gaps/0", "/knowledge/gaps/x", "/knowledge/p/net/new?gap=99", "/knowledge/new-article?conversation=7"} {
		if code, _ := p.get(path); code != http.StatusNotFound {
			t.Errorf("%s: %d", path, code)
		}
	}
	reader := r.person("Rita", false)
	reader.shows("/knowledge/gaps/1", "How people ask")
	if code, _ := reader.post("/knowledge/gaps/1/dismiss", "reason", "no"); code != http.StatusForbidden {
		t.Errorf("who may only read dismisses: %d", code)
	}
}

func TestAConversationIsSavedAsAnArticle(t *testing.T) {
	r := gapped(t)
	p := r.person("Maria", true)
	p.shows("/knowledge/new-article?conversation=5", "May I keep my old router?", "from ten to four", `<li><a class="button primary" href="/knowledge/p/net/new?conversation=5"`)
	p.shows("/knowledge/p/net/new?conversation=5", `value="May I keep my old router?"`, "Yes, from ten to four.", `name="kept" value="conversation5"`)
	for _, kept := range []string{"conversation5", "conversation99", "asked"} { // the second is none
		if code, _ := p.post("/knowledge/p/net/new", "title", "Old routers "+kept, "body", "Keep them.", "language", "en", "kept", kept, "do", "save"); code != http.StatusSeeOther {
			t.Fatalf("%s: %d", kept, code)
		}
	}
	var from string
	err := r.pool.QueryRow(t.Context(), `SELECT string_agg(a.key || ' ' || o.conversation_id, ', ') FROM article_origins o JOIN articles a ON a.id = o.article_id`).Scan(&from)
	if err != nil || from != "old-routers-conversation5 5" {
		t.Errorf("articles were begun from %s, %v", from, err)
	}
}

func TestReportsAreResolvedWithAWord(t *testing.T) {
	r := gapped(t)
	id := r.article("price", "en", "The price", "It is 5.")
	_, err := r.pool.Exec(t.Context(), `INSERT INTO article_reports (article_id, version, conversation_id, operator_id, text)
		SELECT $1, 1, 1, id, 'It is 6 <i>since</i> May.' FROM operators WHERE name = 'Ann'`, id)
	if err != nil {
		t.Fatal(err)
	}
	p := r.person("Maria", true)
	page := p.shows("/knowledge/reports", "The price", "It is 6", "Ann", "of version 1")
	hasNot(t, "the page", page, "<i>since")
	p.shows("/knowledge/reports?mine=1", "It is 6")
	r.again(id, 1, "It is 5 or 6.", true)
	if _, err := r.pool.Exec(t.Context(), `UPDATE articles SET owner = 'maria@LUMEN.example' WHERE id = $1`, id); err != nil {
		t.Fatal(err)
	}
	p.shows("/knowledge", "An operator reported one of your articles: <b>The price</b>")
	hasNot(t, "another's list", r.person("Olena", true).shows("/knowledge"), "of yours wrong")
	p.shows("/knowledge/reports?mine=1", "It is 6") // an owner is a name or an address
	hasNot(t, "another's", r.person("Olena", true).shows("/knowledge/reports?mine=1"), "It is 6")
	if code, _ := p.post("/knowledge/reports/1/resolve", "answer", ""); code != http.StatusUnprocessableEntity {
		t.Error(code)
	}
	if code, _ := p.post("/knowledge/reports/1/resolve", "answer", "Corrected."); code != http.StatusSeeOther {
		t.Error(code)
	}
	if code, _ := p.post("/knowledge/reports/1/resolve", "answer", "Twice."); code != http.StatusNotFound {
		t.Error(code)
	}
	if len(r.answered) != 1 || r.answered[0] != id { // desks are told, once
		t.Errorf("of an answer are told %v", r.answered)
	}
	p.shows("/knowledge/reports?state=resolved", "Corrected.")
	hasNot(t, "the open ones", p.shows("/knowledge/reports"), "It is 6")
}

func TestPagesOfGapsAreFitToBeSeen(t *testing.T) {
	r := gapped(t)
	r.samples()
	r.article("sunday", "en", "Connections on Sundays", "The technician comes from 10 to 16 on Sundays. Call 0 800 before noon.")
	r.article("sunday-work", "en", "When do you connect?", "The technician comes from 10 to 18 on Sundays. Call 0 800 before noon.")
	_, err := r.pool.Exec(t.Context(), `INSERT INTO article_reports (article_id, version, conversation_id, operator_id, text)
		SELECT 1, 1, 1, id, 'The price of the small plan is 6 since May, and the second paragraph speaks of a router that is no longer given.' FROM operators WHERE name = 'Ann'`)
	if err != nil {
		t.Fatal(err)
	}
	gone := r.article("gone", "en", "Houses on Sundays", "We connect houses on Sundays.")
	if err := errors.Join(r.store.AnswerGap(t.Context(), 1, gone, "eva"), r.store.Remove(t.Context(), gone, "eva")); err != nil {
		t.Fatal(err)
	}
	p := r.person("Olena Koval", true)
	p.shows("/knowledge/check-up", "Clear otherwise", "from 10 to <mark>16</mark> on Sundays", "from 10 to <mark>18</mark> on Sundays", "Old prices", "3 dismissed", "out of date")
	ctx := browsertest.New(t, "404")
	for i, path := range []string{"gaps", "gaps/1", "reports", "check-up", "new-article?conversation=5"} {
		page := browsertest.Tab(t, ctx)
		do(t, page, path, chromedp.Navigate(p.url+"/knowledge/"+path))
		views(t, page, fmt.Sprintf("gaps-%d", i))
	}
}

// TestEveryGapCanBeReached: what a page has no room for is on the next one, and is found by its words.
func TestEveryGapCanBeReached(t *testing.T) {
	r := newRig(t)
	_, err := r.pool.Exec(t.Context(), `
		WITH g AS (INSERT INTO gaps (project, lang, title) SELECT 'net', CASE WHEN n = 120 THEN 'uk' ELSE 'en' END, 'gap number ' || n FROM generate_series(1, 120) n RETURNING id, title)
		INSERT INTO gap_questions (gap_id, text, at) SELECT id, CASE title WHEN 'gap number 119' THEN 'where is my parcel' ELSE title END, now() FROM g`)
	if err != nil {
		t.Fatal(err)
	}
	p := r.person("Maria", true)
	page := p.shows("/knowledge/gaps", "1–50 of 120", "gap number 1<", `rel="next" href="/knowledge/gaps?page=2"`, `<option value="uk"`)
	hasNot(t, "the first page", page, "gap number 51<", `rel="prev"`)
	p.shows("/knowledge/gaps?page=3&lang=en", "101–119 of 119", "gap number 119<", `href="/knowledge/gaps?lang=en&amp;page=2"`, `<option value="uk"`)
	p.shows("/knowledge/gaps?page=99", "101–120 of 120")
	page = p.shows("/knowledge/gaps?q=PARCEL", "gap number 119<")
	hasNot(t, "those with a word", page, "gap number 118<", `rel="next"`)
	p.shows("/knowledge/gaps?q=nowhere", "No gap matches these filters")
	p.shows("/knowledge?q=number+117", "gap number 117")
	for _, c := range []struct{ do, want string }{{"assign", "assigned"}, {"dismiss", "gapdismissed"}} { // one that is dismissed is not assigned any more
		if code, to := p.post("/knowledge/gaps/many", "do", c.do, "id", "60", "to", "Eva", "reason", "Asked by mistake.", "from", "page=2&lang=en"); code != http.StatusSeeOther || to != "/knowledge/gaps?done="+c.want+"&lang=en&page=2" {
			t.Errorf("%s leads to %d %s", c.do, code, to)
		}
	}
}
