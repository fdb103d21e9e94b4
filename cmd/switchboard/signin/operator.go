package signin

import (
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/routing"
)

// NewOperator is an account to be made.
type NewOperator struct {
	Email          string
	Name           string
	Display        string // what customers see; empty: the first word of Name
	Password       string // empty: cannot sign in until a link sets one
	Role           routing.Role
	Langs          []string
	Departments    []int64
	AllDepartments bool
}

// Roles are the roles there are, from the one who may least.
func Roles() []routing.Role {
	return []routing.Role{routing.RoleOperator, routing.RoleEditor, routing.RoleSupervisor, routing.RoleAdministrator}
}

func (n *NewOperator) check() error {
	if a, err := mail.ParseAddress(n.Email); err != nil || a.Address != n.Email || len(n.Email) > 254 {
		return wrong("Write an e-mail address, for example olha@example.com.")
	}
	if n.Name == "" {
		return wrong("Write your name.")
	}
	if n.Display == "" {
		n.Display, _, _ = strings.Cut(n.Name, " ")
	}
	return nil
}

// CreateOperator makes an account: for commands and tests. An error tells what is wrong with it.
func (g *Gate) CreateOperator(ctx context.Context, n NewOperator) (int64, error) {
	n.Email, n.Name, n.Display = strings.ToLower(line(n.Email, 254)), line(n.Name, 100), line(n.Display, 60)
	if err := n.check(); err != nil {
		return 0, fmt.Errorf("create operator %q: %w", n.Email, err)
	}
	if n.Role == "" {
		n.Role = routing.RoleOperator
	}
	if !slices.Contains(Roles(), n.Role) {
		return 0, fmt.Errorf("create operator %q: there is no role %q", n.Email, n.Role)
	}
	phc := ""
	if n.Password != "" {
		if err := checkPassword(n.Password, n.Email, n.Name); err != nil {
			return 0, fmt.Errorf("create operator %q: %w", n.Email, err)
		}
		var err error
		if phc, err = g.hash(ctx, n.Password); err != nil {
			return 0, fmt.Errorf("create operator %q: %w", n.Email, err)
		}
	}
	var id int64
	err := pgx.BeginFunc(ctx, g.pool, func(tx pgx.Tx) (err error) {
		id, err = insertOperator(ctx, tx, n, phc)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("create operator %q: %w", n.Email, err)
	}
	return id, nil
}

func insertOperator(ctx context.Context, tx pgx.Tx, n NewOperator, phc string) (int64, error) {
	langs := n.Langs
	if langs == nil {
		langs = []string{}
	}
	var id int64
	err := tx.QueryRow(ctx, `
		INSERT INTO operators (email, name, display_name, role, password, langs) VALUES ($1, $2, $3, $4, NULLIF($5, ''), $6)
		RETURNING id`, n.Email, n.Name, n.Display, string(n.Role), phc, langs).Scan(&id)
	if duplicate(err) {
		return 0, wrong("There is an account with this e-mail address already.")
	}
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO operator_departments (operator_id, department_id)
		SELECT $1, id FROM departments WHERE archived_at IS NULL AND ($2 OR id = ANY($3::bigint[]))`, id, n.AllDepartments, n.Departments)
	if err != nil {
		return 0, err
	}
	return id, record(ctx, tx, id, "account created", map[string]any{"role": n.Role})
}

// person is an account as the pages show it.
type person struct {
	ID          int64
	Email       string
	Name        string
	Display     string
	Role        routing.Role
	Langs       []string
	Presence    string
	Capacity    int
	Departments []int64
	In          string // names of the departments
	Seen        *time.Time
	Disabled    bool
	Sessions    int
	Owned       int
	Same        string // other accounts of the same person, by their addresses
	Twin        int64  // another account with the same name, of which nobody said whose it is; 0: none
}

const selectPeople = `
	SELECT o.id, o.email, o.name, o.display_name AS display, o.role, o.langs, o.presence, o.capacity,
		COALESCE(array_agg(d.id) FILTER (WHERE d.id IS NOT NULL), '{}') AS departments,
		COALESCE(string_agg(d.name, ', ' ORDER BY d.name), '') AS "in",
		(SELECT max(seen_at) FROM sessions WHERE operator_id = o.id) AS seen, o.disabled_at IS NOT NULL AS disabled,
		(SELECT count(*) FROM sessions WHERE operator_id = o.id AND expires_at > now() AND seen_at > now() - interval '12 hours') AS sessions,
		(SELECT count(*) FROM conversations WHERE owner_id = o.id) AS owned,
		COALESCE((SELECT string_agg(x.email, ', ' ORDER BY x.id) FROM operators x WHERE x.id <> o.id AND COALESCE(x.same_as, x.id) = COALESCE(o.same_as, o.id)), '') AS same,
		COALESCE((SELECT min(x.id) FROM operators x WHERE x.id <> o.id AND lower(x.name) = lower(o.name)
			AND COALESCE(x.same_as, x.id) <> COALESCE(o.same_as, o.id)), 0) AS twin
	FROM operators o LEFT JOIN operator_departments od ON od.operator_id = o.id
	LEFT JOIN departments d ON d.id = od.department_id AND d.archived_at IS NULL`

func (g *Gate) people(ctx context.Context) ([]person, error) {
	rows, err := g.pool.Query(ctx, selectPeople+` GROUP BY o.id ORDER BY o.disabled_at IS NOT NULL, o.name, o.id`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByName[person])
}

func (g *Gate) person(ctx context.Context, id int64) (person, error) {
	rows, err := g.pool.Query(ctx, selectPeople+` WHERE o.id = $1 GROUP BY o.id`, id)
	if err != nil {
		return person{}, err
	}
	return pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[person])
}

// languages reads "uk, en" as language tags.
func languages(typed string) ([]string, error) {
	out := []string{}
	for _, l := range strings.FieldsFunc(strings.ToLower(typed), func(c rune) bool { return c == ',' || c == ' ' || c == ';' }) {
		if len(l) < 2 || len(l) > 8 || strings.Trim(l, "abcdefghijklmnopqrstuvwxyz-") != "" {
			return nil, wrong(fmt.Sprintf("%q is no language: write for example uk, en.", l))
		}
		if !slices.Contains(out, l) && len(out) < 20 {
			out = append(out, l)
		}
	}
	return out, nil
}
