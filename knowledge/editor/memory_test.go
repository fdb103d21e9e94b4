package editor_test

import (
	"net/http"
	"strconv"
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
	wants(publisher, http.StatusNotFound, at+"/correct", "key", "nothing")
	wants(publisher, http.StatusSeeOther, at+"/correct", "key", "return")
	if got := lessons()[0]; got.ArtKey != "return" || got.State != "learned" || !got.Solved {
		t.Errorf("%+v", got)
	}
	wants(publisher, http.StatusNotFound, "/knowledge/memory/clear")
	wants(publisher, http.StatusNotFound, "/knowledge/memory/clear", "project", "nothing")
	wants(publisher, http.StatusNotFound, "/knowledge/memory/clear", "article", "4711")
	wants(publisher, http.StatusUnprocessableEntity, "/knowledge/memory/clear", "article", "1", "project", "net")
	wants(publisher, http.StatusNotFound, "/knowledge/memory/waiting", "person", "customer/4711", "verdict", "approve")
	wants(publisher, http.StatusSeeOther, "/knowledge/memory/clear", "project", "net")
	if got := lessons(); len(got) != 0 {
		t.Errorf("cleared: %+v", got)
	}
}
