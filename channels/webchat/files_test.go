package webchat_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"net/http/httptest"
	"strings"
	"testing"

	"switchboard/channels"
)

func picture(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// hugePicture claims 50000 by 50000 points in its header.
func hugePicture(t *testing.T) []byte {
	b := picture(t, 1, 1)
	copy(b[16:24], []byte{0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50})
	return b
}

func TestFilesAreStoredInert(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file, content string
		wantName, wantType  string
	}{
		{"picture", "cat.PNG", string(picture(t, 3, 3)), "cat.PNG", "image/png"},
		{"text", "a.txt", "hello", "a.txt", "text/plain"},
		{"document", "offer.pdf", "%PDF-1.7", "offer.pdf", "application/pdf"},
		{"SVG", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, "a.svg", "application/octet-stream"},
		{"HTML", "a.html", "<!doctype html><script>alert(1)</script>", "a.html", "application/octet-stream"},
		{"XML", "a.xml", `<?xml version="1.0"?><a/>`, "a.xml", "application/octet-stream"},
		{"script", "a.js", "alert(1)", "a.js", "application/octet-stream"},
		{"HTML as picture", "a.png", "<html><script>alert(1)</script>", "a.png", "application/octet-stream"},
		{"picture as text", "a.txt", string(picture(t, 3, 3)), "a.txt", "application/octet-stream"},
		{"HTML as text", "a.txt", "<html><script>alert(1)</script>", "a.txt", "application/octet-stream"},
		{"picture of too many points", "a.png", string(hugePicture(t)), "a.png", "application/octet-stream"},
		{"broken picture", "a.png", "\x89PNG\r\n\x1a\n", "a.png", "application/octet-stream"},
		{"path", "../../etc/passwd", "x", "passwd", "application/octet-stream"},
		{"path of Windows", `..\..\a.txt`, "x", "a.txt", "text/plain"},
		{"device", "CON", "x", "_CON", "application/octet-stream"},
		{"device with an extension", "lpt1.txt", "x", "_lpt1.txt", "text/plain"},
		{"hidden file behind a zero-width space", "\u200b.htaccess", "x", "htaccess", "application/octet-stream"},
		{"reversed extension", "a\u202Efdp.txt", "x", "afdp.txt", "text/plain"},
		{"controls", "a\x00b\nc.txt", "x", "abc.txt", "text/plain"},
		{"long", strings.Repeat("ї", 300) + ".txt", "x", strings.Repeat("ї", 116) + ".txt", "text/plain"},
		{"dots", "...", "x", "file", "application/octet-stream"},
		{"composed", "cafe\u0301.txt", "x", "café.txt", "text/plain"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, settings)
			w := s.do("POST", "/files", test.content, "Content-Type", "application/octet-stream",
				"X-Message-Id", "f1", "X-File-Name", escape(test.file))
			s.want(w, 201, "")
			got := s.archive.received(channels.Message)
			if len(got) != 1 || len(got[0].Files) != 1 {
				t.Fatalf("received %+v", got)
			}
			f := got[0].Files[0]
			if f.Name != test.wantName || f.Type != test.wantType || string(f.Data) != test.content || !json.Valid(got[0].Raw) {
				t.Errorf("stored %q as %s, want %q as %s", f.Name, f.Type, test.wantName, test.wantType)
			}
		})
	}
}

func escape(name string) string {
	var b strings.Builder
	const hex = "0123456789ABCDEF"
	for _, c := range []byte(name) {
		b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
	}
	return b.String()
}

