package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/slack-go/slack/slackevents"

	"switchboard/routing"
)

// onMessage deals with a message that somebody wrote, edited or deleted in Slack.
func (d *Desk) onMessage(ctx context.Context, id string, in *slackevents.MessageEvent) error {
	switch in.SubType {
	case "", "file_share", "thread_broadcast", "me_message":
		return d.wrote(ctx, id, in)
	case "message_changed":
		if in.Message != nil && in.Message.SubType == "tombstone" { // of what has replies Slack leaves that when it is deleted
			return d.reworded(ctx, id, in, "", in.Message.Timestamp, in.Message.ThreadTimestamp, "")
		}
		if in.Message == nil || in.PreviousMessage != nil && in.Message.Text == in.PreviousMessage.Text {
			return nil // a link was unfurled, a reply counted
		}
		return d.reworded(ctx, id, in, in.Message.User, in.Message.Timestamp, in.Message.ThreadTimestamp, unescape(in.Message.Text))
	case "message_deleted":
		was := in.PreviousMessage
		ts, thread, user := in.DeletedTimeStamp, "", ""
		if was != nil {
			thread, user = was.ThreadTimestamp, was.User
		}
		return d.reworded(ctx, id, in, user, ts, thread, "")
	}
	return nil
}

// ofBot tells whether a program wrote it: ours or another's.
func (d *Desk) ofBot(in *slackevents.MessageEvent) bool {
	return in.BotID != "" || in.User == "" || in.User == d.me().User
}

// wrote deals with a new message: in a thread of ours it is a note, or a line in live mode; in a direct message it may
// answer a question.
func (d *Desk) wrote(ctx context.Context, id string, in *slackevents.MessageEvent) error {
	if d.ofBot(in) {
		return nil
	}
	if in.ChannelType == "im" {
		return d.answered(ctx, id, in)
	}
	if in.ThreadTimeStamp == "" || in.ThreadTimeStamp == in.TimeStamp {
		return nil
	}
	conv, _, err := d.placeSoon(ctx, in.Channel, in.TimeStamp, in.ThreadTimeStamp)
	if err != nil || conv == 0 {
		return err
	}
	who, err := d.person(ctx, in.User)
	if err != nil {
		return err
	}
	if who.Bot {
		return nil
	}
	if who.operator() {
		if err := d.atWork(ctx, who); err != nil {
			return err
		}
	}
	taken, err := d.liveLine(ctx, conv, who, in)
	if err != nil || taken {
		return err
	}
	return d.noted(ctx, conv, who, in)
}

// noted writes down a note that was typed in a thread.
func (d *Desk) noted(ctx context.Context, conv int64, who person, in *slackevents.MessageEvent) error {
	text := d.readable(ctx, unescape(in.Text))
	if in.Message != nil {
		for _, f := range in.Message.Files {
			text += "\n[file: " + f.Name + "]"
		}
	}
	if strings.TrimSpace(text) == "" {
		return nil
	}
	var id int64
	err := d.router.Remark(ctx, conv, routing.Remark{Operator: who.Op.ID, Name: who.Name, Text: text,
		Also: func(ctx context.Context, tx pgx.Tx, note int64) error {
			id = note
			if err := received(ctx, tx, "note "+in.Channel+" "+in.TimeStamp); err != nil {
				return err
			}
			_, err := tx.Exec(ctx, `INSERT INTO slack_posts (conversation_id, place, channel, thread, ts, theirs, author) VALUES ($1, $2, $3, $4, $5, true, $6)`,
				conv, fmt.Sprintf("%s%d", placeNote, note), in.Channel, in.ThreadTimeStamp, in.TimeStamp, in.User)
			return err
		}})
	if errors.Is(err, errReceived) || errors.Is(err, routing.ErrEmpty) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(d.lapsed(ctx, conv, id, who, in), d.mentioned(ctx, conv, who, in))
}

// errReceived says that an event was dealt with before.
var errReceived = errors.New("this was received before")

// received notes in the transaction of its effect that an event was dealt with.
func received(ctx context.Context, tx pgx.Tx, id string) error {
	tag, err := tx.Exec(ctx, `INSERT INTO slack_received (id) VALUES ($1) ON CONFLICT DO NOTHING`, cut(id, 200))
	if err != nil {
		return fmt.Errorf("note that %s was received: %w", id, err)
	}
	if tag.RowsAffected() == 0 {
		return errReceived
	}
	return nil
}

