package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/migrations/pgtest"
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
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil && resp.StatusCode != http.StatusNotModified && resp.StatusCode != http.StatusNoContent {
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

// TestOfTwoWhoMeanTheSameStateOneChangesIt: both are let pass what is looked at before, and wait for a third who publishes just then.
func TestOfTwoWhoMeanTheSameStateOneChangesIt(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	r := newRigOver(t, pool)
	type request struct{ method, path, body string }
	const net = "/api/v1/projects/net"
	put := request{"PUT", router, `{"title": "The router", "body": "Press it.", "owner": "Eva"}`}
	verify, unpublish := request{"POST", router + "/verify", `{"review_by": "2099-01-31"}`}, request{"POST", router + "/unpublish", ``}
	for n, both := range [][2]request{
		{verify, unpublish}, {unpublish, put}, {{"POST", router + "/submit", `{}`}, {"POST", router + "/plan", `{"expire_at": "2099-01-31T10:00:00Z"}`}},
		{{"POST", router + "/doubt", `{"note": "is it so?"}`}, {"POST", router + "/restore", `{"version": 1}`}}, {{"POST", router + "/publish", `{"version": 1}`}, {"DELETE", router, ``}},
		{{"POST", router + "/clear", ``}, verify},
		{{"PUT", net, `{"name": "The net", "summary": "All about it."}`}, {"DELETE", net, ``}},
	} {
		read := both[1].path
		if strings.HasPrefix(read, router) {
			read = router
			if _, err := pool.Exec(t.Context(), `UPDATE articles SET removed_at = NULL`); err != nil {
				t.Fatal(err)
			}
			r.do("publish", "PUT", router, object{"title": "The router", "body": fmt.Sprintf("Hold it for %d seconds.", n), "publish": true, "based_on": r.latest()}, 200)
		}
		was, _ := r.ask("publish", "GET", read, "")
		third, err := pool.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := third.Exec(t.Context(), `SELECT FROM knowledge_state, projects LEFT JOIN articles ON articles.project_id = projects.id FOR UPDATE OF knowledge_state, projects`); err != nil {
			t.Fatal(err)
		}
		if _, err := third.Exec(t.Context(), `SELECT FROM articles FOR UPDATE`); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		var status [2]int
		for i, q := range both {
			wg.Go(func() {
				resp, _ := r.ask("publish", q.method, q.path, q.body, "If-Match", was.Header.Get("ETag"))
				status[i] = resp.StatusCode
			})
		}
		for waiting, until := 0, time.Now().Add(10*time.Second); waiting < 2 && time.Now().Before(until); time.Sleep(time.Millisecond) {
			if err := pool.QueryRow(t.Context(), `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&waiting); err != nil {
				t.Fatal(err)
			}
		}
		if err := third.Rollback(t.Context()); err != nil {
			t.Fatal(err)
		}
		wg.Wait()
		if late := []int{412, 404, 409}; !(status[0]/100 == 2 && slices.Contains(late, status[1]) || status[1]/100 == 2 && slices.Contains(late, status[0])) {
			t.Errorf("%s %s and %s %s: %v", both[0].method, both[0].path, both[1].method, both[1].path, status)
		}
	}
}

// latest is the number of the newest version of the router's article; 0: there is none.
func (r *rig) latest() (n int) {
	r.Helper()
	if _, got := r.ask("read", "GET", router, ""); got["latest"] != nil {
		n = int(got["latest"].(float64))
	}
	return n
}
