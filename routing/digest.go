package routing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Digester reads what a conversation came to. assist.Summarizer is one.
type Digester interface {
	Digest(ctx context.Context, d assist.Dialogue, ends []string) (assist.Digest, error)
}

// QueueDigests is the queue of jobs that have a model read conversations: a slow model holds up no other chore.
const QueueDigests = "digests"

const (
	digestWithin = 40 * time.Second // a model that takes longer costs its summary; that of the rules stands
	digestAfter  = 15 * time.Second // a model reads a conversation so long after a line that it has not read by then
	talkLines    = 80               // of a conversation that are summed up
	talkLength   = 40_000           // characters of them: the rules read it while others wait for the conversation
)

// digestArgs has a model read a conversation.
type digestArgs struct {
	Conversation int64 `json:"conversation"`
	Seq          int64 `json:"seq"`    // the newest line then; the job reads newer ones as well
	Closed       bool  `json:"closed"` // the whole conversation, kept with it
}

// Kind names the job.
func (digestArgs) Kind() string { return "digest" }

// InsertOpts: what fails once is left to the rules.
func (digestArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, Queue: QueueDigests}
}

// talk reads what was said in a conversation, and the place of the newest line. What the program says by itself is left out, and
// what was answered aside: it awaits nobody.
func talk(ctx context.Context, q querier, c *conversation) (d assist.Dialogue, newest int64, err error) {
	rows, err := q.Query(ctx, `
		SELECT seq, author, text, said FROM (
			SELECT seq, author, text, said, sum(length(text)) OVER (ORDER BY seq DESC) - length(text) AS after FROM (
				SELECT seq, author, left(text, 8000) AS text, `+spokenAt+` AS said FROM messages m WHERE conversation_id = $1 AND deleted_at IS NULL AND author <> 'system'
					AND state NOT IN ('cancelled', 'failed') AND NOT COALESCE((data->>'partial')::boolean, false)
					AND data->>'aside' IS DISTINCT FROM 'true' ORDER BY seq DESC LIMIT $2) m) m
		WHERE after < $3 ORDER BY seq`, c.ID, talkLines, talkLength)
	if err != nil {
		return d, 0, fmt.Errorf("read what was said in conversation %d: %w", c.ID, err)
	}
	d = assist.Dialogue{Lang: c.Lang, Call: c.CallID != nil}
	type uttered struct {
		Seq          int64
		Author, Text string
		Said         *float64
	}
	lines, err := pgx.CollectRows(rows, pgx.RowToStructByName[uttered])
	if err != nil {
		return d, 0, fmt.Errorf("read what was said in conversation %d: %w", c.ID, err)
	}
	if len(lines) > 0 {
		newest = lines[len(lines)-1].Seq
	}
	for _, l := range asSpoken(lines, func(l *uttered) *float64 { return l.Said }, nil) {
		t := assist.Turn{Customer: l.Author == "customer", Text: l.Text, Seq: l.Seq}
		if t.Customer {
			t.Text = meant(l.Text, d.Lang, d.Call)
		} else {
			t.By, t.Text = l.Author, withoutFeedback(l.Text)
		}
		if !blank(t.Text) {
			d.Turns = append(d.Turns, t)
		}
	}
	return d, newest, nil
}

// withoutFeedback takes "did that help?" off an answer: it is no question of the matter.
func withoutFeedback(text string) string {
	for _, w := range wordings() {
		if rest, ok := strings.CutSuffix(text, w[textHelped]); ok {
			return strings.TrimSpace(rest)
		}
	}
	return text
}

// sum writes a conversation's summary anew, by rules, or what is new to that of a model, and has the model look at it after a while.
func (r *Router) sum(ctx context.Context, tx pgx.Tx, c *conversation, after time.Duration) error {
	d, seq, err := talk(ctx, tx, c)
	if err != nil {
		return err
	}
	if err := sumByRules(ctx, tx, c, d, seq, r.digester == nil); err != nil {
		return err
	}
	if r.digester == nil || len(d.Turns) == 0 {
		return nil
	}
	return r.later(ctx, tx, digestArgs{Conversation: c.ID, Seq: seq}, time.Now().Add(after))
}

