package slackdesk

import (
	"context"

	"github.com/slack-go/slack"
)

// onInteraction deals with a press, a shortcut, a modal or a search in a select.
func (d *Desk) onInteraction(ctx context.Context, in slack.InteractionCallback) (answer, error) {
	return nil, nil
}
