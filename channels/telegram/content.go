package telegram

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"switchboard/channels"
)

const (
	maxQuote = 300 // characters of a message that is answered without quoting a part of it
	maxNote  = 3000
)

// fill fills in what the message says. raw gives the message itself, for what the library does not know.
func (c *Channel) fill(in *channels.Inbound, m *models.Message, raw func() json.RawMessage) {
	in.Text = withLinks(m.Text, m.Entities)
	if in.Text == "" {
		in.Text = withLinks(m.Caption, m.CaptionEntities)
	}
	in.Files = files(m)
	switch {
	case m.Venue != nil:
		in.Place = place(m.Venue.Location)
		in.Place.Title, in.Place.Address = clean(m.Venue.Title), clean(m.Venue.Address)
	case m.Location != nil:
		in.Place = place(*m.Location)
		switch at := fmt.Sprintf("%.5f, %.5f", m.Location.Latitude, m.Location.Longitude); {
		case m.Location.LivePeriod > 0:
			in.Text = "[live location] " + at
		case m.EditDate > 0:
			in.Text = "[live location, ended] " + at
		}
	case m.Contact != nil:
		in.Card = card(m.Contact)
		if phone := e164(m.Contact.PhoneNumber); phone != "" && m.From != nil && m.Contact.UserID != 0 && m.Contact.UserID == m.From.ID {
			in.Known = []channels.Address{{Kind: "phone", Value: phone}}
		}
	}
	if m.Sticker != nil {
		in.Text = clean(m.Sticker.Emoji)
	}
	if in.Text == "" && len(in.Files) == 0 && in.Place == nil && in.Card == nil || m.PaidMedia != nil || m.Story != nil {
		in.Text = join(describe(m, raw), in.Text)
	}
	if origin := originName(m.ForwardOrigin); origin != "" {
		in.Text = join("[forwarded from "+origin+"]", in.Text)
	} else if m.ForwardOrigin != nil { // of a kind that is new
		in.Text = join("[forwarded]", in.Text)
	}
}

// refer fills in what the message answers, and the words it quotes.
func (c *Channel) refer(in *channels.Inbound, m *models.Message) {
	if pinned := m.PinnedMessage; pinned != nil && pinned.Message != nil {
		in.Ref = messageID(m.Chat.ID, pinned.Message.ID)
	}
	if answered := m.ReplyToMessage; answered != nil && answered.ID > 0 {
		in.Ref, in.Quote = messageID(m.Chat.ID, answered.ID), shorten(gist(answered), maxQuote)
	}
	if outside := m.ExternalReply; outside != nil {
		name := cmp.Or(originName(&outside.Origin), "another chat")
		in.Text = join("[in reply to "+name+"]", in.Text)
	}
	if m.Quote != nil && m.Quote.Text != "" {
		in.Quote = clean(m.Quote.Text)
	}
}

// gist is what a message says, or what it holds.
func gist(m *models.Message) string {
	if text := cmp.Or(withLinks(m.Text, m.Entities), withLinks(m.Caption, m.CaptionEntities)); text != "" {
		return text
	}
	if held := files(m); len(held) > 0 {
		return "[" + cmp.Or(held[0].Sort, "document") + "]"
	}
	switch {
	case m.Venue != nil, m.Location != nil:
		return "[location]"
	case m.Contact != nil:
		return "[contact]"
	}
	return describe(m, nil)
}

