package webchat_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"switchboard/channels"
	"switchboard/channels/webchat"
)

const (
	secret   = "a secret of the tests, long enough"
	settings = `{"secret": "` + secret + `", "origins": ["https://shop.example"], "project": "lamps",
		"greeting": {"en": "Hello there"}, "rate": 100000, "address_rate": 100000, "site_rate": 100000}`
)

// site is one channel over an archive, with a visitor's token.
type site struct {
	t       testing.TB
	archive *archive
	chat    *webchat.Chat
	token   string
	address string
}

func open(t testing.TB, a *archive, settings string) *webchat.Chat {
	t.Helper()
	ch, err := webchat.Open(channels.Account{Name: "site", Kind: "webchat", Settings: json.RawMessage(settings)}, a)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return ch.(*webchat.Chat)
}

func newSite(t testing.TB, settings string) *site {
	t.Helper()
	a := newArchive()
	s := &site{t: t, archive: a, chat: open(t, a, settings)}
	s.token, s.address = s.newVisitor()
	return s
}

func (s *site) newVisitor() (token, address string) {
	s.t.Helper()
	w := s.do("POST", "/session", `{"lang": "uk", "page": "https://shop.example/"}`, "Authorization", "")
	var got struct{ Token, Visitor string }
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusCreated {
		s.t.Fatalf("session: %d %s", w.Code, w.Body)
	}
	return got.Token, got.Visitor
}

// do asks with the visitor's token; headers come in pairs and win.
func (s *site) do(method, path, body string, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+s.token)
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		if r.Header.Del(headers[i]); headers[i+1] != "" {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	w := httptest.NewRecorder()
	s.chat.ServeHTTP(w, r)
	return w
}

func (s *site) want(w *httptest.ResponseRecorder, status int, field string) {
	s.t.Helper()
	var told struct{ Error, Field string }
	_ = json.Unmarshal(w.Body.Bytes(), &told)
	if w.Code != status || told.Field != field || (status >= 400 && status != 401 && told.Error == "") {
		s.t.Errorf("answered %d with field %q, want %d with %q: %s", w.Code, told.Field, status, field, w.Body)
	}
}

func TestMessageIsStoredOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t, settings)
	s.want(s.do("POST", "/messages", `{"id":"x1","text":"one"}`), 201, "")
	s.want(s.do("POST", "/messages", `{"id":"x1","text":"one"}`), 200, "")
	s.want(s.do("POST", "/messages", `{"id":"x1","text":"another"}`), 409, "id")
	s.want(s.do("POST", "/press", `{"id":"x1","text":"another","ref":"m1"}`), 409, "id")
	if got := s.archive.received(channels.Message); len(got) != 1 || got[0].Text != "one" {
		t.Errorf("received %+v", got)
	}
	token, _ := s.newVisitor()
	s.want(s.do("POST", "/messages", `{"id":"x1","text":"mine"}`, "Authorization", "Bearer "+token), 201, "")
}

