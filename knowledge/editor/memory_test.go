package editor_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
)

func TestEditorsInspectCorrectAndClearTheMemory(t *testing.T) {
	r := newRig(t)
	r.project("net", "Lumen Net")
	refund := r.article("refund", "en", "Refunds", "Within 14 days.")
	r.article("return", "en", "Returns", "Send it back.")
	publisher, writer := r.serve("eva", true, true), r.serve("wim", true, false)
	l := knowledge.Lesson{Key: "a", Article: refund, Lang: "en", Text: "<b>cash</b> back please", Solved: true, Role: "operator", Person: "operator/77", At: time.Now()}
	if _, err := r.store.Teach(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	lessons := func() []knowledge.Taught {
		t.Helper()
		list, err := r.store.Lessons(t.Context(), knowledge.LessonFilter{})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	wants := func(p *person, status int, path string, pairs ...string) {
		t.Helper()
		if got, body := p.post(path, pairs...); got != status {
			t.Errorf("%s %v: %d %s", path, pairs, got, body)
		}
	}
	at := "/knowledge/memory/" + strconv.FormatInt(lessons()[0].ID, 10)
	publisher.shows("/knowledge/memory?project=net&q=cash", "&lt;b&gt;cash&lt;/b&gt; back please", "Answered by", "Refunds", "operator/77", "Forget everything")
	if got, _ := publisher.get("/knowledge/memory?state=nonsense"); got != http.StatusNotFound {
		t.Errorf("/knowledge/memory?state=nonsense: %d", got)
	}
	if got, _ := publisher.get("/knowledge/memory?article=x"); got != http.StatusNotFound {
		t.Errorf("/knowledge/memory?article=x: %d", got)
	}
	publisher.shows("/knowledge/memory?state=waits+for+a+second+voice", "cash&lt;/b&gt; back please", "Waits for a second voice", "Confirm: may be answered alone")
	wants(writer, http.StatusForbidden, at+"/approve")
	wants(publisher, http.StatusSeeOther, at+"/approve")
	if got := lessons()[0]; got.State != "learned" || got.Judge == "" || got.Alone {
		t.Errorf("confirmed: %+v", got)
	}
	publisher.shows("/knowledge/memory?state=waits+for+a+second+voice", "Nothing matches these filters")
	publisher.shows("/knowledge/memory?q=nothing", "Nothing matches these filters")
	wants(writer, http.StatusForbidden, at+"/forget")
	wants(publisher, http.StatusSeeOther, at+"/reject")
	if got := lessons()[0]; got.State != "rejected" || got.Judge == "" {
		t.Errorf("%+v", got)
	}
	if status, body := publisher.post(at+"/correct", "key", "nothing", "asked", "project=net&q=cash"); status != http.StatusUnprocessableEntity || !strings.Contains(body, "is no article that readers see") ||
		!strings.Contains(body, `value="nothing"`) || !strings.Contains(body, `<option value="net/return">Returns</option>`) || !strings.Contains(body, `value="cash"`) {
		t.Errorf("no article: %d %s", status, body)
	}
	wants(publisher, http.StatusNotFound, "/knowledge/memory/4711/correct", "key", "return")
	r.project("shop", "Lumen Shop")
	if _, _, err := r.store.SaveVersion(t.Context(), knowledge.Edit{Project: "shop", Key: "cash", Lang: "en", Author: "Eva", Publish: true, Draft: knowledge.Draft{Title: "Cash", Body: "At the till."}}); err != nil {
		t.Fatal(err)
	}
	wants(publisher, http.StatusSeeOther, at+"/correct", "key", "shop/cash")
	if got := lessons()[0]; got.Project != "shop" || got.ArtKey != "cash" {
		t.Errorf("%+v", got)
	}
	wants(publisher, http.StatusSeeOther, at+"/correct", "key", "net/return")
	if got := lessons()[0]; got.ArtKey != "return" || got.State != "learned" || !got.Solved {
		t.Errorf("%+v", got)
	}
	wants(publisher, http.StatusNotFound, "/knowledge/memory/clear")
	wants(publisher, http.StatusNotFound, "/knowledge/memory/clear", "project", "nothing")
	wants(publisher, http.StatusNotFound, "/knowledge/memory/clear", "article", "4711")
	wants(publisher, http.StatusUnprocessableEntity, "/knowledge/memory/clear", "article", "1", "project", "net")
	wants(publisher, http.StatusNotFound, "/knowledge/memory/waiting", "person", "customer/4711", "verdict", "approve")
	publisher.shows("/knowledge/memory", `href="/knowledge/memory?person=operator%2f77"`)
	publisher.shows("/knowledge/memory?person=operator/77", "that this person taught…", "1 lesson counts for nothing", "Forget 1 lesson")
	hasNot(t, "who may not publish", writer.shows("/knowledge/memory?person=operator/77"), "Forget everything")
	wants(writer, http.StatusForbidden, "/knowledge/memory/clear", "person", "operator/77")
	wants(publisher, http.StatusSeeOther, "/knowledge/memory/clear", "person", "operator/77")
	if got := lessons(); len(got) != 0 {
		t.Errorf("one person's: %+v", got)
	}
	gone, err := r.store.Forgotten(t.Context())
	if err != nil || len(gone) != 1 {
		t.Fatal(gone, err)
	}
	if _, err := r.store.BringBack(t.Context(), gone[0].At); err != nil {
		t.Fatal(err)
	}
	wants(publisher, http.StatusSeeOther, "/knowledge/memory/clear", "project", "net")
	if got := lessons(); len(got) != 0 {
		t.Errorf("cleared: %+v", got)
	}
}

func TestALongMemoryIsReadToItsEndAndJudgingKeepsThePlace(t *testing.T) {
	r := newRig(t)
	id := r.article("refund", "en", "Refunds", "Within 14 days.")
	_, err := r.pool.Exec(t.Context(), `INSERT INTO lessons (key, article_id, version, lang, text, solved, role, person, state, at)
		SELECT 'k' || n, $1, 1, 'en', 'money back ' || n || ' of 405', true, 'operator', 'operator/77', 'learned', now() - n * interval '1 minute' FROM generate_series(1, 405) n`, id)
	if err != nil {
		t.Fatal(err)
	}
	p := r.person("Maria", true)
	first := p.shows("/knowledge/memory?project=net", ">money back 1 of 405<", ">money back 200 of 405<", `rel="next" href="/knowledge/memory?page=2&amp;project=net"`)
	hasNot(t, "the first page", first, "money back 201 of", `rel="prev"`)
	last := p.shows("/knowledge/memory?page=3&project=net", ">money back 401 of 405<", ">money back 405 of 405<", `rel="prev" href="/knowledge/memory?page=2&amp;project=net"`)
	hasNot(t, "the last page", last, "money back 400 of", `rel="next"`)
	if code, to := p.get("/knowledge/memory?page=9999&project=net"); code != http.StatusSeeOther || to != "/knowledge/memory?project=net" {
		t.Errorf("a page past the end: %d, led to %s", code, to)
	}
	list, err := r.store.Lessons(t.Context(), knowledge.LessonFilter{Limit: 1, Skip: 404})
	if err != nil || len(list) != 1 || list[0].Text != "money back 405 of 405" {
		t.Fatal(list, err)
	}
	one := "/knowledge/memory/" + strconv.FormatInt(list[0].ID, 10)
	if code, to := p.post(one+"/reject", "asked", "page=3&project=net&odd=1"); code != http.StatusSeeOther || to != "/knowledge/memory?page=3&project=net&done=judged" {
		t.Errorf("%d, led to %s", code, to)
	}
	if code, to := p.post(one+"/approve", "asked", "%zz"); code != http.StatusSeeOther || to != "/knowledge/memory?done=judged" {
		t.Errorf("%d, led to %s", code, to)
	}
	if code, to := p.post(one+"/forget", "asked", "q=405"); code != http.StatusSeeOther || to != "/knowledge/memory?q=405&done=unlearned" {
		t.Errorf("%d, led to %s", code, to)
	}
	gone, err := r.store.Forgotten(t.Context())
	if err != nil || len(gone) != 1 {
		t.Fatal(gone, err)
	}
	at := gone[0].At.UTC().Format(time.RFC3339Nano)
	p.shows("/knowledge/memory", "Forgotten lately", "forgotten by Maria", `name="at" value="`+at+`"`)
	if code, to := p.post("/knowledge/memory/restore", "at", at); code != http.StatusSeeOther || to != "/knowledge/memory?done=recalled" {
		t.Errorf("%d, led to %s", code, to)
	}
	hasNot(t, "the page afterwards", p.shows("/knowledge/memory?done=recalled&q=405+of", "Brought back", "money back 405 of 405"), "Forgotten lately")
	for _, at := range []string{at, "yesterday", ""} {
		if code, _ := p.post("/knowledge/memory/restore", "at", at); code != http.StatusNotFound {
			t.Errorf("brought back what is not there (%q): %d", at, code)
		}
	}
}

// What thirty people taught in the same words is one line, with who they are; a lesson says what it counts and where it was taught.
func TestEqualLessonsStandTogetherAndSayWhatTheyCount(t *testing.T) {
	r := newRig(t)
	id := r.article("refund", "en", "Refunds", "Within 14 days.")
	if _, err := r.pool.Exec(t.Context(), `INSERT INTO lessons (key, article_id, version, lang, text, solved, role, person, state, at)
		SELECT 'suggestion/' || n || '/customer/true', $1::bigint, 1, 'en', CASE n % 2 WHEN 0 THEN 'Money back' ELSE 'money back' END, true, CASE WHEN n > 28 THEN 'operator' ELSE 'customer' END,
			CASE WHEN n > 28 THEN 'operator/' ELSE 'customer/' END || n, 'learned', now() - n * interval '1 second' FROM generate_series(1, 30) n
		UNION ALL SELECT 'no', $1::bigint, 1, 'en', 'money back', false, 'operator', 'operator/3', 'learned', now() - interval '180 days'`, id); err != nil {
		t.Fatal(err)
	}
	page := r.person("Maria", true).shows("/knowledge/memory", "29 more in the same words: 27 customers, 2 operators", "counts 1 % of a question that an editor writes (15 % alone: others taught the same, and together they count no more)", "counts 60 % of a question that an editor writes", "counts against the article, 20 % of an editor’s no")
	if n := strings.Count(page, "in the same words"); n != 1 {
		t.Errorf("%d groups", n)
	}
}
