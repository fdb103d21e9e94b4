package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/slack-go/slack/slackevents"

	"switchboard/routing"
)

const (
	undoFor  = 5 * time.Second  // a live line waits so long
	liveIdle = 10 * time.Minute // after so long without a line live mode ends
)

// isLive tells, as a condition over slack_live l, whether live mode is on: switched on, not idle, and its operator still
// the owner: isOwners.
const (
	isLive   = `l.until > now() AND ` + isOwners
	isOwners = `EXISTS (SELECT FROM conversations c WHERE c.id = l.conversation_id AND c.owner_id = l.operator_id AND c.state = 'owned')`
)

// switchLive switches live mode on or off, and tells which. It is on since it was pressed, by Slack's clock, as what is typed has
// its time by that; by the database's where Slack does not tell.
func (d *Desk) switchLive(ctx context.Context, conv int64, who person, pressed time.Time) (on bool, err error) {
	head, err := d.router.Head(ctx, who.Op.ID, conv)
	if err != nil {
		return false, err
	}
	if head.Owner != who.Op.ID || head.State != routing.Owned {
		return false, routing.ErrNotOwner
	}
	if head.OneWay != "" || head.Blocked {
		return false, routing.ErrNoWay
	}
	tag, err := d.pool.Exec(ctx, `DELETE FROM slack_live l WHERE conversation_id = $1 AND operator_id = $2 AND `+isLive, conv, who.Op.ID)
	if err == nil && tag.RowsAffected() == 0 {
		on = true
		_, err = d.pool.Exec(ctx, `INSERT INTO slack_live (conversation_id, operator_id, until, since) VALUES ($1, $2, now() + $3::interval, COALESCE($4, now()))
			ON CONFLICT (conversation_id) DO UPDATE SET operator_id = EXCLUDED.operator_id, since = EXCLUDED.since, until = EXCLUDED.until`,
			conv, who.Op.ID, liveIdle, pgtype.Timestamptz{Time: pressed, Valid: !pressed.IsZero()})
	}
	if err != nil {
		return false, fmt.Errorf("switch live mode of conversation %d: %w", conv, err)
	}
	d.wake(conv)
	return on, nil
}

// liveLine takes what the owner typed in the thread while live mode is on: it will be sent in five seconds unless undone.
// taken is false when live mode is off or he is not the owner, or was when he typed it, though Slack delivers it now: then it
// is a note.
func (d *Desk) liveLine(ctx context.Context, conv int64, who person, in *slackevents.MessageEvent) (taken bool, err error) {
	if !who.operator() {
		return false, nil
	}
	text, files := d.readable(ctx, unescape(in.Text)), slackFiles(in)
	err = pgx.BeginFunc(ctx, d.pool, func(tx pgx.Tx) error {
		// what came as a note before, or as a line, stays what it was: live mode may have been switched meanwhile
		var was bool
		err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM slack_lines WHERE channel = $1 AND ts = $2)`, in.Channel, in.TimeStamp).Scan(&was)
		if err != nil || was {
			taken = was
			return err
		}
		if err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM slack_received WHERE id = $1)`, "note "+in.Channel+" "+in.TimeStamp).Scan(&was); err != nil || was {
			return err
		}
		tag, err := tx.Exec(ctx, `UPDATE slack_live l SET until = now() + $3::interval WHERE l.conversation_id = $1 AND l.operator_id = $2 AND l.since <= $4 AND `+isLive,
			conv, who.Op.ID, liveIdle, stamp(in.TimeStamp))
		if err != nil || tag.RowsAffected() == 0 {
			return err
		}
		if err := received(ctx, tx, "note "+in.Channel+" "+in.TimeStamp); err != nil {
			return err
		}
		taken = true
		_, err = tx.Exec(ctx, `INSERT INTO slack_lines (conversation_id, operator_id, channel, ts, text, files, due_at)
			VALUES ($1, $2, $3, $4, $5, $6, now() + $7::interval)`, conv, who.Op.ID, in.Channel, in.TimeStamp, text, files, undoFor)
		return err
	})
	if errors.Is(err, errReceived) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("take a live line of conversation %d: %w", conv, err)
	}
	if taken {
		d.wake(conv)
	}
	return taken, nil
}

