package telegram

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/go-telegram/bot"

	"switchboard/channels"
)

// Reword gives a sent message another text: of a file it is the caption. What was sent in several parts cannot be
// reworded, since only the first is known.
func (c *Channel) Reword(ctx context.Context, m channels.Sent, text string) error {
	chat, id, err := sentAt(m)
	if err != nil {
		return err
	}
	body := fromMarkdown(text)
	if blank(body.text) || body.units() > maxText {
		return &channels.SendError{Fate: channels.Rejected, Code: "content", Err: errors.New("one message of Telegram takes up to 4,096 characters")}
	}
	err = c.change(ctx, func(ctx context.Context) error {
		_, err := c.bot.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: chat, MessageID: id, Text: body.text, Entities: body.entities})
		return err
	})
	if failed := new(channels.SendError); errors.As(err, &failed) && strings.Contains(failed.Err.Error(), "no text in the message") {
		return c.change(ctx, func(ctx context.Context) error {
			_, err := c.bot.EditMessageCaption(ctx, &bot.EditMessageCaptionParams{ChatID: chat, MessageID: id, Caption: body.text, CaptionEntities: body.entities})
			return err
		})
	}
	return err
}

// Unsend takes a sent message back. Telegram allows it for 48 hours.
func (c *Channel) Unsend(ctx context.Context, m channels.Sent) error {
	chat, id, err := sentAt(m)
	if err != nil {
		return err
	}
	return c.change(ctx, func(ctx context.Context) error {
		_, err := c.bot.DeleteMessage(ctx, &bot.DeleteMessageParams{ChatID: chat, MessageID: id})
		return err
	})
}

// sentAt reads where a sent message is.
func sentAt(m channels.Sent) (chat int64, id int, err error) {
	if chat, err = chatID(m.To); err == nil {
		if id = messageOf(m.ID, chat); id == 0 {
			err = errors.New("it is not known which message of Telegram this is")
		}
	}
	if err != nil {
		return 0, 0, &channels.SendError{Fate: channels.Rejected, Code: "address", Err: err}
	}
	return chat, id, nil
}

// change makes one call that may be repeated without harm. That nothing is different, or nothing is left, is no error.
func (c *Channel) change(ctx context.Context, call func(context.Context) error) error {
	watched, attempt := c.wire.watch(ctx)
	err := call(watched)
	if err == nil {
		return nil
	}
	words := attempt.answer.Description
	if attempt.statusOf() == http.StatusBadRequest && (strings.Contains(words, "message is not modified") || strings.Contains(words, "message to delete not found")) {
		return nil
	}
	failed := c.fate(attempt, err)
	if failed.Fate == channels.Unknown {
		failed.Fate = channels.Retry
	}
	return failed
}
