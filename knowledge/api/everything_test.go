package api_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// abilities are what the pages of the editors can do, by the address of the page, and the operation of the API that does it;
// where there is none, why.
var abilities = map[string]string{
	"": "list-articles", "/{$}": "list-articles", "/p/{key}": "get-project", "/p/{key}/versions": "project-versions", "/a/{id}": "get-article",
	"/a/{id}/versions": "get-article", "/a/{id}/difference": "get-article", "/sibling": "get-article", "/gaps": "list-gaps", "/gaps/{id}": "get-gap", "/reports": "list-reports",
	"/today":    "- what is a person's: list-articles by owner, author and state, list-gaps by assignee, list-reports by owner",
	"/check-up": "check-up", "/check-up/pair": "get-article", "/must-find": "add-must-find", "/memory": "list-memory", "/memory/departments": "list-transfers",
	"/thresholds": "get-thresholds", "/synonyms": "put-synonyms", "/import": "import", "/export": "export",
	"/":            "- what is not there",
	"/new-article": "- asks for a project; put-article", "/new-project": "put-project", "/p/{key}/edit": "put-project", "/p/{key}/offer": "put-project", "/p/{key}/new": "put-article", "/a/{id}/edit": "put-article", "/a/{id}/translate": "put-article",
	"/links": "search", "/preview": "preview", "/files": "store-file", "/pasted": "- what is copied into a form; import takes HTML",
	"/keep": "- a form that is being typed in", "/leave": "- a form that is being typed in", "/drop": "- a form that is being typed in",
	"/a/{id}/restore": "restore-article", "/a/{id}/submit": "submit-article", "/a/{id}/withdraw": "withdraw-article", "/a/{id}/doubt": "doubt-article",
	"/p/{key}/remove": "remove-project", "/p/{key}/restore": "restore-project", "/a/{id}/publish": "publish-article", "/a/{id}/unpublish": "unpublish-article",
	"/must-find/{id}/remove": "remove-must-find", "/memory/{id}/approve": "approve-lesson", "/memory/{id}/reject": "reject-lesson", "/memory/{id}/correct": "correct-lesson",
	"/memory/{id}/forget": "forget-lesson", "/memory/clear": "clear-memory", "/memory/waiting": "judge-waiting-memory", "/memory/restore": "bring-back-memory",
	"/thresholds/measure": "measure-thresholds", "/thresholds/take": "take-thresholds", "/thresholds/set": "put-threshold", "/thresholds/{id}/revert": "revert-thresholds",
	"/memory/departments/{id}/approve": "approve-transfer", "/memory/departments/{id}/reject": "reject-transfer", "/memory/departments/{id}/correct": "correct-transfer",
	"/memory/departments/{id}/forget": "forget-transfer", "/a/{id}/remove": "remove-article", "/a/{id}/clear": "clear-article", "/a/{id}/return": "return-article", "/a/{id}/plan": "plan-article", "/a/{id}/verify": "verify-article",
	"/batch": "change-articles", "/check-up/settle": "settle-pair", "/check-up/unsettle": "unsettle-pair", "/gaps/{id}/assign": "assign-gap", "/searches/forget": "forget-vain-search",
	"/gaps/many":         "change-gaps",
	"/gaps/{id}/dismiss": "dismiss-gap", "/gaps/{id}/reopen": "reopen-gap", "/gaps/{id}/answered": "answer-gap", "/gaps/{id}/merge": "merge-gap", "/reports/{id}/resolve": "resolve-report",
}

// TestWhatThePagesCanDoTheAPICanDo: a page that is new stands here with its operation, or with the reason why there is none.
func TestWhatThePagesCanDoTheAPICanDo(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	source, err := os.ReadFile("../editor/editor.go")
	if err != nil {
		t.Fatal(err)
	}
	_, routes, _ := strings.Cut(string(source), "func (e *editor) routes()")
	routes, _, _ = strings.Cut(routes, "\n}\n")
	operations := map[string]bool{}
	for _, methods := range r.do("", "GET", "/api/openapi.json", nil, 200)["paths"].(object) {
		for _, o := range methods.(object) {
			operations[fmt.Sprint(o.(object)["operationId"])] = true
		}
	}
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`"(/[^"]*|)"(?:, [a-z]|: )`).FindAllStringSubmatch(routes, -1) {
		operation, known := abilities[m[1]]
		seen[m[1]] = true
		if !known || !strings.HasPrefix(operation, "- ") && !operations[operation] {
			t.Errorf("the page %q: say which operation of the API does the same, or why none does (%q)", m[1], operation)
		}
	}
	for page := range abilities {
		if !seen[page] {
			t.Errorf("there is no page %q", page)
		}
	}
}

func TestManyArticlesAreChangedAtOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ids := []any{}
	for _, key := range []string{"router", "cable", "modem"} {
		a := r.do("publish", "PUT", strings.Replace(router, "router", key, 1), object{"title": "The " + key, "body": "Hold it.", "publish": true, "owner": "Petro", "tags": []string{"old"}}, 200)
		ids = append(ids, a["id"])
	}
	const path = "/api/v1/articles/batch"
	read := func(n int) object {
		return r.do("read", "GET", strings.Replace(router, "router", []string{"router", "cable", "modem"}[n], 1), nil, 200)
	}
	r.do("write", "POST", path, object{"do": "remove", "articles": ids}, 403)
	for _, wrong := range []object{{"do": "owner"}, {"do": "nothing", "articles": ids}, {"do": "tags", "articles": ids}, {"do": "audience", "articles": ids}, {"do": "owner", "articles": ids, "where": object{}},
		{"do": "verify", "articles": ids, "review_by": "2001-01-01"}, {"do": "remove", "where": object{"project": "net", "nonsense": 1}}} {
		r.do("publish", "POST", path, wrong, 422)
	}
	tags := object{"do": "tags", "where": object{"owner": "petro", "project": "net"}, "add": []string{"new"}, "drop": []string{"old"}, "dry_run": true}
	if got := r.do("publish", "POST", path, tags, 200); got["changed"] != 3.0 || got["chosen"] != 3.0 || got["dry_run"] != true || read(0)["latest"] != 1.0 {
		t.Errorf("it would do %v; the first is %v", got, read(0))
	}
	tags["dry_run"] = false
	if got := r.do("publish", "POST", path, tags, 200); got["changed"] != 3.0 || fmt.Sprint(read(2)["versions"].([]any)[0].(object)["tags"]) != "[new]" || read(2)["published"] != 2.0 {
		t.Errorf("it did %v; the last is %v", got, read(2))
	}
	if got := r.do("publish", "POST", path, tags, 200); got["same"] != 3.0 || got["changed"] != 0.0 {
		t.Errorf("done again: %v", got)
	}
	if got := r.do("publish", "POST", path, object{"do": "verify", "articles": ids[:2], "review_by": "2099-01-31"}, 200); got["changed"] != 2.0 || read(1)["review_by"] != "2099-01-31" {
		t.Errorf("verified: %v, %v", got, read(1))
	}
	r.do("write", "POST", "/api/v1/must-find", object{"project": "net", "key": "router", "text": "my router is dead"}, 204)
	for _, key := range []string{"router", "cable"} {
		r.do("write", "PUT", strings.Replace(router, "router", key, 1), object{"title": "Another", "body": "Mended.", "based_on": 2}, 200)
	}
	got := r.do("publish", "POST", path, object{"do": "publish", "articles": ids}, 200)
	left := got["left"].([]any)
	if got["changed"] != 1.0 || got["same"] != 1.0 || len(left) != 1 || left[0].(object)["article"] != ids[0] || !strings.Contains(fmt.Sprint(left), "my router is dead") || read(0)["published"] != 2.0 || read(1)["published"] != 3.0 {
		t.Errorf("published: %v", got)
	}
	r.do("publish", "POST", path, object{"do": "remove", "where": object{"key": "modem"}}, 200)
	if got := r.do("publish", "POST", path, object{"do": "restore", "where": object{"removed": true}}, 200); got["changed"] != 1.0 || read(2)["removed"] != nil {
		t.Errorf("brought back: %v, %v", got, read(2))
	}
	for _, nothing := range []object{{}, {"removed": false}, {"project": "", "q": "  "}} {
		for _, do := range []string{"owner", "remove"} {
			if p := r.do("publish", "POST", path, object{"do": do, "where": nothing, "owner": "Ann"}, 422); !strings.Contains(fmt.Sprint(p["detail"]), "Nothing is done to everything at once") {
				t.Errorf("where %v: %v", nothing, p)
			}
		}
	}
	if got := r.do("publish", "POST", path, object{"do": "owner", "articles": []any{ids[0], 99999}, "owner": "Ann"}, 200); got["chosen"] != 2.0 || got["changed"] != 1.0 || fmt.Sprint(got["left"]) != "[map[article:99999 lang: title: why:There is no such article.]]" {
		t.Errorf("one of them never was: %v", got)
	}
	if got := r.do("publish", "POST", path, object{"do": "publish", "articles": []any{99999}}, 200); fmt.Sprint(got["left"]) != "[map[article:99999 lang: title: why:There is no such article.]]" {
		t.Errorf("published what never was: %v", got)
	}
}

