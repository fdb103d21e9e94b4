package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/slack-go/slack"
)

// unseenFor is how long the answer to a post may be under way, before the post of an erased conversation is looked for.
const unseenFor = 2 * time.Minute

// deleteErased deletes in Slack what we posted of conversations that were erased: cards, lines, drafts, files, direct
// messages. What people typed there stays: Slack lets nobody but them delete it (see tellTyped).
func (d *Desk) deleteErased(ctx context.Context) error {
	_, err := d.pool.Exec(ctx, `UPDATE slack_posts p SET erasing = true FROM conversations c
		WHERE c.erased_at > now() - interval '2 hours' AND p.conversation_id = c.id AND NOT p.erasing`) // posted while it was erased
	if err != nil {
		return fmt.Errorf("find posts of erased conversations: %w", err)
	}
	rows, _ := d.pool.Query(ctx, `SELECT id, place, key::text, channel, thread, ts, COALESCE(hash, ''), gone, theirs, at FROM slack_posts
		WHERE erasing AND NOT (theirs AND NOT gone AND author <> '') AND (ts <> '' OR at < now() - $1::interval)
		ORDER BY ts LIKE 'file:%', id DESC LIMIT 200`, unseenFor) // the card last; what Slack refuses about a file holds up nothing else
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[posted])
	if err != nil {
		return fmt.Errorf("find posts of erased conversations: %w", err)
	}
	for _, p := range list {
		if err := d.deletePosted(ctx, p); err != nil {
			return err
		}
		if _, err := d.pool.Exec(ctx, `DELETE FROM slack_posts WHERE id = $1`, p.ID); err != nil {
			return fmt.Errorf("forget the post %s in %s: %w", p.TS, p.Channel, err)
		}
	}
	return nil
}

func (d *Desk) deletePosted(ctx context.Context, p posted) (err error) {
	file, isFile := strings.CutPrefix(p.TS, uploadedTS)
	switch {
	case p.Theirs || p.Gone:
		return nil
	case isFile:
		return d.deleteFile(ctx, file, p.Channel)
	case p.TS == "":
		if p.TS, err = d.find(ctx, p); err != nil || p.TS == "" {
			return d.lost(p, err)
		}
	}
	return d.deleteMessage(ctx, p.Channel, p.TS)
}

// lost passes over what Slack does not have any more.
func (d *Desk) lost(p posted, err error) error {
	if err == nil || errors.Is(err, errCardGone) {
		return nil
	}
	if out := (errChannelLost{}); errors.As(err, &out) {
		d.log.Warn("a post of an erased conversation is in a channel that is out of reach", "channel", p.Channel, "error", err)
		return nil
	}
	return err
}

func (d *Desk) deleteMessage(ctx context.Context, channel, ts string) error {
	err := d.call(ctx, "chat.delete", channel, func(ctx context.Context) error {
		_, _, err := d.api.DeleteMessageContext(ctx, channel, ts)
		return err
	})
	switch word := wordOf(err); {
	case word == "message_not_found":
		return nil
	case word == "cant_delete_message" || slices.Contains(channelErrors, word):
		d.log.Warn("a post of an erased conversation stays in Slack", "channel", channel, "ts", ts, "error", err)
		return nil
	}
	return err
}

// deleteFile deletes a file, and the messages that show it: they name the customer.
func (d *Desk) deleteFile(ctx context.Context, id, channel string) error {
	var shown []string
	err := d.call(ctx, "files.info", "", func(ctx context.Context) error {
		f, _, _, err := d.api.GetFileInfoContext(ctx, id, 0, 0)
		if err == nil {
			for _, shares := range []map[string][]slack.ShareFileInfo{f.Shares.Public, f.Shares.Private} {
				for _, s := range shares[channel] {
					shown = append(shown, s.Ts)
				}
			}
		}
		return err
	})
	if wordOf(err) == "file_not_found" || wordOf(err) == "file_deleted" {
		return nil
	}
	if err != nil {
		return err
	}
	for _, ts := range shown {
		if err := d.deleteMessage(ctx, channel, ts); err != nil {
			return err
		}
	}
	err = d.call(ctx, "files.delete", "", func(ctx context.Context) error { return d.api.DeleteFileContext(ctx, id) })
	if word := wordOf(err); word == "file_not_found" || word == "file_deleted" {
		return nil
	}
	return err
}
