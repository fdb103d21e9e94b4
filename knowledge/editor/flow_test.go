package editor_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

func TestAnOperatorWritesAndAnEditorPublishes(t *testing.T) {
	r := newRig(t)
	oleh, maria := r.operator("Oleh"), r.person("Maria", true)
	hasNot(t, "the form of an operator", oleh.shows("/knowledge/p/net/new", "Ask for review", "You write drafts; an editor"), `value="publish"`)
	fields := []string{"title", "Return an order", "body", "Within 14 days.", "audience", "public", "language", "en"}
	if code, page := oleh.post("/knowledge/p/net/new", append(fields, "do", "publish")...); code != http.StatusForbidden || !strings.Contains(page, "Within 14 days.") {
		t.Errorf("an operator publishes: %d, or his text is gone", code)
	}
	code, to := oleh.post("/knowledge/p/net/new", append(fields, "do", "submit", "comment", "asked daily")...)
	if code != http.StatusSeeOther {
		t.Fatal(code, to)
	}
	d, err := r.store.ArticleByKey(t.Context(), "net", "return-an-order", "en")
	if err != nil || d.Submitted != 1 || d.Published != 0 {
		t.Fatalf("%+v %v", d, err)
	}
	hasNot(t, "the operator's page", oleh.shows(to, "Sent for review", "Withdraw from review"), "/publish", "/verify", "/plan", "/remove")
	for _, path := range []string{"/publish", "/return", "/plan", "/verify", "/unpublish", "/remove"} {
		if code, _ := oleh.post(at(d.ID, path), "v", "1", "note", "x"); code != http.StatusForbidden {
			t.Errorf("an operator may %s: %d", path, code)
		}
	}
	maria.shows("/knowledge?state=review", "Return an order", "Awaiting review")
	if code, page := maria.post(at(d.ID, "/return"), "note", ""); code != 422 || !strings.Contains(page, "say what is to be changed") {
		t.Errorf("given back without a word: %d", code)
	}
	if code, to := maria.post(at(d.ID, "/return"), "note", "With the receipt."); code != 303 {
		t.Fatal(code, to)
	}
	oleh.shows(at(d.ID, ""), "With the receipt.", "returned by Maria")
	for _, path := range []string{at(d.ID, ""), at(d.ID, "/edit"), "/knowledge/today"} {
		if page := oleh.shows(path); !strings.Contains(page, "With the receipt.") || !strings.Contains(strings.ToLower(page), "sent") {
			t.Errorf("%s does not say to its author that it was sent back", path)
		}
	}
	oleh.shows("/knowledge/today", "Sent back to you")
	oleh.shows(at(d.ID, "/edit"), "Maria sent version 1 back")
	if code, to := oleh.post(at(d.ID, "/submit")); code != 303 {
		t.Fatal(code, to)
	}
	hasNot(t, "the author's day", oleh.shows("/knowledge/today"), "Sent back to you")
	hasNot(t, "what awaits a review", oleh.shows(at(d.ID, "/edit")), "sent version 1 back")
	if code, to := maria.post(at(d.ID, "/publish"), "v", "1"); code != 303 {
		t.Fatal(code, to)
	}
	maria.shows(at(d.ID, ""), "by Maria", "Published")
	oleh.shows("/knowledge/today", "Published for you this week", "Return an order", "by Maria")
	hasNot(t, "the day of who published it", maria.shows("/knowledge/today"), "Published for you")
	if code, to := oleh.post(at(d.ID, "/doubt"), "note", "14 or 30?"); code != 303 {
		t.Fatal(code, to)
	}
	maria.shows(at(d.ID, ""), "Never answered automatically", "14 or 30?", "Not verified")
	if code, to := maria.post(at(d.ID, "/verify"), "review_by", "2031-02-03"); code != 303 {
		t.Fatal(code, to)
	}
	hasNot(t, "the verified article", maria.shows(at(d.ID, ""), "3 February 2031"), "Never answered")
}