// liveChanged deals with an edit or a deletion (no text came from Slack) of a line that live mode took; taken is false when it took none
// such. What was sent is changed at the customer's, if the channel can.
func (d *Desk) liveChanged(ctx context.Context, conv int64, channel, ts, text string) (taken bool, err error) {
	var id, op int64
	var seq *int64
	var state string
	err = d.pool.QueryRow(ctx, `SELECT id, operator_id, state, seq FROM slack_lines WHERE channel = $1 AND ts = $2`, channel, ts).Scan(&id, &op, &state, &seq)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("find the live line %s/%s: %w", channel, ts, err)
	}
	said := d.readable(ctx, text)
	switch {
	case state == "waits" && text == "":
		return true, d.undo(ctx, conv, id)
	case state == "waits":
		tag, err := d.pool.Exec(ctx, `UPDATE slack_lines SET text = $2, due_at = now() + $3::interval WHERE id = $1 AND state = 'waits'`, id, said, undoFor)
		if err == nil && tag.RowsAffected() == 0 { // it went out just now: this is an edit of what was sent
			return d.liveChanged(ctx, conv, channel, ts, text)
		}
		d.wake(conv)
		return true, err
	case state == "failed" && text != "":
		return true, d.corrected(ctx, conv, id, said)
	case state != "sent" || seq == nil:
		return true, nil
	}
	message, err := d.messageAt(ctx, conv, *seq)
	if err != nil {
		return true, err
	}
	if text == "" {
		err = d.router.DeleteSent(ctx, op, message)
	} else {
		err = d.router.EditSent(ctx, op, message, said, "")
	}
	if words, ours := spoken(err); err != nil && ours {
		if errors.As(err, new(routing.DisputeError)) {
			words += " To change it all the same, press Change below the message: it asks for the reason."
		}
		return true, d.tellOperator(ctx, conv, op, ":warning: The customer still sees the old message. "+escape(words))
	}
	return true, err
}

// corrected has a line that was not sent go out as its author has corrected it, if live mode is still on.
func (d *Desk) corrected(ctx context.Context, conv, line int64, text string) error {
	_, err := d.pool.Exec(ctx, `UPDATE slack_lines x SET state = 'waits', error = NULL, text = $2, due_at = now() + $3::interval
		WHERE id = $1 AND state = 'failed' AND EXISTS (SELECT FROM slack_live l WHERE l.conversation_id = x.conversation_id AND l.operator_id = x.operator_id AND `+isLive+`)`,
		line, text, undoFor)
	if err != nil {
		return fmt.Errorf("send the corrected live line %d: %w", line, err)
	}
	d.wake(conv)
	return nil
}

// messageAt is the id of the message at a place of the timeline.
func (d *Desk) messageAt(ctx context.Context, conv, seq int64) (int64, error) {
	v, err := d.router.View(ctx, conv)
	if err != nil {
		return 0, err
	}
	for _, it := range v.Items {
		if it.Seq == seq && it.Sort == "message" {
			return it.ID, nil
		}
	}
	return 0, routing.ErrNotFound
}

// undo takes back a live line that still waits.
func (d *Desk) undo(ctx context.Context, conv, line int64) error {
	tag, err := d.pool.Exec(ctx, `UPDATE slack_lines SET state = 'undone' WHERE id = $1 AND conversation_id = $2 AND state = 'waits'`, line, conv)
	if err != nil {
		return fmt.Errorf("undo live line %d: %w", line, err)
	}
	if tag.RowsAffected() == 0 {
		return errors.New("too late: it was sent. Take it back by the button below it")
	}
	d.wake(conv)
	return nil
}

