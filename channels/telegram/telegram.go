// Package telegram is the channel of Telegram bots, in private chats.
//
// The idea: Telegram gives updates, one JSON object each, either to our webhook or when we poll for them. Both ways
// end in accept, which turns an update into a channels.Inbound and returns nil only when it is committed (or kept as a
// dead letter); only then is the webhook answered with 200 or the polling offset moved. So an update that was not
// stored comes again, in order, for up to a day. Sending goes through go-telegram/bot over an HTTP client of ours
// that notes whether the request was written and what came back, because these two decide what may be repeated.
//
// Ids: a message is "<chat>:<message>", both as Inbound.ID and as what Send returns, so that edits, replies and reactions
// find it. An event that is no message is "u<update>", an update that nobody can read "bad:<hash>"; its kind is one that
// no receiver knows, so it becomes a dead letter.
//
// Text: formatting of incoming text is dropped, except that the address behind a linked word follows it in brackets.
// Outgoing Markdown becomes text with entities rather than HTML: there is nothing to escape, so nothing that a
// person or a model wrote can spoil the message. Groups and channels are acknowledged and left alone.
//
// Polling must run in one process at a time for one bot; Telegram answers 409 to the others. Everything else may run
// in any number of processes. The package owns no table.
package telegram

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"switchboard/channels"
)

// Telegram's limits: https://core.telegram.org/bots/api and https://core.telegram.org/bots/faq
const (
	maxText    = 4096     // of a message, in UTF-16 code units
	maxCaption = 1024     // of a file, in UTF-16 code units
	maxUpload  = 50 << 20 // of a file that we send
	maxPhoto   = 10 << 20 // of a file that we send as a photo
	maxFetch   = 20 << 20 // of a file that we fetch
	maxChoices = 100      // buttons under a message
)

const brief = 10 * time.Second // for calls that carry no message

// Channel is one bot.
type Channel struct {
	account  string
	settings settings
	receiver channels.Receiver
	bot      *bot.Bot
	wire     *wire
	pace     *pace
	progress *progress

	announced atomic.Bool // the webhook was set by this process
}

var (
	_ channels.Channel = (*Channel)(nil)
	_ channels.Runner  = (*Channel)(nil)
	_ channels.Fetcher = (*Channel)(nil)
	_ channels.Typist  = (*Channel)(nil)
	_ channels.Checker = (*Channel)(nil)
	_ channels.Limiter = (*Channel)(nil)
	_ http.Handler     = (*Channel)(nil)
)

// Open makes the channel of a bot. It is a channels.Opener; the settings are documented at settings.
func Open(account channels.Account, receiver channels.Receiver) (channels.Channel, error) {
	s, err := decodeSettings(account)
	if err != nil {
		return nil, err
	}
	w := newWire(s)
	b, err := bot.New(s.Token,
		bot.WithSkipGetMe(),
		bot.WithServerURL(s.APIURL),
		bot.WithHTTPClient(pollWait, w),
		bot.WithErrorsHandler(func(error) {}), // its only use is a pipe that we closed ourselves
	)
	if err != nil {
		return nil, fmt.Errorf("telegram account %q: %w", account.Name, err)
	}
	return &Channel{
		account: account.Name, settings: s, receiver: receiver,
		bot: b, wire: w, pace: newPace(), progress: newProgress(),
	}, nil
}

// Limits tells Telegram's limits.
func (c *Channel) Limits() channels.Limits {
	return channels.Limits{
		Text: maxText, Caption: maxCaption, File: maxUpload, Rate: accountRate, PerChat: chatRate, Choices: maxChoices,
	}
}

// Typing shows the person for five seconds that somebody is writing.
func (c *Channel) Typing(ctx context.Context, to string) error {
	chat, err := chatID(to)
	if err != nil {
		return err
	}
	return c.call(ctx, "sendChatAction", func(ctx context.Context) error {
		_, err := c.bot.SendChatAction(ctx, &bot.SendChatActionParams{ChatID: chat, Action: models.ChatActionTyping})
		return err
	})
}

// Check asks Telegram who the bot is and whether updates find their way here.
func (c *Channel) Check(ctx context.Context) (string, error) {
	var me *models.User
	var hook *models.WebhookInfo
	err := c.call(ctx, "getMe", func(ctx context.Context) (err error) {
		me, err = c.bot.GetMe(ctx)
		return err
	})
	if err != nil {
		return "", err
	}
	err = c.call(ctx, "getWebhookInfo", func(ctx context.Context) (err error) {
		hook, err = c.bot.GetWebhookInfo(ctx)
		return err
	})
	if err != nil {
		return "", err
	}
	facts := []string{"@" + me.Username, c.settings.Mode, fmt.Sprintf("%d waiting", hook.PendingUpdateCount)}
	failed := time.Unix(int64(hook.LastErrorDate), 0)
	if hook.LastErrorMessage != "" && time.Since(failed) < time.Hour {
		facts = append(facts, fmt.Sprintf("last error at %s: %s", failed.UTC().Format(time.TimeOnly), oneLine(hook.LastErrorMessage)))
	}
	line := strings.Join(facts, ", ")
	if hook.URL == c.settings.hook(c.account) {
		return line, nil
	}
	if c.settings.Mode == polling {
		return line, fmt.Errorf("telegram account %q: a webhook (%s) takes the updates; is the bot in use elsewhere?", c.account, host(hook.URL))
	}
	return line, fmt.Errorf("telegram account %q: the webhook is %q, not %q", c.account, hook.URL, c.settings.hook(c.account))
}

// call makes one call that carries no message, with a deadline, and makes its error fit for people.
func (c *Channel) call(ctx context.Context, method string, do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, brief)
	defer cancel()
	ctx, attempt := c.wire.watch(ctx)
	if err := do(ctx); err != nil {
		return c.explain(method, attempt, err)
	}
	return nil
}

func (c *Channel) log() *slog.Logger {
	return slog.Default().With("channel", "telegram", "account", c.account)
}
