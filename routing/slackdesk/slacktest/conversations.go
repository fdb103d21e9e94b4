package slacktest

import (
	"regexp"
	"slices"
	"strings"
)

var channelName = regexp.MustCompile(`^[\p{Ll}\p{Lo}\p{N}_-]{1,80}$`)

func (s *Server) createChannel(c call) (map[string]any, *refusal) {
	name := c.args["name"]
	if !channelName.MatchString(name) {
		return nil, bad("invalid_name_specials")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, ch := range s.channels {
		if ch.Name == name && ch.Direct == "" {
			return nil, refuse("name_taken")
		}
	}
	ch := s.makeChannel(name)
	ch.Members[botUser] = true
	return map[string]any{"channel": ch.wire()}, nil
}

// makeChannel makes a channel. The caller holds the lock.
func (s *Server) makeChannel(name string) *channel {
	ch := &channel{ID: s.id("C"), Name: name, Members: map[string]bool{}}
	s.channels[ch.ID] = ch
	return ch
}

func (c *channel) wire() map[string]any {
	return map[string]any{"id": c.ID, "name": c.Name, "is_channel": !c.Private && c.Direct == "", "is_private": c.Private, "is_im": c.Direct != "",
		"is_archived": c.Archived, "is_member": c.Members[botUser], "num_members": len(c.Members)}
}

func (s *Server) joinChannel(c call) (map[string]any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[c.args["channel"]]
	switch {
	case ch == nil:
		return nil, refuse("channel_not_found")
	case ch.Archived:
		return nil, refuse("is_archived")
	case ch.Private || ch.Direct != "":
		return nil, refuse("method_not_supported_for_channel_type")
	}
	ch.Members[botUser] = true
	return map[string]any{"channel": ch.wire()}, nil
}

func (s *Server) inviteUsers(c call) (map[string]any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[c.args["channel"]]
	switch {
	case ch == nil:
		return nil, refuse("channel_not_found")
	case ch.Archived:
		return nil, refuse("is_archived")
	case !ch.Members[botUser]:
		return nil, refuse("not_in_channel")
	}
	for user := range strings.SplitSeq(c.args["users"], ",") {
		switch {
		case s.users[user] == nil:
			return nil, refuse("user_not_found")
		case ch.Members[user]:
			return nil, refuse("already_in_channel")
		}
		ch.Members[user] = true
	}
	return map[string]any{"channel": ch.wire()}, nil
}

func (s *Server) channelInfo(c call) (map[string]any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[c.args["channel"]]
	if ch == nil {
		return nil, refuse("channel_not_found")
	}
	return map[string]any{"channel": ch.wire()}, nil
}

func (s *Server) listChannels(c call) (map[string]any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []any{}
	for _, ch := range s.channels {
		if ch.Direct == "" && (!ch.Archived || !c.bool("exclude_archived")) {
			list = append(list, ch.wire())
		}
	}
	return map[string]any{"channels": list, "response_metadata": map[string]any{"next_cursor": ""}}, nil
}

func (s *Server) members(c call) (map[string]any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[c.args["channel"]]
	if ch == nil {
		return nil, refuse("channel_not_found")
	}
	return map[string]any{"members": sorted(ch.Members), "response_metadata": map[string]any{"next_cursor": ""}}, nil
}

func (s *Server) history(c call) (map[string]any, *refusal) {
	return s.list(c, func(m *Message) bool { return m.Thread == "" }, true)
}

func (s *Server) replies(c call) (map[string]any, *refusal) {
	s.mu.Lock()
	ch := s.channels[c.args["channel"]]
	found := ch != nil && ch.isThread(c.args["ts"])
	s.mu.Unlock()
	if ch != nil && !found {
		return nil, refuse("thread_not_found")
	}
	return s.list(c, func(m *Message) bool { return m.Thread == c.args["ts"] || m.TS == c.args["ts"] }, false)
}

// list pages through messages, the newest first or last.
func (s *Server) list(c call, want func(*Message) bool, newest bool) (map[string]any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, no := s.channels[c.args["channel"]], (*refusal)(nil)
	if ch == nil {
		return nil, refuse("channel_not_found")
	}
	if !ch.Members[botUser] && ch.Direct == "" {
		return nil, refuse("not_in_channel")
	}
	var all []*Message
	for _, m := range ch.Messages {
		if want(m) && (c.args["oldest"] == "" || m.TS > c.args["oldest"] || m.TS == c.args["ts"]) && (c.args["latest"] == "" || m.TS < c.args["latest"]) {
			all = append(all, m)
		}
	}
	if newest {
		slices.Reverse(all)
	}
	from := 0
	if cursor := c.args["cursor"]; cursor != "" {
		from = slices.IndexFunc(all, func(m *Message) bool { return "c:"+m.TS == cursor })
		if from < 0 {
			return nil, bad("invalid_cursor")
		}
	}
	limit := c.int("limit", 100)
	if limit < 1 || limit > 1000 {
		return nil, bad("invalid_limit")
	}
	next, list := "", []any{}
	for i, m := range all[from:] {
		if i == limit {
			next = "c:" + m.TS
			break
		}
		list = append(list, m.wire(c.bool("include_all_metadata")))
	}
	return map[string]any{"messages": list, "has_more": next != "", "response_metadata": map[string]any{"next_cursor": next}}, no
}

func (s *Server) openDirect(c call) (map[string]any, *refusal) {
	user := c.args["users"]
	if strings.Contains(user, ",") {
		return nil, bad("too_many_users")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.users[user]
	switch {
	case u == nil:
		return nil, refuse("user_not_found")
	case u.bot:
		return nil, refuse("cannot_dm_bot")
	}
	return map[string]any{"channel": map[string]any{"id": s.direct(user).ID}}, nil
}

// direct is the channel of direct messages with a user. The caller holds the lock.
func (s *Server) direct(user string) *channel {
	for _, c := range s.channels {
		if c.Direct == user {
			return c
		}
	}
	c := &channel{ID: s.id("D"), Direct: user, Members: map[string]bool{user: true, botUser: true}}
	s.channels[c.ID] = c
	return c
}

func (s *Server) userInfo(c call) (map[string]any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.users[c.args["user"]]
	if u == nil {
		return nil, refuse("user_not_found")
	}
	return map[string]any{"user": u.wire(s.scopes["users:read.email"])}, nil
}

func (s *Server) userByEmail(c call) (map[string]any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, u := range s.users {
		if u.Email != "" && strings.EqualFold(u.Email, c.args["email"]) {
			return map[string]any{"user": u.wire(true)}, nil
		}
	}
	return nil, refuse("users_not_found")
}
