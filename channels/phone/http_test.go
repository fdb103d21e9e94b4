package phone_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/channels/channeltest"
	"switchboard/channels/phone"
)

func open(t testing.TB, settings string) (channels.Channel, *channeltest.Receiver) {
	t.Helper()
	receiver := &channeltest.Receiver{}
	channel, err := phone.Open(account(settings), receiver)
	if err != nil {
		t.Fatal(err)
	}
	return channel, receiver
}

func serve(t testing.TB, channel channels.Channel) string {
	t.Helper()
	server := httptest.NewServer(channel.(http.Handler))
	t.Cleanup(server.Close)
	return server.URL
}

func TestBadCallsAreRefusedByField(t *testing.T) {
	t.Parallel()
	segments := func(s string) string { return `{"id":"c","caller":"1","segments":[` + s + `]}` }
	for _, c := range []struct{ name, path, body, field string }{
		{"no id", "/calls", `{"caller":"1"}`, "id"},
		{"no caller", "/calls", `{"id":"c"}`, "caller"},
		{"no called", "/calls", `{"id":"c","caller":"1","direction":"outbound"}`, "called"},
		{"null caller", "/calls", `{"id":"c","caller":null}`, "caller"},
		{"direction", "/calls", `{"id":"c","caller":"1","direction":"up"}`, "direction"},
		{"state", "/calls", `{"id":"c","caller":"1","state":"dead"}`, "state"},
		{"unknown", "/calls", `{"id":"c","caller":"1","role":"admin"}`, "role"},
		{"letter case", "/calls", `{"id":"c","caller":"1","ID":"d"}`, "ID"},
		{"number for text", "/calls", `{"id":7,"caller":"1"}`, "id"},
		{"operator", "/calls", `{"id":"c","caller":"1","operator":"Ivan <ivan@lumen.example>"}`, "operator"},
		{"language", "/calls", `{"id":"c","caller":"1","language":"u k"}`, "language"},
		{"project", "/calls", `{"id":"c","caller":"1","project":"../x"}`, "project"},
		{"old", "/calls", `{"id":"c","caller":"1","started_at":"1970-01-01T00:00:00Z"}`, "started_at"},
		{"no time", "/calls", `{"id":"c","caller":"1","started_at":"now"}`, "started_at"},
		{"future", "/calls", `{"id":"c","caller":"1","started_at":"2999-01-01T00:00:00Z"}`, "started_at"},
		{"end before begin", "/calls/c/end", `{"caller":"1","started_at":"2026-01-02T00:00:00Z","ended_at":"2026-01-01T00:00:00Z"}`, "ended_at"},
		{"long id", "/calls", `{"id":"` + strings.Repeat("c", 201) + `","caller":"1"}`, "id"},
		{"other call", "/calls/d/end", `{"id":"c","caller":"1"}`, "id"},
		{"speaker", "/calls", segments(`{"speaker":"dog","start":0,"text":"x"}`), "segments[0].speaker"},
		{"negative", "/calls", segments(`{"speaker":"caller","start":-1,"text":"x"}`), "segments[0].start"},
		{"backwards", "/calls", segments(`{"speaker":"caller","start":5,"end":4,"text":"x"}`), "segments[0].end"},
		{"too long", "/calls", segments(`{"speaker":"caller","start":0,"end":90000,"text":"x"}`), "segments[0].end"},
		{"alternatives", "/calls", segments(`{"speaker":"caller","start":0,"text":"x","alternatives":["y",5]}`), "segments[0].alternatives"},
		{"long alternative", "/calls", segments(`{"speaker":"caller","start":0,"text":"x","alternatives":["` + strings.Repeat("y", 20_001) + `"]}`), "segments[0].alternatives[0]"},
		{"confidence", "/calls", segments(`{"speaker":"caller","start":0,"text":"x","confidence":95}`), "segments[0].confidence"},
		{"text", "/calls", segments(`{"speaker":"caller","start":0,"text":"` + strings.Repeat("x", 20_001) + `"}`), "segments[0].text"},
		{"twice", "/calls", segments(`{"id":"1","speaker":"caller","start":0,"text":"x"},{"id":"1","speaker":"caller","start":0,"text":"y"}`), "segments[1].id"},
		{"unknown in segment", "/calls", segments(`{"speaker":"caller","start":0,"text":"x","words":[]}`), "segments[0].words"},
		{"live without ids", "/calls/c/segments", segments(`{"speaker":"caller","start":0,"text":"x"}`), "segments[0].id"},
		{"update without caller", "/calls/c/segments", `{"segments":[]}`, "caller"},
		{"too many", "/calls", segments(strings.Repeat(`{},`, 10_000) + `{}`), "segments"},
		{"query", "/calls/c/transcript?caller=1&role=admin", "x", "role"},
		{"query twice", "/calls/c/transcript?caller=1&caller=2", "x", "caller"},
		{"format", "/calls/c/transcript?caller=1&format=doc", "x", "format"},
		{"file without caller", "/calls/c/transcript", "Customer: hello", "caller"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			channel, receiver := open(t, "")
			status, body := post(t, channel, c.path, c.body, nil)
			var told struct{ Error, Field string }
			if err := json.Unmarshal([]byte(body), &told); err != nil || status != http.StatusBadRequest {
				t.Fatalf("answered %d %s", status, body)
			}
			if told.Field != c.field || told.Error == "" {
				t.Errorf("field %q, want %q: %s", told.Field, c.field, told.Error)
			}
			if n := len(receiver.Attempts()); n > 0 {
				t.Errorf("%d events received", n)
			}
		})
	}
}

