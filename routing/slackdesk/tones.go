package slackdesk

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/routing"
)

// toneWithin bounds the wait for another wording.
const toneWithin = 30 * time.Second

// The tools of a reply, and what is done with another wording, as they stand behind the verb.
const (
	toneUse  = "use"
	toneKeep = "keep"
	toneUndo = "undo"
)

// What the modal keeps between two presses stands in its own blocks: nothing else would be the same for all replicas.
const (
	blockWording = "wording" // the wording that is offered
	blockMine    = "mine"    // the operator's words, which a wording has taken the place of
)

// toneButtons offer other wordings of a reply. What is in the customer's language already is not translated into it.
func toneButtons(t target, text, lang string) slack.Block {
	tool := func(tone, text string) slack.BlockElement { return toneButton(t, tone, text, slack.StyleDefault) }
	tools := []slack.BlockElement{tool(assist.Shorter, "Shorter"), tool(assist.Friendlier, "Friendlier"), tool(assist.Formal, "More formal")}
	if is, sure := knowledge.Language(text, ""); lang != "" && !(sure && is == knowledge.Base(lang)) {
		tools = append(tools, tool(assist.Translate, "Into the customer's language"))
	}
	return slack.NewActionBlock("tones", tools...)
}

// tone deals with a press of one of the tools: the modal says at once that a model is asked, and shows what it answers when
// it does, for the operator to take over or not. Nothing is sent.
func (d *Desk) tone(ctx context.Context, a act, tone, value string) error {
	if !a.who.operator() {
		return errNoOperator
	}
	var ok bool
	if a.target, ok = parseTarget(value); !ok || a.view == "" {
		return errGone
	}
	s, err := d.scene(ctx, a.target.Conv)
	if err != nil {
		return err
	}
	text := a.written()
	switch tone {
	case toneKeep:
		return d.rewrite(ctx, a, s, text)
	case toneUse, toneUndo:
		from := map[string]string{toneUse: blockWording, toneUndo: blockMine}[tone]
		words := sectionText(a.shown, from)
		if words == "" {
			return errGone
		}
		a.values = map[string]map[string]slack.BlockAction{"text:" + a.once: {}} // another block, or Slack would keep what was typed
		if tone == toneUndo {
			return d.rewrite(ctx, a, s, words)
		}
		return d.rewrite(ctx, a, s, words, small(":sparkles: Reworded. Yours was:"),
			section(blockMine, text), slack.NewActionBlock("undo", toneButton(a.target, toneUndo, "Undo", slack.StyleDefault)))
	}
	if err := d.rewrite(ctx, a, s, text, small(":hourglass_flowing_sand: A model is asked for another wording …")); err != nil {
		return err
	}
	go d.reword(context.WithoutCancel(ctx), a, s, tone, text)
	return nil
}

// reword asks for another wording and shows it in the modal. It ends with its time.
func (d *Desk) reword(ctx context.Context, a act, s *scene, tone, text string) {
	ctx, cancel := context.WithTimeout(ctx, toneWithin)
	defer cancel()
	out, err := d.router.Reword(ctx, a.who.Op.ID, a.target.Conv, text, tone, a.target.Item)
	if err == nil && utf8.RuneCountInString(out.Text) > maxSection {
		err = assist.RewordError{Why: "The new wording is too long for a Slack window: use the browser desk."}
	}
	var shown []slack.Block
	var why assist.RewordError
	switch {
	case errors.As(err, &why):
		shown = []slack.Block{small(":warning: " + escape(why.Why))}
	case err != nil:
		words, _ := spoken(err)
		shown = []slack.Block{small(":warning: " + escape(words))}
	default:
		shown = append(shown, small(":sparkles: Another wording. Nothing is sent yet."), section(blockWording, out.Text))
		for _, n := range out.Notes {
			shown = append(shown, small(":warning: "+escape(n)))
		}
		shown = append(shown, slack.NewActionBlock("wording_do", toneButton(a.target, toneUse, "Use it", slack.StylePrimary),
			toneButton(a.target, toneKeep, "Keep mine", slack.StyleDefault)))
	}
	if err := d.rewrite(ctx, a, s, text, shown...); err != nil {
		d.log.Debug("another wording was not shown; the modal is closed, most likely", "conversation", a.target.Conv, "error", err)
	}
}

// rewrite shows the modal of the reply with something before its fields.
func (d *Desk) rewrite(ctx context.Context, a act, s *scene, text string, before ...slack.Block) error {
	var sources []string
	if a.target.Item != 0 {
		if draft, err := d.draft(ctx, a.target); err == nil {
			sources = sourceLines(draft, s.base)
		} else if !errors.As(err, new(routing.StaleError)) {
			return err
		}
	}
	view, err := d.compose(ctx, a, s, text, sources)
	if err != nil {
		return err
	}
	view.Blocks.BlockSet = append(before, view.Blocks.BlockSet...)
	return d.open(ctx, a, view)
}

func toneButton(t target, what, text string, style slack.Style) *slack.ButtonBlockElement {
	b := button(verbTone, t, text, style)
	b.ActionID += ":" + what
	return b
}

// section is a text of others that can be read back.
func section(block, text string) slack.Block {
	b := slack.NewSectionBlock(plain(text, maxSection), nil, nil)
	b.BlockID = block
	return b
}

// sectionText reads it back.
func sectionText(blocks []slack.Block, id string) string {
	for _, b := range blocks {
		if s, ok := b.(*slack.SectionBlock); ok && s.BlockID == id && s.Text != nil {
			return strings.TrimSpace(s.Text.Text)
		}
	}
	return ""
}

// sourceLines are the sources of a draft, as the modal of a reply names them.
func sourceLines(draft routing.Draft, base string) (lines []string) {
	for _, source := range draft.Sources[:min(len(draft.Sources), 3)] {
		lines = append(lines, sourceLine(source, base, time.Now()))
	}
	return lines
}
