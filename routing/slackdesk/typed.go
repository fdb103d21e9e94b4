package slackdesk

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// typedNotes are notes that somebody typed in a thread about a customer who was erased on request.
type typedNotes struct {
	Conv    int64
	Channel string
	Thread  string
	Author  string // user
	TS      string // of the first
	Notes   int
}

// tellTyped asks those who typed notes about erased customers to delete them: Slack lets nobody else. Each is told once of a
// thread, and again only if we were stopped while he was being told.
func (d *Desk) tellTyped(ctx context.Context) error {
	rows, _ := d.pool.Query(ctx, `SELECT conversation_id, channel, thread, author, min(ts), count(*) FROM slack_posts
		WHERE erasing AND theirs AND NOT gone AND author <> '' GROUP BY 1, 2, 3, 4 ORDER BY 1, 3, 4 LIMIT 50`)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[typedNotes])
	if err != nil {
		return fmt.Errorf("find notes about erased customers: %w", err)
	}
	for _, n := range list {
		if err := d.tellAuthor(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) tellAuthor(ctx context.Context, n typedNotes) error {
	once := cut(fmt.Sprintf("typed %d %s %s", n.Conv, n.Thread, n.Author), 200)
	tag, err := d.pool.Exec(ctx, `INSERT INTO slack_received (id) VALUES ($1) ON CONFLICT DO NOTHING`, once)
	if err != nil {
		return fmt.Errorf("note who is asked to delete notes: %w", err)
	}
	if tag.RowsAffected() == 0 { // another replica is at it
		return nil
	}
	err = d.tell(ctx, n.Author, d.typedText(n))
	if err != nil && !refused(err) {
		if _, failed := d.pool.Exec(ctx, `DELETE FROM slack_received WHERE id = $1`, once); failed != nil {
			d.log.Warn("somebody is asked later to delete notes", "user", n.Author, "error", failed)
		}
		return err
	}
	if err != nil { // he may have left the workspace
		d.log.Warn("notes about an erased customer stay in Slack: their author cannot be told", "user", n.Author, "channel", n.Channel, "thread", n.Thread, "error", err)
	}
	_, err = d.pool.Exec(ctx, `DELETE FROM slack_posts WHERE erasing AND theirs AND conversation_id = $1 AND channel = $2 AND thread = $3 AND author = $4`,
		n.Conv, n.Channel, n.Thread, n.Author)
	if err != nil {
		return fmt.Errorf("forget notes in the thread %s in %s: %w", n.Thread, n.Channel, err)
	}
	return nil
}

// typedText is what the author of notes is told.
func (d *Desk) typedText(n typedNotes) string {
	what, them := "a note", "it"
	if n.Notes > 1 {
		what, them = fmt.Sprintf("%d notes", n.Notes), "them"
	}
	if link := d.Link(n.Channel, n.Thread, n.TS); link != "" {
		what = "<" + link + "|" + what + ">"
	}
	return fmt.Sprintf(":wastebasket: A customer was erased. You typed %s about them in a thread here, and only you can delete %s: please do.", what, them)
}