// TestAChangeOfManyChoosesByWhatTheListKnows: the states of both are the same.
func TestAChangeOfManyChoosesByWhatTheListKnows(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	listed := r.do("none", "GET", "/api/openapi.json", nil, 200)
	var states []any
	for _, p := range listed["paths"].(object)["/api/v1/articles"].(object)["get"].(object)["parameters"].([]any) {
		if p := p.(object); p["name"] == "state" {
			states = p["schema"].(object)["enum"].([]any)
		}
	}
	chosen := listed["components"].(object)["schemas"].(object)["Where"].(object)["properties"].(object)["state"].(object)["enum"]
	if len(states) == 0 || fmt.Sprint(chosen) != fmt.Sprint(states) {
		t.Errorf("the list knows %v, a change of many %v", states, chosen)
	}
}

func TestWhatIsAskedInVainIsSeenAndAssigned(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	r := newRigOver(t, pool)
	a := r.do("publish", "PUT", router, object{"title": "The router", "body": "The lamp blinks twice in the first minute and three times in the second one.", "publish": true}, 200)
	b := r.do("publish", "PUT", strings.Replace(router, "router", "lamp", 1), object{"title": "The lamp", "body": "The lamp blinks twice in the first minute and three times in the second one.", "publish": true}, 200)
	id := int64(a["id"].(float64))
	for range 4 {
		if err := r.store.Vote(t.Context(), id, false); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.store.NoteOfReader(t.Context(), id, "where is it, write to bob@mail.example"); err != nil {
		t.Fatal(err)
	}
	if err := r.store.SearchedInVain(t.Context(), "en", "bagpipes & co"); err != nil {
		t.Fatal(err)
	}
	if got := r.do("read", "GET", router+"/readers", nil, 200); got["not_helped"] != 4.0 || strings.Contains(fmt.Sprint(got), "bob@") || len(got["notes"].([]any)) != 1 {
		t.Errorf("readers say %v", got)
	}
	c := r.do("read", "GET", "/api/v1/check-up", nil, 200)
	if len(c["readers"].([]any)) != 1 || len(c["twins"].([]any)) != 1 || len(c["settled"].([]any)) != 0 {
		t.Errorf("the check-up says %v", c)
	}
	pair := object{"a": "net/en/lamp", "b": "net/en/router", "why": "two lamps"}
	r.do("write", "POST", "/api/v1/check-up/settle", pair, 403)
	r.do("publish", "POST", "/api/v1/check-up/settle", object{"a": "net/en/lamp", "b": "net/en/none"}, 404)
	r.do("publish", "POST", "/api/v1/check-up/settle", object{"a": "lamp", "b": "net/en/router"}, 404)
	r.raw("publish", "POST", "/api/v1/check-up/settle", pair, 204)
	c = r.do("read", "GET", "/api/v1/check-up", nil, 200)
	if s := c["settled"].([]any); len(c["twins"].([]any)) != 0 || len(s) != 1 || s[0].(object)["why"] != "two lamps" || s[0].(object)["by"] != "site" {
		t.Errorf("settled, the check-up says %v", c)
	}
	r.raw("publish", "POST", "/api/v1/check-up/unsettle", pair, 204)
	if c = r.do("read", "GET", "/api/v1/check-up", nil, 200); len(c["twins"].([]any)) != 1 {
		t.Errorf("%v and %v are looked at again: %v", a["id"], b["id"], c)
	}
	if got := r.do("read", "GET", "/api/v1/searches", nil, 200)["searches"].([]any); len(got) != 1 || got[0].(object)["text"] != "bagpipes & co" {
		t.Errorf("searched in vain: %v", got)
	}
	r.do("write", "DELETE", "/api/v1/searches?lang=en&text=bagpipes+%26+co", nil, 403)
	r.raw("publish", "DELETE", "/api/v1/searches?lang=en&text=bagpipes+%26+co", nil, 204)
	if got := r.do("read", "GET", "/api/v1/searches", nil, 200)["searches"].([]any); len(got) != 0 {
		t.Errorf("forgotten: %v", got)
	}
	_, err := pool.Exec(t.Context(), `INSERT INTO gaps (project, lang, title) VALUES ('net', 'en', 'do you tune bagpipes'), ('', 'uk', 'чи є барабани')`)
	if err != nil {
		t.Fatal(err)
	}
	r.do("write", "POST", "/api/v1/gaps/1/assign", object{"assignee": "Ann"}, 403)
	if got := r.do("publish", "POST", "/api/v1/gaps/1/assign", object{"assignee": "Ann"}, 200); got["assignee"] != "Ann" || got["assigned_by"] != "site" {
		t.Errorf("assigned: %v", got)
	}
	for query, want := range map[string]int{"?assignee=ann": 1, "?assignee=Eva": 0, "?unassigned=true": 1, "": 2} {
		if got := r.do("read", "GET", "/api/v1/gaps"+query, nil, 200)["gaps"].([]any); len(got) != want {
			t.Errorf("%s: %v", query, got)
		}
	}
	r.do("publish", "POST", "/api/v1/gaps/99/assign", object{"assignee": "Ann"}, 404)
	if _, err := pool.Exec(t.Context(), `INSERT INTO gaps (project, lang, title) VALUES ('', 'en', 'is a bagpipe tuned'), ('shop', 'en', 'are drums sold')`); err != nil {
		t.Fatal(err)
	}
	const many = "/api/v1/gaps/batch"
	batch := func(do string, more object, ids ...int) object {
		o := object{"do": do, "gaps": ids}
		for k, v := range more {
			o[k] = v
		}
		return o
	}
	r.do("write", "POST", many, batch("assign", nil, 1, 3), 403)
	r.do("publish", "POST", many, batch("merge", nil, 1), 422)
	r.do("publish", "POST", many, batch("dismiss", nil, 1, 2), 422)
	r.do("publish", "POST", many, batch("assign", nil, 1, 99), 404)
	for path, body := range map[string]object{"/api/v1/gaps/1/merge": {"into": 99}, "/api/v1/gaps/99/merge": {"into": 1}, "/api/v1/gaps/99/dismiss": {"reason": "no"}} {
		if p := r.do("publish", "POST", path, body, 404); p["detail"] != "There is no gap 99." {
			t.Errorf("%s: %v", path, p)
		}
	}
	for other, why := range map[int]string{2: "different languages", 4: "different projects"} {
		if p := r.do("publish", "POST", many, batch("merge", nil, 1, 3, other), 422); !strings.Contains(fmt.Sprint(p), why) {
			t.Errorf("merging says %v, not %s", p, why)
		}
		r.do("publish", "POST", fmt.Sprint("/api/v1/gaps/", other, "/merge"), object{"into": 1}, 422)
	}
	if got := r.do("publish", "POST", many, batch("assign", object{"assignee": "Eva"}, 3, 1, 3), 200); fmt.Sprint(got["gaps"]) != "[3 1]" {
		t.Errorf("assigned: %v", got)
	}
	if got := r.do("publish", "POST", many, batch("merge", nil, 3, 1), 200); fmt.Sprint(got["gaps"]) != "[3 1]" {
		t.Errorf("merged: %v", got)
	}
	if got := r.do("read", "GET", "/api/v1/gaps/3", nil, 200); got["project"] != "net" || got["assignee"] != "Eva" {
		t.Errorf("the merged one is %v", got)
	}
	if got := r.do("publish", "POST", many, batch("dismiss", object{"reason": "not ours"}, 2, 3), 200); fmt.Sprint(got["gaps"]) != "[2 3]" {
		t.Errorf("dismissed: %v", got)
	}
	r.do("publish", "POST", many, batch("assign", object{"assignee": "Eva"}, 2), 409)
	r.do("publish", "POST", many, batch("assign", object{"assignee": "Eva"}, 2, 1), 409) // the second was merged away
	r.do("publish", "POST", many, object{"do": "assign", "gaps": []int{}}, 422)
}

func TestNothingIsDoneWithAGapThatIsNotOpenAnyMore(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	r := newRigOver(t, pool)
	if _, err := pool.Exec(t.Context(), `INSERT INTO gaps (project, lang, title) SELECT 'net', 'en', 'question ' || n FROM generate_series(1, 4) n`); err != nil {
		t.Fatal(err)
	}
	r.do("publish", "PUT", router, object{"title": "The router", "body": "x", "publish": true}, 200)
	r.do("publish", "POST", "/api/v1/gaps/1/dismiss", object{"reason": "not ours"}, 200)
	r.do("publish", "POST", "/api/v1/gaps/2/merge", object{"into": 3}, 200)
	for gap, why := range map[int]string{1: "the gap “question 1” was dismissed by site at 20", 2: "gap 2 is not there any more: it was merged"} {
		path := fmt.Sprint("/api/v1/gaps/", gap)
		for to, body := range map[string]object{
			path + "/assign": {"assignee": "Eva"}, path + "/dismiss": {"reason": "no"}, path + "/answered": {"article": 1}, path + "/merge": {"into": 3}, "/api/v1/gaps/3/merge": {"into": gap},
			"/api/v1/gaps/batch": {"do": "merge", "gaps": []int{3, 4, gap}},
		} {
			if p := r.do("publish", "POST", to, body, 409); !strings.Contains(fmt.Sprint(p["detail"]), "Nothing was changed: "+why) {
				t.Errorf("%s with %v: %v", to, body, p)
			}
		}
		put := object{"title": "Another", "body": "y", "publish": true, "gap": gap}
		if p := r.do("publish", "PUT", "/api/v1/articles/net/en/another", put, 409); !strings.Contains(fmt.Sprint(p["detail"]), why) {
			t.Errorf("written: %v", p)
		}
	}
	r.do("read", "GET", "/api/v1/articles/net/en/another", nil, 404)
	if open := r.do("read", "GET", "/api/v1/gaps", nil, 200); open["total"] != 2.0 {
		t.Errorf("open are %v", open)
	}
	put := object{"title": "Question 3", "body": "y", "publish": true, "gap": 3}
	r.do("publish", "PUT", "/api/v1/articles/net/en/third", put, 200)
	put["based_on"] = 1
	r.do("publish", "PUT", "/api/v1/articles/net/en/third", put, 200) // sent again: the gap is closed by it already
}

func TestSynonymsAndLabelsAndStoredQuestions(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.do("publish", "PUT", router, object{"title": "The router", "body": "x", "publish": true, "owner": "Petro", "tags": []string{"home"}}, 200)
	if got := r.do("read", "GET", "/api/v1/labels", nil, 200); fmt.Sprint(got) != "map[languages:[en] owners:[Petro] tags:[home]]" {
		t.Errorf("labels are %v", got)
	}
	of := func(lang string) object {
		for _, w := range r.do("read", "GET", "/api/v1/synonyms", nil, 200)["languages"].([]any) {
			if w.(object)["lang"] == lang {
				return w.(object)
			}
		}
		return object{"rev": 0.0}
	}
	words := func(based float64, groups ...string) object { return object{"groups": groups, "based_on": based} }
	r.do("write", "PUT", "/api/v1/synonyms/en", words(0, "wifi, wlan"), 403)
	r.do("publish", "PUT", "/api/v1/synonyms/en", words(0, "alone"), 422)
	r.raw("publish", "PUT", "/api/v1/synonyms/en", words(of("en")["rev"].(float64), "wifi, wlan", "modem, box"), 204)
	if got := of("en"); fmt.Sprint(got["groups"]) != "[wifi, wlan modem, box]" || got["by"] != "site" {
		t.Errorf("synonyms are %v", got)
	}
	r.do("publish", "PUT", "/api/v1/synonyms/en", words(0, "a, b"), 409)
	for _, text := range []string{"my router is dead", "what does it weigh"} {
		r.do("write", "POST", "/api/v1/must-find", object{"project": "net", "key": "router", "text": text}, 204)
	}
	finds := map[any]any{}
	for _, q := range r.do("read", "GET", "/api/v1/must-find/now", nil, 200)["questions"].([]any) {
		finds[q.(object)["text"]] = q.(object)["finds"]
	}
	if finds["my router is dead"] != true || finds["what does it weigh"] != false {
		t.Errorf("stored questions find %v", finds)
	}
}

func TestDepartmentsAndThresholdsAreSet(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	list := r.do("read", "GET", "/api/v1/memory/departments?state=learned", nil, 200)
	if ts := list["transfers"].([]any); len(ts) != 1 || ts[0].(object)["id"] != 7.0 || ts[0].(object)["conversation"] != nil || len(list["departments"].([]any)) != 1 {
		t.Errorf("transfers are %v", list)
	}
	const one = "/api/v1/memory/departments/7"
	r.do("write", "POST", one+"/approve", nil, 403)
	for _, c := range []struct {
		method, path string
		body         any
	}{{"POST", one + "/approve", nil}, {"POST", one + "/reject", nil}, {"POST", one + "/correct", object{"department": "sales"}}, {"DELETE", one, nil}} {
		r.raw("publish", c.method, c.path, c.body, 204)
		if p := r.do("publish", c.method, strings.Replace(c.path, "/7", "/8", 1), c.body, 404); !strings.Contains(fmt.Sprint(p["detail"]), "no transfer 8") {
			t.Errorf("%s says %v", c.path, p)
		}
	}
	const path = "/api/v1/thresholds"
	if got := r.do("read", "GET", path, nil, 200); got["usual"].(object)["answer"] != 0.83 || len(got["own"].([]any)) != 1 || len(got["groups"].([]any)) != 1 {
		t.Errorf("thresholds are %v", got)
	}
	if got := fmt.Sprint(r.do("read", "GET", path, nil, 200)["given"]); got != "[map[answers:9 asked_for_person:1 confirmed:1 corrected:0 denied:2 failed:3 lang:en project:net solved_silently:3 unsaid:2]]" {
		t.Errorf("given: %s", got)
	}
	if got := fmt.Sprint(r.do("read", "GET", path, nil, 200)["groups"].([]any)[0].(object)["wrong"]); got != "[map[by:net/router by_id:7 lang:en right:net/tariffs right_id:8 sure:0.91 text:what does it cost]]" {
		t.Errorf("answered wrongly: %s", got)
	}
	r.do("write", "PUT", path, object{"project": "net", "answer": .9}, 403)
	for _, wrong := range []object{{"answer": .9}, {"project": "net/en", "answer": .9}, {"project": "net", "answer": 1.5}, {"project": "net", "answer": .2, "draft": .4}, {"project": "nope", "answer": .9}, {"project": "net", "lang": "english", "answer": .9}, {"lang": "0000-01-01T00:00:00Z", "answer": .9}} {
		r.do("publish", "PUT", path, wrong, 422)
	}
	got := r.do("publish", "PUT", path, object{"project": "net", "lang": "uk", "answer": .9, "draft": .1, "why": "so"}, 200)
	if fmt.Sprint(got["own"]) != "[map[answer:0.9 draft:0.1 lang:en project:net] map[answer:0.9 draft:0.1 lang:uk project:net]]" {
		t.Errorf("set: %v", got["own"])
	}
	if got = r.do("publish", "PUT", path, object{"project": "net", "lang": "uk"}, 200); len(got["own"].([]any)) != 1 {
		t.Errorf("the usual ones again: %v", got["own"])
	}
	r.do("publish", "POST", path+"/take", nil, 200)
	if got = r.do("publish", "POST", path+"/measure", nil, 200); got["running"] != true {
		t.Errorf("measured: %v", got)
	}
	r.do("publish", "POST", path+"/3/revert", nil, 404)
}

// TestAnExportOverHTTPIsWholeForThoseWhoMayPublish: gaps go through the zip file, and what is not saved only to whoever may
// publish.
func TestAnExportOverHTTPIsWholeForThoseWhoMayPublish(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	r, other := newRigOver(t, pool), newRig(t)
	var editor int64
	if err := pool.QueryRow(t.Context(), `INSERT INTO operators (email, name, display_name, role) VALUES ('eva@x.example', 'Eva', 'Eva', 'editor') RETURNING id`).Scan(&editor); err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Exec(t.Context(), `INSERT INTO gaps (project, lang, title) VALUES ('net', 'en', 'do you tune bagpipes')`); err != nil {
		t.Fatal(err)
	}
	if err := r.store.KeepDraft(t.Context(), knowledge.Kept{Editor: editor, Form: "new:net", Name: "Eva", Fields: map[string]string{"title": "Bagpipes"}}); err != nil {
		t.Fatal(err)
	}
	whole := r.raw("publish", "GET", "/api/v1/export", nil, 200)
	for key, want := range map[string]bool{"read": false, "write": false, "publish": true} {
		archive := r.raw(key, "GET", "/api/v1/export", nil, 200)
		z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
		if err != nil {
			t.Fatal(err)
		}
		has := map[string]bool{}
		for _, f := range z.File {
			has[f.Name] = true
		}
		if has["unsaved.jsonl"] != want || !has["gaps.jsonl"] {
			t.Errorf("%s gets %v", key, has)
		}
	}
	got := other.do("publish", "POST", "/api/v1/import?name=all.zip", whole, 200)
	if added := fmt.Sprint(got["added"]); !strings.Contains(added, "gaps.jsonl unsaved.jsonl") || len(got["problems"].([]any)) != 0 {
		t.Errorf("imported elsewhere: %v", got)
	}
	if gaps := other.do("read", "GET", "/api/v1/gaps", nil, 200)["gaps"].([]any); len(gaps) != 1 || gaps[0].(object)["title"] != "do you tune bagpipes" {
		t.Errorf("the gaps elsewhere are %v", gaps)
	}
	if _, err := pool.Exec(t.Context(), `INSERT INTO erased_lines (key) SELECT line FROM article_drafts`); err != nil {
		t.Fatal(err)
	}
	if left := r.do("publish", "POST", "/api/v1/import?name=all.zip", whole, 200)["left_out"].([]any); len(left) != 1 || left[0].(object)["path"] != "unsaved.jsonl" || left[0].(object)["lines"] != 1.0 {
		t.Errorf("of what was erased is left out %v", left)
	}
}

// moved are transfers, of which there is one.
type moved struct{}

func (moved) Transfers(_ context.Context, f knowledge.TransferFilter) ([]knowledge.Transfer, error) {
	if f.Skip > 0 || f.After >= 7 {
		return nil, nil
	}
	return []knowledge.Transfer{{ID: 7, Text: "I was charged twice", Department: "billing", Name: "Billing", State: f.State, At: time.Now()}}, nil
}

func (moved) TransferredTo(context.Context) ([]knowledge.TransferTo, error) {
	return []knowledge.TransferTo{{Department: "billing", Name: "Billing", Learned: 1}}, nil
}

func (m moved) JudgeTransfer(_ context.Context, id int64, _ bool, editor string) error {
	if id != 7 || editor != "site" {
		return knowledge.ErrNotFound
	}
	return nil
}

func (m moved) CorrectTransfer(ctx context.Context, id int64, _, editor string) error {
	return m.JudgeTransfer(ctx, id, true, editor)
}

func (m moved) ForgetTransfer(ctx context.Context, id int64, editor string) error {
	return m.JudgeTransfer(ctx, id, true, editor)
}

// tune keeps thresholds.
type tune struct {
	own     map[string]knowledge.Limits
	running bool
}

func (t *tune) Thresholds(context.Context) (knowledge.Thresholds, error) {
	return knowledge.Thresholds{Usual: knowledge.Limits{Answer: .83, Draft: .15}, Own: t.own, Running: t.running, Judged: knowledge.Judged{From: .4, Days: 30, Answered: 12, Failed: 1, Denied: 4},
		Days: 30, Given: []knowledge.Given{{Project: "net", Lang: "en", Answers: 9, Denied: 2, Asked: 1, Failed: 3, Confirmed: 1, Solved: 3}},
		Groups: []knowledge.Tuned{{Project: "net", Lang: "en", Chosen: knowledge.Limits{Answer: .9}, Curve: []knowledge.Point{{From: .9}},
			Wrong: []knowledge.PastAnswer{{Text: "what does it cost", Lang: "en", Sure: .91, By: "net/router", ByID: 7, Right: "net/tariffs", RightID: 8}}}}}, nil
}

func (t *tune) Measure(context.Context, string) error { t.running = true; return nil }

func (t *tune) Set(_ context.Context, name string, to knowledge.Limits, _, _ string) error {
	delete(t.own, name)
	if to != (knowledge.Limits{}) {
		t.own[name] = to
	}
	return nil
}

func (t *tune) Take(context.Context, string) error { return nil }

func (t *tune) Revert(context.Context, int64, string) error { return knowledge.ErrNotFound }
