package slackdesk

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"switchboard/assist"
	"switchboard/routing"
)

// sure says a probability in words.
func sure(p float64) string {
	switch {
	case p >= 0.8:
		return ":large_green_circle: almost certain"
	case p >= 0.5:
		return ":large_yellow_circle: probable"
	case p >= 0.25:
		return ":large_orange_circle: possible"
	}
	return ":white_circle: a guess"
}

// old says how old something is.
func old(at, now time.Time) string {
	switch d := now.Sub(at); {
	case at.IsZero():
		return ""
	case d < 48*time.Hour:
		return "new"
	case d < 60*24*time.Hour:
		return fmt.Sprintf("%d days old", int(d.Hours()/24))
	case d < 2*365*24*time.Hour:
		return fmt.Sprintf("%d months old", int(d.Hours()/24/30))
	default:
		return fmt.Sprintf("%d years old", int(d.Hours()/24/365))
	}
}

// sourceLine is a source in one line of mrkdwn: title, version, age, link.
func sourceLine(s assist.Source, base string, now time.Time) string {
	title := sourceTitle(s, base)
	var facts []string
	if s.Version > 0 {
		facts = append(facts, fmt.Sprintf("version %d", s.Version))
	}
	if age := old(s.Published, now); age != "" {
		facts = append(facts, age)
	}
	if s.Internal {
		facts = append(facts, ":lock: internal")
	}
	if s.Doubt != "" {
		facts = append(facts, ":warning: "+quiet(s.Doubt))
	}
	if len(facts) > 0 {
		title += " (" + strings.Join(facts, ", ") + ")"
	}
	return title
}

// sourceTitle names a source, and leads there.
func sourceTitle(s assist.Source, base string) string {
	title := quiet(strings.TrimSpace(s.Name + " · " + s.Title))
	if s.Name == "" {
		title = quiet(s.Title)
	}
	link := s.Link
	if link == "" && s.Article != 0 && base != "" {
		link = fmt.Sprintf("%s/knowledge/a/%d", base, s.Article)
	}
	if link == "" && s.Article == 0 && s.Project != "" && base != "" { // the project's card
		link = base + "/knowledge/p/" + url.PathEscape(s.Project)
	}
	if safeLink(link) {
		title = "<" + link + "|" + strings.NewReplacer("|", "/", ">", "").Replace(title) + ">"
	}
	return title
}

func safeLink(link string) bool {
	return (strings.HasPrefix(link, "https://") || strings.HasPrefix(link, "http://")) && !strings.ContainsAny(link, "<>|\" \n\t")
}

// mostDrafts is how many drafts for the customer's newest question are shown: as many as questions of one message are answered apart.
const mostDrafts = 4

