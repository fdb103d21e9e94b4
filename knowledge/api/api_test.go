package api_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/knowledge"
	"switchboard/knowledge/api"
	"switchboard/knowledge/local"
	"switchboard/migrations/pgtest"
)

// rig is the API over a real store. The keys are the names of the rights.
type rig struct {
	testing.TB
	store *knowledge.Store
	url   string
	told  atomic.Int64 // the last article of which a report was answered
	hurry atomic.Bool  // the caller's time is up, which a trial heeds
}

// late is a context without time left, that is not over yet.
type late struct{ context.Context }

func (late) Deadline() (time.Time, bool) { return time.Now().Add(-time.Hour), true }

func newRig(t testing.TB) *rig {
	t.Helper()
	return newRigOver(t, pgtest.New(t))
}

func newRigOver(t testing.TB, pool *pgxpool.Pool) *rig {
	t.Helper()
	store, index := knowledge.NewStore(pool), local.New()
	r := &rig{TB: t, store: store}
	if _, err := store.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Home Internet", Summary: "All about it."}); err != nil {
		t.Fatal(err)
	}
	h := api.New(api.Config{Store: store, Log: slog.New(slog.DiscardHandler), Try: r.words, Talks: talk{}, Moved: moved{}, Tune: &tune{own: map[string]knowledge.Limits{"net/en": {Answer: .9, Draft: .1}}}, Base: "https://gw.example",
		Looks:    []api.Look{{Name: "Shouting", Show: func(md string) []template.HTML { return []template.HTML{template.HTML(strings.ToUpper(md))} }}},
		Answered: func(_ context.Context, article int64) { r.told.Store(article) },
		Recent: func(context.Context, int) ([]knowledge.Unanswered, error) {
			return []knowledge.Unanswered{{Text: "router please"}, {Text: "the weather"}}, nil
		},
		Search: func(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
			articles, _, _, err := store.Changes(ctx, 0)
			if err == nil {
				err = index.Put(ctx, articles)
			}
			if err != nil {
				return nil, err
			}
			return index.Search(ctx, q)
		},
		Who: func(r *http.Request) (api.Caller, error) {
			switch name := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "); name {
			case "read":
				return api.Caller{Name: "site", Right: api.Read}, nil
			case "write":
				return api.Caller{Name: "site", Right: api.Write}, nil
			case "publish":
				return api.Caller{Name: "site", Right: api.Publish}, nil
			case "down":
				return api.Caller{}, errors.New("no database")
			}
			return api.Caller{}, api.ErrNoKey
		}})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if r.hurry.Load() {
			q = q.WithContext(late{q.Context()})
		}
		h.ServeHTTP(w, q)
	}))
	t.Cleanup(server.Close)
	r.url = server.URL
	return r
}

// do makes a request, expects a status and returns the answer.
func (r *rig) do(key, method, path string, body any, want int) map[string]any {
	r.Helper()
	data := r.raw(key, method, path, body, want)
	out := map[string]any{}
	if len(data) > 0 {
		if err := json.Unmarshal(data, &out); err != nil {
			r.Fatalf("%s %s answers %q", method, path, data)
		}
	}
	return out
}

func (r *rig) raw(key, method, path string, body any, want int) []byte {
	r.Helper()
	var in io.Reader
	kind := "application/json"
	switch b := body.(type) {
	case nil:
	case []byte:
		in, kind = bytes.NewReader(b), "application/octet-stream"
	default:
		j, err := json.Marshal(b)
		if err != nil {
			r.Fatal(err)
		}
		in = bytes.NewReader(j)
	}
	req, err := http.NewRequestWithContext(r.Context(), method, r.url+path, in)
	if err != nil {
		r.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+key)
	req.Header.Set("Content-Type", kind)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		r.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		r.Fatal(err)
	}
	if resp.StatusCode != want {
		r.Fatalf("%s %s: %d %s, want %d", method, path, resp.StatusCode, data, want)
	}
	return data
}

type object = map[string]any

const router = "/api/v1/articles/net/en/router"

