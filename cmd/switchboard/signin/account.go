package signin

import (
	"errors"
	"net/http"

	"github.com/jackc/pgx/v5"
)

// accountPage shows one's own account.
func (g *Gate) accountPage(w http.ResponseWriter, r *http.Request) error {
	return g.showAccount(w, r, nil)
}

func (g *Gate) showAccount(w http.ResponseWriter, r *http.Request, p any) error {
	u, _ := g.User(r)
	me, err := g.person(r.Context(), u.ID)
	if err != nil {
		return err
	}
	g.show(w, r, "account", "Your account", map[string]any{"Me": me, "Wrong": p})
	return nil
}

// orShow shows the account again with what is wrong.
func (g *Gate) orShow(w http.ResponseWriter, r *http.Request, err error, then string) error {
	var p problem
	if errors.As(err, &p) {
		return g.showAccount(w, r, p)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, then, http.StatusSeeOther)
	return nil
}

func (g *Gate) saveAccount(w http.ResponseWriter, r *http.Request) error {
	u, _ := g.User(r)
	name, display := line(r.PostFormValue("name"), 100), line(r.PostFormValue("display"), 60)
	langs, err := languages(r.PostFormValue("langs"))
	if err == nil && (name == "" || display == "") {
		err = wrong("Write your name, and the name that customers see.")
	}
	if err == nil {
		_, err = g.pool.Exec(r.Context(), `UPDATE operators SET name = $2, display_name = $3, langs = $4 WHERE id = $1`,
			u.ID, name, display, langs)
	}
	return g.orShow(w, r, err, "/account?said=saved")
}

// changePassword wants the present one, counted like a sign-in: a stolen session must not be a way to guess it.
func (g *Gate) changePassword(w http.ResponseWriter, r *http.Request) error {
	return g.orShow(w, r, g.newPassword(w, r), "/account?said=password")
}

func (g *Gate) newPassword(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	u, _ := g.User(r)
	id, wait, err := g.attempt(ctx, u.Email, g.address(r))
	if err != nil {
		return err
	}
	if wait > 0 {
		return problem{http.StatusTooManyRequests, "Too many attempts. Try again in some minutes."}
	}
	var phc *string
	if err := g.pool.QueryRow(ctx, `SELECT password FROM operators WHERE id = $1`, u.ID).Scan(&phc); err != nil {
		return err
	}
	if phc != nil {
		ok, err := g.matches(ctx, *phc, r.PostFormValue("old"))
		if err != nil {
			return err
		}
		if !ok {
			return wrong("The present password is wrong.")
		}
	}
	password := r.PostFormValue("password")
	if password != r.PostFormValue("again") {
		return wrong("The two new passwords differ.")
	}
	if err := checkPassword(password, u.Email, u.Name); err != nil {
		return err
	}
	made, err := g.hash(ctx, password)
	if err != nil {
		return err
	}
	return pgx.BeginFunc(ctx, g.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE sign_in_attempts SET ok = true WHERE id = $1`, id); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE operators SET password = $2 WHERE id = $1`, u.ID, made); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM sessions WHERE operator_id = $1`, u.ID); err != nil {
			return err
		}
		if err := record(ctx, tx, u.ID, "password changed", nil); err != nil {
			return err
		}
		return g.begin(ctx, tx, w, r, u.ID)
	})
}

func (g *Gate) signOutEverywhere(w http.ResponseWriter, r *http.Request) error {
	u, _ := g.User(r)
	_, err := g.pool.Exec(r.Context(), `
		WITH gone AS (DELETE FROM sessions WHERE operator_id = $1)
		UPDATE operators SET presence = 'offline', seen_at = NULL WHERE id = $1`, u.ID)
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/sign-in?said=out", http.StatusSeeOther)
	return nil
}