// runLive sends the lines whose five seconds are over, and ends live modes whose operator is not the owner any more. One that idles stays
// a while, though it is off: its operator does not know yet (see lapsed). Run calls it twice a second.
func (d *Desk) runLive(ctx context.Context) error {
	rows, err := d.pool.Query(ctx, `DELETE FROM slack_live l WHERE NOT (`+isOwners+`) OR l.until < now() - $1::interval RETURNING conversation_id`, lapsedFor)
	if err != nil {
		return fmt.Errorf("end live modes: %w", err)
	}
	ended, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return fmt.Errorf("end live modes: %w", err)
	}
	for _, conv := range ended {
		d.wake(conv)
	}
	for range 100 {
		more, err := d.sendLine(ctx)
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// sendLine sends the oldest line that is due, and tells whether there was one. The row's lock keeps other processes from
// it; the message's key keeps it from being sent twice all the same.
func (d *Desk) sendLine(ctx context.Context) (more bool, err error) {
	var conv, op int64
	var failure error
	err = pgx.BeginFunc(ctx, d.pool, func(tx pgx.Tx) error {
		var id int64
		var key, text string
		var files []string
		err := tx.QueryRow(ctx, `SELECT id, conversation_id, operator_id, key::text, text, files FROM slack_lines x
			WHERE state = 'waits' AND due_at <= now() AND NOT EXISTS (SELECT FROM slack_lines y
				WHERE y.conversation_id = x.conversation_id AND y.state = 'waits' AND y.id < x.id)
			ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`).Scan(&id, &conv, &op, &key, &text, &files)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("take a live line: %w", err)
		}
		more = true
		reply := routing.Reply{Key: key, Text: text, Mine: true, Unhurried: true}
		var live bool
		err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM slack_live l WHERE l.conversation_id = $1 AND l.operator_id = $2 AND `+isLive+`)`, conv, op).Scan(&live)
		if err == nil && !live {
			failure = errors.New("live mode ended before it was sent")
		} else if err == nil {
			reply.Files, failure = d.download(ctx, files)
		}
		if err != nil {
			return fmt.Errorf("look at live mode: %w", err)
		}
		var seq int64
		if failure == nil {
			seq, failure = d.router.Reply(ctx, op, conv, reply)
		}
		if failure != nil {
			words, ours := spoken(failure)
			if !ours && ctx.Err() != nil {
				return failure // tried again
			}
			_, err = tx.Exec(ctx, `UPDATE slack_lines SET state = 'failed', error = $2 WHERE id = $1`, id, words)
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE slack_lines SET state = 'sent', seq = $2 WHERE id = $1`, id, seq); err != nil {
			return err
		}
		// the post that offered the Undo becomes the message's
		_, err = tx.Exec(ctx, `UPDATE slack_posts SET place = $3 WHERE conversation_id = $1 AND place = $2
			AND NOT EXISTS (SELECT FROM slack_posts WHERE conversation_id = $1 AND place = $3)`,
			conv, fmt.Sprintf("%s%d", placeLine, id), fmt.Sprintf("%s%d", placeMessage, seq))
		return err
	})
	if err != nil {
		return false, err
	}
	if more {
		d.wake(conv)
	}
	if failure != nil {
		words, _ := spoken(failure)
		if errors.As(failure, new(routing.DisputeError)) {
			words += " Edit your line to correct it. To send it as it is, press Reply on the card: it asks for the reason."
		}
		return more, d.tellOperator(ctx, conv, op, ":x: Your line was not sent to the customer. "+escape(words))
	}
	return more, nil
}

// tellOperator tells an operator something in a conversation's thread that nobody else sees.
func (d *Desk) tellOperator(ctx context.Context, conv, op int64, text string) error {
	user, err := d.slackUser(ctx, op)
	if err != nil || user == "" {
		return err
	}
	var channel, ts string
	err = d.pool.QueryRow(ctx, `SELECT channel, ts FROM slack_threads WHERE conversation_id = $1 AND ts <> ''`, conv).Scan(&channel, &ts)
	if err != nil {
		return fmt.Errorf("find the thread of conversation %d: %w", conv, err)
	}
	d.hint(ctx, channel, ts, user, text)
	return nil
}
