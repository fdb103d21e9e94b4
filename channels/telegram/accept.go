package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"switchboard/channels"
)

const (
	answerWait = 3 * time.Second
	maxToast   = 200 // characters of what shows after a press
)

// unreadable is the kind of what nobody can read. No receiver knows it, so it is kept as a dead letter.
const unreadable channels.Kind = "unreadable"

// event is an update as it goes to the receiver.
type event struct {
	in    channels.Inbound
	press string // id of the callback query to answer, or empty
	skip  string // why it is none of ours, or empty
}

// accept hands an update to the receiver. Nil means that Telegram may forget it.
func (c *Channel) accept(ctx context.Context, raw []byte) (err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("receive for %s: panic: %v", c.account, problem)
		}
	}()
	if len(raw) == 0 {
		c.log().Warn("an empty update was dropped")
		return nil
	}
	e := c.read(raw)
	if e.skip != "" {
		c.log().Debug("an update was left alone", "why", e.skip)
		return nil
	}
	err = c.receiver.Receive(ctx, e.in)
	if errors.Is(err, channels.ErrInvalid) {
		c.log().Warn("an update was refused for good", "id", e.in.ID, "kind", e.in.Kind)
		err = nil
	}
	if err != nil {
		return fmt.Errorf("receive %s/%s: %w", c.account, e.in.ID, err)
	}
	if e.press != "" {
		c.answerPress(ctx, e)
	}
	return nil
}

// read makes an event of an update. Whatever is wrong with the update, an event or a reason to skip it comes out.
func (c *Channel) read(raw []byte) (e event) {
	defer func() {
		if problem := recover(); problem != nil {
			c.log().Error("an update broke the reader", "problem", fmt.Sprint(problem))
			e = event{in: c.deadLetter(0, raw)}
		}
	}()
	var u models.Update
	if err := json.Unmarshal(raw, &u); err != nil {
		if u, err = salvage(raw); err != nil {
			return event{in: c.deadLetter(0, raw)}
		}
	}
	e = c.event(&u, raw)
	e.in.Account, e.in.Raw = c.account, raw
	if e.in.Project == "" {
		e.in.Project = c.settings.Project
	}
	return e
}

// event picks the one part of the update that is set.
func (c *Channel) event(u *models.Update, raw []byte) event {
	switch {
	case u.Message != nil:
		return c.said(u, u.Message, raw)
	case u.EditedMessage != nil:
		return c.edited(u, u.EditedMessage, raw)
	case u.MessageReaction != nil:
		return c.reacted(u, u.MessageReaction, raw)
	case u.CallbackQuery != nil:
		return c.pressed(u, u.CallbackQuery, raw)
	case u.MyChatMember != nil:
		return c.changed(u, u.MyChatMember, raw)
	case u.ChannelPost != nil, u.EditedChannelPost != nil, u.MessageReactionCount != nil, u.ChatMember != nil,
		u.ChatJoinRequest != nil, u.ChatBoost != nil, u.RemovedChatBoost != nil:
		return event{skip: "of a group or channel"}
	case u.BusinessConnection != nil, u.BusinessMessage != nil, u.EditedBusinessMessage != nil, u.DeletedBusinessMessages != nil,
		u.InlineQuery != nil, u.ChosenInlineResult != nil, u.Poll != nil, u.PollAnswer != nil, u.ShippingQuery != nil,
		u.PreCheckoutQuery != nil, u.PurchasedPaidMedia != nil:
		return event{skip: "of a kind that was not asked for"}
	}
	return event{in: c.deadLetter(u.ID, raw)}
}

// deadLetter makes the event of an update that nobody can read.
func (c *Channel) deadLetter(updateID int64, raw []byte) channels.Inbound {
	id := "u" + strconv.FormatInt(updateID, 10)
	if updateID <= 0 {
		hash := sha256.Sum256(raw)
		id = "bad:" + hex.EncodeToString(hash[:16])
	}
	return channels.Inbound{Account: c.account, ID: id, Kind: unreadable, From: "unknown", At: time.Now(), Raw: raw}
}

// answerPress ends the button's spinner and shows the choice. It is a courtesy: failing is no fault.
func (c *Channel) answerPress(ctx context.Context, e event) {
	ctx, cancel := context.WithTimeout(ctx, answerWait)
	defer cancel()
	err := c.call(ctx, "answerCallbackQuery", func(ctx context.Context) error {
		_, err := c.bot.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{
			CallbackQueryID: e.press, Text: shorten("✓ "+e.in.Text, maxToast),
		})
		return err
	})
	if err != nil {
		c.log().Debug("a press was not answered", "error", err)
	}
}
