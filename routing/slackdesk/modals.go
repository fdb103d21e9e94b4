package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"switchboard/routing"
)

// modals build the modal that a verb opens.
var modals = map[verb]func(context.Context, *Desk, act) (slack.ModalViewRequest, error){
	verbReply: replyModal, verbEditDraft: replyModal, verbNotThis: notThisModal, verbEarlier: earlierModal, verbSearch: searchModal, verbNote: noteModal,
	verbAsk: askModal, verbTransfer: transferModal, verbRelease: releaseModal, verbSnooze: snoozeModal, verbClose: closeModal,
	verbSubscriber: subscriberModal, verbReveal: revealModal, verbEditSent: editSentModal, verbMore: moreModal,
	verbReport: reportModal, verbPropose: reportModal, verbWrong: wrongModal,
	verbEnding: endingModal, verbArticle: articleModal,
}

// modal is a modal with a verb's target.
func modal(a act, title, submit string, blocks ...slack.Block) slack.ModalViewRequest {
	v := slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: string(a.verb), PrivateMetadata: a.target.String(),
		Title: label(title, 24), Close: label("Cancel", 24), Blocks: slack.Blocks{BlockSet: blocks},
	}
	if submit != "" {
		v.Submit = label(submit, 24)
	}
	return v
}

// textInput is a field for several lines; what it holds stands under block and action of the same name.
func textInput(name, title, value string, optional bool) *slack.InputBlock {
	e := slack.NewPlainTextInputBlockElement(nil, name)
	e.Multiline, e.InitialValue, e.MaxLength = true, cut(value, maxInput), maxInput
	b := slack.NewInputBlock(name, label(title, 2000), nil, e)
	b.Optional = optional
	return b
}

// lineInput is a field for one line.
func lineInput(name, title, value string, optional bool) *slack.InputBlock {
	b := textInput(name, title, value, optional)
	b.Element.(*slack.PlainTextInputBlockElement).Multiline = false
	return b
}

func choice(name, title string, optional bool, options ...*slack.OptionBlockObject) *slack.InputBlock {
	e := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, name, options...)
	b := slack.NewInputBlock(name, label(title, 2000), nil, e)
	b.Optional = optional
	return b
}

func option(value, text string) *slack.OptionBlockObject {
	return slack.NewOptionBlockObject(value, plain(text, 70), nil)
}

// text is what a modal's field holds.
func (a act) text(name string) string { return strings.TrimSpace(a.values[a.block(name)][name].Value) }

// written is the text of a modal, in Markdown: for customers and readers, and for notes.
func (a act) written() string { return markdown(a.text("text"), a.prefilled(a.block("text"))) }

// prefilled is what a modal's field held when it was shown.
func (a act) prefilled(block string) string {
	for _, b := range a.shown {
		if input, ok := b.(*slack.InputBlock); ok && input.BlockID == block {
			if e, ok := input.Element.(*slack.PlainTextInputBlockElement); ok {
				return e.InitialValue
			}
		}
	}
	return ""
}

// block is the block of a field. One whose content was exchanged has another than its name, with ":" and more behind: Slack
// keeps what a person typed as long as the block's id stays.
func (a act) block(name string) string {
	for block := range a.values {
		if strings.HasPrefix(block, name+":") {
			return block
		}
	}
	return name
}

// picked is what a modal's select holds.
func (a act) picked(name string) string { return a.values[name][name].SelectedOption.Value }

// replyModal writes to the customer, with the best draft in it, or the one whose button was pressed.
func replyModal(ctx context.Context, d *Desk, a act) (slack.ModalViewRequest, error) {
	s, err := d.scene(ctx, a.target.Conv)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	if s.Head.State == routing.Closed {
		return slack.ModalViewRequest{}, routing.ErrClosed
	}
	a.target.Seq = s.lastCustomer()
	prefill := ""
	var sources []string
	draft := s.best()
	if a.verb == verbEditDraft {
		x, err := d.draft(ctx, a.target)
		if err != nil {
			return slack.ModalViewRequest{}, err
		}
		draft = &x
	} else {
		a.target.Item = 0
	}
	if draft != nil {
		prefill, a.target.Item = draft.Text, draft.ID
		sources = sourceLines(*draft, s.base)
	}
	return d.compose(ctx, a, s, prefill, sources)
}

