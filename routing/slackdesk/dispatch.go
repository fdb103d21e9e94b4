package slackdesk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// answer is what goes back to Slack with the acknowledgement: a body to be sent as JSON, or nothing.
type answer any

// event deals with an event of the Events API, however it came. id is its event_id. It returns nil only when all that must
// not be lost is committed: on an error the event is not acknowledged, and Slack brings it again.
func (d *Desk) event(ctx context.Context, id string, raw json.RawMessage) error {
	e, err := slackevents.ParseEvent(raw, slackevents.OptionNoVerifyToken())
	if err != nil { // of a sort that the library does not know: nothing of ours
		d.log.Debug("an event of Slack is not understood", "event", id, "error", err)
		return nil
	}
	if id != "" {
		var before bool
		if err := d.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM slack_received WHERE id = $1)`, "event "+id).Scan(&before); err != nil {
			return fmt.Errorf("look whether event %s was received: %w", id, err)
		}
		if before {
			return nil
		}
	}
	switch in := e.InnerEvent.Data.(type) {
	case *slackevents.MessageEvent:
		err = d.onMessage(ctx, id, in)
	case *slackevents.ReactionAddedEvent:
		err = d.onReaction(ctx, id, in.User, in.Reaction, in.Item, true)
	case *slackevents.ReactionRemovedEvent:
		err = d.onReaction(ctx, id, in.User, in.Reaction, in.Item, false)
	case *slackevents.AppHomeOpenedEvent:
		err = d.onHome(ctx, in)
	case *slackevents.ChannelArchiveEvent:
		err = d.channelGone(ctx, in.Channel, "is_archived")
	case *slackevents.GroupArchiveEvent:
		err = d.channelGone(ctx, in.Channel, "is_archived")
	case *slackevents.ChannelDeletedEvent:
		err = d.channelGone(ctx, in.Channel, "channel_not_found")
	case *slackevents.ChannelUnarchiveEvent:
		_, err = d.pool.Exec(ctx, `UPDATE slack_channels SET lost_at = NULL, lost_why = NULL WHERE channel = $1`, in.Channel)
	}
	if err != nil || id == "" {
		return err
	}
	// A repetition that overtakes this does no harm: every effect is idempotent by itself.
	_, err = d.pool.Exec(ctx, `INSERT INTO slack_received (id) VALUES ($1) ON CONFLICT DO NOTHING`, cut("event "+id, 200))
	if err != nil {
		return fmt.Errorf("note that event %s was received: %w", id, err)
	}
	return nil
}

// channelGone deals with a channel of ours that was archived or deleted.
func (d *Desk) channelGone(ctx context.Context, channel, why string) error {
	var ours bool
	err := d.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM slack_channels WHERE channel = $1 AND lost_at IS NULL)`, channel).Scan(&ours)
	if err != nil || !ours {
		return err
	}
	go func() { // Slack is asked for another channel: that may take longer than Slack waits for us
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
		if err := d.loseChannel(ctx, channel, why); err != nil {
			d.log.Warn("a lost Slack channel has no successor yet; it is tried again", "channel", channel, "error", err)
		}
		d.again(ctx, channel)
	}()
	return nil
}

// again has everything looked at that stands in a channel.
func (d *Desk) again(ctx context.Context, channel string) {
	rows, err := d.pool.Query(ctx, `UPDATE slack_threads SET shown = `+showAnew+` WHERE channel = $1 RETURNING conversation_id`, channel)
	if err == nil {
		var conv int64
		_, err = pgx.ForEachRow(rows, []any{&conv}, func() error { d.wake(conv); return nil })
	}
	if err != nil {
		d.log.Warn("conversations of a lost channel are moved when they change", "channel", channel, "error", err)
	}
}

// interaction deals with a press, a shortcut, a modal or a search in a select.
func (d *Desk) interaction(ctx context.Context, in slack.InteractionCallback) (answer, error) {
	return d.onInteraction(ctx, in)
}

