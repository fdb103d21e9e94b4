package editor_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

// wordTrier answers with the articles of the store that have a word of the question in their title.
func (r *rig) wordTrier() knowledge.Trier {
	answer := func(articles []knowledge.Article, q knowledge.TrialQuestion) knowledge.TrialAnswer {
		a := knowledge.TrialAnswer{Does: knowledge.DoesNothing}
		for _, art := range articles {
			for _, w := range strings.Fields(q.Text) {
				if strings.Contains(strings.ToLower(art.Title), w) {
					a.Does, a.Text = knowledge.DoesOffer, art.Body
					a.Found = append(a.Found, knowledge.TrialSource{Article: art.ID, Project: art.Project, Key: art.Key, Title: art.Title})
					break
				}
			}
		}
		return a
	}
	return func(ctx context.Context, try knowledge.Attempt, questions []knowledge.TrialQuestion) (before, after []knowledge.TrialAnswer, err error) {
		now, _, _, err := r.store.Changes(ctx, 0)
		if err != nil {
			return nil, nil, err
		}
		then := []knowledge.Article{}
		for _, a := range now {
			if a.ID != try.Merges && (try.Draft == nil || a.ID != try.Draft.ID) {
				then = append(then, a)
			}
		}
		if try.Draft != nil {
			then = append(then, *try.Draft)
		}
		for _, q := range questions {
			before, after = append(before, answer(now, q)), append(after, answer(then, q))
		}
		return before, after, nil
	}
}

func TestADraftIsTriedAndABreakTakesAReason(t *testing.T) {
	r := newRig(t)
	r.trier = r.wordTrier()
	r.recent = func(context.Context, int) ([]knowledge.Unanswered, error) {
		return []knowledge.Unanswered{{Text: "my router is <b>dead</b>"}, {Text: "the invoice is wrong"}, {Text: "router and modem"}}, nil
	}
	id := r.article("router", "en", "Router", "Restart it.")
	p := r.person("Maria", true)
	if code, to := p.post("/knowledge/must-find", "project", "net", "key", "router", "question", "where is my router call 067 123 45 67", "lang", "en"); code != 303 {
		t.Fatal(code, to)
	}
	if code, to := p.post("/knowledge/must-find", "project", "net", "key", "router", "question", "where is my router call 067 123 45 67", "lang", "en", "article", fmt.Sprint(id)); code != 303 || to != at(id, "?done=remembered") {
		t.Errorf("who adds a question on an article's page is led away: %d %s", code, to)
	}
	if code, page := p.post("/knowledge/must-find", "project", "net", "key", "router", "question", "?", "article", fmt.Sprint(id)); code != http.StatusUnprocessableEntity || !strings.Contains(page, "has no words") {
		t.Errorf("a question without a word: %d", code)
	}
	p.shows("/knowledge/must-find", "where is my router", "all find their article now", "net/router")
	hasNot(t, "the stored question", p.shows(at(id, ""), "where is my router"), "067 123")
	if code, _ := p.post("/knowledge/must-find", "project", "net", "key", "none", "question", "x"); code != http.StatusNotFound {
		t.Errorf("a question of no article: %d", code)
	}
	fields := func(do, title string, more ...string) []string {
		return append([]string{"do", do, "based", fmt.Sprint(r.read(id).Latest), "title", title, "body", "Restart it.", "audience", "public", "owner", "Maria"}, more...)
	}
	code, page := p.post(at(id, "/edit"), fields("try", "Invoice of the router")...)
	if code != http.StatusOK {
		t.Fatal(code)
	}
	has(t, "a harmless draft", page, "No test question breaks", "1 of the last 3 questions", "the invoice is wrong", "Found now: is it right?", `value="Invoice of the router"`)
	_, page = p.post(at(id, "/edit"), fields("try", "Modem")...)
	has(t, "a draft that breaks", page, "1 test question breaks", "my router is &lt;b&gt;dead&lt;/b&gt;", "Worse", "where is my router")
	code, page = p.post(at(id, "/edit"), fields("publish", "Modem")...)
	if code != http.StatusConflict || r.read(id).Latest != 1 {
		t.Fatalf("published without a reason: %d", code)
	}
	has(t, "the question for a reason", page, "Nothing is published yet", "Publish anyway</button>", `name="reason"`, `value="Modem"`, `name="broken" value="1"`)
	for name, more := range map[string][]string{"a space": {"reason", " ", "broken", "1"}, "a reason for other breaks": {"reason", "Modems replaced them.", "broken", "2"},
		"a reason for breaks that nobody saw": {"reason", "Modems replaced them."}} {
		code, page := p.post(at(id, "/edit"), fields("publish", "Modem", more...)...)
		if code != http.StatusConflict || r.read(id).Latest != 1 {
			t.Fatalf("published with %s: %d", name, code)
		}
		if strings.TrimSpace(more[1]) != "" {
			has(t, name, page, "does it stand for these too?", "Modems replaced them.</textarea>", `name="broken" value="1"`)
		}
	}
	if code, to := p.post(at(id, "/edit"), fields("save", "Modem")...); code != 303 {
		t.Fatal(code, to)
	}
	code, page = p.post(at(id, "/publish"), "v", "2")
	if code != http.StatusConflict || r.read(id).Published != 1 {
		t.Fatalf("published without a reason: %d", code)
	}
	has(t, "the page that asks for a reason", page, "where is my router", "Publish anyway")
	if code, _ = p.post(at(id, "/plan"), "v", "2", "publish_at", "2099-01-01T00:00", "zone", "UTC"); code != http.StatusConflict {
		t.Errorf("planned without a reason: %d", code)
	}
	if code, to := p.post(at(id, "/publish"), "v", "2", "reason", "Modems replaced them."); code != 303 {
		t.Fatal(code, to)
	}
	p.shows(at(id, ""), "Modems replaced them.", "published by Maria")
	p.shows("/knowledge/must-find", "1 does not find the article now", "Not found")
	if code, to := p.post("/knowledge/must-find/1/remove"); code != 303 {
		t.Fatal(code, to)
	}
	p.shows("/knowledge/must-find", "No test questions yet")
}

