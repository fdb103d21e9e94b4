package editor_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
)

func TestListFindsByEachFilterAndMarksLanguages(t *testing.T) {
	r := newRig(t)
	r.project("pay", "Wallet")
	id := r.article("router", "en", "Restart the router", "Unplug it.", func(e *knowledge.Edit) {
		e.Tags, e.Questions = []string{"wifi"}, []string{"how to reboot"}
	})
	r.article("router", "uk", "Перезапуск роутера", "Вимкніть.")
	r.article("error", "en", "Error codes", "E-104", func(e *knowledge.Edit) { e.Audience = knowledge.Internal })
	r.article("offer", "en", "Old offer", "Half price.", func(e *knowledge.Edit) { e.ValidUntil = time.Now().AddDate(0, 0, -3) })
	r.article("draft", "en", "A draft", "Soon.", func(e *knowledge.Edit) { e.Publish, e.Owner = false, "Petro" })
	gone := r.article("gone", "en", "Gone for good", "Bye.")
	r.again(id, 1, "Unplug it twice.", false)
	if err := r.store.Remove(t.Context(), gone, "eva"); err != nil {
		t.Fatal(err)
	}
	p := r.person("Maria", true)
	page := p.shows("/knowledge", "Home Internet", "Wallet", "Restart the router", at(id, ""), "Newer draft", "Not published", "Expired", "Internal",
		"/translate?lang=uk", `hreflang="uk"`)
	hasNot(t, "the list", page, "Gone for good")
	titles := []string{"Restart the router", "Перезапуск роутера", "Error codes", "Old offer", "A draft", "Gone for good"}
	for query, want := range map[string]string{
		"q=reboot": "Restart the router", "q=E-104": "Error codes", "audience=internal": "Error codes", "state=expired": "Old offer",
		"state=draft": "Restart the router", "state=unpublished": "A draft", "state=removed": "Gone for good", "owner=Petro": "A draft",
		"tag=wifi": "Restart the router", "lang=uk": "Перезапуск роутера", "state=early": "", "project=pay": "", "q=%00%ff%25": "",
	} {
		page := p.shows("/knowledge?" + query)
		_, results, _ := strings.Cut(page, `id="results"`)
		for _, title := range titles {
			if strings.Contains(results, ">"+title+"</a>") != (title == want) {
				t.Errorf("%s: %q listed: %v", query, title, title != want)
			}
		}
	}
	for _, odd := range []string{"?state=odd&page=-1", "?page=99", "?page=x&audience=odd", "?q=" + strings.Repeat("x", 5000)} {
		p.shows("/knowledge" + odd)
	}
	for i := range 101 {
		r.article(fmt.Sprintf("many%03d", i), "en", fmt.Sprintf("Many %03d", i), "Text.", func(e *knowledge.Edit) { e.Tags = []string{"many"} })
	}
	for _, page := range []string{"2", "3", "9999", "99999999999"} {
		got := p.shows("/knowledge?tag=many&page=" + page)
		has(t, "page "+page, got, "101–101 of 101", ">Many 100</a>", `rel="prev" href="/knowledge?page=1&amp;tag=many"`)
		hasNot(t, "page "+page, got, `rel="next"`, "Nothing found")
	}
	has(t, "a page of nothing", p.shows("/knowledge?tag=none&page=3"), "Nothing found")
	if code, _ := p.get("/knowledge?q=%zz;"); code != http.StatusBadRequest {
		t.Errorf("a malformed address: %d", code)
	}
}