// sumByRules writes a conversation's summary by rules, in the place of a model's if that is over. A model's that stands is told what the
// customer has written since.
func sumByRules(ctx context.Context, tx pgx.Tx, c *conversation, d assist.Dialogue, seq int64, over bool) error {
	var text, model string
	var upTo int64
	err := tx.QueryRow(ctx, `SELECT COALESCE(queue_summary, ''), summary_model, summary_seq FROM conversations WHERE id = $1`, c.ID).Scan(&text, &model, &upTo)
	switch {
	case err != nil:
		return fmt.Errorf("read the summary of conversation %d: %w", c.ID, err)
	case model != "" && upTo >= seq:
		return nil
	case model != "" && !over:
		text = assist.SinceThen(text, d, upTo)
	default:
		text, model, upTo = assist.Summary(d), "", seq
	}
	_, err = tx.Exec(ctx, `UPDATE conversations SET queue_summary = NULLIF($2, ''), summary_model = $3, summary_seq = $4 WHERE id = $1`, c.ID, text, model, upTo)
	if err != nil {
		return fmt.Errorf("sum up conversation %d: %w", c.ID, err)
	}
	return nil
}

// sumClosed keeps the summary of a conversation that ends: the model's, if nothing was said since, else one by rules, which
// the model replaces where people took part.
func (r *Router) sumClosed(ctx context.Context, tx pgx.Tx, c *conversation) error {
	d, seq, err := talk(ctx, tx, c)
	if err != nil {
		return err
	}
	var model string
	var people bool
	err = tx.QueryRow(ctx, `UPDATE conversations SET
			close_summary = CASE WHEN summary_model <> '' AND summary_seq >= $2 THEN queue_summary ELSE $3 END,
			close_summary_model = CASE WHEN summary_model <> '' AND summary_seq >= $2 THEN summary_model ELSE '' END
		WHERE id = $1 RETURNING close_summary_model, queued_at IS NOT NULL OR owned_at IS NOT NULL`, c.ID, seq, assist.Summary(d)).Scan(&model, &people)
	if err != nil {
		return fmt.Errorf("keep the summary of conversation %d: %w", c.ID, err)
	}
	if r.digester == nil || model != "" || !people || len(d.Turns) == 0 {
		return nil
	}
	return r.later(ctx, tx, digestArgs{Conversation: c.ID, Seq: seq, Closed: true}, time.Time{})
}

// told are the facts of a customer's new lines, and what those take back.
type told struct{ facts, taken []assist.Fact }

// factsIn finds facts in a customer's new lines, by rules. It is done before the conversation is locked.
func (r *Router) factsIn(ctx context.Context, g *gathered) (found told, err error) {
	if len(g.pending) == 0 {
		return found, nil
	}
	rows, _ := r.pool.Query(ctx, `SELECT field, value FROM facts WHERE subscriber_id = $1 AND state = 'offered' ORDER BY id DESC LIMIT 50`, g.conv.SubscriberID)
	known, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[assist.Fact])
	if err != nil {
		return found, fmt.Errorf("read the facts on offer of subscriber %d: %w", g.conv.SubscriberID, err)
	}
	var d assist.Dialogue
	for _, m := range g.lines {
		if m.Kind != "press" && m.Author != "system" {
			d.Turns = append(d.Turns, assist.Turn{Customer: m.Author == "customer", Text: m.Text, Seq: m.Seq})
		}
	}
	if err := knowledge.Recovered(func() error { found.facts, found.taken = assist.FactsTold(d, known); return nil }); err != nil {
		r.log.Error("no facts are found in a conversation", "conversation", g.conv.ID, "error", err)
	}
	old := func(f assist.Fact) bool { return f.Seq < g.since() }
	return told{slices.DeleteFunc(found.facts, old), slices.DeleteFunc(found.taken, old)}, nil
}

// followUp does with a customer's new lines what nobody waits for: facts that were found in them are offered, the summary
// of what people deal with is brought up to date.
func (r *Router) followUp(ctx context.Context, tx pgx.Tx, c *conversation, found told, handedOff bool) error {
	for _, f := range found.taken {
		if err := r.outdate(ctx, tx, c, f); err != nil {
			return err
		}
	}
	if err := r.learn(ctx, tx, c, found.facts, ""); err != nil {
		return err
	}
	switch {
	case c.State == Closed || c.State == Assistant:
		return nil
	case handedOff:
		return r.sum(ctx, tx, c, 0)
	}
	return r.sum(ctx, tx, c, digestAfter)
}

