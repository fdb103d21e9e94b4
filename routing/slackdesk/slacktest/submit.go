package slacktest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Submit fills in the modal that the person sees and submits it. The values are by block id: a string for a text, a
// select's value, a user or a moment; a []string for files or boxes. Fields that are not named keep their first value.
func (p *Person) Submit(values map[string]any) Ack {
	s := p.s
	s.mu.Lock()
	v := s.top(p.ID)
	if v == nil {
		s.mu.Unlock()
		return Ack{Body: "there is no modal"}
	}
	state, problems := v.state(values, s)
	for _, problem := range problems {
		s.violate("the test fills in a modal wrongly: %s", problem)
	}
	wire := v.wire()
	wire["state"] = map[string]any{"values": state}
	payload := map[string]any{"type": "view_submission", "user": p.wireUser(), "trigger_id": s.trigger(p.ID), "view": wire, "response_urls": []any{}}
	s.mu.Unlock()
	ack := s.interaction(payload)
	s.afterSubmit(v, ack)
	return ack
}

// state is what a modal's fields hold.
func (v *view) state(values map[string]any, s *Server) (state map[string]any, problems []string) {
	state = map[string]any{}
	used := map[string]bool{}
	filled := maps.Clone(v.Typed)
	if filled == nil {
		filled = map[string]any{}
	}
	maps.Copy(filled, values)
	elements(v.Blocks, func(block string, e map[string]any) bool {
		id, _ := e["action_id"].(string)
		kind, _ := e["type"].(string)
		field := map[string]any{"type": kind}
		_, named := values[block]
		value, given := filled[block]
		used[block] = used[block] || named
		text, _ := value.(string)
		switch kind {
		case "plain_text_input":
			if !given {
				text, _ = e["initial_value"].(string)
			}
			field["value"] = nil
			if text != "" {
				field["value"] = text
			}
		case "static_select", "radio_buttons":
			field["selected_option"] = e["initial_option"]
			options, _ := e["options"].([]any)
			for _, o := range options {
				if m, _ := o.(map[string]any); given && m["value"] == text {
					field["selected_option"] = m
				}
			}
			if given && text != "" && field["selected_option"] == nil {
				problems = append(problems, block+" has no option "+text)
			}
		case "users_select":
			field["selected_user"] = value
			if text == "" {
				field["selected_user"] = nil
			}
		case "datetimepicker":
			field["selected_date_time"] = value
		case "checkboxes":
			chosen := []any{}
			list, _ := value.([]string)
			options, _ := e["options"].([]any)
			for _, o := range options {
				if m, _ := o.(map[string]any); slices.Contains(list, fmt.Sprint(m["value"])) {
					chosen = append(chosen, m)
				}
			}
			field["selected_options"] = chosen
			if first, _ := e["initial_options"].([]any); !given && first != nil {
				field["selected_options"] = first
			}
		case "file_input":
			files := []any{}
			list, _ := value.([]string)
			for _, f := range list {
				files = append(files, map[string]any{"id": f, "name": s.files[f].Name})
			}
			field["files"] = files
		default:
			return true
		}
		state[block] = map[string]any{id: field}
		return true
	})
	for name := range values {
		if !used[name] {
			problems = append(problems, "there is no field "+name)
		}
	}
	v.Typed = filled
	return state, problems
}

// afterSubmit does with the modal what the app answered.
func (s *Server) afterSubmit(v *view, a Ack) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a.Status != 200 {
		v.Errors = map[string]string{"": "We had some trouble connecting. Try again?"}
		return
	}
	var body struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   json.RawMessage   `json:"view"`
	}
	if strings.TrimSpace(a.Body) == "" || a.Body == "null" {
		delete(s.views, v.ID)
		return
	}
	if err := json.Unmarshal([]byte(a.Body), &body); err != nil {
		s.violate("the answer to a modal is no JSON: %v", err)
		return
	}
	switch body.Action {
	case "", "clear":
		s.closeAll(v.User)
	case "errors":
		v.Errors = body.Errors
		for block := range body.Errors {
			if !slices.ContainsFunc(v.Blocks, func(b map[string]any) bool { return b["type"] == "input" && b["block_id"] == block }) {
				s.violate("an error for a field that the modal does not have: %s", block)
			}
		}
	case "update", "push":
		next, blocks, no := readView(string(body.View), "modal")
		if no != nil {
			s.violate("the answer to a modal: %s", strings.Join(no.Messages, "; "))
			return
		}
		v.Body, v.Blocks, v.Hash, v.Errors = next, blocks, secret(), nil
	default:
		s.violate("the answer to a modal: response_action %q", body.Action)
	}
}

// CloseModal closes the person's modals.
func (p *Person) CloseModal() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.closeAll(p.ID)
}
