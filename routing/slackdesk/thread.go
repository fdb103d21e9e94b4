package slackdesk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"switchboard/routing"
)

// What posts show. Most are followed by a number.
const (
	placeCard    = "card"
	placeMessage = "message " // seq of the first line it shows
	placeNote    = "note "    // note's id
	placeEvent   = "event "   // seq
	placeDrafts  = "drafts "  // seq that they answer
	placeFacts   = "facts "   // seq of the message that says them
	placeFile    = "file "    // file's id
	placeLine    = "line "    // id of a live line
	placeNotice  = "notice "  // operator's id and the notice's: a direct message
	placeMoved   = "moved "   // a card that was left behind in another channel

	placeReturned = "returned " // seq of the event by which the conversation is in the queue again
)

// A burst of a customer's messages is one post, within these bounds.
const (
	burstGap  = time.Minute
	burstSize = 2400 // characters
	burstLen  = 8
)

// arrived are lines in the order in which they came. Slack lets nobody put a post between others: what was said on the telephone before
// what stands there already says so.
func arrived(items []routing.Item) []routing.Item {
	return slices.SortedStableFunc(slices.Values(items), func(a, b routing.Item) int { return cmp.Compare(a.Seq, b.Seq) })
}

// thread lists what stands in the thread, in order, from the first line after a place.
func (s *scene) thread(after int64) []post {
	var out []post
	items := arrived(s.Items)
	for i := 0; i < len(items); {
		it := items[i]
		n := 1
		if it.Seq > after {
			switch {
			case it.Sort == "message" && (it.Author == "customer" || it.Kind == "speech"):
				n = s.unsplit(items[i : i+burst(items[i:])])
				out = append(out, s.said(items[i:i+n])...)
			case it.Sort == "message":
				out = append(out, s.ours(it)...)
			case it.Sort == "note":
				out = append(out, remark(it))
			default:
				if p, ok := happened(it); ok {
					out = append(out, p)
				}
			}
		}
		i += n
	}
	for _, l := range s.lines {
		out = append(out, s.waits(l))
	}
	return out
}

// burst counts the first of some lines that go into one post.
func burst(items []routing.Item) int {
	first, size, n := items[0], 0, 0
	last := first.At
	for ; n < len(items) && n < burstLen; n++ {
		it := items[n]
		if it.Sort == "event" && !shown(it) { // between two lines, invisible
			continue
		}
		size += len([]rune(it.Text))
		if it.Sort != "message" || it.Author != first.Author || it.Kind == "speech" != (first.Kind == "speech") ||
			n > 0 && (size > burstSize || it.Kind != "speech" && it.At.Sub(last) > burstGap) {
			break
		}
		last = it.At
	}
	return max(n, 1)
}

// unsplit counts the first lines of a burst that its post shows: as far as a later one has a post of its own, and, while Slack takes no
// edits, as far as the post stands, so that what is new is posted.
func (s *scene) unsplit(items []routing.Item) int {
	for i := 1; i < len(items); i++ {
		if _, apart := s.posts[fmt.Sprintf("%s%d", placeMessage, items[i].Seq)]; apart {
			items = items[:i]
		}
	}
	was := s.posts[fmt.Sprintf("%s%d", placeMessage, items[0].Seq)]
	if !s.unedited || was.TS == "" {
		return len(items)
	}
	for n := len(items); n > 0; n-- {
		if hash, err := s.said(items[:n])[0].hash(); err == nil && slices.Equal(hash, was.Hash) {
			return n
		}
	}
	return len(items)
}