// compose is the modal in which an answer is written.
func (d *Desk) compose(ctx context.Context, a act, s *scene, prefill string, sources []string) (slack.ModalViewRequest, error) {
	a.verb = verbReply
	var blocks []slack.Block
	if h := s.Head; h.LastText != "" {
		blocks = append(blocks, slack.NewContextBlock("", plain(whose(h)+cut(seen(plainOf(h.LastText)), 600), maxField)))
	}
	input := textInput("text", "To the customer", prefill, true)
	input.BlockID = a.block("text")
	blocks = append(blocks, input)
	if d.router.Rewords() {
		blocks = append(blocks, toneButtons(a.target, prefill, s.Head.Lang))
	}
	blocks = append(blocks, s.foreignNote(prefill)...)
	if len(sources) > 0 {
		blocks = append(blocks, small("From "+strings.Join(sources, "\n")))
	}
	ways, err := d.ways(ctx, a, s)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	if len(ways) > 0 {
		title := "Send by another way"
		if s.Head.OneWay != "" {
			title = "Send by"
		}
		blocks = append(blocks, choice("via", title, s.Head.OneWay == "", ways...))
	}
	file := slack.NewFileInputBlockElement("files")
	file.MaxFiles = 5
	files := slack.NewInputBlock("files", label("Files", 2000), nil, file)
	files.Optional = true
	blocks = append(blocks, files)
	blocks = append(blocks, slack.NewActionBlock("find", button(verbSearch, a.target, "Search knowledge", slack.StyleDefault)))
	return modal(a, "Reply", "Send", blocks...), nil
}

// ways are the customer's other addresses at which he can be written to.
func (d *Desk) ways(ctx context.Context, a act, s *scene) ([]*slack.OptionBlockObject, error) {
	sub, err := d.router.Subscriber(ctx, a.who.Op.ID, s.Head.Subscriber)
	if errors.Is(err, routing.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []*slack.OptionBlockObject
	for _, w := range sub.Addresses {
		if w.Account == "" || w.OneWay != "" || w.Blocked || w.Account == s.Head.Account && w.Value == s.Head.Address || len(out) == 20 {
			continue
		}
		out = append(out, option(fmt.Sprint(w.ID), w.Kind+" · "+seen(w.Value)))
	}
	return out, nil
}

func notThisModal(_ context.Context, _ *Desk, a act) (slack.ModalViewRequest, error) {
	var reasons []*slack.OptionBlockObject
	for _, r := range routing.Dismissals() {
		reasons = append(reasons, option(r.Reason, r.Label))
	}
	return modal(a, "Not this draft", "Dismiss", choice("why", "Why does it not fit?", false, reasons...), textInput("text", "What would be right?", "", true)), nil
}

func noteModal(_ context.Context, _ *Desk, a act) (slack.ModalViewRequest, error) {
	return modal(a, "Note", "Keep", textInput("text", "Only colleagues see it", "", false)), nil
}

func askModal(ctx context.Context, d *Desk, a act) (slack.ModalViewRequest, error) {
	user := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, nil, "to")
	person := slack.NewInputBlock("to", label("A colleague", 2000), nil, user)
	person.Optional = true
	blocks := []slack.Block{textInput("text", "Question", "", false), person}
	departments, err := d.router.Departments(ctx)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	var options []*slack.OptionBlockObject
	for _, x := range departments[:min(len(departments), 100)] {
		options = append(options, option(fmt.Sprint(x.ID), x.Name))
	}
	if len(options) > 0 {
		blocks = append(blocks, choice("department", "Or a department", true, options...))
	}
	blocks = append(blocks, small("The answer comes back as a draft. The customer sees nothing of it."))
	return modal(a, "Ask", "Ask", blocks...), nil
}

func transferModal(ctx context.Context, d *Desk, a act) (slack.ModalViewRequest, error) {
	departments, err := d.router.Departments(ctx)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	operators, err := d.router.Operators(ctx)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	var options []*slack.OptionBlockObject
	for _, x := range departments {
		text := x.Name + " (department)"
		if !x.Open {
			text += " – closed now"
		}
		options = append(options, option(fmt.Sprintf("d%d", x.ID), text))
	}
	for _, o := range operators {
		if o.ID != a.who.Op.ID {
			options = append(options, option(fmt.Sprintf("o%d", o.ID), fmt.Sprintf("%s (%s, %d open)", o.Name, o.Presence, o.Open)))
		}
	}
	if len(options) == 0 {
		return slack.ModalViewRequest{}, errors.New("there is nobody to transfer to")
	}
	return modal(a, "Transfer", "Transfer", choice("to", "To", false, options[:min(len(options), 100)]...), lineInput("text", "Why (colleagues see it)", "", true)), nil
}

func releaseModal(_ context.Context, _ *Desk, a act) (slack.ModalViewRequest, error) {
	return modal(a, "Back into the queue", "Put back", lineInput("text", "Why (colleagues see it)", "", true)), nil
}