func TestPublicationIsPlannedToTheMinuteInTheEditorsZone(t *testing.T) {
	r := newRig(t)
	id := r.article("offer", "en", "Offer", "Half price.", unpublished)
	p := r.person("Maria", true)
	year := time.Now().Year() + 1
	if code, to := p.post(at(id, "/plan"), "publish_at", fmt.Sprintf("%d-07-01T09:30", year), "expire_at", fmt.Sprintf("%d-07-02T00:00", year), "zone", "Europe/Kyiv", "v", "1"); code != 303 {
		t.Fatal(code, to)
	}
	if d := r.read(id); d.PublishAt.UTC().Format("15:04") != "06:30" || d.ExpireAt.UTC().Format("2 15:04") != "1 21:00" {
		t.Errorf("planned %v %v", d.PublishAt.UTC(), d.ExpireAt.UTC())
	}
	p.shows(at(id, ""), "1 July", "06:30 UTC", "Scheduled")
	for name, fields := range map[string][]string{
		"is not a time zone": {"publish_at", "2031-01-01T00:00", "zone", "../etc/passwd"}, "is not a time": {"publish_at", "tomorrow", "zone", "UTC"},
		"has passed": {"publish_at", "2020-01-01T00:00", "zone", "UTC"},
	} {
		if code, page := p.post(at(id, "/plan"), fields...); code != 422 || !strings.Contains(page, name) {
			t.Errorf("%s: %d", name, code)
		}
	}
	if code, to := p.post(at(id, "/plan"), "zone", "UTC"); code != 303 || !r.read(id).PublishAt.IsZero() || !r.read(id).ExpireAt.IsZero() {
		t.Errorf("the plan stands: %d %s", code, to)
	}
}

func TestWhatIsTypedIsKeptForEachEditor(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "Restart it.")
	maria, oleh := r.person("Maria", true), r.person("Oleh", true)
	form := fmt.Sprint("a", id)
	keep := func(p *person, more ...string) string {
		t.Helper()
		code, answer := p.post("/knowledge/keep", append([]string{"form", form, "article", fmt.Sprint(id), "based", "1"}, more...)...)
		if code != http.StatusOK {
			t.Fatal(code, answer)
		}
		return answer
	}
	has(t, "the first to come", keep(maria), `"others":[]`, `"latest":1`)
	has(t, "the second", keep(oleh), `"others":["Maria"]`)
	keep(maria, "dirty", "1", "title", "Router", "body", "Restart it twice.", "audience", "public", "owner", "Maria")
	page := maria.shows(at(id, "/edit"), "Restart it twice.", "did not save", `name="based" value="1"`)
	hasNot(t, "another's form", oleh.shows(at(id, "/edit")), "Restart it twice.")
	has(t, "the form", page, "Discard it")
	if code, _ := oleh.post("/knowledge/leave", "form", form); code != http.StatusNoContent {
		t.Error(code)
	}
	has(t, "after he left", keep(maria, "dirty", "1", "title", "Router", "body", "Restart it thrice.", "audience", "public"), `"others":[]`)
	if code, to := maria.post(at(id, "/edit"), "do", "save", "based", "1", "title", "Router", "body", "Restart it thrice.", "audience", "public", "owner", "Maria"); code != 303 {
		t.Fatal(code, to)
	}
	hasNot(t, "after saving", maria.shows(at(id, "/edit"), "thrice"), "did not save")
	keep(maria, "dirty", "1", "title", "Other", "body", "x", "audience", "public")
	if code, to := maria.post("/knowledge/drop", "form", form, "back", at(id, "/edit")); code != 303 || to != at(id, "/edit") {
		t.Error(code, to)
	}
	hasNot(t, "after throwing it away", maria.shows(at(id, "/edit")), "did not save")
	if _, to := maria.post("/knowledge/drop", "form", form, "back", "https://evil.example/"); to != "/knowledge" {
		t.Errorf("it leads to %s", to)
	}
}