// drafts is the post with the drafts for the customer's newest words, and with those that his earlier questions still need.
func (s *scene) drafts() (p post, ok bool) {
	if len(s.Drafts) == 0 {
		return p, false
	}
	p.place, p.user, p.icon = fmt.Sprintf("%s%d", placeDrafts, s.Drafts[0].ForSeq), "Suggested answers", ":bulb:"
	var offered []routing.Draft
	for _, d := range s.Drafts {
		if d.State == "offered" && (len(offered) < mostDrafts || d.ForSeq < s.Drafts[0].ForSeq) {
			offered = append(offered, d)
		}
	}
	comes := s.coming()
	if len(offered) == 0 && (comes == nil || comes.State != "writing") || s.Head.State == routing.Closed {
		p = struck(p.place, s.fate())
		p.blocks = append(p.blocks, s.dismissedBlocks()...)
		return p, true
	}
	if len(offered) == 0 {
		p.text = "A draft is being written …"
		p.blocks = append(s.comingBlocks(comes), s.dismissedBlocks()...)
		return p, true
	}
	p.text = "Suggested: " + quiet(cut(plainOf(offered[0].Text), 200))
	now := time.Now()
	for i, d := range offered {
		if i > 0 {
			p.blocks = append(p.blocks, slack.NewDividerBlock())
		}
		p.blocks = append(p.blocks, words(visible(plainOf(d.Text)), 4)...)
		lines := []string{sure(d.Score)}
		if s.Head.Danger() {
			lines[0] = ":warning: *for reference only* – the customer speaks of danger: speak with them first"
		}
		if d.Score >= 1 && len(d.Sources) > 0 && d.Sources[0].Article == 0 {
			lines = nil // a colleague wrote it
		}
		if d.Part != "" {
			lines = append(lines, "answers “"+quiet(cut(seen(d.Part), 140))+"”")
		}
		if d.Model {
			lines = append(lines, ":sparkles: written by a model, each sentence checked against")
		}
		if d.Unfinished() {
			lines = append(lines, ":scissors: *unfinished* – the model broke off here, more was to come. "+quiet(d.Trouble))
		}
		for _, source := range d.Sources[:min(len(d.Sources), 3)] {
			lines = append(lines, sourceLine(source, s.base, now))
		}
		if d.Like > 0 && len(lines) > 0 {
			lines[0] += " · like " + earlierWords(d.Like)
		}
		if d.Alone && len(lines) > 0 {
			lines[0] += " · waits for a second voice: only one person has taught it"
		}
		if d.Denied {
			lines = append(lines, ":warning: a model has read it beside the customer’s words and finds no answer in it")
		}
		if said := s.foreign(d.Text).Words(); said != "" {
			lines = append(lines, ":warning: "+said)
		}
		p.blocks = append(p.blocks, small(strings.Join(lines, "\n")))
		t := target{Conv: s.Head.ID, Item: d.ID, Seq: s.lastCustomer()}
		var row []slack.BlockElement
		if s.Head.OneWay == "" && !s.Head.Blocked {
			style := slack.StyleDefault
			if i == 0 && !d.Unfinished() && !d.Denied {
				style = slack.StylePrimary
			}
			switch {
			case !d.Public || s.Head.Danger():
			case d.Unfinished():
				row = append(row, numbered(button(verbSendDraft, t, "Send as it is", style), i))
			default:
				row = append(row, numbered(button(verbSendDraft, t, "Send", style), i))
			}
			row = append(row, numbered(button(verbEditDraft, t, "Edit and send", slack.StyleDefault), i))
		}
		if d.Again {
			row = append(row, numbered(button(verbWriteAgain, t, "Try again", slack.StyleDefault), i))
		}
		row = append(row, numbered(button(verbNotThis, t, "Not this", slack.StyleDefault), i))
		if len(d.Sources) > 0 && d.Sources[0].Article > 0 {
			row = append(row, numbered(button(verbWrong, target{Conv: s.Head.ID, Item: d.Sources[0].Article, Seq: t.Seq}, "Article is wrong", slack.StyleDefault), i))
		}
		if d.Like > 0 {
			row = append(row, numbered(button(verbEarlier, t, "Earlier questions", slack.StyleDefault), i))
		}
		p.blocks = append(p.blocks, slack.NewActionBlock(fmt.Sprintf("draft%d", d.ID), row...))
	}
	p.blocks = append(p.blocks, s.comingBlocks(comes)...)
	p.blocks = append(p.blocks, s.dismissedBlocks()...)
	return p, true
}

// dismissedBlocks name the drafts that were dismissed and may be on offer again, each beside the button that has it so.
func (s *scene) dismissedBlocks() (blocks []slack.Block) {
	for _, d := range s.Drafts {
		if d.Undoable {
			undo := numbered(button(verbRestore, target{Conv: s.Head.ID, Item: d.ID, Seq: s.lastCustomer()}, "Undo", slack.StyleDefault), len(blocks))
			blocks = append(blocks, slack.NewSectionBlock(plain("Dismissed: “"+cut(strings.ReplaceAll(visible(plainOf(d.Text)), "\n", " "), 80)+"”", maxSection), nil, slack.NewAccessory(undo)))
		}
	}
	return blocks
}