// reworded deals with an edit (or with a deletion: no text) of what a person wrote in a thread.
func (d *Desk) reworded(ctx context.Context, id string, in *slackevents.MessageEvent, user, ts, thread, text string) error {
	conv, place, err := d.placeSoon(ctx, in.Channel, ts, thread)
	if err != nil || conv == 0 {
		return err
	}
	taken, err := d.liveChanged(ctx, conv, in.Channel, ts, text)
	if err != nil || taken {
		return err
	}
	var note int64
	if n, ok := strings.CutPrefix(place, placeNote); ok {
		var theirs bool
		err := d.pool.QueryRow(ctx, `SELECT theirs FROM slack_posts WHERE conversation_id = $1 AND place = $2`, conv, place).Scan(&theirs)
		if err != nil || !theirs {
			return err
		}
		if _, err := fmt.Sscan(n, &note); err != nil {
			return nil
		}
		return d.router.ChangeNote(ctx, note, d.readable(ctx, text))
	}
	if place == placeCard && text == "" {
		d.wakeAgain(ctx, conv) // the card was deleted: another is posted
		return nil
	}
	if place == "" && text != "" && user != "" && in.Message != nil && in.Message.BotID == "" && thread != "" && thread != ts {
		// its first form never came: events may be lost or come out of order
		again := *in
		again.SubType, again.User, again.Text, again.TimeStamp, again.ThreadTimeStamp = "", user, in.Message.Text, ts, thread
		return d.wrote(ctx, id, &again)
	}
	return nil
}

// wakeAgain has a conversation shown anew although nothing of it changed.
func (d *Desk) wakeAgain(ctx context.Context, conv int64) {
	if _, err := d.pool.Exec(ctx, `UPDATE slack_threads SET shown = `+showAnew+` WHERE conversation_id = $1`, conv); err != nil {
		d.log.Warn("a conversation is not shown anew", "conversation", conv, "error", err)
	}
	if _, err := d.pool.Exec(ctx, `UPDATE slack_posts SET hash = NULL WHERE conversation_id = $1 AND place = $2`, conv, placeCard); err != nil {
		d.log.Warn("a card is not shown anew", "conversation", conv, "error", err)
	}
	d.wake(conv)
}

var (
	userMark    = regexp.MustCompile(`<@([UW][A-Z0-9]+)(?:\|[^>]*)?>`)
	channelMark = regexp.MustCompile(`<#[A-Z0-9]+\|?([^>]*)>`)
	linkInText  = regexp.MustCompile(`<((?:https?|mailto|tel):[^|>]*)(?:\|([^>]*))?>`)
	groupMark   = regexp.MustCompile(`<!([a-z]+)[^>]*>`)
)

// readable is what a person typed, with names for Slack's ids, in Markdown.
func (d *Desk) readable(ctx context.Context, text string) string {
	text = userMark.ReplaceAllStringFunc(text, func(m string) string {
		p, err := d.person(ctx, userMark.FindStringSubmatch(m)[1])
		if err != nil || p.Name == "" {
			return "@somebody"
		}
		return "@" + p.Name
	})
	text = channelMark.ReplaceAllString(text, "#$1")
	text = groupMark.ReplaceAllString(text, "@$1")
	text = linkInText.ReplaceAllStringFunc(text, func(m string) string {
		parts := linkInText.FindStringSubmatch(m)
		link := strings.TrimPrefix(strings.TrimPrefix(parts[1], "mailto:"), "tel:")
		if parts[2] == "" || parts[2] == link || strings.HasSuffix(link, "://"+parts[2]) {
			return link
		}
		return parts[2] + " (" + link + ")"
	})
	return markdown(text, "")
}

// mentioned tells operators who are named in a note.
func (d *Desk) mentioned(ctx context.Context, conv int64, by person, in *slackevents.MessageEvent) error {
	for _, m := range userMark.FindAllStringSubmatch(in.Text, 10) {
		if m[1] == by.ID {
			continue
		}
		who, err := d.person(ctx, m[1])
		if err != nil || !who.operator() {
			continue
		}
		if err := d.notice(ctx, conv, who.Op.ID, "mentioned", by.Name, stamp(in.TimeStamp)); err != nil {
			return err
		}
	}
	return nil
}

// slackFiles are the ids of what a message carries.
func slackFiles(in *slackevents.MessageEvent) []string {
	ids := []string{}
	if in.Message != nil {
		for _, f := range in.Message.Files {
			ids = append(ids, f.ID)
		}
	}
	return ids
}