// digest has the model read a conversation, outside of any transaction, and keeps what it found.
func (r *Router) digest(ctx context.Context, a digestArgs) error {
	if r.digester == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, digestWithin)
	defer cancel()
	c, err := unlocked(ctx, r.pool, a.Conversation)
	if errors.Is(err, pgx.ErrNoRows) { // erased meanwhile
		return nil
	}
	if err != nil {
		return err
	}
	d, seq, err := talk(ctx, r.pool, &c)
	if err != nil || len(d.Turns) == 0 || !a.Closed && c.State == Closed {
		return err
	}
	if read, err := r.hasRead(ctx, a); read || err != nil {
		return err
	}
	var found assist.Digest
	err = knowledge.Recovered(func() error {
		found, err = r.digester.Digest(ctx, d, r.Dispositions())
		return err
	})
	failed := err
	if failed != nil {
		r.log.Warn("the model did not sum up a conversation; the summary by rules stands", "conversation", a.Conversation, "error", failed)
		if a.Closed {
			return nil
		}
	}
	keep, done := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second) // the model may have used up all of the time
	defer done()
	var now *conversation
	err = pgx.BeginFunc(keep, r.pool, func(tx pgx.Tx) (err error) {
		if now, err = lockedByID(keep, tx, a.Conversation); err != nil {
			return err
		}
		if failed != nil { // what the model wrote earlier is old
			return sumByRules(keep, tx, now, d, seq, true)
		}
		return r.keepDigest(keep, tx, now, found, seq, a.Closed)
	})
	if errors.Is(err, ErrNotFound) { // erased meanwhile
		return nil
	}
	if err != nil {
		return fmt.Errorf("keep what a model read in conversation %d: %w", a.Conversation, err)
	}
	r.bus.changed(now.ID, now.Account, now.Address, forNobody)
	return nil
}

// hasRead tells whether a model has read a conversation up to a job's line already: lines that follow each other closely are read at once.
func (r *Router) hasRead(ctx context.Context, a digestArgs) (read bool, err error) {
	if a.Closed {
		return false, nil
	}
	err = r.pool.QueryRow(ctx, `SELECT COALESCE((SELECT summary_model <> '' AND summary_seq >= $2 FROM conversations WHERE id = $1), false)`, a.Conversation, a.Seq).Scan(&read)
	if err != nil {
		return false, fmt.Errorf("read how far conversation %d is summed up: %w", a.Conversation, err)
	}
	return read, nil
}

// keepDigest keeps what a model read, up to a line, unless newer of it is there.
func (r *Router) keepDigest(ctx context.Context, tx pgx.Tx, c *conversation, found assist.Digest, seq int64, closed bool) error {
	ending := map[string]any{}
	if found.End != "" {
		ending = map[string]any{"end": found.End, "why": clean(found.Why, 300), "seq": seq}
	}
	sql := `UPDATE conversations SET queue_summary = $2, summary_model = $3, summary_seq = $4, ending = $5
		WHERE id = $1 AND state <> 'closed' AND summary_seq <= $4`
	args := []any{c.ID, clean(found.Summary, 4000), clean(found.Model, 100), seq, jsonOf(ending)}
	if closed {
		sql, args = `UPDATE conversations SET close_summary = $2, close_summary_model = $3 WHERE id = $1 AND state = 'closed'`, args[:3]
	}
	if _, err := tx.Exec(ctx, sql, args...); err != nil {
		return fmt.Errorf("keep the summary of conversation %d: %w", c.ID, err)
	}
	return r.learn(ctx, tx, c, found.Facts, clean(found.Model, 100))
}

// unlocked reads a conversation to look at it.
func unlocked(ctx context.Context, q querier, id int64) (conversation, error) {
	rows, err := q.Query(ctx, `SELECT `+conversationColumns+` FROM conversations c JOIN addresses a ON a.id = c.address_id WHERE c.id = $1 AND c.erased_at IS NULL`, id)
	if err != nil {
		return conversation{}, fmt.Errorf("read conversation %d: %w", id, err)
	}
	c, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[conversation])
	if err != nil {
		return c, fmt.Errorf("read conversation %d: %w", id, err)
	}
	return c, nil
}
