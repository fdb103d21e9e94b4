package slacktest

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Person is somebody in the workspace. Its methods do what he does in Slack's client.
type Person struct {
	s     *Server
	ID    string
	Name  string
	Email string
	Zone  string
	bot   bool
}

// User makes a person. email may be empty.
func (s *Server) User(name, email string) *Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := &Person{s: s, ID: s.id("U"), Name: name, Email: email, Zone: "Europe/Kyiv"}
	s.users[p.ID] = p
	return p
}

func (p *Person) wire(email bool) map[string]any {
	profile := map[string]any{"real_name": p.Name, "display_name": p.Name, "image_72": ""}
	if email {
		profile["email"] = p.Email
	}
	return map[string]any{"id": p.ID, "team_id": teamID, "name": strings.ToLower(strings.ReplaceAll(p.Name, " ", ".")), "real_name": p.Name, "tz": p.Zone,
		"profile": profile, "is_bot": p.bot, "deleted": false}
}

// Join makes the person a member of a channel.
func (p *Person) Join(channel string) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.channels[channel].Members[p.ID] = true
}

// Channel makes a channel by hand, with the person in it and without the app.
func (p *Person) Channel(name string) string {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	c := p.s.makeChannel(name)
	c.Members[p.ID] = true
	return c.ID
}

// React puts an emoji on a message, or takes it off.
func (p *Person) React(channel, ts, emoji string, on bool) {
	s := p.s
	s.mu.Lock()
	m := s.channels[channel].find(ts)
	m.react(emoji, p.ID, on)
	kind := "reaction_added"
	if !on {
		kind = "reaction_removed"
	}
	event := map[string]any{"type": kind, "user": p.ID, "reaction": emoji, "item": map[string]any{"type": "message", "channel": channel, "ts": ts}, "event_ts": s.ts()}
	if m.User != "" {
		event["item_user"] = m.User
	}
	s.mu.Unlock()
	s.event(event)
}

// OpenHome opens the app's Home tab.
func (p *Person) OpenHome() {
	p.s.mu.Lock()
	c := p.s.direct(p.ID)
	event := map[string]any{"type": "app_home_opened", "user": p.ID, "channel": c.ID, "tab": "home", "event_ts": p.s.ts()}
	p.s.mu.Unlock()
	p.s.event(event)
}

// Command gives a slash command; the answer that only he sees is among his whispers too.
func (p *Person) Command(channel, command, text string) Ack {
	s := p.s
	s.mu.Lock()
	form := map[string]string{"token": "verification", "team_id": teamID, "team_domain": "lumen", "channel_id": channel, "channel_name": "directmessage",
		"user_id": p.ID, "user_name": p.Name, "command": command, "text": text, "api_app_id": appID, "is_enterprise_install": "false",
		"response_url": s.response(p.ID, channel, ""), "trigger_id": s.trigger(p.ID)}
	s.mu.Unlock()
	a := s.slash(form)
	var body struct {
		Type   string          `json:"response_type"`
		Text   string          `json:"text"`
		Blocks json.RawMessage `json:"blocks"`
	}
	if a.Status == 200 && json.Unmarshal([]byte(a.Body), &body) == nil && (body.Text != "" || body.Blocks != nil) {
		s.mu.Lock()
		m := Message{Channel: channel, Text: body.Text, TS: s.ts()}
		if body.Blocks != nil {
			blocks, problems := readBlocks(string(body.Blocks), "message")
			if m.Blocks = blocks; len(problems) > 0 {
				s.violate("the answer to a command: %s", strings.Join(problems, "; "))
			}
		}
		s.whispers[p.ID] = append(s.whispers[p.ID], m)
		s.mu.Unlock()
	}
	return a
}

// elements lists the interactive elements of blocks with their blocks' ids.
func elements(blocks []map[string]any, f func(block string, e map[string]any) bool) bool {
	for i, b := range blocks {
		id, _ := b["block_id"].(string)
		if id == "" {
			id = fmt.Sprintf("b%d", i)
		}
		list, _ := b["elements"].([]any)
		for _, one := range []any{b["accessory"], b["element"]} {
			if one != nil {
				list = append(list, one)
			}
		}
		for _, x := range list {
			if e, ok := x.(map[string]any); ok && !f(id, e) {
				return false
			}
		}
	}
	return true
}

// action finds a button by its action id or text, or a menu's choice by its text, and makes the action of its press.
// The caller holds the lock.
func (s *Server) action(blocks []map[string]any, what string) map[string]any {
	var found map[string]any
	elements(blocks, func(block string, e map[string]any) bool {
		a := map[string]any{"type": e["type"], "action_id": e["action_id"], "block_id": block, "action_ts": s.ts()}
		text, _ := e["text"].(map[string]any)
		if e["type"] == "button" && (e["action_id"] == what || text["text"] == what) {
			a["text"], a["value"] = text, e["value"]
			found = a
			return false
		}
		options, _ := e["options"].([]any)
		for _, o := range options {
			m, _ := o.(map[string]any)
			text, _ := m["text"].(map[string]any)
			if text["text"] == what && e["type"] == "overflow" {
				a["selected_option"] = m
				found = a
				return false
			}
		}
		return true
	})
	return found
}

func (p *Person) wireUser() map[string]any {
	return map[string]any{"id": p.ID, "username": p.Name, "name": p.Name, "team_id": teamID}
}

