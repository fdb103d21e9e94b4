package slackdesk

import (
	"context"

	"github.com/slack-go/slack"
)

// onCommand deals with /switchboard.
func (d *Desk) onCommand(ctx context.Context, in slack.SlashCommand) (answer, error) { return nil, nil }