// said is a burst of the customer's lines (or of spoken ones): one post, and its files.
func (s *scene) said(items []routing.Item) []post {
	p := post{place: fmt.Sprintf("%s%d", placeMessage, items[0].Seq), user: cut(customerName(s.Head), 70), icon: face(s.Head.Subscriber)}
	if items[0].Kind == "speech" && items[0].Author != "customer" {
		p.user, p.icon = "Operator on the telephone", ":telephone_receiver:"
	}
	var files []post
	var marks []string
	for _, it := range items {
		if it.Sort != "message" {
			continue
		}
		if it.Quote != "" {
			p.blocks = append(p.blocks, slack.NewContextBlock("", plain("↪ "+seen(cut(it.Quote, 300)), 400)))
		}
		switch {
		case it.Deleted:
			p.blocks = append(p.blocks, small("_The customer deleted this message._"))
		case it.Partial:
			p.blocks = append(p.blocks, words(seen(it.Text)+" …", 2)...)
		default:
			p.blocks = append(p.blocks, words(seen(it.Text), 3)...)
			if it.Meant != "" {
				p.blocks = append(p.blocks, slack.NewContextBlock("", plain("Probably meant: "+seen(cut(it.Meant, 600)), 700)))
			}
		}
		if ms, ok := it.Data["start_ms"].(float64); ok && it.Late {
			at := time.Duration(ms) * time.Millisecond
			p.blocks = append(p.blocks, small(fmt.Sprintf("_Said earlier: %d:%02d into the call._", int(at.Minutes()), int(at.Seconds())%60)))
		}
		if it.Kind == "place" {
			p.blocks = append(p.blocks, small(placeLink(it)))
		}
		if it.Edited && !it.Deleted {
			marks = append(marks, "edited by the customer")
		}
		if it.Reaction != "" {
			marks = append(marks, "reaction "+quiet(cut(it.Reaction, 20)))
		}
		if !it.Deleted {
			p.text += quiet(cut(seen(it.Text), 300)) + " "
			files = append(files, s.filePosts(it)...)
		}
	}
	if len(p.blocks) == 0 {
		p.blocks = []slack.Block{small("_sent a file_")}
	}
	if len(marks) > 0 {
		p.blocks = append(p.blocks, small(strings.Join(marks, " · ")))
	}
	p.blocks = p.blocks[:min(len(p.blocks), maxBlocks)]
	if strings.TrimSpace(p.text) == "" {
		p.text = "sent a file"
	}
	return append([]post{p}, files...)
}

func placeLink(it routing.Item) string {
	lat, _ := it.Data["lat"].(float64)
	lon, _ := it.Data["lon"].(float64)
	return fmt.Sprintf(":round_pushpin: <https://www.openstreetmap.org/?mlat=%f&mlon=%f|%.5f, %.5f>", lat, lon, lat, lon)
}

// faces tell customers of one channel apart at a glance.
func face(subscriber int64) string {
	faces := []string{":large_blue_circle:", ":large_purple_circle:", ":large_orange_circle:", ":large_brown_circle:", ":large_yellow_circle:", ":red_circle:"}
	return faces[int(subscriber)%len(faces)]
}

// ours is a message of ours to the customer, with what became of it.
func (s *scene) ours(it routing.Item) []post {
	p := post{place: fmt.Sprintf("%s%d", placeMessage, it.Seq), user: "Assistant to the customer", icon: ":robot_face:"}
	if it.Author == "operator" {
		p.user, p.icon = cut(it.Operator, 50)+" to the customer", ":outbox_tray:"
	}
	text := visible(plainOf(it.Text))
	p.text = quiet(cut(text, 300))
	if it.Deleted {
		p.blocks = []slack.Block{small("_This message was taken back._")}
		return []post{p}
	}
	p.blocks = words(text, 6)
	if len(p.blocks) == 0 {
		p.blocks = []slack.Block{small("_sent a file_")}
	}
	line := delivery(it)
	if it.Edited {
		line += " · edited"
	}
	if it.Reaction != "" {
		line += " · reaction " + quiet(cut(it.Reaction, 20))
	}
	for _, source := range it.Sources[:min(len(it.Sources), 3)] {
		line += "\nfrom " + sourceTitle(source, s.base)
	}
	p.blocks = append(p.blocks, small(line))
	t := target{Conv: s.Head.ID, Item: it.ID}
	var row []slack.BlockElement
	block := "change"
	switch {
	case it.State == "failed" || it.State == "uncertain":
		block, row = "trouble", append(row, button(verbRetry, t, "Send again", slack.StyleDefault))
	case it.Author == "operator" && (it.State == "sent" || it.State == "delivered" || it.State == "read"):
		row = append(row, button(verbEditSent, t, "Change", slack.StyleDefault), button(verbTakeBack, t, "Take back", slack.StyleDefault))
	}
	if len(it.Sources) > 0 && it.Sources[0].Article > 0 {
		row = append(row, button(verbWrong, target{Conv: s.Head.ID, Item: it.Sources[0].Article, Seq: it.Seq}, "Article is wrong", slack.StyleDefault))
	}
	if len(row) > 0 {
		p.blocks = append(p.blocks, slack.NewActionBlock(block, row...))
	}
	return append([]post{p}, s.filePosts(it)...)
}

