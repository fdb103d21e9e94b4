package signin

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"switchboard/routing"
)

// Purposes of links.
const (
	first  = "first"
	invite = "invite"
	reset  = "reset"
)

// path is where the links of a purpose lead.
func path(purpose string) string {
	if purpose == first {
		return "/setup/"
	}
	return "/" + purpose + "/"
}

// link is what a one-time link stands for.
type link struct {
	Purpose    string
	Email      string
	Role       routing.Role
	Department int64
	Operator   int64
	By         int64
}

// makeLink stores a link and returns its path. An earlier link for the same ends, but for that of another start of the program: its replicas start
// one after another, and whoever reads what the first one printed finds it good.
func makeLink(ctx context.Context, tx pgx.Tx, l link) (string, error) {
	_, err := tx.Exec(ctx, `
		DELETE FROM invites WHERE used_at IS NULL AND purpose = $1 AND COALESCE(email, '') = $2 AND COALESCE(operator_id, 0) = $3 AND (purpose <> 'first' OR expires_at <= now())`,
		l.Purpose, l.Email, l.Operator)
	if err != nil {
		return "", fmt.Errorf("end the earlier %s link: %w", l.Purpose, err)
	}
	t := token()
	_, err = tx.Exec(ctx, `
		INSERT INTO invites (token_hash, purpose, email, role, department_id, operator_id, created_by, expires_at)
		VALUES ($1, $2, NULLIF($3, ''), NULLIF($4, ''), NULLIF($5::bigint, 0), NULLIF($6::bigint, 0), NULLIF($7::bigint, 0),
			now() + $8::interval)`,
		digest(t), l.Purpose, l.Email, string(l.Role), l.Department, l.Operator, l.By, linkLife)
	if err != nil {
		return "", fmt.Errorf("store a %s link: %w", l.Purpose, err)
	}
	return path(l.Purpose) + t, nil
}

const noAdministrator = `NOT EXISTS (SELECT FROM operators WHERE role = 'administrator' AND disabled_at IS NULL)`

// FirstLink returns a new link that makes the first administrator, while there is none. Those of other starts are good until one of them is
// used, or is too old.
// The bool tells whether there is a link.
func (g *Gate) FirstLink(ctx context.Context, baseURL string) (string, bool, error) {
	var made string
	err := pgx.BeginFunc(ctx, g.pool, func(tx pgx.Tx) error {
		if err := alone(ctx, tx); err != nil {
			return err
		}
		var none bool
		err := tx.QueryRow(ctx, `SELECT `+noAdministrator).Scan(&none)
		if err != nil || !none {
			return err
		}
		made, err = makeLink(ctx, tx, link{Purpose: first})
		return err
	})
	if err != nil {
		return "", false, fmt.Errorf("make the first administrator's link: %w", err)
	}
	return strings.TrimSuffix(baseURL, "/") + made, made != "", nil
}

