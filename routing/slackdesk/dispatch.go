package slackdesk

import (
	"context"
	"encoding/json"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// answer is what goes back to Slack with the acknowledgement: a body to be sent as JSON, or nothing.
type answer any

// event deals with an event of the Events API, however it came. id is its event_id. It returns nil only when all that must
// not be lost is committed: on an error the event is not acknowledged, and Slack brings it again.
func (d *Desk) event(ctx context.Context, id string, raw json.RawMessage) error {
	e, err := slackevents.ParseEvent(raw)
	if err != nil {
		return err
	}
	switch in := e.InnerEvent.Data.(type) {
	case *slackevents.MessageEvent:
		return d.onMessage(ctx, id, in)
	case *slackevents.ReactionAddedEvent:
		return d.onReaction(ctx, id, in.User, in.Reaction, in.Item, true)
	case *slackevents.ReactionRemovedEvent:
		return d.onReaction(ctx, id, in.User, in.Reaction, in.Item, false)
	case *slackevents.AppHomeOpenedEvent:
		return d.onHome(ctx, in)
	}
	return nil
}

// interaction deals with a press, a shortcut, a modal or a search in a select.
func (d *Desk) interaction(ctx context.Context, in slack.InteractionCallback) (answer, error) {
	return d.onInteraction(ctx, in)
}

// command deals with a slash command.
func (d *Desk) command(ctx context.Context, in slack.SlashCommand) (answer, error) {
	return d.onCommand(ctx, in)
}
