package slackdesk

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Scope is a right that the bot needs, and what for.
type Scope struct{ Name, Why string }

// Scopes are the least rights that the desk works with.
func Scopes() []Scope {
	return []Scope{
		{"chat:write", "post and edit cards, threads and drafts"},
		{"chat:write.customize", "show the customer's name on what the customer wrote"},
		{"commands", "/switchboard and the shortcuts in message menus"},
		{"channels:manage", "make a department's channel when you bind it, and invite operators into it"},
		{"channels:join", "join a department's channel that exists already"},
		{"channels:read", "find a channel by its name, notice that one was archived"},
		{"channels:history", "read notes in the threads; find a post whose answer was lost, so that it is not posted twice"},
		{"groups:read", "the same in private channels that you invite the app to"},
		{"groups:history", "the same in private channels that you invite the app to"},
		{"im:write", "tell an operator what concerns him"},
		{"im:history", "take a colleague's answer to a question"},
		{"users:read", "know who pressed a button, and his time zone"},
		{"users:read.email", "know which operator a person is, by e-mail address"},
		{"files:write", "show customers' photos and documents in the thread"},
		{"files:read", "send a file to a customer that an operator put into a reply"},
		{"reactions:read", "emoji as verbs"},
	}
}

type object = map[string]any

// Manifest is the manifest of the app, ready to be pasted at api.slack.com/apps. base is the public address of the
// program, without a slash at its end; empty: events come through Socket Mode, and no public address is needed.
func Manifest(base string) ([]byte, error) {
	if base != "" && !strings.HasPrefix(base, "https://") {
		return nil, fmt.Errorf("%q is no public address: Slack sends events to https:// alone. Leave it out for Socket Mode", base)
	}
	shortcut := func(kind string, v verb, name, what string) object {
		return object{"name": name, "type": kind, "callback_id": "verb_" + string(v), "description": what}
	}
	command := object{"command": "/switchboard", "description": "Queue, my conversations, search, customers, presence", "usage_hint": "queue | mine | me | search … | help", "should_escape": true}
	events := object{"bot_events": []string{"app_home_opened", "channel_archive", "channel_deleted", "channel_unarchive", "group_archive",
		"message.channels", "message.groups", "message.im", "reaction_added"}}
	interactivity := object{"is_enabled": true}
	if base != "" {
		command["url"] = base + "/slack/commands"
		events["request_url"] = base + "/slack/events"
		interactivity["request_url"] = base + "/slack/interactive"
	}
	var scopes []string
	for _, s := range Scopes() {
		scopes = append(scopes, s.Name)
	}
	b, err := json.MarshalIndent(object{
		"_metadata":           object{"major_version": 1, "minor_version": 1},
		"display_information": object{"name": "Switchboard", "description": "Customers' conversations with suggested answers", "background_color": "#1d3b5c"},
		"features": object{
			"app_home":       object{"home_tab_enabled": true, "messages_tab_enabled": true, "messages_tab_read_only_enabled": false},
			"bot_user":       object{"display_name": "Switchboard", "always_online": true},
			"slash_commands": []object{command},
			"shortcuts": []object{
				shortcut("message", verbTake, "Take", "Make this conversation mine"), shortcut("message", verbReply, "Reply to the customer", "Write an answer, with the best draft in it"),
				shortcut("message", verbSendDraft, "Send the draft", "Send the best draft as it is"), shortcut("message", verbClose, "Close", "End this conversation"),
				shortcut("message", verbMore, "More verbs", "Note, ask, transfer, snooze, live mode, customer …"),
				shortcut("global", verbSearch, "Search knowledge", "Search the knowledge base"), shortcut("global", verbReport, "Report a problem", "Only the head reads it"),
				shortcut("global", verbPropose, "Propose an improvement", "You get an answer"),
			},
		},
		"oauth_config": object{"scopes": object{"bot": scopes}},
		"settings": object{"event_subscriptions": events, "interactivity": interactivity, "org_deploy_enabled": false,
			"socket_mode_enabled": base == "", "token_rotation_enabled": false},
	}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the manifest: %w", err)
	}
	return append(b, '\n'), nil
}
