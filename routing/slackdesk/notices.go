package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/slack-go/slack"

	"switchboard/routing"
)

// notice has an operator told of a conversation in a direct message of its own: Slack notifies nobody of an edit. since is the moment
// that it is about, of which he is told once; zero: now.
func (d *Desk) notice(ctx context.Context, conv, op int64, why, by string, since time.Time) error {
	tag, err := d.pool.Exec(ctx, `INSERT INTO slack_notices (conversation_id, operator_id, why, by_name, since) VALUES ($1, $2, $3, $4, COALESCE($5, now()))
		ON CONFLICT DO NOTHING`, conv, op, why, by, pgtype.Timestamptz{Time: since, Valid: !since.IsZero()})
	if err != nil {
		return fmt.Errorf("tell operator %d of conversation %d: %w", op, conv, err)
	}
	if tag.RowsAffected() > 0 {
		d.wake(conv)
	}
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
	return d.notice(ctx, t.Conv, s.Head.Owner, "assigned", by, time.Time{})
}

// noticeWaiting has owners told whose customers wait too long.
func (d *Desk) noticeWaiting(ctx context.Context) error {
	rows, err := d.pool.Query(ctx, `SELECT c.id, c.owner_id, c.waiting_since FROM conversations c WHERE c.state = 'owned' AND c.waiting_since < now() - $1::interval
		AND EXISTS (SELECT FROM slack_people p WHERE p.operator_id = c.owner_id)
		AND NOT EXISTS (SELECT FROM slack_notices n WHERE n.conversation_id = c.id AND n.operator_id = c.owner_id AND n.why = 'waits' AND n.since = c.waiting_since)`,
		waitLimit)
	if err != nil {
		return fmt.Errorf("look who waits: %w", err)
	}
	type late struct {
		Conv, Op int64
		Since    time.Time
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[late])
	if err != nil {
		return fmt.Errorf("look who waits: %w", err)
	}
	for _, l := range list {
		if err := d.notice(ctx, l.Conv, l.Op, "waits", "", l.Since); err != nil {
			return err
		}
	}
	return nil
}

// telling is a direct message to an operator about a conversation.
type telling struct {
	ID, Op    int64
	Why, By   string
	Since, At time.Time // the moment that it is about, and when he was to be told
	User      string
}

// putNotices brings the direct messages about a conversation to what they should be.
func (d *Desk) putNotices(ctx context.Context, t *thread, s *scene) error {
	rows, _ := d.pool.Query(ctx, `SELECT n.id, n.operator_id, n.why, n.by_name, n.since, n.at, p.user_id FROM slack_notices n
		JOIN slack_people p ON p.operator_id = n.operator_id WHERE n.conversation_id = $1 AND n.at > now() - interval '3 days' ORDER BY n.id`, t.Conv)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[telling])
	if err != nil {
		return fmt.Errorf("read who is told of conversation %d: %w", t.Conv, err)
	}
	for _, n := range list {
		channel, err := d.direct(ctx, n.User)
		if err != nil && refused(err) {
			d.deaf(ctx, t.Conv, n.Op, n.User, err)
			continue
		}
		if err != nil {
			return err
		}
		direct := &thread{Conv: t.Conv, Channel: channel, posts: t.posts, held: t.held}
		err = d.put(ctx, direct, d.noticePost(t, s, n))
		t.held = direct.held
		if lost := (errChannelLost{}); errors.As(err, &lost) || errors.Is(err, errCardGone) {
			d.deaf(ctx, t.Conv, n.Op, n.User, err)
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// noticePost is the direct message. It shows what the customer had said when the operator was told: each later line would be an edit, of
// which nobody hears.
func (d *Desk) noticePost(t *thread, s *scene, n telling) post {
	text, name := s.noticeText(n), quiet(customerName(s.Head))
	p := post{place: fmt.Sprintf("%s%d.%d", placeNotice, n.Op, n.ID), text: text + " " + name}
	p.blocks = []slack.Block{slack.NewSectionBlock(mrkdwn(text+"\n"+d.cardLink(t, "*"+name+"*")+" · "+s.stateWord(), maxSection), nil, nil)}
	by := n.At
	if n.Why == "danger" {
		by = n.Since
	}
	if said := s.saidBy(by); said != "" {
		p.blocks = append(p.blocks, slack.NewContextBlock("", plain(cut(said, 300), maxField)))
	}
	return p
}

// saidBy is the customer's last line by a moment.
func (s *scene) saidBy(at time.Time) (text string) {
	for _, it := range arrived(s.Items) {
		if it.Sort == "message" && it.Author == "customer" && !it.Deleted && it.Text != "" && !it.At.After(at) {
			text = seen(it.Text)
		}
	}
	return text
}

// deaf gives up on telling somebody who cannot be written to: he may have left the workspace.
func (d *Desk) deaf(ctx context.Context, conv, op int64, user string, why error) {
	d.log.Warn("somebody cannot be told of a conversation in Slack", "user", user, "conversation", conv, "error", why)
	for _, sql := range []string{`UPDATE slack_people SET dm = '', at = '-infinity' WHERE user_id = $3`,
		`DELETE FROM slack_posts WHERE conversation_id = $1 AND place LIKE 'notice ' || $2::bigint || '.%'`,
		`DELETE FROM slack_notices WHERE conversation_id = $1 AND operator_id = $2`} {
		if _, err := d.pool.Exec(ctx, sql+` AND $1::bigint IS NOT NULL AND $2::bigint IS NOT NULL AND $3::text IS NOT NULL`, conv, op, user); err != nil {
			d.log.Warn("it is tried again to tell somebody", "user", user, "error", err)
		}
	}
}

// noticeText says why somebody is told. What is done since is said to be done.
func (s *scene) noticeText(n telling) string {
	h, by := s.Head, quiet(n.By)
	mine := h.Owner == n.Op
	switch {
	case h.State == routing.Closed:
		return ":white_check_mark: closed"
	case n.Why == "assigned" && !mine:
		return ":arrow_right: no longer yours"
	case n.Why == "assigned" && by != "":
		return ":inbox_tray: " + by + " handed this conversation to you"
	case n.Why == "assigned":
		return ":inbox_tray: This conversation was given to you"
	case n.Why == "waits" && (!h.Waiting.Equal(n.Since) || !mine), n.Why == "danger" && !s.danger().Equal(n.Since):
		return ":white_check_mark: answered"
	case n.Why == "waits":
		return ":alarm_clock: Your customer has been waiting since " + when(h.Waiting, "{time}")
	case n.Why == "danger" && mine:
		return ":rotating_light: *Your customer speaks of danger*"
	case n.Why == "danger":
		return ":rotating_light: *A customer speaks of danger*"
	case n.Why == "mentioned":
		return ":wave: " + by + " mentioned you in a note"
	}
	return ":bulb: " + by + " answered your question: the answer is among the drafts"
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
