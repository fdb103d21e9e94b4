package editor_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"switchboard/knowledge"
)

// Of two editors who press the same at once, the second is told so and led to how it stands, and not that there is nothing.
func TestWhoPressesSecondIsToldHowItStands(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "Restart it.")
	if err := r.store.AddMustFind(t.Context(), knowledge.MustFind{Project: "net", Key: "router", Text: "restart it", Lang: "en", By: "Eva"}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.pool.Exec(t.Context(), `INSERT INTO gaps (project, lang, title) VALUES ('net', 'en', 'What does it cost?')`); err != nil {
		t.Fatal(err)
	}
	eva, maria := r.person("Eva", true), r.person("Maria", true)
	for _, press := range []struct {
		path, stands string
		fields       []string
		code         int
		says         string
	}{
		{"/knowledge/must-find/1/remove", "/knowledge/must-find", nil, http.StatusNotFound, "Somebody else may have been faster"},
		{"/knowledge/gaps/1/dismiss", "/knowledge/gaps/1", []string{"reason", "Nobody sells it."}, http.StatusConflict, "was dismissed by Eva"},
		{at(id, "/remove"), at(id, ""), nil, http.StatusNotFound, "Somebody else may have been faster"},
	} {
		if code, to := eva.post(press.path, press.fields...); code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", press.path, code, to)
		}
		code, page := maria.post(press.path, press.fields...)
		if code != press.code {
			t.Errorf("%s again: %d", press.path, code)
		}
		has(t, press.path, page, press.says, "This has changed in the meantime", "Your press changed nothing", `href="`+press.stands+`">See how it stands`)
		maria.shows(press.stands)
	}
	_, page := maria.post("/knowledge/a/4711/remove")
	hasNot(t, "what never was", page, "See how it stands")
}

// What stands open in a list that was loaded before somebody closed it is not merged, assigned or written for nothing.
func TestAStaleListOfGapsChangesNothingOfWhatIsClosed(t *testing.T) {
	r := newRig(t)
	if _, err := r.pool.Exec(t.Context(), `INSERT INTO gaps (project, lang, title) SELECT 'net', 'en', 'question ' || n FROM generate_series(1, 3) n`); err != nil {
		t.Fatal(err)
	}
	p := r.person("Maria", true)
	if err := r.store.DismissGap(t.Context(), 2, "Eva", "not our <business>"); err != nil {
		t.Fatal(err)
	}
	const why = `was dismissed by Eva <time`
	for path, fields := range map[string][]string{
		"/knowledge/gaps/many":     {"do", "merge", "id", "1", "id", "2"},
		"/knowledge/gaps/2/merge":  {"into", "1"},
		"/knowledge/gaps/1/merge":  {"into", "2"},
		"/knowledge/gaps/2/assign": {"me", "1"},
	} {
		code, page := p.post(path, fields...)
		if code != http.StatusConflict {
			t.Errorf("%s: %d", path, code)
		}
		has(t, path, page, why, "question 2", "not our &lt;business&gt;", "Your press changed nothing", `href="/knowledge/gaps/2">See how it stands`)
	}
	for _, path := range []string{"/knowledge/p/net/new?gap=2", "/knowledge/new-article?gap=2"} {
		code, page := p.get(path)
		if code != http.StatusConflict {
			t.Errorf("%s: %d", path, code)
		}
		has(t, path, page, why, `href="/knowledge/gaps/2">See how it stands`)
	}
	if err := r.store.MergeGaps(t.Context(), 3, 1); err != nil {
		t.Fatal(err)
	}
	code, page := p.post("/knowledge/gaps/3/dismiss", "reason", "no")
	if code != http.StatusConflict {
		t.Errorf("what was merged is dismissed: %d", code)
	}
	has(t, "what was merged", page, "it was merged into another", `href="/knowledge/gaps">See how it stands`)
}

