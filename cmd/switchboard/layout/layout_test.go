package layout_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"switchboard/cmd/switchboard/layout"
)

func newLayout() *layout.Layout {
	return layout.New(slog.New(slog.DiscardHandler), nil, fstest.MapFS{"desk/a.js": {Data: []byte("export const a = 1;")}})
}

func TestPageShowsFrameAndEscapesData(t *testing.T) {
	l := newLayout()
	page, err := l.Template().Parse(`{{define "main"}}<p>{{.Data}}</p><script src="{{asset "desk/a.js"}}"></script>{{end}}`)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	l.Render(w, httptest.NewRequest("GET", "/desk", nil), page, 200, layout.Page{
		Title: "Desk", Section: "desk", Data: "<b>hi</b>",
		User: &layout.User{Name: "Olha <i>", Email: "o@example.com", Role: "operator", Presence: "away"},
	})
	body := w.Body.String()
	for _, want := range []string{"&lt;b&gt;hi", "Olha &lt;i&gt;", `aria-current="page">Desk`, "/sign-out", "<title>Desk · Switchboard"} {
		if !strings.Contains(body, want) {
			t.Errorf("page lacks %q", want)
		}
	}
	if strings.Contains(body, `href="/people"`) {
		t.Error("an operator is shown the administrators' pages")
	}
	for _, url := range regexp.MustCompile(`"(/assets/[^"]+)"`).FindAllStringSubmatch(body, -1) {
		w := httptest.NewRecorder()
		l.Assets().ServeHTTP(w, httptest.NewRequest("GET", url[1], nil))
		if w.Code != 200 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d, %q", url[1], w.Code, w.Header().Get("Cache-Control"))
		}
	}
}

func TestPageWithNothingInlineFitsItsPolicy(t *testing.T) {
	l := newLayout()
	w := httptest.NewRecorder()
	h := layout.Secure(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l.Error(w, r, 404, "There is nothing <here>.")
	}), true)
	h.ServeHTTP(w, httptest.NewRequest("GET", "/x", nil))
	if w.Code != 404 || !strings.Contains(w.Body.String(), "nothing &lt;here&gt;") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if inline := regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|<script>`).FindString(w.Body.String()); inline != "" {
		t.Errorf("inline %q", inline)
	}
	for _, name := range []string{"Content-Security-Policy", "Strict-Transport-Security", "Referrer-Policy", "X-Content-Type-Options"} {
		if w.Header().Get(name) == "" {
			t.Errorf("no %s", name)
		}
	}
	if strings.Contains(w.Header().Get("Content-Security-Policy"), "unsafe") {
		t.Error("the policy is unsafe")
	}
}

func TestAssetsOfAnOlderBuildAreNotKept(t *testing.T) {
	for path, want := range map[string]int{
		"/assets/old/layout.css": 200, "/assets/old/desk/a.js": 200, "/assets/old/no.css": 404,
		"/assets/": 404, "/assets/x/../layout.go": 404,
	} {
		w := httptest.NewRecorder()
		newLayout().Assets().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != want || strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %q", path, w.Code, w.Header().Get("Cache-Control"))
		}
	}
}

func TestWords(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for want, d := range map[string]time.Duration{
		"now": 10 * time.Second, "5 min ago": 5 * time.Minute, "2 hours ago": 2 * time.Hour, "3 days ago": 72 * time.Hour,
		"in 20 min": -20 * time.Minute, "3 months ago": 90 * 24 * time.Hour, "2 years ago": 730 * 24 * time.Hour,
	} {
		if got := layout.Ago(now.Add(-d), now); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
	for in, want := range map[string]string{"Olha Koval": "OK", "": "?", "😀": "?", "ян": "Я", " a b c": "AB"} {
		if got := layout.Initials(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	for n, want := range map[int64]string{-5: "0 B", 999: "999 B", 20_000: "20 kB", 5_500_000: "5.5 MB"} {
		if got := layout.Bytes(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
