package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"switchboard/routing"
)

// lapsedFor is how long somebody may believe that live mode is still on, after it has ended by itself.
const lapsedFor = 12 * time.Hour

// lapsed tells the owner whose live mode has ended by itself that what he typed is a note, with a button that sends it. He is told once:
// then he knows. When Slack does not take it, his next line has him told.
func (d *Desk) lapsed(ctx context.Context, conv, note int64, who person, in *slackevents.MessageEvent) error {
	if !who.operator() {
		return nil
	}
	var ended time.Time
	err := d.pool.QueryRow(ctx, `SELECT until FROM slack_live l WHERE conversation_id = $1 AND operator_id = $2 AND since <= $3 AND until <= now() AND `+isOwners,
		conv, who.Op.ID, stamp(in.TimeStamp)).Scan(&ended)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look whether live mode of conversation %d has ended: %w", conv, err)
	}
	t := target{Conv: conv, Item: note}
	text := ":warning: Live mode ended at " + when(ended, "{time}") + ": this is a note, and the customer has not got it."
	var row []slack.BlockElement
	if len(slackFiles(in)) == 0 { // files take the window of a reply
		row = append(row, button(verbSendNote, t, "Send it", slack.StylePrimary))
	}
	row = append(row, button(verbLive, t, "Live mode on", slack.StyleDefault))
	if err := d.whisper(ctx, in.Channel, in.ThreadTimeStamp, in.User, text, small(text), slack.NewActionBlock("lapsed", row...)); err != nil {
		return err
	}
	_, err = d.pool.Exec(ctx, `DELETE FROM slack_live WHERE conversation_id = $1 AND operator_id = $2 AND until = $3`, conv, who.Op.ID, ended)
	if err != nil {
		return fmt.Errorf("note that the end of live mode of conversation %d is told: %w", conv, err)
	}
	return nil
}

// sendNote sends the customer what became a note because live mode had ended. The note stays.
func (d *Desk) sendNote(ctx context.Context, a act) error {
	v, err := d.router.View(ctx, a.target.Conv)
	if err != nil {
		return err
	}
	for _, it := range v.Items {
		if it.Sort != "note" || it.ID != a.target.Item || it.Deleted {
			continue
		}
		_, err := d.router.Reply(ctx, a.who.Op.ID, a.target.Conv, routing.Reply{Key: keyOf("note", fmt.Sprint(it.ID)), Text: it.Text, Mine: true})
		if errors.As(err, new(routing.DisputeError)) {
			err = fmt.Errorf("%w. To send it as it is, press Reply on the card: it asks for the reason", err)
		}
		return err
	}
	return errGone
}
