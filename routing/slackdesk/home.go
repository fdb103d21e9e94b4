package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"switchboard/knowledge"
	"switchboard/routing"
)

const (
	homeList    = 10                  // conversations of a sort on the Home tab
	mostCounted = 200                 // … that are told by their number
	newsMost    = 14 * 24 * time.Hour // older news of the knowledge base are none
)

// onHome publishes the App Home of whoever opened it.
func (d *Desk) onHome(ctx context.Context, in *slackevents.AppHomeOpenedEvent) error {
	if in.Tab != "home" {
		return nil
	}
	who, err := d.person(ctx, in.User)
	if err != nil {
		return err
	}
	go d.publishHome(context.WithoutCancel(ctx), who) // Slack shows the old one meanwhile, and does not wait for us
	return nil
}

// publishHome shows somebody his Home tab as it is now.
func (d *Desk) publishHome(ctx context.Context, who person) {
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	blocks, err := d.home(ctx, who)
	if err == nil {
		err = d.call(ctx, "views.publish", "", func(ctx context.Context) error {
			_, err := d.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: who.ID,
				View: slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocks}}})
			return err
		})
	}
	if err != nil {
		d.log.Warn("somebody's Home tab is not up to date", "user", who.ID, "error", err)
	}
}

func heading(text string) slack.Block { return slack.NewHeaderBlock(label(text, maxHeader)) }

// home is what stands on somebody's Home tab.
func (d *Desk) home(ctx context.Context, who person) ([]slack.Block, error) {
	if !who.operator() {
		return []slack.Block{heading("Switchboard"), small("You are not one of the operators. In the channels you may read along and write notes in the threads. An administrator makes you an operator by `/switchboard map`.")}, nil
	}
	blocks := []slack.Block{heading("Hello, " + visible(who.Op.DisplayName))}
	presence := func(name, text string) slack.BlockElement {
		b := slack.NewButtonBlockElement(string(verbPresence)+":"+name, name, label(text, maxButton))
		if who.Op.Presence == name {
			b.Style = slack.StylePrimary
		}
		return b
	}
	blocks = append(blocks, slack.NewActionBlock("presence", presence("online", "At work"), presence("away", "Away"), presence("offline", "Off")))
	mine, err := d.router.Heads(ctx, who.Op.ID, routing.Filter{Mine: true, Limit: mostCounted})
	if err != nil {
		return nil, err
	}
	if blocks, err = d.heads(ctx, blocks, "Mine", "You have no conversations just now.", mine, verbReply, "Reply"); err != nil {
		return nil, err
	}
	queued, err := d.router.Heads(ctx, who.Op.ID, routing.Filter{State: routing.Queued, Limit: mostCounted})
	if err != nil {
		return nil, err
	}
	if blocks, err = d.heads(ctx, blocks, "Waiting for an operator", "Nobody is waiting.", queued, verbTake, "Take"); err != nil {
		return nil, err
	}
	numbers, err := d.numbers(ctx, who)
	if err != nil {
		return nil, err
	}
	blocks = append(blocks, heading("Today"), slack.NewSectionBlock(nil, numbers, nil))
	news, err := d.news(ctx, who)
	if err != nil {
		return nil, err
	}
	blocks = append(blocks, heading("New in the knowledge base since your last shift"), small(news))
	own, err := d.own(ctx, who)
	if err != nil {
		return nil, err
	}
	blocks = append(blocks, own...)
	reports, err := d.reports(ctx, who)
	if err != nil {
		return nil, err
	}
	blocks = append(blocks, reports...)
	none := target{}
	blocks = append(blocks, slack.NewActionBlock("lead", button(verbSearch, none, "Search knowledge", slack.StyleDefault),
		button(verbReport, none, "Report a problem", slack.StyleDefault), button(verbPropose, none, "Propose an improvement", slack.StyleDefault)))
	return blocks, nil
}