func TestArticleFromDraftToRestoredVersion(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	code, page := p.post("/knowledge/p/net/new", "do", "preview", "title", "", "body", "**bold** <b>no</b>")
	if code != 200 {
		t.Fatal(code)
	}
	has(t, "the preview", page, "<strong>bold</strong>")
	code, to := p.post("/knowledge/p/net/new", "do", "save", "language", "uk", "title", "Як повернути товар?", "body", "Протягом 14 днів.\r\n\r\nЗ чеком.",
		"audience", "internal", "questions", "як повернути\r\n\r\nповернення", "tags", "повернення, чек,", "owner", "Maria", "link", "https://help.lumen.example/x",
		"valid_from", "2026-01-31", "comment", "перша")
	if code != http.StatusSeeOther {
		t.Fatal(code, to)
	}
	d, err := r.store.ArticleByKey(t.Context(), "net", "yak-povernuty-tovar", "uk")
	if err != nil {
		t.Fatal(err)
	}
	if v := d.Versions[0]; v.Body != "Протягом 14 днів.\n\nЗ чеком." || len(v.Questions) != 2 || len(v.Tags) != 2 || v.Author != "Maria" || d.Published != 0 ||
		v.ValidFrom.Format(time.DateOnly) != "2026-01-31" || v.Comment != "перша" {
		t.Fatalf("%+v", d)
	}
	page = p.shows(to, "Saved as a new version", "Not published", "colleagues only", "як повернути", "Publish version 1")
	form := p.shows(at(d.ID, "/edit"), "Як повернути товар?", "повернення, чек", `value="2026-01-31"`, `name="based" value="1"`)
	hasNot(t, "the page", page+form, "<script>")
	if code, to = p.post(at(d.ID, "/edit"), "do", "publish", "based", "1", "title", "Повернення", "body", "Протягом 30 днів.", "audience", "public"); code != 303 {
		t.Fatal(code, to)
	}
	p.shows(at(d.ID, ""), "Протягом 30 днів.", "Published")
	p.shows(at(d.ID, "/difference?a=1&b=2"), `<mark>14</mark>`, `<mark>30</mark>`, "Audience", "Title")
	p.shows(at(d.ID, "/versions"), "Version 2", "Version 1", "перша", "Restore")
	if code, to = p.post(at(d.ID, "/edit"), "do", "save", "based", "2", "title", "Повернення", "body", "Протягом 30 днів.", "audience", "public"); !strings.Contains(to, "unchanged") {
		t.Error(code, to)
	}
	for _, step := range []struct {
		path, v           string
		published, latest int
		removed           bool
	}{
		{"/restore", "1", 2, 3, false}, {"/publish", "3", 3, 3, false}, {"/publish", "1", 3, 3, false}, {"/unpublish", "", 0, 3, false}, // the third says what the first said
		{"/remove", "", 0, 3, true}, {"/restore", "3", 0, 3, false},
	} {
		if code, to := p.post(at(d.ID, step.path), "v", step.v); code != http.StatusSeeOther {
			t.Fatalf("%s %s: %d %s", step.path, step.v, code, to)
		}
		if d := r.read(d.ID); d.Published != step.published || d.Latest != step.latest || d.Removed.IsZero() == step.removed {
			t.Fatalf("%s %s: %+v", step.path, step.v, d)
		}
		p.shows(at(d.ID, ""))
	}
}

func TestSecondOfTwoEditorsGetsBothTexts(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "One.\n\nTwo.\n\nThree.")
	p := r.person("Maria", true)
	r.again(id, 1, "One.\n\nTwo.\n\nThree times.", false)
	mine := []string{"based", "1", "title", "My title", "body", "One, at once.\n\nTwo.\n\nThree.", "audience", "public", "tags", "mine", "comment", "my comment"}
	code, page := p.post(at(id, "/edit"), append(mine, "do", "save")...)
	if code != http.StatusConflict {
		t.Fatal(code, page)
	}
	has(t, "the conflict", page, "Olena saved version 2", "a better text", "One, at once.", "Three times.", `name="based" value="2"`, `name="old" value="1"`,
		"My title", "my comment", "Merge both changes")
	if d := r.read(id); d.Latest != 2 {
		t.Fatal("something was saved")
	}
	mine[1] = "2"
	code, page = p.post(at(id, "/edit"), append(mine, "do", "merge", "old", "1")...)
	has(t, "both together", page, "One, at once.\n\nTwo.\n\nThree times.</textarea>", `name="based" value="2"`)
	if code != 200 || r.read(id).Latest != 2 {
		t.Fatal(code, "saved without being asked")
	}
	mine[5] = "One, at once.\n\nTwo.\n\nThree times."
	if code, to := p.post(at(id, "/edit"), append(mine, "do", "publish")...); code != 303 {
		t.Fatal(code, to)
	}
	if d := r.read(id); d.Latest != 3 || d.Published != 3 || d.Versions[0].Body != mine[5] {
		t.Fatalf("%+v", d)
	}
	mine[1], mine[5] = "2", "One, never.\n\nTwo.\n\nThree."
	if code, page := p.post(at(id, "/edit"), append(mine, "do", "merge", "old", "1")...); code != http.StatusConflict || !strings.Contains(page, "One, never.") {
		t.Errorf("a third version meanwhile: %d", code)
	}
	if err := r.store.Remove(t.Context(), id, "eva"); err != nil {
		t.Fatal(err)
	}
	if code, page := p.post(at(id, "/edit"), append(mine, "do", "save", "based", "3")...); code != http.StatusConflict || !strings.Contains(page, "One, never.") {
		t.Errorf("removed meanwhile: %d", code)
	}
}

