package slackdesk

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

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
	build := func() (slack.ModalViewRequest, error) { return d.compose(ctx, a, s, a.written(), nil) }
	if a.verb == verbEditSent {
		build = func() (slack.ModalViewRequest, error) { return editSentView(a, a.written()), nil }
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
	claims := make([]string, len(e.Disputes))
	for i, x := range e.Disputes {
		claims[i] = x.Claim.Text
	}
	if view.PrivateMetadata, err = withSeen(a.target, claims); err != nil {
		return nil, err
	}
	section := slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, cut(strings.Join(lines, "\n"), maxSection), false, false), nil, nil)
	view.Blocks.BlockSet = append([]slack.Block{section, why}, view.Blocks.BlockSet...)
	return slack.NewUpdateViewSubmissionResponse(&view), nil
}

// maxMetadata is how many characters a modal carries at most.
const maxMetadata = 3000

// withSeen is a modal's target with the disputed words that it shows: what a reason is given for. Where they have no room, the
// reason is for all.
func withSeen(t target, seen []string) (string, error) {
	b, err := json.Marshal(seen)
	if err != nil {
		return "", fmt.Errorf("note what is disputed: %w", err)
	}
	if meta := t.String() + " " + string(b); utf8.RuneCount([]byte(meta)) <= maxMetadata {
		return meta, nil
	}
	return t.String(), nil
}

// seenIn are the disputed words that a modal shows; nil: none, or all.
func seenIn(meta string) (seen []string) {
	if _, list, ok := strings.Cut(meta, " "); ok && json.Unmarshal([]byte(list), &seen) != nil {
		return nil
	}
	return seen
}