func TestAnArticleIsWrittenPublishedRestoredAndRemoved(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	text := object{"title": "The router", "body": "Hold the button for ten seconds.", "questions": []string{"how do I reset it"}, "owner": "Maria", "valid_until": "2099-01-31"}
	got := r.do("write", "PUT", router, text, 200)
	if got["published"] != 0.0 || got["latest"] != 1.0 || got["owner"] != "Maria" {
		t.Errorf("made %v", got)
	}
	text["based_on"], text["body"], text["publish"] = 1, "Hold it for twenty seconds.", true
	r.do("write", "PUT", router, text, 403)
	if got = r.do("publish", "PUT", router, text, 200); got["published"] != 2.0 {
		t.Errorf("published %v", got)
	}
	v, ok := got["versions"].([]any)
	if !ok || v[0].(object)["author"] != "site" || v[0].(object)["valid_until"] != "2099-01-31" {
		t.Errorf("the versions are %v", got["versions"])
	}
	text["body"] = "Something else."
	if p := r.do("publish", "PUT", router, text, 409); !strings.Contains(fmt.Sprint(p["detail"]), "based_on 2") {
		t.Errorf("a conflict says %v", p)
	}
	found := r.do("read", "GET", "/api/v1/search?q=reset+the+router", nil, 200)
	if hits := found["hits"].([]any); len(hits) != 1 || hits[0].(object)["key"] != "router" {
		t.Errorf("found %v", found)
	}
	if got = r.do("write", "POST", router+"/restore", object{"version": 1}, 200); got["latest"] != 3.0 || got["published"] != 2.0 {
		t.Errorf("restored %v", got)
	}
	if got = r.do("publish", "POST", router+"/publish", object{"version": 3}, 200); got["published"] != 3.0 {
		t.Errorf("published %v", got)
	}
	if got = r.do("publish", "POST", router+"/unpublish", nil, 200); got["published"] != 0.0 {
		t.Errorf("unpublished %v", got)
	}
	r.do("write", "POST", router+"/clear", nil, 403)
	if got = r.do("publish", "POST", router+"/clear", nil, 200); got["latest"] != 3.0 {
		t.Errorf("cleared %v", got)
	}
	r.do("write", "POST", router+"/restore", object{"version": 2}, 422)
	r.do("write", "DELETE", router, nil, 403)
	if got = r.do("publish", "DELETE", router, nil, 200); got["removed"] != true || got["removed_by"] != "site" || got["removed_at"] == nil {
		t.Errorf("removed %v", got)
	}
	if steps := r.do("read", "GET", router+"/history", nil, 200)["steps"].([]any); steps[0].(object)["what"] != "removed" || steps[0].(object)["by"] != "site" {
		t.Errorf("the history is %v", steps)
	}
	if list := r.do("read", "GET", "/api/v1/articles?project=net", nil, 200)["articles"].([]any); len(list) != 0 {
		t.Errorf("listed %v", list)
	}
	if list := r.do("read", "GET", "/api/v1/articles?removed=true", nil, 200)["articles"].([]any); len(list) != 1 || list[0].(object)["removed_by"] != "site" {
		t.Errorf("removed are %v", list)
	}
	delete(text, "based_on")
	if got = r.do("publish", "PUT", router, text, 200); got["removed_by"] != nil || got["removed_at"] != nil { // it comes back
		t.Errorf("brought back %v", got)
	}
}

func TestProjectsAreMadeReadAndRemoved(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.do("write", "PUT", "/api/v1/projects/shop", object{"name": "The Shop"}, 403)
	if p := r.do("publish", "PUT", "/api/v1/projects/shop", object{"key": "store", "name": "The Shop"}, 422); !strings.Contains(fmt.Sprint(p), "leave it out, or write it as there, for example: shop") {
		t.Errorf("another key in the body: %v", p)
	}
	r.do("publish", "PUT", "/api/v1/projects/shop", object{"key": "shop", "name": "The Shop", "summary": "Sells lamps.", "aliases": []string{"store"}}, 200)
	if p := r.do("read", "GET", "/api/v1/projects/shop", nil, 200); p["summary"] != "Sells lamps." || p["key"] != "shop" {
		t.Errorf("read %v", p)
	}
	if list := r.do("read", "GET", "/api/v1/projects", nil, 200)["projects"].([]any); len(list) != 2 {
		t.Errorf("listed %v", list)
	}
	r.raw("publish", "DELETE", "/api/v1/projects/shop", nil, 204)
	r.do("read", "GET", "/api/v1/projects/shop", nil, 404)
	list := r.do("read", "GET", "/api/v1/projects?removed=true", nil, 200)["projects"].([]any)
	if len(list) != 1 || list[0].(object)["key"] != "shop" || list[0].(object)["removed_by"] != "site" || list[0].(object)["removed_at"] == nil {
		t.Errorf("removed are %v", list)
	}
	if p := r.do("publish", "PUT", "/api/v1/projects/shop", object{"name": "The Shop"}, 409); !strings.Contains(fmt.Sprint(p), "/api/v1/projects/shop/restore") {
		t.Errorf("made anew: %v", p)
	}
	r.do("publish", "POST", "/api/v1/projects/shop/restore", nil, 200)
	r.do("publish", "PUT", "/api/v1/projects/shop?based_on=1", object{"name": "The Shop"}, 200)
}

