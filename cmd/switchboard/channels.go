package main

import (
	"encoding/json"
	"slices"

	"switchboard/channels"
	"switchboard/channels/phone"
	"switchboard/channels/telegram"
	"switchboard/channels/webchat"
)

// opener is one kind of channel. A new channel is one line in openers.
type opener struct {
	open   channels.Opener
	oneWay string // why nothing can be sent on it; empty: it can
	signs  bool   // it takes a signing secret, which the program makes where none is set
}

var openers = map[string]opener{
	"webchat":  {open: webchat.Open, signs: true},
	"telegram": {open: telegram.Open},
	"phone":    {open: phone.Open, oneWay: "Nothing can be sent on a telephone call: choose another address of the caller"},
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
		{Name: "site", Kind: "webchat", Settings: set("origins", c.WebchatOrigins, "secret", c.WebchatSecret, "title", c.Company)},
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