// own counts what an editor's articles and gaps ask of him, with a link to each; what asks nothing is left out.
func (d *Desk) own(ctx context.Context, who person) (blocks []slack.Block, err error) {
	for _, w := range []struct{ icon, one, many, page, sql string }{
		{":warning:", "report on your articles", "reports on your articles", "/knowledge/reports?mine=1", `FROM article_reports r
			JOIN articles a ON a.id = r.article_id JOIN operators o ON o.id = $1 AND ` + ownedBy + ` WHERE r.resolved_at IS NULL`},
		{":memo:", "gap assigned to you", "gaps assigned to you", "/knowledge/gaps?whose=mine", `FROM gaps g
			JOIN operators o ON o.id = $1 AND ` + assignedTo + ` WHERE g.state = 'open'`},
	} {
		var n int
		if err := d.pool.QueryRow(ctx, `SELECT count(*) `+w.sql, who.Op.ID).Scan(&n); err != nil {
			return nil, fmt.Errorf("count the %s, operator %d: %w", w.many, who.Op.ID, err)
		}
		if n == 0 {
			continue
		}
		text := fmt.Sprintf("%d %s", n, plural(n, w.one, w.many))
		if d.cfg.Base != "" {
			text = fmt.Sprintf("<%s%s|%s>", d.cfg.Base, w.page, text)
		}
		blocks = append(blocks, small(w.icon+" "+text))
	}
	return blocks, nil
}

// heads adds a list of conversations, each with a button.
func (d *Desk) heads(ctx context.Context, blocks []slack.Block, title, none string, list []routing.Head, v verb, text string) ([]slack.Block, error) {
	if len(list) > 0 {
		title += " (" + numberOf(list) + ")"
	}
	blocks = append(blocks, heading(title))
	if len(list) == 0 {
		return append(blocks, small(none)), nil
	}
	for i, h := range list[:min(len(list), homeList)] {
		line, err := d.headLine(ctx, h)
		if err != nil {
			return nil, err
		}
		b := button(v, target{Conv: h.ID}, text, slack.StyleDefault)
		b.ActionID = fmt.Sprintf("%s:%d", v, i)
		blocks = append(blocks, slack.NewSectionBlock(mrkdwn(line, maxSection), nil, slack.NewAccessory(b)))
	}
	return blocks, nil
}

// numberOf tells how many conversations there are, and how many of them are shown.
func numberOf(list []routing.Head) string {
	n := fmt.Sprint(len(list))
	if len(list) == mostCounted {
		n += "+"
	}
	if len(list) > homeList {
		return fmt.Sprintf("%d of %s", homeList, n)
	}
	return n
}

// headLine is a conversation in two lines, with a link to its card.
func (d *Desk) headLine(ctx context.Context, h routing.Head) (string, error) {
	var channel, ts string
	err := d.pool.QueryRow(ctx, `SELECT channel, ts FROM slack_threads WHERE conversation_id = $1`, h.ID).Scan(&channel, &ts)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return "", fmt.Errorf("find the card of conversation %d: %w", h.ID, err)
	}
	name := quiet(customerName(h))
	if ts != "" {
		name = d.cardLink(&thread{TS: ts, posts: map[string]posted{placeCard: {Channel: channel, TS: ts}}}, name)
	}
	line := "*" + name + "*"
	if !h.Waiting.IsZero() {
		line += " waiting " + when(h.Waiting, "{ago}")
	}
	if h.Priority > 0 {
		line += " :red_circle:"
	}
	if h.State == routing.Snoozed {
		line += " :zzz: until " + when(h.SnoozedUntil, "{date_short_pretty} {time}")
	}
	return line + "\n" + quiet(cut(seen(plainOf(h.LastText)), 150)), nil
}