// An article that is merged goes: what it had to answer the other one has to answer, and once it is back it answers again.
func TestMergingWithoutTheOthersWordsTakesAReasonAndBringingItBackDoesNot(t *testing.T) {
	r := newRig(t)
	r.trier = r.wordTrier()
	keep, goes := r.article("invoice", "en", "Invoices", "They come monthly."), r.article("deposit", "en", "The deposit", "It is paid back.")
	if err := r.store.AddMustFind(t.Context(), knowledge.MustFind{Project: "net", Key: "deposit", Text: "when is the deposit paid back", Lang: "en", By: "Maria"}); err != nil {
		t.Fatal(err)
	}
	p := r.person("Maria", true)
	fields := func(do, title string, more ...string) []string {
		return append([]string{"do", do, "based", fmt.Sprint(r.read(keep).Latest), "title", title, "body", "They come monthly.", "audience", "public", "merge", fmt.Sprint(goes)}, more...)
	}
	code, page := p.post(at(keep, "/edit"), fields("try", "Invoices")...)
	has(t, "merged without its words", page, "1 test question breaks", "net/invoice")
	if code != http.StatusOK {
		t.Error(code)
	}
	_, page = p.post(at(keep, "/edit"), fields("try", "Invoices and the deposit")...)
	has(t, "merged with them", page, "No test question breaks")
	if code, _ = p.post(at(keep, "/edit"), fields("publish", "Invoices")...); code != http.StatusConflict || !r.read(goes).Removed.IsZero() {
		t.Errorf("merged without a reason: %d", code)
	}
	if code, to := p.post(at(keep, "/edit"), fields("publish", "Invoices and the deposit")...); code != 303 || r.read(goes).Removed.IsZero() {
		t.Fatal(code, to)
	}
	if code, to := p.post(at(goes, "/restore"), "v", "1"); code != 303 {
		t.Fatal(code, to)
	}
	if code, to := p.post(at(goes, "/publish"), "v", "1"); code != 303 {
		t.Errorf("what is given back to it breaks nothing: %d %s", code, to)
	}
	if code, to := p.post(at(keep, "/edit"), fields("publish", "Invoices")...); code != http.StatusConflict {
		t.Errorf("merged again without a reason: %d %s", code, to)
	}
}

// late is a context without time left, that is not over yet.
type late struct{ context.Context }

func (late) Deadline() (time.Time, bool) { return time.Now().Add(-time.Hour), true }

func TestATrialWithoutTimeAsksTheStoredQuestionsAndSaysWhatItLeftOut(t *testing.T) {
	r := newRig(t)
	r.article("router", "en", "Router", "Restart it.")
	if err := r.store.AddMustFind(t.Context(), knowledge.MustFind{Project: "net", Key: "router", Text: "my router is dead", By: "Maria"}); err != nil {
		t.Fatal(err)
	}
	var asked []string
	try := func(_ context.Context, _ knowledge.Attempt, qs []knowledge.TrialQuestion) (before, after []knowledge.TrialAnswer, err error) {
		for _, q := range qs {
			asked = append(asked, q.Text)
		}
		return make([]knowledge.TrialAnswer, len(qs)), make([]knowledge.TrialAnswer, len(qs)), nil
	}
	recent := make([]knowledge.Unanswered, 60)
	trial, err := r.store.Try(late{t.Context()}, try, knowledge.Attempt{}, recent)
	if err != nil || trial.Stored != 1 || trial.Asked != 0 || trial.Left != 60 || len(asked) != 1 {
		t.Errorf("%+v, asked %q: %v", trial, asked, err)
	}
	trial, err = r.store.Try(t.Context(), try, knowledge.Attempt{}, recent)
	if err != nil || trial.Asked != 60 || trial.Left != 0 || len(asked) != 62 {
		t.Errorf("%+v, asked %d in all: %v", trial, len(asked), err)
	}
}