// coming is the draft that a model writes, or could not write; nil: there is none.
func (s *scene) coming() *routing.Draft {
	for i, d := range s.Drafts {
		if d.State == "writing" || d.State == "unwritten" {
			return &s.Drafts[i]
		}
	}
	return nil
}

// comingBlocks say in a line that a draft is being written, or why there is none. How far it is is not shown here: each edit
// of a message is a call.
func (s *scene) comingBlocks(d *routing.Draft) []slack.Block {
	switch {
	case d == nil:
		return nil
	case d.State == "writing" && d.Trouble == "":
		return []slack.Block{small(":sparkles: Draft is being written …")}
	case d.State == "writing":
		return []slack.Block{small(":sparkles: Draft is being written … " + quiet(d.Trouble))}
	}
	blocks := []slack.Block{small(":sparkles: No draft by the model. " + quiet(d.Trouble))}
	if d.Again {
		again := button(verbWriteAgain, target{Conv: s.Head.ID, Item: d.ID, Seq: s.lastCustomer()}, "Try again", slack.StyleDefault)
		blocks = append(blocks, slack.NewActionBlock(fmt.Sprintf("draft%d", d.ID), again))
	}
	return blocks
}

// numbered makes the action ids of one message differ.
func numbered(b *slack.ButtonBlockElement, i int) *slack.ButtonBlockElement {
	if i > 0 {
		b.ActionID = fmt.Sprintf("%s:%d", b.ActionID, i)
	}
	return b
}

// What becomes of drafts, as one struck line says it.
const (
	fateSent      = "~Suggested answers~ sent as it was"
	fateEdited    = "~Suggested answers~ sent after editing"
	fateAnswered  = "~Suggested answers~ the assistant answered"
	fateIgnored   = "~Suggested answers~ answered in own words"
	fateDismissed = "~Suggested answers~ dismissed"
	fateWithdrawn = "~Suggested answers~ withdrawn: the conversation went on"
	fateOutdated  = "~Suggested answers~ withdrawn: an article that they quote has changed"
	fateBelow     = "~Suggested answers~ the best one stands below, beside those for the next question"
)

// fate says in one struck line what became of drafts.
func (s *scene) fate() string {
	states := map[string]bool{}
	for _, d := range s.Drafts {
		states[d.State] = true
	}
	switch {
	case states["sent"]:
		return fateSent
	case states["edited"]:
		return fateEdited
	case states["answered"]:
		return fateAnswered
	case states["ignored"]:
		return fateIgnored
	case states["dismissed"] && !states["withdrawn"]:
		return fateDismissed
	case slices.ContainsFunc(s.Drafts, func(d routing.Draft) bool { return d.Outdated }):
		return fateOutdated
	}
	return fateWithdrawn
}

// gone says in one struck line what became of the drafts of an earlier post.
func (s *scene) gone(place string) string {
	if slices.ContainsFunc(s.Drafts, func(d routing.Draft) bool {
		return d.State == "offered" && place == fmt.Sprintf("%s%d", placeDrafts, d.ForSeq)
	}) {
		return fateBelow
	}
	return fateWithdrawn
}

// struck is the post that is left of drafts.
func struck(place, fate string) post {
	return post{place: place, text: fate, blocks: []slack.Block{small(fate)}}
}

// isStruck tells whether a post of drafts has its last form already.
func isStruck(was posted) bool {
	for _, fate := range []string{fateSent, fateEdited, fateAnswered, fateIgnored, fateDismissed, fateWithdrawn, fateOutdated, fateBelow} {
		if hash, err := struck("", fate).hash(); err == nil && slices.Equal(hash, was.Hash) {
			return true
		}
	}
	return false
}

// offers tells whether a draft is on offer, or written.
func (s *scene) offers() bool {
	return s.Head.State != routing.Closed && slices.ContainsFunc(s.Drafts, func(d routing.Draft) bool { return d.State == "offered" || d.State == "writing" })
}

func movedBlocks(text string) []slack.Block { return []slack.Block{small(text)} }
