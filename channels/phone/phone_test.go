package phone_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/channels/channeltest"
	"switchboard/channels/phone"
)

const (
	secret  = "current-secret-of-the-phone"
	older   = "previous-secret-of-the-phone"
	token   = "a-token-of-the-recogniser"
	caller  = "+380440000017"
	started = "2026-11-23T10:00:00Z"
)

func account(settings string) channels.Account {
	return channels.Account{Name: "phone", Kind: "phone", Settings: json.RawMessage(settings)}
}

func signedAccount(string) channels.Account {
	return account(fmt.Sprintf(`{"secrets":[%q,%q],"tokens":[%q],"default_region":"UA"}`, secret, older, token))
}

func signWith(key string, age time.Duration) func(*channeltest.Request) {
	return func(r *channeltest.Request) {
		r.Header["X-Gateway-Signature"] = phone.Signature(key, time.Now().Add(-age), []byte(r.Body))
	}
}

func signed(key string, age time.Duration, r channeltest.Request) channeltest.Request {
	r.Header = map[string]string{}
	signWith(key, age)(&r)
	return r
}

func at(seconds float64) time.Time {
	begin, _ := time.Parse(time.RFC3339, started)
	return begin.Add(time.Duration(seconds * float64(time.Second)))
}

// event is an event of call c-1 by its caller.
func event(kind channels.Kind, id string, live bool, change func(*channels.Inbound)) channels.Inbound {
	in := channels.Inbound{
		Kind: kind, ID: id, From: caller, Name: "Olena", Lang: "uk", Project: "lumen-net", At: at(0), Operator: "ivan@lumen.example",
		Known: []channels.Address{{Kind: "phone", Value: caller}},
		Call:  &channels.Call{ID: "c-1", Direction: "inbound", Called: "+380440000001", Live: live},
	}
	if change != nil {
		change(&in)
	}
	return in
}

func said(segment, text string, ours, partial bool, start, end float64, live bool) func(*channels.Inbound) {
	return func(in *channels.Inbound) {
		in.Text, in.FromUs, in.At = text, ours, at(start)
		if !ours {
			in.Operator = ""
		}
		in.Call.Segment, in.Call.Partial = segment, partial
		in.Call.Start, in.Call.End = at(start).Sub(at(0)), at(end).Sub(at(0))
	}
}

const facts = `"id":"c-1","caller":"044 000 00 17","caller_name":"Olena","called":"+380 44 000 00 01","direction":"inbound",` +
	`"started_at":"` + started + `","operator":"ivan@lumen.example","language":"uk","project":"lumen-net"`

