package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/slack-go/slack/slackevents"
)

// Emoji are the verbs that an emoji on a card, or on a message of its thread, stands for, unless the settings say
// otherwise. Sending is none of them: it takes a button or a modal.
func Emoji() map[string]string {
	return map[string]string{
		"eyes": string(verbTake), "white_check_mark": string(verbClose), "heavy_check_mark": string(verbClose),
		"leftwards_arrow_with_hook": string(verbRelease), "zzz": string(verbSnooze), "arrows_counterclockwise": string(verbReopen),
	}
}

// CheckEmoji tells what is wrong with a setting of emoji.
func CheckEmoji(emoji map[string]string) error {
	for name, v := range emoji {
		switch verb(v) {
		case verbTake, verbClose, verbRelease, verbSnooze, verbReopen:
		default:
			return fmt.Errorf("emoji %q stands for %q: write one of take, close, release, snooze, reopen", name, v)
		}
	}
	return nil
}

// onReaction deals with an emoji that somebody put on a message. Taking it off undoes nothing: the verbs do.
func (d *Desk) onReaction(ctx context.Context, id, user, emoji string, item slackevents.Item, added bool) error {
	if !added || user == d.me().User || user == "" {
		return nil
	}
	name, _, _ := strings.Cut(emoji, "::")
	v, ok := d.cfg.Emoji[name]
	if !ok {
		return nil
	}
	conv, _, err := d.placeSoon(ctx, item.Channel, item.Timestamp, "")
	if err != nil || conv == 0 {
		return err
	}
	thread := "" // who reacts to a card may not have its thread open: Slack shows what is whispered there to nobody then
	err = d.pool.QueryRow(ctx, `SELECT thread FROM slack_posts WHERE channel = $1 AND ts = $2`, item.Channel, item.Timestamp).Scan(&thread)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return fmt.Errorf("find the thread of %s: %w", item.Timestamp, err)
	}
	who, err := d.person(ctx, user)
	if err != nil {
		return err
	}
	if who.Bot {
		return nil
	}
	if !who.operator() {
		d.hint(ctx, item.Channel, thread, user, ":information_source: "+sentence(errNoOperator.Error()))
		return nil
	}
	if err := d.atWork(ctx, who); err != nil {
		return err
	}
	if err = d.sees(ctx, who, conv); err != nil {
		return d.hinted(ctx, err, item.Channel, thread, user)
	}
	switch op := who.Op.ID; verb(v) {
	case verbTake:
		err = d.router.Take(ctx, op, conv)
	case verbClose:
		err = d.closeAsProposed(ctx, who, conv, item.Channel, thread)
	case verbRelease:
		err = d.router.Release(ctx, op, conv, "")
	case verbSnooze:
		err = d.router.Snooze(ctx, op, conv, later("tomorrow", time.Now().In(who.place())), "", false)
	case verbReopen:
		err = d.router.Reopen(ctx, op, conv)
	}
	d.wake(conv)
	return d.hinted(ctx, err, item.Channel, thread, user)
}

// hinted tells somebody in a whisper what he can do something about, and returns every other error.
func (d *Desk) hinted(ctx context.Context, err error, channel, thread, user string) error {
	text, ours := spoken(err)
	if err == nil || !ours {
		return err
	}
	d.hint(ctx, channel, thread, user, ":warning: "+escape(text))
	return nil
}
