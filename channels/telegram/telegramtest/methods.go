package telegramtest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

const (
	maxText    = 4096
	maxCaption = 1024
	maxPhoto   = 10 << 20
	maxFile    = 50 << 20
	maxGet     = 20 << 20
)

// carryOut does what the call says.
func (s *Server) carryOut(call Call) (any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.wake()
	switch call.Method {
	case "getMe":
		return map[string]any{"id": 123456789, "is_bot": true, "first_name": "Test", "username": Name}, nil
	case "setWebhook":
		return s.setWebhook(call)
	case "deleteWebhook":
		s.unhook()
		if call.Fields["drop_pending_updates"] == "true" {
			s.pending = nil
		}
		return true, nil
	case "getWebhookInfo":
		return s.webhookInfo(), nil
	case "getFile":
		return s.getFile(call)
	case "answerCallbackQuery":
		return s.answerCallback(call)
	case "sendChatAction":
		if _, failed := s.chat(call); failed != nil {
			return nil, failed
		}
		return required(call, "action")
	case "editMessageText":
		return s.editText(call)
	case "deleteMessage":
		m, failed := s.message(call)
		if failed != nil {
			return nil, failed
		}
		m.Deleted = true
		return true, nil
	case "sendMessage":
		return s.sendMessage(call)
	case "sendPhoto", "sendVideo", "sendAnimation", "sendAudio", "sendVoice", "sendDocument":
		return s.sendFile(call, strings.ToLower(strings.TrimPrefix(call.Method, "send")))
	case "sendMediaGroup":
		return s.sendAlbum(call)
	}
	return nil, &refusal{code: http.StatusNotFound, words: "Not Found: method not found"}
}

func required(call Call, name string) (any, *refusal) {
	if call.Fields[name] == "" {
		failed := bad("%s is empty", name)
		return nil, &failed
	}
	return true, nil
}

// chat finds the person that the call is for.
func (s *Server) chat(call Call) (Person, *refusal) {
	id, err := strconv.ParseInt(call.Fields["chat_id"], 10, 64)
	p, known := s.people[id]
	if err != nil || !known {
		failed := bad("chat not found")
		return p, &failed
	}
	if s.blocked[id] {
		return p, &refusal{code: http.StatusForbidden, words: "Forbidden: bot was blocked by the user"}
	}
	return p, nil
}

func (s *Server) message(call Call) (*Message, *refusal) {
	p, failed := s.chat(call)
	if failed != nil {
		return nil, failed
	}
	id, _ := strconv.Atoi(call.Fields["message_id"])
	m := s.find(p.ID, id)
	if m == nil || m.Deleted {
		failed := bad("message not found")
		return nil, &failed
	}
	return m, nil
}

func (s *Server) sendMessage(call Call) (any, *refusal) {
	p, m, failed := s.compose(call, "text", "entities", maxText)
	if failed != nil {
		return nil, failed
	}
	if strings.TrimSpace(m.Text) == "" {
		failed := bad("message text is empty")
		return nil, &failed
	}
	return s.store(p, m), nil
}

func (s *Server) sendFile(call Call, field string) (any, *refusal) {
	p, m, failed := s.compose(call, "caption", "caption_entities", maxCaption)
	if failed != nil {
		return nil, failed
	}
	f, given := call.Files[field]
	switch {
	case !given:
		failed := bad("there is no %s in the request", field)
		return nil, &failed
	case len(f.Data) == 0:
		failed := bad("file must be non-empty")
		return nil, &failed
	case len(f.Data) > maxFile, field == "photo" && len(f.Data) > maxPhoto:
		return nil, &refusal{code: http.StatusRequestEntityTooLarge, words: "Request Entity Too Large"}
	}
	m.Files = []File{f}
	s.keep(f)
	return s.store(p, m), nil
}

func (s *Server) sendAlbum(call Call) (any, *refusal) {
	p, head, failed := s.compose(call, "", "", 0)
	if failed != nil {
		return nil, failed
	}
	var items []struct {
		Type     string   `json:"type"`
		Media    string   `json:"media"`
		Caption  string   `json:"caption"`
		Entities []Entity `json:"caption_entities"`
	}
	if err := json.Unmarshal([]byte(call.Fields["media"]), &items); err != nil || len(items) < 2 || len(items) > 10 {
		failed := bad("there must be 2 to 10 items in an album: %v", err)
		return nil, &failed
	}
	if call.Fields["reply_markup"] != "" {
		failed := bad("an album has no reply markup")
		return nil, &failed
	}
	kinds := map[string]bool{}
	for _, item := range items {
		kind := strings.Replace(item.Type, "video", "photo", 1)
		kinds[kind] = true
		f, given := call.Files[strings.TrimPrefix(item.Media, "attach://")]
		if !given || len(f.Data) == 0 || len(kinds) > 1 || len(utf16.Encode([]rune(item.Caption))) > maxCaption {
			failed := bad("wrong item of an album: %s %s", item.Type, item.Media)
			return nil, &failed
		}
	}
	album := strconv.FormatInt(time.Now().UnixNano(), 10)
	var sent []any
	for _, item := range items {
		m := head
		m.Text, m.Entities, m.Album = item.Caption, item.Entities, album
		m.Files = []File{call.Files[strings.TrimPrefix(item.Media, "attach://")]}
		sent = append(sent, s.store(p, m))
	}
	return sent, nil
}

