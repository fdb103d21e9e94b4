package signin

import (
	"context"
	"errors"
	"net/http"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/routing"
)

// invitation is an invitation that nobody has used yet.
type invitation struct {
	Email   string
	Role    routing.Role
	Expires time.Time
}

func (g *Gate) peoplePage(w http.ResponseWriter, r *http.Request) error {
	return g.showPeople(w, r, map[string]any{})
}

func (g *Gate) showPeople(w http.ResponseWriter, r *http.Request, data map[string]any) error {
	people, err := g.people(r.Context())
	if err != nil {
		return err
	}
	departments, err := g.departments(r.Context())
	if err != nil {
		return err
	}
	rows, err := g.pool.Query(r.Context(), `
		SELECT email, role, expires_at AS expires FROM invites
		WHERE purpose = 'invite' AND used_at IS NULL AND expires_at > now() ORDER BY expires_at`)
	if err != nil {
		return err
	}
	open, err := pgx.CollectRows(rows, pgx.RowToStructByName[invitation])
	if err != nil {
		return err
	}
	data["People"], data["Departments"], data["Roles"], data["Open"] = people, departments, Roles(), open
	g.show(w, r, "people", "People", data)
	return nil
}

// invite makes a link and shows it, this once: only its hash is kept.
func (g *Gate) invite(w http.ResponseWriter, r *http.Request) error {
	u, _ := g.User(r)
	l := link{Purpose: invite, Email: strings.ToLower(line(r.PostFormValue("email"), 254)), Role: routing.Role(r.PostFormValue("role")), By: u.ID}
	l.Department, _ = strconv.ParseInt(r.PostFormValue("department"), 10, 64)
	made, err := g.makeInvite(r.Context(), l)
	var p problem
	if errors.As(err, &p) {
		return g.showPeople(w, r, map[string]any{"Wrong": p, "Email": l.Email})
	}
	if err != nil {
		return err
	}
	return g.showPeople(w, r, map[string]any{"Link": g.public(r) + made, "For": l.Email})
}

func (g *Gate) makeInvite(ctx context.Context, l link) (made string, err error) {
	if a, err := mail.ParseAddress(l.Email); err != nil || a.Address != l.Email {
		return "", wrong("Write an e-mail address, for example olha@example.com.")
	}
	if !slices.Contains(Roles(), l.Role) {
		return "", wrong("Choose a role.")
	}
	err = pgx.BeginFunc(ctx, g.pool, func(tx pgx.Tx) error {
		var taken, known bool
		err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM operators WHERE email = $1),
			$2 = 0 OR EXISTS (SELECT FROM departments WHERE id = $2 AND archived_at IS NULL)`, l.Email, l.Department).Scan(&taken, &known)
		switch {
		case err != nil:
			return err
		case taken:
			return wrong("There is an account with this e-mail address already.")
		case !known:
			return wrong("There is no such department.")
		}
		if made, err = makeLink(ctx, tx, l); err != nil {
			return err
		}
		return record(ctx, tx, l.By, "invited", map[string]any{"email": l.Email, "role": l.Role})
	})
	return made, err
}

func (g *Gate) cancelInvite(w http.ResponseWriter, r *http.Request) error {
	_, err := g.pool.Exec(r.Context(), `DELETE FROM invites WHERE purpose = 'invite' AND used_at IS NULL AND email = $1`,
		r.PostFormValue("email"))
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/people?said=cancelled", http.StatusSeeOther)
	return nil
}

// public is the address under which people reach us.
func (g *Gate) public(r *http.Request) string {
	switch {
	case g.base != "":
		return strings.TrimSuffix(g.base, "/")
	case g.secure || r.TLS != nil:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func (g *Gate) personPage(w http.ResponseWriter, r *http.Request) error {
	return g.showPerson(w, r, map[string]any{})
}

func (g *Gate) showPerson(w http.ResponseWriter, r *http.Request, data map[string]any) error {
	id, err := idOf(r)
	if err != nil {
		return err
	}
	p, err := g.person(r.Context(), id)
	if errors.Is(err, pgx.ErrNoRows) {
		return errNone
	}
	if err != nil {
		return err
	}
	departments, err := g.departments(r.Context())
	if err != nil {
		return err
	}
	people, err := g.people(r.Context())
	if err != nil {
		return err
	}
	u, _ := g.User(r)
	data["Others"] = slices.DeleteFunc(people, func(other person) bool { return other.ID == p.ID })
	data["P"], data["Departments"], data["Roles"], data["Self"] = p, departments, Roles(), u.ID == p.ID
	g.show(w, r, "person", p.Name, data)
	return nil
}

func idOf(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || id <= 0 {
		return 0, errNone
	}
	return id, nil
}

// change runs what an administrator does to an account, and shows its page again with what is wrong.
func (g *Gate) change(w http.ResponseWriter, r *http.Request, what, then string, f func(context.Context, pgx.Tx, int64) error) error {
	id, err := idOf(r)
	if err != nil {
		return err
	}
	u, _ := g.User(r)
	err = pgx.BeginFunc(r.Context(), g.pool, func(tx pgx.Tx) error {
		// Administrators who take each other's role at once must not both succeed.
		if _, err := tx.Exec(r.Context(), `SELECT FROM operators WHERE role = 'administrator' ORDER BY id FOR UPDATE`); err != nil {
			return err
		}
		if err := f(r.Context(), tx, id); err != nil {
			return err
		}
		var none bool
		if err := tx.QueryRow(r.Context(), `SELECT `+noAdministrator).Scan(&none); err != nil {
			return err
		}
		if none {
			return wrong("This is the last administrator: make somebody else one first.")
		}
		return record(r.Context(), tx, u.ID, what, map[string]any{"operator": id})
	})
	var p problem
	if errors.As(err, &p) && p.status != http.StatusNotFound {
		return g.showPerson(w, r, map[string]any{"Wrong": p})
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/people/"+strconv.FormatInt(id, 10)+"?said="+then, http.StatusSeeOther)
	return nil
}

func (g *Gate) savePerson(w http.ResponseWriter, r *http.Request) error {
	return g.change(w, r, "account changed", "saved", func(ctx context.Context, tx pgx.Tx, id int64) error {
		name, display, role := line(r.PostFormValue("name"), 100), line(r.PostFormValue("display"), 60), routing.Role(r.PostFormValue("role"))
		langs, err := languages(r.PostFormValue("langs"))
		if err != nil {
			return err
		}
		capacity, err := strconv.Atoi(r.PostFormValue("capacity"))
		switch {
		case err != nil || capacity < 0 || capacity > 1000:
			return wrong("Capacity is a number from 0 to 1000.")
		case name == "" || display == "":
			return wrong("Write a name, and the name that customers see.")
		case !slices.Contains(Roles(), role):
			return wrong("Choose a role.")
		}
		departments := []int64{}
		for _, d := range r.PostForm["department"] {
			n, err := strconv.ParseInt(d, 10, 64)
			if err != nil {
				return wrong("There is no such department.")
			}
			departments = append(departments, n)
		}
		tag, err := tx.Exec(ctx, `UPDATE operators SET name = $2, display_name = $3, role = $4, langs = $5, capacity = $6 WHERE id = $1`,
			id, name, display, string(role), langs, capacity)
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return errNone
		}
		_, err = tx.Exec(ctx, `DELETE FROM operator_departments WHERE operator_id = $1 AND department_id <> ALL($2)`, id, departments)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO operator_departments (operator_id, department_id)
			SELECT $1, id FROM departments WHERE id = ANY($2) AND archived_at IS NULL ON CONFLICT DO NOTHING`, id, departments)
		return err
	})
}

