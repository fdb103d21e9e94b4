package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"switchboard/channels"
)

const (
	sendWait   = 2 * time.Minute // for one message with all its parts, when the caller set no deadline
	partPause  = time.Second     // before a part that failed is tried again
	maxRepairs = 3               // what is refused for a fault that we can mend is sent again
)

// Send delivers one message, in several parts if it is long or has files. Telegram offers neither a key nor a look-up, so:
//
//   - A part that may have arrived is never repeated here: the fate is Unknown.
//   - When a later part cannot be sent for the moment, it is tried again until ctx is about to end. If it still cannot, a
//     part of the message is with the person and a part is not: the fate is Unknown, never Retry. Should the
//     caller send the same Key again to this process, only the missing parts are sent.
//   - When a later part is refused for good, the fate is the refusal's, and its text says how many parts arrived.
func (c *Channel) Send(ctx context.Context, o channels.Outbound) (string, error) {
	chat, err := chatID(o.To)
	if err != nil {
		return "", &channels.SendError{Fate: channels.Rejected, Code: "address", Err: err}
	}
	pieces, err := c.plan(o)
	if err != nil {
		return "", &channels.SendError{Fate: channels.Rejected, Code: "content", Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, sendWait)
	defer cancel()
	ids := c.progress.recall(o.Key)
	for i := len(ids); i < len(pieces); i++ {
		var answering int
		if i == 0 {
			answering = messageOf(o.ReplyTo, chat)
		}
		id, failed := c.deliver(ctx, chat, pieces[i], answering)
		for failed != nil && failed.Fate == channels.Retry && i > 0 && rest(ctx, max(failed.After, partPause)) {
			id, failed = c.deliver(ctx, chat, pieces[i], answering)
		}
		if failed != nil {
			c.progress.remember(o.Key, ids)
			return first(ids), partial(failed, i, len(pieces))
		}
		ids = append(ids, id)
	}
	c.progress.forget(o.Key)
	return first(ids), nil
}

// deliver sends one piece. What Telegram refuses for a fault that can be mended is mended and sent again, which is safe
// because a refusal means that nothing was sent.
func (c *Channel) deliver(ctx context.Context, chat int64, p piece, answering int) (string, *channels.SendError) {
	for repairs := 0; ; repairs++ {
		if failed := c.pace.wait(ctx, chat); failed != nil {
			return "", failed
		}
		watched, attempt := c.wire.watch(ctx)
		err := c.post(watched, chat, p, answering)
		if id, ok := attempt.sent(chat); ok {
			return id, nil
		}
		if err == nil {
			err = errNoSuccess
		}
		if to := attempt.answer.Parameters.MigrateTo; attempt.refused() && to != 0 && repairs < maxRepairs {
			chat = to
			continue
		}
		if attempt.statusOf() == http.StatusBadRequest && repairs < maxRepairs && p.repair(attempt.answer.Description) {
			continue
		}
		failed := c.fate(attempt, err)
		if failed.Code == "429" {
			failed.Whole = c.pace.limited(chat, failed.After)
		}
		return "", failed
	}
}

// sent reads the id of the message out of the answer; of an album, the id of its first message.
func (a *attempt) sent(chat int64) (string, bool) {
	if a.answer.OK == nil || !*a.answer.OK {
		return "", false
	}
	type message struct {
		ID   int `json:"message_id"`
		Chat struct {
			ID int64 `json:"id"`
		} `json:"chat"`
	}
	var one message
	if json.Unmarshal(a.answer.Result, &one) != nil {
		var several []message
		if json.Unmarshal(a.answer.Result, &several) != nil || len(several) == 0 {
			return "", false
		}
		one = several[0]
	}
	if one.ID <= 0 {
		return "", false
	}
	if one.Chat.ID != 0 {
		chat = one.Chat.ID
	}
	return messageID(chat, one.ID), true
}

// partial says that some parts of the message did arrive.
func partial(failed *channels.SendError, arrived, parts int) *channels.SendError {
	if arrived == 0 {
		return failed
	}
	told := *failed
	told.Err = fmt.Errorf("%d of %d parts were sent, then: %w", arrived, parts, failed.Err)
	if failed.Fate == channels.Retry || failed.Fate == channels.Misconfigured {
		told.Fate, told.After, told.Whole = channels.Unknown, 0, false
	}
	return &told
}

// rest waits and tells whether there is still time to try.
func rest(ctx context.Context, d time.Duration) bool {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < d+time.Second {
		return false
	}
	sleep(ctx, d)
	return ctx.Err() == nil
}

func first(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

// chatID reads an address.
func chatID(to string) (int64, error) {
	id, err := strconv.ParseInt(to, 10, 64)
	if err != nil || id == 0 {
		return 0, errors.New("the address is not the number of a Telegram chat")
	}
	return id, nil
}

// messageOf reads the number of a message of this chat out of its external id; 0 if it is none.
func messageOf(external string, chat int64) int {
	in, number, found := strings.Cut(external, ":")
	id, err := strconv.Atoi(number)
	if !found || err != nil || id <= 0 || in != strconv.FormatInt(chat, 10) {
		return 0
	}
	return id
}
