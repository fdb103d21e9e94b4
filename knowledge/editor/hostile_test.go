package editor_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"switchboard/knowledge"
)

func TestOddRequestsGetTheRightStatus(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "Text.")
	p := r.person("Maria", true)
	for path, want := range map[string]int{
		"/knowledge/a/0": 404, "/knowledge/a/x": 404, "/knowledge/a/99": 404, "/knowledge/a/99999999999999999999": 404, "/knowledge/p/none": 404,
		"/knowledge/p/none/edit": 404, "/knowledge/p/none/new": 404, "/knowledge/p/%00": 404, "/knowledge/p/%ff": 404, at(id, "?v=9"): 404, at(id, "?v=x"): 404,
		at(id, "/difference?a=9"): 404, at(id, "/difference?a=-1&b=1"): 404, at(id, "/edit?v=7"): 404, "/knowledge/nothing": 404, at(id, "/nothing"): 404,
		"/knowledge/preview": 405, at(id, "/publish"): 405,
	} {
		if code, page := p.get(path); code != want {
			t.Errorf("%s: %d %s", path, code, page)
		}
	}
	for path, want := range map[string]int{
		"/knowledge": 405, at(id, "/versions"): 405, at(id, "/publish"): 404, at(id, "/restore"): 404, "/knowledge/a/99/remove": 404, "/knowledge/p/none/remove": 404,
		"/knowledge/p/net/restore": 404, at(id, ""): 405,
	} {
		if code, _ := p.post(path, "v", "12"); code != want {
			t.Errorf("post %s: %d", path, code)
		}
	}
	if code, _ := p.do("DELETE", at(id, ""), nil); code != http.StatusMethodNotAllowed {
		t.Errorf("DELETE: %d", code)
	}
	if code, page := p.post(at(id, "/edit"), "body", strings.Repeat("x", 600<<10)); code != http.StatusRequestEntityTooLarge || !strings.Contains(page, "32 KB") {
		t.Errorf("a huge form: %d", code)
	}
	if code, _ := p.do("POST", at(id, "/edit"), strings.NewReader("a=%zz")); code != http.StatusBadRequest {
		t.Errorf("a malformed form: %d", code)
	}
}

func TestHostileTextIsShownAsText(t *testing.T) {
	r := newRig(t)
	const evil = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`
	id := r.article("evil", "en", evil, evil+"\n\n[x](javascript:alert(1)) ![p](http://evil.example/?q=1)", func(e *knowledge.Edit) {
		e.Questions, e.Tags, e.Owner, e.Comment, e.Author = []string{evil}, []string{evil}, evil, evil, evil
	})
	r.again(id, 1, evil+evil, false)
	p := r.person(evil, true)
	if code, _ := p.post("/knowledge/p/net/edit", "do", "save", "name", evil, "body", evil, "hours", evil, "contacts", evil, "aliases", evil, "summary", evil); code != http.StatusConflict {
		t.Errorf("a card without what it was begun with: %d", code)
	}
	if _, err := r.store.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: evil, Body: evil, Hours: evil, Contacts: evil, Aliases: []string{evil}, Summary: evil}); err != nil {
		t.Fatal(err)
	}
	pages := map[string]string{}
	for _, path := range []string{"/knowledge", "/knowledge?q=%3Cscript%3Ealert(1)%22%3E", "/knowledge/p/net", "/knowledge/p/net/edit", "/knowledge/p/net/new", at(id, ""), at(id, "?v=2"),
		at(id, "/edit"), at(id, "/versions"), at(id, "/difference"), at(id, "/translate?lang=%3Cscript%3Ealert(1)"), at(id, "?done=%3Cscript%3E")} {
		pages[path] = p.shows(path)
	}
	other := r.article("evil-too", "en", evil, "Delivery by courier in the big city costs 40 hryvnias. "+evil, func(e *knowledge.Edit) { e.Tags, e.Owner = []string{evil}, evil })
	r.article("evil-three", "en", evil, "Delivery by courier in the big city costs 50 hryvnias. "+evil)
	if err := r.store.SearchedInVain(t.Context(), "en", evil); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/knowledge/today", "/knowledge/check-up", "/knowledge/gaps", "/knowledge?owner=" + url.QueryEscape(evil) + "&tag=" + url.QueryEscape(evil) + "&sort=recent",
		"/knowledge/new-article?asked=" + url.QueryEscape(evil) + "&lang=" + url.QueryEscape(evil)} {
		pages[path] = p.shows(path)
	}
	_, pages["many"] = p.post("/knowledge/batch", "do", "audience", "audience", "internal", "owner", evil, "add", evil, "from", "q="+url.QueryEscape(evil), "id", fmt.Sprint(id, " ", other))
	_, pages["links"] = p.post("/knowledge/links", "q", "evil", "lang", evil, "audience", "internal")
	_, pages["preview"] = p.post("/knowledge/preview", "body", evil)
	_, pages["conflict"] = p.post(at(id, "/edit"), "do", "save", "based", "1", "title", evil, "body", evil, "tags", evil)
	_, pages["wrong"] = p.post(at(id, "/edit"), "do", "save", "based", "1", "title", "", "body", evil, "link", evil, "valid_from", evil)
	pair := fmt.Sprintf("/knowledge/check-up/pair?a=%d&b=%d", id, other)
	hasNot(t, pair, p.shows(pair), "<script>", "<img", `href="javascript`, `src="http`, `href="http://evil`) // its source is shown as text
	for path, page := range pages {
		hasNot(t, path, page, "<script>", "<img", `href="javascript`, `="http://evil.example`) // the difference has the source as text
	}
}

