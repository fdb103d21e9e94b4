package webchat_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"switchboard/channels"
)

// emptied is the same site with nothing stored, since making one takes longer than a try.
func (s *site) emptied(t *testing.T) *site {
	s.archive.mu.Lock()
	s.archive.got, s.archive.entries = nil, nil
	clear(s.archive.files)
	s.archive.mu.Unlock()
	fresh := &site{t: t, archive: s.archive, chat: s.chat}
	fresh.token, fresh.address = fresh.newVisitor() // whose limits are not used up
	return fresh
}

// Whatever comes, it is stored clean or refused, and the program goes on.
func FuzzMessages(f *testing.F) {
	for _, seed := range []string{`{"id":"a","text":"b"}`, `{"id":"a","text":"\ud800\u0000"}`, `{"id":"a","text":"b","page":"http://[::1"}`,
		`{"id":"a","text":"b","lang":"zh-Hant-TW"}`, `{"id":"a","text":5e400}`, "{\"id\":\"\xc3\x28\"}", `{"a":{"a":{"a":[]}}}`, `[[[[`, `{"id":"a","id":"b"}`} {
		f.Add(seed)
	}
	shared := newSite(f, `{"secret": "`+secret+`", "rate": 1000000000, "address_rate": 1000000000, "site_rate": 1000000000}`)
	f.Fuzz(func(t *testing.T, body string) {
		s := shared.emptied(t)
		for _, path := range []string{"/messages", "/press", "/session", "/seen"} {
			if w := s.do("POST", path, body); w.Code >= 500 || w.Code == 401 {
				t.Errorf("%s answered %d to %q", path, w.Code, body)
			}
		}
		for _, in := range s.archive.received(channels.Message) {
			if in.Text == "" || !utf8.ValidString(in.Text) || strings.ContainsRune(in.Text, 0) || !strings.HasPrefix(in.ID, s.address+"/") {
				t.Errorf("stored %+v", in)
			}
		}
	})
}

func FuzzUpload(f *testing.F) {
	for _, seed := range [][2]string{{"a.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"}, {"../../x", "MZ"}, {"CON.txt", "x"}, {"a.webp", "RIFF\x00\x00\x00\x00WEBPVP8X"},
		{"\u202Egnp.exe", "x"}, {strings.Repeat("a", 300), "x"}, {"a.gif", "GIF89a\xff\xff\xff\xff"}, {"\xff\xfe", "\x00"}} {
		f.Add(seed[0], []byte(seed[1]))
	}
	shared := newSite(f, `{"secret": "`+secret+`", "rate": 1000000000, "address_rate": 1000000000, "site_rate": 1000000000}`)
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		s := shared.emptied(t)
		w := s.do("POST", "/files", string(content), "Content-Type", "application/octet-stream", "X-Message-Id", "f", "X-File-Name", escape(name))
		if w.Code >= 500 {
			t.Fatalf("answered %d", w.Code)
		}
		for _, in := range s.archive.received(channels.Message) {
			got := in.Files[0].Name
			if got == "" || !utf8.ValidString(got) || strings.ContainsAny(got, "/\\\x00\n\r\"") || strings.HasPrefix(got, ".") || utf8.RuneCountInString(got) > 121 || !json.Valid(in.Raw) {
				t.Errorf("stored %q as %q", name, got)
			}
		}
	})
}

func FuzzForm(f *testing.F) {
	f.Add("--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\na\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx\r\n--b--\r\n")
	f.Add("--b\r\nContent-Disposition: form-data\r\n\r\n")
	f.Add("--b--")
	shared := newSite(f, `{"secret": "`+secret+`", "rate": 1000000000, "address_rate": 1000000000, "site_rate": 1000000000}`)
	f.Fuzz(func(t *testing.T, body string) {
		s := shared.emptied(t)
		if w := s.do("POST", "/files", body, "Content-Type", "multipart/form-data; boundary=b"); w.Code >= 500 {
			t.Errorf("answered %d", w.Code)
		}
	})
}

// No made-up token or file address opens anything.
func FuzzTokens(f *testing.F) {
	f.Add("v1.AAAA.AAAA", "v=a&until=1&sig=AAAA")
	f.Add("v1..", "until=99999999999&sig=")
	shared := newSite(f, `{"secret": "`+secret+`", "rate": 1000000000, "address_rate": 1000000000, "site_rate": 1000000000}`)
	f.Fuzz(func(t *testing.T, token, query string) {
		s := shared.emptied(t)
		if w := s.do("GET", "/history", "", "Authorization", "Bearer "+token); w.Code != http.StatusUnauthorized && token != "" {
			t.Errorf("the token %q was answered %d", token, w.Code)
		}
		r := strings.Map(func(r rune) rune {
			if r <= ' ' || r >= 0x7f || r == '#' {
				return -1
			}
			return r
		}, query)
		if w := s.do("GET", "/files/1?"+r, "", "Authorization", ""); w.Code != http.StatusUnauthorized {
			t.Errorf("the address %q was answered %d", r, w.Code)
		}
	})
}
