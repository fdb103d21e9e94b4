package slackdesk

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"switchboard/routing"
)

// act is one thing that somebody wants done: by a button, a shortcut, a modal, an emoji or a command.
type act struct {
	who     person
	verb    verb
	target  target
	channel string
	thread  string
	trigger string    // opens modals, for three seconds
	view    string    // id of the modal it was pressed in; empty: none
	pressed time.Time // by Slack's clock; zero: it does not tell
	once    string    // the same press has the same text, however often it comes
	values  map[string]map[string]slack.BlockAction
	meta    string        // the modal's private metadata
	shown   []slack.Block // of the modal
}

var (
	errNoOperator = errors.New("only operators may do this. You may read along and write notes in the threads; an administrator makes you an operator with /switchboard map")
	errGone       = errors.New("this belongs to no conversation any more")
)

// onInteraction deals with a press, a shortcut, a modal or a search in a select.
func (d *Desk) onInteraction(ctx context.Context, in slack.InteractionCallback) (answer, error) {
	who, err := d.person(ctx, in.User.ID)
	if err != nil {
		return nil, err
	}
	at := whoPressed(in)
	a := act{who: who, channel: at.channel, thread: at.thread, trigger: in.TriggerID, view: in.View.ID, meta: in.View.PrivateMetadata, shown: in.View.Blocks.BlockSet}
	if in.View.State != nil {
		a.values = in.View.State.Values
	}
	switch in.Type {
	case slack.InteractionTypeBlockActions:
		for _, b := range in.ActionCallback.BlockActions {
			if err := d.pressedOn(ctx, a, *b); err != nil {
				return nil, err
			}
		}
		return nil, nil
	case slack.InteractionTypeMessageAction:
		conv, place, err := d.placeSoon(ctx, at.channel, in.Message.Timestamp, in.Message.ThreadTimestamp)
		if err != nil {
			return nil, err
		}
		if conv == 0 {
			return nil, errGone
		}
		if a.thread == "" {
			a.thread = in.Message.Timestamp
		}
		a.verb, a.once = verb(strings.TrimPrefix(in.CallbackID, "verb_")), in.ActionTs
		if a.target, err = d.targetOf(ctx, conv, place, a.verb); err != nil {
			return nil, err
		}
		return nil, d.do(ctx, a)
	case slack.InteractionTypeShortcut:
		a.verb = verb(strings.TrimPrefix(in.CallbackID, "verb_"))
		return nil, d.do(ctx, a)
	case slack.InteractionTypeViewSubmission:
		t, _, _ := strings.Cut(a.meta, " ")
		a.verb, a.once = verb(in.View.CallbackID), in.View.ID+in.View.CallbackID
		a.target, _ = parseTarget(t)
		return d.submitted(ctx, a)
	}
	return nil, nil
}

// pressedOn deals with one button, or one choice of a menu.
func (d *Desk) pressedOn(ctx context.Context, a act, b slack.BlockAction) error {
	name, _, _ := strings.Cut(b.ActionID, ":")
	value := b.Value
	if b.Type == "overflow" || b.SelectedOption.Value != "" && strings.Contains(b.SelectedOption.Value, " ") {
		name, value, _ = strings.Cut(b.SelectedOption.Value, " ")
	}
	a.verb, a.once, a.pressed = verb(name), b.ActionTs+b.ActionID, stamp(b.ActionTs)
	switch a.verb {
	case verbOpen:
		return nil
	case verbFind: // typing in the search
		return d.searched(ctx, a, b.Value)
	case verbInsert:
		return d.insert(ctx, a, b.Value)
	case verbPresence:
		return d.switchPresence(ctx, a, value)
	case verbTone:
		_, tone, _ := strings.Cut(b.ActionID, ":")
		return d.tone(ctx, a, tone, value)
	}
	a.target, _ = parseTarget(value)
	return d.do(ctx, a)
}

// targetOf is what a shortcut on a message is about: its draft, or the message itself.
func (d *Desk) targetOf(ctx context.Context, conv int64, place string, v verb) (target, error) {
	t := target{Conv: conv}
	s, err := d.scene(ctx, conv)
	if err != nil {
		return t, err
	}
	t.Seq = s.lastCustomer()
	var seq int64
	if n, ok := strings.CutPrefix(place, placeMessage); ok {
		_, _ = fmt.Sscan(n, &seq) // our own number
	}
	switch v {
	case verbSendDraft, verbEditDraft, verbNotThis:
		if best := s.best(); best != nil {
			t.Item = best.ID
		} else {
			return t, errors.New("there is no draft just now")
		}
	case verbEditSent, verbTakeBack, verbRetry:
		for _, it := range s.Items {
			if it.Seq == seq && seq != 0 && it.Sort == "message" && it.Author == "operator" {
				t.Item = it.ID
			}
		}
		if t.Item == 0 {
			return t, errors.New("this is no message to the customer: choose one that was sent")
		}
	}
	return t, nil
}

