package editor_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

// petros makes articles that Petro keeps true.
func (r *rig) petros(n int) (ids []int64) {
	r.Helper()
	for i := range n {
		ids = append(ids, r.article(fmt.Sprintf("a%03d", i), "en", fmt.Sprintf("Article %03d", i), fmt.Sprintf("It costs %d.", i), func(e *knowledge.Edit) { e.Owner = "Petro" }))
	}
	return ids
}

func TestManyArticlesAreChangedAfterAskingWhereReadersNotice(t *testing.T) {
	r := newRig(t)
	ids := r.petros(3)
	maria, oleh := r.person("Maria", true), r.operator("Oleh")
	hasNot(t, "the list of who does not publish", oleh.shows("/knowledge"), "data-pick", `action="/knowledge/batch"`)
	if code, _ := oleh.post("/knowledge/batch", "do", "owner", "owner", "Oleh", "id", fmt.Sprint(ids[0])); code != http.StatusForbidden {
		t.Errorf("an operator hands articles over: %d", code)
	}
	maria.shows("/knowledge?owner=Petro", `data-pick`, "Owner: Petro", `aria-label="Remove the filter Owner: Petro"`)
	code, to := maria.post("/knowledge/batch", "do", "owner", "owner", "Olena", "id", fmt.Sprint(ids[0], " ", ids[1]), "from", "q=article&owner=Petro&page=2&odd=1")
	if code != http.StatusSeeOther || r.read(ids[0]).Owner != "Olena" || r.read(ids[2]).Owner != "Petro" {
		t.Fatal(code, to)
	}
	v, err := url.Parse(to)
	if err != nil || v.Path != "/knowledge" || v.Query().Get("owner") != "Petro" || v.Query().Get("q") != "article" || v.Query().Has("odd") {
		t.Errorf("it leads to %s", to)
	}
	maria.shows(to, "2 texts changed.")
	code, page := maria.post("/knowledge/batch", "do", "unpublish", "all", "1", "from", "owner=Olena&q=article")
	if code != http.StatusOK || r.read(ids[0]).Published == 0 {
		t.Fatal("it was not asked about", code)
	}
	has(t, "the question", page, "2 articles", `<a class="button" href="/knowledge?owner=Olena&amp;q=article">Cancel</a>`, "stop seeing them at once", "Article 000", `name="sure"`, fmt.Sprintf(`value="%d %d"`, ids[0], ids[1]))
	if code, to := maria.post("/knowledge/batch", "do", "unpublish", "id", fmt.Sprint(ids[0], " ", ids[1]), "sure", "1"); code != http.StatusSeeOther || r.read(ids[0]).Published != 0 {
		t.Error(code, to)
	}
	code, page = maria.post("/knowledge/batch", "do", "verify", "review_by", "", "id", fmt.Sprint(ids[0], " ", ids[2]))
	has(t, "what was left", page, "1 changed.", "1 left as it was", "publish it first")
	if code != http.StatusOK || r.read(ids[2]).VerifiedBy != "Maria" {
		t.Error(code)
	}
	_, page = maria.post("/knowledge/batch", "do", "owner", "owner", "Olena", "id", "99999")
	has(t, "what never was", page, "Article 99999", "There is no such article.")
	for name, fields := range map[string][]string{
		"Choose what to do": {"do", "odd", "id", "1"}, "No article is chosen": {"do", "owner"}, "tags are missing": {"do", "tags", "id", fmt.Sprint(ids[0])},
		"is not a day": {"do", "verify", "review_by", "soon", "id", fmt.Sprint(ids[0])},
	} {
		if code, page := maria.post("/knowledge/batch", fields...); code != 422 || !strings.Contains(page, name) {
			t.Errorf("%s: %d", name, code)
		}
	}
	if code, _ := maria.post("/knowledge/batch", "do", "owner", "id", "x"); code != http.StatusNotFound {
		t.Error(code)
	}
}

