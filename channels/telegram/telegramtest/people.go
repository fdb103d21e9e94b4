package telegramtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"strconv"
	"time"
)

// Message is one message of a private chat, as the person sees it.
type Message struct {
	ID       int
	Bot      bool   // from the bot
	Method   string // by which the bot sent it
	Text     string // or the caption
	Entities []Entity
	Buttons  [][]Button
	Files    []File
	ReplyTo  int
	Album    string // media_group_id
	Edited   bool
	Deleted  bool
}

// Entity is a piece of formatting.
type Entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url"`
}

// Button is an inline button.
type Button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}

// Meet makes a person known to the bot without a word, as if they had written long ago.
func (s *Server) Meet(p Person) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.people[p.ID] = p
}

// Say lets a person write to the bot. It returns the number of the message.
func (s *Server) Say(p Person, text string) int { return s.Give(p, map[string]any{"text": text}) }

// Give lets a person send a message of any kind; fields are those of Telegram's Message.
func (s *Server) Give(p Person, fields map[string]any) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.people[p.ID] = p
	s.lastID[p.ID]++
	id := s.lastID[p.ID]
	text, _ := fields["text"].(string)
	s.chats[p.ID] = append(s.chats[p.ID], &Message{ID: id, Text: text})
	message := map[string]any{"message_id": id, "date": time.Now().Unix(), "chat": chatOf(p), "from": userOf(p)}
	maps.Copy(message, fields)
	s.enqueue(p.ID, "message", message)
	return id
}

// Edit lets a person change the text of a message.
func (s *Server) Edit(p Person, id int, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now().Unix()
	s.enqueue(p.ID, "edited_message", map[string]any{
		"message_id": id, "date": now, "edit_date": now, "chat": chatOf(p), "from": userOf(p), "text": text,
	})
}

// React lets a person set an emoji on a message, or take it back with an empty one.
func (s *Server) React(p Person, id int, emoji string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	reactions := []any{}
	if emoji != "" {
		reactions = append(reactions, map[string]any{"type": "emoji", "emoji": emoji})
	}
	s.enqueue(p.ID, "message_reaction", map[string]any{
		"chat": chatOf(p), "message_id": id, "user": userOf(p), "date": time.Now().Unix(), "old_reaction": []any{}, "new_reaction": reactions,
	})
}

// Press lets a person press a button under a message of the bot.
func (s *Server) Press(p Person, id int, label string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.find(p.ID, id)
	if m == nil || m.Deleted {
		return fmt.Errorf("no message %d in the chat of %d", id, p.ID)
	}
	for _, row := range m.Buttons {
		for _, b := range row {
			if b.Text != label {
				continue
			}
			s.enqueue(p.ID, "callback_query", map[string]any{
				"id": strconv.FormatInt(s.updateID+7_000_000, 10), "from": userOf(p), "chat_instance": "1", "data": b.Data,
				"message": map[string]any{
					"message_id": id, "date": time.Now().Unix(), "chat": chatOf(p), "text": m.Text,
					"reply_markup": map[string]any{"inline_keyboard": m.Buttons},
				},
			})
			return nil
		}
	}
	return fmt.Errorf("message %d offers no %q", id, label)
}

// Block lets a person block the bot, or let it write again.
func (s *Server) Block(p Person, blocked bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.blocked[p.ID] = blocked
	status := map[bool]string{true: "kicked", false: "member"}
	me := map[string]any{"id": 123456789, "is_bot": true, "first_name": "Test", "username": Name}
	s.enqueue(p.ID, "my_chat_member", map[string]any{
		"chat": chatOf(p), "from": userOf(p), "date": time.Now().Unix(),
		"old_chat_member": map[string]any{"user": me, "status": status[!blocked], "until_date": 0},
		"new_chat_member": map[string]any{"user": me, "status": status[blocked], "until_date": 0},
	})
}

// Update queues any update, of the given kind, in the queue of one chat.
func (s *Server) Update(chat int64, kind string, content any) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.enqueue(chat, kind, content)
}

// Keep puts a file on the server and returns its file_id.
func (s *Server) Keep(f File) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keep(f)
}

func (s *Server) keep(f File) string {
	id := fmt.Sprintf("file-%d", len(s.files)+1)
	s.files[id] = f
	return id
}

// Chat returns what the person sees in the chat with the bot.
func (s *Server) Chat(person int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var seen []Message
	for _, m := range s.chats[person] {
		if !m.Deleted {
			seen = append(seen, *m)
		}
	}
	return seen
}

// Answers returns what the bot wrote to the person.
func (s *Server) Answers(person int64) []Message {
	var answers []Message
	for _, m := range s.Chat(person) {
		if m.Bot {
			answers = append(answers, m)
		}
	}
	return answers
}

func (s *Server) find(chat int64, id int) *Message {
	for _, m := range s.chats[chat] {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// enqueue queues an update if the bot asked for its kind; the caller holds the lock.
func (s *Server) enqueue(chat int64, kind string, content any) int64 {
	if !s.wants(kind) {
		return 0
	}
	s.updateID++
	raw, err := json.Marshal(map[string]any{"update_id": s.updateID, kind: content})
	if err != nil {
		s.problems = append(s.problems, "update: "+err.Error())
		return 0
	}
	s.pending = append(s.pending, pending{id: s.updateID, chat: chat, raw: raw})
	s.wake()
	return s.updateID
}

func chatOf(p Person) map[string]any {
	return map[string]any{"id": p.ID, "type": "private", "first_name": p.First, "last_name": p.Last, "username": p.Username}
}

func userOf(p Person) map[string]any {
	return map[string]any{
		"id": p.ID, "is_bot": false, "first_name": p.First, "last_name": p.Last, "username": p.Username, "language_code": p.Lang,
	}
}