func TestWhatAnotherSavesMeanwhileIsPutIntoTheOpenForm(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "One.\n\nTwo.\n\nThree.")
	p := r.person("Maria", true)
	r.again(id, 1, "One.\n\nTwo.\n\nThree times.", true)
	_, answer := p.post("/knowledge/keep", "form", "a1", "article", fmt.Sprint(id), "based", "1")
	has(t, "the open form", answer, `"latest":2`, `"author":"Olena"`)
	code, page := p.post(at(id, "/edit"), "do", "catchup", "based", "1", "title", "My router", "body", "One, at once.\n\nTwo.\n\nThree.", "audience", "public", "owner", "Maria")
	if code != http.StatusOK {
		t.Fatal(code)
	}
	has(t, "the merged form", page, "One, at once.\n\nTwo.\n\nThree times.", `value="My router"`, `name="based" value="2"`)
	code, page = p.post(at(id, "/edit"), "do", "catchup", "based", "1", "title", "Router", "body", "One.\n\nTwo.\n\nThree, mine.", "audience", "public", "owner", "Maria")
	if code != http.StatusConflict {
		t.Fatal(code)
	}
	has(t, "the conflict", page, "Three, mine.", "Three times.", "nothing is lost")
}

func TestATranslationIsMarkedUntilItSaysWhatItsOriginalSays(t *testing.T) {
	r := newRig(t)
	en := r.article("router", "en", "Router", "Restart it.")
	p := r.person("Maria", true)
	p.shows(at(en, "/translate?lang=uk"), `name="translates" value="en"`, `name="fresh" value="1"`)
	if code, to := p.post(at(en, "/translate"), "do", "publish", "language", "uk", "title", "Роутер", "body", "Перезапустіть.", "audience", "public", "fresh", "1", "translates", "en"); code != 303 {
		t.Fatal(code, to)
	}
	d, err := r.store.ArticleByKey(t.Context(), "net", "router", "uk")
	if err != nil || d.Translates != "en" || d.Translated != 1 {
		t.Fatalf("%+v %v", d.Flow, err)
	}
	r.again(en, 1, "Restart it twice.", true)
	p.shows(at(d.ID, ""), "Translation is behind", "what changed")
	p.shows("/knowledge?state=behind", "Роутер")
	if code, to := p.get(fmt.Sprintf("/knowledge/sibling?of=%d&lang=en&a=1&b=2", d.ID)); code != 303 || to != at(en, "/difference?a=1&b=2") {
		t.Error(code, to)
	}
	p.shows(at(d.ID, "/edit"), `name="fresh" value="2"`, "What changed in English")
	save := func(based, body string, more ...string) {
		t.Helper()
		if code, to := p.post(at(d.ID, "/edit"), append([]string{"do", "publish", "based", based, "title", "Роутер", "body", body, "audience", "public", "translates", "en"}, more...)...); code != 303 {
			t.Fatal(code, to)
		}
	}
	save("1", "Перезапустіть його.")
	if !r.read(d.ID).Behind() {
		t.Error("a slip mended is taken for a translation")
	}
	save("2", "Перезапустіть двічі.", "fresh", "2")
	if r.read(d.ID).Behind() {
		t.Error("it is behind still")
	}
}

// A tick that is taken away says that the translation is behind again; one that is kept with a text stays as it was set.
func TestTheTickOfATranslationIsTakenAsItIsSet(t *testing.T) {
	r := newRig(t)
	en := r.article("router", "en", "Router", "Restart it.")
	uk := r.article("router", "uk", "Роутер", "Перезапустіть.", func(e *knowledge.Edit) { e.Original = &knowledge.Original{Lang: "en", Version: 1} })
	p := r.person("Maria", true)
	text := func(more ...string) []string {
		return append([]string{"do", "save", "based", "1", "title", "Роутер", "body", "Перезапустіть.", "audience", "public", "owner", "Maria", "translates", "en"}, more...)
	}
	p.shows(at(uk, "/edit"), `name="fresh_was" value="1"`, `name="fresh" value="1" checked`)
	if _, page := p.post(at(uk, "/edit"), text("do", "preview", "fresh_was", "1")...); strings.Contains(page, `name="fresh" value="1" checked`) {
		t.Error("a tick that was taken away is back with the preview")
	}
	keep := func(more ...string) {
		t.Helper()
		if code, said := p.post("/knowledge/keep", append(text("form", fmt.Sprint("a", uk), "article", fmt.Sprint(uk), "dirty", "1"), more...)...); code != 200 {
			t.Fatal(code, said)
		}
	}
	keep("fresh_was", "1")
	hasNot(t, "what was kept", p.shows(at(uk, "/edit"), "and did not save is below", `name="fresh_was" value="1"`), `name="fresh" value="1" checked`)
	if code, to := p.post(at(uk, "/edit"), text("fresh_was", "1")...); code != 303 || !r.read(uk).Behind() {
		t.Fatalf("the tick is taken away: %d %s, %+v", code, to, r.read(uk).Flow)
	}
	keep("fresh", "1", "fresh_was", "")
	p.shows(at(uk, "/edit"), "and did not save is below", `name="fresh_was" value=""`, `name="fresh" value="1" checked`)
	if code, to := p.post(at(uk, "/edit"), text("fresh", "1", "fresh_was", "")...); code != 303 || r.read(uk).Behind() {
		t.Fatalf("it is ticked: %d %s", code, to)
	}
	r.again(en, 1, "Restart it twice.", true)
	if code, to := p.post(at(uk, "/edit"), text("fresh", "1", "fresh_was", "1")...); code != 303 || r.read(uk).Translated != 1 {
		t.Errorf("a form that was open meanwhile: %d %s, %+v", code, to, r.read(uk).Flow)
	}
}

