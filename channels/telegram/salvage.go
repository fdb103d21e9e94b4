package telegram

import (
	"encoding/json"

	"github.com/go-telegram/bot/models"
)

// salvage reads what can be read of an update that the library refuses as a whole: a new kind of forward or
// reaction must not cost the message.
func salvage(raw []byte) (models.Update, error) {
	var known struct {
		ID       int64           `json:"update_id"`
		Message  json.RawMessage `json:"message"`
		Edited   json.RawMessage `json:"edited_message"`
		Press    json.RawMessage `json:"callback_query"`
		Member   json.RawMessage `json:"my_chat_member"`
		Post     json.RawMessage `json:"channel_post"`
		Reaction json.RawMessage `json:"message_reaction"`
	}
	if err := json.Unmarshal(raw, &known); err != nil {
		return models.Update{}, err
	}
	u := models.Update{
		ID:              known.ID,
		Message:         tolerate[models.Message](known.Message),
		EditedMessage:   tolerate[models.Message](known.Edited),
		CallbackQuery:   tolerate[models.CallbackQuery](known.Press),
		MyChatMember:    tolerate[models.ChatMemberUpdated](known.Member),
		ChannelPost:     tolerate[models.Message](known.Post),
		MessageReaction: tolerate[models.MessageReactionUpdated](known.Reaction),
	}
	if u.MessageReaction != nil {
		u.MessageReaction.NewReaction = reactions(known.Reaction)
	}
	return u, nil
}

// tolerate decodes an object field by field and leaves out what does not fit.
func tolerate[T any](raw json.RawMessage) *T {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil || len(fields) == 0 {
		return nil
	}
	result := new(T)
	for name, value := range fields {
		one, err := json.Marshal(map[string]json.RawMessage{name: value})
		if err != nil || json.Unmarshal(one, result) != nil {
			continue
		}
	}
	return result
}

// reactions reads reactions of which some are of a new type.
func reactions(raw json.RawMessage) []models.ReactionType {
	var known struct {
		New []struct {
			Type  models.ReactionTypeType `json:"type"`
			Emoji string                  `json:"emoji"`
		} `json:"new_reaction"`
	}
	if json.Unmarshal(raw, &known) != nil {
		return nil
	}
	var all []models.ReactionType
	for _, one := range known.New {
		reaction := models.ReactionType{Type: one.Type}
		if one.Emoji != "" {
			reaction.ReactionTypeEmoji = &models.ReactionTypeEmoji{Emoji: one.Emoji}
		}
		all = append(all, reaction)
	}
	return all
}
