package slackdesk

import (
	"context"
	"fmt"

	"github.com/slack-go/slack"

	"switchboard/routing"
)

// shownEarlier is how many earlier questions a modal shows.
const shownEarlier = 12

// earlierWords says how many earlier questions there were.
func earlierWords(n int) string {
	if n == 1 {
		return "1 earlier question"
	}
	return fmt.Sprintf("%d earlier questions", n)
}

// earlierModal shows the earlier questions, masked, that a draft's question is like and that its article answered.
func earlierModal(ctx context.Context, d *Desk, a act) (slack.ModalViewRequest, error) {
	asks, err := d.router.DraftQuestion(ctx, a.target.Conv, a.target.Item)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	if d.cfg.Earlier == nil {
		return slack.ModalViewRequest{}, errGone
	}
	list, err := d.cfg.Earlier(ctx, asks.Article, asks.Text, asks.Lang, shownEarlier)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	blocks := []slack.Block{small("Questions that were answered from the same article:")}
	if len(list) == 0 {
		blocks = []slack.Block{small("They are not remembered any more: the article has changed, or an editor cleared them.")}
	}
	like, _ := asks.Counted(list)
	for i, r := range list {
		if i == len(like) {
			blocks = append(blocks, small("Less like it, and answered from this article too:"))
		}
		says := cut(r.Text, 500)
		if who := routing.WhoAsked(r); who != "" {
			says += " (" + who + ")"
		}
		blocks = append(blocks, slack.NewSectionBlock(plain("• "+seen(plainOf(says)), maxSection), nil, nil))
	}
	if d.cfg.Base != "" && asks.Article != 0 {
		blocks = append(blocks, small(fmt.Sprintf("<%s/knowledge/memory?article=%d|All that was learned about the article>", d.cfg.Base, asks.Article)))
	}
	view := modal(a, "Earlier questions", "", blocks...)
	view.Close = label("Close", 24)
	return view, nil
}
