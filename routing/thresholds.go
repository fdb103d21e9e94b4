package routing

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Threshold is from which probability the assistant answers by itself, and from which operators see a draft; below that
// it says that it does not know. 0: the policy's.
type Threshold struct {
	Answer float64 `json:"answer,omitempty"` // above 1: it never answers
	Draft  float64 `json:"draft,omitempty"`
}

// UnmarshalJSON reads a number as well: the threshold of answers alone.
func (t *Threshold) UnmarshalJSON(b []byte) error {
	if b = bytes.TrimSpace(b); len(b) > 0 && b[0] != '{' {
		return json.Unmarshal(b, &t.Answer)
	}
	type plain Threshold
	return json.Unmarshal(b, (*plain)(t))
}

// Thresholds are what differs from the policy, by "project/language", "project" or "/language", as
// knowledge.LimitNames has them. They are the value of the setting thresholds.
type Thresholds map[string]Threshold

// Of returns the thresholds for an answer of a project in a language; what is 0 is the policy's.
func (t Thresholds) Of(project, lang string) (found Threshold) {
	for _, name := range knowledge.LimitNames(project, lang) {
		if found.Answer == 0 {
			found.Answer = t[name].Answer
		}
		if found.Draft == 0 {
			found.Draft = t[name].Draft
		}
	}
	return found
}

// ReadThresholds returns what SaveThresholds saved, or nothing.
func ReadThresholds(ctx context.Context, db querier) (Thresholds, error) {
	var t Thresholds
	err := db.QueryRow(ctx, `SELECT value FROM settings WHERE key = 'thresholds'`).Scan(&t)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return nil, fmt.Errorf("read the thresholds: %w", err)
	}
	return t, nil
}

// ThresholdChange is who set the thresholds, and to what.
type ThresholdChange struct {
	ID    int64
	Value Thresholds // all that were in force from then on
	By    string
	Why   string
	At    time.Time
}

