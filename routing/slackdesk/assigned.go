package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// assigned is a gap that one person is to write.
type assigned struct {
	Gap      int64
	Title    string // one of the questions, masked
	Project  string // key; empty: not known
	By       string // who said so
	At       time.Time
	Count    int // questions
	Week     int // of the last seven days
	Operator int64
	User     string // in Slack
}

// Of many gaps that are assigned at once so many are named in the message.
const assignedShown = 5

// assignedTo tells, in SQL, whether gap g is operator o's to write: editors write a name or an e-mail address.
const assignedTo = `g.assignee <> '' AND lower(g.assignee) IN (lower(o.name), lower(o.display_name), lower(o.email))`

// tellAssigned tells those who are to write gaps of them, each once; whoever took one himself knows. What is older than a
// day was told by then, or he was not known in Slack.
func (d *Desk) tellAssigned(ctx context.Context) error {
	rows, _ := d.pool.Query(ctx, `
		SELECT g.id, g.title, g.project, g.assigned_by, g.assigned_at, (SELECT count(*) FROM gap_questions q WHERE q.gap_id = g.id),
			(SELECT count(*) FROM gap_questions q WHERE q.gap_id = g.id AND q.at > now() - interval '7 days'), o.id, p.user_id
		FROM gaps g JOIN operators o ON `+assignedTo+` AND o.disabled_at IS NULL JOIN slack_people p ON p.operator_id = o.id
		WHERE g.state = 'open' AND g.assigned_at > now() - interval '1 day' AND lower(g.assigned_by) NOT IN (lower(o.name), lower(o.display_name), lower(o.email))
			AND NOT EXISTS (SELECT FROM slack_gap_notices x WHERE x.gap_id = g.id AND x.operator_id = o.id AND x.assigned_at = g.assigned_at)
		ORDER BY o.id, g.assigned_at, g.id LIMIT 500`)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[assigned])
	if err != nil {
		return fmt.Errorf("find assigned gaps to tell of: %w", err)
	}
	var failed error
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].Operator == list[0].Operator {
			n++
		}
		failed = errors.Join(failed, d.tellGaps(ctx, list[:n]))
		list = list[n:]
	}
	return failed
}

// tellGaps tells one person of the gaps that are his now, in one message: whoever notes them first does.
func (d *Desk) tellGaps(ctx context.Context, gaps []assigned) error {
	ids, times := make([]int64, len(gaps)), make([]time.Time, len(gaps))
	for i, g := range gaps {
		ids[i], times[i] = g.Gap, g.At
	}
	who := gaps[0]
	rows, _ := d.pool.Query(ctx, `INSERT INTO slack_gap_notices (gap_id, operator_id, assigned_at) SELECT id, $1, at FROM unnest($2::bigint[], $3::timestamptz[]) AS x (id, at)
		WHERE EXISTS (SELECT FROM gaps WHERE gaps.id = x.id) ON CONFLICT DO NOTHING RETURNING gap_id`, who.Operator, ids, times)
	noted, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return fmt.Errorf("note that operator %d is told of %d gaps: %w", who.Operator, len(gaps), err)
	}
	ours := map[int64]bool{}
	for _, id := range noted {
		ours[id] = true
	}
	var tell []assigned
	for _, g := range gaps {
		if ours[g.Gap] {
			tell = append(tell, g)
		}
	}
	if len(tell) == 0 {
		return nil
	}
	err = d.tell(ctx, who.User, d.assignedText(tell))
	if err == nil {
		return nil
	}
	if refused(err) { // he may have left the workspace
		d.log.Warn("somebody cannot be told of assigned gaps in Slack", "user", who.User, "gaps", len(tell), "error", err)
		return nil
	}
	if _, failed := d.pool.Exec(ctx, `DELETE FROM slack_gap_notices x USING unnest($2::bigint[], $3::timestamptz[]) AS y (id, at)
		WHERE x.operator_id = $1 AND x.gap_id = y.id AND x.assigned_at = y.at AND y.id = ANY ($4)`, who.Operator, ids, times, noted); failed != nil {
		d.log.Warn("somebody is not told of assigned gaps", "user", who.User, "gaps", len(tell), "error", failed)
	}
	return err
}

// assignedText is what somebody is told of gaps that are his to write.
func (d *Desk) assignedText(gaps []assigned) string {
	by := gaps[0].By
	for _, g := range gaps {
		if g.By != by {
			by = ""
		}
	}
	text := ":memo: "
	if by == "" {
		text += "You are asked"
	} else {
		text += fmt.Sprintf("*%s* asks you", quiet(by))
	}
	if len(gaps) == 1 {
		text += " to write what people ask and no article answers:"
	} else {
		text += fmt.Sprintf(" to write what people ask and no article answers, %d times:", len(gaps))
	}
	for _, g := range gaps[:min(len(gaps), assignedShown)] {
		text += "\n• " + d.gapLine(g)
	}
	if more := len(gaps) - assignedShown; more > 0 {
		text += fmt.Sprintf("\n… and %d more", more)
	}
	if d.cfg.Base != "" {
		text += fmt.Sprintf("\n<%s/knowledge/gaps?whose=mine|Your gaps> · <%s/knowledge/today|Your day>", d.cfg.Base, d.cfg.Base)
	}
	return text
}

// gapLine is one gap with how often it is asked, and where it is written.
func (d *Desk) gapLine(g assigned) string {
	title := quiet(cut(strings.Join(strings.Fields(seen(g.Title)), " "), 150))
	line := fmt.Sprintf("“%s”", title)
	if d.cfg.Base != "" {
		line = fmt.Sprintf("<%s/knowledge/gaps/%d|%s>", d.cfg.Base, g.Gap, strings.ReplaceAll(title, "|", "/"))
	}
	line += fmt.Sprintf(", asked %d %s, %d this week", g.Count, plural(g.Count, "time", "times"), g.Week)
	if d.cfg.Base == "" {
		return line
	}
	write := fmt.Sprintf("/knowledge/new-article?gap=%d", g.Gap)
	if g.Project != "" {
		write = fmt.Sprintf("/knowledge/p/%s/new?gap=%d", g.Project, g.Gap)
	}
	return line + fmt.Sprintf(" · <%s%s|Write it>", d.cfg.Base, write)
}