func TestWrongFieldsAreNamedAndNothingTypedIsLost(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "Text.")
	p := r.person("Maria", true)
	good := map[string]string{"do": "save", "based": "1", "title": "Kept title", "body": "Kept body", "audience": "public", "language": "de", "key": "kept-key", "comment": "kept comment"}
	for _, path := range []string{at(id, "/edit"), "/knowledge/p/net/new", at(id, "/translate")} {
		for want, wrong := range map[string][2]string{
			"title is missing": {"title", " "}, "text is missing": {"body", ""}, "bytes of 32768": {"body", strings.Repeat("ы", 20_000)},
			"must be public or internal": {"audience", "all"}, "web address": {"link", "javascript:alert(1)"}, "is not a day": {"valid_from", "31.1.2026"},
			"before the first day": {"valid_until", "2020-01-01"}, "not UTF-8": {"tags", "\xff"}, "one line": {"owner", "a\x00b"},
		} {
			var pairs []string
			for k, v := range good {
				if k != wrong[0] {
					pairs = append(pairs, k, v)
				}
			}
			code, page := p.post(path, append(pairs, wrong[0], wrong[1], "valid_from", map[bool]string{true: wrong[1], false: "2026-02-01"}[wrong[0] == "valid_from"])...)
			if code != http.StatusUnprocessableEntity {
				t.Errorf("%s, %s: %d", path, wrong[0], code)
				continue
			}
			has(t, path+" with a wrong "+wrong[0], page, want, `id="wrong-`+wrong[0], "kept comment")
		}
	}
	for want, pairs := range map[string][]string{
		"is taken": {"key", "router", "language", "en"}, "must be lower-case": {"key", "Bad Key"}, "not a language tag": {"language", "English!"},
	} {
		code, page := p.post("/knowledge/p/net/new", append([]string{"do", "save", "title", "T", "body", "B", "language", "en"}, pairs...)...)
		if code != 422 || !strings.Contains(page, want) {
			t.Errorf("%v: %d", pairs, code)
		}
	}
	p.shows(at(id, "/translate?lang=de"), "<title>Translate ")
	if code, page := p.post(at(id, "/translate"), "do", "save", "title", "T", "body", "B", "language", "en"); code != 422 || !strings.Contains(page, "there in this language already") {
		t.Errorf("a variant that exists: %d", code)
	}
	if r.read(id).Latest != 1 {
		t.Error("something wrong was saved")
	}
}

func TestWhoMayNotWriteReadsAll(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "Text.")
	r.article("other", "uk", "Інше", "Текст.")
	r.again(id, 1, "Text 2.", false)
	reader, stranger := r.person("Reader", false), r.person("", false)
	for _, path := range []string{"/knowledge", "/knowledge/", "/knowledge/p/net", at(id, ""), at(id, "?v=2"), at(id, "/versions"), at(id, "/difference")} {
		page := reader.shows(path)
		_, page, _ = strings.Cut(page, `id="main"`)
		hasNot(t, path, page, `method="post"`, "/edit", "/new", "/translate")
		if code, _ := stranger.get(path); code != http.StatusUnauthorized {
			t.Errorf("%s for a stranger: %d", path, code)
		}
	}
	for _, path := range []string{"/knowledge/new-project", "/knowledge/p/net/edit", "/knowledge/p/net/new", at(id, "/edit"), at(id, "/translate"), "/knowledge/preview",
		"/knowledge/p/net/remove", "/knowledge/p/net/restore", at(id, "/publish"), at(id, "/unpublish"), at(id, "/restore"), at(id, "/remove")} {
		if code, _ := reader.post(path, "v", "1", "body", "x", "title", "x", "based", "2", "name", "x", "do", "save"); code != http.StatusForbidden {
			t.Errorf("%s for a reader: %d", path, code)
		}
		if code, _ := stranger.post(path); code != http.StatusUnauthorized {
			t.Errorf("%s for a stranger: %d", path, code)
		}
	}
	if d := r.read(id); d.Latest != 2 || d.Published != 1 || !d.Removed.IsZero() {
		t.Errorf("a reader changed something: %+v", d)
	}
}