// numbers are what the operator did today, by his own clock.
func (d *Desk) numbers(ctx context.Context, who person) ([]*slack.TextBlockObject, error) {
	now := time.Now().In(who.place())
	y, m, day := now.Date()
	n, err := d.router.Numbers(ctx, who.Op.ID, time.Date(y, m, day, 0, 0, 0, 0, now.Location()))
	if err != nil {
		return nil, err
	}
	first := "–"
	if n.FirstReply > 0 {
		first = n.FirstReply.Round(time.Second).String()
	}
	field := func(name, value string) *slack.TextBlockObject { return mrkdwn("*"+name+"*\n"+value, maxField) }
	return []*slack.TextBlockObject{
		field("Closed", fmt.Sprint(n.Closed)), field("Messages sent", fmt.Sprint(n.Replies)), field("Open now", fmt.Sprint(n.Open)),
		field("First reply (median)", first), field("Drafts sent as they were", fmt.Sprint(n.Drafts["sent"])),
		field("Edited / dismissed", fmt.Sprintf("%d / %d", n.Drafts["edited"], n.Drafts["dismissed"])),
	}, nil
}

// news is what changed in the knowledge base since the operator's last shift.
func (d *Desk) news(ctx context.Context, who person) (string, error) {
	if d.cfg.News == nil {
		return "–", nil
	}
	var left *time.Time
	err := d.pool.QueryRow(ctx, `SELECT left_at FROM slack_people WHERE user_id = $1`, who.ID).Scan(&left)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return "", fmt.Errorf("find the last shift of %s: %w", who.ID, err)
	}
	since := time.Now().Add(-3 * 24 * time.Hour)
	if left != nil {
		since = *left
	}
	if oldest := time.Now().Add(-newsMost); since.Before(oldest) {
		since = oldest
	}
	rows, err := d.cfg.News(ctx, since)
	if err != nil {
		return "", err
	}
	if len(rows) == 0 {
		return "Nothing.", nil
	}
	var lines []string
	for _, r := range rows[:min(len(rows), 8)] {
		lines = append(lines, newsLine(r, d.cfg.Base))
	}
	if len(rows) > 8 {
		lines = append(lines, fmt.Sprintf("… and %d more", len(rows)-8))
	}
	return strings.Join(lines, "\n"), nil
}

func newsLine(r knowledge.Row, base string) string {
	title := quiet(cut(r.Title, 120))
	if base != "" {
		title = fmt.Sprintf("<%s/knowledge/a/%d|%s>", base, r.ID, strings.ReplaceAll(title, "|", "/"))
	}
	name := r.Name
	if name == "" {
		name = r.Project
	}
	return "• " + title + " – " + quiet(name)
}

// reports are the operator's reports that were answered, and for those who lead the ones that wait.
func (d *Desk) reports(ctx context.Context, who person) ([]slack.Block, error) {
	list, err := d.router.StaffReports(ctx, who.Op.ID, 8)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	blocks := []slack.Block{heading("Reports and proposals")}
	for _, r := range list {
		line := fmt.Sprintf("*%d* %s of %s: %s", r.ID, r.Kind, quiet(r.By), quiet(cut(r.Text, 300)))
		switch {
		case r.Answer != "":
			line += "\n:speech_balloon: " + quiet(r.AnsweredBy) + ": " + quiet(cut(r.Answer, 300))
		case who.lead():
			line += fmt.Sprintf("\nAnswer it: `/switchboard answer %d …`", r.ID)
		}
		blocks = append(blocks, small(line))
	}
	return blocks, nil
}

// switchPresence sets whether somebody is at work.
func (d *Desk) switchPresence(ctx context.Context, a act, presence string) error {
	if !a.who.operator() {
		return errNoOperator
	}
	if err := d.setPresence(ctx, a.who, presence); err != nil {
		return err
	}
	a.who.Op.Presence = presence
	go d.publishHome(context.WithoutCancel(ctx), a.who)
	return nil
}

func (d *Desk) setPresence(ctx context.Context, who person, presence string) error {
	if err := d.router.Presence(ctx, who.Op.ID, presence); err != nil {
		return err
	}
	if presence == "online" {
		return nil
	}
	if _, err := d.pool.Exec(ctx, `UPDATE slack_people SET left_at = now() WHERE user_id = $1`, who.ID); err != nil {
		return fmt.Errorf("note the end of a shift: %w", err)
	}
	return nil
}
