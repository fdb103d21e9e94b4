package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/slack-go/slack"

	"switchboard/routing"
)

// notice has an operator told of a conversation in a direct message: one message a conversation, edited in place.
func (d *Desk) notice(ctx context.Context, conv, op int64, why, by string) error {
	_, err := d.pool.Exec(ctx, `INSERT INTO slack_notices (conversation_id, operator_id, why, by_name) VALUES ($1, $2, $3, $4)
		ON CONFLICT (conversation_id, operator_id) DO UPDATE SET why = EXCLUDED.why, by_name = EXCLUDED.by_name, at = now()`, conv, op, why, by)
	if err != nil {
		return fmt.Errorf("tell operator %d of conversation %d: %w", op, conv, err)
	}
	d.wake(conv)
	return nil
}

// assigned notices that a conversation has another owner, and has him told unless it was his own act.
func (d *Desk) assigned(ctx context.Context, t *thread, s *scene) error {
	var was *int64
	err := d.pool.QueryRow(ctx, `UPDATE slack_threads n SET owner_id = NULLIF($2::bigint, 0) FROM slack_threads o
		WHERE n.conversation_id = $1 AND o.conversation_id = $1 RETURNING o.owner_id`, t.Conv, s.Head.Owner).Scan(&was)
	if err != nil {
		return fmt.Errorf("note the owner of conversation %d: %w", t.Conv, err)
	}
	if s.Head.Owner == 0 || was != nil && *was == s.Head.Owner {
		return nil
	}
	by := ""
	for i := len(s.Items) - 1; i >= 0; i-- {
		it := s.Items[i]
		if it.Sort != "event" || it.Kind != "taken" && it.Kind != "transferred" {
			continue
		}
		if it.Kind == "taken" && it.Text != "assigned" || it.Kind == "transferred" && it.Operator == s.Head.OwnerName {
			return nil // his own act
		}
		if it.Kind == "transferred" {
			by = it.Operator
		}
		break
	}
	return d.notice(ctx, t.Conv, s.Head.Owner, "assigned", by)
}

// noticeWaiting has owners told whose customers wait too long.
func (d *Desk) noticeWaiting(ctx context.Context) error {
	rows, err := d.pool.Query(ctx, `SELECT c.id, c.owner_id FROM conversations c WHERE c.state = 'owned' AND c.waiting_since < now() - $1::interval
		AND EXISTS (SELECT FROM slack_people p WHERE p.operator_id = c.owner_id)
		AND NOT EXISTS (SELECT FROM slack_notices n WHERE n.conversation_id = c.id AND n.operator_id = c.owner_id AND n.why = 'waits' AND n.at > c.waiting_since)`,
		waitLimit)
	if err != nil {
		return fmt.Errorf("look who waits: %w", err)
	}
	type late struct{ conv, op int64 }
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l late, err error) { return l, row.Scan(&l.conv, &l.op) })
	if err != nil {
		return fmt.Errorf("look who waits: %w", err)
	}
	for _, l := range list {
		if err := d.notice(ctx, l.conv, l.op, "waits", ""); err != nil {
			return err
		}
	}
	return nil
}