func (g *Gate) disable(w http.ResponseWriter, r *http.Request) error {
	return g.change(w, r, "account disabled", "disabled", func(ctx context.Context, tx pgx.Tx, id int64) error {
		tag, err := tx.Exec(ctx, `UPDATE operators SET disabled_at = COALESCE(disabled_at, now()), presence = 'offline' WHERE id = $1`, id)
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return errNone
		}
		if _, err := tx.Exec(ctx, `DELETE FROM invites WHERE operator_id = $1 AND used_at IS NULL`, id); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `DELETE FROM sessions WHERE operator_id = $1`, id)
		return err
	})
}

func (g *Gate) enable(w http.ResponseWriter, r *http.Request) error {
	return g.change(w, r, "account enabled", "enabled", func(ctx context.Context, tx pgx.Tx, id int64) error {
		tag, err := tx.Exec(ctx, `UPDATE operators SET disabled_at = NULL WHERE id = $1`, id)
		if err == nil && tag.RowsAffected() == 0 {
			return errNone
		}
		return err
	})
}

// resetLink makes a link to a new password and shows it, this once.
func (g *Gate) resetLink(w http.ResponseWriter, r *http.Request) error {
	id, err := idOf(r)
	if err != nil {
		return err
	}
	u, _ := g.User(r)
	var made string
	err = pgx.BeginFunc(r.Context(), g.pool, func(tx pgx.Tx) error {
		var there bool
		err := tx.QueryRow(r.Context(), `SELECT EXISTS (SELECT FROM operators WHERE id = $1 AND disabled_at IS NULL)`, id).Scan(&there)
		if err != nil {
			return err
		}
		if !there {
			return errNone
		}
		if made, err = makeLink(r.Context(), tx, link{Purpose: reset, Operator: id, By: u.ID}); err != nil {
			return err
		}
		return record(r.Context(), tx, u.ID, "password link made", map[string]any{"operator": id})
	})
	if err != nil {
		return err
	}
	return g.showPerson(w, r, map[string]any{"Link": g.public(r) + made})
}