func TestWrongMediaTypeIsRefused(t *testing.T) {
	t.Parallel()
	channel, _ := open(t, "")
	for path, media := range map[string]string{"/calls": "text/plain", "/calls/c/end": "application/xml", "/calls/c/transcript?caller=": "audio/wav"} {
		status, body := post(t, channel, path, "{}", func(r *http.Request) { r.Header.Set("Content-Type", media) })
		if status != http.StatusUnsupportedMediaType {
			t.Errorf("%s as %s: answered %d %s", path, media, status, body)
		}
	}
}

// With nothing configured the program of a newcomer hears the machine it runs on, and nobody through it.
func TestOpenAccountHearsOnlyThisMachine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, peer, host, header, value string
		want                            int
	}{
		{"program", "127.0.0.1:5000", "localhost:8080", "", "", 200},
		{"program by IPv6", "[::1]:5000", "[::1]:8080", "", "", 200},
		{"mapped address", "[::ffff:127.0.0.1]:5000", "127.0.0.1:8080", "", "", 200},
		{"neighbour", "192.168.1.9:5000", "localhost:8080", "", "", 401},
		{"no address", "", "localhost", "", "", 401},
		{"proxy", "127.0.0.1:5000", "localhost:8080", "X-Forwarded-For", "203.0.113.7", 401},
		{"standard proxy", "127.0.0.1:5000", "localhost:8080", "Forwarded", "for=203.0.113.7", 401},
		{"page in a browser", "127.0.0.1:5000", "localhost:8080", "Origin", "https://evil.example", 401},
		{"page without origin", "127.0.0.1:5000", "localhost:8080", "Sec-Fetch-Site", "cross-site", 401},
		{"rebound name", "127.0.0.1:5000", "evil.example:8080", "", "", 401},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			channel, _ := open(t, "")
			req := httptest.NewRequest(http.MethodPost, "/calls", strings.NewReader(`{"id":"c","caller":""}`))
			req.RemoteAddr, req.Host = c.peer, c.host
			if c.header != "" {
				req.Header.Set(c.header, c.value)
			}
			w := httptest.NewRecorder()
			channel.(http.Handler).ServeHTTP(w, req)
			if w.Code != c.want {
				t.Errorf("answered %d, want %d", w.Code, c.want)
			}
		})
	}
}

func TestEveryActiveSecretAndTokenIsHeard(t *testing.T) {
	t.Parallel()
	channel, _ := open(t, string(signedAccount("").Settings))
	body := `{"id":"c","caller":""}`
	for name, header := range map[string][2]string{
		"current":  {"X-Gateway-Signature", phone.Signature(secret, time.Now(), []byte(body))},
		"previous": {"X-Gateway-Signature", phone.Signature(older, time.Now(), []byte(body))},
		"slow":     {"X-Gateway-Signature", phone.Signature(secret, time.Now().Add(-4*time.Minute), []byte(body))},
		"token":    {"Authorization", "Bearer " + token},
	} {
		status, told := post(t, channel, "/calls", body, func(r *http.Request) { r.Header.Set(header[0], header[1]) })
		if status != http.StatusOK {
			t.Errorf("%s: answered %d %s", name, status, told)
		}
	}
	secretsOnly, _ := open(t, `{"secrets":["`+secret+`"]}`)
	if status, _ := post(t, secretsOnly, "/calls", body, func(r *http.Request) { r.Header.Set("Authorization", "Bearer ") }); status != 401 {
		t.Errorf("an empty token passed for one of none: %d", status)
	}
}

func TestPartialsHaveIdsOfTheirOwn(t *testing.T) {
	t.Parallel()
	channel, receiver := open(t, "")
	say := func(text, more string) {
		t.Helper()
		body := `{"caller":"+380440000017","segments":[{"id":"2","speaker":"caller","start":1,"text":"` + text + `"` + more + `}]}`
		if status, told := post(t, channel, "/calls/c/segments", body, nil); status != http.StatusOK {
			t.Fatalf("answered %d %s", status, told)
		}
	}
	say("my", `,"end":1.5,"partial":true`)
	say("my rou", `,"end":1.8,"partial":true`)
	say("my rou", `,"end":1.8,"partial":true`) // repeated
	say("my", `,"end":2.2,"partial":true`)     // taken back
	say("my router", "")
	got := receiver.Inbounds()
	if len(got) != 4 {
		t.Fatalf("%d events, want 4: the repeat is none", len(got))
	}
	for _, in := range got {
		if in.Call.Segment != "2" || !in.Call.Live {
			t.Errorf("%s is segment %q, live %t", in.ID, in.Call.Segment, in.Call.Live)
		}
	}
	if last := got[3]; last.ID != "c/2" || last.Call.Partial {
		t.Errorf("the final one is %s, partial %t", last.ID, last.Call.Partial)
	}
}

