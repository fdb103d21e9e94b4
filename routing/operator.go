package routing

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

const operatorSQL = `
	SELECT o.id, o.email, o.name, o.display_name, o.role, o.langs, o.presence, o.capacity,
		(SELECT count(*) FROM conversations c WHERE c.owner_id = o.id AND c.state = 'owned')::int AS open,
		ARRAY(SELECT department_id FROM operator_departments d WHERE d.operator_id = o.id ORDER BY 1) AS departments
	FROM operators o WHERE o.disabled_at IS NULL`

// operator reads one operator; a disabled one may do nothing.
func operator(ctx context.Context, q querier, id int64) (Operator, error) {
	rows, err := q.Query(ctx, operatorSQL+` AND o.id = $1`, id)
	if err != nil {
		return Operator{}, err
	}
	o, err := pgx.CollectOneRow(rows, pgx.RowToStructByName[Operator])
	if errors.Is(err, pgx.ErrNoRows) {
		return o, ErrForbidden
	}
	if err != nil {
		return o, fmt.Errorf("read operator %d: %w", id, err)
	}
	return o, nil
}

// Operator returns one operator who is not disabled; else ErrForbidden.
func (r *Router) Operator(ctx context.Context, id int64) (Operator, error) {
	return operator(ctx, r.pool, id)
}

// Operators returns all operators who are not disabled, by name.
func (r *Router) Operators(ctx context.Context) ([]Operator, error) {
	rows, err := r.pool.Query(ctx, operatorSQL+` ORDER BY o.name, o.id`)
	if err != nil {
		return nil, fmt.Errorf("list operators: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowToStructByName[Operator])
}

// Departments returns all departments in use, by name.
func (r *Router) Departments(ctx context.Context) ([]Department, error) {
	rows, err := r.pool.Query(ctx, `
		SELECT d.id, d.key, d.name, d.hours, d.assignment = 'push', (SELECT count(*) FROM operators o
			JOIN operator_departments od ON od.operator_id = o.id
			WHERE od.department_id = d.id AND o.presence = 'online' AND o.disabled_at IS NULL)
		FROM departments d WHERE d.archived_at IS NULL ORDER BY d.name`)
	if err != nil {
		return nil, fmt.Errorf("list departments: %w", err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (d Department, err error) {
		err = row.Scan(&d.ID, &d.Key, &d.Name, &d.Hours, &d.Push, &d.Staff)
		d.Open = d.Hours.Open(time.Now())
		return d, err
	})
}

// EnsureDepartments makes the departments that do not exist yet: key → name.
func (r *Router) EnsureDepartments(ctx context.Context, names map[string]string) error {
	for key, name := range names {
		if _, err := r.pool.Exec(ctx, `INSERT INTO departments (key, name) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING`, key, name); err != nil {
			return fmt.Errorf("make department %s: %w", key, err)
		}
	}
	return nil
}

// Presence sets whether the operator takes conversations: online, away or offline. Who comes online is given what
// waits, where departments assign. Who goes offline by his own choice was seen at no desk: this tells him from one whose desk was not
// heard of any more.
func (r *Router) Presence(ctx context.Context, op int64, presence string) error {
	if presence != "online" && presence != "away" && presence != "offline" {
		return fmt.Errorf("presence %q: choose online, away or offline", presence)
	}
	var departments []int64
	err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
		o, err := operator(ctx, tx, op)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE operators SET presence = $2, seen_at = CASE WHEN $2::text <> 'offline' THEN now() END WHERE id = $1`, op, presence); err != nil {
			return fmt.Errorf("set the presence of operator %d: %w", op, err)
		}
		if presence == "online" {
			departments = o.Departments
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.bus.tell(change{})
	for _, d := range departments {
		if err := r.fill(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// SeenOperator is the heartbeat of an open desk, and returns whether the operator is online or away. Who comes back from
// offline is online.
func (r *Router) SeenOperator(ctx context.Context, op int64) (presence string, err error) {
	err = r.pool.QueryRow(ctx, `
		WITH old AS (SELECT presence FROM operators WHERE id = $1)
		UPDATE operators SET seen_at = now() WHERE id = $1 AND disabled_at IS NULL RETURNING (SELECT presence FROM old)`, op).Scan(&presence)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", ErrForbidden
	}
	if err != nil {
		return "", fmt.Errorf("note that operator %d is at the desk: %w", op, err)
	}
	if presence != "offline" {
		return presence, nil
	}
	return "online", r.Presence(ctx, op, "online")
}

// Heard is the heartbeat of a desk that does not know whether he is before it: who is offline stays so, though he went a moment ago.
func (r *Router) Heard(ctx context.Context, op int64) error {
	if _, err := r.pool.Exec(ctx, `UPDATE operators SET seen_at = now() WHERE id = $1 AND presence <> 'offline' AND disabled_at IS NULL`, op); err != nil {
		return fmt.Errorf("note that operator %d is heard of: %w", op, err)
	}
	return nil
}

// Acted notes that an operator does something, by whatever desk: who was taken for gone, since his desk was not heard of, is online
// again. Who chose to be offline stays so.
func (r *Router) Acted(ctx context.Context, op int64) error {
	var gone bool
	err := r.pool.QueryRow(ctx, `SELECT presence = 'offline' AND seen_at IS NOT NULL FROM operators WHERE id = $1`, op).Scan(&gone)
	if err != nil {
		return fmt.Errorf("look whether operator %d was taken for gone: %w", op, err)
	}
	if !gone {
		return nil
	}
	return r.Presence(ctx, op, "online")
}

// Rename sets the name under which customers see an operator.
func (r *Router) Rename(ctx context.Context, op int64, name string) error {
	if name = strings.TrimSpace(clean(name, 60)); blank(name) {
		return errors.New("write the name under which customers are to see you")
	}
	tag, err := r.pool.Exec(ctx, `UPDATE operators SET display_name = $2 WHERE id = $1 AND disabled_at IS NULL`, op, name)
	if err != nil {
		return fmt.Errorf("rename operator %d: %w", op, err)
	}
	if tag.RowsAffected() == 0 {
		return ErrForbidden
	}
	return nil
}
