package slackdesk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// reported is a report that an article is wrong, for one person to be told of.
type reported struct {
	ID      int64
	To      int64  // operator
	User    string // in Slack
	Why     string // reported, resolved
	Article int64
	Title   string
	By      string // who reported, or who resolved
	Text    string // what is wrong, or what was done
	Conv    int64  // 0: gone
	Channel string // of its card; empty: none
	TS      string
	At      time.Time
	Erasure bool // it may have words of an erased customer
	Own     bool // the article is his
}

// ownedBy tells, in SQL, whether operator o is the owner of article a: editors write a name or an e-mail address.
const ownedBy = `a.owner <> '' AND lower(a.owner) IN (lower(o.name), lower(o.display_name), lower(o.email))`

// keeps tells, in SQL, whether operator o is told of what concerns article a: its owner, or every editor where nobody who has an account is
// named as that.
const keeps = `(` + ownedBy + ` OR o.role = 'editor' AND NOT EXISTS (SELECT FROM operators o WHERE ` + ownedBy + ` AND o.disabled_at IS NULL))`

// tellOwners tells owners that somebody finds an article of theirs wrong, and those who reported one what was done, each
// once. What is older than a day was told by then, or its owner was not known in Slack.
func (d *Desk) tellOwners(ctx context.Context) error {
	rows, _ := d.pool.Query(ctx, `
		SELECT n.id, n.operator, p.user_id, n.why, a.id, v.title, n.by, n.text, COALESCE(n.conv, 0), COALESCE(t.channel, ''), COALESCE(t.ts, ''), n.at, n.erasure, n.own
		FROM (
			SELECT r.id, o.id AS operator, 'reported' AS why, r.article_id, r.version, COALESCE(b.display_name, r.reporter) AS by, r.text, r.conversation_id AS conv, r.at, r.erasure, `+ownedBy+` AS own
			FROM article_reports r JOIN articles a ON a.id = r.article_id JOIN operators o ON `+keeps+` AND o.disabled_at IS NULL
			LEFT JOIN operators b ON b.id = r.operator_id WHERE r.resolved_at IS NULL AND r.at > now() - interval '1 day' AND o.id IS DISTINCT FROM r.operator_id
			UNION ALL
			SELECT r.id, o.id, 'resolved', r.article_id, r.version, r.resolved_by, r.answer, r.conversation_id, r.resolved_at, r.erasure, false
			FROM article_reports r JOIN operators o ON o.id = r.operator_id AND o.disabled_at IS NULL
			WHERE r.resolved_at > now() - interval '1 day' AND lower(r.resolved_by) NOT IN (lower(o.name), lower(o.display_name), lower(o.email))
		) n JOIN articles a ON a.id = n.article_id JOIN article_versions v ON v.article_id = a.id AND v.version = n.version
		JOIN slack_people p ON p.operator_id = n.operator LEFT JOIN slack_threads t ON t.conversation_id = n.conv
		WHERE NOT EXISTS (SELECT FROM slack_report_notices x WHERE x.report_id = n.id AND x.operator_id = n.operator AND x.why = n.why)
		ORDER BY n.at LIMIT 50`)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[reported])
	if err != nil {
		return fmt.Errorf("find reports to tell of: %w", err)
	}
	for _, r := range list {
		if err := d.tellReported(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// tellReported tells one person of a report: whoever notes it first does.
func (d *Desk) tellReported(ctx context.Context, r reported) error {
	tag, err := d.pool.Exec(ctx, `INSERT INTO slack_report_notices (report_id, operator_id, why) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, r.ID, r.To, r.Why)
	if err != nil {
		return fmt.Errorf("note who is told of report %d: %w", r.ID, err)
	}
	if tag.RowsAffected() == 0 {
		return nil
	}
	err = d.tell(ctx, r.User, d.reportText(r))
	if err == nil {
		return nil
	}
	if refused(err) { // he may have left the workspace
		d.log.Warn("somebody cannot be told of a report in Slack", "user", r.User, "report", r.ID, "error", err)
		return nil
	}
	if _, failed := d.pool.Exec(ctx, `DELETE FROM slack_report_notices WHERE report_id = $1 AND operator_id = $2 AND why = $3`, r.ID, r.To, r.Why); failed != nil {
		d.log.Warn("somebody is not told of a report", "user", r.User, "report", r.ID, "error", failed)
	}
	return err
}

// reportText is what somebody is told of a report.
func (d *Desk) reportText(r reported) string {
	title := quiet(cut(visible(r.Title), 150))
	if d.cfg.Base != "" {
		title = fmt.Sprintf("<%s/knowledge/a/%d|%s>", d.cfg.Base, r.Article, strings.ReplaceAll(title, "|", "/"))
	}
	whose := "your article"
	if !r.Own {
		whose = "an article that nobody here owns,"
	}
	text := fmt.Sprintf(":warning: *%s* says that %s %s is wrong", quiet(r.By), whose, title)
	if r.Erasure {
		text = fmt.Sprintf(":wastebasket: *%s* erased a customer and asks you to read %s %s", quiet(r.By), whose, title)
	}
	if r.Why == "resolved" {
		text = fmt.Sprintf(":white_check_mark: *%s* looked at what you reported about %s", quiet(r.By), title)
	}
	for line := range strings.Lines(cut(seen(r.Text), 1500)) {
		text += "\n> " + quiet(strings.TrimRight(line, "\n"))
	}
	var links []string
	if r.Conv != 0 && r.TS != "" {
		links = append(links, d.cardLink(&thread{TS: r.TS, posts: map[string]posted{placeCard: {Channel: r.Channel, TS: r.TS}}}, "The conversation"))
	}
	if d.cfg.Base != "" && r.Why == "reported" {
		reports := "/knowledge/reports?mine=1|Reports on your articles"
		if !r.Own {
			reports = "/knowledge/reports|Reports on articles"
		}
		links = append(links, fmt.Sprintf("<%s/knowledge/a/%d/edit|Edit the article>", d.cfg.Base, r.Article), fmt.Sprintf("<%s%s>", d.cfg.Base, reports))
	}
	if len(links) > 0 {
		text += "\n" + strings.Join(links, " · ")
	}
	return text
}
