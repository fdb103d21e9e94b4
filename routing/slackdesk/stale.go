package slackdesk

import (
	"context"

	"github.com/slack-go/slack"

	"switchboard/routing"
)

// mostNews is how many of the customer's new lines the window of a reply shows.
const mostNews = 8

// stale shows the window of a reply once more whose draft or inserted article does not stand any more, with the operator's text: sent
// again, it goes. What the customer wrote meanwhile stands on top of it, and the draft stays the reply's; else it goes without.
func (d *Desk) stale(ctx context.Context, a act, e routing.StaleError) (answer, error) {
	s, err := d.scene(ctx, a.target.Conv)
	if err != nil {
		return nil, err
	}
	says := []slack.Block{small(":warning: *" + sentence(escape(e.Error())) + "* Look whether this is still right: sent again, it goes as your own words, without a source.")}
	switch {
	case e.Newer:
		says = append([]slack.Block{small(":warning: *Not sent: the customer has written meanwhile.* Read this, then send:")}, s.news(a.target.Seq)...)
		a.target.Seq = s.lastCustomer()
	case a.target.Found.Article != 0:
		says = []slack.Block{small(":warning: *Not sent: the article has changed since you inserted it.* Look whether this is still right: sent again, it goes without its source. Or search once more.")}
	}
	var sources []string
	if !e.Newer {
		a.target.Item, a.target.Found = 0, routing.Found{}
	} else if draft, err := d.draft(ctx, a.target); err == nil {
		sources = sourceLines(draft, s.base)
	}
	view, err := d.compose(ctx, a, s, a.written(), sources)
	if err != nil {
		return nil, err
	}
	view.Blocks.BlockSet = append(says, view.Blocks.BlockSet...)
	return slack.NewUpdateViewSubmissionResponse(&view), nil
}

// news are the customer's lines after a place, the newest ones.
func (s *scene) news(after int64) (blocks []slack.Block) {
	for _, it := range arrived(s.Items) {
		if it.Sort != "message" || it.Author != "customer" || it.Seq <= after || it.Deleted {
			continue
		}
		text := seen(it.Text)
		if text == "" {
			text = "📎"
		}
		blocks = append(blocks, words(text, 1)...)
	}
	return blocks[max(0, len(blocks)-mostNews):]
}
