package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestATextThatIsNotWholeIsRefused sends every operation that takes JSON a text that decoding would mend in silence.
func TestATextThatIsNotWholeIsRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	var described struct {
		Paths map[string]map[string]struct {
			RequestBody struct{ Content map[string]any }
		}
	}
	if err := json.Unmarshal(r.raw("", "GET", "/api/openapi.json", nil, http.StatusOK), &described); err != nil {
		t.Fatal(err)
	}
	asked := 0
	for path, methods := range described.Paths {
		for method, op := range methods {
			if op.RequestBody.Content["application/json"] == nil {
				continue
			}
			asked++
			address, method := regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(path, "1"), strings.ToUpper(method)
			for _, broken := range []string{"{\"title\": \"caf\xe9\"}", `{"title": "\ud83d"}`, `{"title": "\\\ude00"}`, `{"title": "\ud83d\ud83d\ude00"}`, "\xff\xfe{\x00}\x00"} {
				resp, said := r.ask("publish", method, address, broken)
				if resp.StatusCode != 400 || !strings.Contains(fmt.Sprint(said), "UTF-8") {
					t.Errorf("%s %s %q: %d %v", method, address, broken, resp.StatusCode, said)
				}
			}
			if resp, said := r.ask("publish", method, address, "{}", "Content-Type", "application/json; charset=windows-1251"); resp.StatusCode != 415 || !strings.Contains(fmt.Sprint(said), "UTF-8") {
				t.Errorf("%s %s in another encoding: %d %v", method, address, resp.StatusCode, said)
			}
		}
	}
	if asked < 20 {
		t.Errorf("%d operations were asked", asked)
	}
	text := `{"title": "Caf\u00e9 \ud83d\ude00 \\ud83d \\\\ 😀 �", "body": "Hold it."}`
	resp, got := r.ask("publish", "PUT", router, text, "Content-Type", "application/json; charset=UTF-8")
	if resp.StatusCode != 200 || got["versions"].([]any)[0].(object)["title"] != `Café 😀 \ud83d \\ 😀 �` {
		t.Errorf("a whole text: %v", got)
	}
}

// form is a body with files and other fields, and its type.
func form(t *testing.T, files map[string]string, fields ...string) (body, kind string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, name := range fields {
		if err := w.WriteField(name, "x"); err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range files {
		part, err := w.CreateFormFile("file", name)
		if err == nil {
			_, err = part.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), w.FormDataContentType()
}

func TestAFileInAFormIsTakenOutOfIt(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	const text = "# How do I pay?\n\nBy card.\n"
	body, kind := form(t, map[string]string{"pay.md": text}, "comment")
	resp, got := r.ask("publish", "POST", "/api/v1/import?name=pay.md&project=net&lang=en", body, "Content-Type", kind)
	if resp.StatusCode != 200 || fmt.Sprint(got["added"]) != "[net/en/pay.md]" {
		t.Fatalf("imported: %d %v", resp.StatusCode, got)
	}
	if a := r.do("read", "GET", "/api/v1/articles/net/en/pay", nil, 200)["versions"].([]any)[0].(object); a["title"] != "How do I pay?" || a["body"] != "By card." {
		t.Errorf("imported %v", a)
	}
	const png = "\x89PNG\r\n\x1a\nx"
	body, kind = form(t, map[string]string{"lamp.png": png})
	if resp, got = r.ask("write", "POST", "/api/v1/files?name=lamp.png", body, "Content-Type", kind); resp.StatusCode != 200 || got["size"] != float64(len(png)) {
		t.Errorf("stored: %d %v", resp.StatusCode, got)
	}
	if data := r.raw("read", "GET", fmt.Sprint("/api/v1/files/", got["key"]), nil, 200); string(data) != png {
		t.Errorf("read back %q", data)
	}
	two, kindOfTwo := form(t, map[string]string{"a.md": text, "b.md": text})
	none, kindOfNone := form(t, nil, "file")
	for name, c := range map[string][2]string{"two files": {two, kindOfTwo}, "none": {none, kindOfNone}, "half a form": {two[:len(two)/3], kindOfTwo}, "no boundary": {two, "multipart/form-data"}} {
		for _, path := range []string{"/api/v1/import?name=a.md&project=net", "/api/v1/files?name=a.txt"} {
			if resp, said := r.ask("publish", "POST", path, c[0], "Content-Type", c[1]); resp.StatusCode != 415 || !strings.Contains(fmt.Sprint(said), "curl --data-binary @file") {
				t.Errorf("%s, %s: %d %v", name, path, resp.StatusCode, said)
			}
		}
	}
}