// Who has written an article for a gap that somebody closed meanwhile is told so, and loses nothing of it.
func TestATextForAClosedGapIsGivenBackBeforeItIsSaved(t *testing.T) {
	r := newRig(t)
	if _, err := r.pool.Exec(t.Context(), `INSERT INTO gaps (project, lang, title) VALUES ('net', 'en', 'Do you sell rings?')`); err != nil {
		t.Fatal(err)
	}
	p := r.person("Maria", true)
	article := []string{"gap", "1", "language", "en", "title", "Rings", "body", "We sell **rings**.", "audience", "public"}
	if code, page := p.post("/knowledge/keep", append(article, "form", "new:net:gap1", "dirty", "1")...); code != http.StatusOK {
		t.Fatal(code, page)
	}
	if err := r.store.DismissGap(t.Context(), 1, "Eva", "we sell none"); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/knowledge/p/net/new?gap=1", "/knowledge/p/net/new?kept=gap1"} {
		page := p.shows(path, "We sell **rings**.", "was dismissed by Eva", "we sell none", "What you save here closes no gap.")
		hasNot(t, path, page, `name="gap"`)
	}
	code, page := p.post("/knowledge/p/net/new", append(article, "do", "publish", "kept", "gap1")...)
	if code != http.StatusConflict {
		t.Errorf("saved: %d", code)
	}
	has(t, "the form", page, "Not saved: the gap", "was dismissed by Eva", "We sell **rings**.", `name="kept" value="gap1"`)
	hasNot(t, "the form", page, `name="gap"`)
	if list, err := r.store.Articles(t.Context(), knowledge.Filter{}); err != nil || len(list) != 0 {
		t.Errorf("saved are %v, %v", list, err)
	}
	if code, to := p.post("/knowledge/p/net/new", append(article[2:], "do", "publish", "kept", "gap1")...); code != http.StatusSeeOther {
		t.Errorf("saved again: %d %s", code, to)
	}
}

// What was written for a gap that went with an erased customer is there no more; saved from a page that was open, it is to be read.
func TestATextForAGapOfAnErasedCustomerIsToBeRead(t *testing.T) {
	r := gapped(t)
	gaps, err := r.store.Gaps(t.Context(), "open", "", "")
	if err != nil {
		t.Fatal(err)
	}
	gap := gaps[slices.IndexFunc(gaps, func(g knowledge.Gap) bool { return g.Title == "Can I pay with cryptocurrency?" })].ID
	end := fmt.Sprint("gap", gap)
	p := r.person("Maria", true)
	page := p.shows(fmt.Sprint("/knowledge/p/net/new?gap=", gap), "Can I pay with cryptocurrency?")
	article := []string{"kept", hidden(page, "kept"), "language", "en", "title", "Can I pay with cryptocurrency?", "questions", "Can I pay with cryptocurrency?", "body", "No.", "audience", "public"}
	p.autosaved(page, append(article, "form", "new:net:"+end)...)
	err = pgx.BeginFunc(t.Context(), r.pool, func(tx pgx.Tx) error {
		_, err := knowledge.Forget(t.Context(), tx, knowledge.Erasure{Conversations: []int64{4}, Said: []string{"Can I pay with cryptocurrency?"}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	hasNot(t, "what is begun", p.shows("/knowledge"), "cryptocurrency")
	if code, said := p.post("/knowledge/keep", append(article, "form", "new:net:"+end, "dirty", "1")...); code != http.StatusOK || !strings.Contains(said, `"erased":true`) || strings.Contains(said, `"kept"`) {
		t.Errorf("a page that was open keeps it: %d %s", code, said)
	}
	hasNot(t, "what is begun", p.shows("/knowledge"), "cryptocurrency")
	if code, to := p.post("/knowledge/p/net/new", append(article, "do", "publish")...); code != http.StatusSeeOther {
		t.Fatal(code, to)
	}
	p.shows("/knowledge/reports", "Can I pay with cryptocurrency?", "customer who was erased")
}
