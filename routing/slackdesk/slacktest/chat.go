package slacktest

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// Message is a message as it stands in a channel.
type Message struct {
	Channel   string
	TS        string
	Thread    string // ts of the parent; empty: stands in the channel itself
	User      string // id of who wrote it; empty: the app
	Name      string // under which it stands, when the app chose one
	Icon      string
	Text      string
	Blocks    []map[string]any
	Files     []File
	Edited    bool
	Broadcast bool // a reply that stands in the channel as well
	Metadata  map[string]any
	Reactions map[string][]string // emoji → users
}

// File is a file as a message shows it.
type File struct {
	ID, Name, Type string
	Size           int
}

type channel struct {
	ID       string
	Name     string
	Direct   string // user of a direct channel
	Private  bool
	Archived bool
	Members  map[string]bool
	Messages []*Message
}

func (c *channel) find(ts string) *Message {
	for _, m := range c.Messages {
		if m.TS == ts {
			return m
		}
	}
	return nil
}

func (c *channel) remove(ts string) {
	c.Messages = slices.DeleteFunc(c.Messages, func(m *Message) bool { return m.TS == ts })
}

// isThread tells whether replies may stand below a ts: a parent, or one that is gone but has replies.
func (c *channel) isThread(ts string) bool {
	return slices.ContainsFunc(c.Messages, func(m *Message) bool { return m.TS == ts && m.Thread == "" })
}

// open finds a channel in which the bot may write. The caller holds the lock.
func (s *Server) open(id string) (*channel, *refusal) {
	c := s.channels[id]
	switch {
	case c == nil:
		return nil, refuse("channel_not_found")
	case c.Archived:
		return nil, refuse("is_archived")
	case !c.Members[botUser] && c.Direct == "":
		return nil, refuse("not_in_channel")
	}
	return c, nil
}

// content reads and checks text, blocks and metadata of a message.
func content(c call, m *Message) *refusal {
	m.Text = c.args["text"]
	if utf8.RuneCountInString(m.Text) > 40000 {
		return bad("msg_too_long")
	}
	if raw := c.args["blocks"]; raw != "" {
		blocks, problems := readBlocks(raw, "message")
		if len(problems) > 0 {
			return bad("invalid_blocks", problems...)
		}
		m.Blocks = blocks
	}
	if m.Text == "" && len(m.Blocks) == 0 {
		return bad("no_text")
	}
	if raw := c.args["metadata"]; raw != "" {
		var meta struct {
			Type    string         `json:"event_type"`
			Payload map[string]any `json:"event_payload"`
		}
		d := json.NewDecoder(strings.NewReader(raw))
		d.DisallowUnknownFields()
		if d.Decode(&meta) != nil || meta.Type == "" || meta.Payload == nil {
			return bad("invalid_metadata_format")
		}
		m.Metadata = map[string]any{"event_type": meta.Type, "event_payload": meta.Payload}
	}
	return nil
}

func (s *Server) postMessage(c call) (map[string]any, *refusal) {
	m := &Message{Channel: c.args["channel"], Name: c.args["username"], Icon: c.args["icon_emoji"], Thread: c.args["thread_ts"], Broadcast: c.bool("reply_broadcast")}
	if no := content(c, m); no != nil {
		return nil, no
	}
	s.mu.Lock()
	if (m.Name != "" || m.Icon != "" || c.args["icon_url"] != "") && !s.scopes["chat:write.customize"] {
		s.mu.Unlock()
		return nil, &refusal{Code: "missing_scope", Needed: "chat:write.customize"}
	}
	if utf8.RuneCountInString(m.Name) > 80 {
		s.mu.Unlock()
		return nil, bad("invalid_arguments", "username is longer than 80")
	}
	if u := s.users[m.Channel]; u != nil { // a user's id opens his direct messages
		m.Channel = s.direct(u.ID).ID
	}
	ch, no := s.open(m.Channel)
	if no == nil && m.Thread != "" && !ch.isThread(m.Thread) {
		no = refuse("thread_not_found")
	}
	if no != nil {
		s.mu.Unlock()
		return nil, no
	}
	m.TS = s.ts()
	ch.Messages = append(ch.Messages, m)
	out := map[string]any{"channel": m.Channel, "ts": m.TS, "message": m.wire(true)}
	event := m.event(ch)
	s.mu.Unlock()
	s.event(event)
	return out, nil
}