// compose reads what all messages have in common, and refuses what Telegram refuses.
func (s *Server) compose(call Call, text, entities string, limit int) (Person, Message, *refusal) {
	m := Message{Bot: true, Method: call.Method, Text: call.Fields[text]}
	p, failed := s.chat(call)
	if failed != nil {
		return p, m, failed
	}
	units := utf16.Encode([]rune(m.Text))
	if len(units) > limit {
		failed := bad("message%s is too long", map[string]string{"caption": " caption"}[text])
		return p, m, &failed
	}
	if list := call.Fields[entities]; list != "" {
		if err := json.Unmarshal([]byte(list), &m.Entities); err != nil {
			failed := bad("can't parse entities: %v", err)
			return p, m, &failed
		}
	}
	for _, e := range m.Entities {
		if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > len(units) || e.Type == "text_link" && e.URL == "" {
			failed := bad("can't parse entities: entity %s at %d is wrong", e.Type, e.Offset)
			return p, m, &failed
		}
	}
	if failed := s.markup(call, &m); failed != nil {
		return p, m, failed
	}
	return p, m, s.reply(call, p, &m)
}

func (s *Server) markup(call Call, m *Message) *refusal {
	raw := call.Fields["reply_markup"]
	if raw == "" {
		return nil
	}
	var markup struct {
		Keyboard [][]Button `json:"inline_keyboard"`
	}
	if err := json.Unmarshal([]byte(raw), &markup); err != nil {
		failed := bad("object expected as reply markup")
		return &failed
	}
	for _, row := range markup.Keyboard {
		for _, b := range row {
			if b.Text == "" || b.Data == "" || len(b.Data) > 64 {
				failed := bad("BUTTON_DATA_INVALID")
				return &failed
			}
		}
	}
	m.Buttons = markup.Keyboard
	return nil
}

func (s *Server) reply(call Call, p Person, m *Message) *refusal {
	raw := call.Fields["reply_parameters"]
	if raw == "" {
		return nil
	}
	var to struct {
		Message int  `json:"message_id"`
		Anyway  bool `json:"allow_sending_without_reply"`
	}
	if err := json.Unmarshal([]byte(raw), &to); err != nil {
		failed := bad("can't parse reply parameters")
		return &failed
	}
	if s.find(p.ID, to.Message) != nil {
		m.ReplyTo = to.Message
		return nil
	}
	if to.Anyway {
		return nil
	}
	failed := bad("message to be replied not found")
	return &failed
}

func (s *Server) store(p Person, m Message) any {
	s.lastID[p.ID]++
	m.ID = s.lastID[p.ID]
	s.chats[p.ID] = append(s.chats[p.ID], &m)
	return map[string]any{"message_id": m.ID, "date": time.Now().Unix(), "chat": chatOf(p), "text": m.Text}
}

func (s *Server) editText(call Call) (any, *refusal) {
	m, failed := s.message(call)
	if failed != nil {
		return nil, failed
	}
	p, edited, failed := s.compose(call, "text", "entities", maxText)
	switch {
	case failed != nil:
		return nil, failed
	case !m.Bot:
		failed := bad("message can't be edited")
		return nil, &failed
	case edited.Text == m.Text:
		failed := bad("message is not modified")
		return nil, &failed
	}
	m.Text, m.Entities, m.Buttons, m.Edited = edited.Text, edited.Entities, edited.Buttons, true
	return map[string]any{"message_id": m.ID, "date": time.Now().Unix(), "chat": chatOf(p), "text": m.Text}, nil
}

func (s *Server) answerCallback(call Call) (any, *refusal) {
	if call.Fields["callback_query_id"] == "" {
		failed := bad("query is too old and response timeout expired or query ID is invalid")
		return nil, &failed
	}
	if len([]rune(call.Fields["text"])) > 200 {
		failed := bad("MESSAGE_TOO_LONG")
		return nil, &failed
	}
	return true, nil
}

func (s *Server) getFile(call Call) (any, *refusal) {
	id := call.Fields["file_id"]
	f, known := s.files[id]
	switch {
	case !known:
		failed := bad("invalid file_id")
		return nil, &failed
	case len(f.Data) > maxGet:
		failed := bad("file is too big")
		return nil, &failed
	}
	return map[string]any{"file_id": id, "file_unique_id": "u" + id, "file_size": len(f.Data), "file_path": "documents/" + id}, nil
}

func (s *Server) download(w http.ResponseWriter, path string) {
	s.mu.Lock()
	f, known := s.files[strings.TrimPrefix(path, "documents/")]
	s.mu.Unlock()
	if !known {
		refuse(w, refusal{code: http.StatusNotFound, words: "Not Found"})
		return
	}
	if _, err := w.Write(f.Data); err != nil {
		return // the caller went away
	}
}

// readForm reads a multipart form with files.
func readForm(call *Call, r *http.Request) error {
	form, err := r.MultipartReader()
	if err != nil {
		return err
	}
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return nil // the library ends a form without fields without a boundary
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return fmt.Errorf("field %s: %w", part.FormName(), err)
		}
		if part.FileName() != "" {
			call.Files[part.FormName()] = File{cmp.Or(part.FileName(), "file"), data}
			continue
		}
		call.Fields[part.FormName()] = string(data)
	}
}
