package slacktest

import (
	"encoding/json"
	"time"
	"unicode/utf8"
)

// triggerFor is how long a trigger may open a modal.
const triggerFor = 3 * time.Second

type trigger struct {
	user string
	at   time.Time
	used bool
}

// view is a modal that is open.
type view struct {
	ID       string
	User     string
	Body     map[string]any
	Blocks   []map[string]any
	Hash     string
	Previous string // the modal below it
	Errors   map[string]string
	Typed    map[string]any // by block id: what a person filled in stays, while an update keeps the field's block id
}

// trigger makes a trigger id. The caller holds the lock.
func (s *Server) trigger(user string) string {
	id := "trigger." + secret()
	s.triggers[id] = &trigger{user: user, at: time.Now()}
	return id
}

// readView checks a view.
func readView(raw, surface string) (map[string]any, []map[string]any, *refusal) {
	var body map[string]any
	if json.Unmarshal([]byte(raw), &body) != nil {
		return nil, nil, bad("invalid_arguments", "view is no JSON")
	}
	if body["type"] != surface {
		return nil, nil, bad("invalid_arguments", "type must be "+surface)
	}
	k := &checker{surface: surface}
	for name, v := range body {
		switch name {
		case "type", "blocks", "clear_on_close", "notify_on_close", "external_id", "submit_disabled":
		case "title", "submit", "close":
			if surface == "home" {
				k.wrong("/view/"+name, "is not for home tabs")
			}
			k.text("/view/"+name, v, 24, "plain_text")
		case "private_metadata", "callback_id":
			text, _ := v.(string)
			most := map[string]int{"private_metadata": 3000, "callback_id": 255}[name]
			if utf8.RuneCountInString(text) > most {
				k.wrong("/view/"+name, "is longer than %d", most)
			}
		default:
			k.wrong("/view", "unknown field: %s", name)
		}
	}
	if surface == "modal" && body["title"] == nil {
		k.wrong("/view", "missing required field: title")
	}
	part, err := json.Marshal(body["blocks"])
	if err != nil {
		return nil, nil, bad("invalid_blocks")
	}
	blocks, problems := readBlocks(string(part), surface)
	for _, b := range blocks {
		if b["type"] == "input" && surface == "modal" && body["submit"] == nil && b["dispatch_action"] != true {
			k.wrong("/view/submit", "must be there when an input is")
		}
	}
	if k.problems = append(k.problems, problems...); len(k.problems) > 0 {
		return nil, nil, bad("invalid_arguments", k.problems...)
	}
	return body, blocks, nil
}

func (s *Server) openView(c call) (map[string]any, *refusal) { return s.showView(c, false) }
func (s *Server) pushView(c call) (map[string]any, *refusal) { return s.showView(c, true) }

func (s *Server) showView(c call, push bool) (map[string]any, *refusal) {
	body, blocks, no := readView(c.args["view"], "modal")
	if no != nil {
		return nil, no
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.triggers[c.args["trigger_id"]]
	switch {
	case t == nil:
		return nil, bad("invalid_trigger_id")
	case t.used:
		return nil, bad("exchanged_trigger_id")
	case time.Since(t.at) > triggerFor:
		return nil, refuse("expired_trigger_id")
	}
	t.used = true
	v := &view{ID: s.id("V"), User: t.user, Body: body, Blocks: blocks, Hash: secret()}
	if top := s.top(t.user); push && top != nil {
		v.Previous = top.ID
	} else {
		s.closeAll(t.user)
	}
	s.views[v.ID] = v
	return map[string]any{"view": v.wire()}, nil
}

// top is the modal that a user sees. The caller holds the lock.
func (s *Server) top(user string) *view {
	below := map[string]bool{}
	for _, v := range s.views {
		if v.User == user {
			below[v.Previous] = true
		}
	}
	for _, v := range s.views {
		if v.User == user && !below[v.ID] {
			return v
		}
	}
	return nil
}

// closeAll closes a user's modals. The caller holds the lock.
func (s *Server) closeAll(user string) {
	for id, v := range s.views {
		if v.User == user {
			delete(s.views, id)
		}
	}
}

func (s *Server) updateView(c call) (map[string]any, *refusal) {
	body, blocks, no := readView(c.args["view"], "modal")
	if no != nil {
		return nil, no
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.views[c.args["view_id"]]
	switch {
	case v == nil:
		return nil, refuse("not_found")
	case c.args["hash"] != "" && c.args["hash"] != v.Hash:
		return nil, refuse("hash_conflict")
	}
	v.Body, v.Blocks, v.Hash, v.Errors = body, blocks, secret(), nil
	return map[string]any{"view": v.wire()}, nil
}

func (s *Server) publishView(c call) (map[string]any, *refusal) {
	body, _, no := readView(c.args["view"], "home")
	if no != nil {
		return nil, no
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users[c.args["user_id"]] == nil {
		return nil, refuse("user_not_found")
	}
	s.homes[c.args["user_id"]] = body
	return map[string]any{"view": map[string]any{"id": "VHOME" + c.args["user_id"], "type": "home"}}, nil
}

// wire is a view as the API and the interactions tell it.
func (v *view) wire() map[string]any {
	out := map[string]any{"id": v.ID, "team_id": teamID, "type": "modal", "hash": v.Hash, "app_id": appID, "bot_id": botID, "root_view_id": v.ID,
		"state": map[string]any{"values": map[string]any{}}}
	for name, value := range v.Body {
		out[name] = value
	}
	if out["private_metadata"] == nil {
		out["private_metadata"] = ""
	}
	if out["callback_id"] == nil {
		out["callback_id"] = ""
	}
	return out
}