func TestBadRequests(t *testing.T) {
	t.Parallel()
	s := newSite(t, settings)
	long := strings.Repeat("я", 4001)
	tests := []struct {
		name, path, body string
		headers          []string
		status           int
		field            string
	}{
		{"no body", "/messages", ``, nil, 400, ""},
		{"an array", "/messages", `[]`, nil, 400, ""},
		{"cut off", "/messages", `{"id":"a","text":"b`, nil, 400, "text"},
		{"two objects", "/messages", `{"id":"a","text":"b"}{}`, nil, 400, ""},
		{"byte order mark", "/messages", "\ufeff{}", nil, 400, ""},
		{"UTF-16", "/messages", "{\x00}\x00", nil, 400, ""},
		{"not UTF-8", "/messages", "{\"id\":\"a\",\"text\":\"\xff\"}", nil, 400, ""},
		{"unknown field", "/messages", `{"id":"a","text":"b","from":"c"}`, nil, 400, ""},
		{"field in capitals", "/messages", `{"id":"a","TEXT":"b"}`, nil, 400, "TEXT"},
		{"repeated field", "/messages", `{"id":"a","text":"b","text":"c"}`, nil, 400, "text"},
		{"number as text", "/messages", `{"id":"a","text":5}`, nil, 400, "text"},
		{"deep nesting", "/messages", `{"id":` + strings.Repeat("[", 10001) + strings.Repeat("]", 10001) + `}`, nil, 400, "id"},
		{"no id", "/messages", `{"text":"b"}`, nil, 400, "id"},
		{"long id", "/messages", `{"id":"` + strings.Repeat("a", 65) + `","text":"b"}`, nil, 400, "id"},
		{"id with a path", "/messages", `{"id":"../a","text":"b"}`, nil, 400, "id"},
		{"no text", "/messages", `{"id":"a","text":" \u0000\n"}`, nil, 400, "text"},
		{"long text", "/messages", `{"id":"a","text":"` + long + `"}`, nil, 400, "text"},
		{"huge body", "/messages", `{"id":"a","text":"` + strings.Repeat("a", 70000) + `"}`, nil, 413, ""},
		{"page that runs", "/messages", `{"id":"a","text":"b","page":"javascript:alert(1)"}`, nil, 400, "page"},
		{"odd language", "/messages", `{"id":"a","text":"b","lang":"uk; drop"}`, nil, 400, "lang"},
		{"negative attempt", "/messages", `{"id":"a","text":"b","attempt":-1}`, nil, 400, "attempt"},
		{"press of nothing", "/press", `{"id":"a","text":"b"}`, nil, 400, "ref"},
		{"message with a ref", "/messages", `{"id":"a","text":"b","ref":"c"}`, nil, 400, "ref"},
		{"wrong type", "/messages", `{}`, []string{"Content-Type", "text/plain"}, 415, ""},
		{"no type", "/messages", `{}`, []string{"Content-Type", ""}, 415, ""},
		{"other charset", "/messages", `{}`, []string{"Content-Type", "application/json; charset=koi8-u"}, 415, ""},
		{"compressed", "/messages", `{}`, []string{"Content-Encoding", "gzip"}, 415, ""},
		{"no token", "/messages", `{"id":"a","text":"b"}`, []string{"Authorization", ""}, 401, ""},
		{"token of another scheme", "/messages", `{"id":"a","text":"b"}`, []string{"Authorization", "Basic " + s.token}, 401, ""},
		{"other site", "/messages", `{"id":"a","text":"b"}`, []string{"Origin", "https://evil.example"}, 403, ""},
		{"site without a name", "/messages", `{"id":"a","text":"b"}`, []string{"Origin", "null"}, 403, ""},
		{"session of another site", "/session", `{}`, []string{"Origin", "https://evil.example", "Authorization", ""}, 403, ""},
		{"session in an odd language", "/session", `{"lang":"-"}`, nil, 400, "lang"},
		{"negative revision", "/seen", `{"rev":-1,"read":true}`, nil, 400, "rev"},
		{"revision beyond 64 bits", "/seen", `{"rev":99999999999999999999}`, nil, 400, "rev"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := *s
			s.t = t
			w := s.do("POST", test.path, test.body, test.headers...)
			if test.status == 400 && test.field == "" {
				test.field = fieldOf(w) // which field an unknown one is told as does not matter
			}
			s.want(w, test.status, test.field)
		})
	}
	if got := s.archive.received(channels.Message); len(got) > 0 {
		t.Errorf("received %+v", got)
	}
}

func fieldOf(w *httptest.ResponseRecorder) string {
	var told struct{ Field string }
	_ = json.Unmarshal(w.Body.Bytes(), &told)
	return told.Field
}

func TestOrigins(t *testing.T) {
	t.Parallel()
	base := `{"secret": "` + secret + `"`
	tests := []struct {
		name, settings, origin string
		status                 int
	}{
		{"allowed", base + `, "origins": ["https://Shop.example/"]}`, "https://shop.example", 204},
		{"not allowed", base + `, "origins": ["https://shop.example"]}`, "https://shop.example.evil.test", 403},
		{"other scheme", base + `, "origins": ["https://shop.example"]}`, "http://shop.example", 403},
		{"other port", base + `, "origins": ["https://shop.example"]}`, "https://shop.example:8443", 403},
		{"own page", base + `, "origins": ["https://shop.example"]}`, "http://example.com", 204},
		{"own page only", base + `}`, "https://shop.example", 403},
		{"any", base + `, "any_origin": true}`, "https://what.ever", 204},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := &site{t: t, chat: open(t, newArchive(), test.settings)}
			w := s.do("OPTIONS", "/messages", "", "Origin", test.origin, "Access-Control-Request-Method", "POST")
			if w.Code != test.status {
				t.Errorf("preflight answered %d, want %d", w.Code, test.status)
			}
			want := ""
			if test.status == 204 {
				want = test.origin
			}
			if got := w.Header().Get("Access-Control-Allow-Origin"); got != want {
				t.Errorf("allowed origin %q, want %q", got, want)
			}
			if !strings.Contains(w.Header().Get("Vary"), "Origin") {
				t.Error("caches are not told to vary by origin")
			}
		})
	}
}

