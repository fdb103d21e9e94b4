package slackdesk

import (
	"context"

	"github.com/slack-go/slack/slackevents"
)

// onReaction deals with an emoji that somebody put on a message, or took off it.
func (d *Desk) onReaction(ctx context.Context, id, user, emoji string, item slackevents.Item, added bool) error {
	return nil
}