// Press presses a button of a message, by its text or action id, or chooses from its menu.
func (p *Person) Press(channel, ts, what string) Ack {
	p.s.mu.Lock()
	m := p.s.channels[channel].find(ts)
	if m == nil {
		p.s.mu.Unlock()
		return Ack{Body: "there is no such message"}
	}
	was := *m
	p.s.mu.Unlock()
	return p.PressOn(was, what)
}

// PressOn is Press on a message as it was once, by somebody whose client has not heard of its edits yet.
func (p *Person) PressOn(m Message, what string) Ack {
	s := p.s
	s.mu.Lock()
	a := s.action(m.Blocks, what)
	if a == nil {
		s.mu.Unlock()
		return Ack{Body: "there is no button " + what}
	}
	s.channels[m.Channel].Members[p.ID] = true
	container := map[string]any{"type": "message", "message_ts": m.TS, "channel_id": m.Channel, "is_ephemeral": false}
	if m.Thread != "" {
		container["thread_ts"] = m.Thread
	}
	payload := map[string]any{"type": "block_actions", "user": p.wireUser(), "trigger_id": s.trigger(p.ID), "container": container,
		"channel": map[string]any{"id": m.Channel, "name": s.channels[m.Channel].Name}, "message": m.wire(true), "actions": []any{a},
		"response_url": s.response(p.ID, m.Channel, m.Thread), "state": map[string]any{"values": map[string]any{}}}
	s.mu.Unlock()
	return s.interaction(payload)
}

// PressWhisper presses a button of the last message that only this person sees.
func (p *Person) PressWhisper(what string) Ack {
	s := p.s
	s.mu.Lock()
	list := s.whispers[p.ID]
	if len(list) == 0 {
		s.mu.Unlock()
		return Ack{Body: "there is no whisper"}
	}
	m := list[len(list)-1]
	a := s.action(m.Blocks, what)
	payload := map[string]any{"type": "block_actions", "user": p.wireUser(), "trigger_id": s.trigger(p.ID),
		"container": map[string]any{"type": "message", "message_ts": m.TS, "channel_id": m.Channel, "is_ephemeral": true},
		"channel":   map[string]any{"id": m.Channel}, "actions": []any{a}, "response_url": s.response(p.ID, m.Channel, m.Thread)}
	s.mu.Unlock()
	if a == nil {
		return Ack{Body: "there is no button " + what}
	}
	return s.interaction(payload)
}

// Shortcut uses a message shortcut.
func (p *Person) Shortcut(channel, ts, callback string) Ack {
	s := p.s
	s.mu.Lock()
	m := s.channels[channel].find(ts)
	payload := map[string]any{"type": "message_action", "callback_id": callback, "user": p.wireUser(), "trigger_id": s.trigger(p.ID), "message_ts": ts,
		"action_ts": s.ts(), "channel": map[string]any{"id": channel, "name": s.channels[channel].Name}, "message": m.wire(true),
		"response_url": s.response(p.ID, channel, m.Thread)}
	s.mu.Unlock()
	return s.interaction(payload)
}

// PressHome presses a button of the Home tab.
func (p *Person) PressHome(what string) Ack {
	s := p.s
	s.mu.Lock()
	body := s.homes[p.ID]
	raw, err := json.Marshal(body["blocks"])
	var blocks []map[string]any
	if err == nil {
		err = json.Unmarshal(raw, &blocks)
	}
	a := s.action(blocks, what)
	if err != nil || a == nil {
		s.mu.Unlock()
		return Ack{Body: "there is no button " + what}
	}
	payload := map[string]any{"type": "block_actions", "user": p.wireUser(), "trigger_id": s.trigger(p.ID), "actions": []any{a},
		"container": map[string]any{"type": "view", "view_id": "VHOME" + p.ID}}
	s.mu.Unlock()
	return s.interaction(payload)
}

// PressModal presses a button of the modal that the person sees.
func (p *Person) PressModal(what string) Ack { return p.PressModalWith(nil, what) }

// PressModalWith is PressModal after the fields were filled in, as in Submit; what is filled in stays.
func (p *Person) PressModalWith(values map[string]any, what string) Ack {
	s := p.s
	s.mu.Lock()
	v := s.top(p.ID)
	if v == nil {
		s.mu.Unlock()
		return Ack{Body: "there is no modal"}
	}
	a := s.action(v.Blocks, what)
	if a == nil {
		s.mu.Unlock()
		return Ack{Body: "there is no button " + what}
	}
	if _, problems := v.state(values, s); len(problems) > 0 {
		s.violate("the test fills in a modal wrongly: %s", strings.Join(problems, "; "))
	}
	return s.inView(p, v, a)
}

// Type types into a field of the modal that tells the app of every character.
func (p *Person) Type(actionID, text string) Ack {
	s := p.s
	s.mu.Lock()
	v := s.top(p.ID)
	if v == nil {
		s.mu.Unlock()
		return Ack{Body: "there is no modal"}
	}
	a := map[string]any{"type": "plain_text_input", "action_id": actionID, "block_id": "q", "value": text, "action_ts": s.ts()}
	return s.inView(p, v, a)
}

// inView sends an action of a modal. It is called with the lock held, and gives it back.
func (s *Server) inView(p *Person, v *view, a map[string]any) Ack {
	wire := v.wire()
	if state, _ := v.state(nil, s); len(state) > 0 {
		wire["state"] = map[string]any{"values": state}
	}
	payload := map[string]any{"type": "block_actions", "user": p.wireUser(), "trigger_id": s.trigger(p.ID), "actions": []any{a}, "view": wire,
		"container": map[string]any{"type": "view", "view_id": v.ID}}
	s.mu.Unlock()
	return s.interaction(payload)
}