func TestPhoneKeepsWhatEveryChannelOwes(t *testing.T) {
	channeltest.Run(t, phone.Open, channeltest.Cases{
		Account: signedAccount,
		Secrets: []string{secret, older, token},
		Settings: []channeltest.Settings{
			{Name: "short secret", JSON: `{"secrets":["short"]}`, Want: "secrets[0]"},
			{Name: "three tokens", JSON: `{"tokens":["` + token + `1","` + token + `2","` + token + `3"]}`, Want: "tokens"},
			{Name: "region", JSON: `{"default_region":"Ukraine"}`, Want: "default_region"},
			{Name: "language", JSON: `{"language":"?"}`, Want: "language"},
			{Name: "project", JSON: `{"project":"Lumen Net"}`, Want: "project"},
			{Name: "letter case", JSON: `{"Secrets":["` + secret + `"]}`, Want: "Secrets"},
		},
		Sign:    signWith(secret, 0),
		MaxBody: 2 << 20,
		Inbound: []channeltest.In{{
			Request: channeltest.Request{Name: "finished call", Path: "/calls", Body: `{` + facts + `,"segments":[
				{"id":"1","speaker":"agent","start":0.5,"end":2,"text":"Lumen, good day"},
				{"id":"2","speaker":"customer","start":2.5,"end":4,"text":"my router is dead","confidence":0.5,
					"alternatives":["my router is dead","my route is dead"," my route is dead","","my rooter is dead"]}]}`},
			Want: []channels.Inbound{
				event(channels.CallBegan, "c-1#began", false, nil),
				event(channels.Message, "c-1/1", false, said("1", "Lumen, good day", true, false, 0.5, 2, false)),
				event(channels.Message, "c-1/2", false, func(in *channels.Inbound) {
					said("2", "my router is dead", false, false, 2.5, 4, false)(in)
					in.Call.Confidence, in.Call.Others = 0.5, []string{"my route is dead", "my rooter is dead"}
				}),
				event(channels.CallEnded, "c-1#ended", false, func(in *channels.Inbound) { in.At = at(4) }),
			},
		}, {
			Request: channeltest.Request{Name: "beginning of a live call", Path: "/calls", Body: `{` + facts + `,"state":"live"}`},
			Want:    []channels.Inbound{event(channels.CallBegan, "c-1#began", true, nil)},
		}, {
			Request: channeltest.Request{Name: "final segment of a live call", Path: "/calls/c-1/segments",
				Body: `{` + facts + `,"segments":[{"id":"2","speaker":"caller","start":2.5,"end":4,"text":"my router is dead"}]}`},
			Want: []channels.Inbound{event(channels.Message, "c-1/2", true, said("2", "my router is dead", false, false, 2.5, 4, true))},
		}, {
			Request: channeltest.Request{Name: "end", Path: "/calls/c-1/end", Body: `{` + facts + `,"ended_at":"2026-11-23T10:00:09Z"}`},
			Want:    []channels.Inbound{event(channels.CallEnded, "c-1#ended", false, func(in *channels.Inbound) { in.At = at(9) })},
		}, {
			Request: channeltest.Request{Name: "outbound call", Path: "/calls", Body: `{"id":"a/b","caller":"+380440000001","called":"tel:+12025550142;ext=1",
				"called_name":"Dana","direction":"OUTBOUND","state":"live","started_at":"` + started + `"}`},
			Want: []channels.Inbound{{
				Kind: channels.CallBegan, ID: "a%2Fb#began", From: "+12025550142", Name: "Dana", At: at(0),
				Known: []channels.Address{{Kind: "phone", Value: "+12025550142"}},
				Call:  &channels.Call{ID: "a/b", Direction: "outbound", Called: "+12025550142", Live: true},
			}},
		}, {
			Request: channeltest.Request{Name: "file", Path: "/calls/c-9/transcript?caller=&started_at=" + started, Header: map[string]string{"Content-Type": "text/vtt"},
				Body: "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Customer>hello\n"},
			Want: []channels.Inbound{
				{Kind: channels.CallBegan, ID: "c-9#began", From: "anonymous-c-9", At: at(0), Call: &channels.Call{ID: "c-9", Direction: "inbound"}},
				{ID: "c-9/1", From: "anonymous-c-9", Text: "hello", At: at(1), Call: &channels.Call{ID: "c-9", Direction: "inbound", Segment: "1", Start: time.Second, End: 2 * time.Second}},
				{Kind: channels.CallEnded, ID: "c-9#ended", From: "anonymous-c-9", At: at(2), Call: &channels.Call{ID: "c-9", Direction: "inbound"}},
			},
		}},
		Forged: []channeltest.Request{
			{Name: "nothing", Path: "/calls", Body: "{}"},
			{Name: "loopback without a signature", Path: "/calls", Body: "{}", Peer: "127.0.0.1:5000"},
			signed(secret, 6*time.Minute, channeltest.Request{Name: "old", Path: "/calls", Body: "{}"}),
			signed(secret, -6*time.Minute, channeltest.Request{Name: "future", Path: "/calls", Body: "{}"}),
			signed("another-secret-of-the-phone", 0, channeltest.Request{Name: "wrong secret", Path: "/calls", Body: "{}"}),
			{Name: "wrong token", Path: "/calls", Body: "{}", Header: map[string]string{"Authorization": "Bearer " + token + "x"}},
			{Name: "token in lower case scheme", Path: "/calls", Body: "{}", Header: map[string]string{"Authorization": token}},
			{Name: "empty token", Path: "/calls", Body: "{}", Header: map[string]string{"Authorization": "Bearer "}},
			{Name: "token and forged signature", Path: "/calls", Body: "{}", Header: map[string]string{"Authorization": "Bearer " + token, "X-Gateway-Signature": "t=1,v1=00"}},
			{Name: "huge and unsigned", Path: "/calls", Body: strings.Repeat(" ", 3<<20)},
		},
	})
}

// post sends one request to a channel and returns the answer.
func post(t *testing.T, channel channels.Channel, path, body string, change func(*http.Request)) (int, string) {
	t.Helper()
	server := serve(t, channel)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(req)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var b strings.Builder
	if err := resp.Write(&b); err != nil {
		t.Fatal(err)
	}
	_, told, _ := strings.Cut(b.String(), "\r\n\r\n")
	return resp.StatusCode, told
}
