package routing

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Thresholds are the probabilities from which the assistant answers by itself, where they differ from the policy's, by
// "project/language", "project" or "/language"; the most telling name counts. They are the value of the setting
// thresholds.
type Thresholds map[string]float64

// Of returns the threshold for an answer of a project in a language; ok is false if there is none.
func (t Thresholds) Of(project, lang string) (from float64, ok bool) {
	lang = knowledge.Base(lang)
	for _, name := range []string{project + "/" + lang, project, "/" + lang} {
		if from, ok = t[name]; ok {
			return from, true
		}
	}
	return 0, false
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

// SaveThresholds replaces the thresholds for all processes, from the next decision on. One that is no probability above 0
// is an error; above 1 the assistant never answers.
func SaveThresholds(ctx context.Context, pool *pgxpool.Pool, t Thresholds) error {
	for name, from := range t {
		if !(from > 0) || strings.TrimSpace(name) == "" || name == "/" {
			return fmt.Errorf("the threshold %q: %v is no probability for a project or a language: write for example \"shop/en\": 0.9", name, from)
		}
	}
	_, err := pool.Exec(ctx, `INSERT INTO settings (key, value) VALUES ('thresholds', $1) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, at = now()`, t)
	if err != nil {
		return fmt.Errorf("save the thresholds: %w", err)
	}
	return nil
}

// policyFor is the policy with the threshold for the best draft.
func (r *Router) policyFor(ctx context.Context, db querier, drafts []assist.Suggestion) (Policy, error) {
	p := r.policy
	if len(drafts) == 0 || p.Answer > 1 { // the company wants no answers at all
		return p, nil
	}
	t, err := ReadThresholds(ctx, db)
	if err != nil {
		return p, err
	}
	if from, ok := t.Of(drafts[0].Sources[0].Project, drafts[0].Lang); ok {
		p.Answer = from
	}
	return p, nil
}
