package routing

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"switchboard/knowledge"
)

// Transfers lists what transfers taught about departments, newest first if the filter does not say otherwise.
func (r *Router) Transfers(ctx context.Context, f knowledge.TransferFilter) ([]knowledge.Transfer, error) {
	if f.Limit <= 0 {
		f.Limit = 500
	}
	order := `l.at DESC, l.id DESC`
	if f.ByID {
		order = `l.id`
	}
	rows, _ := r.pool.Query(ctx, `
		SELECT l.id, COALESCE(l.conversation_id, 0), l.text, l.lang, l.department, COALESCE(d.name, l.department), COALESCE(o.name, l.operator), l.state, l.judge, l.at
		FROM department_lessons l LEFT JOIN operators o ON o.id = l.operator_id LEFT JOIN departments d ON d.key = l.department
		WHERE l.text <> '' AND ($1 = '' OR l.department = $1) AND ($2 = '' OR l.state = $2) AND strpos(lower(l.text), lower($3)) > 0 AND l.id > $6
		ORDER BY `+order+` LIMIT $4 OFFSET $5`, f.Department, f.State, f.Text, min(f.Limit, 1000), max(f.Skip, 0), f.After)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[knowledge.Transfer])
	if err != nil {
		return nil, fmt.Errorf("list what transfers taught: %w", err)
	}
	return list, nil
}

// TransferredTo lists the departments, with how much was taught of each.
func (r *Router) TransferredTo(ctx context.Context) ([]knowledge.TransferTo, error) {
	rows, _ := r.pool.Query(ctx, `
		SELECT d.key, d.name, count(l.*) FILTER (WHERE l.state = 'learned')::int, count(l.*) FILTER (WHERE l.state = 'quarantined')::int
		FROM departments d LEFT JOIN department_lessons l ON l.department = d.key AND l.text <> ''
		WHERE d.archived_at IS NULL GROUP BY d.key, d.name ORDER BY d.name`)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[knowledge.TransferTo])
	if err != nil {
		return nil, fmt.Errorf("list the departments that transfers taught: %w", err)
	}
	return list, nil
}

// JudgeTransfer lets what a transfer taught count, or not, in an editor's name. An unknown one is knowledge.ErrNotFound.
func (r *Router) JudgeTransfer(ctx context.Context, id int64, approve bool, editor string) error {
	state, weight := "rejected", 0
	if approve {
		state, weight = "learned", 1
	}
	return r.changeTransfer(ctx, id, `state = $2, weight = $3, judge = $4`, state, weight, editor)
}

// CorrectTransfer makes a transfer teach another department. An unknown one, or an unknown department, is
// knowledge.ErrNotFound.
func (r *Router) CorrectTransfer(ctx context.Context, id int64, department, editor string) error {
	if strings.ContainsRune(department, 0) { // no key has it, and no question to the database
		return knowledge.ErrNotFound
	}
	return r.changeTransfer(ctx, id, `department = d.key, state = 'learned', weight = 1, judge = $3
		FROM (SELECT key FROM departments WHERE key = $2 AND archived_at IS NULL) d`, department, editor)
}

// ForgetTransfer deletes the words of a transfer, and what they taught.
func (r *Router) ForgetTransfer(ctx context.Context, id int64, editor string) error {
	return r.changeTransfer(ctx, id, `text = '', state = 'rejected', weight = 0, judge = $2`, editor)
}

// changeTransfer changes one lesson in a revision of its own, which every process reads before it guesses next.
func (r *Router) changeTransfer(ctx context.Context, id int64, set string, args ...any) error {
	err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
		if err := lessonsInOrder(ctx, tx); err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, `UPDATE department_lessons SET rev = nextval('department_lessons_rev'), `+set+`
			WHERE id = $1 AND text <> ''`, append([]any{id}, args...)...)
		if err == nil && tag.RowsAffected() == 0 {
			err = knowledge.ErrNotFound
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("change what transfer %d taught: %w", id, err)
	}
	return nil
}