// TestWhatWouldComeOfAChangeOfManyIsSaidBefore: what is so already, and what will stay as it is and why; nothing changes by
// asking.
func TestWhatWouldComeOfAChangeOfManyIsSaidBefore(t *testing.T) {
	r := newRig(t)
	ids := r.petros(4)
	for _, err := range []error{r.store.Unpublish(t.Context(), ids[0], "Maria"), r.store.Remove(t.Context(), ids[1], "eva")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	p := r.person("Maria", true)
	all := fmt.Sprint(ids[0], " ", ids[1], " ", ids[2], " ", ids[3])
	code, page := p.post("/knowledge/batch", "do", "unpublish", "id", all)
	has(t, "the question", page, "2 texts will change.", "1 is already that way.", "1 will stay as it is:", "Article 001", "It is removed.", `name="sure"`)
	if code != http.StatusOK || r.read(ids[2]).Published != 1 || len(r.read(ids[2]).Versions) != 1 {
		t.Errorf("%d: it was done", code)
	}
	_, page = p.post("/knowledge/batch", "do", "unpublish", "id", fmt.Sprint(ids[0]))
	has(t, "the question", page, "Nothing will change.")
	_, page = p.post("/knowledge/batch", "do", "unpublish", "id", fmt.Sprint(ids[2]))
	hasNot(t, "the question", page, "will change", "will stay")
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(p.url+"/knowledge?owner=Petro"))
	browsertest.Until(t, ctx, "ask", fmt.Sprintf("(f => { f.method = 'post'; f.action = '/knowledge/batch'; for (const [n, v] of [['do', 'unpublish'], ['id', %q]]) { const i = document.createElement('input'); i.name = n; i.value = v; f.append(i) } document.body.append(f); f.submit(); return true })(document.createElement('form'))", all))
	browsertest.Until(t, ctx, "what would come of it", says("main", "1 will stay as it is"))
	views(t, ctx, "batch-left")
}

func TestTheListIsOrderedByWhatChangedLast(t *testing.T) {
	r := newRig(t)
	r.project("pay", "Wallet")
	first := r.article("aaa", "en", "First", "It costs 1.")
	r.article("bbb", "en", "Second", "It costs 2.", func(e *knowledge.Edit) { e.Project = "pay" })
	r.again(first, 1, "It costs 3.", true)
	page := r.person("Maria", true).shows("/knowledge?sort=recent&lang=en", "Last changed", "Wallet · ", "Home Internet · ", "lang=en&amp;project=pay&amp;sort=recent")
	if strings.Index(page, ">First</a>") > strings.Index(page, ">Second</a>") {
		t.Error("what was changed before comes first")
	}
	mine := r.person("Maria", true).shows("/knowledge?owner=me", "Owner: you", "First")
	hasNot(t, "another's own", r.person("Petro", true).shows("/knowledge?owner=me"), ">First</a>")
	has(t, "the filter", mine, `<option value="me" selected>You</option>`)
}

func TestAPublicationOfManyLeavesOutWhatBreaksAStoredQuestion(t *testing.T) {
	r := newRig(t)
	ids := r.petros(2)
	r.again(ids[0], 1, "Another text.", false)
	r.again(ids[1], 1, "One more text.", false)
	if err := r.store.AddMustFind(t.Context(), knowledge.MustFind{Project: "net", Key: "a000", Text: "what does it cost", By: "Maria"}); err != nil {
		t.Fatal(err)
	}
	r.trier = func(_ context.Context, try knowledge.Attempt, qs []knowledge.TrialQuestion) (before, after []knowledge.TrialAnswer, err error) {
		for range qs {
			found := knowledge.TrialAnswer{Does: knowledge.DoesAnswer, Found: []knowledge.TrialSource{{Project: "net", Key: "a000", Title: "Article 000"}}}
			before, after = append(before, found), append(after, found)
			if try.Draft.Key == "a000" {
				after[len(after)-1] = knowledge.TrialAnswer{Does: knowledge.DoesNothing}
			}
		}
		return before, after, nil
	}
	p := r.person("Maria", true)
	_, page := p.post("/knowledge/batch", "do", "publish", "id", fmt.Sprint(ids[0], " ", ids[1]), "sure", "1")
	has(t, "what was left", page, "1 changed.", "would break a test question: “what does it cost”")
	if r.read(ids[0]).Published != 1 || r.read(ids[1]).Published != 2 {
		t.Errorf("readers see versions %d and %d", r.read(ids[0]).Published, r.read(ids[1]).Published)
	}
}

