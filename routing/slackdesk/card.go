package slackdesk

import (
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"switchboard/routing"
)

// liveMode is who talks to the customer through the thread.
type liveMode struct {
	Op    int64
	Name  string
	Until time.Time
}

// scene is all that is shown of one conversation.
type scene struct {
	routing.View
	live     *liveMode
	lines    []line // waiting in live mode
	projects map[string]string
	owner    string // the owner's user in Slack; empty: unknown
	base     string // of the browser desk
	posts    map[string]posted
	unedited bool // Slack takes no edits just now
}

// when is a moment as Slack shows it in the reader's zone.
func when(t time.Time, form string) string {
	return fmt.Sprintf("<!date^%d^%s|%s>", t.Unix(), form, t.UTC().Format("2006-01-02 15:04 UTC"))
}

// lastCustomer is the place of the customer's last line.
func (s *scene) lastCustomer() int64 {
	var last int64
	for _, it := range s.Items {
		if it.Sort == "message" && it.Author == "customer" {
			last = max(last, it.Seq)
		}
	}
	return last
}

// best is the draft that one press sends; nil: there is none.
func (s *scene) best() *routing.Draft {
	if s.Head.OneWay != "" || s.Head.Blocked || s.Head.Danger() {
		return nil
	}
	for i, d := range s.Drafts {
		if d.State == "offered" && d.Public && !d.Unfinished() {
			return &s.Drafts[i]
		}
	}
	return nil
}

func customerName(h routing.Head) string {
	if name := strings.TrimSpace(visible(h.Name)); name != "" {
		return seen(name)
	}
	return fmt.Sprintf("Customer %d", h.Subscriber)
}

// card is the post that stands for a conversation.
func (s *scene) card() post {
	h := s.Head
	name := cut(customerName(h), maxHeader)
	blocks := []slack.Block{slack.NewHeaderBlock(plain(name, maxHeader)), slack.NewSectionBlock(nil, s.fields(), nil)}
	if h.LastText != "" {
		blocks = append(blocks, slack.NewSectionBlock(plain(whose(h)+cut(seen(plainOf(h.LastText)), 600), maxSection), nil, nil))
	}
	if h.Reason != "" && h.State != routing.Closed {
		blocks = append(blocks, small("Handed over: "+quiet(cut(h.Reason, 300))))
	}
	blocks = append(append(blocks, s.summary()...), s.remarks()...)
	blocks = append(blocks, s.buttons())
	text := fmt.Sprintf("%s · %s: %s", quiet(name), s.stateWord(), quiet(cut(seen(h.LastText), 300)))
	return post{place: placeCard, text: text, blocks: blocks}
}

// fields are the facts below the card's name.
func (s *scene) fields() []*slack.TextBlockObject {
	h := s.Head
	var fields []*slack.TextBlockObject
	add := func(name, value string) {
		if value != "" && len(fields) < 10 {
			fields = append(fields, mrkdwn("*"+name+"*\n"+value, maxField))
		}
	}
	add("State", s.state())
	if !h.Waiting.IsZero() && h.State != routing.Closed {
		add("Waiting", when(h.Waiting, "{ago}"))
	}
	if h.State != routing.Closed {
		owner := quiet(h.OwnerName)
		if s.owner != "" {
			owner = "<@" + s.owner + ">"
		}
		if h.Owner == 0 {
			owner = "nobody yet"
		}
		add("Owner", owner)
	}
	department := quiet(h.DepartmentName)
	if h.DepartmentWhy != "" {
		department += " (" + quiet(h.DepartmentWhy) + ")"
	}
	add("Department", department)
	add("Channel", s.channelName())
	if h.Project != "" {
		name := s.projects[h.Project]
		if name == "" {
			name = h.Project
		}
		add("Project", quiet(name))
	}
	add("Language", quiet(h.Lang))
	if h.Priority > 0 {
		urgent := ":red_circle: urgent"
		if h.Urgency != "" {
			urgent += ": " + quiet(h.Urgency)
		}
		add("Priority", urgent)
	}
	return fields
}