// files lists what is attached. An animation comes with a document of the same content for old programs.
func files(m *models.Message) []channels.File {
	file := func(id, name, kind, sort string, size int64, seconds int) []channels.File {
		if id == "" {
			return nil
		}
		if kind == "" {
			kind = mime.TypeByExtension(strings.ToLower(filepath.Ext(name)))
		}
		return []channels.File{{
			Name: clean(name), Type: cmp.Or(clean(kind), "application/octet-stream"), Size: max(size, 0), Ref: clean(id), Sort: sort,
			Duration: time.Duration(min(max(seconds, 0), 1<<30)) * time.Second,
		}}
	}
	switch {
	case len(m.Photo) > 0:
		p := slices.MaxFunc(m.Photo, func(a, b models.PhotoSize) int { return cmp.Compare(a.Width*a.Height, b.Width*b.Height) })
		return file(p.FileID, "", "image/jpeg", "image", int64(p.FileSize), 0)
	case m.Animation != nil:
		a := m.Animation
		return file(a.FileID, a.FileName, cmp.Or(a.MimeType, "video/mp4"), "video", a.FileSize, a.Duration)
	case m.Document != nil:
		return file(m.Document.FileID, m.Document.FileName, m.Document.MimeType, "document", m.Document.FileSize, 0)
	case m.Voice != nil:
		return file(m.Voice.FileID, "", cmp.Or(m.Voice.MimeType, "audio/ogg"), "voice", m.Voice.FileSize, m.Voice.Duration)
	case m.Audio != nil:
		title := strings.Trim(m.Audio.Performer+" – "+m.Audio.Title, " –")
		name, kind := cmp.Or(m.Audio.FileName, title), cmp.Or(m.Audio.MimeType, "audio/mpeg")
		return file(m.Audio.FileID, name, kind, "audio", m.Audio.FileSize, m.Audio.Duration)
	case m.Video != nil:
		return file(m.Video.FileID, m.Video.FileName, cmp.Or(m.Video.MimeType, "video/mp4"), "video", m.Video.FileSize, m.Video.Duration)
	case m.VideoNote != nil:
		return file(m.VideoNote.FileID, "", "video/mp4", "video", int64(m.VideoNote.FileSize), m.VideoNote.Duration)
	case m.Sticker != nil:
		return file(m.Sticker.FileID, "", stickerType(m.Sticker), "sticker", int64(m.Sticker.FileSize), 0)
	}
	return nil
}

func stickerType(s *models.Sticker) string {
	switch {
	case s.IsAnimated:
		return "application/x-tgsticker"
	case s.IsVideo:
		return "video/webm"
	}
	return "image/webp"
}

func place(l models.Location) *channels.Place {
	return &channels.Place{Lat: l.Latitude, Lon: l.Longitude}
}

var cardEmail = regexp.MustCompile(`(?im)^(?:item\d+\.)?EMAIL[^:\r\n]*:\s*([^\s@]+@[^\s@]+)\s*$`)

func card(contact *models.Contact) *channels.Card {
	c := &channels.Card{
		Name:  clean(strings.TrimSpace(contact.FirstName + " " + contact.LastName)),
		Phone: cmp.Or(e164(contact.PhoneNumber), clean(contact.PhoneNumber)),
	}
	if email := cardEmail.FindStringSubmatch(contact.VCard); email != nil {
		c.Email = clean(email[1])
	}
	return c
}

var notDigit = regexp.MustCompile(`[^0-9]`)

// e164 makes +digits of a number as Telegram writes it, with or without the plus; empty if it is none.
func e164(phone string) string {
	digits := notDigit.ReplaceAllString(phone, "")
	if len(digits) < 7 || len(digits) > 15 || digits[0] == '0' {
		return ""
	}
	return "+" + digits
}

func originName(o *models.MessageOrigin) string {
	switch {
	case o == nil:
		return ""
	case o.MessageOriginUser != nil:
		return oneLine(clean(personName(o.MessageOriginUser.SenderUser)))
	case o.MessageOriginHiddenUser != nil:
		return oneLine(clean(o.MessageOriginHiddenUser.SenderUserName))
	case o.MessageOriginChat != nil:
		return oneLine(clean(o.MessageOriginChat.SenderChat.Title))
	case o.MessageOriginChannel != nil:
		return oneLine(clean(o.MessageOriginChannel.Chat.Title))
	}
	return ""
}

