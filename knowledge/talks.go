package knowledge

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// OwnReply is how an operator answered a question, in his own words.
type OwnReply struct {
	Conversation int64
	Seq          int64 // of the question
	Text         string
	Operator     string // name
	Solved       bool   // the conversation ended as solved
}

// Disliked is an article whose drafts operators dismissed, or whose answers did not help.
type Disliked struct {
	Article   int64
	Dismissed int
	NotHelped int
	Used      int      // sent or answered in the same time
	Reasons   []string // of dismissals, the commonest first, at most five
}

// Report is an operator's word that an article is wrong.
type Report struct {
	ID           int64
	Article      int64
	Version      int // that he saw
	Project      string
	Key          string
	Lang         string
	Title        string
	Owner        string // of the article
	Conversation int64  // where it came up, 0: gone
	Operator     string // name, or his address where he has no account here
	Text         string
	At           time.Time
	Resolved     time.Time // zero: not yet
	ResolvedBy   string
	Answer       string
	Erasure      bool // nobody found it wrong: it may have words of a customer who was erased
}

// Reports lists the reports, newest first: those that await an answer, or those that have one. With names of an owner,
// such as his name and his e-mail address, only those of his articles.
func (s *Store) Reports(ctx context.Context, resolved bool, owner ...string) ([]Report, error) {
	return s.reports(ctx, "(r.resolved_at IS NOT NULL) = $1 AND ($2::text[] IS NULL OR lower(a.owner) = ANY($2))", resolved, lowered(owner))
}

// ReportsOf lists the reports on an article that await an answer, newest first.
func (s *Store) ReportsOf(ctx context.Context, article int64) ([]Report, error) {
	return s.reports(ctx, "r.resolved_at IS NULL AND r.article_id = $1", article)
}

// ReportsAnswered lists an operator's reports that others answered since a time, newest first.
func (s *Store) ReportsAnswered(ctx context.Context, operator int64, since time.Time) ([]Report, error) {
	return s.reports(ctx, "r.operator_id = $1 AND r.resolved_at >= $2 AND r.resolved_by <> o.name AND r.resolved_by <> o.email AND NOT r.erasure", operator, since)
}

// lowered are the names among some, in small letters; nil: there are none.
func lowered(names []string) (list []string) {
	for _, name := range names {
		if name != "" {
			list = append(list, strings.ToLower(name))
		}
	}
	return list
}

// reports lists those that a condition written here selects.
func (s *Store) reports(ctx context.Context, where string, args ...any) ([]Report, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT r.id, r.article_id, r.version, p.key, a.key, a.lang, v.title, a.owner, COALESCE(r.conversation_id, 0), COALESCE(o.name, r.reporter), r.text, r.at,
			COALESCE(r.resolved_at, '0001-01-01 00:00+00'), r.resolved_by, r.answer, r.erasure
		FROM article_reports r JOIN articles a ON a.id = r.article_id JOIN projects p ON p.id = a.project_id
		JOIN article_versions v ON v.article_id = a.id AND v.version = a.latest LEFT JOIN operators o ON o.id = r.operator_id
		WHERE `+where+` ORDER BY r.id DESC LIMIT 200`, args...)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Report])
	if err != nil {
		return nil, fmt.Errorf("list the reports: %w", err)
	}
	return list, nil
}

// ResolveReport answers a report, and returns the article that it is on. The answer says what was done.
func (s *Store) ResolveReport(ctx context.Context, id int64, by, answer string) (article int64, err error) {
	var c checker
	if answer = c.text("answer", answer, 4000); answer == "" {
		c.fail("answer", "is missing: say what was done, the operator reads it", "the price is corrected")
	}
	if err := c.err(); err != nil {
		return 0, err
	}
	err = s.pool.QueryRow(ctx, `UPDATE article_reports SET resolved_at = now(), resolved_by = $2, answer = $3
		WHERE id = $1 AND resolved_at IS NULL RETURNING article_id`, id, by, answer).Scan(&article)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return 0, fmt.Errorf("resolve report %d: %w", id, err)
	}
	return article, nil
}

// Todo is how much awaits the editors.
type Todo struct{ Gaps, Reports, Quarantined, Reviews, Unverified, Stale, Behind, Conflicts int }

// Todo counts what awaits the editors.
func (s *Store) Todo(ctx context.Context) (t Todo, err error) {
	err = s.pool.QueryRow(ctx, `SELECT (SELECT count(*) FROM gaps WHERE state = 'open'),
		(SELECT count(*) FROM article_reports WHERE resolved_at IS NULL), (SELECT count(*) FROM lessons WHERE state = 'quarantined') +
			(SELECT count(*) FROM department_lessons WHERE state = 'quarantined'), r.submitted, r.unverified, r.stale, r.behind, r.conflicts
		FROM (SELECT count(a.submitted) AS submitted, count(*) FILTER (WHERE a.unverified) AS unverified,
			count(*) FILTER (WHERE a.review_by < `+today+`) AS stale,
			count(*) FILTER (WHERE `+movedOn+`) AS behind, count(a.conflict) AS conflicts
			FROM articles a JOIN projects p ON p.id = a.project_id WHERE a.removed_at IS NULL AND p.removed_at IS NULL AND a.latest > 0) r`).
		Scan(&t.Gaps, &t.Reports, &t.Quarantined, &t.Reviews, &t.Unverified, &t.Stale, &t.Behind, &t.Conflicts)
	if err != nil {
		return t, fmt.Errorf("count what awaits the editors: %w", err)
	}
	return t, nil
}