// remarks are what an operator has to know before he writes.
func (s *scene) remarks() (blocks []slack.Block) {
	h := s.Head
	if s.live != nil {
		blocks = append(blocks, small(fmt.Sprintf(":large_green_circle: *Live mode* – what %s writes in this thread goes to the customer, until %s",
			quiet(s.live.Name), when(s.live.Until, "{time}"))))
	}
	if h.Failed > 0 {
		blocks = append(blocks, small(fmt.Sprintf(":warning: %d %s not delivered – see the thread", h.Failed, plural(h.Failed, "message was", "messages were"))))
	}
	if h.OneWay != "" {
		blocks = append(blocks, small(":telephone_receiver: "+quiet(h.OneWay)))
	} else if h.Blocked {
		blocks = append(blocks, small(":no_entry: The customer has blocked messages on this channel"))
	}
	if best := s.best(); best != nil {
		if f := s.foreign(best.Text); f.Is != "" {
			blocks = append(blocks, small(fmt.Sprintf(":warning: The draft is in %s, the customer writes %s", routing.LanguageName(f.Is), routing.LanguageName(f.Writes))))
		}
	}
	return blocks
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func whose(h routing.Head) string {
	switch h.LastAuthor {
	case "operator":
		return "We: "
	case "assistant":
		return "Assistant: "
	}
	return ""
}

func (s *scene) stateWord() string {
	switch s.Head.State {
	case routing.Assistant:
		return "the assistant answers"
	case routing.Queued:
		return "waiting for an operator"
	case routing.Owned:
		return "with " + quiet(s.Head.OwnerName)
	case routing.Snoozed:
		return "put aside"
	}
	return "closed"
}

func (s *scene) state() string {
	h := s.Head
	switch h.State {
	case routing.Assistant:
		return ":robot_face: the assistant answers"
	case routing.Queued:
		return ":hourglass_flowing_sand: in the queue"
	case routing.Owned:
		if h.Live {
			return ":telephone_receiver: on a call"
		}
		return ":speech_balloon: taken"
	case routing.Snoozed:
		return ":zzz: until " + when(h.SnoozedUntil, "{date_short_pretty} {time}")
	}
	return ":white_check_mark: closed: " + quiet(h.Disposition)
}

// channelName is the kind of the channel with its account, as far as they differ.
func (s *scene) channelName() string {
	if s.Head.Kind == "" || strings.EqualFold(s.Head.Kind, s.Head.Account) {
		return quiet(s.Head.Account)
	}
	return quiet(s.Head.Kind + " · " + s.Head.Account)
}

func button(v verb, t target, text string, style slack.Style) *slack.ButtonBlockElement {
	b := slack.NewButtonBlockElement(string(v), t.String(), label(text, maxButton))
	b.Style = style
	return b
}

// overflowItem is one of the verbs in a menu; its value carries the verb and the target.
func overflowItem(v verb, t target, text string) *slack.OptionBlockObject {
	return slack.NewOptionBlockObject(string(v)+" "+t.String(), label(text, maxButton), nil)
}

// buttons are the verbs of a card.
func (s *scene) buttons() slack.Block {
	h := s.Head
	t := target{Conv: h.ID, Seq: s.lastCustomer()}
	var row []slack.BlockElement
	if h.State == routing.Closed {
		row = append(row, button(verbReopen, t, "Reopen", slack.StyleDefault), button(verbEnding, t, "Change the ending", slack.StyleDefault), button(verbSubscriber, t, "Customer", slack.StyleDefault), button(verbMore, t, "More …", slack.StyleDefault))
		return slack.NewActionBlock("verbs", row...)
	}
	best := s.best()
	switch {
	case h.Owner == 0:
		row = append(row, button(verbTake, t, "Take", slack.StylePrimary))
	case h.State == routing.Snoozed:
		row = append(row, button(verbTake, t, "Continue now", slack.StyleDefault))
	}
	if h.OneWay == "" && !h.Blocked {
		row = append(row, button(verbReply, t, "Reply", slack.StyleDefault))
	}
	if best != nil {
		row = append(row, button(verbSendDraft, target{Conv: h.ID, Item: best.ID, Seq: t.Seq}, "Send draft", slack.StyleDefault))
	}
	row = append(row, button(verbClose, t, "Close", slack.StyleDefault))
	menu := []*slack.OptionBlockObject{
		overflowItem(verbNote, t, "Note"), overflowItem(verbSearch, t, "Search knowledge"), overflowItem(verbAsk, t, "Ask a colleague"),
		overflowItem(verbTransfer, t, "Transfer"),
	}
	if h.Owner != 0 {
		menu = append(menu, overflowItem(verbRelease, t, "Put back into the queue"), overflowItem(verbSnooze, t, "Snooze"))
		if h.OneWay == "" && !h.Blocked {
			text := "Live mode on"
			if s.live != nil {
				text = "Live mode off"
			}
			menu = append(menu, overflowItem(verbLive, t, text))
		}
	}
	menu = append(menu, overflowItem(verbSubscriber, t, "Customer and history"), overflowItem(verbReveal, t, "Show masked data"),
		overflowItem(verbReport, t, "Report a problem"), overflowItem(verbPropose, t, "Propose an improvement"))
	if s.base != "" {
		open := overflowItem(verbOpen, t, "Open in the browser")
		open.URL = fmt.Sprintf("%s/desk/c/%d", s.base, h.ID)
		menu = append(menu, open)
	}
	// an overflow menu holds five: the rest goes into a modal
	more := append(menu[:4:4], overflowItem(verbMore, t, "More …"))
	return slack.NewActionBlock("verbs", append(row, slack.NewOverflowBlockElement(string(verbMore), more...))...)
}
