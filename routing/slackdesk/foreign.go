package slackdesk

import (
	"context"
	"slices"

	"github.com/slack-go/slack"

	"switchboard/knowledge"
	"switchboard/routing"
)

// blockForeign is the block of a modal that says that its text is in another language than the customer's.
const blockForeign = "foreign"

// foreign tells whether a text is plainly in another language than the customer writes.
func (s *scene) foreign(text string) routing.Foreign {
	return routing.ForeignTo(s.Items, s.Head.Lang, text)
}

// foreignNote says it beside what sends the text; nothing when there is nothing to say.
func (s *scene) foreignNote(text string) []slack.Block {
	said := s.foreign(text).Words()
	if said == "" {
		return nil
	}
	return []slack.Block{slack.NewContextBlock(blockForeign, mrkdwn(":warning: "+said, maxField))}
}

// askForeign shows the modal of a reply once more when what was typed is in another language than the customer's, so that it
// can be translated. Sent from there it goes. Who has written to this customer in that language before knows what he does.
func (d *Desk) askForeign(ctx context.Context, a act) (answer, error) {
	if slices.ContainsFunc(a.shown, func(b slack.Block) bool { return b.ID() == blockForeign }) {
		return nil, nil
	}
	s, err := d.scene(ctx, a.target.Conv)
	if err != nil {
		return nil, err
	}
	text := a.written()
	f := s.foreign(text)
	if f.Is == "" || s.usedTo(f.Is) {
		return nil, nil
	}
	view, err := d.compose(ctx, a, s, text, nil)
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(&view), nil
}

// usedTo tells whether operators have written to the customer in a language.
func (s *scene) usedTo(lang string) bool {
	return slices.ContainsFunc(s.Items, func(it routing.Item) bool {
		if it.Sort != "message" || it.Author != "operator" || it.Kind == "speech" || it.Deleted {
			return false
		}
		is, sure := knowledge.Language(it.Text, "")
		return sure && is == lang
	})
}