// putNotices brings the direct messages about a conversation to what they should be.
func (d *Desk) putNotices(ctx context.Context, t *thread, s *scene) error {
	rows, err := d.pool.Query(ctx, `SELECT n.operator_id, n.why, n.by_name, COALESCE(p.user_id, '') FROM slack_notices n
		LEFT JOIN slack_people p ON p.operator_id = n.operator_id WHERE n.conversation_id = $1 AND n.at > now() - interval '3 days'`, t.Conv)
	if err != nil {
		return fmt.Errorf("read who is told of conversation %d: %w", t.Conv, err)
	}
	type told struct {
		op            int64
		why, by, user string
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (n told, err error) {
		return n, row.Scan(&n.op, &n.why, &n.by, &n.user)
	})
	if err != nil {
		return fmt.Errorf("read who is told of conversation %d: %w", t.Conv, err)
	}
	for _, n := range list {
		if n.user == "" {
			continue
		}
		channel, err := d.direct(ctx, n.user)
		if err != nil && refused(err) {
			d.deaf(ctx, t.Conv, n.op, n.user, err)
			continue
		}
		if err != nil {
			return err
		}
		text := s.noticeText(n.op, n.why, n.by)
		p := post{place: fmt.Sprintf("%s%d", placeNotice, n.op), text: text + " " + quiet(customerName(s.Head))}
		p.blocks = []slack.Block{slack.NewSectionBlock(mrkdwn(text+"\n"+d.cardLink(t, "*"+quiet(customerName(s.Head))+"*")+" · "+s.stateWord(), maxSection), nil, nil)}
		if s.Head.LastText != "" {
			p.blocks = append(p.blocks, slack.NewContextBlock("", plain(cut(seen(plainOf(s.Head.LastText)), 300), maxField)))
		}
		err = d.put(ctx, &thread{Conv: t.Conv, Channel: channel, posts: t.posts}, p)
		if lost := (errChannelLost{}); errors.As(err, &lost) || errors.Is(err, errCardGone) {
			d.deaf(ctx, t.Conv, n.op, n.user, err)
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// deaf gives up on telling somebody who cannot be written to: he may have left the workspace.
func (d *Desk) deaf(ctx context.Context, conv, op int64, user string, why error) {
	d.log.Warn("somebody cannot be told of a conversation in Slack", "user", user, "conversation", conv, "error", why)
	for _, sql := range []string{`UPDATE slack_people SET dm = '', at = '-infinity' WHERE user_id = $3`,
		`DELETE FROM slack_posts WHERE conversation_id = $1 AND place = 'notice ' || $2::bigint`,
		`DELETE FROM slack_notices WHERE conversation_id = $1 AND operator_id = $2`} {
		if _, err := d.pool.Exec(ctx, sql+` AND $1::bigint IS NOT NULL AND $2::bigint IS NOT NULL AND $3::text IS NOT NULL`, conv, op, user); err != nil {
			d.log.Warn("it is tried again to tell somebody", "user", user, "error", err)
		}
	}
}

// noticeText says why somebody is told. What is done is said to be done: the message is edited, not followed by another.
func (s *scene) noticeText(op int64, why, by string) string {
	h := s.Head
	switch {
	case h.State == routing.Closed:
		return ":white_check_mark: closed"
	case why == "assigned" && h.Owner != op:
		return ":arrow_right: no longer yours"
	case why == "assigned" && by != "":
		return ":inbox_tray: " + quiet(by) + " handed this conversation to you"
	case why == "assigned":
		return ":inbox_tray: This conversation was given to you"
	case why == "waits" && (h.Waiting.IsZero() || h.Owner != op):
		return ":white_check_mark: answered"
	case why == "waits":
		return ":alarm_clock: Your customer has been waiting since " + when(h.Waiting, "{time}")
	case why == "mentioned":
		return ":wave: " + quiet(by) + " mentioned you in a note"
	}
	return ":bulb: " + quiet(by) + " answered your question: the answer is among the drafts"
}

// Link is the address of a message in a thread; empty while Slack has not said where the workspace is.
func (d *Desk) Link(channel, thread, ts string) string {
	url := d.me().URL
	if url == "" || channel == "" || ts == "" {
		return ""
	}
	link := strings.TrimSuffix(url, "/") + "/archives/" + channel + "/p" + strings.ReplaceAll(ts, ".", "")
	if thread != "" && thread != ts {
		link += "?thread_ts=" + thread + "&cid=" + channel
	}
	return link
}

// cardLink leads to a conversation's card.
func (d *Desk) cardLink(t *thread, text string) string {
	url := d.me().URL
	if url == "" || t.TS == "" && t.posts[placeCard].TS == "" {
		return text
	}
	card := t.posts[placeCard]
	return "<" + strings.TrimSuffix(url, "/") + "/archives/" + card.Channel + "/p" + strings.ReplaceAll(card.TS, ".", "") + "|" + strings.Trim(text, "*") + ">"
}
