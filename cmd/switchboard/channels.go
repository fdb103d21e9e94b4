package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"switchboard/channels"
	"switchboard/channels/phone"
	"switchboard/channels/telegram"
	"switchboard/channels/webchat"
)

// opener is one kind of channel. A new channel is one line in openers.
type opener struct {
	open   channels.Opener
	door   func(url string, a channels.Account) string // what whoever sets it up needs to know: the address, and who calls it
	oneWay string                                      // why nothing can be sent on it; empty: it can
	signs  bool                                        // it takes a signing secret, which the program makes where none is set
}

var openers = map[string]opener{
	"webchat":  {open: webchat.Open, door: webchatDoor, signs: true},
	"telegram": {open: telegram.Open, door: telegramDoor},
	"phone":    {open: phone.Open, door: phoneDoor, oneWay: "Nothing can be sent on a telephone call: choose another address of the caller"},
}

func webchatDoor(url string, a channels.Account) string {
	tag := fmt.Sprintf(`<script src="%s/channels/%s/widget.js" async></script>`, url, a.Name)
	if a.Name == demoAccount {
		return "try it at " + url + "/; in your own pages: " + tag
	}
	return "in your own pages: " + tag
}

func telegramDoor(url string, a channels.Account) string {
	var s struct {
		Mode string `json:"mode"`
		URL  string `json:"webhook_url"`
	}
	_ = json.Unmarshal(a.Settings, &s) // the adapter tells what is wrong with them
	if s.Mode != "webhook" {
		return "asks Telegram for messages itself; no address is needed"
	}
	return fmt.Sprintf("Telegram calls %s/channels/%s/webhook, which the program tells it", strings.TrimSuffix(cmp.Or(s.URL, url), "/"), a.Name)
}

func phoneDoor(url string, a channels.Account) string {
	return fmt.Sprintf("send transcripts to %s/channels/%s/calls", url, a.Name)
}

// kinds are the names of all kinds of channels.
func kinds() []string {
	var names []string
	for k := range openers {
		names = append(names, k)
	}
	slices.Sort(names)
	return names
}

// demoAccount is the web chat that the demo page and the help centre show.
const demoAccount = "site"

// defaultAccounts are the accounts of the single-account settings. Web chat and telephone transcripts are always on.
func (c *Config) defaultAccounts() []channels.Account {
	set := func(kv ...any) json.RawMessage {
		m := map[string]any{}
		for i := 0; i < len(kv); i += 2 {
			switch v := kv[i+1].(type) {
			case string:
				if v != "" {
					m[kv[i].(string)] = v
				}
			case []string:
				if len(v) > 0 {
					m[kv[i].(string)] = v
				}
			}
		}
		b, err := json.Marshal(m)
		if err != nil {
			panic(err) // strings always marshal
		}
		return b
	}
	list := []channels.Account{
		{Name: demoAccount, Kind: "webchat", Settings: set("origins", c.WebchatOrigins, "secret", c.WebchatSecret, "title", c.Company)},
		{Name: "phone", Kind: "phone", Settings: set("tokens", one(c.PhoneToken), "secrets", one(c.PhoneSecret), "default_region", c.PhoneRegion)},
	}
	if c.TelegramToken != "" {
		list = append(list, channels.Account{Name: "telegram", Kind: "telegram", Settings: set(
			"token", c.TelegramToken, "api_url", c.TelegramAPI, "mode", c.TelegramMode, "secret", c.TelegramSecret,
			"webhook_url", c.webhookURL())})
	}
	return list
}

// one is a list of the value, or of nothing.
func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// webhookURL is where a messenger reaches the program, when it is to.
func (c *Config) webhookURL() string {
	if c.TelegramMode != "webhook" {
		return ""
	}
	return c.URL
}