func TestProjectCard(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	if code, to := p.post("/knowledge/new-project", "do", "save", "name", "Люмен Пошта", "aliases", "post, парсел", "department", "support", "hours", "9–18\r\nevery day",
		"url", "https://post.lumen.example", "body", "## Prices\r\n\r\nFree."); code != 303 || !strings.HasPrefix(to, "/knowledge/p/liumen-poshta") {
		t.Fatal(code, to)
	}
	p.shows("/knowledge/p/liumen-poshta", "Люмен Пошта", "парсел", `id="prices">Prices</h2>`, "https://post.lumen.example", "every day")
	for want, pairs := range map[string][]string{
		"exists": {"name", "X", "key", "net"}, "name is missing": {"name", ""}, "must be lower-case": {"name", "X", "key", "../x"}, "must be lower-case letters": {"name", "X", "key", "\x00\xff"}, "web address": {"name", "X", "url", "ftp:x"},
	} {
		if code, page := p.post("/knowledge/new-project", append([]string{"do", "save", "summary", "kept"}, pairs...)...); code != 422 || !strings.Contains(page, want) || !strings.Contains(page, "kept") {
			t.Errorf("%v: %d", pairs, code)
		}
	}
	if code, to := p.post("/knowledge/new-project", "do", "save", "name", "Offers", "for_whom", "Students.", "must_know", "Ask for the card.", "offer", "Half price", "offer_from", "2020-01-01",
		"offer_until", "2099-12-31"); code != 303 {
		t.Fatal(code, to)
	}
	p.shows("/knowledge/p/offers", "Half price", "until 31 December 2099", "Students.", "Ask for the card.", "Must know")
	p.shows("/knowledge/p/offers/edit", `value="Half price"`, `value="2099-12-31"`, "Students.")
	if code, page := p.post("/knowledge/new-project", "do", "save", "name", "Odd", "offer", "x", "offer_from", "2026-02-02", "offer_until", "2026-01-01"); code != 422 || !strings.Contains(page, "ends before it begins") {
		t.Errorf("an offer that ends before it begins: %d", code)
	}
	page := p.shows("/knowledge/p/net/edit")
	_, rest, _ := strings.Cut(page, `name="based" value="`)
	seen, _, _ := strings.Cut(rest, `"`)
	r.project("net", "Internet")
	code, page := p.post("/knowledge/p/net/edit", "do", "save", "based", seen, "name", "Mine", "summary", "All about Internet.")
	if code != http.StatusConflict {
		t.Fatal(code)
	}
	has(t, "the conflict", page, `value="Mine"`, "Saved now:", "Internet")
	_, rest, _ = strings.Cut(page, `name="based" value="`)
	seen, _, _ = strings.Cut(rest, `"`)
	if code, to := p.post("/knowledge/p/net/edit", "do", "save", "based", seen, "name", "Mine"); code != 303 {
		t.Fatal(code, to)
	}
	id := r.article("router", "en", "Router", "Text.")
	if code, to := p.post("/knowledge/p/net/remove"); code != 303 {
		t.Fatal(code, to)
	}
	p.shows("/knowledge?state=removed", "Project removed", "Bring the project back", "Router")
	p.shows(at(id, ""), "The project Mine was removed")
	p.shows(at(id, "/versions"))
	if code, to := p.post("/knowledge/p/net/restore"); code != 303 {
		t.Fatal(code, to)
	}
	p.shows("/knowledge/p/net", "Router")
}