func TestBadUploads(t *testing.T) {
	t.Parallel()
	s := newSite(t, strings.Replace(settings, "{", `{"max_file": 1000, `, 1))
	raw := func(headers ...string) []string {
		return append([]string{"Content-Type", "application/octet-stream", "X-Message-Id", "f1", "X-File-Name", "a.txt"}, headers...)
	}
	multi := func(name string, content string, fields ...string) (string, []string) {
		body, typ := form(t, name, []byte(content), fields...)
		return body, []string{"Content-Type", typ}
	}
	check := func(name, body string, headers []string, status int, field string) {
		t.Run(name, func(t *testing.T) {
			s := *s
			s.t = t
			s.token, _ = s.newVisitor() // uploads of one visitor are limited
			s.want(s.do("POST", "/files", body, headers...), status, field)
		})
	}
	check("empty", "", raw(), 400, "file")
	check("too large", strings.Repeat("a", 1001), raw(), 413, "file")
	check("much too large", strings.Repeat("a", 100_000), raw(), 413, "file")
	check("no id", "a", raw("X-Message-Id", ""), 400, "id")
	check("name badly escaped", "a", raw("X-File-Name", "%zz"), 400, "X-File-Name")
	check("program", "a", raw("X-File-Name", "setup.EXE"), 415, "file")
	check("program behind a reversed name", "a", raw("X-File-Name", escape("a\u202Efdp.exe")), 415, "file")
	check("program by content", "MZ"+strings.Repeat("\x00", 60)+"PE\x00\x00", raw("X-File-Name", "a.pdf"), 415, "file")
	check("compressed", "a", raw("Content-Encoding", "gzip"), 415, "")
	check("no type", "a", raw("Content-Type", ""), 415, "")
	check("no token", "a", raw("Authorization", ""), 401, "")
	body, headers := multi("a.txt", "", "id", "f1")
	check("empty in a form", body, headers, 400, "file")
	body, headers = multi("a.txt", "a", "id", "f1", "role", "admin")
	check("unknown field", body, headers, 400, "role")
	check("form cut off", body[:len(body)/2], headers, 400, "")
	body, headers = multi("a.txt", "a", "lang", "??", "id", "f1")
	check("odd language", body, headers, 400, "lang")
	if got := s.archive.received(channels.Message); len(got) > 0 {
		t.Errorf("received %+v", got)
	}
}

func TestFileIsServedToItsOwnerOnly(t *testing.T) {
	t.Parallel()
	s := newSite(t, settings)
	for i, f := range [][2]string{{"ї \"x\".png", string(picture(t, 2, 2))}, {"a.html", "<script>alert(1)</script>"}} {
		body, typ := form(t, f[0], []byte(f[1]), "id", []string{"f1", "f2"}[i], "page", "https://shop.example/x", "lang", "uk")
		s.want(s.do("POST", "/files", body, "Content-Type", typ), 201, "")
		s.want(s.do("POST", "/files", body, "Content-Type", typ), 200, "")
	}
	var got struct {
		Entries []struct{ Files []struct{ URL string } }
	}
	if err := json.Unmarshal(s.do("GET", "/history", "").Body.Bytes(), &got); err != nil || len(got.Entries) != 2 {
		t.Fatalf("history %+v, %v", got, err)
	}
	link := "/" + got.Entries[0].Files[0].URL
	head := func(w *httptest.ResponseRecorder, name string) string { return w.Header().Get(name) }
	w := s.do("GET", link, "", "Authorization", "")
	if w.Code != 200 || w.Body.String() != string(picture(t, 2, 2)) || head(w, "Content-Type") != "image/png" {
		t.Errorf("picture: %d %v", w.Code, w.Header())
	}
	if got := head(w, "Content-Disposition"); got != "inline; filename*=UTF-8''%D1%97%20_x_.png" {
		t.Errorf("disposition %s", got)
	}
	if !strings.Contains(head(w, "Content-Security-Policy"), "sandbox") || head(w, "X-Content-Type-Options") != "nosniff" {
		t.Errorf("headers %v", w.Header())
	}
	w = s.do("GET", "/files/2", "")
	if head(w, "Content-Type") != "application/octet-stream" || !strings.HasPrefix(head(w, "Content-Disposition"), "attachment") {
		t.Errorf("HTML: %v", w.Header())
	}
	token, _ := s.newVisitor()
	s.want(s.do("GET", "/files/1", "", "Authorization", "Bearer "+token), 404, "")
	s.want(s.do("GET", "/files/99", ""), 404, "")
	s.want(s.do("GET", "/files/-1", ""), 404, "")
	s.want(s.do("GET", "/files/x", ""), 404, "")
	s.want(s.do("GET", strings.Replace(link, "files/1", "files/2", 1), "", "Authorization", ""), 401, "")
	s.want(s.do("GET", strings.Replace(link, "until=1", "until=2", 1), "", "Authorization", ""), 401, "")
	s.want(s.do("GET", link[:len(link)-3]+"AAA", "", "Authorization", ""), 401, "")
}
