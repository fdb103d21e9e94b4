package slackdesk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"switchboard/assist"
	"switchboard/routing"
)

// summary is what the conversation came to, and how the customer's last one ended.
func (s *scene) summary() []slack.Block {
	h := s.Head
	text, by := h.Summary, h.SummaryModel
	if h.State == routing.Closed {
		text, by = h.CloseSummary, h.CloseModel
	}
	var lines []string
	for _, l := range assist.SummaryLines(text) {
		line := quiet(seen(plainOf(l.Text)))
		if l.Label != "" {
			line = "*" + quiet(l.Label) + "* " + line
		}
		lines = append(lines, line)
	}
	if by != "" && len(lines) > 0 {
		lines = append(lines, "_summed up by "+quiet(by)+"_")
	}
	var blocks []slack.Block
	if len(lines) > 0 {
		blocks = append(blocks, small(strings.Join(lines, "\n")))
	}
	if last := s.Last; last != nil {
		line := ":leftwards_arrow_with_hook: *Last time* " + when(last.Closed, "{date_short_pretty}")
		if last.Disposition != "" {
			line += " – " + quiet(last.Disposition)
		}
		if gist := assist.Gist(last.CloseSummary); gist != "" {
			line += ": " + quiet(cut(seen(plainOf(gist)), 200))
		}
		blocks = append(blocks, small(line))
	}
	return blocks
}

// maxFacts are the facts of one message that are shown; more are on the browser desk.
const maxFacts = 10

// facts are the posts with what the customer said of himself: one for each message that says so.
func (s *scene) facts() []post {
	var out []post
	shown, said := map[string]int{}, map[string]bool{}
	facts := slices.Clone(s.Facts)
	slices.SortStableFunc(facts, func(a, b routing.Fact) int { // those of one quote together
		return cmp.Or(cmp.Compare(a.Seq, b.Seq), cmp.Compare(firstOf(s.Facts, a), firstOf(s.Facts, b)))
	})
	for _, f := range facts {
		place := fmt.Sprintf("%s%d", placeFacts, f.Seq)
		i := 0
		for i < len(out) && out[i].place != place {
			i++
		}
		if i == len(out) {
			out = append(out, post{place: place, user: "New about the customer", icon: ":bust_in_silhouette:", text: "New about the customer: "})
		}
		p := &out[i]
		n := shown[place]
		if shown[place]++; n >= maxFacts {
			continue
		}
		line := "*" + quiet(f.Field) + "*  " + quiet(maskedIn(f.Quote, f.Value))
		answer := "Add it"
		if f.Was != "" {
			line, answer = line+"  (instead of "+quiet(maskedIn(f.Quote, f.Was))+")", "Change it"
		}
		quote := "“" + seen(f.Quote) + "”"
		if f.Model != "" {
			quote += " – read by " + f.Model
		}
		if !said[place+quote] {
			p.blocks = append(p.blocks, slack.NewContextBlock("", plain(quote, maxField)))
		}
		said[place+quote] = true
		p.text += quiet(f.Field) + " "
		t := target{Conv: s.Head.ID, Item: f.ID, Seq: f.Mark()}
		p.blocks = append(p.blocks, slack.NewSectionBlock(mrkdwn(cut(line, maxField), maxSection), nil, nil),
			slack.NewActionBlock(fmt.Sprintf("fact%d", f.ID), numbered(button(verbFactYes, t, answer, slack.StyleDefault), n), numbered(button(verbFactNo, t, "No", slack.StyleDefault), n)))
	}
	for i := range out {
		var all []routing.Fact
		for _, f := range s.Facts {
			if out[i].place == fmt.Sprintf("%s%d", placeFacts, f.Seq) {
				all = append(all, f)
			}
		}
		sole := slices.DeleteFunc(routing.ClearFacts(s.Facts), func(f routing.Fact) bool { return len(all) == 0 || f.Seq != all[0].Seq })
		if len(all) > 1 && len(all) <= maxFacts && len(sole) > 0 {
			t := target{Conv: s.Head.ID, Item: all[0].Seq, Seq: routing.FactsMark(all)}
			label := fmt.Sprintf("Add all %d", len(all))
			if len(sole) < len(all) {
				label = fmt.Sprintf("Add the %d with one value", len(sole))
			}
			out[i].blocks = append(out[i].blocks, slack.NewActionBlock("facts", button(verbFactsYes, t, label, slack.StyleDefault)))
		}
	}
	return out
}

// firstOf is the place of the first fact with the same quote.
func firstOf(list []routing.Fact, f routing.Fact) int {
	return slices.IndexFunc(list, func(o routing.Fact) bool { return o.Seq == f.Seq && o.Quote == f.Quote })
}

// maskedIn is a value as many see it: what is masked in the words around it is masked alone, too.
func maskedIn(quote, value string) string {
	shown := seen(value)
	switch inside := strings.Contains(quote, value); {
	case inside && strings.Contains(seen(quote), value):
		return visible(value) // it stands in the thread
	case inside && shown == value:
		_, size := utf8.DecodeLastRuneInString(value)
		return "•••• " + value[len(value)-size:]
	}
	return shown
}

// factsDecided is what is left of a post of facts.
const factsDecided = "~New about the customer~ decided"

// putFacts shows the facts on offer, and strikes out those that were decided on.
func (d *Desk) putFacts(ctx context.Context, t *thread, s *scene) error {
	offered := map[string]bool{}
	for _, p := range s.facts() {
		offered[p.place] = true
		if err := d.put(ctx, t, p); err != nil {
			return err
		}
	}
	for place, was := range t.posts {
		if strings.HasPrefix(place, placeFacts) && was.TS != "" && !offered[place] {
			if err := d.put(ctx, t, struck(place, factsDecided)); err != nil {
				return err
			}
		}
	}
	return nil
}

// closeModal asks how a conversation ended, with what is proposed chosen.
func closeModal(ctx context.Context, d *Desk, a act) (slack.ModalViewRequest, error) {
	p, err := d.router.Proposal(ctx, a.who.Op.ID, a.target.Conv)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	blocks := []slack.Block{d.endings(p.End)}
	if p.End != "" {
		blocks = append(blocks, small(":bulb: Proposed: *"+quiet(p.End)+"* – "+quiet(seen(p.Explain()))))
	}
	return modal(a, "Close", "Close it", append(blocks, textInput("text", "Comment (colleagues see it)", "", true),
		textInput("wish", "What the customer wishes for", "", true), textInput("opinion", "What the customer said of us", "", true))...), nil
}
