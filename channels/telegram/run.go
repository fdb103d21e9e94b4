package telegram

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

const (
	pollWait     = 50 * time.Second // how long Telegram may keep a poll open
	pollSlack    = 15 * time.Second // what a poll may take beyond that
	firstBackoff = 200 * time.Millisecond
	lastBackoff  = 30 * time.Second
	hookCheck    = time.Minute
)

// wanted are the kinds of update that we ask for: all that a person can cause in a private chat.
func wanted() []string {
	return []string{
		models.AllowedUpdateMessage, models.AllowedUpdateEditedMessage, models.AllowedUpdateMessageReaction,
		models.AllowedUpdateCallbackQuery, models.AllowedUpdateMyChatMember,
	}
}

// Run polls for updates, or in webhook mode sees to it that Telegram calls us, until ctx ends. Faults are logged and
// retried with backoff; none ends it. In polling mode one process at a time may run it for a bot.
func (c *Channel) Run(ctx context.Context) error {
	if c.settings.Mode == webhook {
		c.keepWebhook(ctx)
	} else {
		c.poll(ctx)
	}
	return ctx.Err()
}

// keepWebhook sets the webhook, and sets it again when somebody changed it.
func (c *Channel) keepWebhook(ctx context.Context) {
	wait := backoff{}
	for ctx.Err() == nil {
		if err := c.checkWebhook(ctx); err != nil {
			c.log().Error("the webhook could not be set or checked", "error", err)
			wait.sleep(ctx, 0)
			continue
		}
		wait = backoff{}
		sleep(ctx, hookCheck)
	}
}

func (c *Channel) checkWebhook(ctx context.Context) error {
	var hook *models.WebhookInfo
	err := c.call(ctx, "getWebhookInfo", func(ctx context.Context) (err error) {
		hook, err = c.bot.GetWebhookInfo(ctx)
		return err
	})
	if err != nil {
		return err
	}
	failing := time.Since(time.Unix(int64(hook.LastErrorDate), 0)) < 2*hookCheck
	if hook.PendingUpdateCount > 100 || failing {
		c.log().Warn("Telegram has trouble calling the webhook",
			"waiting", hook.PendingUpdateCount, "last_error", oneLine(hook.LastErrorMessage))
	}
	address := c.settings.hook(c.account)
	foreignSecret := failing && strings.Contains(hook.LastErrorMessage, "401")
	if hook.URL == address && c.announced.Load() && !foreignSecret {
		return nil
	}
	if hook.URL != "" && hook.URL != address {
		c.log().Warn("the bot's webhook pointed elsewhere and is taken over", "was", host(hook.URL))
	}
	err = c.call(ctx, "setWebhook", func(ctx context.Context) error {
		_, err := c.bot.SetWebhook(ctx, &bot.SetWebhookParams{
			URL: address, SecretToken: c.settings.Secret, AllowedUpdates: wanted(),
		})
		return err
	})
	if err != nil {
		return err
	}
	c.announced.Store(true)
	c.log().Info("webhook set", "host", host(address))
	return nil
}

// poll asks for updates in order. The offset, which confirms to Telegram all that is before it, moves past an update
// only when accept took it. It starts at 0: Telegram keeps what was never confirmed, and repeats do no harm.
func (c *Channel) poll(ctx context.Context) {
	var offset int64
	wait := backoff{}
	for clear := false; ctx.Err() == nil; {
		if !clear {
			if err := c.dropWebhook(ctx); err != nil {
				c.log().Error("polling cannot begin", "error", err)
				wait.sleep(ctx, 0)
				continue
			}
			clear = true
		}
		updates, after, err := c.getUpdates(ctx, offset)
		if err != nil {
			if ctx.Err() != nil {
				return
			}
			c.log().Error("polling failed", "error", err)
			clear = !errors.Is(err, errConflict)
			wait.sleep(ctx, after)
			continue
		}
		before := offset
		for _, u := range updates {
			if !c.insist(ctx, u.raw) {
				return
			}
			offset = max(offset, u.id+1)
		}
		if len(updates) > 0 && offset == before { // none of them had an id that moves on
			wait.sleep(ctx, 0)
			continue
		}
		wait = backoff{}
	}
}

// insist offers an update to the receiver until it is taken. It returns false when ctx ended before.
func (c *Channel) insist(ctx context.Context, raw []byte) bool {
	for wait := (backoff{}); ; {
		bounded, cancel := context.WithTimeout(ctx, commitWait)
		err := c.accept(bounded, raw)
		cancel()
		if err == nil {
			return true
		}
		if ctx.Err() != nil {
			return false
		}
		c.log().Error("an update was not committed and is tried again", "error", err)
		wait.sleep(ctx, 0)
	}
}

// dropWebhook removes a webhook, without which Telegram refuses polls. What waits is kept.
func (c *Channel) dropWebhook(ctx context.Context) error {
	return c.call(ctx, "deleteWebhook", func(ctx context.Context) error {
		_, err := c.bot.DeleteWebhook(ctx, &bot.DeleteWebhookParams{DropPendingUpdates: false})
		return err
	})
}

// errConflict: another process polls with the same token, or a webhook was set meanwhile.
var errConflict = errors.New("conflict (409): another program receives this bot's updates; " +
	"stop it, or let only one process poll")

// backoff waits longer each time.
type backoff struct{ last time.Duration }

// sleep waits for the next step, or for as long as the other side asked.
func (b *backoff) sleep(ctx context.Context, asked time.Duration) {
	b.last = min(max(2*b.last, firstBackoff), lastBackoff)
	sleep(ctx, max(b.last, asked))
}

func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
