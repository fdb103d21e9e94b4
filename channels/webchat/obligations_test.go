package webchat_test

import (
	"encoding/json"
	"testing"

	"switchboard/channels"
	"switchboard/channels/channeltest"
	"switchboard/channels/webchat"
)

func TestObligations(t *testing.T) {
	s := newSite(t, settings)
	account := func(string) channels.Account {
		return channels.Account{Name: "site", Kind: "webchat", Settings: json.RawMessage(settings)}
	}
	type both struct {
		channels.Receiver
		channels.Archive
	}
	in := func(name, path, body string, want ...channels.Inbound) channeltest.In {
		for i := range want {
			want[i].From, want[i].Project = s.address, "lamps"
			want[i].ID = s.address + "/" + want[i].ID
		}
		return channeltest.In{Request: channeltest.Request{Name: name, Path: path, Body: body,
			Header: map[string]string{"Content-Type": "application/json"}}, Want: want}
	}
	channeltest.Run(t, webchat.Open, channeltest.Cases{
		Account: account,
		Wrap:    func(r *channeltest.Receiver) channels.Receiver { return both{r, newArchive()} },
		Secrets: []string{secret},
		Settings: []channeltest.Settings{
			{Name: "no secret", JSON: `{}`, Want: "secret"},
			{Name: "short secret", JSON: `{"secret": "short"}`, Want: "secret"},
			{Name: "short old secret", JSON: `{"secret": "` + secret + `", "old_secrets": ["x"]}`, Want: "secret"},
			{Name: "any origin by star", JSON: `{"secret": "` + secret + `", "origins": ["*"]}`, Want: "any_origin"},
			{Name: "origin with a path", JSON: `{"secret": "` + secret + `", "origins": ["https://shop.example/a"]}`, Want: "origins"},
			{Name: "origin without a scheme", JSON: `{"secret": "` + secret + `", "origins": ["shop.example"]}`, Want: "origins"},
			{Name: "both kinds of origins", JSON: `{"secret": "` + secret + `", "origins": ["https://a.example"], "any_origin": true}`, Want: "any_origin"},
			{Name: "color", JSON: `{"secret": "` + secret + `", "color": "red; } * { x"}`, Want: "color"},
			{Name: "language", JSON: `{"secret": "` + secret + `", "languages": ["tlh"]}`, Want: "languages"},
			{Name: "greeting in a language not offered", JSON: `{"secret": "` + secret + `", "greeting": {"fr": "Salut"}}`, Want: "greeting"},
			{Name: "negative rate", JSON: `{"secret": "` + secret + `", "rate": -1}`, Want: "rate"},
			{Name: "huge files", JSON: `{"secret": "` + secret + `", "max_file": 99999999999}`, Want: "max_file"},
			{Name: "two objects", JSON: `{"secret": "` + secret + `"} {}`, Want: "settings"},
		},
		Sign: func(r *channeltest.Request) { r.Header["Authorization"] = "Bearer " + s.token },
		Inbound: []channeltest.In{
			in("text", "/messages", `{"id":"a-1","text":"  Добрий день\u0000 👋\r\nдва ","lang":"uk","page":"https://shop.example/cart?token=x#y"}`,
				channels.Inbound{ID: "a-1", Text: "Добрий день 👋\nдва", Lang: "uk", Page: "https://shop.example/cart"}),
			in("first attempt", "/messages", `{"id":"a-2","text":"hi","attempt":1}`, channels.Inbound{ID: "a-2", Text: "hi"}),
			in("markup stays text", "/messages", `{"id":"a-3","text":"<script>alert(1)</script>"}`,
				channels.Inbound{ID: "a-3", Text: "<script>alert(1)</script>"}),
			in("half an emoji", "/messages", `{"id":"a-4","text":"so \ud83d sad"}`, channels.Inbound{ID: "a-4", Text: "so \uFFFD sad"}),
			in("quick reply", "/press", `{"id":"a-5","text":"Yes","ref":"m7"}`,
				channels.Inbound{ID: "a-5", Kind: channels.Press, Text: "Yes", Ref: "m7"}),
		},
		MaxBody: 64 << 10,
		Outbound: []channeltest.Out{{Name: "needs no network", ID: "k1", Want: []channeltest.Call{},
			Message: channels.Outbound{Key: "k1", To: s.address, Text: "Hello", Choices: []string{"Yes", "No"}}}},
		Waive: map[string]string{
			channeltest.Dead:        "the client is the person's own page, which has to show that the message was not taken",
			channeltest.Split:       "a message is read from the archive whole; Limits tells the router how long it may be",
			channeltest.RateLimit:   "sending calls nobody",
			channeltest.Block:       "a visitor cannot block a site",
			channeltest.Unreachable: "sending calls nobody",
		},
	})
}