// do carries out a verb: at once, or by a modal that asks for what it needs.
func (d *Desk) do(ctx context.Context, a act) error {
	if !a.who.operator() {
		return errNoOperator
	}
	if a.target.Conv == 0 && a.verb != verbSearch && a.verb != verbReport && a.verb != verbPropose {
		return errGone
	}
	if err := d.atWork(ctx, a.who); err != nil {
		return err
	}
	if err := d.sees(ctx, a.who, a.target.Conv); err != nil {
		return err
	}
	op, conv := a.who.Op.ID, a.target.Conv
	switch a.verb {
	case verbTake:
		return d.done(ctx, a, "Taken.", d.router.Take(ctx, op, conv))
	case verbReopen:
		return d.done(ctx, a, "Reopened.", d.router.Reopen(ctx, op, conv))
	case verbRetry:
		return d.done(ctx, a, "It is sent again.", d.router.Retry(ctx, op, a.target.Item))
	case verbTakeBack:
		return d.done(ctx, a, "It is taken back, if the channel can.", d.router.DeleteSent(ctx, op, a.target.Item))
	case verbFactYes:
		return d.done(ctx, a, "It is on the card.", d.router.AcceptFact(ctx, op, a.target.Item, a.target.Seq))
	case verbFactsYes:
		return d.done(ctx, a, "They are on the card.", d.router.AcceptFacts(ctx, op, conv, a.target.Item, a.target.Seq))
	case verbFactNo:
		return d.done(ctx, a, "It is not offered again.", d.router.RejectFact(ctx, op, a.target.Item))
	case verbUndo:
		return d.done(ctx, a, "Not sent.", d.undo(ctx, conv, a.target.Item))
	case verbSendNote:
		return d.done(ctx, a, "Sent.", d.sendNote(ctx, a))
	case verbRestore:
		return d.done(ctx, a, "It is on offer again.", d.router.Restore(ctx, op, a.target.Item))
	case verbWriteAgain:
		return d.done(ctx, a, "The model writes it again.", d.router.WriteAgain(ctx, op, a.target.Item))
	case verbSendDraft:
		return d.done(ctx, a, "Sent.", d.sendDraft(ctx, a))
	case verbLive:
		on, err := d.switchLive(ctx, conv, a.who, a.pressed)
		text := "Live mode is off: what you write in the thread is a note again."
		if on {
			text = "Live mode is on: what *you* write in this thread goes to the customer after five seconds."
		}
		if err == nil && a.view == "" {
			d.hint(ctx, a.channel, a.thread, a.who.ID, text)
		}
		return d.done(ctx, a, strings.ReplaceAll(text, "*", ""), err)
	}
	build, ok := modals[a.verb]
	if !ok {
		return errGone
	}
	view, err := build(ctx, d, a)
	if err != nil {
		return err
	}
	return d.open(ctx, a, view)
}

// done ends what was done at once: pressed in a modal, the modal says so.
func (d *Desk) done(ctx context.Context, a act, text string, err error) error {
	if err != nil {
		return err
	}
	d.wake(a.target.Conv)
	if a.view == "" {
		return nil
	}
	return d.open(ctx, a, slack.ModalViewRequest{Type: slack.VTModal, Title: label("Done", 24), Close: label("Close", 24),
		Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewSectionBlock(plain(text, maxSection), nil, nil)}}})
}

// open shows a modal: a new one, or in the place of the one that it was pressed in.
func (d *Desk) open(ctx context.Context, a act, view slack.ModalViewRequest) error {
	if a.view != "" {
		return d.call(ctx, "views.update", "", func(ctx context.Context) error {
			_, err := d.api.UpdateViewContext(ctx, view, "", "", a.view)
			return err
		})
	}
	return d.call(ctx, "views.open", "", func(ctx context.Context) error {
		_, err := d.api.OpenViewContext(ctx, a.trigger, view)
		return err
	})
}

// sendDraft sends a draft as it is.
func (d *Desk) sendDraft(ctx context.Context, a act) error {
	draft, err := d.draft(ctx, a.target)
	if err != nil {
		return err
	}
	_, err = d.router.Reply(ctx, a.who.Op.ID, a.target.Conv, routing.Reply{
		Key: keyOf("draft", fmt.Sprint(draft.ID), a.once), Text: draft.Text, Draft: draft.ID, LastSeq: a.target.Seq})
	return err
}

// draft finds a draft that somebody pressed a button of.
func (d *Desk) draft(ctx context.Context, t target) (routing.Draft, error) {
	v, err := d.router.View(ctx, t.Conv)
	if err != nil {
		return routing.Draft{}, err
	}
	for _, x := range v.Drafts {
		if x.ID == t.Item {
			return x, nil
		}
	}
	if s := (scene{View: v}); s.lastCustomer() > t.Seq {
		return routing.Draft{}, routing.StaleError{What: "the customer has written something new since this draft was made", Newer: true}
	}
	return routing.Draft{}, routing.StaleError{What: "this draft was withdrawn: others have taken its place"}
}

// keyOf makes a UUID of texts: the same texts, the same message, sent once.
func keyOf(parts ...string) string {
	b := sha256.Sum256([]byte("slack\x00" + strings.Join(parts, "\x00")))
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80 // version 8: of our own making
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:16])
}