func TestAFileIsImportedTriedFirstAndExported(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	sheet := []byte("question,answer,language\nHow do I pay?,By card.,en\nYes?,,en\n")
	const path = "/api/v1/import?name=answers.csv&project=net&tag=sheet"
	r.do("write", "POST", path, sheet, 403)
	for _, dry := range []bool{true, false} {
		got := r.do("publish", "POST", fmt.Sprint(path, "&dry_run=", dry), sheet, 200)
		if added, bad := got["added"].([]any), got["problems"].([]any); len(added) != 1 || len(bad) != 1 || got["dry_run"] != dry {
			t.Errorf("imported %v", got)
		}
	}
	if got := r.do("publish", "POST", path, sheet, 200); got["unchanged"] != 1.0 {
		t.Errorf("imported again %v", got)
	}
	const removing = path + "&dry_run=true&remove=true"
	rest := []byte("question,answer,language\nHow do I pay?,#REF!,en\nWhat else?,That.,en\n")
	if got := r.do("publish", "POST", removing, rest, 200); fmt.Sprint(got["unread"], got["spared"], got["untold"]) != "[net/en/how-do-i-pay.md] [] []" {
		t.Errorf("of what is broken and tells its article: %v", got)
	}
	rest = []byte("question,answer,language\nHow to pay?,#REF!,en\nWhat else?,That.,en\n")
	if got := r.do("publish", "POST", removing, rest, 200); fmt.Sprint(got["unread"], got["spared"], got["untold"]) != "[] [net/en/how-do-i-pay.md] [answers.csv row 2]" {
		t.Errorf("of what is broken and does not: %v", got)
	}
	rest = []byte("question,answer,language\nTwice?,Yes.,en\nTwice?,No.,en\n")
	if got := r.do("publish", "POST", path+"&dry_run=true", rest, 200); len(got["problems"].([]any)) != 0 || !strings.Contains(fmt.Sprint(got["warnings"]), "has the same title as answers.csv row 2") {
		t.Errorf("of two rows of one title: %v", got)
	}
	archive := r.raw("read", "GET", "/api/v1/export", nil, 200)
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil || len(z.File) != 4 { // card and article, each with its history
		t.Fatalf("exported %v, %v", z, err)
	}
	other := newRig(t)
	if got := other.do("publish", "POST", "/api/v1/import?name=all.zip", archive, 200); len(got["added"].([]any)) != 2 || len(got["problems"].([]any)) != 0 {
		t.Errorf("imported elsewhere %v", got)
	}
	r.do("publish", "POST", "/api/v1/articles/net/en/how-do-i-pay/unpublish", nil, 200)
	if got := r.do("publish", "POST", path, []byte("question,answer,language\nHow do I pay?,In cash.,en\n"), 200); fmt.Sprint(got["changed"], got["drafted"], got["merged"], got["conflicts"]) != "[net/en/how-do-i-pay.md] [net/en/how-do-i-pay.md] [] []" {
		t.Errorf("of what was taken back: %v", got)
	}
	for name, data := range map[string][]byte{"x.exe": sheet, "x.zip": sheet, "x.docx": sheet, "..%2f..%2f": sheet, "%00.csv": sheet} {
		code := 422
		if name == "x.docx" {
			code = 200 // with a problem
		}
		if name == "%00.csv" {
			code = 400
		}
		got := r.do("publish", "POST", "/api/v1/import?project=net&name="+name, data, code)
		if code == 200 && len(got["problems"].([]any)) != 1 {
			t.Errorf("%s gave %v", name, got)
		}
	}
}