// ThresholdChanges lists the changes, newest first.
func ThresholdChanges(ctx context.Context, db querier, limit int) ([]ThresholdChange, error) {
	rows, err := db.Query(ctx, `SELECT id, value, by, why, at FROM threshold_changes ORDER BY at DESC, id DESC LIMIT $1`, limit)
	if err != nil {
		return nil, fmt.Errorf("list who set the thresholds: %w", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[ThresholdChange])
	if err != nil {
		return nil, fmt.Errorf("list who set the thresholds: %w", err)
	}
	return list, nil
}

// SaveThresholds replaces the thresholds for all processes, from the next decision on, in somebody's name. One that is no
// probability above 0 is an error; above 1 the assistant never answers.
func SaveThresholds(ctx context.Context, pool *pgxpool.Pool, t Thresholds, by, why string) error {
	return ChangeThresholds(ctx, pool, func(Thresholds) (Thresholds, error) { return t, nil }, by, why)
}

// ChangeThresholds lets change make the new thresholds of those in force: two who change at once do not undo each other. What changes
// nothing is no change that is kept.
func ChangeThresholds(ctx context.Context, pool *pgxpool.Pool, change func(now Thresholds) (Thresholds, error), by, why string) error {
	err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtext('thresholds'))`); err != nil {
			return err
		}
		now, err := ReadThresholds(ctx, tx)
		if err != nil {
			return err
		}
		t := Thresholds{}
		maps.Copy(t, now)
		if t, err = change(t); err != nil {
			return err
		}
		if err := t.Check(); err != nil || maps.Equal(t, now) {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO settings (key, value) VALUES ('thresholds', $1) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, at = now()`, t)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO threshold_changes (value, by, why) VALUES ($1, $2, $3)`, t, by, clean(why, 500))
		return err
	})
	if err != nil {
		return fmt.Errorf("save the thresholds: %w", err)
	}
	return nil
}

// RestoreThresholdChanges stores changes that were made elsewhere, as they were made there. What is in force stays as it is.
func RestoreThresholdChanges(ctx context.Context, pool *pgxpool.Pool, changes []ThresholdChange) error {
	b := &pgx.Batch{}
	for _, c := range changes {
		b.Queue(`INSERT INTO threshold_changes (value, by, why, at) VALUES ($1, $2, $3, $4)`, c.Value, c.By, clean(c.Why, 500), c.At)
	}
	if err := pool.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("restore who set the thresholds: %w", err)
	}
	return nil
}

// RestoreThresholds replaces the thresholds by those that were in force elsewhere. Where the last change of a restored past
// made them, it is the change, and nobody's here; else it is noted in somebody's name.
func RestoreThresholds(ctx context.Context, pool *pgxpool.Pool, t Thresholds, by, why string) error {
	if err := t.Check(); err != nil {
		return fmt.Errorf("restore the thresholds: %w", err)
	}
	var last bool
	err := pool.QueryRow(ctx, `
		WITH last AS (SELECT value FROM threshold_changes ORDER BY at DESC, id DESC LIMIT 1),
			taken AS (INSERT INTO settings (key, value) SELECT 'thresholds', value FROM last WHERE value = $1
				ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, at = now() RETURNING 1)
		SELECT EXISTS (SELECT FROM taken)`, t).Scan(&last)
	if err != nil {
		return fmt.Errorf("restore the thresholds: %w", err)
	}
	if last {
		return nil
	}
	return SaveThresholds(ctx, pool, t, by, why)
}

// FirstThresholds stands for a change before all others, from which on nothing was set.
const FirstThresholds = 0

// RevertThresholds brings the thresholds back that were in force from a change on. An unknown one is ErrNotFound.
func RevertThresholds(ctx context.Context, pool *pgxpool.Pool, change int64, by string) error {
	if change == FirstThresholds {
		return SaveThresholds(ctx, pool, Thresholds{}, by, "back to the usual ones, as before the first change")
	}
	var t Thresholds
	var at time.Time
	err := pool.QueryRow(ctx, `SELECT value, at FROM threshold_changes WHERE id = $1`, change).Scan(&t, &at)
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("read the thresholds of change %d: %w", change, err)
	}
	zone, err := knowledge.NewStore(pool).Zone(ctx)
	if err != nil {
		return err
	}
	return SaveThresholds(ctx, pool, t, by, "back to what was set on "+at.In(zone).Format("2 January 2006 at 15:04 MST"))
}

// Check says which threshold cannot be, and how it may read.
func (t Thresholds) Check() error {
	for name, from := range t {
		switch {
		case strings.TrimSpace(name) == "" || name == "/":
			return fmt.Errorf("the threshold %q is of no project and no language: write for example \"shop/en\": 0.9", name)
		case !(from.Answer >= 0) || !(from.Draft >= 0) || from.Answer == 0 && from.Draft == 0 || from.Draft > 1:
			return fmt.Errorf("the threshold %q: %v is no probability for a project or a language: write for example \"shop/en\": 0.9", name, from)
		case from.Answer > 0 && from.Draft > from.Answer:
			return fmt.Errorf("the threshold %q: drafts from %v would begin above answers from %v: set the first below the second", name, from.Draft, from.Answer)
		}
	}
	return nil
}

// PolicyOf is the policy for answers of a project in a language.
func (r *Router) PolicyOf(ctx context.Context, project, lang string) (Policy, error) {
	t, err := ReadThresholds(ctx, r.pool)
	return r.policy.with(t.Of(project, lang)), err
}

// InForce are the thresholds that hold for a project in a language beside a policy.
func (t Thresholds) InForce(p Policy, project, lang string) Threshold {
	p = p.with(t.Of(project, lang))
	return Threshold{Answer: p.Answer, Draft: p.Draft}
}

// policies are the policy with the thresholds in force.
type policies struct {
	policy     Policy
	thresholds Thresholds
	lang       string // the customer's: thresholds are chosen by what is asked in it, whatever the article is in; empty: not known
}

// of is the policy for an answer.
func (p policies) of(s assist.Suggestion) Policy {
	return p.policy.with(p.thresholds.Of(s.Sources[0].Project, cmp.Or(p.lang, s.Lang)))
}

// ofBest is the policy for the best draft.
func (p policies) ofBest(drafts []assist.Suggestion) Policy {
	if len(drafts) == 0 {
		return p.policy
	}
	return p.of(drafts[0])
}

// policies reads what is in force for a customer's words.
func (r *Router) policies(ctx context.Context, db querier, d assist.Dialogue) (policies, error) {
	t, err := ReadThresholds(ctx, db)
	return policies{r.policy, t, d.Lang}, err
}

// with is the policy with thresholds of its own. A company that wants no answers at all gets none.
func (p Policy) with(t Threshold) Policy {
	if t.Answer != 0 && p.Answer <= 1 {
		p.Answer = max(t.Answer, knowledge.LeastAnswers)
	}
	if t.Draft != 0 {
		p.Draft = t.Draft
	}
	return p
}