func (s *Server) updateMessage(c call) (map[string]any, *refusal) {
	var next Message
	if no := content(c, &next); no != nil {
		return nil, no
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[c.args["channel"]]
	if ch == nil {
		return nil, refuse("channel_not_found")
	}
	m := ch.find(c.args["ts"])
	switch {
	case m == nil:
		return nil, refuse("message_not_found")
	case ch.Archived:
		return nil, refuse("is_archived")
	case m.User != "":
		return nil, bad("cant_update_message")
	}
	m.Text, m.Blocks, m.Edited = next.Text, next.Blocks, true
	if next.Metadata != nil {
		m.Metadata = next.Metadata
	}
	return map[string]any{"channel": ch.ID, "ts": m.TS, "text": m.Text, "message": m.wire(true)}, nil
}

func (s *Server) deleteMessage(c call) (map[string]any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[c.args["channel"]]
	if ch == nil {
		return nil, refuse("channel_not_found")
	}
	m := ch.find(c.args["ts"])
	if m == nil {
		return nil, refuse("message_not_found")
	}
	if m.User != "" {
		return nil, bad("cant_delete_message")
	}
	ch.remove(m.TS)
	return map[string]any{"channel": ch.ID, "ts": m.TS}, nil
}

func (s *Server) postEphemeral(c call) (map[string]any, *refusal) {
	m := Message{Channel: c.args["channel"], Thread: c.args["thread_ts"]}
	if no := content(c, &m); no != nil {
		return nil, no
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, no := s.open(m.Channel)
	if no != nil {
		return nil, no
	}
	if m.Thread != "" && !ch.isThread(m.Thread) {
		return nil, refuse("thread_not_found")
	}
	user := c.args["user"]
	if !ch.Members[user] && ch.Direct != user {
		return nil, refuse("user_not_in_channel")
	}
	m.TS = s.ts()
	s.whispers[user] = append(s.whispers[user], m)
	return map[string]any{"message_ts": m.TS}, nil
}

func (s *Server) permalink(c call) (map[string]any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[c.args["channel"]]
	if ch == nil {
		return nil, refuse("channel_not_found")
	}
	if ch.find(c.args["message_ts"]) == nil {
		return nil, refuse("message_not_found")
	}
	return map[string]any{"channel": ch.ID, "permalink": s.URL + "/archives/" + ch.ID + "/p" + strings.ReplaceAll(c.args["message_ts"], ".", "")}, nil
}

func (s *Server) addReaction(c call) (map[string]any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, no := s.open(c.args["channel"])
	if no != nil {
		return nil, no
	}
	m := ch.find(c.args["timestamp"])
	if m == nil {
		return nil, refuse("message_not_found")
	}
	m.react(c.args["name"], botUser, true)
	return nil, nil
}

func (m *Message) react(emoji, user string, on bool) {
	if m.Reactions == nil {
		m.Reactions = map[string][]string{}
	}
	m.Reactions[emoji] = slices.DeleteFunc(m.Reactions[emoji], func(u string) bool { return u == user })
	if on {
		m.Reactions[emoji] = append(m.Reactions[emoji], user)
	}
}

// wire is a message as the API tells it.
func (m *Message) wire(metadata bool) map[string]any {
	out := map[string]any{"type": "message", "ts": m.TS, "text": m.Text}
	if m.Thread != "" {
		out["thread_ts"] = m.Thread
	}
	if m.Blocks != nil {
		out["blocks"] = m.Blocks
	}
	if m.User == "" {
		out["user"], out["bot_id"], out["app_id"] = botUser, botID, appID
		if m.Name != "" {
			out["subtype"], out["username"] = "bot_message", m.Name
			delete(out, "user")
		}
	} else {
		out["user"], out["client_msg_id"] = m.User, "c-"+m.TS
	}
	if m.Edited {
		out["edited"] = map[string]any{"user": m.User, "ts": m.TS}
	}
	if metadata && m.Metadata != nil {
		out["metadata"] = m.Metadata
	}
	var files []any
	for _, f := range m.Files {
		files = append(files, map[string]any{"id": f.ID, "name": f.Name, "mimetype": f.Type, "size": f.Size})
	}
	if files != nil {
		out["files"] = files
	}
	return out
}

// event is the message as the Events API tells it.
func (m *Message) event(c *channel) map[string]any {
	e := m.wire(false)
	e["channel"], e["event_ts"], e["channel_type"] = c.ID, m.TS, c.kind()
	if len(m.Files) > 0 {
		e["subtype"] = "file_share"
	}
	return e
}

func (c *channel) kind() string {
	switch {
	case c.Direct != "":
		return "im"
	case c.Private:
		return "group"
	}
	return "channel"
}
