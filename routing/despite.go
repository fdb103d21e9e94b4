package routing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
)

// Checker compares what an operator is about to send with the knowledge base. assist.Assistant is one.
type Checker interface {
	Check(ctx context.Context, text string, d assist.Dialogue, used []assist.Source) ([]assist.Dispute, error)
}

// DisputeError says that the knowledge base contradicts a reply; nothing was sent. With a reason in Reply.Despite it is.
type DisputeError struct{ Disputes []assist.Dispute }

func (e DisputeError) Error() string {
	return "not sent: the knowledge base says otherwise (" + disputed(e.Disputes) + "): correct it, or say why it is right"
}

const (
	checkTime   = time.Second // a check that takes longer is left out
	unhurried   = 10          // times as long a check may take that nobody waits for
	checkLines  = 20          // of the conversation that are looked at
	maxDisputes = 5
)

// disputes checks what an operator typed, and what a model wrote. A draft that quotes is the articles' own words. A check that fails, or takes
// too long, keeps nobody from answering: it is late, and made afterwards.
func (r *Router) disputes(ctx context.Context, conv int64, p Reply) (found []assist.Dispute, late bool) {
	if r.checker == nil || blank(p.Text) {
		return nil, false
	}
	within := r.patience
	if p.Unhurried {
		within *= unhurried
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	type outcome struct {
		found []assist.Dispute
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		found, err := r.check(ctx, conv, p)
		done <- outcome{found, err}
	}()
	var out outcome
	select {
	case out = <-done:
	case <-ctx.Done():
		out.err = ctx.Err()
	}
	if out.err != nil {
		r.log.Warn("a reply goes out before it is compared with the knowledge base; it is compared afterwards", "conversation", conv, "error", out.err)
		return nil, true
	}
	return out.found[:min(len(out.found), maxDisputes)], false
}

func (r *Router) check(ctx context.Context, conv int64, p Reply) ([]assist.Dispute, error) {
	var used []assist.Source
	if p.Draft != 0 {
		var draft string
		var model bool
		err := r.pool.QueryRow(ctx, `SELECT text, sources, model FROM suggestions WHERE id = $1 AND conversation_id = $2`, p.Draft, conv).Scan(&draft, &used, &model)
		if err == nil && draft == p.Text && !model {
			return nil, nil
		}
		if err != nil && !errors.Is(err, pgx.ErrNoRows) {
			return nil, fmt.Errorf("read draft %d: %w", p.Draft, err)
		}
	}
	d, err := r.dialogueOf(ctx, conv)
	if err != nil {
		return nil, err
	}
	return r.checker.Check(ctx, p.Text, d, used)
}

// dialogueOf is a conversation as far as its last words of the customer.
func (r *Router) dialogueOf(ctx context.Context, conv int64) (assist.Dialogue, error) {
	d := assist.Dialogue{At: r.now()}
	var project string
	err := r.pool.QueryRow(ctx, `SELECT project, lang, call_id IS NOT NULL FROM conversations WHERE id = $1`, conv).Scan(&project, &d.Lang, &d.Call)
	if err != nil {
		return d, fmt.Errorf("read conversation %d: %w", conv, err)
	}
	if project != "" {
		d.Projects = []string{project}
	}
	rows, _ := r.pool.Query(ctx, `SELECT author = 'customer', text, ARRAY(SELECT jsonb_array_elements_text(data->'alternatives')),
			CASE WHEN author IN ('assistant', 'operator') THEN author ELSE '' END, seq, `+spokenAt+` FROM messages m
		WHERE conversation_id = $1 AND deleted_at IS NULL AND text <> '' ORDER BY seq DESC LIMIT $2`, conv, checkLines)
	type uttered struct {
		assist.Turn
		said *float64
	}
	lines, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (u uttered, err error) {
		err = row.Scan(&u.Customer, &u.Text, &u.Others, &u.By, &u.Seq, &u.said)
		return u, err
	})
	if err != nil {
		return d, fmt.Errorf("read what was said in conversation %d: %w", conv, err)
	}
	slices.Reverse(lines)
	last := 0 // of the customer's
	for i, u := range asSpoken(lines, func(u *uttered) *float64 { return u.said }, nil) {
		if u.Customer {
			u.Text, last = meant(u.Text, d.Lang, d.Call), i+1
		}
		d.Turns = append(d.Turns, u.Turn)
	}
	if last > 0 {
		d.Turns = d.Turns[:last]
	}
	return d, nil
}

// newly leaves out the disputes about what a message said before: it was sent, with a reason or when it was true.
func newly(disputes []assist.Dispute, before string) []assist.Dispute {
	was := assist.Claims(before)
	return slices.DeleteFunc(disputes, func(d assist.Dispute) bool {
		whole := d.Claim.Sort == assist.ClaimDenial || d.Claim.Sort == assist.ClaimName || d.Claim.Sort == assist.ClaimCode
		return whole && strings.Contains(before, d.Claim.Text) || slices.ContainsFunc(was, func(c assist.Claim) bool { return c.Sort == d.Claim.Sort && c.Value == d.Claim.Value })
	})
}

// settled refuses a disputed reply for which no reason was given, and puts the reason of another on record.
func (r *Router) settled(ctx context.Context, tx pgx.Tx, who Operator, c *conversation, p Reply, disputes []assist.Dispute) error {
	if len(disputes) == 0 {
		return nil
	}
	unseen := p.Seen != nil && slices.ContainsFunc(disputes, func(d assist.Dispute) bool { return !slices.Contains(p.Seen, d.Claim.Text) })
	if blank(p.Despite) || unseen { // a reason for one thing is none for another
		return DisputeError{disputes}
	}
	differs := make([]map[string]any, len(disputes))
	for i, d := range disputes {
		differs[i] = map[string]any{"sent": d.Claim.Text, "says": d.Says, "article": d.Source.Article, "title": d.Source.Title}
	}
	return r.record(ctx, tx, c, Event{Actor: "operator", Operator: who.ID, What: "sent despite", Why: clean(p.Despite, 500),
		Data: map[string]any{"differs": differs}})
}