// TestWhatWasBegunFromSomethingIsContinuedAndForgottenOnceSaved: a new article that was begun from a gap, a conversation or a
// search is kept under a name of its own, found on the day's page, and gone once it is saved.
func TestWhatWasBegunFromSomethingIsContinuedAndForgottenOnceSaved(t *testing.T) {
	r := gapped(t)
	p := r.person("Maria", true)
	for i, form := range []string{"gap1", "conversation3", "asked", "kept0a1b2c3d"} {
		if code, _ := p.post("/knowledge/keep", "form", "new:net:"+form, "dirty", "1", "title", "Begun from "+form, "body", "So far."); code != http.StatusOK {
			t.Fatal(code)
		}
		p.shows("/knowledge/today", "Begun from "+form, "/knowledge/p/net/new?kept="+form)
		has(t, "the form", p.shows("/knowledge/p/net/new?kept="+form, "Begun from "+form, "So far.", "did not save"), `name="kept" value="`+form+`"`)
		has(t, "the list", p.shows("/knowledge"), "Begun from "+form)
		if code, to := p.post("/knowledge/p/net/new", "kept", form, "language", "en", "title", fmt.Sprint("Saved ", i), "body", "All of it.", "audience", "public"); code != http.StatusSeeOther {
			t.Fatal(code, to)
		}
		hasNot(t, "the day's page", p.shows("/knowledge/today"), "Begun from "+form)
	}
	hasNot(t, "the form", p.shows("/knowledge/p/net/new?kept=%22%3E"), `name="kept"`)
}

func TestEarlierVersionsAreErasedFromTheirPage(t *testing.T) {
	r := newRig(t)
	r.project("net", "Net")
	id := r.article("router", "en", "Router", "Eve Longwood asks.")
	r.again(id, 1, "Nobody asks.", true)
	p, at := r.person("Maria", true), fmt.Sprint("/knowledge/a/", id)
	p.shows(at+"/versions", "Erase earlier versions…", "The newest version stays")
	if code, _ := p.post(at + "/clear"); code != http.StatusUnprocessableEntity {
		t.Errorf("without being sure: %d", code)
	}
	if code, _ := r.person("Rita", false).post(at+"/clear", "sure", "1"); code != http.StatusForbidden {
		t.Errorf("who may not publish: %d", code)
	}
	if code, to := p.post(at+"/clear", "sure", "1"); code != http.StatusSeeOther || to != at+"/versions?done=cleared" {
		t.Fatalf("%d %s", code, to)
	}
	page := p.shows(at+"/versions?done=cleared", "erased</span>", "Erased. That there were these versions")
	hasNot(t, "versions", page, ">Restore<")
	hasNot(t, "version 1", p.shows(at+"?v=1"), "Longwood")
	hasNot(t, "difference", p.shows(at+"/difference?a=1&b=2"), "Longwood")
	p.shows(at, "Nobody asks.", "cleared by Maria")
	if _, to := p.post(at+"/clear", "sure", "1"); to != at+"/versions?done=clear" {
		t.Error(to)
	}
	p.post(at + "/remove")
	p.shows(at+"/versions", "Erase all versions…")
	if code, _ := p.post(at+"/clear", "sure", "1"); code != http.StatusSeeOther {
		t.Error(code)
	}
	page = p.shows(at, "This article was removed")
	hasNot(t, "a removed one", page, "Bring it back")
	hasNot(t, "a removed one", page, "Nobody asks.")
}

