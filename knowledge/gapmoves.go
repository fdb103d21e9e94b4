package knowledge

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
)

// GapAct is what is done with gaps.
type GapAct string

// What can be done with many gaps at once.
const (
	GapAssign  GapAct = "assign"
	GapDismiss GapAct = "dismiss"
	GapMerge   GapAct = "merge"
)

// GapBatch is one thing to do with many gaps.
type GapBatch struct {
	Gaps     []int64 // of those that are merged the first takes in the others
	Do       GapAct
	Assignee string // GapAssign; empty: nobody
	Reason   string // GapDismiss
	By       string
}

// ChangeGaps does one thing with many open gaps: with all of them, or with none. What somebody has closed in the meantime
// is passed over, unless nothing else is left or they are merged: then it is a ClosedGapError. It returns the gaps that it was
// done with; one that never was is a NoGapError, an InvalidError says what is wrong, in words for people.
func (s *Store) ChangeGaps(ctx context.Context, b GapBatch) (done []int64, err error) {
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		all, err := lockGaps(ctx, tx, b.Gaps)
		if err != nil {
			return err
		}
		open := slices.DeleteFunc(slices.Clone(all), func(g Gap) bool { return g.State != "open" })
		if len(all) == 0 {
			return InvalidError{{Field: "gaps", Problem: "are missing: choose open ones"}}
		}
		if len(open) == 0 || b.Do == GapMerge {
			if err := allOpen(all); err != nil {
				return err
			}
		}
		switch b.Do {
		case GapAssign, GapDismiss:
			for _, g := range open {
				if b.Do == GapAssign {
					err = assignGap(ctx, tx, g.ID, b.Assignee, b.By)
				} else {
					err = dismissGap(ctx, tx, g.ID, b.By, b.Reason)
				}
				if err != nil {
					return err
				}
			}
		case GapMerge:
			if len(open) < 2 {
				return InvalidError{{Field: "gaps", Problem: "are too few: choose at least two gaps to merge"}}
			}
			for _, g := range open[1:] {
				if err := mergeGap(ctx, tx, g, open[0]); err != nil {
					return err
				}
				if open[0].Project == "" {
					open[0].Project = g.Project
				}
			}
		default:
			return InvalidError{{Field: "do", Problem: "is not known: choose what to do with the gaps", Example: string(GapAssign)}}
		}
		for _, g := range open {
			done = append(done, g.ID)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s %d gaps: %w", b.Do, len(b.Gaps), err)
	}
	return done, nil
}

// lockGaps holds gaps, in the order of their ids, and returns each of them once, in the order in which they are named.
func lockGaps(ctx context.Context, tx pgx.Tx, ids []int64) (all []Gap, err error) {
	if err := gapsInTurn(ctx, tx); err != nil {
		return nil, err
	}
	rows, _ := tx.Query(ctx, `SELECT id, project, lang, title, state, COALESCE(closed_at, opened_at), closed_by, reason FROM gaps WHERE id = ANY ($1) ORDER BY id FOR UPDATE`, ids)
	found := map[int64]Gap{}
	var g Gap
	if _, err := pgx.ForEachRow(rows, []any{&g.ID, &g.Project, &g.Lang, &g.Title, &g.State, &g.Closed, &g.ClosedBy, &g.Reason}, func() error { found[g.ID] = g; return nil }); err != nil {
		return nil, err
	}
	for i, id := range ids {
		g, ok := found[id]
		if !ok {
			return nil, goneGap(ctx, tx, id)
		}
		if !slices.Contains(ids[:i], id) {
			all = append(all, g)
		}
	}
	return all, nil
}

// allOpen is the ClosedGapError of the first gap that is not open.
func allOpen(gaps []Gap) error {
	for _, g := range gaps {
		if err := g.CheckOpen(); err != nil {
			return err
		}
	}
	return nil
}

// AssignGap says who is to write an open gap, and who says so; an empty name: nobody. Whoever has it already is not asked
// again.
func (s *Store) AssignGap(ctx context.Context, id int64, to, by string) error {
	return assignGap(ctx, s.pool, id, to, by)
}