func TestTooFastIsTold(t *testing.T) {
	t.Parallel()
	s := newSite(t, `{"secret": "`+secret+`", "rate": 10}`)
	for i := range 5 {
		s.want(s.do("POST", "/messages", `{"id":"a`+string(rune('0'+i))+`","text":"b","attempt":1}`), 201, "")
	}
	w := s.do("POST", "/messages", `{"id":"b","text":"b"}`)
	s.want(w, 429, "")
	if got := w.Header().Get("Retry-After"); got != "6" {
		t.Errorf("Retry-After %q, want 6", got)
	}
	token, _ := s.newVisitor()
	s.want(s.do("POST", "/messages", `{"id":"b","text":"b"}`, "Authorization", "Bearer "+token), 201, "")

	crowd := newSite(t, `{"secret": "`+secret+`", "address_rate": 12}`)
	for range 5 {
		crowd.newVisitor()
	}
	crowd.want(crowd.do("POST", "/session", `{}`, "Authorization", ""), 429, "")

	full := newSite(t, `{"secret": "`+secret+`", "site_rate": 10}`)
	for range 4 {
		full.newVisitor()
	}
	full.want(full.do("POST", "/messages", `{"id":"a","text":"b"}`), 429, "")
}

func TestNothingIsAcknowledgedUncommitted(t *testing.T) {
	t.Parallel()
	s := newSite(t, settings)
	s.archive.setFail(errors.New("pool exhausted at 10.0.0.7"))
	for _, r := range [][2]string{{"/messages", `{"id":"a","text":"b","attempt":1}`}, {"/messages", `{"id":"a","text":"b"}`},
		{"/press", `{"id":"a","text":"b","ref":"c","attempt":1}`}} {
		w := s.do("POST", r[0], r[1])
		s.want(w, 503, "")
		if w.Header().Get("Retry-After") != "5" || strings.Contains(w.Body.String(), "10.0.0.7") {
			t.Errorf("503 with %v: %s", w.Header(), w.Body)
		}
	}
	s.want(s.do("POST", "/session", `{}`, "Authorization", ""), 503, "")
	s.want(s.do("GET", "/history", ""), 503, "")
	s.want(s.do("GET", "/events", ""), 503, "")
	s.archive.setFail(channels.ErrInvalid)
	s.want(s.do("POST", "/messages", `{"id":"a","text":"b","attempt":1}`), 400, "")
}

func TestSessionIsRenewedNotReplaced(t *testing.T) {
	t.Parallel()
	s := newSite(t, settings)
	renewed := open(t, s.archive, `{"secret": "the new secret of the tests", "old_secrets": ["`+secret+`"]}`)
	other := &site{t: t, archive: s.archive, chat: renewed, token: s.token}
	w := other.do("POST", "/session", `{"lang":"de-AT"}`)
	var got struct {
		Token, Visitor, Lang string
		Texts                map[string]string
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != 200 {
		t.Fatalf("session: %d %s", w.Code, w.Body)
	}
	if got.Visitor != s.address || got.Token == s.token || got.Lang != "de" || got.Texts["send"] != "Senden" {
		t.Errorf("renewed as %+v", got)
	}
	if n := len(s.archive.received(channels.Started)); n != 1 {
		t.Errorf("%d visitors started, want 1", n)
	}
	if strings.Contains(got.Token, got.Visitor) {
		t.Error("the address shows in the token")
	}
	foreign, err := webchat.Open(channels.Account{Name: "other", Settings: json.RawMessage(settings)}, s.archive)
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := &site{t: t, chat: foreign.(*webchat.Chat), token: s.token}
	elsewhere.want(elsewhere.do("GET", "/history", ""), 401, "")
}

func TestHistoryIsTheVisitorsOwn(t *testing.T) {
	t.Parallel()
	s := newSite(t, settings)
	s.want(s.do("POST", "/messages", `{"id":"q1","text":"Hi"}`), 201, "")
	s.archive.say(s.address, channels.Entry{By: "assistant", Text: "**Hello**",
		Sources: []channels.Source{{Project: "P", Title: "T", Link: "javascript:alert(1)"}, {Project: "P", Title: "U", Link: "https://a.example/"}}})
	var got struct {
		Entries []struct {
			Key, Text string
			Sources   []channels.Source
		}
		Status channels.Status
	}
	body := s.do("GET", "/history?after=0", "").Body
	if strings.Contains(body.String(), s.address) {
		t.Error("the visitor's address leaves the server in the history")
	}
	if err := json.Unmarshal(body.Bytes(), &got); err != nil || len(got.Entries) != 2 {
		t.Fatalf("history: %v %s", err, body)
	}
	if got.Entries[0].Key != "q1" || got.Entries[1].Sources[0].Link != "" || got.Entries[1].Sources[1].Link == "" || !got.Status.Open {
		t.Errorf("history %+v", got)
	}
	token, _ := s.newVisitor()
	if body := s.do("GET", "/history", "", "Authorization", "Bearer "+token).Body.String(); !strings.Contains(body, `"entries":[]`) {
		t.Errorf("another visitor sees %s", body)
	}
	s.want(s.do("GET", "/history?after=x", ""), 400, "after")
	s.want(s.do("POST", "/seen", `{"rev":2,"read":true}`), 204, "")
	if body := s.do("GET", "/history", "").Body.String(); !strings.Contains(body, `"state":"read"`) {
		t.Errorf("not marked as read: %s", body)
	}
	s.want(s.do("POST", "/typing", `{}`), 204, "")
	if s.archive.typed != 1 {
		t.Errorf("typed %d times, want 1", s.archive.typed)
	}
}

func TestSendRefusesWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	s := newSite(t, settings)
	tests := map[string]channels.Outbound{
		"no key":         {To: s.address, Text: "a"},
		"foreign to":     {Key: "k", To: "+380441234567", Text: "a"},
		"empty":          {Key: "k", To: s.address, Text: " "},
		"long":           {Key: "k", To: s.address, Text: strings.Repeat("👋", 8001)},
		"many choices":   {Key: "k", To: s.address, Text: "a", Choices: make([]string, 9)},
		"long choice":    {Key: "k", To: s.address, Text: "a", Choices: []string{strings.Repeat("a", 61)}},
		"too large file": {Key: "k", To: s.address, Files: []channels.File{{Name: "a", Size: 11 << 20}}},
	}
	for name, out := range tests {
		if _, err := s.chat.Send(t.Context(), out); err == nil || channels.FateOf(err).Fate != channels.Rejected {
			t.Errorf("%s: %v", name, err)
		}
	}
	if l := s.chat.Limits(); l.Text != 16000 || l.File != 10<<20 || l.Choices != 8 {
		t.Errorf("limits %+v", l)
	}
	if facts, err := s.chat.Check(t.Context()); err != nil || !strings.Contains(facts, "https://shop.example") {
		t.Errorf("check: %q, %v", facts, err)
	}
}