// Who unpublishes or removes what test questions must find is told which ones, and says why it is right all the same.
func TestTakingAwayWhatTestQuestionsFindTakesAReason(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	en := r.article("router", "en", "Router", "Restart it.")
	uk := r.article("router", "uk", "Роутер", "Перезапустіть.")
	free := r.article("modem", "en", "Modem", "It hums.")
	for text, lang := range map[string]string{"my router is <dead>": "en", "роутер не працює": "uk"} {
		if err := r.store.AddMustFind(t.Context(), knowledge.MustFind{Project: "net", Key: "router", Text: text, Lang: lang, By: "Maria"}); err != nil {
			t.Fatal(err)
		}
	}
	hasNot(t, "an article without test questions", p.shows(at(free, "")), "would lose")
	page := p.shows(at(en, ""), "A test question would lose its article", "my router is &lt;dead&gt;", "Why it is right all the same")
	if strings.Count(page, "would lose") != 2 {
		t.Error("both windows are to say so")
	}
	for _, path := range []string{"/unpublish", "/remove"} {
		code, page := p.post(at(en, path), "reason", " ")
		if d := r.read(en); code != http.StatusConflict || d.Published != 1 || !d.Removed.IsZero() {
			t.Errorf("%s without a reason: %d, %+v", path, code, d.Flow)
		}
		has(t, path, page, "Nothing is ", "my router is &lt;dead&gt;", at(en, path))
		hasNot(t, path, page, "роутер не працює")
	}
	all := fmt.Sprint(en, " ", uk, " ", free)
	for do, word := range map[string]string{"unpublish": "Unpublish", "remove": "Remove"} {
		_, page = p.post("/knowledge/batch", "do", do, "id", all)
		has(t, "the dry run", page, "1 text will change", "2 will stay as they are", "2 test questions would lose their article", word+" it by itself, with a reason.")
	}
	if code, page := p.post("/knowledge/batch", "do", "unpublish", "id", all, "sure", "1"); code != http.StatusOK || r.read(en).Published != 1 || r.read(uk).Published != 1 || r.read(free).Published != 0 {
		t.Errorf("many at once: %d %s", code, page)
	}
	if code, to := p.post(at(en, "/unpublish"), "reason", "We rent no routers any more."); code != http.StatusSeeOther {
		t.Fatal(code, to)
	}
	p.shows(at(en, ""), "We rent no routers any more.")
	p.shows(at(uk, ""), "2 test questions would lose their article", "my router is &lt;dead&gt;", "роутер не працює")
	hasNot(t, "what readers do not see", p.shows(at(en, "")), "would lose")
	if code, to := p.post(at(en, "/remove")); code != http.StatusSeeOther {
		t.Errorf("a draft is removed without a reason: %d %s", code, to)
	}
	if code, to := p.post(at(uk, "/remove"), "reason", "Nor here."); code != http.StatusSeeOther || r.read(uk).Removed.IsZero() {
		t.Errorf("%d %s", code, to)
	}
}

func TestTheWindowsOfTakingAwayAskForTheReason(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	id := r.article("router", "en", "Router", "Restart it.")
	if err := r.store.AddMustFind(t.Context(), knowledge.MustFind{Project: "net", Key: "router", Text: "my router is dead", Lang: "en", By: "Maria"}); err != nil {
		t.Fatal(err)
	}
	ctx := browsertest.New(t, "409")
	do(t, ctx, "open the page", chromedp.Navigate(p.url+at(id, "")))
	browsertest.Until(t, ctx, "both windows are open", "document.querySelectorAll('details.confirm').forEach(d => d.open = true) === undefined && "+says("form[action$='/unpublish']", "my router is dead"))
	views(t, ctx, "taking-away")
	browsertest.Until(t, ctx, "without a reason it is not sent", "!document.querySelector(\"form[action$='/unpublish']\").checkValidity()")
	browsertest.Until(t, ctx, "sent all the same", "document.querySelector(\"form[action$='/remove']\").submit() === undefined")
	browsertest.Until(t, ctx, "it is asked for", says("h1", "Test questions lose this article"))
	views(t, ctx, "loses")
	do(t, ctx, "with a reason", chromedp.SendKeys("[name=reason]", "Sold out."), chromedp.Click("form.card .danger"))
	browsertest.Until(t, ctx, "it is removed", says("main", "Removed. You can bring it back"))
}