// command deals with a slash command.
func (d *Desk) command(ctx context.Context, in slack.SlashCommand) (answer, error) {
	return d.onCommand(ctx, in)
}

// pressed says who waits for an answer, and where he can be told of a failure.
type pressed struct {
	user, channel, thread, url, view string
	field                            string // of the modal: where an error is shown
}

func whoPressed(in slack.InteractionCallback) pressed {
	p := pressed{user: in.User.ID, channel: in.Channel.ID, thread: in.Message.ThreadTimestamp, url: in.ResponseURL}
	if p.channel == "" {
		p.channel = in.Container.ChannelID
	}
	if p.thread == "" {
		p.thread = in.Container.ThreadTs
	}
	if in.Type == slack.InteractionTypeViewSubmission {
		p.view, p.field = in.View.ID, errorField(in.View.Blocks.BlockSet)
	}
	return p
}

// errorField is the block of the modal's text, or else of its first field: Slack shows no error of another.
func errorField(blocks []slack.Block) (field string) {
	for _, b := range blocks {
		if _, ok := b.(*slack.InputBlock); !ok {
			continue
		}
		if name, _, _ := strings.Cut(b.ID(), ":"); name == "text" {
			return b.ID()
		}
		field = cmp.Or(field, b.ID())
	}
	return field
}

// inTime answers Slack within its three seconds whatever the database does. What takes longer goes on; who pressed is told
// how it ended.
func (d *Desk) inTime(ctx context.Context, f func(context.Context) (answer, error), who pressed) answer {
	type result struct {
		answer answer
		err    error
	}
	done := make(chan result, 1)
	long, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	go func() {
		defer cancel()
		a, err := d.recovered(long, f)
		if err != nil && who.view == "" { // telling is a call to Slack, which Slack's three seconds do not wait for either
			after, cancel := context.WithTimeout(context.WithoutCancel(ctx), callWithin)
			defer cancel()
			a, err = d.finished(after, a, err, who), nil
		}
		done <- result{a, err}
	}()
	timer := time.NewTimer(d.cfg.AnswerWithin)
	defer timer.Stop()
	select {
	case r := <-done:
		return d.finished(ctx, r.answer, r.err, who)
	case <-timer.C:
	}
	go func() {
		r := <-done
		after, cancel := context.WithTimeout(context.WithoutCancel(ctx), callWithin)
		defer cancel()
		if r.err != nil {
			d.finished(after, nil, r.err, pressed{user: who.user, channel: who.channel, thread: who.thread})
		}
	}()
	if who.view != "" {
		return map[string]any{"response_action": "errors", "errors": map[string]string{who.field: "This takes longer than usual. Wait a moment and look into the thread before you send it again."}}
	}
	return nil
}

func (d *Desk) recovered(ctx context.Context, f func(context.Context) (answer, error)) (a answer, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return f(ctx)
}

// fieldError is a problem with one field of a modal.
type fieldError struct{ block, text string }

func (e fieldError) Error() string { return e.text }

// finished turns an error into words for whoever pressed.
func (d *Desk) finished(ctx context.Context, a answer, err error, who pressed) answer {
	if err == nil {
		return a
	}
	text, ours := spoken(err)
	if !ours {
		d.log.Error("something that an operator did in Slack failed", "user", who.user, "error", err)
	}
	if who.view != "" {
		block := who.field
		if f := (fieldError{}); errors.As(err, &f) {
			block = f.block
		}
		return map[string]any{"response_action": "errors", "errors": map[string]string{block: cut(text, 500)}}
	}
	if who.channel != "" {
		d.hint(ctx, who.channel, who.thread, who.user, ":warning: "+escape(text))
		return nil
	}
	if channel, err := d.direct(ctx, who.user); err == nil {
		d.hint(ctx, channel, "", who.user, ":warning: "+escape(text))
	}
	return nil
}