func TestArticlesAreTickedAcrossSearchesAndChangedTogether(t *testing.T) {
	r := newRig(t)
	ids := r.petros(103)
	p := r.person("Olena Koval", true)
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(p.url+"/knowledge"))
	browsertest.Until(t, ctx, "nothing is chosen", "document.querySelector('#batch').hidden && document.querySelectorAll('[data-pick]').length === 100")
	do(t, ctx, "tick one", chromedp.Click("[data-pick]"))
	browsertest.Until(t, ctx, "one is chosen", says("[data-chosen]", "1 article chosen")+" && "+says("[data-all]", "Choose all 103"))
	browsertest.Until(t, ctx, "with shift, all between", "(b => { b[4].dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, shiftKey: true})); return true })(document.querySelectorAll('[data-pick]'))")
	browsertest.Until(t, ctx, "five", says("[data-chosen]", "5 articles chosen"))
	do(t, ctx, "search", chromedp.SendKeys("[data-find]", "article 099"))
	browsertest.Until(t, ctx, "another list", "document.querySelectorAll('[data-pick]').length === 1 && !document.querySelector('[data-pick]').checked && "+says("[data-chosen]", "5 articles chosen"))
	do(t, ctx, "by the keyboard", chromedp.Focus("#results [data-result]"))
	browsertest.Until(t, ctx, "the key x", "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'x', bubbles: true})) || true")
	browsertest.Until(t, ctx, "six", says("[data-chosen]", "6 articles chosen"))
	browsertest.Until(t, ctx, "only the field that is needed", "document.querySelector('#batch [name=do]').value = 'owner', document.querySelector('#batch [name=do]').dispatchEvent(new Event('change', {bubbles: true})), !document.querySelector('#batch [name=owner]').disabled && document.querySelector('#batch [name=add]').disabled")
	do(t, ctx, "hand over", chromedp.SendKeys("#batch [name=owner]", "Anna"))
	views(t, ctx, "batch")
	do(t, ctx, "apply", chromedp.Click("#batch .primary"))
	browsertest.Until(t, ctx, "they are handed over", says(".fine", "6 texts changed.")+" && location.search === '?q=article+099'")
	for i, id := range ids {
		if want := i < 5 || i == 99; (r.read(id).Owner == "Anna") != want {
			t.Errorf("article %d belongs to %s", i, r.read(id).Owner)
		}
	}
	do(t, ctx, "all that match", chromedp.Navigate(p.url+"/knowledge?owner=Petro"), chromedp.Click("[data-pick]"), chromedp.Click("[data-all]"))
	browsertest.Until(t, ctx, "all of them", says("[data-chosen]", "All 97 articles that match"))
	browsertest.Until(t, ctx, "what to do", "document.querySelector('#batch [name=do]').value = 'audience', document.querySelector('#batch [name=do]').dispatchEvent(new Event('change', {bubbles: true})), true")
	do(t, ctx, "apply", chromedp.Click("#batch .primary"))
	browsertest.Until(t, ctx, "it is asked", says("main", "97 articles")+" && "+says("main", "and 85 more")+" && "+says("main", "Colleagues only"))
	views(t, ctx, "batch-sure")
	do(t, ctx, "sure", chromedp.Click("[name=sure]"))
	browsertest.Until(t, ctx, "done", says(".fine", "97 texts changed.")+" && location.search === '?owner=Petro'")
	if d := r.read(ids[50]); d.Versions[0].Audience != knowledge.Internal || d.Published != d.Latest {
		t.Errorf("%+v", d)
	}
	do(t, ctx, "take the filter off", chromedp.Click(".narrow-by a"))
	browsertest.Until(t, ctx, "the whole list", "location.search === ''")
}