func TestWhatIsWrongIsSaidWithTheField(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for _, c := range []struct {
		key, method, path string
		body              any
		code              int
		says              string
	}{
		{"", "GET", "/api/v1/projects", nil, 401, "/keys"},
		{"nonsense", "GET", "/api/v1/none", nil, 401, "/keys"},
		{"down", "GET", "/api/v1/projects", nil, 503, "Try again"},
		{"read", "GET", "/api/v1/none", nil, 404, "openapi.json"},
		{"read", "GET", router, nil, 404, "no such"},
		{"write", "PUT", router, object{"title": "", "body": "x"}, 422, "title"},
		{"write", "PUT", router, object{"title": "x", "body": "x", "audience": "all"}, 422, "audience"},
		{"write", "PUT", router, object{"title": "x", "body": "x", "valid_from": "2026-13-01"}, 422, "valid_from"},
		{"write", "PUT", router, object{"title": "x", "body": "x", "nonsense": 1}, 422, "nonsense"},
		{"write", "PUT", router, object{"title": "x", "body": "x\x00y"}, 422, "body"},
		{"write", "PUT", router, object{"title": "x", "body": "x", "based_on": 7}, 404, "no such"},
		{"write", "PUT", "/api/v1/articles/none/en/x", object{"title": "x", "body": "x"}, 422, "project"},
		{"write", "PUT", "/api/v1/articles/net/klingon/x", object{"title": "x", "body": "x"}, 422, "language"},
		{"write", "PUT", "/api/v1/articles/net/en/A%20B", object{"title": "x", "body": "x"}, 422, "key"},
		{"write", "PUT", "/api/v1/articles/net/en/%00", object{"title": "x", "body": "x"}, 400, "character"},
		{"write", "PUT", "/api/v1/articles/net/en/%ff", object{"title": "x", "body": "x"}, 400, "character"},
		{"read", "GET", "/api/v1/articles?q=%00", nil, 400, "character"},
		{"read", "GET", "/api/v1/articles?limit=0", nil, 422, "limit"},
		{"read", "GET", "/api/v1/search", nil, 422, "required"},
		{"publish", "POST", router + "/publish", object{"version": 1}, 404, "no such"},
		{"publish", "POST", "/api/v1/import?project=net", []byte("x"), 422, "name"},
		{"write", "PUT", router, object{"title": "x", "body": strings.Repeat("x", 2<<20)}, 413, "too large"},
	} {
		if got := r.raw(c.key, c.method, c.path, c.body, c.code); !strings.Contains(string(got), c.says) {
			t.Errorf("%s %s says %s, want %q", c.method, c.path, got, c.says)
		}
	}
}

func TestTheDescriptionIsOpenAndWhole(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	d := r.do("", "GET", "/api/openapi.json", nil, 200)
	paths, ok := d["paths"].(object)
	if !ok || len(paths) < 10 {
		t.Fatalf("it describes %v", paths)
	}
	for _, path := range []string{"/api/v1/articles/{project}/{lang}/{key}", "/api/v1/import", "/api/v1/export", "/api/v1/search", "/api/v1/gaps", "/api/v1/gaps/{id}/merge",
		"/api/v1/reports/{id}/resolve", "/api/v1/check-up", "/api/v1/files", "/api/v1/projects/{project}/versions", "/api/v1/articles/{project}/{lang}/{key}/try"} {
		if paths[path] == nil {
			t.Errorf("%s is not described", path)
		}
	}
	for _, version := range []string{"", "-3.0"} {
		d := r.do("", "GET", "/api/openapi"+version+".json", nil, 200)
		if strings.Contains(fmt.Sprint(d), "contentMediaType") { // 3.0 does not know it
			t.Errorf("openapi%s.json has contentMediaType", version)
		}
		of := func(path, method string) string { return fmt.Sprint(d["paths"].(object)[path].(object)[method]) }
		for says, told := range map[string]string{of("/api/v1/files/{key}", "get"): "*/*:map[schema:map[format:binary type:string]]", of("/api/v1/export", "get"): "application/zip:map[schema:map[format:binary type:string]]",
			of("/api/v1/files", "post"): "application/octet-stream:map[schema:map[format:binary type:string]]"} {
			if !strings.Contains(says, told) || strings.Contains(says, "base64") {
				t.Errorf("openapi%s.json describes a file as %s", version, says)
			}
		}
	}
	if gaps := r.do("read", "GET", "/api/v1/gaps", nil, 200)["gaps"].([]any); len(gaps) != 0 {
		t.Errorf("gaps are %v", gaps)
	}
}
