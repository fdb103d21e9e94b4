package slacktest

import (
	"encoding/json"
	"slices"
	"strings"
)

// ChannelNamed is the id of a channel; empty: there is none.
func (s *Server) ChannelNamed(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.channels {
		if c.Name == name && c.Direct == "" {
			return c.ID
		}
	}
	return ""
}

// In tells whether a person is in a channel.
func (s *Server) In(p *Person, channel string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[channel]
	return c != nil && c.Members[p.ID]
}

// Messages are those that stand in a channel itself, oldest first.
func (s *Server) Messages(channel string) []Message { return s.Thread(channel, "") }

// Thread are the replies below a message, oldest first.
func (s *Server) Thread(channel, ts string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	if c := s.channels[channel]; c != nil {
		for _, m := range c.Messages {
			if m.Thread == ts {
				out = append(out, *m)
			}
		}
	}
	return out
}

// Directs are the direct messages of the app and a person.
func (s *Server) Directs(p *Person) []Message {
	s.mu.Lock()
	id := s.direct(p.ID).ID
	s.mu.Unlock()
	return s.Messages(id)
}

// Whispers are the messages that only this person saw.
func (s *Server) Whispers(p *Person) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.whispers[p.ID])
}

// Modal is the text of the modal that a person sees, with the errors at its fields; empty: he sees none.
func (s *Server) Modal(p *Person) (text string, errors map[string]string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.top(p.ID)
	if v == nil {
		return "", nil
	}
	return Words(v.Body["title"]) + "\n" + Words(v.Body["blocks"]), v.Errors
}

// ModalSource is the modal that a person sees, as JSON: where its buttons lead is in it.
func (s *Server) ModalSource(p *Person) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.top(p.ID)
	if v == nil {
		return ""
	}
	b, err := json.Marshal(v.Body)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// Home is the text of a person's Home tab.
func (s *Server) Home(p *Person) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Words(s.homes[p.ID])
}

// Shown is all that a message shows: its blocks' words, or its text if it has none.
func (m Message) Shown() string {
	if len(m.Blocks) == 0 {
		return m.Text
	}
	return Words(m.Blocks)
}

// Words are all texts of blocks, a line each.
func Words(v any) string {
	var lines []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case nil, string, bool, float64:
		case []any:
			for _, x := range v {
				walk(x)
			}
		case []map[string]any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for _, name := range []string{"text", "initial_value", "title", "label", "element", "elements", "fields", "accessory", "options", "hint", "blocks"} {
				if text, ok := v[name].(string); ok {
					lines = append(lines, text)
				} else if v[name] != nil {
					walk(v[name])
				}
			}
		default: // what no request was read into
			raw, err := json.Marshal(v)
			var tree any
			if err == nil && json.Unmarshal(raw, &tree) == nil {
				walk(tree)
			}
		}
	}
	walk(v)
	return strings.Join(lines, "\n")
}

// Markup is what Slack would read as markup in a block: the texts of its mrkdwn objects.
func Markup(block map[string]any) string {
	var b strings.Builder
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			if v["type"] == "mrkdwn" {
				b.WriteString(str(v["text"]) + "\n")
			}
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(map[string]any(block))
	return b.String()
}
