package editor_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/editor"
)

const png = "\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"

// send posts a form with one file, and returns what is answered.
func (p *person) send(path, name, content string, fields ...string) (int, string) {
	p.Helper()
	return p.upload(path, name, content, nil, fields...)
}

// upload is send with headers.
func (p *person) upload(path, name, content string, headers map[string]string, fields ...string) (int, string) {
	p.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			p.Fatal(err)
		}
	}
	f, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = io.WriteString(f, content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		p.Fatal(err)
	}
	req, err := http.NewRequestWithContext(p.Context(), http.MethodPost, p.url+path, &b)
	if err != nil {
		p.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	for name, value := range headers {
		req.Header.Set(name, value)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		p.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		p.Fatal(err)
	}
	return resp.StatusCode, string(answer)
}

func TestPicturesAreStoredShownAndKeptFromStrangers(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	code, answer := p.send("/knowledge/files", "the [router].png", png)
	var said struct{ Markdown, Problem string }
	if err := json.Unmarshal([]byte(answer), &said); err != nil || code != http.StatusOK {
		t.Fatal(code, answer, err)
	}
	if !strings.HasPrefix(said.Markdown, "![the (router)](/knowledge-files/") {
		t.Fatal(said.Markdown)
	}
	path := strings.TrimSuffix(strings.TrimPrefix(said.Markdown, "![the (router)]("), ")")
	if again, other := p.send("/knowledge/files", "the [router].png", png); again != 200 || other != answer {
		t.Errorf("the same file is another: %s", other)
	}
	for name, content := range map[string]string{"x.svg": "<svg onload=alert(1)>", "x.html": "<script>", "x.png": "<script>", "x.png ": "", "x": "x", "../../etc/passwd": "x", "\x00.png": png, "big.txt": strings.Repeat("x", knowledge.MaxFile+1)} {
		if code, answer := p.send("/knowledge/files", name, content); code < 400 || code >= 500 || !strings.Contains(answer, "problem") {
			t.Errorf("%q: %d %s", name, code, answer)
		}
	}
	signedIn := false
	files := editor.Files(r.store, func(*http.Request) bool { return signedIn }, slog.New(slog.DiscardHandler))
	fetch := func() *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		files.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		return w
	}
	if w := fetch(); w.Code != http.StatusNotFound {
		t.Errorf("a stranger sees what is not published: %d", w.Code)
	}
	id := r.article("router", "en", "Router", "Look: "+said.Markdown, func(e *knowledge.Edit) { e.Publish = false })
	if w := fetch(); w.Code != http.StatusNotFound {
		t.Errorf("a stranger sees a draft's: %d", w.Code)
	}
	if err := r.store.Publish(t.Context(), id, 1, "Maria"); err != nil {
		t.Fatal(err)
	}
	w := fetch()
	if w.Code != http.StatusOK || w.Body.String() != png || w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Content-Type") != "image/png" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	p.shows(at(id, ""), `<img src="`+path+`" alt="the (router)"`)
	if err := r.store.Unpublish(t.Context(), id, "Maria"); err != nil {
		t.Fatal(err)
	}
	if w := fetch(); w.Code != http.StatusNotFound {
		t.Errorf("after it was taken back: %d", w.Code)
	}
	signedIn = true
	if w := fetch(); w.Code != http.StatusOK {
		t.Errorf("an editor does not see it: %d", w.Code)
	}
	if got := knowledge.LinkPictures("a " + said.Markdown + " b ![x](http://evil.example/x.png)"); !strings.HasPrefix(got, "a [the (router)](/knowledge-files/") || !strings.Contains(got, "![x](http://evil") {
		t.Error(got)
	}
}

func TestThePreviewShowsEachChannel(t *testing.T) {
	r := newRig(t)
	r.looks = []editor.Look{{Name: "Telegram", Show: func(md string) []template.HTML {
		return []template.HTML{template.HTML("<i>" + fmt.Sprint(len(md)) + "</i>"), "two"}
	}}}
	p := r.person("Maria", true)
	p.shows("/knowledge/p/net/new", `data-look="1"`, "Telegram")
	if code, page := p.post("/knowledge/preview", "body", "**x**", "as", "1"); code != 200 || strings.Count(page, "message-look") != 2 || !strings.Contains(page, "<i>5</i>") {
		t.Errorf("%d %s", code, page)
	}
	for _, as := range []string{"2", "-1", "x"} {
		if code, _ := p.post("/knowledge/preview", "body", "x", "as", as); code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", as, code)
		}
	}
}