func form(t *testing.T, name string, content []byte, fields ...string) (body, contentType string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err = cmp.Or(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String(), w.FormDataContentType()
}

func TestWidgetIsOneSmallScript(t *testing.T) {
	t.Parallel()
	s := newSite(t, settings)
	w := s.do("GET", "/widget.js", "", "Origin", "https://any.example")
	plain := w.Body.String()
	if w.Code != 200 || !strings.Contains(plain, "Hello there") || strings.Contains(plain, secret) {
		t.Errorf("widget: %d, %d bytes", w.Code, len(plain))
	}
	if strings.Contains(plain, "innerHTML") || strings.Contains(plain, "eval(") {
		t.Error("the widget parses markup or code from text")
	}
	packed := s.do("GET", "/widget.js", "", "Accept-Encoding", "gzip")
	if n := packed.Body.Len(); packed.Header().Get("Content-Encoding") != "gzip" || n > 25_000 {
		t.Errorf("%d bytes packed, want at most 25 000", n)
	}
	if again := s.do("GET", "/widget.js", "", "If-None-Match", w.Header().Get("ETag")); again.Code != 304 {
		t.Errorf("unchanged: %d, want 304", again.Code)
	}
	if got := s.do("POST", "/widget.js", "").Code; got != 405 {
		t.Errorf("POST of the widget: %d, want 405", got)
	}
}

func TestDemoPage(t *testing.T) {
	t.Parallel()
	h := webchat.Demo(webchat.Page{Questions: []string{`What costs "Aurora"? <b>`}})
	get := func(path string) *http.Response {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		return w.Result()
	}
	for path, status := range map[string]int{"/": 200, "/demo/demo.css": 200, "/demo/demo.js": 200, "/demo/icon.svg": 200, "/x": 404, "/demo/page.html": 404} {
		if got := get(path); got.StatusCode != status {
			t.Errorf("%s: %d, want %d", path, got.StatusCode, status)
		}
	}
	res := get("/")
	page, _ := io.ReadAll(res.Body)
	if !strings.Contains(string(page), `data-ask="What costs &#34;Aurora&#34;? &lt;b&gt;"`) || !strings.Contains(string(page), `src="/channels/site/widget.js"`) {
		t.Errorf("the page lacks the question or the widget:\n%s", page)
	}
	if policy := res.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "script-src 'self'") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
}
