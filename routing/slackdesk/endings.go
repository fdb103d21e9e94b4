package slackdesk

import (
	"context"
	"errors"

	"github.com/slack-go/slack"

	"switchboard/routing"
)

// closeAsProposed closes a conversation with the ending that is proposed, and tells whoever did it, with a button by which
// he says otherwise. thread is where he is told.
func (d *Desk) closeAsProposed(ctx context.Context, who person, conv int64, channel, thread string) error {
	p, err := d.router.Proposal(ctx, who.Op.ID, conv)
	if err != nil {
		return err
	}
	end, why := p.End, p.Explain()
	if end == "" {
		end, why = d.router.Dispositions()[0], "nothing said in it speaks for another ending"
	}
	err = d.router.CloseConversation(ctx, who.Op.ID, conv, routing.Closing{Disposition: end})
	if errors.Is(err, routing.ErrClosed) {
		return nil // the event came twice
	}
	if err != nil {
		return err
	}
	d.wake(conv)
	text := ":white_check_mark: Closed as *" + quiet(end) + "* – " + quiet(seen(why)) + "."
	if err := d.whisperButton(ctx, channel, thread, who.ID, text, button(verbEnding, target{Conv: conv}, "Choose another ending", slack.StyleDefault)); err != nil {
		d.log.Warn("somebody was not told how his conversation ended", "user", who.ID, "conversation", conv, "error", err)
	}
	return nil
}

// whisperButton is whisper with a button.
func (d *Desk) whisperButton(ctx context.Context, channel, thread, user, text string, b *slack.ButtonBlockElement) error {
	options := []slack.MsgOption{slack.MsgOptionText(cut(text, maxText), false),
		slack.MsgOptionBlocks(slack.NewSectionBlock(mrkdwn(text, maxSection), nil, nil), slack.NewActionBlock("whispered", b))}
	if thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	return d.call(ctx, "chat.postEphemeral", channel, func(ctx context.Context) error {
		_, err := d.api.PostEphemeralContext(ctx, channel, user, options...)
		return err
	})
}

// endings is the list of endings with one chosen; empty: the first.
func (d *Desk) endings(chosen string) *slack.InputBlock {
	var options []*slack.OptionBlockObject
	first := 0
	for i, x := range d.router.Dispositions() {
		options = append(options, option(x, x))
		if x == chosen {
			first = i
		}
	}
	how := choice("how", "How did it end?", false, options...)
	how.Element.(*slack.SelectBlockElement).InitialOption = options[first]
	return how
}

// endingModal says that a closed conversation ended otherwise.
func endingModal(ctx context.Context, d *Desk, a act) (slack.ModalViewRequest, error) {
	h, err := d.router.Head(ctx, a.who.Op.ID, a.target.Conv)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	if h.State != routing.Closed {
		return slack.ModalViewRequest{}, routing.ErrOpen
	}
	return modal(a, "How it ended", "Change it", d.endings(h.Disposition), small("It stands as *"+quiet(h.Disposition)+"*. What you choose teaches what is proposed next time.")), nil
}

// changeEnding carries out what the modal says; what is wrong with it stands at its only field.
func (d *Desk) changeEnding(ctx context.Context, a act) error {
	err := d.router.ChangeEnding(ctx, a.who.Op.ID, a.target.Conv, a.picked("how"))
	if err == nil {
		return nil
	}
	text, ours := spoken(err)
	if !ours {
		d.log.Error("an ending was not changed", "conversation", a.target.Conv, "error", err)
	}
	return fieldError{"how", text}
}