func assignGap(ctx context.Context, q querier, id int64, to, by string) error {
	var c checker
	to = c.line("assignee", to)
	if err := c.err(); err != nil {
		return err
	}
	return turnGap(ctx, q, id, `
		UPDATE gaps SET assignee = $2, assigned_at = CASE WHEN $2 = '' THEN NULL WHEN lower(assignee) = lower($2) THEN assigned_at ELSE now() END,
			assigned_by = CASE WHEN $2 = '' THEN '' WHEN lower(assignee) = lower($2) THEN assigned_by ELSE $3 END WHERE id = $1 AND state = 'open'`, to, by)
}

// DismissGap says that a gap needs no article, and why; ReopenGap takes that back.
func (s *Store) DismissGap(ctx context.Context, id int64, by, why string) error {
	return dismissGap(ctx, s.pool, id, by, why)
}

func dismissGap(ctx context.Context, q querier, id int64, by, why string) error {
	var c checker
	if why = c.line("reason", why); why == "" {
		c.fail("reason", "is missing: say why nobody needs to write this", "asked by mistake")
	}
	if err := c.err(); err != nil {
		return err
	}
	return turnGap(ctx, q, id, `UPDATE gaps SET state = 'dismissed', closed_at = now(), closed_by = $2, reason = $3 WHERE id = $1 AND state = 'open'`, by, why)
}

// ReopenGap brings a dismissed or written gap back. One that is open keeps what was begun for it.
func (s *Store) ReopenGap(ctx context.Context, id int64) error {
	return turnGap(ctx, s.pool, id, `UPDATE gaps SET state = 'open', closed_at = NULL, reason = '', closed_by = CASE WHEN state = 'open' THEN closed_by ELSE '' END,
		article_id = CASE WHEN state = 'open' THEN article_id END WHERE id = $1`)
}

func turnGap(ctx context.Context, q querier, id int64, sql string, args ...any) error {
	tag, err := q.Exec(ctx, sql, append([]any{id}, args...)...)
	if err != nil {
		return fmt.Errorf("gap %d: %w", id, err)
	}
	if tag.RowsAffected() == 0 {
		return fmt.Errorf("gap %d: %w", id, closedGap(ctx, q, id))
	}
	return nil
}

// MergeGaps puts the questions of one gap into another, and removes it. Gaps in different languages, or of different
// projects, stay apart: each has its own article, and none goes into itself. One that is not open is a ClosedGapError.
func (s *Store) MergeGaps(ctx context.Context, from, into int64) error {
	if from == into {
		return InvalidError{{Field: "into", Problem: "is the gap itself: name another one"}}
	}
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		both, err := lockGaps(ctx, tx, []int64{from, into})
		if err != nil {
			return err
		}
		if err := allOpen(both); err != nil {
			return err
		}
		return mergeGap(ctx, tx, both[0], both[1])
	})
	if err != nil {
		return fmt.Errorf("merge gap %d into %d: %w", from, into, err)
	}
	return nil
}

func mergeGap(ctx context.Context, tx pgx.Tx, from, into Gap) error {
	if from.Lang != into.Lang {
		return InvalidError{{Field: "gaps", Problem: "in different languages cannot be merged: each language has its own article"}}
	}
	if from.Project != "" && into.Project != "" && from.Project != into.Project {
		return InvalidError{{Field: "gaps", Problem: "of different projects cannot be merged: each project has its own article"}}
	}
	for _, sql := range []string{
		`UPDATE gap_questions SET gap_id = $2 WHERE gap_id = $1`,
		`UPDATE gaps g SET opened_at = LEAST(g.opened_at, f.opened_at), project = CASE WHEN g.project = '' THEN f.project ELSE g.project END FROM gaps f WHERE f.id = $1 AND g.id = $2`,
	} {
		if _, err := tx.Exec(ctx, sql, from.ID, into.ID); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `DELETE FROM gaps WHERE id = $1`, from.ID)
	return err
}
