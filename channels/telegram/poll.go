package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// errNoSuccess stands for an answer that says why itself.
var errNoSuccess = errors.New("no success")

// An update as it arrived.
type update struct {
	id  int64
	raw []byte
}

// getUpdates polls once; see https://core.telegram.org/bots/api#getupdates. It is our own because go-telegram/bot
// offers none, and confirms to Telegram what it has not yet handled. With an error comes the wait that
// Telegram asked for, if any.
func (c *Channel) getUpdates(ctx context.Context, offset int64) ([]update, time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, pollWait+pollSlack)
	defer cancel()
	ctx, attempt := c.wire.watch(ctx)
	body, err := json.Marshal(map[string]any{
		"offset": offset, "limit": 100, "timeout": int(pollWait.Seconds()), "allowed_updates": wanted(),
	})
	if err != nil {
		return nil, 0, fmt.Errorf("telegram getUpdates: %w", err)
	}
	address := c.settings.APIURL + "/bot" + c.settings.Token + "/getUpdates"
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, 0, c.explain("getUpdates", attempt, err)
	}
	r.Header.Set("Content-Type", "application/json")
	if _, err := c.wire.Do(r); err != nil {
		return nil, 0, c.explain("getUpdates", attempt, err)
	}
	if attempt.statusOf() == http.StatusConflict {
		return nil, 0, fmt.Errorf("telegram getUpdates: %w (%s)", errConflict, oneLine(attempt.answer.Description))
	}
	if attempt.answer.OK == nil || !*attempt.answer.OK {
		return nil, attempt.retryAfter(), c.explain("getUpdates", attempt, errNoSuccess)
	}
	var raws []json.RawMessage
	if err := json.Unmarshal(attempt.answer.Result, &raws); err != nil {
		return nil, 0, fmt.Errorf("telegram getUpdates: the result is no list: %w", err)
	}
	return withIDs(raws), 0, nil
}

// withIDs finds out each update's id. One without an id moves nothing on.
func withIDs(raws []json.RawMessage) []update {
	updates := make([]update, 0, len(raws))
	for _, raw := range raws {
		var known struct {
			ID int64 `json:"update_id"`
		}
		if err := json.Unmarshal(raw, &known); err != nil {
			known.ID = -1
		}
		updates = append(updates, update{known.ID, raw})
	}
	return updates
}
