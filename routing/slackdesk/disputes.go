package slackdesk

import (
	"context"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"switchboard/routing"
)

// disputed shows the modal of a reply, or of a change, again, with what the knowledge base says otherwise and a field for the reason to
// send it all the same. What was filled in stays: the fields are the same.
func (d *Desk) disputed(ctx context.Context, a act, e routing.DisputeError) (answer, error) {
	s, err := d.scene(ctx, a.target.Conv)
	if err != nil {
		return nil, err
	}
	build := func() (slack.ModalViewRequest, error) { return d.compose(ctx, a, s, a.text("text"), nil) }
	if a.verb == verbEditSent {
		build = func() (slack.ModalViewRequest, error) { return editSentView(a, a.text("text")), nil }
	}
	view, err := build()
	if err != nil {
		return nil, err
	}
	lines := []string{":warning: *Not sent: the knowledge base says otherwise.* Correct it, or say why it is right and send it anyway."}
	for _, x := range e.Disputes {
		lines = append(lines, "• *"+escape(cut(x.Claim.Text, 100))+"* – “"+escape(cut(seen(plainOf(x.Says)), 200))+"” "+sourceLine(x.Source, s.base, time.Now()))
	}
	why := lineInput("despite", "Why it is right", "", true)
	why.Element.(*slack.PlainTextInputBlockElement).MaxLength = 500
	section := slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, cut(strings.Join(lines, "\n"), maxSection), false, false), nil, nil)
	view.Blocks.BlockSet = append([]slack.Block{section, why}, view.Blocks.BlockSet...)
	return slack.NewUpdateViewSubmissionResponse(&view), nil
}
