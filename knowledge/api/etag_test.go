package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// ask sends a request with headers and returns what comes back.
func (r *rig) ask(key, method, path, body string, headers ...string) (*http.Response, object) {
	r.Helper()
	req, err := http.NewRequestWithContext(r.Context(), method, r.url+path, strings.NewReader(body))
	if err != nil {
		r.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+key)
	req.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		r.Fatal(err)
	}
	defer resp.Body.Close()
	out := object{}
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil && resp.StatusCode != http.StatusNotModified {
		r.Fatal(method, path, resp.StatusCode, err)
	}
	return resp, out
}

func TestAnETagTellsWhatWasRead(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	const text = `{"title": "The router", "body": "Hold the button."}`
	made, _ := r.ask("publish", "PUT", router, text, "If-None-Match", "*")
	tag := made.Header.Get("ETag")
	if made.StatusCode != 200 || tag == "" {
		t.Fatalf("made: %d %q", made.StatusCode, tag)
	}
	if again, said := r.ask("publish", "PUT", router, text, "If-None-Match", "*"); again.StatusCode != 412 {
		t.Errorf("made twice: %d %v", again.StatusCode, said)
	}
	if same, _ := r.ask("read", "GET", router, "", "If-None-Match", "W/"+tag); same.StatusCode != 304 || same.Header.Get("ETag") != tag {
		t.Errorf("read again: %d %q", same.StatusCode, same.Header.Get("ETag"))
	}
	changed, got := r.ask("publish", "PUT", router, `{"title": "The router", "body": "Hold it.", "publish": true}`, "If-Match", tag)
	if changed.StatusCode != 200 || got["latest"] != 2.0 || changed.Header.Get("ETag") == tag {
		t.Errorf("changed over what was read: %d %v", changed.StatusCode, got)
	}
	if late, said := r.ask("publish", "PUT", router, `{"title": "The router", "body": "Press it."}`, "If-Match", tag); late.StatusCode != 412 || !strings.Contains(said["detail"].(string), "If-Match") {
		t.Errorf("changed over something else: %d %v", late.StatusCode, said)
	}
	if fresh, got := r.ask("read", "GET", router, "", "If-None-Match", tag); fresh.StatusCode != 200 || got["latest"] != 2.0 {
		t.Errorf("read anew: %d %v", fresh.StatusCode, got)
	}
}

// TestNothingIsDoneToAnArticleThatHasMovedOn asks every operation that changes one.
func TestNothingIsDoneToAnArticleThatHasMovedOn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	first, _ := r.ask("publish", "PUT", router, `{"title": "The router", "body": "Hold it.", "publish": true}`)
	second, _ := r.ask("publish", "PUT", router, `{"title": "The router", "body": "Press it."}`, "If-Match", "*")
	moves := map[string]string{"POST /publish": `{"version": 1}`, "POST /plan": `{"publish_at": "2099-01-31T10:00:00Z"}`, "POST /verify": `{}`, "POST /unpublish": ``, "POST /restore": `{"version": 1}`,
		"POST /submit": `{}`, "POST /withdraw": ``, "POST /return": `{"note": "no"}`, "POST /doubt": `{"note": "no"}`, "POST /clear": ``, "POST /merge": `{"article": "net/en/modem"}`, "DELETE ": ``}
	before := r.do("read", "GET", router, nil, 200)
	for move, body := range moves {
		method, path, _ := strings.Cut(move, " ")
		if late, said := r.ask("publish", method, router+path, body, "If-Match", first.Header.Get("ETag")); late.StatusCode != 412 {
			t.Errorf("%s: %d %v", move, late.StatusCode, said)
		}
	}
	if now := r.do("read", "GET", router, nil, 200); fmt.Sprint(now) != fmt.Sprint(before) {
		t.Errorf("it was %v, now %v", before, now)
	}
	if done, said := r.ask("publish", "POST", router+"/verify", `{"review_by": ""}`, "If-Match", second.Header.Get("ETag")); done.StatusCode != 200 {
		t.Errorf("over what was read: %d %v", done.StatusCode, said)
	}
	if done, said := r.ask("publish", "DELETE", router, ``, "If-Match", "*"); done.StatusCode != 200 {
		t.Errorf("over whatever stands: %d %v", done.StatusCode, said)
	}
}

func TestAStrangerIsToldWhatToDo(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	resp, said := r.ask("publish", "PATCH", "/api/v1/articles/net/en/router", "{}")
	if resp.StatusCode != 405 || resp.Header.Get("Allow") != "GET, PUT, DELETE" || !strings.Contains(said["detail"].(string), "GET, PUT, DELETE") {
		t.Errorf("%d %v %v", resp.StatusCode, resp.Header, said)
	}
	if resp, _ := r.ask("publish", "GET", "/api/v1/nothing", ""); resp.StatusCode != 404 {
		t.Errorf("no address: %d", resp.StatusCode)
	}
	if resp, said := r.ask("withdrawn", "GET", "/api/v1/articles", ""); resp.StatusCode != 401 || !strings.Contains(said["detail"].(string), "withdrawn") {
		t.Errorf("a key that does not count: %d %v", resp.StatusCode, said)
	}
	for _, key := range []string{"a", "b", "c"} {
		r.do("publish", "PUT", "/api/v1/articles/net/en/"+key, object{"title": key, "body": "Text."}, 200)
	}
	first := r.do("read", "GET", "/api/v1/articles?limit=2", nil, 200)
	if first["next_offset"] != 2.0 {
		t.Errorf("the first of them: %v", first["next_offset"])
	}
	if rest := r.do("read", "GET", "/api/v1/articles?limit=2&offset=2", nil, 200); rest["next_offset"] != nil || len(rest["articles"].([]any)) != 1 {
		t.Errorf("the rest: %v", rest)
	}
}