func snoozeModal(_ context.Context, _ *Desk, a act) (slack.ModalViewRequest, error) {
	pick := choice("until", "Until", true, option("1h", "in 1 hour"), option("3h", "in 3 hours"), option("tomorrow", "tomorrow at 9:00"), option("monday", "Monday at 9:00"))
	at := slack.NewInputBlock("at", label("Or until", 2000), nil, slack.NewDateTimePickerBlockElement("at"))
	at.Optional = true
	outlast := slack.NewInputBlock("outlast", label("When the customer writes", 2000), nil,
		slack.NewCheckboxGroupsBlockElement("outlast", option("yes", "leave it aside all the same")))
	outlast.Optional = true
	return modal(a, "Snooze", "Put aside", pick, at, lineInput("text", "Why (colleagues see it)", "", true), outlast), nil
}

func editSentModal(ctx context.Context, d *Desk, a act) (slack.ModalViewRequest, error) {
	v, err := d.router.View(ctx, a.target.Conv)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	for _, it := range v.Items {
		if it.ID == a.target.Item && it.Sort == "message" {
			return editSentView(a, it.Text), nil
		}
	}
	return slack.ModalViewRequest{}, errGone
}

// editSentView is the modal in which a sent message is reworded.
func editSentView(a act, text string) slack.ModalViewRequest {
	return modal(a, "Change what was sent", "Change it", textInput("text", "New wording", text, false),
		small("It is changed at the customer's if the channel can do so; the thread tells."))
}

func reportModal(_ context.Context, _ *Desk, a act) (slack.ModalViewRequest, error) {
	if a.verb == verbReport {
		return modal(a, "Report a problem", "Report", textInput("text", "What is the matter? Only the head reads it.", "", false)), nil
	}
	return modal(a, "Propose an improvement", "Propose", textInput("text", "What should be better, and how? You get an answer.", "", false)), nil
}

// moreModal lists every verb as a button, two taps from the card.
func moreModal(ctx context.Context, d *Desk, a act) (slack.ModalViewRequest, error) {
	s, err := d.scene(ctx, a.target.Conv)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	t := target{Conv: s.Head.ID, Seq: s.lastCustomer()}
	add := func(list []slack.BlockElement, v verb, text string) []slack.BlockElement {
		return append(list, button(v, t, text, slack.StyleDefault))
	}
	var rows []slack.Block
	work := add(add(add(nil, verbNote, "Note"), verbSearch, "Search knowledge"), verbAsk, "Ask a colleague")
	rows = append(rows, slack.NewActionBlock("work", work...))
	if s.Head.State != routing.Closed {
		var move []slack.BlockElement
		move = add(move, verbTransfer, "Transfer")
		if s.Head.Owner != 0 {
			move = add(add(move, verbRelease, "Back into the queue"), verbSnooze, "Snooze")
			if s.Head.OneWay == "" && !s.Head.Blocked {
				text := "Live mode on"
				if s.live != nil {
					text = "Live mode off"
				}
				move = add(move, verbLive, text)
			}
		} else {
			move = add(move, verbTake, "Take")
		}
		move = add(move, verbClose, "Close")
		rows = append(rows, slack.NewActionBlock("move", move...))
	} else {
		rows = append(rows, slack.NewActionBlock("move", add(add(nil, verbReopen, "Reopen"), verbEnding, "Change the ending")...))
	}
	rows = append(rows, slack.NewActionBlock("customer", add(add(nil, verbSubscriber, "Customer and history"), verbReveal, "Show masked data")...),
		slack.NewActionBlock("lead", add(add(nil, verbReport, "Report a problem"), verbPropose, "Propose an improvement")...))
	switch {
	case d.cfg.SaveArticle != nil && d.cfg.Projects != nil:
		rows = append(rows, slack.NewActionBlock("article", add(nil, verbArticle, "Save as article")...))
	case s.base != "":
		rows = append(rows, slack.NewActionBlock("article", saveInBrowser(s)))
	}
	if s.base != "" {
		rows = append(rows, small(fmt.Sprintf("<%s/desk/c/%d|Open in the browser>", s.base, s.Head.ID)))
	}
	return modal(a, "More", "", rows...), nil
}

// saveInBrowser leads to the form of a new article, filled with what the customer asked and how an operator answered.
func saveInBrowser(s *scene) slack.BlockElement {
	b := button(verbOpen, target{Conv: s.Head.ID}, "Save as article", slack.StyleDefault)
	b.URL = fmt.Sprintf("%s/knowledge/new-article?conversation=%d", s.base, s.Head.ID)
	return b
}