// alone keeps others from making the first administrator until the transaction ends. It is a statement of its own: the
// next one sees what the others committed.
func alone(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('first administrator', 0))`)
	return err
}

// badLink says that a link is not good. Whoever asks for it learns only that, never why it is not.
func badLink(purpose string) problem {
	next := "Ask for a new one."
	if purpose == first {
		next = "Every start of the program prints a new one, as long as nobody is an administrator; if somebody is, sign in."
	}
	return problem{http.StatusNotFound, "This link is not good any more: it was used, replaced, or is too old. " + next}
}

const goodLink = `token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > now()
	AND (purpose <> 'first' OR ` + noAdministrator + `)`

// linkPage shows the form behind a link.
func (g *Gate) linkPage(purpose string) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		l, err := g.findLink(r, purpose)
		if err != nil {
			return err
		}
		g.showJoin(w, r, purpose, map[string]any{"Email": l.Email})
		return nil
	}
}

func (g *Gate) showJoin(w http.ResponseWriter, r *http.Request, purpose string, data map[string]any) {
	title := map[string]string{first: "Set up Switchboard", invite: "Welcome to Switchboard", reset: "Choose a new password"}[purpose]
	data["Title"], data["Purpose"] = title, purpose
	g.show(w, r, "join", title, data)
}

func (g *Gate) findLink(r *http.Request, purpose string) (link, error) {
	l := link{Purpose: purpose}
	err := g.pool.QueryRow(r.Context(), `
		SELECT COALESCE(email, (SELECT email FROM operators WHERE id = operator_id), ''), COALESCE(operator_id, 0)
		FROM invites WHERE `+goodLink, digest(r.PathValue("token")), purpose).Scan(&l.Email, &l.Operator)
	if errors.Is(err, pgx.ErrNoRows) {
		return l, badLink(purpose)
	}
	return l, err
}

// useLink makes the account, or sets the password, and signs in. The link is used up in the same transaction.
func (g *Gate) useLink(purpose string) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		l, err := g.findLink(r, purpose)
		if err != nil {
			return err
		}
		n := NewOperator{Email: l.Email, Name: line(r.PostFormValue("name"), 100), Display: line(r.PostFormValue("display"), 60),
			Password: r.PostFormValue("password")}
		if purpose == first {
			n.Email = strings.ToLower(line(r.PostFormValue("email"), 254))
		}
		err = g.join(w, r, l, n)
		var p problem
		if errors.As(err, &p) && p.status == http.StatusUnprocessableEntity {
			g.showJoin(w, r, purpose, map[string]any{"Email": n.Email, "Name": n.Name, "Display": n.Display, "Wrong": p})
			return nil
		}
		if err != nil {
			return err
		}
		http.Redirect(w, r, "/desk", http.StatusSeeOther)
		return nil
	}
}

func (g *Gate) join(w http.ResponseWriter, r *http.Request, l link, n NewOperator) error {
	ctx := r.Context()
	if l.Purpose != reset {
		if err := n.check(); err != nil {
			return err
		}
	}
	if n.Password != r.PostFormValue("again") {
		return wrong("The two passwords differ.")
	}
	if err := checkPassword(n.Password, n.Email, n.Name); err != nil {
		return err
	}
	phc, err := g.hash(ctx, n.Password)
	if err != nil {
		return err
	}
	return pgx.BeginFunc(ctx, g.pool, func(tx pgx.Tx) error {
		if err := alone(ctx, tx); err != nil {
			return err
		}
		var role string
		var department, op int64
		err := tx.QueryRow(ctx, `
			UPDATE invites SET used_at = now() WHERE `+goodLink+`
			RETURNING COALESCE(role, ''), COALESCE(department_id, 0), COALESCE(operator_id, 0)`,
			digest(r.PathValue("token")), l.Purpose).Scan(&role, &department, &op)
		if errors.Is(err, pgx.ErrNoRows) {
			return badLink(l.Purpose)
		}
		if err != nil {
			return err
		}
		if l.Purpose == reset {
			return g.setPassword(ctx, tx, w, r, op, phc)
		}
		n.Role = routing.Role(role)
		if l.Purpose == first {
			n.Role, n.AllDepartments = routing.RoleAdministrator, true
			if _, err := tx.Exec(ctx, `DELETE FROM invites WHERE purpose = $1 AND used_at IS NULL`, first); err != nil { // of other starts
				return err
			}
		}
		if department != 0 {
			n.Departments = []int64{department}
		}
		if op, err = insertOperator(ctx, tx, n, phc); err != nil {
			return err
		}
		return g.begin(ctx, tx, w, r, op)
	})
}

// setPassword is the end of a reset: all sessions end, this browser gets a new one.
func (g *Gate) setPassword(ctx context.Context, tx pgx.Tx, w http.ResponseWriter, r *http.Request, op int64, phc string) error {
	tag, err := tx.Exec(ctx, `UPDATE operators SET password = $2 WHERE id = $1 AND disabled_at IS NULL`, op, phc)
	if err != nil {
		return err
	}
	if tag.RowsAffected() == 0 {
		return badLink(reset)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM sessions WHERE operator_id = $1`, op); err != nil {
		return err
	}
	if err := record(ctx, tx, op, "password set by link", nil); err != nil {
		return err
	}
	return g.begin(ctx, tx, w, r, op)
}

// duplicate tells whether an error says that the e-mail address is taken.
func duplicate(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "23505"
}
