package slackdesk

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

const (
	missedThreads = 40 // open threads that are read at a time, the latest first
	missedWithin  = 24 * time.Hour
)

// readMissed reads open threads for notes whose events never came: Slack gives up on an event after three attempts, and an
// outage may last longer. What is found is a note, whatever mode was on: it is too late to be a line to the customer.
func (d *Desk) readMissed(ctx context.Context) error {
	rows, err := d.pool.Query(ctx, `SELECT t.conversation_id, t.channel, t.ts FROM slack_threads t JOIN conversations c ON c.id = t.conversation_id
		WHERE t.ts <> '' AND c.state <> 'closed' ORDER BY COALESCE(c.last_in_at, c.opened_at) DESC LIMIT $1`, missedThreads)
	if err != nil {
		return fmt.Errorf("list the open threads: %w", err)
	}
	type place struct {
		conv        int64
		channel, ts string
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p place, err error) { return p, row.Scan(&p.conv, &p.channel, &p.ts) })
	if err != nil {
		return fmt.Errorf("list the open threads: %w", err)
	}
	oldest := fmt.Sprintf("%d.000000", time.Now().Add(-missedWithin).Unix())
	for _, p := range list {
		var messages []slack.Message
		err := d.call(ctx, "conversations.replies", p.channel, func(ctx context.Context) (err error) {
			messages, _, _, err = d.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
				ChannelID: p.channel, Timestamp: p.ts, Oldest: oldest, Limit: 200})
			return err
		})
		if refused(err) { // lost or deleted: the next look at it finds out
			continue
		}
		if err != nil {
			return err
		}
		for _, m := range messages {
			if m.BotID != "" || m.User == "" || m.User == d.me().User || m.Timestamp == p.ts {
				continue
			}
			if err := d.missed(ctx, p.conv, p.channel, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// missed keeps a message of a thread as a note, unless it was dealt with.
func (d *Desk) missed(ctx context.Context, conv int64, channel string, m slack.Message) error {
	var known bool
	err := d.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM slack_received WHERE id = $1) OR EXISTS (SELECT FROM slack_posts WHERE channel = $2 AND ts = $3)`,
		"note "+channel+" "+m.Timestamp, channel, m.Timestamp).Scan(&known)
	if err != nil || known {
		return err
	}
	if at := stamp(m.Timestamp); time.Since(at) < 2*time.Minute {
		return nil // its event is on its way
	}
	who, err := d.person(ctx, m.User)
	if err != nil || who.Bot {
		return err
	}
	return d.noted(ctx, conv, who, &slackevents.MessageEvent{Channel: channel, User: m.User, Text: m.Text, TimeStamp: m.Timestamp,
		ThreadTimeStamp: m.ThreadTimestamp, Message: &m.Msg})
}

// stamp is the moment of a timestamp.
func stamp(ts string) time.Time {
	var sec, frac int64
	if _, err := fmt.Sscanf(ts, "%d.%d", &sec, &frac); err != nil {
		return time.Time{}
	}
	return time.Unix(sec, frac*1000)
}