func FuzzForms(f *testing.F) {
	r := newRig(f)
	id := r.article("router", "en", "Router", "Text.")
	server := r.person("Maria", true).url
	for _, s := range []string{"", "text", "<script>", "\x00", "\xff\xfe", "\u2028", "2026-13-45", "%00&=;", "\r\n\r", "99999999999999999999", "{{.}}"} {
		f.Add(s, s, s, s)
	}
	f.Add("text", "text", strings.Repeat("> ", 16_500), "text") // a text that is too long, in a form that is not
	f.Fuzz(func(t *testing.T, path, title, body, rest string) {
		p, query := &person{&rig{TB: t, pool: r.pool, store: r.store}, server}, url.QueryEscape(rest)
		one := []string{at(id, "/edit"), at(id, "/translate"), "/knowledge/p/net/new", "/knowledge/new-project", "/knowledge/p/net/edit", "/knowledge/p/net/offer", "/knowledge/preview", at(id, "/publish"),
			"/knowledge/keep", "/knowledge/leave", at(id, "/submit"), at(id, "/return"), at(id, "/plan"), at(id, "/verify"), at(id, "/doubt"), "/knowledge/drop"}
		many := []string{"/knowledge/batch", "/knowledge/links", "/knowledge/check-up/settle", "/knowledge/gaps/many", "/knowledge/gaps/1/assign", "/knowledge/searches/forget"}
		for do, paths := range map[string][]string{"save": one, "publish": one, "preview": one, "merge": one, "owner": many, "tags": many, "verify": many} {
			for _, to := range paths {
				code, page := p.post(to, "do", do, "title", title, "body", body, "name", title, "key", rest, "language", rest, "questions", rest, "tags", rest, "owner", rest,
					"link", rest, "valid_from", rest, "valid_until", rest, "comment", rest, "audience", rest, "based", rest, "old", rest, "v", rest, "seen", rest,
					"form", title, "article", rest, "dirty", "1", "note", body, "zone", rest, "publish_at", rest, "expire_at", rest, "review_by", rest, "translates", rest, "fresh", rest, "back", rest,
					"from", rest, "all", rest, "id", fmt.Sprint(id), "add", title, "drop", rest, "q", body, "lang", rest, "a", fmt.Sprint(id), "b", rest, "why", body, "to", rest, "text", body, "reason", rest, "offer", title, "until", rest)
				if code >= 500 || strings.Contains(page, "<script>") {
					t.Fatalf("%s %s: %d %s", do, to, code, page)
				}
			}
		}
		for _, to := range []string{"/knowledge/p/" + url.PathEscape(path), "/knowledge?q=" + query + "&project=" + query + "&lang=" + query + "&audience=" + query + "&owner=" + query + "&tag=" + query + "&page=" + query,
			at(id, "/difference?a="+query+"&b="+query), at(id, "/translate?lang="+query), "/knowledge?owner=me&sort=" + query, "/knowledge/gaps?whose=" + query + "&q=" + query + "&project=" + query + "&lang=" + query + "&state=" + query + "&page=" + query, "/knowledge/new-article?asked=" + query + "&lang=" + query,
			"/knowledge/p/net/new?asked=" + query + "&lang=" + query, "/knowledge/check-up/pair?a=" + fmt.Sprint(id) + "&b=" + query, "/knowledge/a/" + url.PathEscape(path)} {
			if code, page := p.get(to); code >= 500 || strings.Contains(page, "<script>") {
				t.Fatalf("%s: %d %s", to, code, page)
			}
		}
	})
}
