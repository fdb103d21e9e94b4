package telegram

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"switchboard/channels"
)

// fate tells what to do after a call that did not send. The rule: what was not written, or was refused by
// the Bot API, was not sent; what was written and not clearly refused may have been. Telegram tells some refusals
// apart by words alone.
func (c *Channel) fate(a *attempt, err error) *channels.SendError {
	code := a.statusOf()
	e := &channels.SendError{Fate: channels.Unknown, Code: strconv.Itoa(code), Err: c.explain("send", a, err)}
	switch {
	case a.status == 0 && !a.written.Load():
		e.Fate, e.Code = channels.Retry, "network"
	case a.status == 0, a.readErr != nil:
		e.Code = "network"
	case code == http.StatusTooManyRequests:
		e.Fate, e.After = channels.Retry, max(a.retryAfter(), time.Second)
	case code == http.StatusRequestEntityTooLarge:
		e.Fate = channels.Rejected
	case !a.refused() && a.answer.OK != nil, code < 300:
		e.Code = "unclear"
	case !a.refused() && code < 500: // a proxy, or no Bot API at all, spoke
		e.Fate = strangerSays(code)
	case code >= 500:
		if !a.written.Load() {
			e.Fate = channels.Retry
		}
	default:
		e.Fate = refusal(code, a.answer.Description)
	}
	return e
}

// refusal reads a refusal of the Bot API.
func refusal(code int, words string) channels.Fate {
	words = strings.ToLower(words)
	switch {
	case code == http.StatusUnauthorized, code == http.StatusNotFound:
		return channels.Misconfigured
	case strings.Contains(words, "blocked"), strings.Contains(words, "deactivated"):
		return channels.BlockedByUser
	case code == http.StatusForbidden && !strings.Contains(words, "can't initiate") && !strings.Contains(words, "to bots"):
		return channels.BlockedByUser
	case code == http.StatusConflict:
		return channels.Retry
	}
	return channels.Rejected
}

// strangerSays reads a status that did not come from the Bot API.
func strangerSays(code int) channels.Fate {
	switch code {
	case http.StatusBadRequest:
		return channels.Rejected
	case http.StatusRequestTimeout:
		return channels.Unknown
	}
	return channels.Misconfigured
}
