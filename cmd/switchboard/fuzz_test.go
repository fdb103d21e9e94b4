package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"switchboard/migrations/pgtest"
)

// wholeProgram builds the program over a database of its own, without listening.
func wholeProgram(t testing.TB) *app {
	t.Helper()
	cfg, err := loadConfig([]string{"DATABASE_URL=" + pgtest.New(t).Config().ConnString(), "SWITCHBOARD_SAMPLES=false", "SWITCHBOARD_DATA=" + t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	a, err := build(context.Background(), cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.db.close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

// endpoints are every path that the program answers, with what its parameters may be.
var endpoints = []string{
	"/", "/demo/page.css", "/desk", "/desk/", "/desk/c/1", "/desk/c/-1/parts", "/desk/c/99999999999999999999/reply", "/desk/events", "/desk/list?state=x",
	"/desk/file/1", "/desk/next", "/desk/message/1/retry", "/desk/draft/x/dismiss", "/desk/presence", "/knowledge", "/knowledge/", "/knowledge/new", "/knowledge/1", "/knowledge/gaps?state=x", "/knowledge/gaps/1", "/knowledge/gaps/x/merge",
	"/knowledge/reports", "/knowledge/reports/1/resolve", "/knowledge/checkup", "/knowledge/new-article?gap=x&conversation=-1", "/desk/c/1/article/x/wrong", "/desk/c/1/tone", "/models", "/models.csv",
	"/sign-in", "/sign-out", "/setup/x", "/invite/x", "/reset/x", "/account", "/people", "/people/1", "/departments", "/departments/new", "/assets/x/layout.css",
	"/channels/site/widget.js", "/channels/site/session", "/channels/site/messages", "/channels/site/press", "/channels/site/files", "/channels/site/files/1",
	"/channels/site/history?after=-1", "/channels/site/seen", "/channels/site/typing", "/channels/phone/calls", "/channels/phone/calls/x/segments",
	"/channels/phone/calls/x/end", "/channels/phone/calls/x/transcript?caller=1&format=vtt", "/channels/none/", "/keys", "/keys/1/end", "/api/v1/projects",
	"/api/openapi.json", "/api/v1/import?name=x", "/healthz", "/readyz", "/metrics", "/nothing",
}

// FuzzEndpoints: no request, however malformed, brings forth an internal error or ends the program.
func FuzzEndpoints(f *testing.F) {
	a := wholeProgram(f)
	bodies := []string{"", "{}", "{", `{"id":"a","text":"\ud800","page":"\u0000"}`, "\xff\xfe\x00", `[[[[`, "a=b&a=c&%zz", strings.Repeat("[", 11_000),
		`{"id":"c","caller":"+1","segments":[{"id":"1","speaker":"caller","start":-1,"text":"x"}]}`, "WEBVTT\n\n00:00.000 --> 99:99:99.999\n<v X>hi", rand.Text()}
	for i, path := range endpoints {
		for j, body := range bodies {
			kind := []string{"application/json", "application/x-www-form-urlencoded", "text/vtt", "multipart/form-data; boundary=x", "x"}[(i+j)%5]
			f.Add([]string{"POST", "GET", "PUT", "HEAD"}[(i*j+j)%4], path, kind, []byte(body))
			f.Add("POST", path, kind, []byte(body))
		}
	}
	f.Fuzz(func(t *testing.T, method, path, kind string, body []byte) {
		if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "/desk/events") || strings.HasPrefix(path, "/channels/site/events") {
			return // streams last
		}
		r, err := http.NewRequest(method, path, bytes.NewReader(body))
		if err != nil {
			return // no client could send it
		}
		r.Host, r.RemoteAddr = "localhost:8080", "127.0.0.1:1234"
		r.Header.Set("Content-Type", kind)
		w := httptest.NewRecorder()
		a.handler.ServeHTTP(w, r)
		if w.Code >= 500 || w.Code < 200 {
			t.Errorf("%s %s (%s) %q: %d %s", method, path, kind, body, w.Code, w.Body)
		}
	})
}
