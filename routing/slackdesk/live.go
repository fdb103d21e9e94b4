package slackdesk

import (
	"context"

	"github.com/slack-go/slack/slackevents"
)

// liveLine takes what the owner typed in the thread while live mode is on: it will be sent in five seconds unless undone.
// taken is false when live mode is off or he is not the owner: then it is a note.
func (d *Desk) liveLine(ctx context.Context, conv int64, who person, in *slackevents.MessageEvent) (taken bool, err error) {
	return false, nil
}

// liveChanged deals with an edit or a deletion of a line that live mode took; taken is false when it took none such.
func (d *Desk) liveChanged(ctx context.Context, conv int64, who person, in *slackevents.MessageEvent) (taken bool, err error) {
	return false, nil
}

// runLive sends the lines whose five seconds are over, and ends live modes that idle. Run calls it once a second.
func (d *Desk) runLive(ctx context.Context) error { return nil }
