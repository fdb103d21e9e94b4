package editor_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

// ask makes a gap of some questions.
func (r *rig) ask(text string, from, n int) knowledge.Gap {
	r.Helper()
	var list []knowledge.Unanswered
	for i := range n {
		list = append(list, knowledge.Unanswered{Conversation: int64(from + i), Seq: 1, Text: text, Lang: "en", Project: "net", At: time.Now().Add(-time.Duration(i) * 40 * time.Hour)})
	}
	if _, err := r.store.AddUnanswered(r.Context(), list); err != nil {
		r.Fatal(err)
	}
	gaps, err := r.store.Gaps(r.Context(), "open", "", "")
	if err != nil {
		r.Fatal(err)
	}
	for _, g := range gaps {
		if g.Title == text {
			return g
		}
	}
	r.Fatalf("no gap %q", text)
	return knowledge.Gap{}
}

func TestAnEditorSeesWhatWaitsForHimToday(t *testing.T) {
	r := newRig(t)
	r.talks = talks{}
	p := r.person("Maria", true)
	p.shows("/knowledge/today", "You are up to date", "no draft waits for a review")
	mail := func(e *knowledge.Edit) { e.Owner = "MARIA@lumen.example" }
	overdue, doubted := r.article("overdue", "en", "Overdue thing", "It costs 5.", mail), r.article("doubted", "en", "Doubted thing", "It costs 6.")
	r.article("others", "en", "Petro’s thing", "It costs 7.", func(e *knowledge.Edit) { e.Owner = "Petro" })
	r.article("begun", "en", "Begun thing", "Soon.", func(e *knowledge.Edit) { e.Publish = false })
	awaits, planned := r.article("awaits", "en", "Awaited thing", "It costs 8."), r.article("planned", "en", "Planned thing", "It costs 9.")
	r.again(awaits, 1, "It costs 88.", false)
	for _, err := range []error{
		r.store.Submit(t.Context(), awaits, 2, "Oleh", ""), r.store.Doubt(t.Context(), doubted, "Oleh", "6 or 7?"),
		r.store.Plan(t.Context(), planned, knowledge.Plan{Until: time.Now().Add(48 * time.Hour)}, "Oleh"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE articles SET review_by = current_date - 3 WHERE id = $1 OR owner = 'Petro'`, overdue); err != nil {
		t.Fatal(err)
	}
	r.talked(9)
	wifi := r.ask("Is there a mesh for a big house?", 1, 4)
	if err := r.store.AssignGap(t.Context(), r.ask("Where is the meter reading sent?", 5, 1).ID, "maria@lumen.example", "Petro Petrenko"); err != nil {
		t.Fatal(err)
	}
	r.ask("Do you sell gift cards to companies?", 6, 2)

	unloved := r.article("unloved", "en", "Unloved thing", "It costs 11.")
	for range 3 {
		if err := r.store.Vote(t.Context(), unloved, false); err != nil {
			t.Fatal(err)
		}
	}
	r.talks = talks{disliked: []knowledge.Disliked{{Article: unloved, Dismissed: 4, Used: 1}, {Article: awaits, NotHelped: 1}}}
	p = r.person("Maria", true)

	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(p.url+"/knowledge/today"))
	browsertest.Until(t, ctx, "what did not help", says("[aria-labelledby=unloved]", "4 dismissed by operators, 3 did not help, 1 used"))
	for _, want := range []string{"Overdue thing", "Doubted thing", "Begun thing", "Awaited thing", "Oleh", "Planned thing", "Is there a mesh", "gift cards", "asked 4 times", "assigned by Petro Petrenko"} {
		browsertest.Until(t, ctx, want, says("main", want))
	}
	browsertest.Until(t, ctx, "only what is his", "!"+says("main", "Petro’s thing")+" && !"+says("main", "up to date"))
	views(t, ctx, "today")
	do(t, ctx, "confirm", chromedp.Click(fmt.Sprintf("[aria-labelledby=of-stale] button[value='%d']", overdue)))
	browsertest.Until(t, ctx, "it is confirmed", says(".fine", "Verified")+" && !"+says("main", "Overdue thing")+" && location.search === ''")
	do(t, ctx, "confirm all", chromedp.Click("[aria-labelledby=of-unverified] header button"))
	browsertest.Until(t, ctx, "they are confirmed", "!"+says("main", "Doubted thing"))
	if d := r.read(doubted); d.Unverified || d.VerifiedBy != "Maria" || d.ReviewBy.IsZero() {
		t.Errorf("%+v", d.Flow)
	}
	do(t, ctx, "take a gap", chromedp.Click(fmt.Sprintf("form[action='/knowledge/gaps/%d/assign'] button", wifi.ID)))
	browsertest.Until(t, ctx, "it is his", says("[aria-labelledby=mine]", "Is there a mesh")+" && !"+says("[aria-labelledby=asked]", "Is there a mesh"))
	do(t, ctx, "look at it", chromedp.Click("[aria-labelledby=mine] a"))
	browsertest.Until(t, ctx, "the gap", says("main summary", "Assigned to you"))
	views(t, ctx, "gap-assigned")
	do(t, ctx, "his gaps", chromedp.Navigate(p.url+"/knowledge/gaps?whose=mine"))
	browsertest.Until(t, ctx, "only his", says("main", "Is there a mesh")+" && !"+says("main", "gift cards")+" && "+says(".gap .tag", "Maria"))
}

// A colleague's import of many drafts does not push an editor's own off his page.
func TestAnEditorSeesHisDraftsHoweverManyOthersWrote(t *testing.T) {
	r := newRig(t)
	draft := func(e *knowledge.Edit) { e.Publish = false }
	r.article("begun", "en", "Begun thing", "Soon.", draft)
	r.article("theirs", "en", "Imported thing", "Later.", draft, func(e *knowledge.Edit) { e.Author = "import" })
	_, err := r.pool.Exec(t.Context(), `
		WITH many AS (INSERT INTO articles (project_id, key, lang, latest, rev) SELECT project_id, 'many' || n, lang, 1, rev FROM articles, generate_series(1, 600) AS n WHERE key = 'theirs' RETURNING id)
		INSERT INTO article_versions (article_id, version, title, body, audience, author) SELECT id, 1, 'Many things', 'Later.', 'public', 'import' FROM many`)
	if err != nil {
		t.Fatal(err)
	}
	hasNot(t, "what others began", r.person("Maria", true).shows("/knowledge/today", "Begun thing"), "Many things")
}

func TestATranslationThatWasNotSavedIsGoneOnWith(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	en := r.article("router", "en", "Restart the router", "Pull the plug.")
	uk := r.article("router", "uk", "Перезапуск роутера", "Вимкніть.")
	keep := func(form, of, title string) {
		t.Helper()
		if code, body := p.post("/knowledge/keep", "form", form, "dirty", "1", "translates", of, "title", title, "body", "Wyjmij wtyczkę."); code != http.StatusOK {
			t.Fatal(code, body)
		}
	}
	keep("new:net:router:pl", "uk", "Restart <routera>")
	keep("new:net:router:de", "en", "")
	for _, page := range []string{"/knowledge/today", "/knowledge"} {
		p.shows(page, fmt.Sprintf(`<a href="/knowledge/a/%d/translate?lang=pl">Restart &lt;routera&gt;</a>`, uk), "in Polski, of “Перезапуск роутера”",
			fmt.Sprintf(`<a href="/knowledge/a/%d/translate?lang=de">A translation</a>`, en), "in Deutsch, of “Restart the router”")
	}
	p.shows(fmt.Sprintf("/knowledge/a/%d/translate?lang=pl", uk), "Wyjmij wtyczkę.", "Перезапуск роутера", `value="Restart &lt;routera&gt;"`)
	if err := r.store.Remove(t.Context(), uk, "eva"); err != nil {
		t.Fatal(err)
	}
	p.shows("/knowledge/today", fmt.Sprintf(`<a href="/knowledge/a/%d/translate?lang=pl">`, en))
	keep("new:net:none:pl", "en", "Of nothing")
	hasNot(t, "what translates nothing", p.shows("/knowledge/today", "Of nothing"), ">Of nothing</a>")
}

func TestAGapIsAssignedAndHandedOn(t *testing.T) {
	r := newRig(t)
	r.talked(2)
	g := r.ask("Is there a mesh for a big house?", 1, 2)
	maria, oleh := r.person("Maria", true), r.operator("Oleh")
	path := fmt.Sprintf("/knowledge/gaps/%d", g.ID)
	if code, _ := oleh.post(path+"/assign", "me", "1"); code != http.StatusForbidden {
		t.Errorf("an operator assigns: %d", code)
	}
	if code, to := maria.post(path+"/assign", "to", "petro@lumen.example"); code != http.StatusSeeOther || !strings.HasPrefix(to, path) {
		t.Fatal(code, to)
	}
	maria.shows(path, "Assigned to petro@lumen.example")
	petro := r.person("Petro", true)
	petro.shows(path, "Assigned to you by Maria")
	petro.shows("/knowledge/today", "Gaps assigned to you", "big house", "assigned by Maria")
	hasNot(t, "what nobody writes", maria.shows("/knowledge/gaps?whose=nobody"), "big house")
	if code, _ := maria.post(path+"/assign", "to", "a\nb"); code != http.StatusUnprocessableEntity {
		t.Errorf("a name of two lines: %d", code)
	}
	if code, _ := maria.post(path+"/assign", "to", ""); code != http.StatusSeeOther {
		t.Error(code)
	}
	maria.shows("/knowledge/gaps?whose=nobody", "big house")
	if code, _ := maria.post("/knowledge/gaps/99999/assign", "me", "1"); code != http.StatusNotFound {
		t.Error(code)
	}
}

func TestTwoArticlesThatLookAlikeAreFoundRightUntilOneChanges(t *testing.T) {
	r := newRig(t)
	a := r.article("delivery", "en", "Delivery", "Good to know.\n\nDelivery by courier in the city costs 40 hryvnias a parcel. It takes a day.")
	b := r.article("prices", "en", "Prices", "Delivery by courier in the city costs 45 hryvnias a parcel.")
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(p.url+"/knowledge/check-up"))
	browsertest.Until(t, ctx, "both, with what differs", "[...document.querySelectorAll('[aria-labelledby=opposed] mark')].map(m => m.textContent).join() === '40,45' && "+says("[aria-labelledby=opposed]", "It takes a day"))
	views(t, ctx, "check-up-pair")
	do(t, ctx, "side by side", chromedp.Click(".pairs a.button"))
	browsertest.Until(t, ctx, "both texts", says(".side-by-side", "It takes a day")+" && "+says(".difference", "45 hryvnias"))
	views(t, ctx, "pair")
	do(t, ctx, "both are right", chromedp.Click("form[action$=settle] button"))
	browsertest.Until(t, ctx, "it is settled", says(".fine", "both are right")+" && !document.querySelector('[aria-labelledby=opposed]') && "+says("main details summary", "1 pair marked as both right"))
	r.again(b, 1, "Delivery by courier in the city costs 46 hryvnias a parcel.", true)
	p.shows("/knowledge/check-up", `id="opposed"`, "<mark>46</mark>")
	pair := fmt.Sprintf("/knowledge/check-up/pair?a=%d&b=%d", a, b)
	p.shows(pair, "Only in the first: ", "Only in the second: ")
	if code, _ := p.post("/knowledge/check-up/settle", "a", fmt.Sprint(b), "b", fmt.Sprint(a)); code != http.StatusSeeOther {
		t.Fatal(code)
	}
	p.shows(pair, "Maria marked both as right", "Look at them again")
	if code, _ := p.post("/knowledge/check-up/unsettle", "a", fmt.Sprint(a), "b", fmt.Sprint(b)); code != http.StatusSeeOther {
		t.Fatal(code)
	}
	p.shows("/knowledge/check-up", `id="opposed"`)
	waits := "that contradict or repeat each other"
	p.shows("/knowledge/today", waits)
	if _, err := r.store.Teach(t.Context(), knowledge.Lesson{Key: "k", Article: a, Lang: "en", Text: "courier price", Solved: true, Role: "operator", Person: "operator/7", At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	p.shows("/knowledge/today", waits) // what is learned changes no text
	r.again(b, 2, "Delivery by courier in the city costs 40 hryvnias a parcel.", true)
	hasNot(t, "the day once it is mended", p.shows("/knowledge/today"), waits)
	for _, odd := range []string{"?a=x&b=1", fmt.Sprintf("?a=%d&b=99999", a), ""} {
		if code, _ := p.get("/knowledge/check-up/pair" + odd); code != http.StatusNotFound {
			t.Errorf("%s: %d", odd, code)
		}
	}
	if code, _ := p.post("/knowledge/check-up/settle", "a", fmt.Sprint(a), "b", fmt.Sprint(a)); code != http.StatusNotFound {
		t.Errorf("an article beside itself: %d", code)
	}
}

func TestGapsAreMergedAssignedAndDismissedTogether(t *testing.T) {
	r := newRig(t)
	r.talked(9)
	most := r.ask("Is there a mesh for a big house?", 1, 3)
	r.ask("Do you sell gift cards to companies?", 4, 2)
	r.ask("Where are vouchers for employees bought?", 6, 1)
	r.ask("How old must a courier be?", 7, 1)
	p := r.person("Maria", true)
	open := func() []knowledge.Gap {
		t.Helper()
		gaps, err := r.store.Gaps(t.Context(), "open", "", "")
		if err != nil {
			t.Fatal(err)
		}
		return gaps
	}
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(p.url+"/knowledge/gaps"))
	browsertest.Until(t, ctx, "two are ticked", "[...document.querySelectorAll('.gap')].filter(g => /gift cards|vouchers/.test(g.innerText)).map(g => g.querySelector('[data-pick]').click()).length === 2 && "+says("[data-chosen]", "2 gaps chosen"))
	views(t, ctx, "gaps-many")
	choose := func(what string) string {
		return fmt.Sprintf("(s => { s.value = %q; s.dispatchEvent(new Event('change', {bubbles: true})); return true })(document.querySelector('#batch [name=do]'))", what)
	}
	browsertest.Until(t, ctx, "merge", choose("merge"))
	do(t, ctx, "merge", chromedp.Click("#batch .primary"))
	browsertest.Until(t, ctx, "they are one", says(".fine", "Merged")+" && "+says("main", "gift cards")+" && "+says("main", "vouchers"))
	do(t, ctx, "the list", chromedp.Navigate(p.url+"/knowledge/gaps"), chromedp.Click("[data-pick]"), chromedp.Click("[data-all]"))
	browsertest.Until(t, ctx, "assign all three", says("[data-chosen]", "All 3 gaps")+" && "+choose("assign"))
	do(t, ctx, "assign", chromedp.SendKeys("#batch [name=to]", "Petro"), chromedp.Click("#batch .primary"))
	browsertest.Until(t, ctx, "they are Petro’s", says(".fine", "assignment is saved")+" && document.querySelectorAll('.gap .tag').length === 3")
	if code, _ := p.post("/knowledge/gaps/many", "do", "dismiss", "id", fmt.Sprint(most.ID)); code != http.StatusUnprocessableEntity {
		t.Errorf("dismissed without a word: %d", code)
	}
	if code, to := p.post("/knowledge/gaps/many", "do", "dismiss", "reason", "not ours", "id", fmt.Sprint(most.ID)); code != http.StatusSeeOther || len(open()) != 2 {
		t.Error(code, to)
	}
	if _, err := r.store.AddUnanswered(t.Context(), []knowledge.Unanswered{{Conversation: 8, Seq: 1, Text: "Скільки років має бути кур'єру?", Lang: "uk", Project: "net", At: time.Now()}}); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, g := range open() {
		ids = append(ids, fmt.Sprint(g.ID))
	}
	form := url.Values{"do": {"merge"}, "id": ids}
	if code, page := p.do(http.MethodPost, "/knowledge/gaps/many", strings.NewReader(form.Encode())); code != http.StatusUnprocessableEntity || !strings.Contains(page, "different languages") || len(open()) != 3 {
		t.Errorf("gaps of two languages are merged: %d", code)
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE gaps SET lang = 'en', project = CASE WHEN lang = 'uk' THEN 'pay' ELSE project END`); err != nil {
		t.Fatal(err)
	}
	if code, page := p.do(http.MethodPost, "/knowledge/gaps/many", strings.NewReader(form.Encode())); code != http.StatusUnprocessableEntity || !strings.Contains(page, "different projects") || len(open()) != 3 {
		t.Errorf("gaps of two projects are merged: %d", code)
	}
	for name, fields := range map[string][]string{"No gap is chosen": {"do", "assign"}, "at least two": {"do", "merge", "id", fmt.Sprint(open()[0].ID)}, "Choose what to do": {"id", fmt.Sprint(open()[0].ID)}} {
		if code, page := p.post("/knowledge/gaps/many", fields...); code != http.StatusUnprocessableEntity || !strings.Contains(page, name) {
			t.Errorf("%s: %d", name, code)
		}
	}
	if code, _ := r.operator("Oleh").post("/knowledge/gaps/many", "do", "assign", "id", fmt.Sprint(open()[0].ID)); code != http.StatusForbidden {
		t.Errorf("an operator: %d", code)
	}
}

// TestAPairThatContradictsItselfIsNotBesideThatADuplicate: which of the two is right comes first.
func TestAPairThatContradictsItselfIsNotBesideThatADuplicate(t *testing.T) {
	r := newRig(t)
	const rest = " The bill comes on the first day of the month, and whoever pays for a year at once pays for eleven months only."
	r.article("prices", "en", "Prices", "The tariff Home 300 costs 350 UAH a month."+rest)
	r.article("tariffs", "en", "Tariffs", "The tariff Home 300 costs 390 UAH a month."+rest)
	page := r.person("Maria", true).shows("/knowledge/check-up", `Contradictions <span class="muted">1</span>`)
	hasNot(t, "the page", page, "Near-duplicates")
}

// What waits because much was taught at once is told where an editor begins his day.
func TestWhatWasTaughtAtOnceIsToldToday(t *testing.T) {
	r := newRig(t)
	id := r.article("refund", "en", "Refunds", "Within 14 days.")
	if _, err := r.pool.Exec(t.Context(), `INSERT INTO lessons (key, article_id, version, lang, text, solved, role, person, state, at)
		SELECT 'k' || n, $1, 1, 'en', 'money back ' || n, true, 'operator', 'operator/77', 'quarantined', now() FROM generate_series(1, 12) n`, id); err != nil {
		t.Fatal(err)
	}
	hasNot(t, "who waits for nothing", r.person("Maria", true).shows("/knowledge/today", "A lot was taught at once", `<b class="pending">12</b>`, `href="/knowledge/memory">Look at them</a>`), "You are up to date")
	hasNot(t, "who may not judge", r.person("Wim", false).shows("/knowledge/today", "You are up to date"), "A lot was taught at once")
}