func TestFinishedCallAfterTheLiveOneAddsWhatIsMissing(t *testing.T) {
	t.Parallel()
	channel, receiver := open(t, "")
	one := `{"id":"1","speaker":"operator","start":0,"end":1,"text":"good day"}`
	two := `{"id":"2","speaker":"caller","start":1,"end":2,"text":"hello"}`
	for _, step := range [][2]string{
		{"/calls", `{"id":"c","caller":"","state":"live"}`},
		{"/calls/c/segments", `{"caller":"","segments":[` + one + `]}`},
		{"/calls", `{"id":"c","caller":"","segments":[` + one + `,` + two + `]}`},
		{"/calls", `{"id":"c","caller":"","segments":[` + one + `,` + two + `]}`},
		{"/calls/c/end", `{"caller":""}`},
	} {
		if status, told := post(t, channel, step[0], step[1], nil); status != http.StatusOK {
			t.Fatalf("%s: answered %d %s", step[0], status, told)
		}
	}
	var ids []string
	for _, in := range receiver.Inbounds() {
		ids = append(ids, in.ID)
	}
	if got, want := strings.Join(ids, " "), "c#began c/1 c/2 c#ended"; got != want {
		t.Errorf("events %s, want %s", got, want)
	}
}

func TestWhoCalls(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, number, region, want string }{
		{"E.164", "+380440000017", "", "+380440000017"},
		{"written", "+380 (44) 000-00-17", "", "+380440000017"},
		{"national", "044 000 00 17", "UA", "+380440000017"},
		{"national elsewhere", "(202) 555-0142", "US", "+12025550142"},
		{"international prefix", "00380440000017", "", "+380440000017"},
		{"tel", "tel:+380440000017;phone-context=x", "", "+380440000017"},
		{"sip number", `"Olena" <sip:+380440000017@pbx.example;user=phone>`, "", "+380440000017"},
		{"sip name", "sip:Olena@pbx.example", "", "olena@pbx.example"},
		{"extension", "104", "UA", "104"},
		{"national without region", "044 000 00 17", "", "044 000 00 17"},
		{"withheld", "", "UA", "anonymous-c%2F1"},
		{"anonymous", "sip:anonymous@anonymous.invalid", "", "anonymous-c%2F1"},
		{"in Ukrainian", "Номер приховано", "", "anonymous-c%2F1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			channel, receiver := open(t, `{"default_region":"`+c.region+`"}`)
			number, _ := json.Marshal(c.number)
			if status, told := post(t, channel, "/calls", `{"id":"c/1","state":"live","caller":`+string(number)+`}`, nil); status != http.StatusOK {
				t.Fatalf("answered %d %s", status, told)
			}
			in := receiver.Inbounds()[0]
			if in.From != c.want {
				t.Errorf("from %q, want %q", in.From, c.want)
			}
			if known := len(in.Known) == 1; known != strings.HasPrefix(c.want, "+") {
				t.Errorf("known addresses %v", in.Known)
			}
		})
	}
}

func TestSendIsOneWay(t *testing.T) {
	t.Parallel()
	channel, _ := open(t, "")
	_, err := channel.Send(t.Context(), channels.Outbound{To: caller, Text: "hello"})
	if got := channels.FateOf(err).Fate; got != channels.Rejected {
		t.Errorf("%s, want %s", got, channels.Rejected)
	}
	if channel.(channels.OneWay).OneWay() == "" {
		t.Error("no reason")
	}
	if line, err := channel.(channels.Checker).Check(t.Context()); err != nil || !strings.Contains(line, "this machine only") {
		t.Errorf("check: %q, %v", line, err)
	}
}

func TestTheEndOfAnUnknownCallIsRefused(t *testing.T) {
	t.Parallel()
	channel, receiver := open(t, "")
	receiver.Fail(1, channels.ErrNotFound)
	status, told := post(t, channel, "/calls/nobody/end", `{"caller":"+380440000017"}`, nil)
	if status != http.StatusNotFound || !strings.Contains(told, "tell of the call at /calls first") || !strings.Contains(told, `"field":"id"`) {
		t.Errorf("answered %d %s", status, told)
	}
	if list := receiver.Inbounds(); len(list) != 0 {
		t.Errorf("stored %+v", list)
	}
}
