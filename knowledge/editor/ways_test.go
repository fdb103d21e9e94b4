package editor_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"switchboard/knowledge"
)

// What belongs to a removed project says so, and its address leads to where it is brought back.
func TestARemovedProjectHasAWayBack(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "One.")
	p := r.person("Maria", true)
	if err := r.store.RemoveProject(t.Context(), "net", "Maria"); err != nil {
		t.Fatal(err)
	}
	hasNot(t, "its article", p.shows(at(id, ""), "The project Home Internet was removed"), "This draft is newer")
	code, to := p.get("/knowledge/p/net")
	if code != http.StatusSeeOther || to != "/knowledge?state=removed&project=net" {
		t.Fatalf("its address: %d %s", code, to)
	}
	p.shows(to, "Bring the project back")
	code, page := p.post("/knowledge/new-project", "do", "save", "name", "Net", "key", "net", "based", "0")
	if code != http.StatusConflict {
		t.Errorf("another one of its key: %d", code)
	}
	has(t, "the form of another one", page, "was removed on", "choose another key, for example: net-2")
	if code, page = p.post(at(id, "/edit"), "do", "publish", "based", "1", "title", "Router", "body", "Two.", "audience", "public"); code != http.StatusConflict {
		t.Errorf("its article: %d", code)
	}
	has(t, "its article", page, "Not saved: the project with the key &#34;net&#34; was removed on", "Two.")
	if code, _ := p.get("/knowledge/p/none"); code != http.StatusNotFound {
		t.Errorf("no project: %d", code)
	}
}

func TestWhoMayNotImportIsNotLedThere(t *testing.T) {
	r := newRig(t)
	r.article("router", "en", "Router", "One.")
	oleh, maria := r.operator("Oleh"), r.person("Maria", true)
	for _, page := range []string{"/knowledge", "/knowledge/today", "/knowledge/gaps", "/knowledge/reports", "/knowledge/check-up", "/knowledge/memory", "/knowledge/memory/departments",
		"/knowledge/synonyms", "/knowledge/must-find"} {
		hasNot(t, page, oleh.shows(page), `href="/knowledge/import"`)
		maria.shows(page, `href="/knowledge/import"`)
	}
}

func TestAnImportTellsWhatItIsNotSureOf(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	_, page := p.send("/knowledge/import", "tarifs.md", "# Tarifs\n\nDix euros par mois, sans engagement.", "do", "check", "project", "net")
	has(t, "the check", page, "Taken, but look at this: 1", "tarifs.md</b>: does not tell its language and was taken for &#34;en&#34;")
	_, page = p.send("/knowledge/import", "tarifs.md", "# Tarifs\n\nDix euros par mois, sans engagement.", "do", "import", "project", "net", "language", "fr", "verified", "1")
	hasNot(t, "the import", page, "Taken, but look", "that are to be verified")
}

// A tag of a language is taken as people type it.
func TestALanguageIsTakenAsItIsTyped(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	for typed, want := range map[string]string{"UK": "uk", "pt_br": "pt-BR", " zh-Hant ": "zh-Hant"} {
		if code, to := p.post("/knowledge/p/net/new", "do", "save", "language", typed, "title", "Router", "body", "One.", "audience", "public"); code != http.StatusSeeOther {
			t.Fatal(typed, code, to)
		}
		if _, err := r.store.ArticleByKey(t.Context(), "net", "router", want); err != nil {
			t.Errorf("%s: %v", typed, err)
		}
	}
	id := r.article("lights", "en", "Lights", "One.")
	p.shows(at(id, "/translate?lang=DE"), `name="language" value="de"`)
}

func TestAKeyThatIsTakenLeadsToItsArticle(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "One.")
	p := r.person("Maria", true)
	code, page := p.post("/knowledge/p/net/new", "do", "save", "language", "en", "key", "router", "title", "Another", "body", "One.", "audience", "public")
	if code != http.StatusUnprocessableEntity {
		t.Fatal(code)
	}
	has(t, "the form", page, `href="`+at(id, "/edit")+`"`, "Edit that article")
}

// Who has begun an article may begin another one beside it.
func TestTwoNewArticlesAreKeptApart(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	keep := func(form, title string) {
		t.Helper()
		if code, said := p.post("/knowledge/keep", "form", form, "dirty", "1", "title", title, "language", "en"); code != http.StatusOK {
			t.Fatal(code, said)
		}
	}
	keep("new:net", "The first")
	page := p.shows("/knowledge/p/net/new", "The first", "Begin another article")
	m := regexp.MustCompile(`href="(/knowledge/p/net/new\?kept=n[a-z0-9]+)"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatal(page)
	}
	hasNot(t, "another", p.shows(m[1]), "The first")
	at, err := url.Parse(m[1])
	if err != nil {
		t.Fatal(err)
	}
	keep("new:net:"+at.Query().Get("kept"), "The second")
	hasNot(t, "the first", p.shows("/knowledge/p/net/new", "The first"), "The second")
	p.shows(m[1], "The second")
	if list, err := r.store.Articles(t.Context(), knowledge.Filter{}); err != nil || len(list) != 0 || strings.Contains(page, "The second") {
		t.Error(list, err)
	}
}