func TestWhatCannotBePlannedIsSaidInWords(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "Restart it.", unpublished)
	p := r.person("Maria", true)
	code, page := p.post(at(id, "/plan"), "publish_at", "2020-01-02T10:00", "expire_at", "2020-01-01T10:00", "zone", "Europe/Kyiv")
	if code != 422 {
		t.Fatal(code, page)
	}
	has(t, "the refusal", page, "The time of publication has passed", "The time to unpublish has passed", fmt.Sprintf(`href="%s"`, at(id, "")))
	hasNot(t, "the refusal", page, "publish_at has", "expire_at has", "publish_at is", "expire_at is")
	has(t, "what was typed", page, `name="publish_at" value="2020-01-02T10:00" aria-invalid="true"`, `name="expire_at" value="2020-01-01T10:00" aria-invalid="true"`, `name="zone" value="Europe/Kyiv"`)
	ctx := browsertest.New(t)
	do(t, ctx, "look", chromedp.Navigate(p.url+at(id, "")))
	browsertest.Until(t, ctx, "a wrong time is not sent", `(f => {
		f.publish_at.value = "2020-01-02T10:00";
		f.dispatchEvent(new Event("input"));
		const past = !f.checkValidity();
		f.publish_at.value = "2060-01-02T10:00";
		f.expire_at.value = "2060-01-02T09:00";
		f.dispatchEvent(new Event("input"));
		const inverse = !f.checkValidity();
		f.expire_at.value = "2060-01-03T09:00";
		f.dispatchEvent(new Event("input"));
		return past && inverse && f.checkValidity();
	})(document.querySelector("[data-plan]"))`)
}

// A translation that is refused stays the one unsaved text that it was, whichever language its form was opened with.
func TestARefusedTranslationIsOneUnsavedText(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "Restart it.")
	p := r.person("Maria", true)
	for opened, written := range map[string]string{"?lang=uk": "uk", "?lang=ru": "pl", "": "de"} {
		page := p.shows(at(id, "/translate"+opened))
		draft := func(page string) string {
			_, rest, _ := strings.Cut(page, `data-draft="`)
			name, _, _ := strings.Cut(rest, `"`)
			return name
		}
		_, rest, _ := strings.Cut(page, `<form id="write" method="post" action="`)
		action, _, _ := strings.Cut(rest, `"`)
		name, text := draft(page), []string{"language", written, "title", "Роутер", "body", "Перезапустіть.", "audience", "public", "translates", "en", "fresh", "1"}
		p.autosaved(page, append(text, "form", name)...)
		code, page := p.post(action, append(text, "do", "publish", "audience", "public", "link", "no link")...)
		if code != http.StatusUnprocessableEntity || draft(page) != name {
			t.Errorf("opened with %q: %d, kept as %q and then as %q", opened, code, name, draft(page))
		}
		if code, to := p.post(action, append(text, "do", "publish")...); code != http.StatusSeeOther {
			t.Fatal(code, to)
		}
		hasNot(t, "opened with "+opened, p.shows("/knowledge"), "You have unsaved text")
	}
	text := []string{"language", "fr", "title", "Routeur", "body", "Redémarrez-le.", "audience", "public", "translates", "en", "fresh", "1"}
	p.autosaved("", append(text, "form", "new:net:router:fr")...)
	if code, to := p.post(at(id, "/translate"), append(text, "do", "publish")...); code != http.StatusSeeOther {
		t.Fatal(code, to)
	}
	hasNot(t, "sent without the language that it was opened with", p.shows("/knowledge"), "You have unsaved text")
}