// describe puts into words what has no text, so that nothing is lost to the reader.
func describe(m *models.Message, raw func() json.RawMessage) string {
	switch {
	case m.Poll != nil:
		return clean(list("[poll] "+m.Poll.Question, "○ ", m.Poll.Options, func(o models.PollOption) string { return o.Text }))
	case m.Checklist != nil:
		return clean(list("[checklist] "+m.Checklist.Title, "", m.Checklist.Tasks, task))
	case m.Dice != nil:
		return clean(fmt.Sprintf("%s %d", m.Dice.Emoji, m.Dice.Value))
	case m.Game != nil:
		return clean("[game] " + m.Game.Title)
	case m.Invoice != nil:
		return clean(fmt.Sprintf("[invoice] %s, %d %s (smallest units)", m.Invoice.Title, m.Invoice.TotalAmount, m.Invoice.Currency))
	case m.SuccessfulPayment != nil:
		return clean(fmt.Sprintf("[payment] %d %s (smallest units)", m.SuccessfulPayment.TotalAmount, m.SuccessfulPayment.Currency))
	case m.PaidMedia != nil:
		return fmt.Sprintf("[paid media, %d stars]", m.PaidMedia.StarCount)
	case m.Story != nil:
		return "[story] " + clean(cmp.Or(m.Story.Chat.Title, personName(models.User{
			FirstName: m.Story.Chat.FirstName, LastName: m.Story.Chat.LastName, Username: m.Story.Chat.Username})))
	case m.WebAppData != nil:
		return clean("[" + oneLine(m.WebAppData.ButtonText) + "] " + shorten(m.WebAppData.Data, maxNote))
	case m.UsersShared != nil:
		return clean(list("[shared people]", "• ", m.UsersShared.Users, func(u models.SharedUser) string {
			return cmp.Or(personName(models.User{FirstName: u.FirstName, LastName: u.LastName, Username: u.Username}), fmt.Sprint(u.UserID))
		}))
	case m.PinnedMessage != nil:
		return "[pinned a message]"
	}
	if raw == nil {
		return "[message]"
	}
	return unknownParts(raw())
}

func task(t models.ChecklistTask) string {
	if t.CompletionDate > 0 {
		return "☑ " + t.Text
	}
	return "☐ " + t.Text
}

func list[T any](head, bullet string, items []T, text func(T) string) string {
	for _, item := range items {
		head += "\n" + bullet + text(item)
	}
	return head
}

// envelope are the parts of a message that say nothing by themselves.
var envelope = regexp.MustCompile(`^(message_id|message_thread_id|from|sender_.*|date|chat|forward_.*|is_.*|reply_.*|` +
	`external_reply|quote|via_bot|edit_date|has_.*|media_group_id|author_signature|paid_star_count|text|entities|` +
	`link_preview_options|effect_id|caption.*|show_caption_above_media|business_connection_id|direct_messages_topic)$`)

// unknownParts names what is in a message and known to nobody here. The event itself is kept beside it.
func unknownParts(raw json.RawMessage) string {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return "[message]"
	}
	maps.DeleteFunc(fields, func(name string, _ json.RawMessage) bool { return envelope.MatchString(name) })
	names := slices.Sorted(maps.Keys(fields))
	if len(names) == 0 {
		return "[empty message]"
	}
	return clean("[" + shorten(strings.ReplaceAll(strings.Join(names, ", "), "_", " "), maxQuote) + "]")
}

// part gives one part of the update as it arrived. It is seldom needed, so the work is left for then.
func part(raw []byte, name string) func() json.RawMessage {
	return func() json.RawMessage {
		var fields map[string]json.RawMessage
		if json.Unmarshal(raw, &fields) != nil {
			return nil
		}
		return fields[name]
	}
}

func join(note, text string) string { return strings.TrimSpace(note + "\n" + text) }

func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
