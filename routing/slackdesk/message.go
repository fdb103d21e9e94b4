package slackdesk

import (
	"context"

	"github.com/slack-go/slack/slackevents"
)

// onMessage deals with a message that somebody wrote, edited or deleted in Slack.
func (d *Desk) onMessage(ctx context.Context, id string, in *slackevents.MessageEvent) error {
	return nil
}