// delivery says in words what became of a message, and what to do.
func delivery(it routing.Item) string {
	switch it.State {
	case "queued", "sending":
		if it.Error != "" {
			return ":hourglass: not sent yet, it is tried again: " + quiet(cut(it.Error, 300))
		}
		return ":hourglass: on its way"
	case "sent":
		if it.Error != "" {
			return ":white_check_mark: sent – " + quiet(cut(it.Error, 300))
		}
		return ":white_check_mark: sent"
	case "delivered":
		return ":white_check_mark: delivered"
	case "read":
		return ":eyes: read"
	case "uncertain":
		return ":warning: It is not known whether this arrived (" + quiet(cut(it.Error, 300)) + "). Ask the customer, or send it again."
	case "failed":
		return ":x: *Not delivered:* " + quiet(cut(it.Error, 300)) + ". Send it again, or answer on another channel."
	case "cancelled":
		return ":no_entry_sign: not sent: it was taken back in time"
	}
	return quiet(it.State)
}

// remark is a note that was written elsewhere.
func remark(it routing.Item) post {
	p := post{place: fmt.Sprintf("%s%d", placeNote, it.ID), user: cut("Note of "+it.Operator, 70), icon: ":memo:", text: "Note: " + quiet(cut(it.Text, 300))}
	if it.Deleted {
		p.text, p.blocks = "deleted", []slack.Block{small("_This note was deleted._")}
		return p
	}
	p.blocks = words(visible(it.Text), 6)
	if it.Edited {
		p.blocks = append(p.blocks, small("edited"))
	}
	return p
}

// told are the events that stand in a thread, in words.
var told = map[string]string{
	"transferred": ":arrow_right: transferred", "released": ":leftwards_arrow_with_hook: put back into the queue",
	"taken back": ":hourglass: taken back", "closed": ":white_check_mark: closed", "ending changed": ":white_check_mark: the ending was changed", "reopened": ":arrows_counterclockwise: reopened",
	"snoozed": ":zzz: put aside", "woke up": ":alarm_clock: back", "answered elsewhere": ":outbox_tray: answered on another channel",
	"sent despite":   ":warning: sent what the knowledge base says otherwise",
	"sent unchecked": ":warning: what went out before it could be compared is not what the knowledge base says",
	"fact accepted":  ":bust_in_silhouette: taken into the card from the customer’s words",
	"not changed":    ":x: the customer still sees the old message", "revealed": ":eyes: masked data was shown",
}

func shown(it routing.Item) bool { return told[it.Kind] != "" }

// happened is an event worth a line.
func happened(it routing.Item) (post, bool) {
	text, ok := told[it.Kind]
	if !ok {
		return post{}, false
	}
	if it.Operator != "" {
		text += " by " + quiet(it.Operator)
	}
	if to, _ := it.Data["to"].(string); to != "" {
		text += " to " + quiet(cut(to, 100))
	}
	if said := it.Told(); said != "" {
		text += ": " + quiet(cut(said, 1200))
	}
	return post{place: fmt.Sprintf("%s%d", placeEvent, it.Seq), text: text, blocks: []slack.Block{small(text)}}, true
}

// line is what an owner typed in live mode and what has not become a message.
type line struct {
	ID    int64
	Text  string
	Due   time.Time
	By    string
	State string // waits, undone, failed
	Error string
}

const lineSent = ":outbox_tray: sent: see below"

// waits is a live line before it goes out, or one that did not.
func (s *scene) waits(l line) post {
	p := post{place: fmt.Sprintf("%s%d", placeLine, l.ID), user: cut(l.By, 50) + " to the customer", icon: ":outbox_tray:"}
	words := quiet(cut(plainOf(l.Text), 500))
	switch l.State {
	case "undone":
		p.text = ":no_entry_sign: not sent: " + words
	case "failed":
		p.text = ":x: *Not sent* (" + quiet(l.Error) + "): " + words
	default:
		p.text = fmt.Sprintf(":hourglass_flowing_sand: goes to the customer at %s: %s", when(l.Due, "{time_secs}"), words)
	}
	p.blocks = []slack.Block{small(p.text)}
	if l.State == "waits" {
		if said := s.foreign(l.Text).Words(); said != "" {
			p.blocks = append(p.blocks, small(":warning: "+said))
		}
		p.blocks = append(p.blocks, slack.NewActionBlock("undo", button(verbUndo, target{Conv: s.Head.ID, Item: l.ID}, "Undo", slack.StyleDanger)))
	}
	return p
}
