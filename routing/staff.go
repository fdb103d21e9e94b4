package routing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
)

// Numbers are what one operator did since a time.
type Numbers struct {
	Closed     int            // conversations he ended
	Replies    int            // messages he sent
	FirstReply time.Duration  // median wait of a customer for his first reply; 0: there was none
	Open       int            // conversations he has now
	Drafts     map[string]int // what became of the drafts he decided on: sent, edited, dismissed, ignored
}

// Numbers returns what an operator did since a time.
func (r *Router) Numbers(ctx context.Context, op int64, since time.Time) (n Numbers, err error) {
	var median *float64
	err = r.pool.QueryRow(ctx, `SELECT
		(SELECT count(*) FROM conversations WHERE closed_by = $1 AND closed_at >= $2),
		(SELECT count(*) FROM messages WHERE operator_id = $1 AND author = 'operator' AND created_at >= $2 AND state <> 'cancelled'),
		(SELECT count(*) FROM conversations WHERE owner_id = $1),
		(SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.first_reply_at - c.queued_at)) FROM conversations c
			WHERE c.first_reply_at >= $2 AND c.first_reply_at > c.queued_at AND EXISTS (SELECT FROM messages m
				WHERE m.conversation_id = c.id AND m.operator_id = $1 AND m.created_at <= c.first_reply_at + interval '1 second'))`, op, since).
		Scan(&n.Closed, &n.Replies, &n.Open, &median)
	if err != nil {
		return n, fmt.Errorf("count what operator %d did: %w", op, err)
	}
	if median != nil {
		n.FirstReply = time.Duration(*median * float64(time.Second))
	}
	rows, err := r.pool.Query(ctx, `SELECT state, count(*) FROM suggestions WHERE operator_id = $1 AND decided_at >= $2 AND NOT found GROUP BY state`, op, since)
	if err != nil {
		return n, fmt.Errorf("count the drafts of operator %d: %w", op, err)
	}
	n.Drafts = map[string]int{}
	var state string
	var count int
	_, err = pgx.ForEachRow(rows, []any{&state, &count}, func() error { n.Drafts[state] = count; return nil })
	return n, err
}

// StaffReport is what an operator reports or proposes to those who lead.
type StaffReport struct {
	ID           int64
	Kind         string // problem, improvement
	By           string // name
	Conversation int64  // 0: none
	Text         string
	Answer       string // empty: none yet
	AnsweredBy   string
	At           time.Time
	Answered     time.Time // zero: not yet
}

// ReportToLead keeps a problem or an improvement that an operator tells. conv may be 0.
func (r *Router) ReportToLead(ctx context.Context, op int64, kind string, conv int64, text string) (id int64, err error) {
	text = clean(text, maxText)
	switch {
	case blank(text):
		return 0, ErrEmpty
	case kind != "problem" && kind != "improvement":
		return 0, fmt.Errorf("a report is a problem or an improvement, not %q", kind)
	}
	if conv != 0 {
		if _, err := r.Head(ctx, op, conv); err != nil {
			return 0, err
		}
	} else if _, err := r.Operator(ctx, op); err != nil {
		return 0, err
	}
	err = r.pool.QueryRow(ctx, `INSERT INTO staff_reports (kind, operator_id, conversation_id, text) VALUES ($1, $2, NULLIF($3::bigint, 0), $4) RETURNING id`,
		kind, op, conv, text).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("keep a report of operator %d: %w", op, err)
	}
	return id, nil
}

// StaffReports lists reports, those without an answer first. Supervisors and administrators see all improvements and
// administrators all problems; everybody sees his own.
func (r *Router) StaffReports(ctx context.Context, op int64, limit int) ([]StaffReport, error) {
	who, err := r.Operator(ctx, op)
	if err != nil {
		return nil, err
	}
	rows, err := r.pool.Query(ctx, `
		SELECT s.id, s.kind, o.name, COALESCE(s.conversation_id, 0), s.text, s.answer, COALESCE(a.name, ''), s.at, s.answered_at
		FROM staff_reports s JOIN operators o ON o.id = s.operator_id LEFT JOIN operators a ON a.id = s.answered_by
		WHERE s.operator_id = $1 OR $2 OR $3 AND s.kind = 'improvement' ORDER BY s.answered_at IS NOT NULL, s.id DESC LIMIT $4`,
		op, who.Role == RoleAdministrator, who.Role == RoleSupervisor, limit)
	if err != nil {
		return nil, fmt.Errorf("list reports: %w", err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (s StaffReport, err error) {
		var answered *time.Time
		err = row.Scan(&s.ID, &s.Kind, &s.By, &s.Conversation, &s.Text, &s.Answer, &s.AnsweredBy, &s.At, &answered)
		s.Answered = at(answered)
		return s, err
	})
}

// AnswerReport answers a report, and returns the operator who made it.
func (r *Router) AnswerReport(ctx context.Context, op, report int64, text string) (by int64, err error) {
	who, err := r.Operator(ctx, op)
	if err != nil {
		return 0, err
	}
	if text = clean(text, maxText); blank(text) {
		return 0, ErrEmpty
	}
	if who.Role != RoleSupervisor && who.Role != RoleAdministrator {
		return 0, ErrForbidden
	}
	err = r.pool.QueryRow(ctx, `UPDATE staff_reports SET answer = $2, answered_by = $3, answered_at = now()
		WHERE id = $1 AND ($4 OR kind = 'improvement') RETURNING operator_id`, report, text, op, who.Role == RoleAdministrator).Scan(&by)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, errors.New("there is no such report, or it is not for you")
	}
	if err != nil {
		return 0, fmt.Errorf("answer report %d: %w", report, err)
	}
	return by, nil
}

// Revealed records that an operator was shown what is masked, and why.
func (r *Router) Revealed(ctx context.Context, op, conv int64, field, reason string) error {
	if reason = clean(reason, 1000); blank(reason) {
		return errors.New("say why you need it: the reason is kept")
	}
	return r.act(ctx, op, conv, func(tx pgx.Tx, _ Operator, c *conversation) error {
		return r.record(ctx, tx, c, Event{Actor: "operator", Operator: op, What: "revealed", Why: reason, Data: map[string]any{"field": field}})
	})
}

// Offer puts a colleague's answer among the drafts of a conversation.
func (r *Router) Offer(ctx context.Context, conv int64, by, text string) error {
	text = r.abroad(clean(text, maxText))
	if blank(text) {
		return ErrEmpty
	}
	var c *conversation
	err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) (err error) {
		if c, err = lockedByID(ctx, tx, conv); err != nil {
			return err
		}
		if c.State == Closed {
			return ErrClosed
		}
		sources := []assist.Source{{Title: "Answer of " + clean(by, 200), Published: time.Now().UTC(), Internal: true}}
		_, err = tx.Exec(ctx, `
			INSERT INTO suggestions (conversation_id, for_seq, rank, text, lang, score, sources)
			SELECT conversation, seq, `+nextRank+`, $2, $3, 1, $4
			FROM (SELECT $1::bigint AS conversation, COALESCE(max(seq), 0) AS seq FROM messages WHERE conversation_id = $1 AND author = 'customer') place`,
			conv, text, c.Lang, jsonOf(sources))
		if err != nil {
			return fmt.Errorf("offer an answer in conversation %d: %w", conv, err)
		}
		return r.record(ctx, tx, c, Event{Actor: "system", What: "colleague answered", Why: clean(by, 200)})
	})
	if err != nil {
		return err
	}
	r.bus.changed(c.ID, c.Account, c.Address, forNobody)
	return nil
}
