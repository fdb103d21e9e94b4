package telegram

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
	"golang.org/x/text/language"

	"switchboard/channels"
)

var startForm = regexp.MustCompile(`^/start(?:@\w+)?(?:\s+(\S{1,64}))?\s*$`)

// said reads a new message.
func (c *Channel) said(u *models.Update, m *models.Message, raw []byte) event {
	if reason := foreign(m.Chat); reason != "" {
		return event{skip: reason}
	}
	in, ok := c.begin(m.Chat, m.From, m.ID)
	if !ok {
		return event{in: c.deadLetter(u.ID, raw)}
	}
	in.ID, in.Kind, in.At = messageID(m.Chat.ID, m.ID), channels.Message, moment(m.Date)
	in.Group = clean(m.MediaGroupID)
	if start := startForm.FindStringSubmatch(m.Text); start != nil && m.ForwardOrigin == nil {
		in.Kind = channels.Started
		if projectForm.MatchString(start[1]) {
			in.Project = start[1]
		} else {
			in.Text = clean(start[1])
		}
		return event{in: in}
	}
	if m.WriteAccessAllowed != nil {
		in.Kind = channels.Started
		return event{in: in}
	}
	c.fill(&in, m, part(raw, "message"))
	c.refer(&in, m)
	return event{in: in}
}

// edited reads a new version of a message, or the next place of a live location.
func (c *Channel) edited(u *models.Update, m *models.Message, raw []byte) event {
	if reason := foreign(m.Chat); reason != "" {
		return event{skip: reason}
	}
	in, ok := c.begin(m.Chat, m.From, m.ID)
	if !ok || u.ID <= 0 {
		return event{in: c.deadLetter(u.ID, raw)}
	}
	in.ID, in.Kind, in.Ref = eventID(u.ID), channels.Edit, messageID(m.Chat.ID, m.ID)
	in.At = moment(m.EditDate)
	c.fill(&in, m, part(raw, "edited_message"))
	return event{in: in}
}

// reacted reads what emoji now stand under a message.
func (c *Channel) reacted(u *models.Update, r *models.MessageReactionUpdated, raw []byte) event {
	if reason := foreign(r.Chat); reason != "" {
		return event{skip: reason}
	}
	in, ok := c.begin(r.Chat, r.User, r.MessageID)
	if !ok || u.ID <= 0 {
		return event{in: c.deadLetter(u.ID, raw)}
	}
	in.ID, in.Kind, in.Ref, in.At = eventID(u.ID), channels.Reaction, messageID(r.Chat.ID, r.MessageID), moment(r.Date)
	for _, reaction := range r.NewReaction {
		in.Text += emoji(reaction)
	}
	in.Text = clean(in.Text)
	return event{in: in}
}

// emoji shows a reaction. The picture of a custom emoji is not ours to know.
func emoji(r models.ReactionType) string {
	switch {
	case r.ReactionTypeEmoji != nil:
		return r.ReactionTypeEmoji.Emoji
	case r.Type == models.ReactionTypeTypePaid:
		return "⭐"
	case r.Type == models.ReactionTypeTypeCustomEmoji:
		return "[custom emoji]"
	}
	return "[reaction]"
}

// pressed reads the press of a button. The message that offers it may be gone.
func (c *Channel) pressed(u *models.Update, q *models.CallbackQuery, raw []byte) event {
	chat, id := models.Chat{ID: q.From.ID, Type: models.ChatTypePrivate}, 0
	var offered *models.InlineKeyboardMarkup
	switch {
	case q.Message.Message != nil:
		chat, id, offered = q.Message.Message.Chat, q.Message.Message.ID, q.Message.Message.ReplyMarkup
	case q.Message.InaccessibleMessage != nil:
		chat, id = q.Message.InaccessibleMessage.Chat, q.Message.InaccessibleMessage.MessageID
	}
	if reason := foreign(chat); reason != "" {
		return event{skip: reason}
	}
	in, ok := c.begin(chat, &q.From, max(id, 1))
	if !ok || u.ID <= 0 {
		return event{in: c.deadLetter(u.ID, raw)}
	}
	in.ID, in.Kind, in.At = eventID(u.ID), channels.Press, time.Now()
	if id > 0 {
		in.Ref = messageID(chat.ID, id)
	}
	in.Text = clean(chosen(q, offered))
	if in.Text == "" {
		in.Text = "[button]"
	}
	return event{in: in, press: clean(q.ID)}
}

// changed reads that the person blocked the bot, or let it write again.
func (c *Channel) changed(u *models.Update, m *models.ChatMemberUpdated, raw []byte) event {
	if reason := foreign(m.Chat); reason != "" {
		return event{skip: reason}
	}
	in, ok := c.begin(m.Chat, &m.From, 1)
	if !ok || u.ID <= 0 {
		return event{in: c.deadLetter(u.ID, raw)}
	}
	in.ID, in.At = eventID(u.ID), moment(m.Date)
	switch m.NewChatMember.Type {
	case models.ChatMemberTypeBanned, models.ChatMemberTypeLeft:
		in.Kind = channels.Blocked
	case models.ChatMemberTypeMember, models.ChatMemberTypeOwner, models.ChatMemberTypeAdministrator:
		in.Kind = channels.Unblocked
	default:
		return event{in: c.deadLetter(u.ID, raw)}
	}
	return event{in: in}
}

// begin fills in whose event it is. It fails when the update does not tell.
func (c *Channel) begin(chat models.Chat, from *models.User, message int) (channels.Inbound, bool) {
	if chat.ID == 0 || chat.Type != models.ChatTypePrivate || message <= 0 {
		return channels.Inbound{}, false
	}
	in := channels.Inbound{From: strconv.FormatInt(chat.ID, 10), Lang: c.settings.Language}
	if from == nil {
		from = &models.User{FirstName: chat.FirstName, LastName: chat.LastName, Username: chat.Username}
	}
	in.Name = clean(personName(*from))
	if tag, err := language.Parse(from.LanguageCode); err == nil && from.LanguageCode != "" {
		in.Lang = tag.String()
	}
	return in, true
}

// foreign tells why a chat is none of ours: this is a channel of private chats.
func foreign(chat models.Chat) string {
	switch chat.Type {
	case models.ChatTypeGroup, models.ChatTypeSupergroup, models.ChatTypeChannel:
		return "of a group or channel"
	}
	return ""
}

func personName(u models.User) string {
	if name := strings.TrimSpace(u.FirstName + " " + u.LastName); name != "" {
		return name
	}
	if u.Username != "" {
		return "@" + u.Username
	}
	return ""
}

// moment reads Telegram's seconds. A time that cannot be is now.
func moment(seconds int) time.Time {
	at := time.Unix(int64(seconds), 0).UTC()
	if seconds <= 0 || at.After(time.Now().Add(time.Hour)) {
		return time.Now().UTC()
	}
	return at
}

func eventID(update int64) string { return "u" + strconv.FormatInt(update, 10) }

func messageID(chat int64, message int) string {
	return strconv.FormatInt(chat, 10) + ":" + strconv.Itoa(message)
}

// clean drops what PostgreSQL refuses.
func clean(s string) string {
	if !strings.ContainsRune(s, 0) && utf8.ValidString(s) {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}
